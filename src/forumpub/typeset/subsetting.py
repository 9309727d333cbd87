"""Cutting a typeface down to the glyphs a document shows, as a TrueType font with all axes pinned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import uharfbuzz as hb

from forumpub.errors import FontError
from forumpub.typeset.truetype import TrueTypeFont
from forumpub.typeset.typefaces import Typeface

# A PDF finds glyphs by index: everything that finds, names, lays out or varies them is dead weight there.
_DROPPED_NAMES = (
    "GSUB GPOS GDEF BASE JSTF MATH STAT MVAR HVAR VVAR avar name post OS/2 cmap gasp DSIG meta VORG vhea "
    "vmtx kern hdmx LTSH VDMX COLR CPAL SVG  CBDT CBLC sbix EBDT EBLC EBSC"
)
_DROPPED = tuple(int.from_bytes(name.ljust(4).encode("ascii"), "big") for name in _DROPPED_NAMES.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Subset:
    """A cut-down font. `index_of` gives each kept glyph's new index."""

    font: TrueTypeFont
    index_of: Mapping[int, int]


def cut(typeface: Typeface, glyphs: Iterable[int]) -> Subset:
    """Cut a typeface down to some glyphs and what they are made of.

    Raises:
        FontError: HarfBuzz can't take the font apart.
    """
    kept = sorted(set(glyphs))
    if not typeface.is_truetype:
        # Loads fontTools, which only documents with PostScript outlines should pay for.
        from forumpub.typeset.postscript_outlines import convert_glyphs

        return Subset(
            font=TrueTypeFont(convert_glyphs(typeface, kept)),
            index_of={glyph: index for index, glyph in enumerate([0, *(g for g in kept if g)])},
        )
    wanted = hb.SubsetInput()
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    wanted.glyph_set.update(kept)
    wanted.drop_table_tag_set.update(_DROPPED)
    for tag, value in typeface.variations.items():
        wanted.pin_axis_location(typeface.face, tag, value)
    try:
        plan = hb.SubsetPlan(typeface.face, wanted)
        data = plan.execute().blob.data
    except (hb.HarfBuzzError, RuntimeError) as error:
        raise FontError(f"can't cut down the font {typeface.file.path}") from error
    indices = plan.old_to_new_glyph_mapping
    return Subset(font=TrueTypeFont(bytes(data)), index_of={glyph: indices[glyph] for glyph in kept})
