"""What a reader hands over: an article before ids are given and people are told apart.

Readers know their format and nothing else. `forumpub.parse.assemble` turns a draft into an `Article`: it
numbers blocks and paragraphs, makes one `Speaker` of every person, and places text that a reader missed.
"""

from __future__ import annotations

from forumpub.model import (
    BlockType,
    Byline,
    Confidence,
    Credit,
    Dateline,
    Editor,
    Headline,
    Label,
    Mark,
    Mode,
    Publication,
    TimeRange,
)
from forumpub.source import Span
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A speaker's introduction: a chyron, a `NAME:` prefix, a voice span.

    `raw` is the text at `span`, separators excluded.
    A short name ("JIA") that the reader resolved to a full one keeps its own raw and span. A turn that goes
    on after an interruption has the cue it began with, at an empty span: no words name the speaker again.
    """

    raw: str
    span: Span
    name: str | None
    role: str | None = None
    org: str | None = None
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPara:
    """A paragraph: see `forumpub.model.Para`. `text` is canonical and not empty."""

    text: str
    span: Span
    continues: bool = False
    pieces: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBlock:
    """A block in source order. A block may have a label or a cue and no paragraphs."""

    type: BlockType
    paras: tuple[DraftPara, ...] = ()
    label: Label | None = None
    cue: Cue | None = None
    mode: Mode | None = None
    time: TimeRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything a reader recognised. `lang` is a BCP 47 tag, set where the text itself tells it.

    `people` are named by the metadata of a format, whether or not the text quotes them.
    """

    blocks: tuple[DraftBlock, ...] = ()
    people: tuple[Cue, ...] = ()
    headline: Headline | None = None
    dateline: Dateline | None = None
    byline: Byline | None = None
    editors: tuple[Editor, ...] = ()
    credits: tuple[Credit, ...] = ()
    marks: tuple[Mark, ...] = ()
    end_mark: str | None = None
    publication: Publication = Publication()
    lang: str | None = None
