"""Taking glyphs out of a typeface, as TrueType outlines with all axes pinned."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence, Set

import uharfbuzz as hb

from forumpub.errors import FontError
from forumpub.typeset.alphabet import Component
from forumpub.typeset.truetype import Glyph, Part, TrueTypeFont, compose, read_font
from forumpub.typeset.typefaces import Typeface
from forumpub.values import dataclass

# A PDF finds glyphs by index: everything that finds, names, lays out or varies them is dead weight there.
_DROPPED_NAMES = (
    "GSUB GPOS GDEF BASE JSTF MATH STAT MVAR HVAR VVAR avar name post OS/2 cmap gasp DSIG meta VORG vhea "
    "vmtx kern hdmx LTSH VDMX COLR CPAL SVG  CBDT CBLC sbix EBDT EBLC EBSC"
)
_DROPPED = tuple(int.from_bytes(name.ljust(4).encode("ascii"), "big") for name in _DROPPED_NAMES.split())


_MAX_COMPOSITES = 20_000

_OPTIONS = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE


class GlyphStore:
    """The outlines of one typeface with its axes pinned, each taken from the file once in a process."""

    def __init__(self, typeface: Typeface) -> None:
        self._typeface = typeface
        # Parts of composites are named by their numbers in the typeface.
        self._glyphs: dict[int, Glyph] = {}
        self._composites: dict[tuple[tuple[Component, ...], int], Glyph] = {}
        self._tables: tuple[bytes, bytes] | None = None

    def take(self, wanted: Mapping[int, str]) -> Mapping[int, Glyph]:
        """Return at least the wanted glyphs and all that they are made of.

        Args:
            wanted: glyphs, and the texts they are drawn for.

        Raises:
            FontError: HarfBuzz can't take the font apart.
        """
        chars: set[int] = set()
        others: set[int] = set()
        for glyph in wanted.keys() - self._glyphs.keys():
            char = _find_char(self._typeface, glyph, wanted[glyph])
            if char is None:
                others.add(glyph)
            else:
                chars.add(char)
        for subset in _cut(self._typeface, chars, others):
            self._keep(subset)
        return self._glyphs

    def compose(self, components: tuple[Component, ...], advance: int) -> Glyph:
        """Return a glyph made of others that were taken, by their numbers in the typeface.

        Documents in one language share most of theirs.
        """
        key = (components, advance)
        found = self._composites.get(key)
        if found is None:
            if len(self._composites) >= _MAX_COMPOSITES:
                self._composites.clear()
            parts = [Part(glyph, self._glyphs[glyph], dx, dy) for glyph, dx, dy in components]
            found = self._composites[key] = compose(parts, advance)
        return found

    def make_font(self, glyphs: Sequence[Glyph]) -> TrueTypeFont:
        """Return a font of some glyphs, in the metrics of the typeface."""
        if self._tables is None:
            self.take({0: ""})
        head, hhea = self._tables or (b"", b"")
        return TrueTypeFont(head, hhea, glyphs)

    def _keep(self, subset: Subset) -> None:
        font = subset.font
        numbers = {new: old for old, new in subset.index_of.items()}
        self._tables = self._tables or (font.head, font.hhea)
        for old, new in subset.index_of.items():
            self._glyphs.setdefault(old, font.glyphs[new].renumbered(numbers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subset:
    """A cut-down font. `index_of` gives each kept glyph's new number, those of parts of others among them."""

    font: TrueTypeFont
    index_of: Mapping[int, int]


def _find_char(typeface: Typeface, glyph: int, text: str) -> int | None:
    """Return the character of a text that a glyph is the font's plain one for.

    HarfBuzz cuts by characters thirty times faster than by glyphs: for these it reads all of a font's cmap,
    3 ms of a Chinese one.
    """
    if not typeface.is_truetype:
        return None
    codes = (ord(char) for char in text)
    return next((code for code in codes if typeface.font.get_nominal_glyph(code) == glyph), None)


def _cut(typeface: Typeface, chars: Set[int], glyphs: Set[int]) -> Iterator[Subset]:
    """Yield the glyphs of some characters, and others."""
    if not typeface.is_truetype:
        # Loads fontTools, which only documents with PostScript outlines should pay for.
        from forumpub.typeset.postscript_outlines import convert_glyphs

        if kept := sorted(glyphs):
            font = read_font(convert_glyphs(typeface, kept))
            yield Subset(font=font, index_of={g: i for i, g in enumerate([0, *(g for g in kept if g)])})
        return
    if chars:
        yield _cut_truetype(typeface, chars, ())
    if glyphs:
        yield _cut_truetype(typeface, (), glyphs)


def _cut_truetype(typeface: Typeface, chars: Collection[int], glyphs: Collection[int]) -> Subset:
    asked = hb.SubsetInput()
    asked.flags = _OPTIONS
    asked.unicode_set.update(chars)
    asked.glyph_set.update(glyphs)
    asked.drop_table_tag_set.update(_DROPPED)
    for tag, value in typeface.variations.items():
        asked.pin_axis_location(typeface.face, tag, value)
    try:
        plan = hb.SubsetPlan(typeface.face, asked)
        data = plan.execute().blob.data
    except (hb.HarfBuzzError, RuntimeError) as error:
        raise FontError(f"can't cut down the font {typeface.file.path}") from error
    return Subset(font=read_font(bytes(data)), index_of=dict(plan.old_to_new_glyph_mapping))


@functools.lru_cache(maxsize=256)
def glyph_store(typeface: Typeface) -> GlyphStore:
    """Return the outlines of a typeface; a process has them once."""
    return GlyphStore(typeface)
