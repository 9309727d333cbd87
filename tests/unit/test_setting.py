from __future__ import annotations

import concurrent.futures

import pytest

from forumpub.typeset.setting import SetLine, StyledText, measure, set_line, set_lines
from typeset_samples import COLUMNS_PT, MIXED, SENTENCES, find_line_faults, styled

from limits import count_calls, cpu_limit


@pytest.mark.parametrize("width_pt", COLUMNS_PT)
@pytest.mark.parametrize("lang", SENTENCES)
def test_lines_keep_to_the_column_and_to_break_opportunities(lang: str, width_pt: float) -> None:
    text = f"{SENTENCES[lang]} {MIXED}"
    lines = set_lines([styled(text, lang)], width_pt, lang=lang)
    assert find_line_faults(lines, text, width_pt, lang) == []


def test_the_check_of_lines_finds_planted_faults() -> None:
    text = "สวัสดี ASEAN ศรี"
    lines = set_lines([styled(text, "th")], 60, lang="th")
    wide = SetLine(pieces=(), text=text, width_pt=61)
    assert find_line_faults(lines, text, 60, "th") == []
    assert "the lines joined are not the text" in find_line_faults(lines[:-1], text, 60, "th")
    assert any("wide" in fault for fault in find_line_faults([wide], text, 60, "th"))
    inside = [SetLine(pieces=(), text=part, width_pt=1) for part in ("ส", "วัสดี ASEAN ศรี")]
    assert find_line_faults(inside, text, 60, "th") == []  # an emergency break: no better one before it
    late = [SetLine(pieces=(), text=part, width_pt=1) for part in ("สวัสดี A", "SEAN ศรี")]
    assert any("better one" in fault for fault in find_line_faults(late, text, 60, "th"))
    torn = [SetLine(pieces=(), text=part, width_pt=1) for part in ("สว", "ัสดี ASEAN ศรี")]
    assert any("inside a grapheme" in fault for fault in find_line_faults(torn, text, 60, "th"))


def test_blanks_at_the_end_hang_over_the_margin() -> None:
    word, blank = measure([styled("word", "en")]), measure([styled(" ", "en")])
    line, last = set_lines([styled("word    word", "en")], word + 0.1, lang="en")
    assert (line.text, last.text) == ("word    ", "word")
    assert line.width_pt == pytest.approx(word)
    assert line.pieces[0].width_pt == pytest.approx(word + 4 * blank)


def test_no_break_blanks_count_and_hold_together() -> None:
    lines = set_lines([styled("26\u00a0October", "en")], 1000, lang="en")
    assert lines[0].width_pt == pytest.approx(measure([styled("26\u00a0October", "en")]))
    assert [line.text for line in set_lines([styled("on 26\u00a0Oct", "en")], 45, lang="en")] == [
        "on ",
        "26\u00a0Oct",
    ]


def test_pieces_follow_the_looks_and_stand_side_by_side() -> None:
    plain, strong = styled("The leaders of ", "en"), styled("ASEAN", "en", bold=True)
    (line,) = set_lines([plain, strong, styled(" met.", "en")], 400, lang="en")
    assert [piece.text for piece in line.pieces] == ["The leaders of ", "ASEAN", " met."]
    assert line.pieces[1].style is strong
    assert line.pieces[1].x_pt == pytest.approx(line.pieces[0].width_pt)
    assert line.width_pt == pytest.approx(sum(piece.width_pt for piece in line.pieces))
    assert line.pieces[1].width_pt > measure([styled("ASEAN", "en")])


def test_equal_looks_of_different_marks_are_not_merged() -> None:
    base = styled("one ", "en")
    link = StyledText(
        text="two",
        stack=base.stack,
        size_pt=base.size_pt,
        rgb=base.rgb,
        lang="en",
        mark="https://example.org",
    )
    (line,) = set_lines([base, link, link], 400, lang="en")
    assert [piece.style.mark for piece in line.pieces] == [None, "https://example.org", "https://example.org"]


