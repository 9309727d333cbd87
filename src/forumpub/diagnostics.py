"""What a step noticed, as values: rules, diagnostics, and a result that travels with them."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Generic, TypeVar

from forumpub.source import Position, Span
from forumpub.values import dataclass

T = TypeVar("T")


class Severity(enum.StrEnum):
    """How much a finding matters, most first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of finding, declared once in `forumpub.rules`.

    `why` says in a sentence or two why an editor should care, `example` shows an input that triggers it,
    `remedy` what to do about it.
    """

    slug: str
    severity: Severity
    why: str
    example: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding.

    `message` is one lower-case line that stands alone. `span` points into the source text; None is a
    finding about the text as a whole. `related` are other places that the message speaks of. `position` is
    line and column of a diagnostic that was stored, and is read again without its text.
    """

    rule: Rule
    message: str
    span: Span | None = None
    hints: tuple[str, ...] = ()
    related: tuple[Span, ...] = ()
    position: Position | None = None

    @property
    def severity(self) -> Severity:
        """The severity of the rule."""
        return self.rule.severity


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """A value and what was noticed while it was made."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()


class Findings:
    """Collects the diagnostics of one step. Lives only inside that step; its result is an `Outcome`."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

    def add(
        self,
        rule: Rule,
        message: str,
        span: Span | None = None,
        *,
        hints: Iterable[str] = (),
        related: Iterable[Span] = (),
    ) -> None:
        """Add one finding."""
        self._found.append(
            Diagnostic(rule=rule, message=message, span=span, hints=tuple(hints), related=tuple(related))
        )

    def take(self, outcome: Outcome[T]) -> T:
        """Keep the diagnostics of another step's outcome and return its value."""
        self._found.extend(outcome.diagnostics)
        return outcome.value

    def outcome(self, value: T) -> Outcome[T]:
        """Return `value` with everything that was found."""
        return Outcome(value, tuple(self._found))


def worst_severity(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """Return the most severe severity among `diagnostics`, None where there are none."""
    order = list(Severity)
    return min((d.severity for d in diagnostics), key=order.index, default=None)


def sort_by_place(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Order diagnostics as the text reads; those about the whole text come first."""
    return tuple(sorted(diagnostics, key=lambda d: (d.span.start if d.span else -1, d.rule.slug, d.message)))
