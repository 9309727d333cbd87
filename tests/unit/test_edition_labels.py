"""The words that our own translated editions use are labels when an edition comes back."""

from __future__ import annotations

import importlib.resources

import pytest

from forumpub.locales import load_words
from forumpub.locales.word import Word
from forumpub.model import BlockType
from forumpub.parse import parse
from forumpub.parse.labels import fold_label, label_table
from forumpub.parse.signoff import read_sign_off
from forumpub.source import SourceText
from forumpub.translate.labels import find_label

LANGS = ("id", "ms", "vi", "tl", "th", "lo", "km", "my", "ta", "pt", "tet")
TYPES = {
    Word.VOICE_OVER: BlockType.NARRATION,
    Word.ON_CAMERA: BlockType.STANDUP,
    Word.NATURAL_SOUND: BlockType.NATSOUND,
    Word.CAPTION: BlockType.CAPTION,
    Word.STAGE: BlockType.STAGE,
    Word.QUESTION: BlockType.QUESTION,
    Word.ANSWER: BlockType.ANSWER,
    Word.NOTE: BlockType.NOTE,
}


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_of_an_edition_is_in_the_table(lang: str) -> None:
    words, table = load_words(lang), label_table()
    for word, kind in TYPES.items():
        row = table.get(fold_label(words[word]))
        assert row is not None, f"{words[word]} is missing from labels.tsv"
        assert row.type is kind, words[word]


@pytest.mark.parametrize("lang", LANGS)
def test_an_edition_that_comes_back_is_read(lang: str) -> None:
    words = load_words(lang)
    sections = (Word.VOICE_OVER, Word.QUESTION, Word.ANSWER, Word.CAPTION)
    text = "\n\n".join(f"[{words[word]}] Text {place}." for place, word in enumerate(sections))
    article = parse(SourceText(name="a.txt", text=text)).value
    assert article.detection.format == "house"
    assert [block.type for block in article.blocks] == [TYPES[word] for word in sections]


def _rows() -> list[list[str]]:
    text = importlib.resources.files("forumpub.parse").joinpath("labels.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


def test_no_label_is_of_two_kinds() -> None:
    kinds: dict[str, str] = {}
    for kind, label, *_ in _rows():
        assert fold_label(label), label
        assert kinds.setdefault(fold_label(label), kind) == kind, label


def test_every_label_says_where_it_is_from() -> None:
    languages = {*LANGS, "en", "zh", "zh-Hans", "zh-Hant"}
    for kind, label, lang, trait, evidence in _rows():
        assert kind in set(BlockType), label
        assert lang.removesuffix("-MT") in languages, label
        assert trait in {"", "expected", "optional", "headline"}, label
        assert evidence.startswith(("seen", "inferred", "unreviewed")), label


@pytest.mark.parametrize("lang", LANGS)
def test_editions_print_no_label_that_is_for_reading_only(lang: str) -> None:
    reading = {row[1] for row in _rows() if row[4].endswith("(reading only)")}
    assert {find_label(kind, lang) for kind in BlockType}.isdisjoint(reading)
    assert find_label(BlockType.QUOTE, lang) is None


def test_every_word_that_signs_is_read() -> None:
    table = importlib.resources.files("forumpub.parse").joinpath("credits.tsv").read_text(encoding="utf-8")
    words = [word for line in table.splitlines()[1:] for word in line.split("\t")[1].split("|")]
    assert len(words) > 300
    for word in words:
        source = SourceText(name="a.txt", text=f"{word}: Zou Hao")
        assert read_sign_off(source, 0, len(source.text), late=True) is not None, word
