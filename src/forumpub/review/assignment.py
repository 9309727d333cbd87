"""What an alignment says: which text of the base each paragraph of a view is, and how sure that is."""

from __future__ import annotations

import enum
from dataclasses import dataclass


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
