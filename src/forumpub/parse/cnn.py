"""Transcripts as CNN publishes them: `FIRST LAST, ROLE (mode):`, clips, times in brackets.

Source: docs/formats/cnn.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import BlockType, Mode
from forumpub.parse.dialogue import Dialogue, Grammar, Kind, Segment, scan_dialogue
from forumpub.parse.draft import Cue, Draft
from forumpub.parse.front_matter import read_front_matter, read_text_without_turns
from forumpub.parse.name_book import Resolution
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.sampling import body_lines
from forumpub.parse.transcript_lines import sample_dialogue, take_end_mark
from forumpub.parse.turn_writer import write_turns
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import SourceText, Span

_GRAMMAR = Grammar(
    notes=lazy_pattern(
        r"TO ORDER A (?:VIDEO|COPY|TRANSCRIPT)|Content and programming copyright|Copyright \d{4} CNN"
        r"|ALL RIGHTS RESERVED"
    )
)
_CLIP = lazy_pattern(
    r"\s*(?:(?P<begin>begin|start)|end)\s+(?:video|audio|of\s|live|tape)"
    r"|\s*(?:video|audio)\s?(?:clip|tape)s?\s+(?:(?P<begins>begin|start)s?|ends?)\b",
    re.IGNORECASE,
)
_STUDIO = lazy_pattern(r"\b(?:anchor|host|co-?host|moderator)\b", re.IGNORECASE)
_STAFF = lazy_pattern(
    r"\b(?:anchor|host|co-?host|correspondent|reporter|meteorologist|editor|moderator|contributor)\b",
    re.IGNORECASE,
)
_SIGNS = (
    (lazy_pattern(r"[(\[](?:BEGIN|START) VIDEO|[(\[]VIDEO CLIP BEGINS"), 0.25, "(BEGIN VIDEO …)"),
    (lazy_pattern(r"RUSH TRANSCRIPT"), 0.25, "notice of a rush transcript"),
    (lazy_pattern(r"\bCNN\b[A-Z ,'-]{0,60}(?:\([^()\n]{1,40}\))?:"), 0.25, "roles at CNN"),
    (
        lazy_pattern(
            r"\b(?:FOX NEWS|FOX BUSINESS|MSNBC|NBC|CBS|NEWSNATION|HLN|C-SPAN|PBS)\b[A-Z ,'-]{0,60}:"
        ),
        0.25,
        "roles at networks of the United States",
    ),
    (
        lazy_pattern(r"\((?:voice-over|on camera|via telephone|through translator)\):"),
        0.15,
        "modes in brackets",
    ),
    (lazy_pattern(r"^\[\d\d:\d\d:\d\d\]", re.MULTILINE), 0.15, "times in brackets"),
    (lazy_pattern(r"[(\[](?:COMMERCIAL BREAK|CROSSTALK)[)\]]"), 0.1, "stage directions in capitals"),
    (lazy_pattern(r"^Aired \w+ \d", re.MULTILINE), 0.1, "date aired"),
)


class CnnReader:
    """Reads CNN-like transcripts, and others with cues in capitals that no other reader claims."""

    name = "cnn"
    summary = "CNN-like transcript: FIRST LAST, ROLE (mode): words; clips; times in brackets"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Count cues in capitals, and the signs of this broadcaster."""
        sample = sample_dialogue(source, options, _GRAMMAR)
        if not sample.plausible:
            return Evidence(score=0.0)
        score, reasons = 0.5, [f"{sample.cues} cues in capitals"]
        for pattern, weight, reason in _SIGNS:
            if pattern.search(sample.text):
                score += weight
                reasons.append(reason)
        if len(reasons) == 1 and not sample.talks:
            return Evidence(score=0.0)
        return Evidence(score=min(score, 0.99), reasons=tuple(reasons))

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read header, turns, clips and end mark."""
        findings = Findings()
        builder = DraftBuilder(source)
        lines = take_end_mark(builder, body_lines(source, options))
        dialogue = scan_dialogue(source, lines, _GRAMMAR)
        head, body = dialogue.split_head(lines)
        if not body:
            read_text_without_turns(builder, lines, findings)
            return findings.outcome(builder.draft())
        read_front_matter(builder, head, findings)
        customs = _CnnCustoms(dialogue, body, source, findings)
        write_turns(builder, body, dialogue.book, customs, findings)
        return findings.outcome(builder.draft())


class _CnnCustoms:
    """Words in a clip are sound bites, but those of the station's people."""

    def __init__(
        self, dialogue: Dialogue, segments: Sequence[Segment], source: SourceText, findings: Findings
    ) -> None:
        self.book = dialogue.book
        self.in_clip = False
        self.clip_open_ended = False
        self.studio: set[str] = set()
        self.open_ended = _find_open_clips(segments, source, findings)

    def begin_turn(self, cue: Cue, known: Resolution | None, mode: Mode | None) -> BlockType:
        """A mode tells the type; in a clip, whether the speaker belongs to the station."""
        role = cue.role or (known.person.role if known else None) or ""
        name = cue.name or ""
        if self.in_clip and self.clip_open_ended and (name in self.studio or _STUDIO.search(role)):
            self.in_clip = False
        staff = bool(_STAFF.search(role)) or name in self.studio
        if not self.in_clip and name:
            self.studio.add(name)
        match mode:
            case Mode.VOICE_OVER:
                return BlockType.NARRATION
            case Mode.ON_CAMERA:
                return BlockType.STANDUP
            case Mode.TRANSLATED:
                return BlockType.QUOTE
            case Mode.PHONE | None:
                return BlockType.QUOTE if self.in_clip and not staff else BlockType.SPEECH

    def switch_mode(self, mode: Mode) -> BlockType:
        """`(on camera):` alone, in the middle of a turn."""
        if mode is Mode.VOICE_OVER:
            return BlockType.NARRATION
        if mode is Mode.ON_CAMERA:
            return BlockType.STANDUP
        return BlockType.QUOTE if self.in_clip else BlockType.SPEECH

    def meet_direction(self, words: str, span: Span) -> BlockType:
        """Open and close clips."""
        clip = _CLIP.match(words)
        if clip is not None:
            self.in_clip = _begins(clip)
            self.clip_open_ended = span.start in self.open_ended
        elif "COMMERCIAL BREAK" in words.upper():
            self.in_clip = False
        return BlockType.STAGE

    def keeps_voice(self, words: str) -> bool:
        """Clips and breaks end a turn; laughter doesn't."""
        return _CLIP.match(words) is None and "BREAK" not in words.upper()


def _begins(clip: re.Match[str]) -> bool:
    return bool(clip["begin"] or clip["begins"])


def _find_open_clips(segments: Sequence[Segment], source: SourceText, findings: Findings) -> frozenset[int]:
    """Find the beginnings of clips that no end follows before the next beginning."""
    open_clips: dict[int, int] = {}
    begun: Segment | None = None
    for segment in segments:
        if segment.kind is not Kind.ASIDE:
            continue
        clip = _CLIP.match(source.text, segment.start + 1, segment.end)
        if clip is None:
            continue
        if begun is not None and _begins(clip):
            open_clips[begun.start] = begun.end
        begun = segment if _begins(clip) else None
    if begun is not None:
        open_clips[begun.start] = begun.end
    for start, end in open_clips.items():
        findings.add(
            structure.CLIP_NOT_CLOSED,
            "this clip has no end",
            Span(start, end),
            hints=("the next words of the studio are taken for its end",),
        )
    return frozenset(open_clips)
