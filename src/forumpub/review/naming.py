"""What people call the texts of a page and the rows of a review: not by their idents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from forumpub.model import Article
from forumpub.review.document import BaseText
from forumpub.translate.naming import SHOWN_CHARS, find_name, name_segments
from forumpub.translate.quoting import in_brief

# What a row of a table is called by.
_CALLING: Final = ("_name", "_short")
_VOICE: Final = "-speaker"
_HEADINGS: Final = frozenset({"heading2", "heading3", "panel-heading", "note-heading"})
_PLACES: Mapping[str, str] = MappingProxyType({"running-head": "page head", "running-foot": "page foot"})


def name_texts(base: Sequence[BaseText]) -> Mapping[str, str]:
    """Return by its ident what a person who has the page before them calls each text.

    A paragraph is called by the number that hangs before it, a cell by its row, and what has neither by its
    first words.
    """
    called = {
        text.ident.removesuffix(field): text.text
        for text in base
        for field in _CALLING
        if text.ident.endswith(field) and text.text
    }
    return {text.ident: _name(text, called) for text in base}


def name_rows(article: Article) -> Mapping[str, str]:
    """Return by their idents what people call the cells of an edition's review table."""
    names = dict(enumerate(name_segments(article), 1))
    return {
        **{f"seg{number}": name for number, name in names.items()},
        **{f"note{number}": f"comment on {name}" for number, name in names.items()},
    }


def _name(text: BaseText, called: Mapping[str, str]) -> str:
    ident = text.ident
    if text.number is not None:
        return f"paragraph {text.number}"
    if (name := find_name(ident, called)) is not None:
        return name
    if (place := _PLACES.get(text.role or "")) is not None:
        return place
    shown = f"“{in_brief(text.text, most_chars=SHOWN_CHARS)}”"
    if ident.endswith(_VOICE):
        return f"voice {shown}"
    return f"heading {shown}" if text.role in _HEADINGS else shown