def test_a_word_in_two_looks_does_not_break_between_them() -> None:
    lines = set_lines([styled("a coo", "en"), styled("peration", "en", bold=True)], 68, lang="en")
    assert [line.text for line in lines] == ["a ", "cooperation"]


def test_a_line_end_in_the_text_ends_the_line() -> None:
    lines = set_lines([styled("one\ntwo\u2028three", "en")], 400, lang="en")
    assert [line.text for line in lines] == ["one\n", "two\u2028", "three"]
    assert lines[0].width_pt == pytest.approx(measure([styled("one", "en")]))


def test_nothing_is_one_empty_line() -> None:
    assert set_lines([], 100, lang="en") == (SetLine(pieces=(), text="", width_pt=0.0),)
    assert set_lines([styled("", "km")], 100, lang="km")[0].pieces == ()
    assert set_line([]).text == ""


@pytest.mark.parametrize("width_pt", [0.0, -1.0])
def test_a_column_without_width_is_the_callers_mistake(width_pt: float) -> None:
    with pytest.raises(ValueError, match="width"):
        set_lines([styled("a", "en")], width_pt, lang="en")


def test_a_column_narrower_than_a_letter_takes_one_letter_a_line() -> None:
    assert [line.text for line in set_lines([styled("abc", "en")], 0.5, lang="en")] == ["a", "b", "c"]


def test_an_emergency_break_never_strands_a_burmese_sign() -> None:
    word = "ကြီးကြီးကြီးကြီးကြီး"
    for width_pt in range(12, 60, 3):
        lines = set_lines([styled(word, "my")], width_pt, lang="my")
        assert not any(line.text.startswith("\u1038") for line in lines)


def test_ligatures_break_only_where_they_are_whole() -> None:
    lines = set_lines([styled("ffiffiffiffi", "en")], 12, lang="en")
    assert "".join(line.text for line in lines) == "ffiffiffiffi"


@pytest.mark.parametrize(
    ("lang", "unit"),
    [
        ("en", "abcdefghij"),
        ("th", "กขคงจฉชซฌญ"),
        ("en", "a\u0301\u0301\u0301"),
        ("en", "(((((((((("),
        ("th", "ๆ "),
        ("en", "ꦗ"),
    ],
)
def test_endless_words_take_linear_time(lang: str, unit: str) -> None:
    def calls(count: int) -> int:
        text = unit * (count // len(unit))
        found: list[SetLine] = []
        work = count_calls(lambda: found.extend(set_lines([styled(text, lang)], 300, lang=lang)))
        assert sum(len(line.text) for line in found) == len(text)
        return work

    calls(1000)
    with cpu_limit():
        assert calls(30_000) < 8 * calls(5_000)  # quadratic would be 36 times


@pytest.mark.slow
def test_a_word_of_200_000_letters_and_a_paragraph_of_a_megabyte_are_set() -> None:
    word = "x" * 200_000
    assert sum(len(line.text) for line in set_lines([styled(word, "en")], 300, lang="en")) == len(word)
    paragraph = "The leaders met in Brunei. " * 40_000
    assert find_line_faults(set_lines([styled(paragraph, "en")], 300, lang="en"), paragraph, 300, "en") == []


def test_threads_set_the_same_lines() -> None:
    jobs = [(lang, width_pt) for lang in SENTENCES for width_pt in COLUMNS_PT] * 3

    def texts(job: tuple[str, float]) -> list[tuple[str, float]]:
        lang, width_pt = job
        lines = set_lines([styled(SENTENCES[lang] + MIXED, lang)], width_pt, lang=lang)
        return [(line.text, line.width_pt) for line in lines]

    with concurrent.futures.ThreadPoolExecutor(max_workers=6) as pool:
        threaded = list(pool.map(texts, jobs))
    assert threaded == [texts(job) for job in jobs]
