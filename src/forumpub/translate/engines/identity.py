"""The engine that changes nothing: every step of an edition can be tried without a model."""

from __future__ import annotations

from collections.abc import Sequence

from forumpub.model import EngineUse
from forumpub.source import Span
from forumpub.translate.engine import Decoding, Hypothesis, Link, Translatable
from forumpub.values import dataclass

NAME = "identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityEngine:
    """Gives each sentence back. It is sure of itself: the score is 0, the log-probability of certainty."""

    use: EngineUse

    def measure(self, sentence: str) -> Translatable:
        """Count code points; any number fits."""
        return Translatable(tokens=len(sentence), fits=True)

    def translate(self, sentences: Sequence[str], decoding: Decoding) -> tuple[tuple[Hypothesis, ...], ...]:
        """Give each sentence back as its only hypothesis."""
        return tuple((_same(sentence, decoding),) for sentence in sentences)


def open_identity(source_lang: str, target_lang: str) -> IdentityEngine:
    """Return the engine for a pair of languages, whatever they are."""
    return IdentityEngine(use=EngineUse(name=NAME, model=NAME, route=(source_lang, target_lang)))


def _same(sentence: str, decoding: Decoding) -> Hypothesis:
    whole = Span(0, len(sentence))
    linked = decoding.links and sentence
    return Hypothesis(text=sentence, score=0.0, links=(Link(source=whole, target=whole),) if linked else ())
