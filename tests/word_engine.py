"""An engine of a test's making: it knows a list of words, can be told to fail, and counts its calls."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from forumpub.model import EngineUse
from forumpub.source import Span
from forumpub.translate.engine import Decoding, Hypothesis, Link, Translatable

_PIECE = re.compile(r"\w+(?:[-’']\w+)*|[^\w\s]|\s+")


@dataclass(kw_only=True)
class WordEngine:
    """Translates word by word: known words by `words`, others as they are.

    `others` are further hypotheses, made from the first; `answers` are whole sentences with their own
    hypotheses. `links` can be withheld. `limit_words` is the longest sentence that fits. `calls` are the
    sentences of each call.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    others: Sequence[Callable[[str], str]] = ()
    change: Callable[[str, Decoding], str] = lambda text, _decoding: text
    gives_links: bool = True
    limit_words: int = 60
    use: EngineUse = EngineUse(name="words", model="words-1", route=("en", "id"), sha256="00")
    calls: list[tuple[str, ...]] = field(default_factory=list)

    def measure(self, sentence: str) -> Translatable:
        """Count words."""
        count = len(_PIECE.findall(sentence))
        return Translatable(tokens=count, fits=count <= 2 * self.limit_words)

    def translate(self, sentences: Sequence[str], decoding: Decoding) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate, and note the call."""
        self.calls.append(tuple(sentences))
        for sentence in sentences:
            if not self.measure(sentence).fits:
                raise ValueError("a sentence doesn't fit")
        return tuple(self._translate(sentence, decoding) for sentence in sentences)

    @property
    def sent(self) -> int:
        """How many sentences it was given."""
        return sum(map(len, self.calls))

    def _translate(self, sentence: str, decoding: Decoding) -> tuple[Hypothesis, ...]:
        if sentence in self.answers:
            texts = self.answers[sentence][: decoding.hypotheses]
            return tuple(Hypothesis(text=text, score=-0.1 * (at + 1)) for at, text in enumerate(texts))
        text, links = "", []
        for match in _PIECE.finditer(sentence):
            word = self.words.get(match.group(), self.words.get(match.group().lower(), match.group()))
            if word.strip():
                links.append(Link(source=Span(*match.span()), target=Span(len(text), len(text) + len(word))))
            text += word
        changed = self.change(text, decoding)
        kept = tuple(links) if decoding.links and self.gives_links and changed == text else ()
        found = [Hypothesis(text=changed, score=-0.1, links=kept)]
        for at, other in enumerate(self.others[: decoding.hypotheses - 1]):
            found.append(Hypothesis(text=other(text), score=-0.2 - at / 10))
        return tuple(found)
