"""A TrueType font in memory, made of glyphs of another and of composite glyphs.

fontTools does this too, at several times the price (docs/decisions/0010-glyf-tables-by-hand.md). Written to
the OpenType specification, version 1.9: tables glyf, loca, hmtx, hhea, maxp and head.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

# Flags of a composite glyph's component.
_ARGS_ARE_WORDS = 0x0001
_ARGS_ARE_XY = 0x0002
_HAS_SCALE = 0x0008
_MORE_COMPONENTS = 0x0020
_HAS_TWO_SCALES = 0x0040
_HAS_MATRIX = 0x0080

_CHECKSUM_MAGIC = 0xB1B0AFBA
_TRUETYPE = 0x00010000
_HEADER_BYTES = 10
# What short offsets, which count pairs of bytes, can reach.
_SHORT_REACH = 2 * 0xFFFF


class Box(NamedTuple):
    """A glyph's extent in font units."""

    x_min: int
    y_min: int
    x_max: int
    y_max: int

    def moved(self, dx: int, dy: int) -> Box:
        """Return the box at another place."""
        return Box(self.x_min + dx, self.y_min + dy, self.x_max + dx, self.y_max + dy)


class Bounds(NamedTuple):
    """What the maxp table wants the largest of. `elements` and `depth` are those of composites."""

    points: int = 0
    contours: int = 0
    elements: int = 0
    depth: int = 0


class Glyph(NamedTuple):
    """An entry of the glyf table, empty where nothing is drawn, and the two fields of the hmtx table.

    `box` is its extent, None where it has no outline.
    """

    data: bytes
    advance: int
    bearing: int
    box: Box | None
    bounds: Bounds

    def parts(self) -> tuple[int, ...]:
        """Return the numbers of the glyphs that a composite is made of."""
        return tuple(number for _, number in _find_parts(self.data)) if self.bounds.depth else ()

    def renumbered(self, numbers: Mapping[int, int]) -> Glyph:
        """Return a composite whose parts have other numbers; any other glyph as it is."""
        if not self.bounds.depth:
            return self
        data = bytearray(self.data)
        for at, number in _find_parts(self.data):
            struct.pack_into(">H", data, at, numbers[number])
        return self._replace(data=bytes(data))


NO_GLYPH = Glyph(b"", 0, 0, None, Bounds())
"""Draws nothing and has no width."""


class Part(NamedTuple):
    """A glyph that a composite is made of, by its number, and where it is put, in font units."""

    number: int
    glyph: Glyph
    dx: int
    dy: int


def compose(parts: Sequence[Part], advance: int) -> Glyph:
    """Return a glyph made of others; those that draw nothing are left out.

    Args:
        parts: the glyphs, from the one that is drawn first.
        advance: width in font units.
    """
    boxes: list[Box] = []
    fields: list[int] = []
    bounds: list[Bounds] = []
    for number, glyph, dx, dy in parts:
        if glyph.box is not None:
            dx, dy = _word(dx), _word(dy)
            boxes.append(glyph.box.moved(dx, dy))
            bounds.append(glyph.bounds)
            fields += (_ARGS_ARE_WORDS | _ARGS_ARE_XY | _MORE_COMPONENTS, number, dx, dy)
    width = min(max(0, advance), 0xFFFF)
    if not boxes:
        return Glyph(b"", width, 0, None, Bounds())
    fields[-4] &= ~_MORE_COMPONENTS
    whole = Box(*map(_word, _union(boxes)))
    data = struct.pack(">h4h" + "HHhh" * len(boxes), -1, *whole, *fields)
    return Glyph(data, width, whole.x_min, whole, _sum_up(bounds))


def _sum_up(parts: Sequence[Bounds]) -> Bounds:
    points, contours, _, depths = zip(*parts, strict=True)
    return Bounds(min(sum(points), 0xFFFF), min(sum(contours), 0xFFFF), len(parts), 1 + max(depths))


