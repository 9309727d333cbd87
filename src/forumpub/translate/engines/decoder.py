"""Running a CTranslate2 model: batches that fill the processors, and what to do when the memory runs out."""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from forumpub.errors import EngineError, ModelError
from forumpub.translate.engine import Decoding
from forumpub.translate.engines.families import Dress
from forumpub.translate.engines.hardware import (
    check_libraries,
    count_processors,
    has_graphics_card,
    settle_allocator,
)
from forumpub.values import dataclass

# Of a batch in memory, its sources and all answers of its beam together: 2,304 tokens of source where one
# answer is kept, 921 where four are. Twice as many are a twentieth faster and take 300 MiB more.
_BATCH_TOKENS = 4608
_GRAPHICS_BATCH_TOKENS = 40_960
# A batch of fewer answers costs more for packing the model's weights than for work on them.
_LEAST_ANSWERS = 10
# A model in a loop ends here, not at the end of the memory. Small models know 512 positions.
_DECODED_PER_TOKEN = 3
_DECODED_MORE = 20
_DECODED_MOST = 510
# Batches that wait for each processor: enough that none idles, few enough that an interrupt is soon obeyed.
_QUEUED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of a model: its tokens, the mean log-probability of one, and the attention of each.

    `attention` has a row for each token of the answer and in it a weight for each token of the input; it is
    empty where it wasn't asked for.
    """

    tokens: tuple[str, ...]
    score: float
    attention: tuple[tuple[float, ...], ...] = ()


class Decoder:
    """A CTranslate2 model. It is loaded when it is first asked: a memory may have all the answers."""

    def __init__(self, folder: Path, *, processors: int | None = None) -> None:
        self._workers = processors or count_processors()
        self._folder = folder
        self._batch_tokens = _BATCH_TOKENS
        self._shortlist = (folder / "vmap.txt").exists()
        check_libraries()

    @functools.cached_property
    def _translator(self) -> Any:
        settle_allocator()
        return self._load()

    def _load(self) -> Any:
        if has_graphics_card():
            try:
                translator = self._load_on("cuda", inter_threads=1)
                # The card is there; its libraries may still be missing, which only work shows.
                translator.translate_batch([["."]], max_decoding_length=2)
            except (RuntimeError, ValueError):
                pass
            else:
                self._batch_tokens = _GRAPHICS_BATCH_TOKENS
                self._workers = 1
                return translator
        try:
            return self._load_on("cpu", inter_threads=self._workers)
        except (RuntimeError, ValueError, OSError) as error:
            if _is_memory(error):
                raise EngineError(f"not enough memory to load the model {self._folder}") from error
            raise ModelError(
                f"can't load {self._folder}: {error}", hints=("`forumpub models verify` looks for damage",)
            ) from error

    def _load_on(self, device: str, *, inter_threads: int) -> Any:
        import ctranslate2

        return ctranslate2.Translator(
            str(self._folder),
            device=device,
            compute_type="auto",
            inter_threads=inter_threads,
            # More than one is a loss for batches of this size.
            intra_threads=1,
        )

    def decode(
        self, sentences: Sequence[Sequence[str]], dress: Dress, decoding: Decoding
    ) -> tuple[tuple[Answer, ...], ...]:
        """Decode sentences in pieces, none of them empty; each gets its answers, best first.

        Raises:
            ModelError: the model can't be loaded.
            EngineError: it failed, or one sentence alone needs more memory than there is.
        """
        if not sentences:
            return ()
        # Only then is it known how many batches run at a time.
        translator = self._translator
        answers: list[tuple[Answer, ...]] = [()] * len(sentences)
        inputs = [dress.put_on(sentence) for sentence in sentences]
        too_large: list[Sequence[int]] = []
        for batch, found in self._run(translator, inputs, dress, decoding):
            if found is None:
                too_large.append(batch)
            else:
                for index, answer in zip(batch, found, strict=True):
                    answers[index] = answer
        # One at a time now, when nothing else needs memory.
        while too_large:
            batch = too_large.pop()
            if len(batch) == 1:
                raise EngineError(
                    f"not enough memory for a sentence of {len(inputs[batch[0]])} tokens",
                    hints=("close other programs, or translate with `--quality fast`",),
                )
            for half in (batch[: len(batch) // 2], batch[len(batch) // 2 :]):
                found = self._collect(
                    self._submit(translator, [inputs[i] for i in half], dress, decoding), dress
                )
                if found is None:
                    too_large.append(half)
                    continue
                for index, answer in zip(half, found, strict=True):
                    answers[index] = answer
        return tuple(answers)

    def _run(
        self, translator: Any, inputs: Sequence[list[str]], dress: Dress, decoding: Decoding
    ) -> Iterator[tuple[Sequence[int], list[tuple[Answer, ...]] | None]]:
        """Yield each batch and its answers, None where the memory ran out."""
        waiting: deque[tuple[Sequence[int], list[Any]]] = deque()
        beam = max(1, decoding.beam)
        batches = fill_batches(
            [len(tokens) for tokens in inputs],
            most_tokens=self._batch_tokens // (1 + beam),
            least=-(-_LEAST_ANSWERS // beam),
            workers=self._workers,
        )
        for batch in batches:
            waiting.append((batch, self._submit(translator, [inputs[i] for i in batch], dress, decoding)))
            if len(waiting) > _QUEUED * self._workers:
                done, results = waiting.popleft()
                yield done, self._collect(results, dress)
        for done, results in waiting:
            yield done, self._collect(results, dress)

    def _submit(
        self, translator: Any, inputs: list[list[str]], dress: Dress, decoding: Decoding
    ) -> list[Any]:
        longest = max(map(len, inputs))
        beam = max(1, decoding.beam)
        submitted: list[Any] = translator.translate_batch(
            inputs,
            target_prefix=[[dress.prefix]] * len(inputs) if dress.prefix else None,
            asynchronous=True,
            beam_size=beam,
            num_hypotheses=max(1, min(decoding.hypotheses, beam)),
            length_penalty=dress.length_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            repetition_penalty=decoding.repetition_penalty,
            # 0: never cut; `NeuralEngine` refuses what is too long.
            max_input_length=0,
            max_decoding_length=min(_DECODED_PER_TOKEN * longest + _DECODED_MORE, _DECODED_MOST),
            use_vmap=decoding.shortlist and self._shortlist,
            return_scores=True,
            return_attention=decoding.links,
            replace_unknowns=True,
        )
        return submitted

    def _collect(self, results: list[Any], dress: Dress) -> list[tuple[Answer, ...]] | None:
        try:
            return [tuple(_read_answers(result.result(), dress)) for result in results]
        except MemoryError:
            return None
        except (RuntimeError, ValueError) as error:
            if _is_memory(error):
                return None
            raise EngineError(
                f"the model {self._folder} failed: {error}",
                hints=("`forumpub models verify` looks for damage",),
            ) from error


def fill_batches(
    lengths: Sequence[int], *, most_tokens: int, least: int, workers: int
) -> tuple[tuple[int, ...], ...]:
    """Share sentences out into batches, longest first, so that little of a batch is padding.

    There are as many batches as there must be, or more where that gives every worker as much to do: 25
    sentences for two go in two halves.

    Args:
        lengths: tokens of each sentence.
        most_tokens: of one batch with its padding; a longer sentence is a batch of its own.
        least: sentences for which a batch is worth while.
        workers: batches that run at a time.

    Returns:
        Indices of `lengths`, each once.
    """
    ranked = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    fewest = len(tuple(_cut_batches(ranked, lengths, most_tokens)))
    in_turns = -(-fewest // workers) * workers
    count = max(fewest, min(in_turns, len(ranked) // least))
    # The smallest size with which no more are needed: then all are about as large.
    size = bisect_left(
        range(most_tokens),
        -count,
        key=lambda tokens: -len(tuple(_cut_batches(ranked, lengths, tokens))),
    )
    return tuple(_cut_batches(ranked, lengths, size))


def _cut_batches(
    ranked: Sequence[int], lengths: Sequence[int], most_tokens: int
) -> Iterator[tuple[int, ...]]:
    """Yield runs of sentences, longest first, as long as they fit."""
    start = 0
    for at, _ in enumerate(ranked):
        # The first is the longest, and all are padded to it.
        if at > start and lengths[ranked[start]] * (at + 1 - start) > most_tokens:
            yield tuple(ranked[start:at])
            start = at
    if ranked:
        yield tuple(ranked[start:])


def _read_answers(result: Any, dress: Dress) -> Iterator[Answer]:
    attentions = result.attention or itertools.repeat(())
    for tokens, score, attention in zip(result.hypotheses, result.scores, attentions, strict=False):
        skipped = int(bool(dress.prefix) and tokens[:1] == [dress.prefix])
        yield Answer(
            tokens=tuple(tokens[skipped:]),
            score=_mean_score(score, len(tokens), dress.length_penalty),
            attention=tuple(tuple(row) for row in attention[skipped:]),
        )


def _mean_score(score: float, length: int, length_penalty: float) -> float:
    """Turn a score of the search into one per token.

    CTranslate2 has divided it by a power of the length, in which the end counts as a token.
    """
    mean: float = score * (length + 1) ** (length_penalty - 1)
    return mean


def _is_memory(error: Exception) -> bool:
    text = str(error).lower()
    return isinstance(error, MemoryError) or "out of memory" in text or "bad_alloc" in text or "alloc" in text
