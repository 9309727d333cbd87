from __future__ import annotations

import io
import warnings
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

from forumpub.typeset.subsetting import GlyphStore
from forumpub.typeset.truetype import Glyph, Part, compose, read_font
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


class Kit:
    """Glyphs of a typeface as a font numbers them: `.notdef`, those asked for, and what they are made of."""

    def __init__(self, face: Typeface, chars: str) -> None:
        self.store = GlyphStore(face)
        self.asked = [face.font.get_nominal_glyph(ord(char)) for char in chars]
        self.outlines = self.store.take(dict(zip(self.asked, chars, strict=True)))
        order = list(dict.fromkeys([0, *self.asked]))
        for glyph in order:
            order += [part for part in self.outlines[glyph].parts() if part not in order]
        self.numbers = {glyph: number for number, glyph in enumerate(order)}
        self.glyphs = [self.outlines[glyph].renumbered(self.numbers) for glyph in order]

    def part(self, glyph: int, dx: int, dy: int) -> Part:
        return Part(self.numbers[glyph], self.outlines[glyph], dx, dy)

    def write(self, *more: Glyph) -> bytes:
        return self.store.make_font([*self.glyphs, *more]).to_bytes()


@pytest.mark.parametrize(
    ("lang", "chars"), [("en", "Aé"), ("th", "กำ"), ("km", "ស្រ"), ("my", "ကြ"), ("zh", "国东")]
)
def test_a_font_with_composites_is_sound_to_fonttools(lang: str, chars: str) -> None:
    kit = Kit(typeface(lang, chars[0]), chars)
    parts = [kit.part(glyph, 10 * at, -7 * at) for at, glyph in enumerate(kit.asked)]
    font = reread(kit.write(compose(parts, 1234)))
    name = font.getGlyphName(len(kit.glyphs))
    glyph = font["glyf"][name]
    assert glyph.isComposite()
    assert [(font.getGlyphID(c.glyphName), c.x, c.y) for c in glyph.components] == [
        (part.number, part.dx, part.dy) for part in parts
    ]
    assert font["hmtx"][name] == (1234, glyph.xMin)
    assert font["maxp"].numGlyphs == len(kit.glyphs) + 1 == len(font.getGlyphOrder())


@pytest.mark.parametrize(("lang", "chars"), [("km", "សស្រ"), ("en", "aé. "), ("my", "ကြ")])
def test_boxes_and_bounds_are_what_fonttools_computes(lang: str, chars: str) -> None:
    kit = Kit(typeface(lang, chars[0]), chars)
    parts = [kit.part(glyph, 100, -50) for glyph in kit.asked]
    font = reread(kit.write(compose(parts, 700)))
    written = [vars(font[tag]).copy() for tag in ("head", "hhea", "maxp")]
    for name in font.getGlyphOrder():
        glyph = font["glyf"][name]
        box = [getattr(glyph, edge, 0) for edge in ("xMin", "yMin", "xMax", "yMax")]
        glyph.recalcBounds(font["glyf"])
        assert box == [getattr(glyph, edge, 0) for edge in ("xMin", "yMin", "xMax", "yMax")]
    font["maxp"].recalc(font)
    font["hhea"].recalc(font)
    for before, tag in zip(written, ("head", "hhea", "maxp"), strict=True):
        assert before == vars(font[tag])


def test_a_composite_without_ink_is_an_empty_glyph() -> None:
    kit = Kit(typeface("en", " "), " ")
    font = reread(kit.write(compose([], 0), compose([kit.part(kit.asked[0], 5, 5)], 9)))
    for number in (-1, -2):
        assert font["glyf"][font.getGlyphOrder()[number]].numberOfContours == 0


def test_the_weight_is_pinned() -> None:
    widths = []
    for bold in (False, True):
        kit = Kit(typeface("zh", "国", bold=bold), "国")
        font = reread(kit.write())
        assert "fvar" not in font and "gvar" not in font
        box = font["glyf"][font.getGlyphName(kit.numbers[kit.asked[0]])]
        widths.append(box.xMax - box.xMin)
    assert widths[0] < widths[1]


@pytest.mark.parametrize("char", ["த", "é"])
def test_what_was_written_reads_the_same_again(char: str) -> None:
    data = Kit(typeface("ta", char), char).write()
    assert read_font(data).to_bytes() == data


def test_what_a_store_was_asked_before_changes_no_glyph() -> None:
    face = typeface("vi", "ệ")
    alone = Kit(face, "ệ")
    store = GlyphStore(face)
    for char in "e\u0302\u0323Ệé":
        # Without a text, HarfBuzz is asked by number and not by character.
        store.take({face.font.get_nominal_glyph(ord(char)): ""})
    assert store.take({alone.asked[0]: "ệ"})[alone.asked[0]] == alone.outlines[alone.asked[0]]
    assert store.make_font(alone.glyphs).to_bytes() == alone.write()


def test_long_fonts_have_long_offsets() -> None:
    kit = Kit(typeface("zh", "国"), "国东")
    many = 140_000 // len(kit.glyphs[1].data)
    assert reread(kit.write())["head"].indexToLocFormat == 0
    assert reread(kit.write(*[kit.glyphs[1]] * many))["head"].indexToLocFormat == 1


def test_a_damaged_font_is_seen() -> None:
    data = bytearray(Kit(typeface("ta", "த"), "த").write())
    data[-3] ^= 0xFF
    with pytest.raises(Exception, match=r"checksum|unpack|struct"):
        reread(bytes(data))


def test_postscript_outlines_become_truetype_ones(tmp_path: Path) -> None:
    face = open_typeface(
        FontFile(write_font(tmp_path / "own.otf", "ab", is_postscript=True), 0, "style"), 400
    )
    assert not face.is_truetype
    kit = Kit(face, "ba")
    font = reread(kit.write())
    glyph = font["glyf"][font.getGlyphName(kit.numbers[kit.asked[0]])]
    assert (glyph.xMin, glyph.yMin, glyph.yMax) == (50, 0, 700)
    coordinates: GlyphCoordinates = glyph.getCoordinates(font["glyf"])[0]
    assert len(coordinates) >= 5
    assert Kit(face, "ba").write() == kit.write()
