"""A TrueType font in memory that composite glyphs can be added to.

fontTools does this too, at several times the price (docs/decisions/0010-glyf-tables-by-hand.md). Written to
the OpenType specification, version 1.9: tables glyf, loca, hmtx, hhea, maxp and head.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Sequence
from typing import NamedTuple

# Flags of a composite glyph's component.
_ARGS_ARE_WORDS = 0x0001
_ARGS_ARE_XY = 0x0002
_MORE_COMPONENTS = 0x0020

_CHECKSUM_MAGIC = 0xB1B0AFBA
_TRUETYPE = 0x00010000
_HINTING = ("cvt ", "fpgm", "prep")


class Box(NamedTuple):
    """A glyph's extent in font units."""

    x_min: int
    y_min: int
    x_max: int
    y_max: int

    def moved(self, dx: int, dy: int) -> Box:
        """Return the box at another place."""
        return Box(self.x_min + dx, self.y_min + dy, self.x_max + dx, self.y_max + dy)


class TrueTypeFont:
    """The glyphs of a TrueType font and what is needed to write them out again."""

    def __init__(self, data: bytes) -> None:
        self._tables = _read_tables(data)
        self._glyphs = _read_glyphs(self._tables)
        self._metrics = _read_metrics(self._tables, len(self._glyphs))
        # The extent of each glyph, None where it has no outline.
        self._boxes = [_read_box(data) for data in self._glyphs]
        self._most_components = 0

    @property
    def box(self) -> Box:
        """The extent of all glyphs."""
        return _union([box for box in self._boxes if box])

    def add_composite(self, components: Sequence[tuple[int, int, int]], advance: int) -> int:
        """Append a glyph made of others and return its index.

        Args:
            components: glyph index and offset in font units; those without outlines are left out.
            advance: width in font units.
        """
        boxes: list[Box] = []
        fields: list[int] = []
        for glyph, dx, dy in components:
            box = self._boxes[glyph]
            if box is None:
                continue
            dx, dy = _word(dx), _word(dy)
            boxes.append(box.moved(dx, dy))
            fields += (_ARGS_ARE_WORDS | _ARGS_ARE_XY | _MORE_COMPONENTS, glyph, dx, dy)
        whole: Box | None = None
        data = b""
        if boxes:
            fields[-4] &= ~_MORE_COMPONENTS
            whole = Box(*map(_word, _union(boxes)))
            data = struct.pack(">h4h" + "HHhh" * len(boxes), -1, *whole, *fields)
            self._most_components = max(self._most_components, len(boxes))
        self._glyphs.append(data)
        self._boxes.append(whole)
        self._metrics.append((min(max(0, advance), 0xFFFF), whole.x_min if whole else 0))
        return len(self._glyphs) - 1

    def to_bytes(self) -> bytes:
        """Write the font. Equal glyphs give equal bytes."""
        count = len(self._glyphs)
        padded = [data + b"\0" * (-len(data) % 4) for data in self._glyphs]
        offsets = itertools.accumulate(map(len, padded), initial=0)
        tables = {tag: self._tables[tag] for tag in _HINTING if tag in self._tables}
        tables["glyf"] = b"".join(padded)
        tables["loca"] = struct.pack(f">{count + 1}L", *offsets)
        tables["hmtx"] = struct.pack(">" + "Hh" * count, *itertools.chain.from_iterable(self._metrics))
        tables["head"] = self._head()
        tables["hhea"] = self._hhea()
        tables["maxp"] = self._maxp()
        return _write_tables(tables)

    def _head(self) -> bytes:
        head = bytearray(self._tables["head"])
        struct.pack_into(">L", head, 8, 0)  # checkSumAdjustment, set last
        struct.pack_into(">4h", head, 36, *self.box)
        struct.pack_into(">h", head, 50, 1)  # indexToLocFormat: long
        return bytes(head)

    def _hhea(self) -> bytes:
        hhea = bytearray(self._tables["hhea"])
        struct.pack_into(">H", hhea, 10, max(advance for advance, _ in self._metrics))
        struct.pack_into(">H", hhea, 34, len(self._metrics))
        return bytes(hhea)

    def _maxp(self) -> bytes:
        maxp = bytearray(self._tables["maxp"])
        struct.pack_into(">H", maxp, 4, len(self._glyphs))
        if self._most_components and len(maxp) >= 32:
            fields = list(struct.unpack_from(">13H", maxp, 6))
            points, contours, composite_points, composite_contours = fields[:4]
            # Upper bounds: no component has more than the largest simple or composite glyph.
            fields[2] = min(self._most_components * max(points, composite_points), 0xFFFF)
            fields[3] = min(self._most_components * max(contours, composite_contours), 0xFFFF)
            fields[11] = max(fields[11], self._most_components)
            fields[12] = fields[12] + 1  # depth: the components may be composites themselves
            struct.pack_into(">13H", maxp, 6, *fields)
        return bytes(maxp)


def _word(value: int) -> int:
    return value if -0x8000 <= value <= 0x7FFF else min(max(value, -0x8000), 0x7FFF)


def _union(boxes: Sequence[Box]) -> Box:
    if not boxes:
        return Box(0, 0, 0, 0)
    x_mins, y_mins, x_maxs, y_maxs = zip(*boxes, strict=True)
    return Box(min(x_mins), min(y_mins), max(x_maxs), max(y_maxs))


def _read_tables(data: bytes) -> dict[str, bytes]:
    tables: dict[str, bytes] = {}
    for index in range(int.from_bytes(data[4:6], "big")):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        tables[tag.decode("latin-1")] = data[offset : offset + length]
    return tables


def _read_glyphs(tables: dict[str, bytes]) -> list[bytes]:
    count = int.from_bytes(tables["maxp"][4:6], "big")
    is_long = tables["head"][50:52] == b"\0\1"
    stored = struct.unpack_from(f">{count + 1}{'L' if is_long else 'H'}", tables["loca"])
    offsets = stored if is_long else [2 * half for half in stored]
    glyf = tables["glyf"]
    return [glyf[start:end] for start, end in itertools.pairwise(offsets)]


def _read_box(glyph: bytes) -> Box | None:
    return Box(*struct.unpack_from(">4h", glyph, 2)) if len(glyph) >= 10 else None


def _read_metrics(tables: dict[str, bytes], count: int) -> list[tuple[int, int]]:
    full = int.from_bytes(tables["hhea"][34:36], "big")
    hmtx = tables["hmtx"]
    metrics = list(struct.iter_unpack(">Hh", hmtx[: 4 * full]))
    bearings = struct.unpack_from(f">{count - full}h", hmtx, 4 * full)
    last_advance = metrics[-1][0]
    return [*metrics, *((last_advance, bearing) for bearing in bearings)]


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF


def _write_tables(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">L4H", _TRUETYPE, count, 16 << power, power, 16 * count - (16 << power))
    directory = bytearray()
    body = bytearray()
    start = len(header) + 16 * count
    head_at = 0
    total = _checksum(header)
    for tag, data in sorted(tables.items()):
        if tag == "head":
            head_at = start + len(body)
        checksum = _checksum(data)
        total += checksum
        directory += struct.pack(">4sLLL", tag.encode("ascii"), checksum, start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    # The sum of the whole is that of its parts, all of which fill whole words.
    total += _checksum(bytes(directory))
    font = bytearray(header + directory + body)
    struct.pack_into(">L", font, head_at + 8, (_CHECKSUM_MAGIC - total) & 0xFFFFFFFF)
    return bytes(font)
