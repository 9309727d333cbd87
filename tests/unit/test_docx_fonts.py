"""Embedded fonts: readable again, complete, static, and named as the text asks for them."""

from __future__ import annotations

import io
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from docx_checks import assert_valid, part, parts, rendered
from forumpub.env import FixedEnvironment
from forumpub.render.docx import DocxRenderer
from forumpub.render.docx.embedded_fonts import obfuscate
from forumpub.render.docx.wml import R, W
from forumpub.rules.publishing import FONT_NOT_EMBEDDED
from forumpub.styling import FontChoice

from plans import SENTENCES, edition_of, sample_plan

EMBEDDING = DocxRenderer(embed_fonts=True)


def fonts_in(data: bytes) -> dict[tuple[str, str], TTFont]:
    contents = parts(data)
    targets = {
        rel.get("Id"): "word/" + (rel.get("Target") or "")
        for rel in part(data, "word/_rels/fontTable.xml.rels")
    }
    found = {}
    for font in part(data, "word/fontTable.xml"):
        for embedded in (*font.iter(f"{W}embedRegular"), *font.iter(f"{W}embedBold")):
            key = uuid.UUID((embedded.get(f"{W}fontKey") or "").strip("{}"))
            blob = obfuscate(contents[targets[embedded.get(f"{R}id")]], key)
            name = font.get(f"{W}name") or ""
            found[name, embedded.tag.removeprefix(f"{W}embed")] = TTFont(io.BytesIO(blob))
    return found


@pytest.mark.parametrize("lang", ["en", "th", "km", "my", "ta", "lo", "vi"])
def test_the_fonts_of_a_language_are_embedded(lang: str, tmp_path: Path) -> None:
    data = rendered(edition_of(sample_plan(lang)), EMBEDDING)
    assert_valid(data, tmp_path)
    fonts = fonts_in(data)
    covered: set[int] = set()
    for (family, kind), font in fonts.items():
        assert font["name"].getDebugName(1) == family
        assert font["name"].getDebugName(2) == kind
        assert "fvar" not in font
        assert font["OS/2"].usWeightClass == {"Regular": 400, "Bold": 700}[kind]
        if kind == "Regular":
            covered |= set(font.getBestCmap())
    assert {ord(char) for char in SENTENCES[lang] if char.isprintable()} <= covered
    if lang in {"th", "km", "my", "ta"}:
        family = {"th": "Thai", "km": "Khmer", "my": "Myanmar", "ta": "Tamil"}[lang]
        assert {"GSUB", "GPOS"} & set(fonts[f"Noto Sans {family}", "Regular"].keys())


def test_chinese_fonts_are_cut_down(tmp_path: Path) -> None:
    pytest.importorskip("justmytype_intl_cjk")
    data = rendered(edition_of(sample_plan("zh-Hans")), EMBEDDING)
    assert_valid(data, tmp_path)
    assert ord("人") in fonts_in(data)["Noto Sans SC", "Regular"].getBestCmap()
    assert len(data) < 400_000


def test_word_is_told_to_use_them() -> None:
    settings = part(rendered(edition_of(sample_plan("th")), EMBEDDING), "word/settings.xml")
    tags = [child.tag.removeprefix(W) for child in settings]
    assert tags[:3] == ["zoom", "embedTrueTypeFonts", "saveSubsetFonts"]


def test_the_first_32_bytes_are_obfuscated_and_come_back() -> None:
    key = uuid.UUID("00112233-4455-6677-8899-AABBCCDDEEFF")
    data = bytes(64)
    # The key's hexadecimal digits, read from the end, twice.
    assert obfuscate(data, key)[:16].hex() == "ffeeddccbbaa99887766554433221100"
    assert obfuscate(data, key)[32:] == data[32:]
    assert obfuscate(obfuscate(data, key), key) == data


def test_a_family_that_nobody_has_is_reported() -> None:
    plan = sample_plan("en")
    plan = replace(plan, style=replace(plan.style, fonts=FontChoice(family="Gill Sans Nowhere")))
    found = EMBEDDING.render(edition_of(plan), FixedEnvironment()).diagnostics
    assert [item.rule for item in found] == [FONT_NOT_EMBEDDED]
    assert "Gill Sans Nowhere" in found[0].message


def test_embedding_is_deterministic() -> None:
    plan = sample_plan("km")
    assert rendered(edition_of(plan), EMBEDDING) == rendered(edition_of(plan), EMBEDDING)
