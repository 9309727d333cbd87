from __future__ import annotations

import io
import warnings
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

from forumpub.typeset.subsetting import cut
from forumpub.typeset.truetype import TrueTypeFont
from forumpub.typeset.typefaces import FontFile, Typeface, open_typeface
from typeset_samples import LIBRARY, write_font


def typeface(lang: str, char: str, *, bold: bool = False) -> Typeface:
    found = LIBRARY.stack(lang, bold=bold).find(char)
    assert found is not None
    return found


def reread(data: bytes) -> TTFont:
    """Read a font as strictly as fontTools can: with its checksums, and every table taken apart."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        font = TTFont(io.BytesIO(data), checkChecksums=2)
        for tag in font.keys():  # noqa: SIM118 - not a dict
            font[tag]
        for name in font.getGlyphOrder():
            font["glyf"][name].expand(font["glyf"])
    return font


@pytest.mark.parametrize(
    ("lang", "chars"), [("en", "Aé"), ("th", "กำ"), ("km", "ស្រ"), ("my", "ကြ"), ("zh", "国东")]
)
def test_a_font_with_composites_is_sound_to_fonttools(lang: str, chars: str) -> None:
    face = typeface(lang, chars[0])
    glyphs = [face.font.get_nominal_glyph(ord(char)) for char in chars]
    subset = cut(face, glyphs)
    placed = [(subset.index_of[glyph], 10 * at, -7 * at) for at, glyph in enumerate(glyphs)]
    index = subset.font.add_composite(placed, 1234)
    font = reread(subset.font.to_bytes())
    name = font.getGlyphName(index)
    glyph = font["glyf"][name]
    assert glyph.isComposite()
    assert [(font.getGlyphID(c.glyphName), c.x, c.y) for c in glyph.components] == placed
    assert font["hmtx"][name] == (1234, glyph.xMin)
    assert font["maxp"].numGlyphs == index + 1 == len(font.getGlyphOrder())


def test_boxes_and_bounds_are_what_fonttools_computes() -> None:
    face = typeface("km", "ស")
    subset = cut(face, [face.font.get_nominal_glyph(ord(char)) for char in "សស្រ"])
    parts = list(subset.index_of.values())
    index = subset.font.add_composite([(part, 100, -50) for part in parts], 700)
    font = reread(subset.font.to_bytes())
    glyf = font["glyf"]
    drawn = [name for name in font.getGlyphOrder() if glyf[name].numberOfContours]
    ours = {name: (glyf[name].xMin, glyf[name].yMin, glyf[name].xMax, glyf[name].yMax) for name in drawn}
    head = (font["head"].xMin, font["head"].yMin, font["head"].xMax, font["head"].yMax)
    for name in ours:
        glyf[name].recalcBounds(glyf)
        assert ours[name] == (glyf[name].xMin, glyf[name].yMin, glyf[name].xMax, glyf[name].yMax)
    boxes = list(ours.values())
    assert head == (
        *map(min, list(zip(*boxes, strict=True))[:2]),
        *map(max, list(zip(*boxes, strict=True))[2:]),
    )
    maxp = font["maxp"]
    points, contours, _ = glyf[font.getGlyphName(index)].getCompositeMaxpValues(glyf)[:3]
    assert maxp.maxCompositePoints >= points
    assert maxp.maxCompositeContours >= contours
    assert maxp.maxComponentElements >= len(parts)
    assert maxp.maxComponentDepth >= 1


def test_a_composite_without_ink_is_an_empty_glyph() -> None:
    face = typeface("en", " ")
    subset = cut(face, [face.font.get_nominal_glyph(ord(" "))])
    index = subset.font.add_composite([], 0)
    font = reread(subset.font.to_bytes())
    assert font["glyf"][font.getGlyphName(index)].numberOfContours == 0


def test_the_weight_is_pinned() -> None:
    widths = []
    for bold in (False, True):
        face = typeface("zh", "国", bold=bold)
        glyph = face.font.get_nominal_glyph(ord("国"))
        subset = cut(face, [glyph])
        font = reread(subset.font.to_bytes())
        assert "fvar" not in font and "gvar" not in font
        box = font["glyf"][font.getGlyphName(subset.index_of[glyph])]
        widths.append(box.xMax - box.xMin)
    assert widths[0] < widths[1]


def test_what_was_written_reads_the_same_again() -> None:
    face = typeface("ta", "த")
    data = cut(face, [face.font.get_nominal_glyph(ord("த"))]).font.to_bytes()
    assert TrueTypeFont(data).to_bytes() == data


def test_a_damaged_font_is_seen(tmp_path: Path) -> None:
    face = typeface("ta", "த")
    data = bytearray(cut(face, [face.font.get_nominal_glyph(ord("த"))]).font.to_bytes())
    data[-3] ^= 0xFF
    with pytest.raises(Exception, match=r"checksum|unpack|struct"):
        reread(bytes(data))


def test_postscript_outlines_become_truetype_ones(tmp_path: Path) -> None:
    face = open_typeface(
        FontFile(write_font(tmp_path / "own.otf", "ab", is_postscript=True), 0, "style"), 400
    )
    assert not face.is_truetype
    glyphs = [face.font.get_nominal_glyph(ord(char)) for char in "ba"]
    subset = cut(face, glyphs)
    font = reread(subset.font.to_bytes())
    glyph = font["glyf"][font.getGlyphName(subset.index_of[glyphs[0]])]
    assert (glyph.xMin, glyph.yMin, glyph.yMax) == (50, 0, 700)
    coordinates: GlyphCoordinates = glyph.getCoordinates(font["glyf"])[0]
    assert len(coordinates) >= 5
    assert cut(face, glyphs).font.to_bytes() == subset.font.to_bytes()
