"""What an alignment says: which text of the base each paragraph of a view is, and how sure that is."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import replace

from forumpub.values import dataclass


class Layer(enum.StrEnum):
    """What showed that a paragraph belongs to a text."""

    LIVE = "bookmark"
    CELL = "cell"
    DEAD = "bookmark of deleted text"
    EQUAL = "equal text"
    SIMILAR = "similar text"
    NUMBER = "number"
    PART = "part of text"
    GAP = "neighbours"
    NONE = "nothing"


class Fate(enum.StrEnum):
    """What a paragraph is.

    `OWN`: it is a text, or several that were merged. `PIECE`: it was split off. `REPEATED`: a header or
    footer that is in the file several times.
    """

    OWN = "own"
    PIECE = "piece"
    COPY = "copy"
    NEW = "new"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What one paragraph of the view is. `idents` are in the base's order; those of the source for a copy."""

    paragraph: int
    fate: Fate
    idents: tuple[str, ...] = ()
    layer: Layer = Layer.NONE
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Every paragraph of a view that has words, in order; the texts that are gone, and those that moved."""

    assignments: tuple[Assignment, ...]
    deleted: tuple[str, ...] = ()
    moved: frozenset[str] = frozenset()


def first_pieces_own(items: Sequence[Assignment]) -> list[Assignment]:
    """Let the first piece of a divided text be that text, even where a later one has more of its words."""
    found = list(items)
    for place, item in enumerate(found):
        first = place
        while first and found[first - 1].fate is Fate.PIECE and found[first - 1].idents == item.idents:
            first -= 1
        if item.fate is Fate.OWN and first < place:
            head = found[first]
            found[first] = replace(item, paragraph=head.paragraph)
            found[place] = replace(head, paragraph=item.paragraph)
    return found
