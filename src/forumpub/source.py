"""Decoded text and positions in it."""

from __future__ import annotations

import bisect
import functools
from dataclasses import field
from typing import NamedTuple

from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

# Editors and terminals end a line at LF, CRLF or CR only. `str.splitlines` also splits at U+2028, NEL,
# form feeds and others, and would give line numbers that no editor shows.
_LINE_END = lazy_pattern(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of code points in a source text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start


class Line(NamedTuple):
    """One line of a source text, without its line end. `start` and `end` are code point offsets."""

    start: int
    end: int
    text: str


class Position(NamedTuple):
    """Where a diagnostic points. `line` and `column` count from 1, in code points."""

    line: int
    column: int


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """A decoded transcript: what every reader reads and every span points into.

    `text` has no byte order mark and keeps its line ends. `sha256` is the digest of the bytes it was
    decoded from.
    """

    name: str
    text: str
    sha256: str = ""
    encoding: str = "utf-8"
    bom: bool = False
    eol: str = field(default="LF")

    @functools.cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines in order; a text that ends in a line end has no empty line after it."""
        found: list[Line] = []
        start = 0
        for match in _LINE_END.finditer(self.text):
            found.append(Line(start, match.start(), self.text[start : match.start()]))
            start = match.end()
        if start < len(self.text) or not found:
            found.append(Line(start, len(self.text), self.text[start:]))
        return tuple(found)

    @functools.cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, offset: int) -> Line:
        """Return the line that holds `offset`."""
        return self.lines[max(0, bisect.bisect_right(self._line_starts, offset) - 1)]

    def position(self, offset: int) -> Position:
        """Return line and column of `offset`, both from 1."""
        index = max(0, bisect.bisect_right(self._line_starts, offset) - 1)
        return Position(index + 1, offset - self._line_starts[index] + 1)

    def slice(self, span: Span) -> str:
        """Return the characters of `span`."""
        return self.text[span.start : span.end]


def find_eol(text: str) -> str:
    """Name the line ends of a text: `LF`, `CRLF`, `CR`, `mixed`, or `none`."""
    names = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
    kinds = {names[match.group()] for match in _LINE_END.finditer(text)}
    if not kinds:
        return "none"
    return kinds.pop() if len(kinds) == 1 else "mixed"
