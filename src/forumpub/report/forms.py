"""The forms of a report: full and concise for people, JSON lines for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from forumpub.excerpts import PlacedDiagnostic
from forumpub.report.lines import Drawing, Fragment, Line, draw_all, draw_concise, draw_failure, draw_full
from forumpub.schema import dump_diagnostic, dump_line
from forumpub.source import Position
from forumpub.values import dataclass


class FailureDrawing(Protocol):
    """Draws what is not the text's fault."""

    def __call__(self, name: str, message: str, hints: Sequence[str]) -> Iterator[Line]:
        """Draw the failure of one input."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a report is written. `folds`: repeats are counted. `sums`: a line at the end counts everything."""

    finding: Drawing
    failure: FailureDrawing
    folds: bool
    sums: bool

    def draw(self, name: str, placed: Iterable[PlacedDiagnostic], *, fold: bool) -> Iterator[Line]:
        """Draw the diagnostics of one file."""
        return draw_all(name, placed, self.finding, fold=fold and self.folds)


def draw_json(name: str, finding: PlacedDiagnostic) -> Iterator[Line]:
    """Draw a diagnostic as a line of JSON."""
    excerpt = finding.excerpt
    position = Position(excerpt.line, excerpt.column) if excerpt else None
    yield (Fragment(dump_diagnostic(finding.diagnostic, file=name, position=position)),)


def draw_json_failure(name: str, message: str, hints: Sequence[str]) -> Iterator[Line]:
    """Draw a failure as a line of JSON."""
    yield (Fragment(dump_line({"file": name, "failure": message, "hints": list(hints)})),)


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "full": Form(finding=draw_full, failure=draw_failure, folds=True, sums=True),
        "concise": Form(finding=draw_concise, failure=draw_failure, folds=True, sums=True),
        "json": Form(finding=draw_json, failure=draw_json_failure, folds=False, sums=False),
    }
)
