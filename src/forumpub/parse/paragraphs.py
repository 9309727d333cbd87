"""Lines to paragraphs: which line ends a program set, and which an author."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from forumpub.parse.canonical import trim
from forumpub.parse.labels import ends_sentence
from forumpub.source import SourceText

# Nobody wraps lines wider than this; a file whose lines are longer has one paragraph a line.
_WRAP_COLUMNS_MAX = 130
# Nor narrower ones; with so few lines to judge by, one must break in mid-sentence beyond doubt.
_WRAP_COLUMNS_MIN = 36
_FEW_PAIRS = 3
_SAMPLE_PAIRS = 2000
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
_FIRST_WORD = re.compile(r"\S+")
_INDENT_COLUMNS = 2
# A rule for a line, given its first and last offset: whether a paragraph begins, or ends, with it.
LineTest: TypeAlias = Callable[[int, int], bool]
# A rule for two neighbouring lines, given the offsets of the first and the end of the second.
PairTest: TypeAlias = Callable[[int, int, int], bool]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the source without the blanks around it; `indented` by two columns or more."""

    start: int
    end: int
    indented: bool


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indented: bool
    after_blank: bool


@dataclass(frozen=True, slots=True)
class _LineRules:
    begins: LineTest
    ends: LineTest
    parts: PairTest

    def separate(self, before: _Line, line: _Line) -> bool:
        """Say whether two lines are certainly two paragraphs."""
        return (
            line.after_blank
            or (line.indented and not before.indented)
            or self.begins(line.start, line.end)
            or self.ends(before.start, before.end)
            or self.parts(before.start, before.end, line.end)
        )


def _never_parts(start: int, end: int, next_end: int) -> bool:
    return False


def split_paragraphs(
    source: SourceText, body_start: int, *, begins: LineTest, ends: LineTest, parts: PairTest | None = None
) -> tuple[Paragraph, ...]:
    """Split a text into paragraphs.

    Blank lines separate paragraphs. Where the file is hard-wrapped, neighbouring lines are one paragraph;
    elsewhere every line is one. Whether it is wrapped is told by lines that break in mid-sentence where the
    next word wouldn't have fitted.

    Args:
        source: the text.
        body_start: the offset at which to begin.
        begins: a line that begins a paragraph even in a wrapped file.
        ends: a line that is a whole paragraph, so that the next one begins another.
        parts: two lines that don't belong together.
    """
    rules = _LineRules(begins, ends, parts or _never_parts)
    lines = _content_lines(source, body_start)
    width = _wrap_width(source.text, lines, rules)
    if width is None:
        return tuple(Paragraph(line.start, line.end, line.indented) for line in lines)
    paragraphs: list[Paragraph] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        joins = (
            before is not None
            and not rules.separate(before, line)
            and (
                _is_full(source.text, before, line, width)
                or (source.text[line.start].islower() and _runs_on(source.text, before, line))
            )
        )
        if joins:
            last = paragraphs[-1]
            paragraphs[-1] = Paragraph(last.start, line.end, last.indented)
        else:
            paragraphs.append(Paragraph(line.start, line.end, line.indented))
    return tuple(paragraphs)


def _content_lines(source: SourceText, body_start: int) -> list[_Line]:
    """Return the lines that hold text."""
    found: list[_Line] = []
    after_blank = True
    for line in source.lines:
        if line.end < body_start:
            continue
        start = max(line.start, body_start)
        span = trim(source.text, start, line.end)
        if not len(span):
            after_blank = True
            continue
        indent = source.text[start : span.start].expandtabs(_INDENT_COLUMNS)
        columns = len(indent) + indent.count("\u3000")
        found.append(_Line(span.start, span.end, columns >= _INDENT_COLUMNS, after_blank))
        after_blank = False
    return found


def _wrap_width(text: str, lines: list[_Line], rules: _LineRules) -> int | None:
    """Return the column at which a file is wrapped, None where it isn't."""
    pairs: list[tuple[_Line, _Line]] = []
    for before, line in itertools.pairwise(lines):
        if line.after_blank or (line.indented and not before.indented):
            continue
        if line.end - line.start > _WRAP_COLUMNS_MAX or before.end - before.start > _WRAP_COLUMNS_MAX:
            return None
        if rules.separate(before, line):
            continue
        pairs.append((before, line))
        if len(pairs) >= _SAMPLE_PAIRS:
            break
    if not pairs:
        return None
    width = max(_columns(text[line.start : line.end]) for pair in pairs for line in pair)
    middle = sum(not ends_sentence(text, before.start, before.end) for before, _ in pairs) / len(pairs)
    full = sum(_is_full(text, before, line, width) for before, line in pairs) / len(pairs)
    separated = any(line.after_blank for line in lines[1:])
    if len(pairs) < _FEW_PAIRS and not any(_runs_on(text, before, line) for before, line in pairs):
        return None
    ragged = separated and len(pairs) > _FEW_PAIRS and middle >= 0.6 and full >= 0.3
    wrapped = middle >= 0.5 and (full >= 0.7 or ragged)
    return width if wrapped and _WRAP_COLUMNS_MIN <= width <= _WRAP_COLUMNS_MAX else None


def _columns(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _is_full(text: str, before: _Line, line: _Line, width: int) -> bool:
    """Say whether the first word of the next line wouldn't have fitted on the line before."""
    word = _FIRST_WORD.match(text, line.start, line.end)
    first = word.group() if word else ""
    wide = _WIDE.match(first)
    needed = 4 if wide else 1 + _columns(first)  # a mark that may not begin a line pulls a character along
    return _columns(text[before.start : before.end]) + needed > width


def _runs_on(text: str, before: _Line, line: _Line) -> bool:
    """Say whether a sentence goes on for certain: in lower case, or in Chinese, which has no case."""
    goes_on = text[line.start].islower() or (
        _WIDE.match(text[line.start]) and _WIDE.match(text[before.end - 1])
    )
    return bool(goes_on) and not ends_sentence(text, before.start, before.end)
