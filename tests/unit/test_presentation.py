"""Presentation text: marks change, words never do."""

from __future__ import annotations

import pytest

from forumpub.layout.foreign import make_runs
from forumpub.layout.presentation import present, show_verbatim
from forumpub.locales import LANGUAGES

from limits import cpu_limit

EN, HANT, PT = LANGUAGES["en"], LANGUAGES["zh-Hant"], LANGUAGES["pt"]


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("infrastructure , Artificial", "infrastructure, Artificial"),
        ("done . Next", "done. Next"),
        ("a rate of .5", "a rate of .5"),
        ('so , "he" said', "so, “he” said"),
        ('the “Belt and Road” and "sharing"', "the “Belt and Road” and “sharing”"),
        ("China's, ASEAN’s", "China’s, ASEAN’s"),
        ("he said 'yes' twice", "he said ‘yes’ twice"),
        ("in the '90s", "in the ’90s"),
        ("the boys' work", "the boys’ work"),
        ('a 5" screen', 'a 5" screen'),
        ('"Yes," he said. "No."', "“Yes,” he said. “No.”"),
        ('("quoted")', "(“quoted”)"),
        ("«Sim»", "“Sim”"),
        ("wait...", "wait…"),
        ("wait....", "wait...."),
        ("a\tb\u2028c", "a b c"),
        ("bell\x07 and \ud800", "bell\ufffd and \ufffd"),
    ],
)
def test_english(given: str, printed: str) -> None:
    assert present(given, EN) == printed


def test_an_opening_mark_repeated_in_each_paragraph_stays_open() -> None:
    assert present('"First paragraph of a long quote.', EN) == "“First paragraph of a long quote."


def test_chinese_marks_are_those_of_the_region() -> None:
    text = "為“一帶一路”高質量發展"
    assert present(text, HANT) == "為「一帶一路」高質量發展"
    assert present("为「一带一路」『注』", LANGUAGES["zh-Hans"]) == "为“一带一路”‘注’"
    assert present('以"共享数字新机遇"为主题', LANGUAGES["zh-Hans"]) == "以“共享数字新机遇”为主题"
    assert present("《关于落实》", LANGUAGES["zh-Hans"]) == "《关于落实》"


def test_a_source_line_stays_as_it_is() -> None:
    assert show_verbatim('a , "b"\t...\x00') == 'a , "b"    ...\ufffd'


@pytest.mark.parametrize(
    "hostile", [" " * 200_000, "a" + " " * 200_000 + "b", "'" * 100_000, '"' * 100_000, "." * 200_000]
)
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    with cpu_limit(10):
        shown = present(hostile, EN)
        runs = make_runs(hostile, "en")
    assert len(shown) <= len(hostile)
    assert "".join(run.text for run in runs) == hostile


def test_words_in_another_script_have_a_language() -> None:
    runs = make_runs("การประชุม ASEAN 2021 ที่ 武汉 เปิด", "th")
    assert [(run.text, run.lang) for run in runs if run.lang] == [("ASEAN", "en"), ("武汉", "zh")]
    assert "".join(run.text for run in runs) == "การประชุม ASEAN 2021 ที่ 武汉 เปิด"


def test_the_own_script_has_none() -> None:
    assert [run.lang for run in make_runs("Đà Nẵng, Việt Nam", "vi")] == [None]
    assert make_runs("", "en") == ()
