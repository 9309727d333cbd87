"""What must hold of every parse: accounting, stability, determinism, and that what was told is recognised."""

from __future__ import annotations

import dataclasses

from hypothesis import example, given, settings
from hypothesis import strategies as st

from article_dump import dump_article
from forumpub.model import Article, Block, MarkKind
from forumpub.parse import ParseOptions, parse
from forumpub.parse.accounting import check_accounting
from forumpub.parse.canonical_text import write_transcript
from forumpub.parse.decode import decode
from forumpub.source import SourceText

from strategies import Told, scraps, transcripts


def _read(text: str, format_name: str | None = None) -> tuple[Article, SourceText]:
    source = SourceText(name="made.txt", text=text)
    return parse(source, options=ParseOptions(format=format_name)).value, source


@settings(deadline=None, max_examples=200)
@given(transcripts())
def test_what_was_told_is_recognised(told: Told) -> None:
    article, source = _read(told.text)
    assert check_accounting(article, source) == ()
    assert article.detection.format == "house"
    speakers = {speaker.id: speaker for speaker in article.speakers}
    found = [(block.type, tuple(para.text for para in block.paras)) for block in article.blocks]
    assert found == [(part.type, part.paras) for part in told.parts]
    for block, part in zip(article.blocks, told.parts, strict=True):
        assert block.label is not None
        assert block.label.raw[1:-1] == part.word
        if part.person is not None:
            assert block.speaker is not None
            speaker = speakers[block.speaker]
            assert (speaker.name, speaker.role, speaker.org) == (
                part.person.name,
                part.person.role,
                part.person.org,
            )
    assert article.byline is not None
    assert (article.byline.reporters, article.byline.place) == ((told.reporter,), told.place)
    assert [editor.name for editor in article.editors] == [told.editor]


@settings(deadline=None, max_examples=300)
@given(scraps())
def test_every_character_is_accounted_for(text: str) -> None:
    for format_name in (None, "house", "prose"):
        article, source = _read(text, format_name)
        assert check_accounting(article, source) == ()


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "gb18030", "big5", "cp1252"]))
def test_any_bytes_are_decoded_and_parsed(data: bytes, encoding: str | None) -> None:
    source = decode(data, name="any.txt", encoding=encoding).value
    assert check_accounting(parse(source).value, source) == ()


@settings(deadline=None, max_examples=150)
@given(transcripts())
def test_the_canonical_text_of_a_transcript_is_stable(told: Told) -> None:
    _check_stable(told.text, "house")


@settings(deadline=None, max_examples=200)
@given(scraps(), st.sampled_from(["house", "prose"]))
@example("[Explanation]\n[Foo]", "house")
@example("Editor: \x1b李明", "house")
def test_the_canonical_text_of_anything_is_stable(text: str, format_name: str) -> None:
    _check_stable(text, format_name)


def _check_stable(text: str, format_name: str) -> None:
    first, _ = _read(text, format_name)
    second, _ = _read(write_transcript(first), format_name)
    third, _ = _read(write_transcript(second), format_name)
    assert _without_places(third) == _without_places(second)
    assert _without_places(second) == _without_places(first)


@settings(deadline=None, max_examples=50)
@given(transcripts())
def test_equal_input_gives_equal_articles(told: Told) -> None:
    first, second = _read(told.text), _read(told.text)
    assert first == second
    assert dump_article(first[0]) == dump_article(second[0])


def _without_places(article: Article) -> tuple[object, ...]:
    """Keep what an article says and drop where it stands."""
    return (
        article.lang,
        article.headline and article.headline.text,
        article.dateline and (article.dateline.place, article.dateline.date),
        [_block(block) for block in article.blocks],
        [(one.name, one.role, one.org, [raw.text for raw in one.raw]) for one in article.speakers],
        article.byline and dataclasses.astuple(article.byline)[:3],
        [(editor.name, editor.raw) for editor in article.editors],
        [(credit.role, credit.names, credit.raw) for credit in article.credits],
        [(mark.kind, mark.raw) for mark in article.marks if mark.kind is not MarkKind.FRONT_MATTER],
        article.end_mark,
        article.publication,
    )


def _block(block: Block) -> tuple[object, ...]:
    label = block.label.raw if block.label else None
    return (
        block.id,
        block.type,
        label,
        block.speaker,
        [(para.id, para.text, para.continues) for para in block.paras],
    )
