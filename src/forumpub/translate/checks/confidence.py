"""H1: translations that the engine itself was not sure of."""

from __future__ import annotations

from collections.abc import Iterator

from forumpub.rules import translation as rules
from forumpub.translate.checks.pair import Pair
from forumpub.translate.findings import Finding

# Mean log-probability of a token. What a model makes up lies below, and little of what it knows does; no
# model's own scores were measured for it.
LOW_SCORE = -1.6


def check_confidence(pair: Pair) -> Iterator[Finding]:
    """Find translations whose tokens were improbable to the engine."""
    if pair.score is not None and pair.score < LOW_SCORE:
        message = f"the engine was not sure of this translation (score {pair.score:.2f})"
        yield Finding(rule=rules.LOW_CONFIDENCE, message=message)
