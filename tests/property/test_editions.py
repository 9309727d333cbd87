"""Layout as properties: nothing is lost, nothing fails, whatever the text."""

from __future__ import annotations

import dataclasses
import functools

from hypothesis import given, settings
from hypothesis import strategies as st

from forumpub.env import FixedEnvironment
from forumpub.layout import Status, check_coverage, make_plan
from forumpub.layout.foreign import make_runs
from forumpub.layout.presentation import present
from forumpub.locales import LANGUAGES, load_words
from forumpub.model import Article, BlockType
from forumpub.plan import Plan, Quote, Text
from forumpub.render.markdown import MarkdownRenderer
from forumpub.render.renderer import Edition
from forumpub.render.text import TextRenderer, count_columns, wrap_text
from forumpub.source import SourceText
from forumpub.styling import Role, Style, load_style
from forumpub.typeset.breaking import segments
from made_articles import Piece, Voice, make_article
from property.articles import articles

ENV = FixedEnvironment()
STYLES = st.sampled_from(["briefing", "large-print", "wire", "transcript"])
TAGS = st.sampled_from(sorted(LANGUAGES))
_WORDS = [
    "ASEAN", "China's", "“Belt", "Road”", "2021", "1,234.5", "infrastructure ,", "wait...", "'90s", '"Model"',
    "武汉", "，", "论坛", "开幕。", "การประชุม", "កិច្ចប្រជុំ", "အစည်းအဝေး", "கூட்டம்", "Đà", "Nẵng",
    "e\u0301tude", "–", "(a)",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)
NAMES = st.sampled_from(["Xu Kemin", "Chen Dehai", "许科敏", "สมชาย ใจดี", "Nguyễn Văn A"])
TEXTS = st.text(max_size=60) | SENTENCES


@functools.cache
def style_named(name: str) -> Style:
    return load_style(name, ENV)


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[Article, SourceText]:
    """Blocks as transcripts have them, each kind with and without a named voice."""
    pieces = []
    for block_type in draw(st.lists(st.sampled_from(list(BlockType)), min_size=1, max_size=6)):
        voice = None
        if draw(st.booleans()):
            role, org = draw(st.none() | SENTENCES), draw(st.none() | SENTENCES)
            voice = Voice(name=draw(NAMES), role=role, org=org)
        text = "\n\n".join(draw(st.lists(SENTENCES, min_size=1, max_size=3)))
        pieces.append(Piece(block_type, text, voice))
    place = draw(st.none() | st.just("Wuhan, Hubei"))
    return make_article(*pieces, lang=draw(TAGS), headline=draw(st.none() | SENTENCES), reporter_place=place)


def plan_of(article: Article, source: SourceText | None, style: str) -> Plan:
    return make_plan(
        article,
        style=style_named(style),
        words=load_words(article.lang),
        now=ENV.now(),
        status=Status.MACHINE_TRANSLATED,
        source=source,
    ).value


@given(transcripts(), STYLES)
@settings(max_examples=60, deadline=None)
def test_every_word_of_a_transcript_is_in_every_edition(made: tuple[Article, SourceText], style: str) -> None:
    article, source = made
    assert check_coverage(article, plan_of(article, source, style), source) == ()


@given(transcripts(), st.data())
@settings(max_examples=50, deadline=None)
def test_a_paragraph_that_is_dropped_is_missed(made: tuple[Article, SourceText], data: st.DataObject) -> None:
    article, source = made
    plan = plan_of(article, source, "wire")
    paras = {para.id for block in article.blocks for para in block.paras if any(map(str.isalnum, para.text))}
    shown = [index for index, item in enumerate(plan.items) if isinstance(item, Text) and item.ident in paras]
    shown += [
        index
        for index, item in enumerate(plan.items)
        if isinstance(item, Quote) and any(text.ident in paras for text in item.paras)
    ]
    if not shown:
        return
    index = data.draw(st.sampled_from(shown))
    items = (*plan.items[:index], *plan.items[index + 1 :])
    assert check_coverage(article, dataclasses.replace(plan, items=items), source)


@given(articles(), STYLES)
@settings(max_examples=60, deadline=None)
def test_any_article_can_be_laid_out_and_written(article: Article, style: str) -> None:
    plan = plan_of(article, None, style)
    edition = Edition(article=article, plan=plan)
    for writer in (MarkdownRenderer(), TextRenderer()):
        assert writer.render(edition, ENV) == writer.render(edition, ENV)
        writer.render(edition, ENV).value.decode("utf-8")


@given(articles(), STYLES)
@settings(max_examples=30, deadline=None)
def test_plans_of_equal_articles_are_equal(article: Article, style: str) -> None:
    assert plan_of(article, None, style) == plan_of(dataclasses.replace(article), None, style)


@given(TEXTS, TAGS)
def test_presentation_keeps_letters_and_settles(text: str, tag: str) -> None:
    language = LANGUAGES[tag]
    printed = present(text, language)
    letters = [char for char in text if char.isalnum()]
    assert [char for char in printed if char.isalnum()] == letters
    assert not any(ord(char) < 32 or "\ud800" <= char <= "\udfff" for char in printed)


@given(TEXTS, TAGS)
def test_runs_joined_are_the_text(text: str, tag: str) -> None:
    assert "".join(run.text for run in make_runs(text, tag)) == text


@given(SENTENCES, st.integers(10, 78), TAGS)
def test_wrapping_keeps_every_word_within_the_columns(text: str, columns: int, tag: str) -> None:
    lines = wrap_text(text, columns, tag)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    # Only what may not be broken at all is wider, such as a word and the comma after its blank.
    assert all(count_columns(line) <= columns or len(list(segments(line, tag))) == 1 for line in lines)


def test_a_transcripts_lines_are_all_there() -> None:
    article, source = make_article("One.\n\nTwo.", "Three.")
    plan = plan_of(article, source, "transcript")
    shown = [
        item.number for item in plan.items if isinstance(item, Text) and item.role is Role.TRANSCRIPT_LINE
    ]
    assert shown == ["1", "3", "5"]
