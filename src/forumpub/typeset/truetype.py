"""A TrueType font in memory, made of glyphs of another and of composite glyphs.

fontTools does this too, at several times the price (docs/decisions/0010-glyf-tables-by-hand.md). Written to
the OpenType specification, version 1.9: tables glyf, loca, hmtx, hhea, maxp and head.
"""

from __future__ import annotations

import itertools
import operator
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

_DATA_OF = operator.attrgetter("data")
_ADVANCE_OF = operator.attrgetter("advance")
_BEARING_OF = operator.attrgetter("bearing")
_METRICS_OF = operator.attrgetter("advance", "bearing")
_CHECKSUM_OF = operator.attrgetter("checksum")
_OUTLINE_OF = operator.attrgetter("outline")


class Box(NamedTuple):
    """A glyph's extent in font units."""

    x_min: int
    y_min: int
    x_max: int
    y_max: int


class Outline(NamedTuple):
    """What the tables of a font want the smallest and largest of: a glyph's extent in font units, and counts.

    Points and contours are its own or, of a composite, those of its parts; `depth` counts levels of parts.
    """

    x_min: int
    y_min: int
    x_max: int
    y_max: int
    points: int
    contours: int
    composite_points: int = 0
    composite_contours: int = 0
    elements: int = 0
    depth: int = 0


class Slot(NamedTuple):
    """Where a composite's entry has the number of one of its parts, and that number."""

    at: int
    number: int


class Glyph(NamedTuple):
    """An entry of the glyf table, empty where nothing is drawn, and the two fields of the hmtx table.

    `data` fills whole words of four bytes, and `checksum` is their sum, so that a table's is that of its
    glyphs. `slots` are those of a composite. `outline` is None where nothing is drawn.
    """

    data: bytes
    advance: int
    bearing: int
    outline: Outline | None
    checksum: int = 0
    slots: tuple[Slot, ...] = ()

    def parts(self) -> tuple[int, ...]:
        """Return the numbers of the glyphs that a composite is made of."""
        return tuple([number for _, number in self.slots])

    def renumbered(self, numbers: Mapping[int, int]) -> Glyph:
        """Return a composite whose parts have other numbers; any other glyph as it is."""
        if not self.slots:
            return self
        slots = tuple([Slot(at, numbers[number]) for at, number in self.slots])
        data = bytearray(self.data)
        for at, number in slots:
            data[at : at + 2] = number.to_bytes(2, "big")
        written = bytes(data)
        return self._replace(data=written, checksum=_checksum(written), slots=slots)


NO_GLYPH = Glyph(b"", 0, 0, None)
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
    outlines: list[Outline] = []
    fields: list[int] = []
    for number, glyph, dx, dy in parts:
        if glyph.outline is not None:
            dx, dy = _word(dx), _word(dy)
            outlines.append(_moved(glyph.outline, dx, dy))
            fields += (_ARGS_ARE_WORDS | _ARGS_ARE_XY | _MORE_COMPONENTS, number, dx, dy)
    width = min(max(0, advance), 0xFFFF)
    if not outlines:
        return Glyph(b"", width, 0, None)
    fields[-4] &= ~_MORE_COMPONENTS
    whole = _sum_up(outlines)
    data = struct.pack(">h4h" + "HHhh" * len(outlines), -1, *whole[:4], *fields)
    slots = tuple([Slot(_HEADER_BYTES + 2 + 8 * at, number) for at, number in enumerate(fields[1::4])])
    data = _padded(data)
    return Glyph(data, width, whole.x_min, whole, _checksum(data), slots)


def _moved(outline: Outline, dx: int, dy: int) -> Outline:
    return outline._replace(
        x_min=outline.x_min + dx,
        y_min=outline.y_min + dy,
        x_max=outline.x_max + dx,
        y_max=outline.y_max + dy,
    )


def _sum_up(parts: Sequence[Outline]) -> Outline:
    """Return the outline of a composite, as its entry says it: in words."""
    x_min, y_min, x_max, y_max = map(_word, _union(parts))
    columns = tuple(zip(*parts, strict=True))[4:]
    points, contours, composite_points, composite_contours, _, depths = columns
    return Outline(
        x_min,
        y_min,
        x_max,
        y_max,
        points=0,
        contours=0,
        composite_points=min(sum(points) + sum(composite_points), 0xFFFF),
        composite_contours=min(sum(contours) + sum(composite_contours), 0xFFFF),
        elements=len(parts),
        depth=1 + max(depths),
    )


