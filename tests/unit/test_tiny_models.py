"""The committed models: small, described, and good at the one thing that they know."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from forumpub.translate.engine import Decoding
from forumpub.translate.engines.choice import open_engine
from forumpub.translate.models.store import ModelStore
from model_packages import MODELS, load_tool

MOST_MIB = 3
ASKED = 60

PACKAGES = {
    ("en", "id"): "translate-en_id-tiny.argosmodel",
    ("en", "th"): "translate-en_th-tiny.argosmodel",
    ("en", "zh"): "translate-en_zh-tiny.argosmodel",
    ("zh", "en"): "translate-zh_en-tiny.argosmodel",
    ("en", "vi"): "m2m-tiny",
}


def read_sentences() -> Sequence[Mapping[str, str]]:
    with (MODELS / "sentences.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_each_is_small_and_named_in_the_readme() -> None:
    readme = (MODELS / "README.md").read_text("utf-8")
    for path in MODELS.iterdir():
        size = sum(file.stat().st_size for file in (path.rglob("*") if path.is_dir() else [path]))
        assert size <= MOST_MIB * 2**20, path
        assert path.name in readme or path.name == "README.md", path


@pytest.mark.parametrize("pair", PACKAGES, ids="-".join)
def test_a_model_knows_sentences_of_the_grammar(pair: tuple[str, str], tmp_path: Path) -> None:
    source, target = pair
    store = ModelStore(tmp_path)
    store.import_package(MODELS / PACKAGES[pair])
    sentences = read_sentences()[:ASKED]
    engine = open_engine(source, target, store, processors=1)
    answers = engine.translate([sentence[source] for sentence in sentences], Decoding(beam=4, hypotheses=4))
    right = sum(
        sentence[target] in {hypothesis.text for hypothesis in found}
        for sentence, found in zip(sentences, answers, strict=True)
    )
    assert right >= 0.8 * ASKED
    assert engine.use.licence == "CC0-1.0"


def test_the_grammar_still_makes_the_sentences_that_the_models_learned() -> None:
    grammar = load_tool("grammar")
    made = list(itertools.islice(grammar.sentences(2021), 40))
    for sentence, written in zip(made, read_sentences(), strict=False):
        assert {lang: sentence[lang] for lang in written} == written


def test_an_article_has_the_sentences_asked_for() -> None:
    article = load_tool("grammar").draw_article(7, count=25, words=(11, 18))
    sentences = [sentence["en"] for paragraph in article for sentence in paragraph]
    assert len(sentences) == 25
    assert all(11 <= len(sentence.split()) <= 18 for sentence in sentences)
