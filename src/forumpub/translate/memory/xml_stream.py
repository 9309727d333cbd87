"""Interchange files as XML streams: read without entities or endless depth, written in pieces."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from lxml import etree

from forumpub.errors import InputError

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_PIECE_BYTES = 64 * 1024
_LAST_LINE = 65_535
# All that XML 1.0 can't hold, by its production 2.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlStream:
    """An XML file whose elements of some names are read one by one, and let go."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name

    def read(self, starts: frozenset[str], ends: frozenset[str]) -> Iterator[tuple[str, etree._Element]]:
        """Yield `start` and `end` of elements by their local names, and forget each after its end.

        Names in `ends` are yielded complete. Those in `starts` are yielded when they begin, with their
        attributes only.

        Raises:
            InputError: the file is damaged, too deep, or defines entities.
        """
        parser = etree.iterparse(
            self._file,
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in starts | ends],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in self._events(parser):
            local = local_name(element)
            if event == "start":
                if local in starts:
                    _refuse_entities(element, self._name)
                    yield event, element
            elif local in ends:
                yield event, element
                _forget(element)
        # Nothing of interest was in the file, perhaps.
        _refuse_entities(parser.root, self._name)

    def _events(self, parser: etree.iterparse) -> Iterator[tuple[str, etree._Element]]:
        try:
            yield from parser
        except (etree.XMLSyntaxError, ValueError) as error:
            raise InputError(
                f"can't read {self._name}: it is not well-formed XML ({error})",
                hints=("export the file again from the tool that wrote it",),
            ) from error
        except OSError as error:
            raise InputError(f"can't read {self._name}: {error.strerror or error}") from error


class Pieces:
    """A file for lxml to write to, that hands out what has been written."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._pieces.append(data)
        self._size += len(data)
        return len(data)

    @property
    def full(self) -> bool:
        """Whether enough has been written to be handed out."""
        return self._size >= _PIECE_BYTES

    def take(self) -> bytes:
        """Hand out what has been written since the last time."""
        data = b"".join(self._pieces)
        self._pieces.clear()
        self._size = 0
        return data


def writable_text(text: str) -> str:
    """Return a text with U+FFFD for what XML can't hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def read_words(
    element: etree._Element, codes: frozenset[str], on_code: Callable[[int | None], None]
) -> Iterator[str]:
    """Yield the words of an element and of those in it, but for elements that hold another tool's codes."""
    yield element.text or ""
    for child in element:
        if local_name(child) == "cp":
            # XLIFF's way to write a character that XML can't hold.
            yield _character(child.get("hex", ""))
        elif local_name(child) in codes:
            on_code(line_of(child))
        else:
            yield from read_words(child, codes, on_code)
        yield child.tail or ""


def texts_in_codes(element: etree._Element, codes: frozenset[str]) -> Iterator[etree._Element]:
    """Yield the texts that stand inside another tool's codes, and that `read_words` therefore leaves out."""
    for code in element.iter():
        if local_name(code) in codes:
            yield from (text for text in code.iterdescendants() if local_name(text) == "sub")


def line_of(element: etree._Element) -> int | None:
    """Return the line on which an element begins, from 1; None beyond those that libxml2 counts."""
    line: object = element.sourceline
    return line if isinstance(line, int) and line < _LAST_LINE else None


def _character(hexadecimal: str) -> str:
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _refuse_entities(root: etree._Element, name: str) -> None:
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise InputError(
            f"can't read {name}: it defines entities of its own, as no translation tool does",
            hints=("don't trust the file; get it from its source again",),
        )


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    with contextlib.suppress(TypeError):
        while parent is not None and element.getprevious() is not None:
            del parent[0]
