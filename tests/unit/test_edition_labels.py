"""The words that our own translated editions use are labels when an edition comes back."""

from __future__ import annotations

import pytest

from forumpub.locales import load_words
from forumpub.locales.word import Word
from forumpub.model import BlockType
from forumpub.parse import parse
from forumpub.parse.labels import fold_label, label_table
from forumpub.source import SourceText

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
