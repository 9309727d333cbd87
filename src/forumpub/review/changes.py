"""What an editor did to an article, as a list."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from forumpub.review.document import Hand


class ChangeKind(enum.StrEnum):
    """What happened to one or several texts."""

    KEPT = "kept"
    EDITED = "edited"
    REWRITTEN = "rewritten"
    SPLIT = "split"
    MERGED = "merged"
    INSERTED = "inserted"
    COPIED = "copied"
    DELETED = "deleted"
    MOVED = "moved"
    RESTYLED = "restyled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change.

    `idents` are the base's texts concerned, in the base's order: none for an insertion, the source for a
    copy, several for a merge. `before` are their texts, `after` those of the paragraphs now: several for a
    split. `paragraphs` are the places of those in the view. `follows` is the ident of the text that the
    first of them stands behind, None at the top. `styles` are the style's names before and after, for
    `RESTYLED`. `confidence` is 1 for what a bookmark or equal words show, and below 0.5 for a guess.
    A text may have several changes: moved and edited.
    """

    kind: ChangeKind
    idents: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()
    follows: str | None = None
    styles: tuple[str | None, str | None] | None = None
    confidence: float = 1.0
    hands: tuple[Hand, ...] = ()
    comments: tuple[str, ...] = ()
