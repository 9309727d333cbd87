"""What people call the texts of a page: not by the idents that programs know them by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from forumpub.layout.numbering import number_passages
from forumpub.model import Article
from forumpub.review.document import BaseText
from forumpub.review.quoting import in_brief

_SHOWN_CHARS: Final = 30
_SINGLE: Mapping[str, str] = MappingProxyType(
    {
        "headline": "headline",
        "lead": "summary",
        "dateline": "place and date",
        "byline": "byline",
        "editors": "editors",
    }
)
_LISTED = re.compile(
    r"(point|figure|background|abbreviation|credit|seg|note)(\d{1,7})(?:_(value|context|short|long))?"
)
# By what the ident begins with and the field that it ends with; `{}` is the number in the list.
_NAMES: Mapping[tuple[str, str | None], str] = MappingProxyType(
    {
        ("point", None): "key point {}",
        ("figure", "value"): "key figure {}",
        ("figure", "context"): "what key figure {} counts",
        ("background", None): "background {}",
        ("abbreviation", "short"): "abbreviation {}",
        ("abbreviation", "long"): "long form of abbreviation {}",
        ("credit", None): "credit {}",
        ("seg", None): "segment {}",
        ("note", None): "comment on segment {}",
    }
)
_FIELDS: Mapping[str, str] = MappingProxyType({"name": "name", "role": "role", "org": "organisation"})
_VOICE: Final = "-speaker"
_HEADINGS: Final = frozenset({"heading2", "heading3", "panel-heading", "note-heading"})
_PLACES: Mapping[str, str] = MappingProxyType({"running-head": "page head", "running-foot": "page foot"})


def name_texts(base: Sequence[BaseText]) -> Mapping[str, str]:
    """Return by its ident what a person who has the page before them calls each text.

    A paragraph is called by the number that hangs before it, a cell by its row, and what has neither by its
    first words.
    """
    people = {
        text.ident.removesuffix("_name"): text.text
        for text in base
        if text.ident.endswith("_name") and text.text
    }
    return {text.ident: _name(text, people) for text in base}


def name_segments(article: Article) -> tuple[str, ...]:
    """Return what people call each segment of a translated edition, in order.

    As the edition's page calls the text, with the sentence where it has several, and the ID that review
    tables and other tools show: `paragraph 1, sentence 2 (b1p1.2)`. Nothing for what is no translation.
    """
    return tuple(_name_segments(article))


def _name_segments(article: Article) -> Iterator[str]:
    segments = article.translation.segments if article.translation is not None else ()
    passages = number_passages(article, join_continued=True).by_para
    people = {speaker.id: speaker.name for speaker in article.speakers if speaker.name}
    several = Counter(segment.part for segment in segments)
    sentences: Counter[str] = Counter()
    for segment in segments:
        part = segment.part
        sentences[part] += 1
        passage = passages.get(part)
        ident = part if part.partition(".")[0] not in _SINGLE else part.partition(".")[0]
        number = str(passage.number) if passage is not None and passage.number is not None else None
        name = _name(BaseText(ident=ident.replace(".", "_"), text=segment.target, number=number), people)
        sentence = f", sentence {sentences[part]}" if several[part] > 1 else ""
        yield f"{name}{sentence} ({segment.id})"


def name_rows(article: Article) -> Mapping[str, str]:
    """Return by their idents what people call the cells of an edition's review table."""
    names = dict(enumerate(name_segments(article), 1))
    return {
        **{f"seg{number}": name for number, name in names.items()},
        **{f"note{number}": f"comment on {name}" for number, name in names.items()},
    }


def _name(text: BaseText, people: Mapping[str, str]) -> str:
    ident = text.ident
    if text.number is not None:
        return f"paragraph {text.number}"
    if ident in _SINGLE:
        return _SINGLE[ident]
    if (found := _LISTED.fullmatch(ident)) and (form := _NAMES.get((found[1], found[3]))):
        return form.format(found[2])
    stem, _, field = ident.rpartition("_")
    if field in _FIELDS and stem in people:
        return f"{_FIELDS[field]} of {people[stem]}"
    if (place := _PLACES.get(text.role or "")) is not None:
        return place
    shown = f"“{in_brief(text.text, most_chars=_SHOWN_CHARS)}”"
    if ident.endswith(_VOICE):
        return f"voice {shown}"
    return f"heading {shown}" if text.role in _HEADINGS else shown
