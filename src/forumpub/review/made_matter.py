"""What a page says of itself: the day it was made, the number of the edition, the numbers of pages.

A base that is laid out anew says today, and the copy the day that it was published. No editor did that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from forumpub.review.assignment import Alignment, Fate
from forumpub.review.document import BaseText
from forumpub.review.views import ViewParagraph
from forumpub.styling import Role

_ROLES: Final = frozenset({Role.PUBLICATION.value, Role.RUNNING_HEAD.value, Role.RUNNING_FOOT.value})
# Between the numbers of a date stands the name of the month, with a word of grammar in some languages.
_MOST_BETWEEN: Final = 3


def as_made_then(
    base: Sequence[BaseText], paragraphs: Sequence[ViewParagraph], alignment: Alignment
) -> tuple[BaseText, ...]:
    """Return the texts of a base that was laid out anew, with the numbers and dates that the copy has.

    Only in the lines that are about the edition, and only where nothing else in them differs.
    """
    now = {
        item.idents[0]: paragraphs[item.paragraph].text
        for item in alignment.assignments
        if item.fate is Fate.OWN and len(item.idents) == 1
    }
    return tuple(_as_then(text, now.get(text.ident)) for text in base)


def _as_then(text: BaseText, now: str | None) -> BaseText:
    if now is None or text.role not in _ROLES or _lasting(text.text) != _lasting(now):
        return text
    return replace(text, text=now)


def _lasting(text: str) -> list[list[str]]:
    return [_without_numbers(part.split()) for part in text.split("\t")]


def _without_numbers(words: Sequence[str]) -> list[str]:
    """Leave out numbers, and the words between two of them."""
    numbers = [place for place, word in enumerate(words) if any(map(str.isdigit, word))]
    gone = set(numbers)
    for before, after in pairwise(numbers):
        if after - before <= _MOST_BETWEEN:
            gone.update(range(before, after))
    return [word for place, word in enumerate(words) if place not in gone]
