from __future__ import annotations

import pytest

from forumpub.typeset.scripts import (
    EDITION_LANGS,
    canonical_lang,
    cluster_script,
    leading_factor,
    script_of,
    script_of_lang,
)


@pytest.mark.parametrize(
    ("char", "script"),
    [("a", "Latn"), ("ễ", "Latn"), ("ก", "Thai"), ("ໆ", "Laoo"), ("ក", "Khmr"), ("က", "Mymr"), ("த", "Taml"),
     ("国", "Hani"), ("1", None), (" ", None), ("\u0301", None), ("\u200b", None), ("“", None)],
)  # fmt: skip
def test_characters_have_the_script_unicode_gives_them(char: str, script: str | None) -> None:
    assert script_of(char) == script


def test_a_cluster_has_the_script_of_its_first_letter() -> None:
    assert cluster_script("\u25ccក") == "Khmr"
    assert cluster_script("e\u0301") == "Latn"
    assert cluster_script("🙂") is None


@pytest.mark.parametrize(
    ("tag", "edition"),
    [("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh_SG", "zh-Hans"), ("zh-TW", "zh-Hant"),
     ("zh-HK", "zh-Hant"),
     ("zh-Hant-MO", "zh-Hant"), ("cmn-Hant", "zh-Hant"), ("yue", "zh-Hant"), ("fil", "tl"), ("fil-PH", "tl"),
     ("EN_gb", "en"), ("pt-TL", "pt"), ("in", "id"), ("sr-latn-rs", "sr-Latn-RS"), ("", "und"),
     ("ไทย", "und"),
     ("en; rm -rf", "und")],
)  # fmt: skip
def test_tags_name_an_edition(tag: str, edition: str) -> None:
    assert canonical_lang(tag) == edition


def test_editions_are_their_own_canonical_tags() -> None:
    assert [canonical_lang(lang) for lang in EDITION_LANGS] == list(EDITION_LANGS)


@pytest.mark.parametrize(
    ("tag", "script"),
    [("tet", "Latn"), ("lo", "Laoo"), ("zh-TW", "Hani"), ("ja", "Kana"), ("ko", "Hang"), ("hi", "Deva"),
     ("sr-Latn", "Latn"), ("ru", "Cyrl"), ("qqq", "Latn"), ("und", "Latn")],
)  # fmt: skip
def test_languages_have_a_script(tag: str, script: str) -> None:
    assert script_of_lang(tag) == script


@pytest.mark.parametrize(
    ("lang", "factor"),
    [
        ("en", 1.4),
        ("vi", 1.4),
        ("th", 1.6),
        ("lo", 1.6),
        ("ta", 1.6),
        ("zh-Hans", 1.6),
        ("km", 1.85),
        ("my", 1.85),
    ],
)
def test_leading_goes_by_script(lang: str, factor: float) -> None:
    assert leading_factor("", lang) == pytest.approx(factor)


def test_a_foreign_word_raises_the_leading() -> None:
    assert leading_factor("the Khmer word ប្រជុំ", "en") == pytest.approx(1.85)
    assert leading_factor("in digits 1–2", "en") == pytest.approx(1.4)


def test_signs_that_are_known_without_unicode_data_need_no_leading() -> None:
    for code in (*range(0x20, 0x900), *range(0x2000, 0x2C00)):
        assert script_of(chr(code)) not in {"Thai", "Laoo", "Khmr", "Mymr", "Taml", "Hani", "Kana", "Hang"}
    for text in ("ả ễ “ ”…→", "\u08ff\u2bff"):
        assert leading_factor(text, "en") == pytest.approx(1.4)


def test_tight_leading_never_lets_lines_touch() -> None:
    assert leading_factor("", "en", latin=1.1) == pytest.approx(1.1)
    assert leading_factor("", "km", latin=1.1) == pytest.approx(1.7)
    assert leading_factor("", "km", latin=1.6) == pytest.approx(1.6 * 1.85 / 1.4, abs=1e-4)
