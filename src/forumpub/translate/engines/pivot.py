"""Two engines in a row: into English, and from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from forumpub.model import EngineUse
from forumpub.translate.engine import Decoding, Engine, Hypothesis, Link, Translatable
from forumpub.translate.long_sentences import translate_any
from forumpub.values import dataclass

NAME = "pivot"


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotEngine:
    """Translates by way of a third language."""

    first: Engine
    second: Engine

    @property
    def use(self) -> EngineUse:
        """Name both models, and the three languages."""
        uses = (self.first.use, self.second.use)
        return EngineUse(
            name=NAME,
            model=" + ".join(use.model for use in uses),
            route=(*uses[0].route, *uses[1].route[1:]),
            sha256=" ".join(use.sha256 for use in uses if use.sha256),
            licence="; ".join(dict.fromkeys(use.licence or "unknown" for use in uses)),
        )

    def measure(self, sentence: str) -> Translatable:
        """Measure for the first engine; what comes out of it is cut for the second where it must be."""
        return self.first.measure(sentence)

    def translate(self, sentences: Sequence[str], decoding: Decoding) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate the first engine's best hypothesis of each sentence.

        The score is the lower of the two: the chain is as sure as its weaker half.

        Raises:
            EngineError: one of the two failed.
            ValueError: a sentence doesn't fit the first.
        """
        between = [answers[0] for answers in self.first.translate(sentences, replace(decoding, hypotheses=1))]
        texts = [answer.text for answer in between]
        last_lang = self.second.use.route[-1]
        # What comes out of the first may be too long for the second.
        answered = translate_any(self.second, texts, decoding, target_lang=last_lang)
        return tuple(
            tuple(_chain(first, second) for second in answers)
            for first, answers in zip(between, answered, strict=True)
        )


def _chain(first: Hypothesis, second: Hypothesis) -> Hypothesis:
    scores = [half.score for half in (first, second) if half.score is not None]
    return Hypothesis(
        text=second.text,
        score=min(scores, default=None),
        links=tuple(_compose(first.links, second.links)),
    )


def _compose(first: Sequence[Link], second: Sequence[Link]) -> Iterator[Link]:
    """Yield a link for each two that meet in the language between."""
    for outer in second:
        for inner in first:
            if inner.target.start < outer.source.end and outer.source.start < inner.target.end:
                yield Link(source=inner.source, target=outer.target)
