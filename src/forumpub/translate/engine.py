"""The seam for translation engines: what an engine is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from forumpub.model import EngineUse
from forumpub.source import Span
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How an engine is to search.

    `hypotheses` are how many answers a sentence gets, at most `beam`. `no_repeat_ngram` (0: off) and
    `repetition_penalty` (1: off) hold a loop back. `shortlist` lets a model that has one choose from few
    words. `links` asks for the words of source and target that belong together.
    """

    beam: int = 2
    hypotheses: int = 1
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    shortlist: bool = False
    links: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Code points of a sentence, and those of its translation that stand for them."""

    source: Span
    target: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One translation. `score` is the mean log-probability of its tokens, None where the engine has none."""

    text: str
    score: float | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translatable:
    """A sentence, and whether one call can take it whole; `tokens` is its length in the model's own units."""

    tokens: int
    fits: bool


class Engine(Protocol):
    """One way from one language to another. It holds no state that changes its answers."""

    @property
    def use(self) -> EngineUse:
        """What an edition records of it."""
        ...

    def measure(self, sentence: str) -> Translatable:
        """Tell how long a sentence is for the model, and whether it fits."""
        ...

    def translate(self, sentences: Sequence[str], decoding: Decoding) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate sentences of any number of documents in one call.

        Args:
            sentences: each of them fits; equal ones are translated once.
            decoding: how to search.

        Returns:
            For each sentence in order its hypotheses, best first; at least one, whose text may be empty.

        Raises:
            ModelError: its model, which may be loaded only now, is damaged.
            EngineError: the engine died or ran out of memory even with the smallest batches.
            ValueError: a sentence doesn't fit.
        """
        ...
