"""From the segments of a dialogue to the blocks of a draft, under the customs of one broadcaster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, assert_never

from forumpub.diagnostics import Findings
from forumpub.model import BlockType, MarkKind, Mode
from forumpub.parse.canonical import BLANKS
from forumpub.parse.cues import CueMatch, find_mode
from forumpub.parse.dialogue import Kind, Segment
from forumpub.parse.draft import Cue
from forumpub.parse.name_book import NameBook, Resolution, make_cue
from forumpub.parse.production_lines import read_order
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import Span

# `HUANG LIN: (Through interpreter) We will`: the words stay in the text.
_OPENING_ASIDE = lazy_pattern(r"\(([^()\r\n]{1,60})\)")


class Customs(Protocol):
    """What a broadcaster's turns and stage directions become. Lives as long as one `read`."""

    def begin_turn(self, cue: Cue, known: Resolution | None, mode: Mode | None) -> BlockType:
        """Return the type of a turn."""
        ...

    def switch_mode(self, mode: Mode) -> BlockType:
        """Return the type of the words after a mode that stands alone."""
        ...

    def meet_direction(self, words: str, span: Span) -> BlockType:
        """Return the type of a stage direction, and take note of what it opens or ends."""
        ...

    def keeps_voice(self, words: str) -> bool:
        """Say whether the turn that a stage direction interrupts goes on after it."""
        ...


def write_turns(
    builder: DraftBuilder,
    segments: Iterable[Segment],
    book: NameBook,
    customs: Customs,
    findings: Findings,
) -> None:
    """Write every segment into the builder."""
    _TurnWriter(builder, book, customs, findings).write(tuple(segments))


class _TurnWriter:
    def __init__(self, builder: DraftBuilder, book: NameBook, customs: Customs, findings: Findings) -> None:
        self.builder = builder
        self.text = builder.source.text
        self.book = book
        self.customs = customs
        self.findings = findings
        self.pieces: list[Span] = []
        self.voice: tuple[BlockType, Cue, Mode | None] | None = None
        # Who of the station spoke last: a mode alone behind a sound bite is this voice again.
        self.staff: Cue | None = None
        self.told: set[str] = set()

    def write(self, segments: tuple[Segment, ...]) -> None:
        for place, segment in enumerate(segments):
            if segment.kind is Kind.MODE and place and segments[place - 1].kind is Kind.CUE:
                continue  # `NAME, ROLE: (through translator): words`: taken with its cue
            match segment.kind:
                case Kind.TEXT:
                    self.pieces.append(Span(segment.start, segment.end))
                case Kind.TIME:
                    self.builder.mark(MarkKind.TIMING, segment.start, segment.end)
                case Kind.BREAK:
                    self._end_para()
                case Kind.ASIDE:
                    self._write_direction(segment)
                case Kind.MODE:
                    self._switch(segment)
                case Kind.NOTE:
                    self._end_para()
                    self.builder.add_single(BlockType.NOTE, segment.start, segment.end)
                    self.voice = None
                case Kind.CUE:
                    self._begin(segment, segments[place + 1 : place + 3])
                case _:
                    assert_never(segment.kind)
        self._end_para()

    def _end_para(self) -> None:
        if not self.pieces or self._set_order_aside():
            return
        if self.builder.current is None and self.voice is not None:
            type_, cue, mode = self.voice
            self.builder.open(type_, cue=_resume(cue, self.pieces[0].start), mode=mode)
        self.builder.add_text(self.pieces)
        self.pieces = []

    def _set_order_aside(self) -> bool:
        """Set aside a paragraph that is an order to the control room, `DUR: 1'35"`; a kind is told once."""
        first, *others = self.pieces
        text = self.text[first.start : min(first.end, first.start + 200)].strip()
        order = read_order(text) if not others and ":" in text[:16] else None
        if order is None:
            return False
        kind, name = order
        self.builder.mark(kind, first.start, first.end)
        self.pieces = []
        if name not in self.told:
            self.told.add(name)
            self.findings.add(structure.PRODUCTION_CUE_SET_ASIDE, f"{name} are not printed", first)
        return True

    def _begin(self, segment: Segment, following: tuple[Segment, ...]) -> None:
        self._end_para()
        match = segment.cue
        if match is None:
            return
        cue, known = make_cue(match, self.text, self.book)
        if known is not None and known.others:
            self._tell_ambiguous(match, cue, known)
        words = next((part for part in following if part.kind is Kind.TEXT), None)
        mode = match.parts.mode
        if following and following[0].kind is Kind.MODE:
            self.builder.mark(MarkKind.MARKUP, following[0].start, following[0].end)
            mode = following[0].mode
        elif mode is None and words is not None:
            opening = _OPENING_ASIDE.match(self.text, words.start, words.end)
            mode = find_mode(opening[1]) if opening else None
        type_ = self.customs.begin_turn(cue, known, mode)
        self.voice = (type_, cue, mode)
        if type_ is not BlockType.QUOTE:
            self.staff = cue
        self.builder.open(type_, cue=cue, mode=mode)

    def _switch(self, segment: Segment) -> None:
        self._end_para()
        mode = segment.mode
        if mode is None:
            return
        end = segment.start + len(self.text[segment.start : segment.end].rstrip(BLANKS + ":："))
        raw, span = self.text[segment.start : end], Span(segment.start, end)
        type_ = self.customs.switch_mode(mode)
        voice = self.voice[1] if self.voice else None
        if mode in (Mode.VOICE_OVER, Mode.ON_CAMERA) and (
            self.voice is None or self.voice[0] is BlockType.QUOTE
        ):
            voice = self.staff or voice
        cue = Cue(raw=raw, span=span, name=voice.name if voice else None)
        self.voice = (type_, cue, mode)
        self.builder.open(type_, cue=cue, mode=mode)

    def _write_direction(self, segment: Segment) -> None:
        self._end_para()
        words = self.text[segment.start + 1 : segment.end - 1]
        span = Span(segment.start, segment.end)
        type_ = self.customs.meet_direction(words, span)
        self.builder.add_single(type_, segment.start, segment.end)
        if not self.customs.keeps_voice(words):
            self.voice = None

    def _tell_ambiguous(self, match: CueMatch, cue: Cue, known: Resolution) -> None:
        if match.parts.head in self.told:
            return
        self.told.add(match.parts.head)
        self.findings.add(
            structure.SHORT_NAME_AMBIGUOUS,
            f"{match.parts.head!r} is taken for {known.person.name}, not for {' or '.join(known.others)}",
            cue.span,
        )


def _resume(cue: Cue, start: int) -> Cue:
    """The voice of a turn that goes on after an interruption: no words of the source name it again."""
    return replace(cue, span=Span(start, start))
