"""The accounting check finds every fault that is planted."""

from __future__ import annotations

import dataclasses

import pytest

from forumpub.model import Article, Block, Mark, MarkKind, Para
from forumpub.parse import parse
from forumpub.parse.accounting import check_accounting
from forumpub.source import SourceText, Span

TEXT = """[Explanation] The forum opened.

It went on.

[Concurrent] Huang Lin, Director: We will go.

Reporter Wei Jia reports from Qinzhou, Guangxi

Editor in charge: [Ji Xiang]"""


@pytest.fixture
def source() -> SourceText:
    return SourceText(name="told.txt", text=TEXT)


@pytest.fixture
def article(source: SourceText) -> Article:
    return parse(source).value


def _slugs(article: Article, source: SourceText) -> list[str]:
    return [diagnostic.rule.slug for diagnostic in check_accounting(article, source)]


def _with_para(article: Article, change: dict[str, object]) -> Article:
    """Change the second paragraph of the first block."""
    block = article.blocks[0]
    para = dataclasses.replace(block.paras[1], **change)  # type: ignore[arg-type]
    blocks = (dataclasses.replace(block, paras=(block.paras[0], para)), *article.blocks[1:])
    return dataclasses.replace(article, blocks=blocks)


def test_a_parsed_article_has_no_fault(article: Article, source: SourceText) -> None:
    assert check_accounting(article, source) == ()


@pytest.mark.parametrize("part", ["label", "byline", "editors", "marks", "speakers", "para", "block"])
def test_a_lost_part_is_found(part: str, article: Article, source: SourceText) -> None:
    first = article.blocks[0]
    faulty = {
        "label": dataclasses.replace(
            article, blocks=(dataclasses.replace(first, label=None), *article.blocks[1:])
        ),
        "byline": dataclasses.replace(article, byline=None),
        "editors": dataclasses.replace(article, editors=()),
        "marks": dataclasses.replace(article, marks=()),
        "speakers": dataclasses.replace(article, speakers=()),
        "para": dataclasses.replace(
            article, blocks=(dataclasses.replace(first, paras=first.paras[:1]), *article.blocks[1:])
        ),
        "block": dataclasses.replace(article, blocks=article.blocks[1:]),
    }[part]
    assert "text-unplaced" in _slugs(faulty, source)


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_span_that_is_off_by_one_is_found(shift: int, article: Article, source: SourceText) -> None:
    span = article.blocks[0].paras[1].span
    moved = Span(span.start + shift, span.end + shift)
    assert "span-text-differs" in _slugs(_with_para(article, {"span": moved}), source)


def test_a_changed_word_is_found(article: Article, source: SourceText) -> None:
    assert _slugs(_with_para(article, {"text": "It went on"}), source) == ["span-text-differs"]


def test_a_span_that_is_too_short_is_found(article: Article, source: SourceText) -> None:
    span = article.blocks[0].paras[1].span
    shorter = {"span": Span(span.start, span.end - 1), "text": "It went on"}
    assert _slugs(_with_para(article, shorter), source) == ["text-unplaced"]


def test_two_parts_at_one_place_are_found(article: Article, source: SourceText) -> None:
    mark = Mark(kind=MarkKind.MARKUP, raw="It", span=Span(33, 35))
    doubled = dataclasses.replace(article, marks=(*article.marks, mark))
    assert _slugs(doubled, source) == ["span-overlap"]


def test_paragraphs_out_of_order_are_found(article: Article, source: SourceText) -> None:
    assert "span-overlap" in _slugs(dataclasses.replace(article, blocks=article.blocks[::-1]), source)


def test_a_span_outside_the_source_is_found(article: Article, source: SourceText) -> None:
    faulty = _with_para(article, {"span": Span(33, 10_000)})
    assert "span-overlap" in _slugs(faulty, source)


def test_pieces_are_where_a_paragraph_stands() -> None:
    source = SourceText(name="cues", text="00:01 We will\n00:02 go now.")
    pieces = (Span(6, 13), Span(20, 27))
    para = Para(id="b1p1", text="We will go now.", span=Span(6, 27), pieces=pieces)
    article = parse(source).value
    block = Block(id="b1", type=article.blocks[0].type, paras=(para,))
    marks = (
        Mark(kind=MarkKind.TIMING, raw="00:01", span=Span(0, 5)),
        Mark(kind=MarkKind.TIMING, raw="00:02", span=Span(14, 19)),
    )
    whole = dataclasses.replace(article, blocks=(block,), marks=marks, headline=None, speakers=())
    assert check_accounting(whole, source) == ()
    assert "text-unplaced" in _slugs(dataclasses.replace(whole, marks=()), source)
