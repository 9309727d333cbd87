"""Lines to paragraphs: which line ends a program set, and which an author."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TypeAlias

from forumpub.parse.canonical import trim
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText
from forumpub.values import dataclass

# Nobody wraps lines wider than this; a file whose lines are longer has one paragraph a line.
_WRAP_COLUMNS_MAX = 130
# Nor narrower ones; with so few lines to judge by, one must break in mid-sentence beyond doubt.
_WRAP_COLUMNS_MIN = 36
_FEW_PAIRS = 3
_SAMPLE_PAIRS = 2000
_WIDE = lazy_pattern(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
# Thai, Lao, Burmese and Khmer have blanks between clauses only; a word is about so wide.
_UNSPACED = lazy_pattern(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_UNSPACED_WORD_COLUMNS = 10
_FIRST_WORD = lazy_pattern(r"\S+")
_INDENT_COLUMNS = 2
# Word's line break inside a paragraph, and Unicode's.
_SOFT_BREAK = lazy_pattern("[\x0b\u2028]")
_SHORT_LINE_CHARS = 400
_WIDE_TAIL = 12
_STOPS = frozenset(".!?。！？…；;។៕။")
_NEVER_FIRST = frozenset("。，、；：？！）】》」』”’,.;:?!)]}")
# A rule for a line, given its first and last offset: whether a paragraph begins with it.
LineTest: TypeAlias = Callable[[int, int], bool]
# A rule for two neighbouring lines, given the offsets of the first and the end of the second: whether they
# are two paragraphs.
PairTest: TypeAlias = Callable[[int, int, int], bool]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the source without the blanks around it; `indented` by two columns or more."""

    start: int
    end: int
    indented: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """`indent` are the columns of blanks before the text, `lead` how many characters these are."""

    start: int
    end: int
    indent: int
    lead: int
    after_blank: bool

    @property
    def indented(self) -> bool:
        return self.indent >= _INDENT_COLUMNS


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How a file is wrapped: its widest line in columns and in characters; whether it has blank lines."""

    columns: int
    characters: int
    separated: bool

    def joins(self, text: str, before: _Line, line: _Line) -> bool:
        """Say whether a program broke a paragraph between two lines that nothing else separates."""
        if text[line.start] in _NEVER_FIRST or _is_full(text, before, line, self):
            return True
        middle = not _is_whole(text, before)
        return middle and (self.separated or text[line.start].islower())


@dataclass(frozen=True, slots=True)
class _LineRules:
    begins: LineTest
    parts: PairTest

    def separate(self, before: _Line, line: _Line) -> bool:
        """Say whether two lines are certainly two paragraphs."""
        return (
            line.after_blank
            or (line.indented and not before.indented)
            or self.begins(line.start, line.end)
            or self.parts(before.start, before.end, line.end)
        )


def _never_parts(start: int, end: int, next_end: int) -> bool:
    return False


def split_paragraphs(
    source: SourceText, body_start: int, *, begins: LineTest, parts: PairTest | None = None
) -> tuple[Paragraph, ...]:
    """Split a text into paragraphs.

    Blank lines separate paragraphs. Where the file is hard-wrapped, neighbouring lines are one paragraph;
    elsewhere every line is one. Whether it is wrapped is told by lines that break in mid-sentence where the
    next word wouldn't have fitted.

    Args:
        source: the text.
        body_start: the offset at which to begin.
        begins: a line that begins a paragraph even in a wrapped file.
        parts: two lines that don't belong together.
    """
    rules = _LineRules(begins, parts or _never_parts)
    lines = _content_lines(source, body_start, rules)
    wrap = _find_wrap(source.text, lines, rules)
    if wrap is None:
        return tuple(Paragraph(line.start, line.end, line.indented) for line in lines)
    paragraphs: list[Paragraph] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        joins = (
            before is not None and not rules.separate(before, line) and wrap.joins(source.text, before, line)
        )
        if joins:
            last = paragraphs[-1]
            paragraphs[-1] = Paragraph(last.start, line.end, last.indented)
        else:
            paragraphs.append(Paragraph(line.start, line.end, line.indented))
    return tuple(paragraphs)


def _content_lines(source: SourceText, body_start: int, rules: _LineRules) -> list[_Line]:
    """Return the lines that hold text.

    A soft break parts two lines only where the reader knows one of them for whole: a speaker line, a
    sign-off. Elsewhere it stands inside a sentence as often as between two.
    """
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
        for piece in _break_softly(source.text, span.start, span.end, rules):
            found.append(_Line(*piece, columns, span.start - start, after_blank))
            after_blank = False
    return found


def _break_softly(text: str, start: int, end: int, rules: _LineRules) -> Iterator[tuple[int, int]]:
    """Yield a line, or its parts where one of its soft breaks ends a whole line."""
    breaks = [*_SOFT_BREAK.finditer(text, start, end)]
    for soft, following in itertools.zip_longest(breaks, breaks[1:]):
        first = trim(text, start, soft.start())
        second = trim(text, soft.end(), following.start() if following else end)
        # Only a short line is looked at whole: what a flood of breaks costs stays linear.
        if not len(first) or not len(second) or len(first) > _SHORT_LINE_CHARS:
            continue
        if rules.begins(second.start, second.end) or rules.parts(first.start, first.end, second.end):
            yield first.start, first.end
            start = second.start
    yield start, end


def _find_wrap(text: str, lines: list[_Line], rules: _LineRules) -> _Wrap | None:
    """Say how a file is wrapped, None where it isn't."""
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
    separated = any(line.after_blank for line in lines[1:])
    members = [line for pair in pairs for line in pair]
    wrap = _Wrap(
        max(_columns(text, line) for line in members),
        max(line.lead + line.end - line.start for line in members),
        separated,
    )
    middle = sum(not _is_whole(text, before) for before, _ in pairs) / len(pairs)
    full = sum(_is_full(text, before, line, wrap) for before, line in pairs) / len(pairs)
    clear = separated and full == 1 and middle >= 0.5
    if len(pairs) < _FEW_PAIRS and not clear and not any(_runs_on(text, *pair) for pair in pairs):
        return None
    ragged = separated and len(pairs) > _FEW_PAIRS and middle >= 0.6 and full >= 0.3
    ragged = ragged or (separated and len(pairs) > 1 and middle == 1 and full >= 0.5)
    wrapped = middle >= 0.5 and (full >= 0.7 or ragged)
    return wrap if wrapped and _WRAP_COLUMNS_MIN <= wrap.columns <= _WRAP_COLUMNS_MAX else None


