"""Closed captions as running text: `>>` a new speaker, `>>>` a new story, `[ APPLAUSE ]`, ♪.

Source: docs/formats/captions-text.md.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import BlockType, MarkKind
from forumpub.parse.caption_repeats import find_repeats
from forumpub.parse.cues import (
    CueMatch,
    function_role,
    is_anonymous,
    is_caps_head,
    is_caps_text,
    is_title_head,
    match_cue,
)
from forumpub.parse.draft import Cue, Draft
from forumpub.parse.name_book import NameBook, make_cue
from forumpub.parse.qa_heads import names_nobody
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.sampling import SAMPLE_CHARS, body_lines
from forumpub.parse.transcript_lines import take_end_mark
from forumpub.parse.turns import DraftBuilder
from forumpub.parse.wrapping import ends_sentence
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import Line, SourceText, Span

_SPEAKER = lazy_pattern(r"(?:(?<=\s)|^)-?\s?(?P<chevrons>>{2,3}|(?:&gt;){2,3})(?![>\w]*>)", re.MULTILINE)
_TOKEN = lazy_pattern(
    r"(?P<turn>(?<!\S)(?:-\s?)?(?:>{2,3}|(?:&gt;){2,3})(?!>))"
    r"|(?P<sound>\[[^\[\]\r\n]{1,80}\]|(?<!\S)\([A-Z][A-Z ,'-]{2,60}\))"
    r"|(?P<note>[♪♫#]?[♪♫][^♪♫\r\n]{0,200}[♪♫]*)"
)
_MUSIC = lazy_pattern(r"music|song|singing|sings|melody|♪|♫|theme|instrumental", re.IGNORECASE)
_CLOCK = lazy_pattern(r"\s*\[?\(?\d{1,2}:\d{2}(?::\d{2})?(?:[.,;:]\d{1,3})?\)?\]?(?:\s+|$)")
_NOTICE = lazy_pattern(
    r"\s*(?:(?:closed )?caption(?:ing|ed|s)\b.{0,40}\b(?:by|from|possible|sponsored|performed)\b"
    r"|\(generated from captions\)|Disclaimer:|Note: Where available|www\.\S+$)",
    re.IGNORECASE,
)
_QUOTED_MAIL = lazy_pattern(r"^> ?[^>\s]", re.MULTILINE)
_BLANKS = lazy_pattern(r"\s*")
_BLANK_REST = lazy_pattern(r"\s*$")
_MAX_LYRIC_LINES = 8


class CaptionsTextReader:
    """Reads dumps of broadcast captions."""

    name = "captions-text"
    summary = "closed captions as text: >> new speaker, >>> new story, [ APPLAUSE ], music notes"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Count chevrons at the beginning of lines and behind sentences."""
        sample = source.text[options.body_start : options.body_start + SAMPLE_CHARS]
        found = [match["chevrons"] for match in itertools.islice(_SPEAKER.finditer(sample), 5000)]
        mail = sum(1 for _ in itertools.islice(_QUOTED_MAIL.finditer(sample), 5000))
        words = sample.count(" ") + sample.count("\n") + 1
        if len(found) < 2 or mail * 3 > len(found) or words > 400 * len(found):
            return Evidence(score=0.0)
        score = 0.8 + min(len(found), 10) / 100
        reasons = [f"{len(found)} speaker changes marked >>"]
        if any(len(chevrons.replace("&gt;", ">")) == 3 for chevrons in found):
            score += 0.04
            reasons.append("stories marked >>>")
        if re.search(r"^[^\S\r\n]*\[ ?[A-Z][A-Za-z ]+ ?\]|♪", sample, re.MULTILINE):
            score += 0.03
            reasons.append("sounds in brackets or music notes")
        return Evidence(score=min(score, 0.97), reasons=tuple(reasons))

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read turns, sounds and music; join broken sentences; set repeated lines aside."""
        findings = Findings()
        builder = DraftBuilder(source)
        lines = take_end_mark(builder, body_lines(source, options))
        repeats = find_repeats(lines)
        for line in repeats:
            builder.mark(MarkKind.MARKUP, line.start, line.end)
        if repeats:
            spans = [Span(line.start, line.end) for line in repeats]
            findings.add(
                structure.CAPTION_LINE_REPEATED,
                f"the roll-up repeats {len(spans)} caption line{'s' if len(spans) > 1 else ''}, not printed",
                spans[0],
                related=spans[1:20],
            )
        dropped = {line.start for line in repeats}
        kept = [line for line in lines if line.start not in dropped]
        _CaptionWriter(builder, kept).write(_take_title(builder, kept))
        return findings.outcome(builder.draft())


def _take_title(builder: DraftBuilder, lines: Sequence[Line]) -> list[Line]:
    """A short line above a blank one, before the first chevrons, is the title."""
    filled = [line for line in lines if line.text.strip()][:2]
    if len(filled) == 2 and filled[1].text.lstrip().startswith((">>", "&gt;&gt;", "[", "♪")):
        first = filled[0].text.strip()
        apart = any(not line.text.strip() for line in lines if filled[0].end < line.start < filled[1].start)
        if apart and len(first) <= 100 and not ends_sentence(first) and not _TOKEN.match(first):
            builder.set_headline(filled[0].start, filled[0].end)
            return [line for line in lines if line.start > filled[0].start]
    return list(lines)


class _CaptionWriter:
    def __init__(self, builder: DraftBuilder, lines: Sequence[Line]) -> None:
        self.builder = builder
        self.text = builder.source.text
        self.book = NameBook()
        self.voice: tuple[BlockType, Cue | None] = (BlockType.SPEECH, None)
        self.pieces: list[Span] = []
        self.tail = ""
        self.blank_breaks = _blank_lines_break(lines)
        self.names = _count_names(lines)
        self.shouts = is_caps_text("\n".join(line.text[:200] for line in lines[:200]))

    def write(self, lines: Sequence[Line]) -> None:
        lyric_left = 0
        for place, line in enumerate(lines):
            words = line.text.strip()
            if not words:
                if self.blank_breaks and ends_sentence(self.tail):
                    self._end_para()
                lyric_left = 0
            elif lyric_left and not _TOKEN.match(words):
                self.pieces.append(Span(line.start, line.end))
                lyric_left = 0 if words[-1] in "♪♫" else lyric_left - 1
                if not lyric_left:
                    self._end_lyric()
            elif _NOTICE.match(words[:300]):
                self._end_para()
                self.builder.add_single(BlockType.NOTE, line.start, line.end)
            elif words[0] in "♪♫" and (left := _lyric_lines(lines, place)):
                self._end_para()
                self.pieces.append(Span(line.start, line.end))
                lyric_left = left
            else:
                self._write_line(line)
        self._end_para()

    def _write_line(self, line: Line) -> None:
        position = line.start
        clock = _CLOCK.match(self.text, position, line.end)
        if clock is not None:
            self.builder.mark(MarkKind.TIMING, position, clock.end())
            position = clock.end()
        for token in _TOKEN.finditer(self.text, position, line.end):
            if token.start() < position:
                continue
            alone = _BLANK_REST.match(self.text, token.end(), line.end) is not None
            if token["turn"]:
                self._add(position, token.start())
                self._end_para()
                self.builder.mark(MarkKind.SEPARATOR, token.start(), token.end())
                position = self._begin_turn(token.end(), line.end)
            elif token["note"] or self._stands_apart(position, token, alone=alone):
                self._add(position, token.start())
                self._end_para()
                type_ = BlockType.NATSOUND if _MUSIC.search(token.group()) else BlockType.STAGE
                self.builder.add_single(type_, token.start(), token.end())
                position = token.end()
        self._add(position, line.end)

    def _stands_apart(self, position: int, token: re.Match[str], *, alone: bool) -> bool:
        """A sound inside a sentence stays in it."""
        before = self.text[max(position, token.start() - 80) : token.start()].strip()
        if before:
            return alone and ends_sentence(before)
        return (not self.pieces or ends_sentence(self.tail)) and (alone or is_sound(token.group()))

    def _begin_turn(self, start: int, end: int) -> int:
        blanks = _BLANKS.match(self.text, start, end)
        start = blanks.end() if blanks else start
        match = match_cue(self.text, start, end)
        if match is None or not _is_name(match, self.names, shouts=self.shouts):
            self.voice = (BlockType.SPEECH, None)
            self.builder.open(BlockType.SPEECH)
            return start
        self.book.add(match.parts, start)
        cue, _ = make_cue(match, self.text, self.book)
        reports = (function_role(match.parts.head) or "").casefold() in (
            "reporter",
            "correspondent",
            "narrator",
        )
        type_ = BlockType.NARRATION if reports else BlockType.SPEECH
        self.voice = (type_, cue)
        self.builder.open(type_, cue=cue, mode=match.parts.mode)
        return match.after

    def _add(self, start: int, end: int) -> None:
        words = self.text[start:end].strip()
        if words:
            self.pieces.append(Span(start, end))
            self.tail = words[-12:]

    def _end_para(self) -> None:
        if self.pieces and self._is_broken_sound():
            self.builder.add_single(BlockType.STAGE, self.pieces[0].start, self.pieces[-1].end)
        elif self.pieces:
            self._resume(self.pieces[0].start)
            self.builder.add_text(self.pieces)
        self.pieces = []
        self.tail = ""

    def _is_broken_sound(self) -> bool:
        """`[ CHEERS AND` on one line, `APPLAUSE ]` on the next."""
        words = self.text[self.pieces[0].start : self.pieces[-1].end].strip()
        return len(words) <= 80 and words[0] == "[" and words.find("]") == len(words) - 1

    def _end_lyric(self) -> None:
        self.builder.open(BlockType.NATSOUND)
        self.builder.add_text(self.pieces)
        self.builder.close()
        self.pieces = []
        self.tail = ""

    def _resume(self, start: int) -> None:
        if self.builder.current is None:
            type_, cue = self.voice
            self.builder.open(type_, cue=replace(cue, span=Span(start, start)) if cue else None)


def is_sound(words: str) -> bool:
    """Say whether words in brackets name a sound, and not a remark of the captioner: few, and in one case."""
    plain = words.strip("[]() ")
    return len(plain.split()) <= 4 and (plain.isupper() or plain[:1].isupper() or plain.islower())


def _blank_lines_break(lines: Sequence[Line]) -> bool:
    """Blank lines end paragraphs, unless the file puts one below every caption, in mid-sentence too."""
    ends = open_ = 0
    for line, below in itertools.pairwise(lines):
        words = line.text.strip()
        if words and not below.text.strip():
            ends += 1
            open_ += not ends_sentence(words)
    return open_ * 5 <= ends


def _count_names(lines: Sequence[Line]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line in lines:
        for token in _TOKEN.finditer(line.text[:2000]):
            if token["turn"]:
                rest = line.text[token.end() : token.end() + 300].lstrip()
                match = match_cue(rest, 0, len(rest)) if ":" in rest[:120] else None
                if match is not None:
                    counts[match.parts.head.casefold()] += 1
    return counts


def _is_name(match: CueMatch, counts: Counter[str], *, shouts: bool) -> bool:
    """`>> Reporter:` and `>> ANA O'NEIL:` are names, `>> First:` is the beginning of a sentence.

    In a file that `shouts` in capitals, what stands in small letters before a colon is a captioner's word.
    """
    head = match.parts.head
    if is_anonymous(head):
        return True
    if not (is_caps_head(head) or is_title_head(head)) or len(head.split()) > 5:
        return False
    if len(head.split()) >= 2 or match.parts.role or counts[head.casefold()] >= 2:
        return True
    return (shouts or is_caps_head(head)) and not names_nobody(head)


def _lyric_lines(lines: Sequence[Line], place: int) -> int:
    """How many lines a lyric that begins at `place` may still take; 0 where it ends on its own line."""
    if sum(char in "♪♫" for char in lines[place].text) != 1:
        return 0
    for ahead, line in enumerate(lines[place + 1 : place + 1 + _MAX_LYRIC_LINES], 1):
        words = line.text.strip()
        if not words or ">>" in words or words[0] in "♪♫[":
            return 0
        if words[-1] in "♪♫":
            return ahead
    return 0
