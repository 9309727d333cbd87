"""Two engines in a row: into English, and from there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from forumpub.model import EngineUse
from forumpub.source import Span
from forumpub.translate.engine import Decoding, Engine, Hypothesis, Link, Translatable

NAME = "pivot"
# Where a sentence between the two may be cut, best first.
_CUTS = tuple(re.compile(pattern) for pattern in (r"(?<=[.!?;])\s+", r"(?<=,)\s+", r"\s+"))


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
        stretches = [tuple(_cut_to_fit(answer.text, self._fits)) for answer in between]
        texts = [
            answer.text[span.start : span.end]
            for answer, cut in zip(between, stretches, strict=True)
            for span in cut
        ]
        found = iter(self.second.translate(texts, decoding))
        return tuple(
            _chain(answer, cut, [next(found) for _ in cut])
            for answer, cut in zip(between, stretches, strict=True)
        )

    def _fits(self, text: str) -> bool:
        return self.second.measure(text).fits


def _cut_to_fit(text: str, fits: Callable[[str], bool]) -> Iterator[Span]:
    """Yield stretches that fit; between them stands nothing but blanks. A word that doesn't fit is halved."""
    waiting = [Span(0, len(text))]
    while waiting:
        span = waiting.pop()
        part = text[span.start : span.end]
        if len(part) < 2 or fits(part):
            yield span
            continue
        before, after = _middle_cut(part)
        waiting.append(Span(span.start + after, span.end))
        waiting.append(Span(span.start, span.start + before))


def _middle_cut(part: str) -> tuple[int, int]:
    middle = len(part) // 2
    for pattern in _CUTS:
        cuts = [m for m in pattern.finditer(part) if m.start() > 0 and m.end() < len(part)]
        # A cut near an end would leave nearly as much as there was.
        cuts = [m for m in cuts if len(part) // 8 <= m.start() <= len(part) - len(part) // 8]
        if cuts:
            best = min(cuts, key=lambda m: abs(m.start() - middle))
            return best.start(), best.end()
    return middle, middle


def _chain(
    between: Hypothesis, cut: Sequence[Span], answers: Sequence[Sequence[Hypothesis]]
) -> tuple[Hypothesis, ...]:
    """Join the answers for the stretches of one sentence, the n-th best of each to the n-th best of all."""
    number = min(len(hypotheses) for hypotheses in answers)
    return tuple(_join(between, cut, [hypotheses[n] for hypotheses in answers]) for n in range(number))


def _join(between: Hypothesis, cut: Sequence[Span], answers: Sequence[Hypothesis]) -> Hypothesis:
    text = ""
    links: list[Link] = []
    for span, answer in zip(cut, answers, strict=True):
        text += " " if text and answer.text else ""
        links.extend(
            Link(source=_moved(link.source, span.start), target=_moved(link.target, len(text)))
            for link in answer.links
        )
        text += answer.text
    scores = [hypothesis.score for hypothesis in (between, *answers) if hypothesis.score is not None]
    return Hypothesis(text=text, score=min(scores, default=None), links=tuple(_compose(between.links, links)))


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _compose(first: Sequence[Link], second: Sequence[Link]) -> Iterator[Link]:
    """Yield a link for each two that meet in the language between."""
    for outer in second:
        for inner in first:
            if inner.target.start < outer.source.end and outer.source.start < inner.target.end:
                yield Link(source=inner.source, target=outer.target)