def _columns(text: str, line: _Line) -> int:
    return line.indent + _width(text[line.start : line.end])


def _is_whole(text: str, line: _Line) -> bool:
    """Say whether a line ends with a sentence; a bracket or quotation mark alone ends none."""
    tail = text[max(line.start, line.end - 8) : line.end].rstrip("\"”’'」』)）】]］〉》")
    return tail[-1:] in _STOPS if tail else False


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _is_full(text: str, before: _Line, line: _Line, wrap: _Wrap) -> bool:
    """Say whether the first word of the next line wouldn't have fitted on the line before."""
    word = _FIRST_WORD.match(text, line.start, line.end)
    first = word.group() if word else ""
    columns = _columns(text, before)
    characters = before.lead + before.end - before.start  # some programs count these
    if _UNSPACED.match(text[before.end - 1]):
        return columns + _UNSPACED_WORD_COLUMNS > wrap.columns  # no blank tells the next word from its clause
    if _WIDE.search(text, max(before.start, before.end - _WIDE_TAIL), before.end):
        # A mark that may not begin a line pulls a character along.
        return columns + 4 > wrap.columns or characters + 1 > wrap.characters
    return columns + 1 + _width(first) > wrap.columns or characters + 1 + len(first) > wrap.characters


def _runs_on(text: str, before: _Line, line: _Line) -> bool:
    """Say whether a sentence goes on for certain: in lower case, or in Chinese, which has no case."""
    if text[line.start] in _NEVER_FIRST:
        return True
    goes_on = text[line.start].islower() or (
        _WIDE.match(text[line.start]) and _WIDE.match(text[before.end - 1])
    )
    return bool(goes_on) and not _is_whole(text, before)
