"""What is taken out of an article's words: key points, figures, who took part, background, abbreviations."""

from __future__ import annotations

import enum

from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoint:
    """A sentence taken from the article, word for word, with the paragraph it comes from.

    `para` is None where an editor wrote the words, and the paragraph is gone.
    """

    text: str
    para: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number and what it counts, in the article's words.

    `value` is the number as printed ("2021 to 2025", "30 years"), `context` the words around it.
    """

    value: str
    context: str
    para: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A speaker's part in the article: the paragraphs that quote and that mention them."""

    speaker: str
    quoted: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()


class BackgroundKind(enum.StrEnum):
    """What a background fact says of the event."""

    ORGANISER = "organiser"
    THEME = "theme"
    HOST = "host"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackgroundFact:
    """A fact about the event, in the article's words.

    `para` is None where an editor wrote the words, and the paragraph is gone.
    """

    kind: BackgroundKind
    text: str
    para: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """An abbreviation and the long form; `derived` where the article doesn't expand it itself."""

    short: str
    long: str
    para: str
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the passes of `forumpub.transform` found: extracted, never invented."""

    lead: KeyPoint | None = None
    key_points: tuple[KeyPoint, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    participants: tuple[Participant, ...] = ()
    background: tuple[BackgroundFact, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
