"""Who a speaker line names."""

from __future__ import annotations

from forumpub.model import Confidence
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The fields of a speaker line; `name` is None for "Villager:" and the like."""

    name: str | None
    role: str | None = None
    org: str | None = None
    confidence: Confidence = Confidence.HIGH
