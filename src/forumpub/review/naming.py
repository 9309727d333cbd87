"""What people call the texts of a page: not by the idents that programs know them by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

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
