"""What must hold of every transcript reader on transcripts of every kind, its own and the others'."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues import SHAPES, dialogues
from forumpub.model import Article
from forumpub.parse import ParseOptions, parse
from forumpub.parse.accounting import check_accounting
from forumpub.parse.registry import load_reader
from forumpub.source import SourceText

from strategies import scraps

READERS = ("cnn", "npr", "abc", "qa", "rev", "captions-text", "rundown", "nsml", "fountain")


def _read(text: str, format_name: str | None) -> tuple[Article, SourceText]:
    source = SourceText(name="made.txt", text=text)
    return parse(source, options=ParseOptions(format=format_name)).value, source


@pytest.mark.parametrize("shape", SHAPES)
def test_a_transcript_is_accounted_for_by_its_own_reader(shape: str) -> None:
    @settings(deadline=None, max_examples=60, database=None)
    @given(dialogues(shape))
    def check(text: str) -> None:
        name = next(reader for reader in READERS if shape == reader or shape.startswith(reader + "-"))
        article, source = _read(text, name)
        assert check_accounting(article, source) == ()
        assert not [block for block in article.blocks if block.type == "unknown"]

    check()


@settings(deadline=None, max_examples=250)
@given(st.sampled_from(list(SHAPES)).flatmap(dialogues), st.sampled_from(READERS))
def test_any_reader_accounts_for_any_transcript(text: str, name: str) -> None:
    article, source = _read(text, name)
    assert check_accounting(article, source) == ()
    assert not [block for block in article.blocks if block.type == "unknown"]


@settings(deadline=None, max_examples=250)
@given(scraps() | st.text(max_size=200), st.sampled_from(READERS))
def test_any_reader_accounts_for_any_text(text: str, name: str) -> None:
    article, source = _read(text, name)
    assert check_accounting(article, source) == ()
    assert not [block for block in article.blocks if block.type == "unknown"]


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(list(SHAPES)).flatmap(dialogues))
def test_evidence_is_a_share_and_the_same_every_time(text: str) -> None:
    from forumpub.parse.reader import ReadOptions

    source = SourceText(name="made.txt", text=text)
    for name in READERS:
        first = load_reader(name).weigh(source, ReadOptions())
        assert 0.0 <= first.score <= 1.0
        assert first == load_reader(name).weigh(source, ReadOptions())
