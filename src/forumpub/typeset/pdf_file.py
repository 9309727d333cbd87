"""A PDF file being written: numbered objects, packed into streams (ISO 32000-1, 7.5.7 and 7.5.8).

Syntax is text in which each character is a byte. Equal objects give equal bytes: nothing depends on the clock
or on chance.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import deflate

# Bytes above 0x7F tell programs that guess that this is no text.
_HEADER = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"

# Objects in one stream. More pack better; fewer are found faster by a reader of one page.
_PACKED = 200

# The slowest takes half as long again and saves three thousandths.
_LEVEL = 6

ESCAPES = {"(": "\\(", ")": "\\)", "\\": "\\\\", "\r": "\\r", "\n": "\\n"}
"""Bytes of a literal string that mean something else there (7.3.4.2); line ends would be read as U+000A."""

_ESCAPING = str.maketrans(ESCAPES)
_REGULAR = frozenset("!\"$&'*+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ\\^_`abcdefghijklmnopqrstuvwxyz|~")


class _Place(NamedTuple):
    """Where an object is: at a byte of the file (kind 1), or within a stream of objects (kind 2)."""

    kind: int
    start: int
    offset: int


class PdfFile:
    """Objects, numbered from 1, that are still collected.

    A number may be named by others before its object is put.
    """

    def __init__(self) -> None:
        self._end = 1
        self._plain: dict[int, str] = {}
        self._streams: dict[int, bytes] = {}

    def reserve(self, count: int = 1) -> int:
        """Return the first of some new numbers, which follow each other."""
        first = self._end
        self._end += count
        return first

    def put(self, number: int, syntax: str) -> None:
        """Put an object that is no stream in its place."""
        self._plain[number] = syntax

    def add(self, syntax: str) -> int:
        """Add an object that is no stream, and return its number."""
        number = self.reserve()
        self._plain[number] = syntax
        return number

    def add_stream(self, content: bytes, entries: str = "", *, compressed: bool = True) -> int:
        """Add a stream, and return its number.

        Args:
            content: the data.
            entries: of its dictionary, without length and filter.
            compressed: whether the data is written compressed.
        """
        number = self.reserve()
        if compressed:
            entries += "/Filter/FlateDecode"
            content = compress(content)
        self._streams[number] = _stream(content, entries)
        return number

    def to_bytes(self, root: int, information: int) -> bytes:
        """Write the file.

        Args:
            root: number of the document catalogue.
            information: number of the document information dictionary.
        """
        places: dict[int, _Place] = {0: _Place(0, 0, 0)}
        parts = [_HEADER]
        at = len(_HEADER)
        for number, body in self._all_streams(places):
            places[number] = _Place(1, at, 0)
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            parts.append(part)
            at += len(part)
        last = self.reserve()
        places[last] = _Place(1, at, 0)
        digest = hashlib.sha256()
        for part in parts:
            digest.update(part)
        identity = digest.hexdigest()[:32]
        rows = _rows([places[number] for number in range(last + 1)], (at.bit_length() + 7) // 8)
        table = _stream(
            compress(b"".join(rows.data)),
            f"/Type/XRef/Size {last + 1}/Root {root} 0 R/Info {information} 0 R/W[1 {rows.width} 1]"
            f"/ID[<{identity}><{identity}>]/Filter/FlateDecode"
            f"/DecodeParms<</Predictor 12/Columns {rows.width + 2}>>",
        )
        parts.append(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, table, at))
        return b"".join(parts)

    def _all_streams(self, places: dict[int, _Place]) -> Iterator[tuple[int, bytes]]:
        """Yield all streams, those of the other objects last, and note the places of these."""
        yield from self._streams.items()
        numbers = sorted(self._plain)
        for start in range(0, len(numbers), _PACKED):
            packed = numbers[start : start + _PACKED]
            stream = self.reserve()
            for index, number in enumerate(packed):
                places[number] = _Place(2, stream, index)
            yield stream, _pack(packed, [self._plain[number] for number in packed])


class _Rows(NamedTuple):
    """Rows of a cross-reference stream; `width` is the length of their second field in bytes."""

    width: int
    data: list[bytes]


def _rows(places: Sequence[_Place], width: int) -> _Rows:
    """Write where the objects are, each row as its difference from the one above (PNG's predictor "up").

    Neighbours in a stream of objects differ by one: all these rows are the same.
    """
    following = bytes([2, 0, *bytes(width), 1])
    data: list[bytes] = []
    above = _Place(0, 0, 0)
    above_bytes = bytes(width + 2)
    for place in places:
        kind, start, offset = place
        row = bytes([kind, *start.to_bytes(width, "big"), offset])
        if start == above.start and kind == above.kind == 2 and offset == above.offset + 1:
            data.append(following)
        else:
            data.append(
                bytes([2, *((byte - upper) % 0x100 for byte, upper in zip(row, above_bytes, strict=True))])
            )
        above, above_bytes = place, row
    return _Rows(width, data)


def _pack(numbers: Sequence[int], objects: Sequence[str]) -> bytes:
    offsets = itertools.accumulate((len(syntax) + 1 for syntax in objects), initial=0)
    heads = [f"{number} {offset}" for number, offset in zip(numbers, offsets, strict=False)]
    head = " ".join(heads) + "\n"
    content = (head + "\n".join(objects)).encode("latin-1")
    entries = f"/Type/ObjStm/N {len(objects)}/First {len(head)}/Filter/FlateDecode"
    return _stream(compress(content), entries)


def _stream(content: bytes, entries: str) -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries.encode("latin-1"), len(content), content)


def compress(content: bytes) -> bytes:
    """Return data in the form that readers call Flate (RFC 1950)."""
    return bytes(deflate.zlib_compress(content, _LEVEL))


def refer(number: int) -> str:
    """Return a reference to an object."""
    return f"{number} 0 R"


def text_string(text: str) -> str:
    """Write a text for people, such as a title (7.9.2.2): ASCII as it is, any other text in UTF-16."""
    if not (text.isascii() and text.isprintable()):
        # A lone surrogate is no text; what the metadata says in its place, XMP says too.
        text = ("\ufeff" + text).encode("utf-16-be", "replace").decode("latin-1")
    return f"({text.translate(_ESCAPING)})"


def name(text: str) -> str:
    """Write a name (7.3.5): each byte of its UTF-8 that is no regular character by its number."""
    if not _REGULAR.issuperset(text):
        data = text.encode("utf-8").decode("latin-1")
        text = "".join(char if char in _REGULAR else f"#{ord(char):02X}" for char in data)
    return f"/{text}"
