"""Diagnostics with the words they speak of: all that a report needs once the text itself is gone."""

from __future__ import annotations

from collections.abc import Iterable

from forumpub.diagnostics import Diagnostic, sort_by_place
from forumpub.source import SourceText
from forumpub.values import dataclass

# More than any terminal shows on one line, so that a line of 50 MB costs no more than a short one.
_REACH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A place in a source text.

    `text` is the line, or a part of it that holds the place; `start` and `end` are the place in `text`, end
    at least `start`. `cut_before` and `cut_after`: the line goes on there. `line` and `column` count from 1.
    """

    line: int
    column: int
    text: str
    start: int
    end: int
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDiagnostic:
    """A diagnostic and its place."""

    diagnostic: Diagnostic
    excerpt: Excerpt | None


def place_diagnostics(
    diagnostics: Iterable[Diagnostic], source: SourceText | None
) -> tuple[PlacedDiagnostic, ...]:
    """Put diagnostics in the order of the text, each with its line; without a text, none has one.

    What two steps or two renderers both found is said once.
    """
    return tuple(
        PlacedDiagnostic(diagnostic=diagnostic, excerpt=_excerpt(diagnostic, source))
        for diagnostic in sort_by_place(dict.fromkeys(diagnostics))
    )


def _excerpt(diagnostic: Diagnostic, source: SourceText | None) -> Excerpt | None:
    span = diagnostic.span
    if source is None or span is None or span.start > len(source.text):
        return None
    line = source.line_at(span.start)
    position = source.position(span.start)
    # A span may begin in a line's end, which the line doesn't hold.
    start = min(span.start, line.end)
    end = max(start, min(span.end, line.end))
    first, last = (
        max(line.start, start - _REACH),
        min(line.end, max(start, min(end, start + _REACH)) + _REACH),
    )
    return Excerpt(
        line=position.line,
        column=position.column,
        text=source.text[first:last],
        start=start - first,
        end=min(end, last) - first,
        cut_before=first > line.start,
        cut_after=last < line.end,
    )
