"""Train one tiny model on sentences of the grammar; torch is needed only here.

    python tools/models/train.py en_id      # writes build/models/en_id/{pieces.model,weights.npz}

One thread and fixed seeds: the same machine and versions give the same weights.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import grammar
import numpy as np
import sentencepiece
import torch
from network import Network
from shape import PLANS, Plan
from torch.nn import functional

OUT = Path(__file__).resolve().parents[2] / "build" / "models"
BATCH, POOL = 32, 16
PEAK_RATE, WARM_UP = 2.5e-3, 200
BOS, EOS = 1, 2


def pairs(plan: Plan, seed: int) -> Iterator[tuple[str, str, str, str]]:
    """Yield source language, target language, source, target without end."""
    rng = random.Random(seed)  # noqa: S311 - material for tests
    for sentence in grammar.sentences(seed):
        source_lang, target_lang = rng.choice(plan.pairs)
        yield source_lang, target_lang, sentence[source_lang], sentence[target_lang]


def train_pieces(plan: Plan, folder: Path) -> sentencepiece.SentencePieceProcessor:
    """Train the pieces of both languages together.

    Normalisation is off: NFKC would turn Chinese full-width stops and Lao vowels into others.
    """
    lines = (text for pair in itertools.islice(pairs(plan, 7), 14_000) for text in pair[2:])
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=lines,
        model_prefix=str(folder / "pieces"),
        vocab_size=plan.pieces,
        model_type="unigram",
        character_coverage=1.0,
        normalization_rule_name="identity",
        split_digits=True,
        byte_fallback=True,
        unk_id=0,
        bos_id=BOS,
        eos_id=EOS,
        pad_id=-1,
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
    )
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / "pieces.model"))


class Batches:
    """Sentences as padded tensors, those of like length together."""

    def __init__(self, plan: Plan, pieces: sentencepiece.SentencePieceProcessor, padding: int) -> None:
        self._plan, self._pieces, self._padding = plan, pieces, padding
        self._pairs = pairs(plan, 99)
        self._tokens = {lang: pieces.vocab_size() + at for at, lang in enumerate(plan.langs)}

    def __iter__(self) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
        """Yield source, target as read, target as to be said."""
        for number in itertools.count():
            pool = sorted((self._encode() for _ in range(POOL * BATCH)), key=lambda pair: len(pair[0]))
            order = list(range(POOL))
            random.Random(number).shuffle(order)  # noqa: S311 - the order of batches
            for at in order:
                batch = pool[at * BATCH : (at + 1) * BATCH]
                yield (
                    self._pad([source for source, _ in batch]),
                    self._pad([target[:-1] for _, target in batch]),
                    self._pad([target[1:] for _, target in batch]),
                )

    def _encode(self) -> tuple[list[int], list[int]]:
        source_lang, target_lang, source, target = next(self._pairs)
        read, said = self._pieces.encode(source), self._pieces.encode(target)
        if self._plan.tagged:
            return [self._tokens[source_lang], *read, EOS], [EOS, self._tokens[target_lang], *said, EOS]
        return read, [BOS, *said, EOS]

    def _pad(self, rows: list[list[int]]) -> torch.Tensor:
        longest = max(map(len, rows))
        return torch.tensor([row + [self._padding] * (longest - len(row)) for row in rows])


def train(plan: Plan) -> None:
    """Train a model and write its weights."""
    folder = OUT / plan.name
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    torch.set_num_threads(1)
    pieces = train_pieces(plan, folder)
    vocabulary = pieces.vocab_size() + (len(plan.langs) if plan.tagged else 0)
    network = Network(vocabulary)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    started, loss_seen = time.monotonic(), 0.0
    for step, (source, read, said) in enumerate(
        itertools.islice(Batches(plan, pieces, vocabulary), plan.steps)
    ):
        rate = PEAK_RATE * min(1, (step + 1) / WARM_UP) * (1 - step / plan.steps) ** 0.8
        for group in optimiser.param_groups:
            group["lr"] = rate
        scores = network(source, read).flatten(0, 1)
        loss = functional.cross_entropy(scores, said.flatten(), ignore_index=vocabulary, label_smoothing=0.05)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        loss_seen = loss.item() if step == 0 else 0.97 * loss_seen + 0.03 * loss.item()
        if step % 200 == 0:
            sys.stderr.write(
                f"{plan.name} step {step} loss {loss_seen:.3f} {time.monotonic() - started:.0f} s\n"
            )
            np.savez(folder / "weights.npz", **network.weights())
    np.savez(folder / "weights.npz", **network.weights())
    sys.stderr.write(f"{plan.name} done, loss {loss_seen:.3f}\n")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        train(PLANS[name])
