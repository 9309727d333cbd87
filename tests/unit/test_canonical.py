"""Canonical text, and the way back to the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumpub.model import Para
from forumpub.parse.canonical import (
    BLANKS,
    canonical_pieces,
    canonical_text,
    is_blank,
    locate,
    make_para,
    trim,
)
from forumpub.source import SourceText, Span

from limits import cpu_limit

_TEXT = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("ab 中文。，\u0301\u0323가ᄀ\n\r\u3000-5\x0b\x00"),
    max_size=30,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  one two\u3000", "one two"),
        ("one\ntwo", "one two"),
        ("one  \r\n   two", "one two"),
        ("China-\nASEAN", "China-ASEAN"),
        ("one -\ntwo", "one - two"),
        ("中文\n文字", "中文文字"),
        ("同比增长1\n2.5%。", "同比增长12.5%。"),
        ("from 5\n000 to 6", "from 5 000 to 6"),
        ("论坛ABC\nDEF", "论坛ABC DEF"),
        ("บ้าน\nเมือง", "บ้านเมือง"),
        ("한국\n사람", "한국 사람"),
        ("cafe\u0301", "café"),
        ("a\x00b\x0bc\u2028d", "a\ufffdb c d"),
        ("a\ufffeb", "a\ufffdb"),
        ("\ufeff", ""),
    ],
)
def test_canonical_text(raw: str, text: str) -> None:
    assert canonical_text(raw) == text


def test_blanks_are_what_python_calls_blank_and_three_of_no_width() -> None:
    spaces = {chr(code) for code in range(0x110000) if chr(code).isspace()}
    assert set(BLANKS) == spaces | {"\u200b", "\u2060", "\ufeff"}


@given(_TEXT)
def test_canonical_text_is_trimmed_and_one_line(raw: str) -> None:
    text = canonical_text(raw)
    assert text == text.strip(BLANKS)
    assert not set(text) & set("\n\r\x0b\x0c\x85\u2028\u2029\x00")
    assert unicodedata.is_normalized("NFC", text)


@given(_TEXT)
def test_canonical_text_loses_no_letter(raw: str) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in unicodedata.normalize("NFD", text) if char.isalnum()]

    assert letters(canonical_text(raw)) == letters(raw)


@given(_TEXT)
def test_every_offset_leads_back_into_the_paragraph(raw: str) -> None:
    source = SourceText(name="any", text=f"x {raw} y")
    made = make_para(source, 2, len(source.text) - 2)
    if made is None:
        return
    para = Para(id="p", text=made.text, span=made.span)
    places = [locate(source, para, offset) for offset in range(len(para.text) + 1)]
    assert places == sorted(places)
    assert places[0] == para.span.start
    assert places[-1] == para.span.end
    for offset, place in enumerate(places[:-1]):
        if para.text[offset].isascii() and para.text[offset].isalnum():
            assert unicodedata.normalize("NFD", source.text[place])[0] == para.text[offset]


def test_locate_finds_a_character_behind_a_wrapped_line_and_a_composed_letter() -> None:
    source = SourceText(name="any", text="  cafe\u0301\n   in Paris")
    made = make_para(source, 0, len(source.text))
    assert made is not None
    para = Para(id="p", text=made.text, span=made.span)
    assert para.text == "café in Paris"
    assert source.text[locate(source, para, para.text.index("P"))] == "P"


def test_pieces_are_joined_where_blanks_stand_between_them() -> None:
    source = SourceText(name="vtt", text="in <i>May</i>.\n\n00:02\nNow go")
    pieces = (Span(0, 3), Span(6, 9), Span(13, 14), Span(22, 28))
    text = canonical_pieces(source, pieces)
    assert text == "in May. Now go"
    para = Para(id="p", text=text, span=Span(0, 28), pieces=pieces)
    assert [source.text[locate(source, para, text.index(char))] for char in "iM.Ng"] == list("iM.Ng")


def test_trim_keeps_an_empty_span_inside_the_stretch() -> None:
    assert trim("a   b", 1, 4) == Span(4, 4) or len(trim("a   b", 1, 4)) == 0
    assert trim(" ab ", 0, 4) == Span(1, 3)


def test_is_blank() -> None:
    assert is_blank("\u200b")
    assert not is_blank("\u200d")


def test_a_flood_of_marks_takes_no_quadratic_time() -> None:
    with cpu_limit(10):
        text = canonical_text("a" + "\u0301\u0316" * 200_000)
    assert len(text) == 400_001
