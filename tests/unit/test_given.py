"""What the caller says goes over what the text says, and is as clean as the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forumpub.errors import ChoiceError
from forumpub.given import ReadingOptions, apply_given
from forumpub.model import Article, Dateline, Detection, Headline, Publication, SourceInfo
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
        lang="th", headline=" A \n B\x1b ", date="2021-07-17", place="Wuhan", source="China News Service"
    )
    article = apply_given(ARTICLE, options)
    assert article.lang == "th"
    assert article.headline == Headline(text="A B")
    assert article.dateline == Dateline(place="Wuhan")
    assert article.publication == Publication(source="China News Service", published="2021-07-17")


def test_what_is_not_given_stays() -> None:
    article = replace(
        ARTICLE,
        dateline=Dateline(place="Beijing", date="2020", span=Span(1, 2), derived=True),
        publication=Publication(source="Agency", published="2020"),
    )
    changed = apply_given(article, ReadingOptions(place="Wuhan", date="2021-07-17"))
    assert changed.dateline == Dateline(place="Wuhan", date="2020", derived=True)
    assert changed.publication == Publication(source="Agency", published="2021-07-17")


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
        {"source": "\x00"},
    ],
    ids=str,
)
def test_what_can_not_be_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ChoiceError):
        ReadingOptions(**wrong)  # type: ignore[arg-type]
