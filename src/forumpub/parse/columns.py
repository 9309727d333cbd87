"""Two-column scripts: what the viewer sees on the left, what is heard on the right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forumpub.parse.canonical import trim
from forumpub.parse.production import read_production_cue
from forumpub.patterns import lazy_pattern
from forumpub.source import Line, Span
from forumpub.values import dataclass

_HEADER = lazy_pattern(
    r"\s*\|?\s*(?:VIDEO|VISUALS?|PICTURE)(?P<gap>\s*\|\s*|\t+|\s{2,})(?:AUDIO|SOUND|COPY)\s*\|?\s*$",
    re.IGNORECASE,
)
_MAX_HEADER_CHARS = 300
_RULE = lazy_pattern(r"[\s|:+=_-]*[-=_]{2,}[\s|:+=_-]*$")
_WIDE_GAP = lazy_pattern(r"\S(?P<gap>[ \u00a0]{3,})(?=\S)")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a script. `left` is None in a script of one column; both spans may be empty.

    `marks` are the characters that only draw the table.
    """

    left: Span | None
    right: Span
    marks: tuple[Span, ...] = ()


def has_column_header(text: str) -> bool:
    """Say whether a line is the head of a two-column script."""
    words = text.strip()
    return len(words) <= _MAX_HEADER_CHARS and bool(_HEADER.match(words))


def _is_rule(text: str) -> bool:
    words = text.strip()
    return 2 <= len(words) <= _MAX_HEADER_CHARS and bool(_RULE.fullmatch(words))


def split_rows(lines: Sequence[Line], text: str) -> list[Row]:
    """Cut lines into cells. Pipes or tabs divide them, else the place of AUDIO in the head of the table."""
    filled = [line for line in lines if line.text.strip()]
    header = next((line for line in filled[:60] if has_column_header(line.text)), None)
    for divider in ("|", "\t"):
        divided = sum(divider in line.text for line in filled)
        if divided and (divided * 2 > len(filled) or (header is not None and divider in header.text)):
            return [_cut_at(line, divider, text, header) for line in lines]
    if header is not None:
        column = re.search(r"(?:AUDIO|SOUND|COPY)", header.text, re.IGNORECASE)
        at = column.start() if column else 0
        return [_cut_near(line, at, text, header) for line in lines]
    return [Row(None, trim(text, line.start, line.end)) for line in lines]


def _cut_at(line: Line, divider: str, text: str, header: Line | None) -> Row:
    whole = trim(text, line.start, line.end)
    if header is not None and line.start < header.start and divider not in line.text:
        return Row(None, whole)
    if _is_rule(line.text):
        return Row(None, Span(whole.end, whole.end), (whole,))
    if line is header:
        return Row(None, Span(whole.end, whole.end), (whole,))
    start, end, marks = whole.start, whole.end, []
    if divider == "|":
        if text[start : start + 1] == "|" and "|" in text[start + 1 : end]:
            marks.append(Span(start, start + 1))
            start += 1
        if end - start > 1 and text[end - 1] == "|" and "|" in text[start : end - 1]:
            marks.append(Span(end - 1, end))
            end -= 1
    at = text.find(divider, start if divider == "|" else line.start, end)
    if at < 0 and read_production_cue(text[start : min(end, start + 500)]) is not None:
        return Row(trim(text, start, end), Span(end, end), tuple(marks))
    if at < 0:
        return Row(Span(end, end), trim(text, start, end), tuple(marks))
    if divider == "|":
        marks.append(Span(at, at + 1))
    return Row(trim(text, min(start, at), at), trim(text, at + 1, end), tuple(marks))


def _cut_near(line: Line, column: int, text: str, header: Line) -> Row:
    """Cut at the wide gap whose end is nearest to the column; a line without one is all left or all right."""
    whole = trim(text, line.start, line.end)
    if line is header or _is_rule(line.text):
        return Row(None, Span(whole.end, whole.end), (whole,))
    if line.start < header.start:
        return Row(None, whole)
    gaps = [match.end() for match in _WIDE_GAP.finditer(line.text[: column + 80])]
    if gaps:
        at = min(gaps, key=lambda end: abs(end - column))
        if abs(at - column) <= max(12, column // 2):
            return Row(trim(text, line.start, line.start + at), trim(text, line.start + at, line.end))
    indent = len(line.text) - len(line.text.lstrip())
    if indent * 2 >= column:
        return Row(Span(whole.start, whole.start), whole)
    if whole.end - line.start <= column:
        return Row(whole, Span(whole.end, whole.end))
    return Row(Span(whole.start, whole.start), whole)
