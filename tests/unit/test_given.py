"""What the caller says goes over what the text says, and is as clean as the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forumpub.errors import ChoiceError
from forumpub.given import ReadingOptions, apply_given
from forumpub.model import Article, Dateline, Detection, Headline, SourceInfo
from forumpub.source import Span

ARTICLE = Article(
    source=SourceInfo(name="a.txt", sha256="", encoding="utf-8", bom=False, eol="LF", chars=9),
    detection=Detection(format="prose"),
    lang="en",
)


def test_nothing_given_changes_nothing() -> None:
    assert apply_given(ARTICLE, ReadingOptions()) is ARTICLE


def test_everything_given_is_taken() -> None:
    options = ReadingOptions(
        lang="th", headline=" A \n B\x1b ", date="2021-07-16", place="Wuhan", agency="China News Service"
    )
    article = apply_given(ARTICLE, options)
    assert article.lang == "th"
    assert article.headline == Headline(text="A B")
    assert article.dateline == Dateline(place="Wuhan", date="2021-07-16")
    assert article.publication.source == "China News Service"


def test_a_headline_of_the_text_keeps_its_place_and_a_derived_one_does_not() -> None:
    own = replace(ARTICLE, headline=Headline(text="old", span=Span(0, 3)))
    assert apply_given(own, ReadingOptions(headline="new")).headline == Headline(text="new", span=Span(0, 3))
    derived = replace(ARTICLE, headline=Headline(text="old", span=Span(0, 3), derived=True))
    assert apply_given(derived, ReadingOptions(headline="new")).headline == Headline(text="new")


def test_a_date_alone_keeps_the_place() -> None:
    article = replace(ARTICLE, dateline=Dateline(place="Wuhan", date="2020", span=Span(1, 2), derived=True))
    changed = apply_given(article, ReadingOptions(date="2021-07-16"))
    assert changed.dateline == Dateline(place="Wuhan", date="2021-07-16", span=Span(1, 2), derived=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"lang": "en_US"},
        {"lang": ""},
        {"date": "16 July"},
        {"date": "2021-02-30"},
        {"date": "٢٠٢١-07-16"},
        {"headline": " "},
        {"place": "\n"},
        {"agency": "\x00"},
    ],
    ids=str,
)
def test_what_can_not_be_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ChoiceError):
        ReadingOptions(**wrong)  # type: ignore[arg-type]
