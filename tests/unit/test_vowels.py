"""Vowels that models write in two signs become one, and links stay with their words."""

from __future__ import annotations

import unicodedata

import pytest

from forumpub.source import Span
from forumpub.translate.engine import Hypothesis, Link
from forumpub.translate.vowels import compose_vowels


@pytest.mark.parametrize(
    ("text", "lang"), [("กำลังทำงานน้ำ", "th"), ("ທຳອິດ ນ້ຳ", "lo"), ("ไม่มี", "th"), ("", "th")]
)
def test_what_nfkc_takes_apart_is_put_together(text: str, lang: str) -> None:
    apart = unicodedata.normalize("NFKC", text)
    assert compose_vowels(Hypothesis(text=apart), lang).text == text


def test_other_languages_stay() -> None:
    apart = unicodedata.normalize("NFKC", "กำ")
    assert compose_vowels(Hypothesis(text=apart), "id").text == apart


def test_links_stay_with_their_words() -> None:
    apart = unicodedata.normalize("NFKC", "ทำ น้ำ ดี")
    words = [Span(at, at + len(word)) for word in apart.split() for at in (apart.index(word),)]
    links = tuple(Link(source=Span(0, 1), target=word) for word in words)
    composed = compose_vowels(Hypothesis(text=apart, links=links), "th")
    found = [composed.text[link.target.start : link.target.end] for link in composed.links]
    assert found == ["ทำ", "น้ำ", "ดี"]
