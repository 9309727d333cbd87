"""A key figure is a whole number with its sign, range, magnitude and unit, or it is not listed."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forumpub.transform.figures import list_figures
from forumpub.transform.sentences import read_sentences
from made_articles import make_article

_DIGITS = st.sampled_from(["1.2", "5", "340", "1,200", "3,5", "2 1/2", "500.000", "10 000", "2020", "0.25"])
_CURRENCIES = ["$", "US$", "S$", "€", "£", "¥", "₫", "฿", "₱", "RM", "Rp", "Rp ", "USD ", "RMB "]
_SCALES = [
    "bn",
    " bn",
    "m",
    "mn",
    "tn",
    "k",
    "B",
    "mil",
    " million",
    "-billion",
    " trillion",
    " lakh",
    " crore",
]
_UNITS = [
    "%", " %", " percent", " per cent", " pct", "bps", " basis points", " percentage points", " TEU",
    " tonnes", " MW", "GW", " km²", "km", "°C", " baht", " ringgit", " kyat", " dollars",
    " US dollars", "-dollar",
]  # fmt: skip
_SIGNS = ["", "", "-", "−", "+", "minus "]
_JOINTS = [" to ", "-", "–", " or "]


@st.composite
def latin_values(draw: st.DrawFn) -> str:
    """Draw one quantity, or a range of two, as English text writes it."""
    money = draw(st.booleans())
    currency = draw(st.sampled_from(_CURRENCIES)) if money else ""
    tail = draw(st.sampled_from(["", *_SCALES] if money else ["", " million", " thousand"]))
    tail += "" if money else draw(st.sampled_from(_UNITS))
    value = draw(_DIGITS)
    if (currency or value != "2020") and draw(st.booleans()):  # "in 2020 to 30 percent" is no range
        again = draw(st.sampled_from([currency, ""]))
        value += draw(st.sampled_from(_JOINTS)) + again + draw(_DIGITS)
    return draw(st.sampled_from(_SIGNS)) + currency + value + tail


_HAN_VALUES = st.tuples(
    st.sampled_from(["", "-", "负", "US$"]),
    st.sampled_from(["2.1", "9117", "3.5", "３００", "1亿2000"]),
    st.sampled_from(["", "至3", "-4.5"]),
    st.sampled_from(["%", "万亿元", "亿美元", "万吨", "个百分点", "万标箱", "亿千瓦时", "个基点", "人次"]),
).map("".join)
_ENDS = st.sampled_from([" last year.", ".", ", he said.", " in 2019.", ") and more.", "; then it ended."])


def find_pieces(text: str, start: int, end: int, values: list[str]) -> list[str]:
    """Return the figures of a text that overlap `text[start:end]` without holding all of it."""
    spans = [match.span() for value in values for match in re.finditer(re.escape(value), text)]
    return [text[a:b] for a, b in spans if a < end and b > start and not (a <= start and end <= b)]


def values_of(text: str, lang: str) -> list[str]:
    article, _ = make_article(text, lang=lang)
    return [figure.value for figure in list_figures(article, read_sentences(article)).facts.key_figures]


@given(latin_values(), _ENDS)
@example("$1.2-billion", ".")
@example("$1.2 to $1.5 billion", " last year.")
@example("12 million TEU", ".")
def test_no_figure_is_a_piece_of_a_number(value: str, ending: str) -> None:
    before = "Exports reached "
    text = before + value + ending
    found = values_of(text, "en")
    assert find_pieces(text, len(before), len(before) + len(value), found) == []


@given(_HAN_VALUES, st.sampled_from(["。", "，增长很快。", "的目标。"]))
def test_no_chinese_figure_is_a_piece_of_a_number(value: str, ending: str) -> None:
    before = "去年出口下降"
    text = before + value + ending
    found = values_of(text, "zh-Hans")
    assert find_pieces(text, len(before), len(before) + len(value), found) == []


_NUMBER_WORDS = re.compile(
    r"(?i)[\w%$€£¥]|(?<=[0-9])[.,:/][0-9]|[ -](?:hundred|thousand|million|billion|trillion|bn|tn|mn)\b"
)
_PARTS = st.sampled_from(
    ["1.2", "5", "340", "$", "US$", "RM", "bn", "m", "%", " percent", " million", "-", "–", " to ", " ", ", ",
     "th", "people", " tonnes", "twenty", "-five", " and ", "hundred", "July 16", "2020", "in ", ".", "½"]
)  # fmt: skip


@given(st.lists(_PARTS, max_size=12).map("".join))
def test_no_figure_begins_or_ends_inside_a_run_of_numbers(text: str) -> None:
    text = f"It was {text} then."
    for value in values_of(text, "en"):
        places = [match.span() for match in re.finditer(re.escape(value), text)]
        # One place at least is a whole number; the same characters may stand in a longer one elsewhere.
        assert any(
            not _NUMBER_WORDS.match(text, end)
            and not re.search(r"[\w$€£¥%]$" + (r"|[0-9][.,:/]$" if value[0].isdigit() else ""), text[:start])
            for start, end in places
        ), value


@pytest.mark.parametrize("piece", ["$1.2", "1.2bn", "$1.2b"])
def test_a_planted_piece_is_caught(piece: str) -> None:
    assert find_pieces("It was $1.2bn then.", 7, 13, [piece]) == [piece]
    assert find_pieces("It was $1.2bn then.", 7, 13, ["$1.2bn", "then"]) == []
