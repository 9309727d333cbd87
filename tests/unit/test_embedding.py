from __future__ import annotations

import io
import re
from pathlib import Path

import pdfminer.high_level
import pikepdf
import pypdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from forumpub.env import FixedEnvironment
from forumpub.typeset import alphabet, embedding, shaping
from forumpub.typeset.characters import text_for_extraction
from forumpub.typeset.embedding import DocumentFonts, number
from forumpub.typeset.fonts import FontLibrary, FontPair
from forumpub.typeset.setting import StyledText, set_line, set_lines
from forumpub.typeset.shaping import shape
from typeset_samples import (
    LIBRARY,
    MIXED,
    SENTENCES,
    draw_pages,
    draw_texts,
    squeeze,
    styled,
    write_font,
)

# PDFium reads a hyphen at a line's end as one that hyphenation put there, and says U+FFFE or U+0002.
_LINE_END_HYPHEN = re.compile("[\ufffe\x02]")


def extract_texts(data: bytes) -> dict[str, list[str]]:
    """Return the text of each page, by reader."""
    return {
        "pypdf": [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages],
        "pdfium": [
            _LINE_END_HYPHEN.sub("-", page.get_textpage().get_text_bounded())
            for page in pypdfium2.PdfDocument(data)
        ],
        "pdfminer": pdfminer.high_level.extract_text(io.BytesIO(data)).split("\f")[:-1],
    }


@pytest.mark.parametrize("width_pt", [180, 330, 475])
def test_three_readers_copy_out_every_language_exactly(width_pt: float) -> None:
    texts = [(text, lang) for lang, text in SENTENCES.items()]
    for reader, pages in extract_texts(draw_texts(texts, width_pt=width_pt)).items():
        for page, (text, lang) in zip(pages, texts, strict=True):
            assert squeeze(page) == squeeze(text), (reader, lang)


def test_eight_scripts_in_one_paragraph_are_copied_out_exactly() -> None:
    for reader, (page,) in extract_texts(draw_texts([(MIXED, "th")])).items():
        assert squeeze(page) == squeeze(MIXED), reader


def test_spaces_within_a_line_are_copied_out() -> None:
    for lang in ("en", "vi", "ta", "km", "my"):
        text = " ".join(SENTENCES[lang].split()[:3])
        data = draw_pages([[set_line([styled(text, lang)])]])
        for reader, (page,) in extract_texts(data).items():
            assert page.strip() == text, (reader, lang)


def test_a_missing_character_is_copied_out_though_a_replacement_is_drawn() -> None:
    for reader, (page,) in extract_texts(draw_texts([("before ꦗꦮ after", "en")])).items():
        assert "before ꦗꦮ after" in page, reader


def embedded(data: bytes) -> list[tuple[TTFont, pikepdf.Object]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [font for font in pdf.pages[0].Resources.Font.values() if font.Subtype == "/Type0"]
        return [
            (
                TTFont(
                    io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()),
                    checkChecksums=2,
                ),
                pikepdf.Dictionary(
                    W=list(font.DescendantFonts[0].W[1]),
                    Gids=font.DescendantFonts[0].CIDToGIDMap,
                    Cmap=pikepdf.String(font.ToUnicode.read_bytes().decode("ascii")),
                ),
            )
            for font in fonts
        ]


def mapped_texts(cmap: str) -> dict[int, str]:
    """Return what a ToUnicode map says, code by code."""
    singles = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", cmap, re.MULTILINE)
    texts = {int(code, 16): bytes.fromhex(value).decode("utf-16-be") for code, value in singles}
    for found in re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>$", cmap, re.MULTILINE):
        first, last, text = (int(number, 16) for number in found)
        # Only the last byte counts up (ISO 32000-1, 9.10.3).
        assert first >> 8 == last >> 8
        assert text >> 8 == (text + last - first) >> 8
        texts |= {code: chr(text + code - first) for code in range(first, last + 1)}
    return texts


@pytest.mark.parametrize("lang", SENTENCES)
def test_declared_widths_are_those_of_the_embedded_glyphs(lang: str) -> None:
    for font, declared in embedded(draw_texts([(SENTENCES[lang], lang)])):
        assert declared.Gids == "/Identity"
        scale = 1000 / font["head"].unitsPerEm
        codes = range(0x20, 0x20 + len(declared.W))
        widths = [font["hmtx"][font.getGlyphName(code)][0] * scale for code in codes]
        assert [float(width) for width in declared.W] == pytest.approx(widths, abs=0.001)
        assert set(mapped_texts(str(declared.Cmap))) <= set(codes)


