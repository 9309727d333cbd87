"""What the caller says about a text, over what the text says about itself."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from forumpub.errors import ChoiceError
from forumpub.locales.tags import check_tag
from forumpub.model import Article, Dateline, Headline
from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

_NOT_PRINTABLE = lazy_pattern("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ISO_DATE = lazy_pattern(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """What the caller knows better than the text; None leaves it to the text.

    `format` is a reader's name, `encoding` a codec's, `lang` a BCP 47 tag, `labels` a file of further section
    labels. `date` is the day of publication, in ISO form; `source` is the agency that the text is from.

    Raises:
        ChoiceError: a value can't be what it is for.
    """

    format: str | None = None
    encoding: str | None = None
    lang: str | None = None
    labels: Path | None = None
    headline: str | None = None
    date: str | None = None
    place: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        if self.lang is not None:
            check_tag(self.lang)
        if self.date is not None and not is_date(self.date):
            raise ChoiceError(f"{self.date!r} is not a date", hints=("write it as 2021-07-16",))
        for name in ("headline", "place", "source"):
            value = getattr(self, name)
            if value is not None and not _one_line(value):
                raise ChoiceError(f"the {name} that is given is empty")


def apply_given(article: Article, options: ReadingOptions) -> Article:
    """Put what is given into an article that was read from its JSON; reading a text does it by itself."""
    if options.headline is not None:
        article = replace(article, headline=Headline(text=_one_line(options.headline)))
    if options.place is not None:
        old = article.dateline or Dateline()
        dateline = replace(old, place=_one_line(options.place), span=None)
        article = replace(article, dateline=dateline)
    if options.source is not None or options.date is not None:
        publication = article.publication
        source = _one_line(options.source) if options.source is not None else publication.source
        published = options.date or publication.published
        article = replace(article, publication=replace(publication, source=source, published=published))
    return article if options.lang is None else replace(article, lang=options.lang)


def _one_line(text: str) -> str:
    """Bring words of the command line into the form that an article's words have."""
    return " ".join(_NOT_PRINTABLE.sub(" ", unicodedata.normalize("NFC", text)).split())


def is_date(text: str) -> bool:
    """Tell whether a text is a day, written as 2021-07-16."""
    try:
        return _ISO_DATE.fullmatch(text) is not None and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False
