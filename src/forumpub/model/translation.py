"""What a translated edition knows of its making: segments, terms, engines, what checks found."""

from __future__ import annotations

import enum

from forumpub.values import dataclass


class Origin(enum.StrEnum):
    """Where the words of a translated segment come from."""

    HUMAN = "human"
    IMPORT = "import"
    ENGINE = "engine"
    GLOSSARY = "glossary"
    KEPT = "kept"


class TermOutcome(enum.StrEnum):
    """How a glossary term came into a translation, from best to worst."""

    HONOURED = "honoured"
    N_BEST = "n-best"
    REPLACED = "replaced"
    TOKEN = "token"  # noqa: S105
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """One glossary term in one segment."""

    source: str
    target: str
    outcome: TermOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFinding:
    """What a check found in a translated segment. `words` are the target's words concerned, word for word."""

    slug: str
    message: str
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineUse:
    """A translation engine and model that words of an edition come from.

    `route` names the languages in order ("zh-Hans", "en", "id"); `sha256` covers the model's files, empty
    where there are none.
    """

    name: str
    model: str
    route: tuple[str, ...]
    sha256: str = ""
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedSegment:
    """One segment and what it became.

    `part` is the id of what it belongs to: a paragraph's ("b3p1"), "headline", "dateline.place",
    "byline.place", "s1.name", "s1.role", "s1.org", "credit1.role". `engine` is an index into
    `Translation.engines`; `score` the mean log-probability of a token; `rung` the step of the ladder that
    made it. `author` and `date` are those of a human translation; `stale` one whose source has changed.
    """

    id: str
    part: str
    source: str
    target: str
    origin: Origin
    engine: int | None = None
    rung: str | None = None
    score: float | None = None
    terms: tuple[TermUse, ...] = ()
    findings: tuple[SegmentFinding, ...] = ()
    author: str | None = None
    date: str | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What an edition was translated from, by what, segment by segment in reading order."""

    source_lang: str
    engines: tuple[EngineUse, ...] = ()
    segments: tuple[TranslatedSegment, ...] = ()
