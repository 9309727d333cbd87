"""Write sentences that no model was trained on, for tests: `tests/models/sentences.tsv`."""

from __future__ import annotations

import itertools
from pathlib import Path

import grammar

OUT = Path(__file__).resolve().parents[2] / "tests" / "models" / "sentences.tsv"
LANGS = ("en", "id", "th", "zh", "vi")
SEED, COUNT = 2021, 600

if __name__ == "__main__":
    drawn = itertools.islice(grammar.sentences(SEED), COUNT)
    rows = [LANGS, *(tuple(sentence[lang] for lang in LANGS) for sentence in drawn)]
    OUT.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
