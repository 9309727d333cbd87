"""What a check found in one translated segment, before it is placed in an edition."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity
from forumpub.source import Span
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding in a segment.

    `message` is one lower-case line that stands alone. `source` and `target` are the words concerned, as
    ranges of code points of the segment's two texts.
    """

    rule: Rule
    message: str
    source: Span | None = None
    target: Span | None = None

    @property
    def severity(self) -> Severity:
        """The severity of the rule."""
        return self.rule.severity