def test_tounicode_holds_nothing_that_pdf_a_forbids() -> None:
    assert text_for_extraction("\x00") == "\ufffd"
    assert text_for_extraction("\ufffe\ue000\ud800") == "\ufffd\ufffd\ufffd"
    assert text_for_extraction("a\ufeff") == "a"
    assert text_for_extraction("\ufeff") == "\u2060"
    assert text_for_extraction("\t\u2028") == "  "
    assert text_for_extraction("ก\u200b🙂") == "ก\u200b🙂"
    ((_, declared),) = embedded(draw_texts([("\x00\ufeffa\ufeff\ue000\ud800\ufffe", "en")]))
    texts = mapped_texts(str(declared.Cmap)).values()
    assert texts
    assert not any(re.search("[\x00\ufeff\ufffe\ue000-\uf8ff]", text) for text in texts)


def test_a_cluster_of_several_glyphs_is_one_code() -> None:
    fonts = DocumentFonts()
    shown, _ = fonts.show([shape("ស្ត្រី", stack=LIBRARY.stack("km"), lang="km")], 11)
    assert shown == "/T1 11 Tf [(\0\x80)]TJ"


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("my", "ကျား", ["ကျာ", "း"]),  # U+102C reaches over its letter
        ("ta", "தா", ["த", "ா"]),
        ("my", "ကို", ["ကို"]),  # marks stay with their letter
        ("ta", "தொ", ["தொ"]),  # the last letter on the page is not the last of the text
        ("th", "กำ", ["กำ"]),  # drawn in two parts
    ],
)
def test_what_just_follows_in_a_cluster_has_a_code_of_its_own(lang: str, text: str, codes: list[str]) -> None:
    fonts = DocumentFonts()
    word = shape(text, stack=LIBRARY.stack(lang), lang=lang)
    fonts.show([word], 10)
    ((font,),) = [file.fonts for file in fonts.files]
    assert [found for _, found in font.codes] == codes
    assert sum(code.width for code in font.codes.values()) == pytest.approx(word.advance_em)


def test_equal_clusters_share_a_code_and_neighbours_one_string() -> None:
    fonts = DocumentFonts()
    words = [shape(word, stack=LIBRARY.stack("en"), lang="en") for word in ("no ", "on")]
    assert fonts.show(words, 9.5) == ("/T1 9.5 Tf [(\0n\0o\0 \0o\0n)]TJ", "/T1 9.5 Tf")


def test_a_font_in_force_is_not_selected_again() -> None:
    fonts = DocumentFonts()
    word = shape("no", stack=LIBRARY.stack("en"), lang="en")
    assert fonts.show([word], 9, "/T1 9 Tf") == ("[(\0n\0o)]TJ", "/T1 9 Tf")
    assert fonts.show([word], 8, "/T1 9 Tf") == ("/T1 8 Tf [(\0n\0o)]TJ", "/T1 8 Tf")


def test_codes_are_read_back_whatever_their_bytes() -> None:
    # 400 clusters: their codes have parentheses, backslashes and line ends in both bytes.
    text = "".join(chr(0x4E00 + at) for at in range(400))
    shown, _ = DocumentFonts().show([shape(text, stack=LIBRARY.stack("zh"), lang="zh")], 9)
    array = shown.encode("latin-1").partition(b" Tf ")[2].removesuffix(b"TJ")
    codes = bytes(pikepdf.Object.parse(array)[0])
    assert codes == b"".join(code.to_bytes(2, "big") for code in range(0x80, 0x80 + 400))


def test_kerning_moves_the_next_glyph() -> None:
    word = shape("AV", stack=LIBRARY.stack("en"), lang="en")
    shown, _ = DocumentFonts().show([word], 10)
    moved = re.fullmatch("/T1 10 Tf \\[\\(\0A\\)(\\d+)\\(\0V\\)\\]TJ", shown)
    assert moved is not None
    apart = sum(shape(char, stack=LIBRARY.stack("en"), lang="en").advance_em for char in "AV")
    assert float(moved[1]) == pytest.approx(apart - word.advance_em, abs=0.5)


