from __future__ import annotations

import pytest

from forumpub.typeset.breaking import NEVER_AT_LINE_START, graphemes, segments
from typeset_samples import MIXED, SENTENCES


@pytest.mark.parametrize("lang", SENTENCES)
def test_segments_joined_are_the_text(lang: str) -> None:
    text = SENTENCES[lang] + " 🙂 " + MIXED
    assert "".join(segments(text, lang)) == text
    assert "".join(graphemes(text, lang)) == text


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("th", "ผู้นำกล่าวว่า", ["ผู้นำ", "กล่าว", "ว่า"]),
        ("km", "មេដឹកនាំនៃ", ["មេដឹកនាំ", "នៃ"]),
        ("en", "well-known facts", ["well-", "known ", "facts"]),
        ("vi", "hợp tác", ["hợp ", "tác"]),
    ],
)
def test_words_are_found_by_dictionary(lang: str, text: str, expected: list[str]) -> None:
    assert list(segments(text, lang)) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [("th", "ความร่วมมือต่าง ๆ ด้าน"), ("th", "ต่างๆ กัน"), ("th", "กรุงเทพฯ และ"), ("lo", "ທຸກໆ ຄົນ"),
     ("lo", "ທຸກ ໆ ຄົນ"), ("km", "ផ្សេងៗ គ្នា"), ("km", "ផ្សេង ៗ គ្នា"), ("lo", "ກະຊວງຯ ແລະ")],
)  # fmt: skip
def test_repetition_and_abbreviation_marks_never_start_a_line(lang: str, text: str) -> None:
    assert not any(segment[0] in NEVER_AT_LINE_START for segment in segments(text, lang))


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_chinese_punctuation_stays_with_its_words(lang: str) -> None:
    text = "他说：“不能等！”（会议）、《合作》——开始……「好」，『行』。占50%，共3℃；真的？是。"
    for segment in segments(text, lang):
        assert segment[0] not in "，。、：；？！”’）》」』…%℃", segment
        assert segment[-1] not in "“‘（《「『", segment


def test_dashes_and_ellipses_are_not_torn_apart() -> None:
    parts = list(segments("开始——结束……", "zh-Hans"))
    assert any("——" in part for part in parts)
    assert any("……" in part for part in parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见第4段。", ["见", "第4段。"]),
        ("（第12段）", ["（第12段）"]),
        ("第1、2和15段", ["第1、", "2和", "15段"]),
        ("共4段", ["共", "4", "段"]),
        ("第一段", ["第", "一", "段"]),
    ],
)
def test_the_number_of_a_chinese_paragraph_is_never_torn(text: str, expected: list[str]) -> None:
    assert list(segments(text, "zh-Hans")) == expected


def test_a_middle_dot_starts_no_line() -> None:
    assert list(segments("约翰·霍华德", "zh-Hans")) == ["约", "翰·", "霍", "华", "德"]
    assert list(segments("Wuhan · 16 July", "en")) == ["Wuhan · ", "16 ", "July"]


def test_offsets_count_code_points_after_an_emoji() -> None:
    assert list(segments("🙂🙂 one two", "en"))[-2:] == ["one ", "two"]


def test_a_zero_width_space_is_a_break_and_stays_where_it_was() -> None:
    assert list(segments("ខ្ញុំ\u200bទៅ", "km")) == ["ខ្ញុំ\u200b", "ទៅ"]


def test_a_soft_hyphen_is_no_break() -> None:
    assert list(segments("co\u00adoperation now", "en")) == ["co\u00adoperation ", "now"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cross-border e-commerce", ["cross-", "border ", "e-commerce"]),
        ("X-ray", ["X-ray"]),
        ("a 5G-only web-", ["a ", "5G-", "only ", "web-"]),
    ],
)
def test_a_letter_with_a_hyphen_ends_no_line(text: str, expected: list[str]) -> None:
    assert list(segments(text, "en")) == expected


@pytest.mark.parametrize(("lang", "word"), [("km", "អាស៊ាន។"), ("my", "ပါသည်။"), ("km", "អាស៊ាន៕")])
def test_no_line_starts_with_a_space_that_holds(lang: str, word: str) -> None:
    """A reference in brackets never stands on a line without the word before."""
    last = segments(f"{word}\u00a0(1)", lang)[-1]
    assert last.endswith("\u00a0(1)")
    assert last != "\u00a0(1)"


def test_a_line_end_ends_its_segment_whatever_follows() -> None:
    assert list(segments("ก\nๆ", "th")) == ["ก\n", "ๆ"]


def test_a_lone_surrogate_is_text_like_any() -> None:
    text = "a \ud83d b"
    assert "".join(segments(text, "en")) == text
    assert "".join(graphemes(text, "en")) == text


@pytest.mark.parametrize(
    ("text", "expected"), [("ကြီ", 1), ("ស្ត្រី", 1), ("กำ", 1), ("e\u0301x", 2), ("👩\u200d🚀", 1)]
)
def test_grapheme_clusters_stay_whole(text: str, expected: int) -> None:
    assert len(list(graphemes(text, "en"))) == expected


def test_an_endless_cluster_is_cut() -> None:
    clusters = list(graphemes("a" + "\u0301" * 1000, "en"))
    assert "".join(clusters) == "a" + "\u0301" * 1000
    assert max(map(len, clusters)) == 31


@pytest.mark.parametrize("mark", ["\u0301", "\U000e0100"])
def test_a_cluster_fits_the_copy_table_that_poppler_reads(mark: str) -> None:
    """Poppler reads tokens of at most 255 characters: brackets and four digits a UTF-16 unit."""
    for cluster in graphemes("a" + mark * 1000, "en"):
        assert len(f"<{cluster.encode('utf-16-be').hex()}>") <= 255
