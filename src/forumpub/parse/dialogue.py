"""Finding turns in transcripts of the kind `NAME, ROLE (mode): words`.

One scanner serves CNN, NPR, PBS and ABC Australia. It gives segments in source order and decides nothing
about the article: what a segment becomes is the business of the format's reader.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence

from forumpub.model import Mode
from forumpub.parse.cues import (
    CueMatch,
    find_mode,
    is_anonymous,
    is_caps_head,
    is_caps_text,
    is_emergency_call,
    is_title_head,
    match_cue,
    may_begin_caps_head,
)
from forumpub.parse.name_book import NameBook
from forumpub.parse.turns import find_colon
from forumpub.parse.wrapping import Chunk, ends_sentence, is_hard_wrapped, split_chunks
from forumpub.patterns import lazy_pattern
from forumpub.source import Line, SourceText
from forumpub.values import dataclass

_TIME = lazy_pattern(r"\[\s?(\d{1,2}):(\d{2})(?::(\d{2}))?\s?\]")
_ASIDE = lazy_pattern(r"(?:\(([^()\r\n]{1,200})\)|\[([^\[\]\r\n]{1,200})\])")
_WRAPPED_ASIDE = lazy_pattern(r"(?:\(([^()]{1,200})\)|\[([^\[\]]{1,200})\])")
_STRUCTURAL = lazy_pattern(
    r"(?:begin|start|end)\s+(?:video|audio|live|tape|graphic|of\s)|commercial\s+break|news\s?break|^break$|video\s+clip"
    r"|^soundbite\s+of\b|(?:weather|sports?|stock\s+market|market|financial)\s+(?:report|update)$|^headlines$",
    re.IGNORECASE,
)
# A segment can begin at a line, after the end of a sentence, or at a bracket.
_BOUNDARY = lazy_pattern(
    r"[\r\n][\s]*|(?<=[.?!…\"”’')\]:>—–-])[ \t\u00a0\u3000]+(?=[^\s])|[ \t](?=\[\d{1,2}:\d)"
    r"|[ \t](?=[(\[](?:BEGIN|END|COMMERCIAL|SOUNDBITE)\b)"
)
_STAFF_ROLE = lazy_pattern(r"(?:co-?)?hosts?|byline|reporting|reporter", re.IGNORECASE)
_BLANKS = lazy_pattern(r"\s*")
_LINE_REST = lazy_pattern(r"[ \t\u00a0\u3000]*(?=[\r\n]|$)")


class Kind(enum.Enum):
    """What a segment is. BREAK ends a paragraph and has no characters."""

    CUE = enum.auto()
    TEXT = enum.auto()
    ASIDE = enum.auto()
    MODE = enum.auto()
    TIME = enum.auto()
    NOTE = enum.auto()
    BREAK = enum.auto()


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of source. `cue` is set for a CUE, `mode` for a MODE."""

    kind: Kind
    start: int
    end: int
    cue: CueMatch | None = None
    mode: Mode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How far cues may stray from `NAME, ROLE:` in capitals.

    `mixed_roles`: the role may be in small letters (`JOE BIDEN, President of the United States:`).
    `title_heads`: names in title case that are cues at the beginning of a line (`Amna Nawaz:`), folded.
    `notes`: lines that are nobody's words (a copyright notice).
    """

    mixed_roles: bool = False
    title_heads: frozenset[str] = frozenset()
    notes: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """The segments of a transcript, and the full names in it."""

    segments: tuple[Segment, ...]
    book: NameBook
    wrapped: bool

    def split_head(self, lines: Sequence[Line]) -> tuple[list[Line], list[Segment]]:
        """Part the lines above the first turn or direction from the segments below them."""
        begin: int | None = None
        for segment in self.segments:
            if segment.kind is Kind.BREAK:
                begin = None
                continue
            begin = segment.start if begin is None else begin
            if segment.kind is not Kind.TEXT:
                head = [line for line in lines if line.end <= begin]
                return head, [part for part in self.segments if part.start >= begin]
        return list(lines), []


def scan_dialogue(source: SourceText, lines: Sequence[Line], grammar: Grammar) -> Dialogue:
    """Cut lines into segments; together these hold every non-blank character of the lines."""
    scanner = _Scanner(source.text, grammar, NameBook())
    wrapped = is_hard_wrapped(lines, scanner.starts_line)
    scanner.wrapped = wrapped
    chunks = split_chunks(lines, wrapped=wrapped, is_start=scanner.starts_line)
    segments = scanner.scan(chunks)
    for segment in segments:
        if segment.cue is not None:
            scanner.book.add(segment.cue.parts, segment.start)
    if scanner.doubts:
        # A short name in running text counts only once its owner is known, who may be introduced later.
        segments = scanner.scan(chunks)
    return Dialogue(segments=tuple(segments), book=scanner.book, wrapped=wrapped)


def is_structural(aside: str) -> bool:
    """Say whether words in brackets open or close a part: `BEGIN VIDEO CLIP`, `COMMERCIAL BREAK`."""
    return bool(_STRUCTURAL.search(aside))


def is_line_cue(match: CueMatch, grammar: Grammar) -> bool:
    """Say whether a cue may begin a line."""
    parts = match.parts
    if is_caps_head(parts.head):
        if parts.role_is_caps:
            return True
        strong = len(parts.head.split()) >= 2 or is_anonymous(parts.head) or bool(parts.asides)
        if parts.role in parts.asides:
            return strong
        role = parts.role or " "
        return grammar.mixed_roles and strong and (role[0].isupper() or bool(_STAFF_ROLE.fullmatch(role)))
    return bool(grammar.title_heads) and (
        is_title_head(parts.head) and parts.head.casefold() in grammar.title_heads
    )


class _Scanner:
    def __init__(self, text: str, grammar: Grammar, book: NameBook) -> None:
        self.text = text
        self.grammar = grammar
        self.book = book
        self.wrapped = False
        self.doubts = 0
        self.openers: set[str] = set()  # the heads of cues that begin lines

    def starts_line(self, line: str) -> bool:
        """Say whether a line, trimmed, begins something new of itself."""
        if self.grammar.notes is not None and self.grammar.notes.match(line):
            return True
        if line[0] in "([":
            aside = _ASIDE.match(line)
            if aside is None:
                return line[0] == "(" and is_caps_text(line)
            words = aside[1] or aside[2]
            if line[0] == "[" and _TIME.match(line):
                return True
            return is_caps_text(words) or aside.end() == len(line) or find_mode(words) is not None
        match = match_cue(line, 0, len(line)) if ":" in line else None
        return match is not None and is_line_cue(match, self.grammar)

    def scan(self, chunks: Sequence[Chunk | None]) -> list[Segment]:
        segments: list[Segment] = []
        for chunk in chunks:
            if chunk is not None:
                self._scan_chunk(chunk, segments)
            end = chunk.end if chunk else 0
            segments.append(Segment(Kind.BREAK, end, end))
        return segments

    def _scan_chunk(self, chunk: Chunk, segments: list[Segment]) -> None:
        position = self._skip(chunk.start, chunk.end)
        begun: int | None = None
        fresh = True  # nothing but brackets stands before `position` on its line
        while position < chunk.end:
            found = self._match(position, chunk.end, fresh=fresh)
            if found is None:
                begun = position if begun is None else begun
                boundary = _BOUNDARY.search(self.text, position + 1, chunk.end)
                if boundary is None:
                    break
                before = self.text[max(position, boundary.start() - 12) : boundary.start()]
                at_line = self.text[boundary.start()] in "\r\n"
                position = max(boundary.end(), position + 1)
                fresh = at_line and ends_sentence(before)
                continue
            if begun is not None:
                segments.append(Segment(Kind.TEXT, begun, position))
                begun = None
            segments.append(found)
            after = self._skip(found.end, chunk.end)
            at_line = any(char in "\r\n" for char in self.text[found.end : after])
            # Behind the end of a clip somebody speaks who may never have been named in full.
            parted = found.kind is Kind.ASIDE and is_structural(self.text[found.start + 1 : found.end - 1])
            fresh = (found.kind is not Kind.CUE and fresh) or at_line or parted
            position = after
        if begun is not None:
            segments.append(Segment(Kind.TEXT, begun, chunk.end))

    def _skip(self, position: int, end: int) -> int:
        match = _BLANKS.match(self.text, position, end)
        return match.end() if match else position

    def _match(self, position: int, end: int, *, fresh: bool) -> Segment | None:
        first = self.text[position]
        if self.grammar.notes is not None and self.grammar.notes.match(self.text, position, end):
            return Segment(Kind.NOTE, position, end)
        if first == "[" and (time := _TIME.match(self.text, position, end)):
            return Segment(Kind.TIME, position, time.end())
        if first in "([":
            return self._match_aside(position, end, fresh=fresh)
        cue = self._match_cue(position, end, fresh=fresh)
        return Segment(Kind.CUE, position, cue.after, cue=cue) if cue else None

    def _match_aside(self, position: int, end: int, *, fresh: bool) -> Segment | None:
        pattern = _WRAPPED_ASIDE if self.wrapped else _ASIDE
        aside = pattern.match(self.text, position, end)
        if aside is None:
            return None
        words, after = aside[1] or aside[2], aside.end()
        mode = find_mode(words)
        colon = find_colon(self.text, after)
        if mode is not None and colon is not None:
            return Segment(Kind.MODE, position, colon.end(), mode=mode)
        alone = bool(_LINE_REST.match(self.text, after, end))
        if fresh and alone:
            return Segment(Kind.ASIDE, position, after)
        if fresh and mode in (Mode.VOICE_OVER, Mode.ON_CAMERA) and len(words) <= 16:
            return Segment(Kind.MODE, position, after, mode=mode)
        if not is_caps_text(words):
            return None
        if is_structural(words) or self._follows(after, end):
            return Segment(Kind.ASIDE, position, after)
        return None

    def _follows(self, position: int, end: int) -> bool:
        """Say whether a cue or another direction in capitals comes next."""
        position = self._skip(position, end)
        if position >= end:
            return False
        if self.text[position] in "([":
            aside = _ASIDE.match(self.text, position, end)
            return aside is not None and is_caps_text(aside[1] or aside[2])
        return self._match_cue(position, end, fresh=False) is not None

    def _match_cue(self, position: int, end: int, *, fresh: bool) -> CueMatch | None:
        first = self.text[position]
        if not first.isupper() and first not in "\"“'‘" and not is_emergency_call(self.text, position):
            return None
        if not may_begin_caps_head(self.text, position) and not (fresh and self.grammar.title_heads):
            return None
        match = match_cue(self.text, position, end, wrapped=self.wrapped)
        if match is None or not is_line_cue(match, self.grammar):
            return None
        if fresh:
            self.openers.add(match.parts.head)
            return match
        if self._is_certain(match):
            return match
        return None

    def _is_certain(self, match: CueMatch) -> bool:
        """In running text a cue must name somebody known, or have the full form."""
        parts = match.parts
        if not is_caps_head(parts.head):
            return False
        if parts.role or parts.mode or is_anonymous(parts.head) or len(parts.head.split()) >= 2:
            return True
        self.doubts += 1
        return parts.head in self.openers or self.book.find(parts.head, match.start) is not None