def test_the_pen_ends_where_the_line_was_measured_to_end() -> None:
    line = set_line([styled(SENTENCES["en"] + " AVAVAV To", "en", size_pt=20)])
    page = pypdfium2.PdfDocument(draw_pages([[line]]))[0].get_textpage()
    right = max(page.get_charbox(index, loose=True)[2] for index in range(page.count_chars()))
    assert right == pytest.approx(60 + line.width_pt, abs=0.05)


def test_typefaces_share_a_file_and_each_keeps_its_name() -> None:
    data = draw_pages([[set_line([styled(MIXED, "th", bold=bold)]) for bold in (False, True)]])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert len(fonts) > 8
        assert len({str(font.BaseFont) for font in fonts}) == len(fonts)
        assert [str(found.FontName) for found in descriptors] == [str(font.BaseFont) for font in fonts]
        for shared in (
            [found.FontFile2 for found in descriptors],
            [font.DescendantFonts[0].W for font in fonts],
            [font.ToUnicode for font in fonts],
        ):
            assert len({found.objgen for found in shared}) == 1
        stems = {str(found.FontName).partition("-")[2]: int(found.StemV) for found in descriptors}
    assert stems == {"Regular": 80, "Bold": 140}


def test_typefaces_of_other_units_have_a_file_of_their_own(tmp_path: Path) -> None:
    own = FontPair(regular=write_font(tmp_path / "own.ttf", "abc", units_per_em=2048))
    stack = FontLibrary(FixedEnvironment(), own_files=[own]).stack("en")
    text = StyledText(text="cabbage", stack=stack, size_pt=20, rgb=(0, 0, 0), lang="en")
    data = draw_pages([[set_line([text])]])
    assert sorted(font["head"].unitsPerEm for font, _ in embedded(data)) == [1000, 2048]
    for reader, (page,) in extract_texts(data).items():
        assert page.strip() == "cabbage", reader


def test_what_glyphs_are_made_of_fills_the_gaps_between_codes() -> None:
    ((font, declared), *_) = embedded(draw_texts([(SENTENCES["km"] * 3, "km")]))
    widths = [0] * 0x20 + [int(width) for width in declared.W]
    inked = {
        code
        for code, width in enumerate(widths)
        if not width and font["glyf"][font.getGlyphName(code)].numberOfContours
    }
    used = {
        font.getGlyphID(part.glyphName)
        for name in font.getGlyphOrder()
        if font["glyf"][name].isComposite()
        for part in font["glyf"][name].components
    }
    assert len(inked & used) > 5
    # `.notdef` is nobody's part.
    assert 0 not in used
    assert font["glyf"][".notdef"].numberOfContours == 0


def test_a_font_that_is_full_goes_on_in_a_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "_MAX_CODES", 8)
    text = "abcdefgh ijklmnop abcdefgh"
    data = draw_texts([(text, "en")], width_pt=60)
    assert len(embedded(data)) > 1
    for reader, (page,) in extract_texts(data).items():
        assert squeeze(page) == squeeze(text), reader


def test_what_was_shaped_before_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = draw_texts([(MIXED * 3, "th")])
    # Every word begins an alphabet of its own.
    monkeypatch.setattr(alphabet, "_MAX_CLUSTERS", 1)
    shaping._shape_cached.cache_clear()
    assert draw_texts([(MIXED * 3, "th")]) == expected
    shaping._shape_cached.cache_clear()


def test_postscript_fonts_are_embedded_too(tmp_path: Path) -> None:
    own = FontPair(regular=write_font(tmp_path / "own.otf", "abc", is_postscript=True))
    stack = FontLibrary(FixedEnvironment(), own_files=[own]).stack("en")
    text = StyledText(text="cab", stack=stack, size_pt=20, rgb=(0, 0, 0), lang="en")
    data = draw_pages([set_lines([text], 300, lang="en")])
    for reader, (page,) in extract_texts(data).items():
        assert page.strip() == "cab", reader
    picture = pypdfium2.PdfDocument(data)[0].render().to_pil().convert("L")
    dark = sum(picture.crop((60, 40, 100, 64)).histogram()[:128])
    assert 3 * 8 * 14 * 0.8 < dark < 3 * 8 * 14 * 1.2  # three boxes of 8 by 14 points


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (0.5, "0.5"), (-0.0001, "0"), (1234.5678, "1234.568"), (100.0, "100"), (0.0, "0")],
)
def test_numbers_are_written_short(value: float, written: str) -> None:
    assert number(value) == written
