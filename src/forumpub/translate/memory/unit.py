"""What a translation memory holds, is asked, and answers."""

from __future__ import annotations

import enum
import unicodedata

from forumpub.model import EngineUse, Origin, SegmentFinding, TermUse
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What checks said of a translation. `by` names them, and all that they went by besides the texts."""

    by: str
    findings: tuple[SegmentFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A text and its translation.

    `source` is a sentence, or a whole paragraph as a human translated it. `before` and `after` are the texts
    of the neighbouring segments: empty at an end of the document, None where nothing is known of them.

    `recipe` names all that a machine's answer depends on (model, glossary, quality); humans have none.
    `engine`, `rung`, `score` and `terms` are as in `TranslatedSegment`. `date` is ISO 8601, in UTC. `part`
    and `doc` say where the unit was last used: an id within an article, and the article's name. `checked` is
    None where no check has seen it.
    """

    source: str
    target: str
    origin: Origin
    before: str | None = None
    after: str | None = None
    recipe: str = ""
    engine: EngineUse | None = None
    rung: str | None = None
    score: float | None = None
    terms: tuple[TermUse, ...] = ()
    author: str | None = None
    date: str | None = None
    part: str | None = None
    doc: str | None = None
    checked: Checked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A unit and its two languages, BCP 47."""

    source_lang: str
    target_lang: str
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A translation that holds a text which was searched.

    `entry` is the best unit with these words: a person's before a machine's, then the latest. `others` counts
    the further ones: of other recipes, origins or neighbours.
    """

    entry: Entry
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A text to look up, with its neighbours as in `Unit`."""

    source: str
    before: str | None = None
    after: str | None = None


class Match(enum.StrEnum):
    """How closely a unit fits a query: same text between the same neighbours, or only the same text."""

    IN_CONTEXT = "in-context"
    EXACT = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best unit for a query."""

    unit: Unit
    match: Match

    def stands_against(self, other: Unit) -> bool:
        """Tell whether a human's unit from elsewhere would replace this human's, though it is not newer."""
        if self.unit.origin is not Origin.HUMAN or other.origin is not Origin.HUMAN:
            return False
        same_place = self.match is Match.IN_CONTEXT or (self.unit.before is None and other.before is None)
        newer = bool(other.date) and (other.date or "") > (self.unit.date or "")
        return same_place and self.unit.target != other.target and not newer


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A unit whose source resembles a text. `score` is their likeness in per cent, 75 to 100."""

    unit: Unit
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairStatistics:
    """How many units of each origin one pair of languages has; `machine` are all that no human wrote."""

    source_lang: str
    target_lang: str
    human: int
    imported: int
    machine: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What a memory holds. `replaced` counts human translations that a later one has replaced."""

    pairs: tuple[PairStatistics, ...]
    replaced: int
    size_bytes: int


def normal_form(text: str) -> str:
    """Return the form in which texts are compared: NFC, blanks and line ends collapsed to one blank."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())