class TrueTypeFont:
    """Glyphs and what is needed to write them as a font.

    `head` and `hhea` are tables of the font that the glyphs are from; what in them depends on glyphs is
    written anew.
    """

    def __init__(self, head: bytes, hhea: bytes, glyphs: Sequence[Glyph]) -> None:
        self.head = head
        self.hhea = hhea
        self.glyphs = glyphs
        # Glyphs that draw nothing, such as those between codes, have no part in any extent. A field at a
        # time: a loop over glyphs in Python is what costs here.
        self._inked = [glyph for glyph in glyphs if glyph.outline is not None]
        fields = tuple(zip(*map(_OUTLINE_OF, self._inked), strict=True))
        self._fields: Sequence[Sequence[int]] = fields or ((0,),) * len(Outline._fields)

    @property
    def box(self) -> Box:
        """The extent of all glyphs."""
        x_mins, y_mins, x_maxs, y_maxs = self._fields[:4]
        return Box(min(x_mins), min(y_mins), max(x_maxs), max(y_maxs))

    def to_bytes(self) -> bytes:
        """Write the font. Equal glyphs give equal bytes."""
        stored = list(map(_DATA_OF, self.glyphs))
        offsets = list(itertools.accumulate(map(len, stored), initial=0))
        is_short = offsets[-1] <= _SHORT_REACH
        metrics = itertools.chain.from_iterable(map(_METRICS_OF, self.glyphs))
        if is_short:
            halves = map(operator.floordiv, offsets, itertools.repeat(2))
            loca = struct.pack(f">{len(offsets)}H", *halves)
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
            },
            glyf_checksum=sum(map(_CHECKSUM_OF, self.glyphs)) & 0xFFFFFFFF,
        )

    def _head(self, *, is_short: bool) -> bytes:
        head = bytearray(self.head)
        struct.pack_into(">L", head, 8, 0)  # checkSumAdjustment, set last
        struct.pack_into(">4h", head, 36, *self.box)
        struct.pack_into(">h", head, 50, 0 if is_short else 1)  # indexToLocFormat
        return bytes(head)

    def _hhea(self) -> bytes:
        bearings = list(map(_BEARING_OF, self._inked))
        x_mins, _, x_maxs = self._fields[:3]
        extents = list(map(operator.add, bearings, map(operator.sub, x_maxs, x_mins)))
        rights = map(operator.sub, map(_ADVANCE_OF, self._inked), extents)
        bounds = (min(bearings, default=0), min(rights, default=0), max(extents, default=0))
        hhea = bytearray(self.hhea)
        struct.pack_into(">H3h", hhea, 10, max(map(_ADVANCE_OF, self.glyphs)), *map(_word, bounds))
        struct.pack_into(">H", hhea, 34, len(self.glyphs))
        return bytes(hhea)

    def _maxp(self) -> bytes:
        points, contours, composite_points, composite_contours, elements, depth = map(max, self._fields[4:])
        outlines = (points, contours, composite_points, composite_contours)
        # One zone; then what instructions need: there are none.
        return struct.pack(">L14H", _TRUETYPE, len(self.glyphs), *outlines, 1, *(0,) * 6, elements, depth)


def read_font(data: bytes) -> TrueTypeFont:
    """Read a font's glyphs; what else it holds, such as instructions, is left behind."""
    tables = _read_tables(data)
    entries = _read_entries(tables)
    metrics = _read_metrics(tables, len(entries))
    known: dict[int, Outline] = {}
    glyphs = [
        Glyph(
            _padded(entry),
            *metric,
            _read_outline(number, entries, known) if entry else None,
            _checksum(_padded(entry)),
            tuple(_find_slots(entry)),
        )
        for number, (entry, metric) in enumerate(zip(entries, metrics, strict=True))
    ]
    return TrueTypeFont(tables["head"], tables["hhea"], glyphs)


def _read_outline(number: int, entries: Sequence[bytes], known: dict[int, Outline]) -> Outline:
    if number not in known:
        known[number] = Outline(0, 0, 0, 0, 0, 0)  # of a damaged glyph that is a part of itself
        data = entries[number]
        contours, x_min, y_min, x_max, y_max = struct.unpack_from(">5h", data)
        if contours >= 0:
            last = struct.unpack_from(">H", data, _HEADER_BYTES + 2 * contours - 2)[0] if contours else -1
            known[number] = Outline(x_min, y_min, x_max, y_max, last + 1, contours)
        else:
            drawn = [slot.number for slot in _find_slots(data) if entries[slot.number]]
            if drawn:
                known[number] = _sum_up([_read_outline(part, entries, known) for part in drawn])
            known[number] = known[number]._replace(x_min=x_min, y_min=y_min, x_max=x_max, y_max=y_max)
    return known[number]


def _find_slots(data: bytes) -> Iterator[Slot]:
    """Yield where the entry of a composite has the numbers of its parts; none of any other glyph."""
    if data[:1] < b"\x80":
        return  # contours are counted in a signed word: only a composite's begins so
    at = _HEADER_BYTES
    flags = _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, number = struct.unpack_from(">HH", data, at)
        yield Slot(at + 2, number)
        at += 4 + (4 if flags & _ARGS_ARE_WORDS else 2)
        at += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_TWO_SCALES else 8 if flags & _HAS_MATRIX else 0


def _word(value: int) -> int:
    return value if -0x8000 <= value <= 0x7FFF else min(max(value, -0x8000), 0x7FFF)


def _union(outlines: Sequence[Outline]) -> Box:
    x_mins, y_mins, x_maxs, y_maxs = tuple(zip(*outlines, strict=True))[:4] or ((0,),) * 4
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


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)


def _checksum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF


def _write_tables(tables: dict[str, bytes], *, glyf_checksum: int) -> bytes:
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
        padded = _padded(data)
        checksum = glyf_checksum if tag == "glyf" else _checksum(padded)
        total += checksum
        directory += struct.pack(">4sLLL", tag.encode("ascii"), checksum, start + len(body), len(data))
        body += padded
    # The sum of the whole is that of its parts, all of which fill whole words.
    total += _checksum(bytes(directory))
    font = bytearray(header + directory + body)
    struct.pack_into(">L", font, head_at + 8, (_CHECKSUM_MAGIC - total) & 0xFFFFFFFF)
    return bytes(font)
