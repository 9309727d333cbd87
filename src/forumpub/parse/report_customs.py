"""What turns become in a reported piece: NPR, PBS and ABC Australia."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from forumpub.model import BlockType, Mode
from forumpub.parse.cues import core_tokens, function_role, is_narration
from forumpub.parse.dialogue import Segment
from forumpub.parse.draft import Cue
from forumpub.parse.name_book import Resolution
from forumpub.patterns import lazy_pattern
from forumpub.source import Span

_SOUND = lazy_pattern(r"soundbite|music|singing|song\b|sound of", re.IGNORECASE)
_EXTRACT = lazy_pattern(r"(?:extract|excerpt|statement)s?\b", re.IGNORECASE)
_FIELD = lazy_pattern(r"(?:reporter|correspondent)\b", re.IGNORECASE)
# A report that the studio leads in to and out of has two changes of voice.
_CROSSINGS = 3
_PRESS = lazy_pattern(r"(?:reporters?|journalists?|question(?:er)?)(?: ?#?\d{1,3})?", re.IGNORECASE)


class ReportCustoms:
    """The host leads in, the reporter narrates, a report's other voices are sound bites.

    `host` and `narrator` match roles; `reporters` are the names of a byline. Without a narrator the piece is
    an interview, whose voices all speak; so does a guest to whom the host talks, whoever reports later.
    """

    def __init__(
        self,
        segments: Sequence[Segment],
        *,
        host: re.Pattern[str],
        narrator: re.Pattern[str],
        reporters: Iterable[str] = (),
    ) -> None:
        self.host = host
        self.narrator = narrator
        self.reporters = frozenset(core_tokens(name) for name in reporters)
        heads = [core_tokens(segment.cue.parts.head) for segment in segments if segment.cue is not None]
        # Who speaks first in a piece with a byline leads in to the reporter.
        self.signed = any(head in self.reporters for head in heads)
        self.leader = heads[0] if self.signed and heads[0] not in self.reporters else None
        self.leading = True
        roles = [segment.cue.parts.role or "" for segment in segments if segment.cue is not None]
        narrated = any(
            is_narration(segment.cue.parts.head) for segment in segments if segment.cue is not None
        )
        self.is_report = self.signed or narrated or any(narrator.match(role) for role in roles)
        self.after_sound = False
        self.talks = _find_talks(segments, host)
        self.is_cross = _is_cross(
            [segment.cue.parts.head for segment in segments if segment.cue is not None], host
        )

    def begin_turn(self, cue: Cue, known: Resolution | None, mode: Mode | None) -> BlockType:
        """The role tells, or the mode; a voice without either is a guest."""
        own = cue.role or cue.org or ""
        core = core_tokens(cue.name or "")
        role = own or (known.person.role if known else None) or ""
        if is_narration(cue.raw) and cue.name in (None, cue.raw):
            return BlockType.NARRATION
        if cue.name is None and _PRESS.fullmatch(cue.raw.strip()):
            return BlockType.QUESTION
        if _EXTRACT.match(cue.raw):
            return BlockType.QUOTE
        if self.host.match(role):
            self.after_sound = False
            leads = own and (self.leading or not self.is_cross)
            self.leading = self.leading and not self.is_cross
            return BlockType.LEAD if leads else BlockType.SPEECH
        if self.is_cross and self.narrator.match(role):
            return BlockType.SPEECH
        if mode is Mode.ON_CAMERA:
            return BlockType.STANDUP
        if core and core == self.leader:
            first, self.leading = self.leading, False
            return BlockType.LEAD if first else BlockType.SPEECH
        if self.narrator.match(role) or mode is Mode.VOICE_OVER or core in self.reporters:
            self.after_sound = False
            return BlockType.NARRATION
        if cue.span.start in self.talks and not self.after_sound and mode is None:
            return BlockType.SPEECH
        if self.is_report or self.after_sound or mode is Mode.TRANSLATED:
            return BlockType.QUOTE
        return BlockType.SPEECH

    def switch_mode(self, mode: Mode) -> BlockType:
        """`(voiceover):` alone, in the middle of a turn."""
        if mode is Mode.VOICE_OVER:
            return BlockType.NARRATION
        return BlockType.STANDUP if mode is Mode.ON_CAMERA else BlockType.QUOTE

    def meet_direction(self, words: str, span: Span) -> BlockType:
        """Sounds are natural sound; laughter and breaks are stage directions."""
        if _SOUND.search(words[:120]):
            self.after_sound = words[:9].casefold() == "soundbite"
            return BlockType.NATSOUND
        return BlockType.STAGE

    def keeps_voice(self, words: str) -> bool:
        """Only a break ends a turn."""
        return "BREAK" not in words.upper()


def _is_cross(heads: Sequence[str], host: re.Pattern[str]) -> bool:
    """Say whether the studio and a reporter talk to each other: ANCHOR, REPORTER, ANCHOR, REPORTER."""
    roles = [role for head in heads if (role := function_role(head)) is not None]
    voices = [bool(host.match(role)) for role in roles if host.match(role) or _FIELD.match(role)]
    return sum(one != other for one, other in itertools.pairwise(voices)) >= _CROSSINGS


def _find_talks(segments: Sequence[Segment], host: re.Pattern[str]) -> frozenset[int]:
    """Find the cues of those who speak between two turns of the host, or last after one, by their start."""
    cues = [segment.cue for segment in segments if segment.cue is not None]
    heads = [core_tokens(cue.parts.head)[-1:] for cue in cues]
    hosts = {
        head for cue, head in zip(cues, heads, strict=True) if cue.parts.role and host.match(cue.parts.role)
    }
    talks: set[int] = set()
    before: tuple[str, ...] | None = None
    for head, group in itertools.groupby(range(len(cues)), key=heads.__getitem__):
        places = list(group)
        after = heads[places[-1] + 1] if places[-1] + 1 < len(cues) else None
        if before in hosts and (after is None or after in hosts):
            talks.update(cues[place].start for place in places)
        before = head
    return frozenset(talks)
