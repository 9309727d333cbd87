"""Diagnostics as lines for people, each a row of fragments with a tone; how a tone looks is decided later."""

from __future__ import annotations

import bisect
import enum
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from forumpub.diagnostics import Severity
from forumpub.excerpts import Excerpt, PlacedDiagnostic
from forumpub.report.visible import show_cells, show_text

# How many findings of one rule are shown in full before the rest is counted.
_SHOWN_OF_A_RULE = 3
_WIDTH = 100


class Tone(enum.StrEnum):
    """What a fragment is."""

    PLAIN = "plain"
    PLACE = "place"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    MUTED = "muted"
    GOOD = "good"


class Fragment(NamedTuple):
    """Characters of one tone, safe to show."""

    text: str
    tone: Tone = Tone.PLAIN


Line: TypeAlias = tuple[Fragment, ...]
Drawing: TypeAlias = Callable[[str, PlacedDiagnostic], Iterator[Line]]

TONES: Mapping[Severity, Tone] = MappingProxyType(
    {Severity.ERROR: Tone.ERROR, Severity.WARNING: Tone.WARNING, Severity.INFO: Tone.INFO}
)


def draw_all(
    name: str, placed: Iterable[PlacedDiagnostic], draw: Drawing, *, fold: bool = True
) -> Iterator[Line]:
    """Draw the diagnostics of one file in their order; with `fold`, repeats of a rule are counted."""
    counts: dict[str, int] = {}
    severities: dict[str, Severity] = {}
    for finding in placed:
        rule = finding.diagnostic.rule
        counts[rule.slug] = counts.get(rule.slug, 0) + 1
        severities[rule.slug] = rule.severity
        if not fold or counts[rule.slug] <= _SHOWN_OF_A_RULE:
            yield from draw(name, finding)
    if fold:
        yield from _folded(name, counts, severities)


def draw_full(name: str, finding: PlacedDiagnostic) -> Iterator[Line]:
    """Draw a diagnostic with its source line, a mark under the place, and the hints."""
    yield next(draw_concise(name, finding))
    excerpt = finding.excerpt
    gutter = len(str(excerpt.line)) if excerpt else 0
    if excerpt:
        shown, marks = _marked(excerpt, _WIDTH - gutter - 3)
        bar = Fragment(f" {'':{gutter}} | ", Tone.MUTED)
        yield (Fragment(f" {excerpt.line} | ", Tone.MUTED), Fragment(shown))
        yield (bar, Fragment(marks, TONES[finding.diagnostic.severity]))
    for hint in finding.diagnostic.hints:
        yield (Fragment(f" {'':{gutter}} = ", Tone.MUTED), Fragment(f"help: {show_text(hint)}"))


def draw_concise(name: str, finding: PlacedDiagnostic) -> Iterator[Line]:
    """Draw a diagnostic on one line: `file:line:column: severity[rule] message`."""
    diagnostic, excerpt = finding.diagnostic, finding.excerpt
    place = f"{show_text(name)}:{excerpt.line}:{excerpt.column}: " if excerpt else f"{show_text(name)}: "
    kind = f"{diagnostic.severity}[{diagnostic.rule.slug}]"
    yield (
        Fragment(place, Tone.PLACE),
        Fragment(kind, TONES[diagnostic.severity]),
        Fragment(f" {show_text(diagnostic.message)}"),
    )


def draw_failure(name: str, message: str, hints: Sequence[str]) -> Iterator[Line]:
    """Draw what is not the text's fault; `name` is the input, shown where the message doesn't say it."""
    place = [Fragment(f"{show_text(name)}: ", Tone.PLACE)] if name and name not in message else []
    yield (*place, Fragment("error", Tone.ERROR), Fragment(f": {show_text(message)}"))
    for hint in hints:
        yield (Fragment("  = ", Tone.MUTED), Fragment(f"help: {show_text(hint)}"))


def count_words(counts: Mapping[str, int]) -> str:
    """Return "2 errors, 1 warning" for counts by their words in the singular; zeros are left out."""
    return ", ".join(
        f"{count:,} {word}{'' if count == 1 else 's'}" for word, count in counts.items() if count
    )


def _folded(name: str, counts: Mapping[str, int], severities: Mapping[str, Severity]) -> Iterator[Line]:
    for slug, count in counts.items():
        if count > _SHOWN_OF_A_RULE:
            yield (
                Fragment(f"{show_text(name)}: ", Tone.PLACE),
                Fragment(f"{severities[slug]}[{slug}]", TONES[severities[slug]]),
                Fragment(f" … {count - _SHOWN_OF_A_RULE:,} more", Tone.MUTED),
            )


def _marked(excerpt: Excerpt, width: int) -> tuple[str, str]:
    """Return the source line and the marks below it, cut to a width around the place."""
    text, start, end = excerpt.text, excerpt.start, max(excerpt.end, excerpt.start + 1)
    _, columns = show_cells(text)
    first, last = 0, len(text)
    if columns[-1] > width or excerpt.cut_before or excerpt.cut_after:
        # A third of the room before the place, so that what comes next is seen too.
        left = max(0, columns[min(start, len(text))] - width // 3)
        first = bisect.bisect_left(columns, left) if excerpt.cut_before or left else 0
        last = max(first, bisect.bisect_right(columns, columns[first] + width - 2) - 1)
    before = "…" if first > 0 or excerpt.cut_before else ""
    after = "…" if last < len(text) or excerpt.cut_after else ""
    shown, cells = show_cells(text[first:last])
    cells.append(cells[-1] + 1)
    top = len(cells) - 1
    mark_from, mark_to = cells[min(start - first, top)], cells[min(end - first, top)]
    return f"{before}{shown}{after}", " " * (len(before) + mark_from) + "^" * max(1, mark_to - mark_from)


def take_severities(
    placed: Iterable[PlacedDiagnostic], severities: Iterable[Severity]
) -> Iterator[PlacedDiagnostic]:
    """Keep the diagnostics of some severities."""
    wanted = frozenset(severities)
    return itertools.filterfalse(lambda finding: finding.diagnostic.severity not in wanted, placed)
