"""An article: its blocks, who speaks, who signed it, and where each of them stands in the source."""

from __future__ import annotations

import enum

from forumpub.model.facts import Facts
from forumpub.model.translation import Translation
from forumpub.source import Span
from forumpub.values import dataclass

MODEL = "forumpub.article/1"


class BlockType(enum.StrEnum):
    """What a block is in the broadcast."""

    HEADING = "heading"
    LEAD = "lead"
    NARRATION = "narration"
    QUOTE = "quote"
    SPEECH = "speech"
    QUESTION = "question"
    ANSWER = "answer"
    STANDUP = "standup"
    NATSOUND = "natsound"
    CAPTION = "caption"
    STAGE = "stage"
    NOTE = "note"
    BODY = "body"
    UNKNOWN = "unknown"


class Mode(enum.StrEnum):
    """How a voice reaches the viewer."""

    VOICE_OVER = "voice-over"
    ON_CAMERA = "on-camera"
    TRANSLATED = "translated"
    PHONE = "phone"


class Confidence(enum.StrEnum):
    """How sure a reader is of a speaker's fields."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A section label as it stands in the source, brackets included."""

    raw: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRange:
    """Seconds from the start of the programme."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """One paragraph.

    `text` is canonical (NFC, trimmed, no line ends) and not empty. `span` reaches from its first to its last
    source character; where the text stands in several places (caption cues), `pieces` are those places and
    `span` their hull. `continues`: the source breaks a paragraph here only because a translator's site split
    it into sentences; a renderer may join it to the one before.
    """

    id: str
    text: str
    span: Span
    continues: bool = False
    pieces: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Consecutive paragraphs of one kind and one voice. `speaker` is the id of a `Speaker`."""

    id: str
    type: BlockType
    paras: tuple[Para, ...]
    label: Label | None = None
    speaker: str | None = None
    mode: Mode | None = None
    time: TimeRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of the source that name somebody."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One person or voice.

    `raw` are the chyrons that introduce the person, in source order; `name` is None for a voice without one
    ("UNIDENTIFIED MALE"). `aliases` are other forms of the name that the article uses.
    """

    id: str
    name: str | None
    role: str | None = None
    org: str | None = None
    raw: tuple[Mention, ...] = ()
    aliases: tuple[str, ...] = ()
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The headline. A derived one points at the words that it was taken from."""

    text: str
    span: Span | None = None
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Place and ISO date (`2021-07-16`, or `2021-07` or `2021` where the day is unknown) of the event."""

    place: str | None = None
    date: str | None = None
    span: Span | None = None
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The reporters' sign-off."""

    reporters: tuple[str, ...]
    place: str | None
    raw: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """One responsible editor. Editors named in one line share its `raw` and `span`."""

    name: str
    raw: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Another credit (photo, camera, review, production)."""

    role: str
    names: tuple[str, ...]
    raw: str
    span: Span


class MarkKind(enum.StrEnum):
    """Source characters that carry no text of the article."""

    END = "end"
    FRONT_MATTER = "front-matter"
    SEPARATOR = "separator"
    TIMING = "timing"
    MARKUP = "markup"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Source characters that are recorded and not printed."""

    kind: MarkKind
    raw: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What stands about the source outside its text: from front matter or from options."""

    source: str | None = None
    published: str | None = None
    rights: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """Which bytes the article was read from. `chars` counts code points."""

    name: str
    sha256: str
    encoding: str
    bom: bool
    eol: str
    chars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Which input format was chosen, what came second, and why."""

    format: str
    runner_up: str | None = None
    reasons: tuple[str, ...] = ()
    forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision by editors: its number, from 2; when it was read, in UTC; whose hands; what changed."""

    number: int
    date: str
    authors: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A transcript, normalised. `lang` is a BCP 47 tag; ids are unique and equal for equal input."""

    source: SourceInfo
    detection: Detection
    lang: str
    blocks: tuple[Block, ...] = ()
    headline: Headline | None = None
    dateline: Dateline | None = None
    speakers: tuple[Speaker, ...] = ()
    byline: Byline | None = None
    editors: tuple[Editor, ...] = ()
    credits: tuple[Credit, ...] = ()
    marks: tuple[Mark, ...] = ()
    end_mark: str | None = None
    publication: Publication = Publication()
    facts: Facts = Facts()
    translation: Translation | None = None
    history: tuple[Revision, ...] = ()