class TrueTypeFont:
    """Glyphs and what is needed to write them as a font.

    `head` and `hhea` are tables of the font that the glyphs are from; what in them depends on glyphs is
    written anew.
    """

    def __init__(self, head: bytes, hhea: bytes, glyphs: Sequence[Glyph]) -> None:
        self.head = head
        self.hhea = hhea
        self.glyphs = tuple(glyphs)
        # Glyphs that draw nothing, such as those between codes, have no part in any extent.
        self._inked = [(glyph, glyph.box) for glyph in self.glyphs if glyph.box is not None]

    @property
    def box(self) -> Box:
        """The extent of all glyphs."""
        return _union([box for _, box in self._inked])

    def to_bytes(self) -> bytes:
        """Write the font. Equal glyphs give equal bytes."""
        stored = [glyph.data + b"\0" * (len(glyph.data) % 2) for glyph in self.glyphs]
        offsets = list(itertools.accumulate(map(len, stored), initial=0))
        is_short = offsets[-1] <= _SHORT_REACH
        metrics = [field for glyph in self.glyphs for field in (glyph.advance, glyph.bearing)]
        if is_short:
            loca = struct.pack(f">{len(offsets)}H", *[offset // 2 for offset in offsets])
        else:
            loca = struct.pack(f">{len(offsets)}L", *offsets)
        return _write_tables(
            {
                "glyf": b"".join(stored),
                "loca": loca,
                "hmtx": struct.pack(">" + "Hh" * len(self.glyphs), *metrics),
                "head": self._head(is_short=is_short),
                "hhea": self._hhea(),
                "maxp": self._maxp(),
            }
        )

    def _head(self, *, is_short: bool) -> bytes:
        head = bytearray(self.head)
        struct.pack_into(">L", head, 8, 0)  # checkSumAdjustment, set last
        struct.pack_into(">4h", head, 36, *self.box)
        struct.pack_into(">h", head, 50, 0 if is_short else 1)  # indexToLocFormat
        return bytes(head)

    def _hhea(self) -> bytes:
        extents = [glyph.bearing + box.x_max - box.x_min for glyph, box in self._inked]
        rights = [glyph.advance - extent for (glyph, _), extent in zip(self._inked, extents, strict=True)]
        least_left = min((glyph.bearing for glyph, _ in self._inked), default=0)
        bounds = (least_left, min(rights, default=0), max(extents, default=0))
        hhea = bytearray(self.hhea)
        struct.pack_into(">H3h", hhea, 10, max(glyph.advance for glyph in self.glyphs), *map(_word, bounds))
        struct.pack_into(">H", hhea, 34, len(self.glyphs))
        return bytes(hhea)

    def _maxp(self) -> bytes:
        bounds = [glyph.bounds for glyph, _ in self._inked]
        simple = [found for found in bounds if not found.depth] or [Bounds()]
        composite = [found for found in bounds if found.depth] or [Bounds()]
        points, contours, _, _ = map(max, zip(*simple, strict=True))
        composite_points, composite_contours, elements, depth = map(max, zip(*composite, strict=True))
        outlines = (points, contours, composite_points, composite_contours)
        # One zone; then what instructions need: there are none.
        return struct.pack(">L14H", _TRUETYPE, len(self.glyphs), *outlines, 1, *(0,) * 6, elements, depth)


def read_font(data: bytes) -> TrueTypeFont:
    """Read a font's glyphs; what else it holds, such as instructions, is left behind."""
    tables = _read_tables(data)
    entries = _read_entries(tables)
    metrics = _read_metrics(tables, len(entries))
    known: dict[int, Bounds] = {}
    glyphs = [
        Glyph(entry, *metric, _read_box(entry), _read_bounds(number, entries, known))
        for number, (entry, metric) in enumerate(zip(entries, metrics, strict=True))
    ]
    return TrueTypeFont(tables["head"], tables["hhea"], glyphs)


def _read_box(data: bytes) -> Box | None:
    return Box(*struct.unpack_from(">4h", data, 2)) if data else None


def _read_bounds(number: int, entries: Sequence[bytes], known: dict[int, Bounds]) -> Bounds:
    if number not in known:
        known[number] = Bounds()  # of a damaged glyph that is a part of itself
        data = entries[number]
        contours = struct.unpack_from(">h", data)[0] if data else 0
        if contours > 0:
            last_point = struct.unpack_from(">H", data, _HEADER_BYTES + 2 * contours - 2)[0]
            known[number] = Bounds(points=last_point + 1, contours=contours)
        elif contours < 0:
            known[number] = _sum_up([_read_bounds(part, entries, known) for _, part in _find_parts(data)])
    return known[number]


def _find_parts(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the parts of a composite: where in its entry each has its number, and the number."""
    at = _HEADER_BYTES
    flags = _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, number = struct.unpack_from(">HH", data, at)
        yield at + 2, number
        at += 4 + (4 if flags & _ARGS_ARE_WORDS else 2)
        at += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_TWO_SCALES else 8 if flags & _HAS_MATRIX else 0


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


def _read_entries(tables: dict[str, bytes]) -> list[bytes]:
    count = int.from_bytes(tables["maxp"][4:6], "big")
    is_long = tables["head"][50:52] == b"\0\1"
    stored = struct.unpack_from(f">{count + 1}{'L' if is_long else 'H'}", tables["loca"])
    offsets = stored if is_long else [2 * half for half in stored]
    glyf = tables["glyf"]
    entries = [glyf[start:end] for start, end in itertools.pairwise(offsets)]
    # An entry without room for a header draws nothing.
    return [entry if len(entry) >= _HEADER_BYTES else b"" for entry in entries]


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
