"""An engine on a CTranslate2 model: sentences to pieces, pieces to answers, answers to sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forumpub.model import EngineUse
from forumpub.translate.engine import Decoding, Hypothesis, Link, Translatable
from forumpub.translate.engines.decoder import Answer, Decoder
from forumpub.translate.engines.families import Dress
from forumpub.translate.engines.pieces import Pieces, place_pieces
from forumpub.values import dataclass

# Attention thinner than this says nothing about a word.
_LEAST_ATTENTION = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class NeuralEngine:
    """A model for one pair of languages. `limit_tokens` are the pieces of its longest sentence."""

    use: EngineUse
    decoder: Decoder
    pieces: Pieces
    dress: Dress
    limit_tokens: int

    def measure(self, sentence: str) -> Translatable:
        """Tell how many pieces a sentence has, and whether the model takes so many."""
        tokens = len(self._cut([sentence])[0])
        return Translatable(tokens=tokens, fits=tokens <= self.limit_tokens)

    def translate(self, sentences: Sequence[str], decoding: Decoding) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate sentences in one call; equal ones once.

        Raises:
            ModelError: the model can't be loaded.
            EngineError: it failed, or the memory ran out.
            ValueError: a sentence doesn't fit.
        """
        distinct = list(dict.fromkeys(sentences))
        cut = self._cut(distinct)
        for sentence, pieces in zip(distinct, cut, strict=True):
            if len(pieces) > self.limit_tokens:
                raise ValueError(f"{len(pieces)} tokens, {self.limit_tokens} at most: {sentence[:60]!r}")
        filled = [index for index, pieces in enumerate(cut) if pieces]
        answered = self.decoder.decode([cut[index] for index in filled], self.dress, decoding)
        texts = iter(self.pieces.join([answer.tokens for answers in answered for answer in answers]))
        # A blank sentence has a blank answer.
        found: dict[str, tuple[Hypothesis, ...]] = dict.fromkeys(distinct, (Hypothesis(text=""),))
        for index, answers in zip(filled, answered, strict=True):
            sentence = distinct[index]
            found[sentence] = tuple(
                Hypothesis(
                    text=(text := next(texts)),
                    score=answer.score,
                    links=tuple(self._link(sentence, cut[index], text, answer)),
                )
                for answer in answers
            )
        return tuple(found[sentence] for sentence in sentences)

    def _cut(self, sentences: Sequence[str]) -> list[list[str]]:
        # No library takes half a surrogate pair; a question mark is as long.
        return self.pieces.cut([sentence.encode("utf-8", "replace").decode() for sentence in sentences])

    def _link(self, sentence: str, pieces: Sequence[str], text: str, answer: Answer) -> Iterator[Link]:
        """Yield the words that attend to each other most."""
        if not answer.attention:
            return
        sources = place_pieces(pieces, sentence)
        targets = place_pieces(answer.tokens, text)
        first = len(self.dress.before)
        for row, target in zip(answer.attention, targets, strict=False):
            own = row[first : first + len(pieces)]
            if target is None or not own:
                continue
            best = max(range(len(own)), key=own.__getitem__)
            if own[best] >= _LEAST_ATTENTION and (source := sources[best]) is not None:
                yield Link(source=source, target=target)
