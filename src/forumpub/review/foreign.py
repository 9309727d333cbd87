"""Files that are no print of ours: a report that somebody typed or pasted into a document of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from forumpub.review.document import BaseText
from forumpub.review.likeness import canonical
from forumpub.styling import Role

# A file with so many of our headings and labels is a print, whatever became of its bookmarks.
_PRINT_LABELS: Final = 3
# Roles of texts that repeat words of the report, or may. They stand before it on our pages.
REPEATING_ROLES: Final = frozenset(
    (Role.HEADLINE, Role.SUMMARY, Role.STRIP, Role.KEY_POINT, Role.TABLE_HEAD, Role.TABLE_CELL)
)
_AROUND_THE_REPORT: Final = REPEATING_ROLES | {Role.ATTRIBUTION, Role.CREDIT}


def has_labels(base: Sequence[BaseText], words: Iterable[str]) -> bool:
    """Tell whether canonical texts of a file hold headings and labels that only our pages have."""
    labels = {canonical(text.text) for text in base if _is_label(text)}
    shown = labels.intersection(words)
    return sum(any(map(str.isalpha, label)) for label in shown) >= _PRINT_LABELS


def is_of_report(text: BaseText) -> bool:
    """Tell whether a text is of the report itself, whose absence from any file says that it was taken out."""
    return not _is_label(text) and text.role not in _AROUND_THE_REPORT


def _is_label(text: BaseText) -> bool:
    return text.ident.startswith("~")
