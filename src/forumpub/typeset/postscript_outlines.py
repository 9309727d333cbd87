"""PostScript outlines (CFF, CFF2) as TrueType ones, so that such fonts are embedded like all others."""

from __future__ import annotations

import io
from collections.abc import Sequence

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from forumpub.typeset.typefaces import Typeface

# How far a curve may stray: a thousandth of an em is a hundredth of a point at 10 points.
_TOLERANCE_PER_EM = 0.001


def convert_glyphs(typeface: Typeface, glyphs: Sequence[int]) -> bytes:
    """Return a TrueType font with `.notdef` and then the given glyphs, in order.

    The outlines are those at the typeface's place on its axes.
    """
    numbers = [0, *(glyph for glyph in glyphs if glyph)]
    names = [".notdef", *(f"g{glyph}" for glyph in numbers[1:])]
    drawn = {name: _draw(typeface, glyph) for name, glyph in zip(names, numbers, strict=True)}
    builder = FontBuilder(typeface.units_per_em, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(
        {
            name: (typeface.advance_units(number), getattr(drawn[name], "xMin", 0))
            for name, number in zip(names, numbers, strict=True)
        }
    )
    builder.setupHorizontalHeader(
        ascent=round(typeface.ascent * typeface.units_per_em / 1000),
        descent=round(typeface.descent * typeface.units_per_em / 1000),
    )
    builder.updateHead(created=0, modified=0)
    # The dates are fixed for the sake of equal bytes.
    builder.font.recalcTimestamp = False
    builder.setupMaxp()
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


def _draw(typeface: Typeface, glyph: int) -> Glyph:
    pen = TTGlyphPen(None)
    tolerance = _TOLERANCE_PER_EM * typeface.units_per_em
    # PostScript contours run counter-clockwise, TrueType ones clockwise.
    typeface.font.draw_glyph_with_pen(glyph, Cu2QuPen(pen, tolerance, reverse_direction=True))
    return pen.glyph()
