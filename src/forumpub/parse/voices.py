"""Who a speaker line names."""

from __future__ import annotations

from forumpub.model import Confidence
from forumpub.parse.canonical import canonical_text
from forumpub.parse.draft import Cue
from forumpub.source import SourceText, Span
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The fields of a speaker line; `name` is None for "Villager:" and the like."""

    name: str | None
    role: str | None = None
    org: str | None = None
    confidence: Confidence = Confidence.HIGH


def make_cue(source: SourceText, span: Span, voice: Voice) -> Cue:
    """Make the cue of a speaker line, given where it stands and whom it names."""
    return Cue(
        raw=canonical_text(source.slice(span)),
        span=span,
        name=voice.name,
        role=voice.role,
        org=voice.org,
        confidence=voice.confidence,
    )
