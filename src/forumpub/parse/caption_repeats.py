"""Caption lines that a roll-up decoder wrote more than once."""

from __future__ import annotations

from collections.abc import Sequence

from forumpub.source import Line

_MIN_WORDS = 3
_MAX_ROWS = 4


def find_repeats(lines: Sequence[Line]) -> list[Line]:
    """Find the lines to set aside, in order.

    A line that repeats the one above it, or its end, goes; so does one that the line below begins with and
    continues. Where a group of lines begins with the rows that ended the group above, these rows go. Short
    lines ("No.") may well be said twice: they go only in a text that repeats longer ones.
    """
    groups = _group(lines)
    long_repeats = _find(groups, min_words=_MIN_WORDS)
    return _find(groups, min_words=1) if len(long_repeats) >= 2 else long_repeats


def _group(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line.text.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _find(groups: Sequence[Sequence[Line]], *, min_words: int) -> list[Line]:
    found: list[Line] = []
    above: list[str] = []
    pending: Line | None = None
    for group in groups:
        rows = [_fold(line.text) for line in group]
        carried = _carried_rows(above, rows, min_words)
        for place, (line, row) in enumerate(zip(group, rows, strict=True)):
            last = (rows[place - 1] if place else (above[-1] if above else "")) or ""
            words = last.count(" ") + 1
            said = (row == last and words >= min_words) or (
                row.count(" ") >= _MIN_WORDS - 1 and last.endswith(" " + row)
            )
            if place < carried or said:
                found.append(line)
                continue
            if pending is not None and last and row.startswith(last + " ") and words >= max(2, min_words):
                found.append(pending)
            pending = line
        above = rows
    return sorted(found, key=lambda line: line.start)


def _carried_rows(above: Sequence[str], rows: Sequence[str], min_words: int) -> int:
    """How many rows at the top of a group are the last rows of the group above."""
    for count in range(min(len(above), len(rows), _MAX_ROWS), 0, -1):
        same = list(above[-count:]) == list(rows[:count])
        if same and sum(row.count(" ") + 1 for row in rows[:count]) >= min_words:
            return count
    return 0


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
