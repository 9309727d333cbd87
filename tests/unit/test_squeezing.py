"""Chinese marks in a row give up the empty half of their square."""

from __future__ import annotations

import pytest

from forumpub.typeset.setting import set_line, set_lines
from forumpub.typeset.squeezing import squeezed
from typeset_samples import styled


def half(text: str, after: str = "", lang: str = "zh-Hans") -> str:
    return "".join(text[at] for at in squeezed(text, after, lang))


@pytest.mark.parametrize(
    ("text", "after", "marks"),
    [
        ("他说：“好。”", "", "：。"),
        ("议会”。", "", "”"),
        ("议会”。", "“", "”。"),
        ("《（甲）》", "", "（）"),
        ("“‘甲’”", "", "‘’"),
        ("甲，乙。", "丙", ""),
        ("“甲”", "", ""),
        ("don’t", "", ""),
    ],
)
def test_one_of_two_marks_yields(text: str, after: str, marks: str) -> None:
    assert half(text, after) == marks


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-TW", "zh-HK"])
def test_stops_in_the_middle_of_their_square_keep_it(lang: str) -> None:
    assert half("他說：「好。」", lang=lang) == ""
    assert half("議會」。", "「", lang=lang) == "」"


@pytest.mark.parametrize("divided", [False, True])
def test_lines_are_narrower_by_half_a_square_for_each(*, divided: bool) -> None:
    parts = ("他说：", "“好。”") if divided else ("他说：“好。”",)
    line = set_line([styled(part, "zh-Hans") for part in parts])
    assert line.width_pt == pytest.approx(11 * (len("他说：“好。”") - 2 * 0.5))
    assert line.text == "他说：“好。”"


def test_only_what_follows_at_once_counts() -> None:
    line = set_line([styled("好。 “好", "zh-Hans")])
    blank = set_line([styled("好 好", "zh-Hans")]).width_pt - 22
    assert line.width_pt == pytest.approx(44 + blank)


def test_an_opening_mark_at_the_start_of_a_line_gives_up_its_half() -> None:
    text = "甲乙丙丁“戊己”庚辛"
    for looks in (
        [styled(text, "zh-Hans")],
        [styled(text[:4], "zh-Hans"), styled(text[4:], "zh-Hans", bold=True)],
    ):
        first, second = set_lines(looks, 5.7 * 11, lang="zh-Hans")
        assert (first.text, second.text[0]) == ("甲乙丙丁", "“")
        assert second.width_pt == pytest.approx(11 * (len(second.text) - 0.5))


def test_the_room_gained_at_the_start_of_a_line_is_used() -> None:
    (line,) = set_lines([styled("“甲乙”", "zh-Hans")], 3.6 * 11, lang="zh-Hans")
    assert line.width_pt == pytest.approx(3.5 * 11)
    (line,) = set_lines([styled("「『甲』」", "zh-Hant")], 4 * 11, lang="zh-Hant")
    assert line.width_pt == pytest.approx(3.5 * 11)


def test_marks_in_a_look_of_their_own_are_chinese_in_chinese() -> None:
    looks = [styled(part, "zh-Hans", bold=place % 2 == 1) for place, part in enumerate(("（", "甲", "）"))]
    (line,) = set_lines(looks, 100, lang="zh-Hans")
    assert line.width_pt == pytest.approx(2.5 * 11)


def test_a_dot_between_blanks_is_half_as_wide_as_one_in_a_name() -> None:
    assert half("约翰·霍华德") == ""
    assert half("简体中文\u00a0· 机器翻译") == "·"
    assert half("中文 ·") == "·"


def test_other_scripts_keep_their_marks() -> None:
    for text in ("said: “Yes.”", "“‘Yes’”"):
        whole = set_line([styled(text, "en")])
        assert whole.width_pt == pytest.approx(
            sum(set_line([styled(char, "en")]).width_pt for char in text), abs=3
        )


def test_texts_of_lines_joined_are_the_text() -> None:
    text = "六月，“国民议会委员会”。（第5段）" * 9
    assert "".join(line.text for line in set_lines([styled(text, "zh-Hans")], 70, lang="zh-Hans")) == text
