"""What is cut into segments and joined again unchanged is the article's text, to the last character."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from forumpub.model import Article, Origin, TranslatedSegment
from forumpub.parse import parse
from forumpub.source import SourceText
from forumpub.translate.cascade import translate_segments
from forumpub.translate.engines.identity import open_identity
from forumpub.translate.long_sentences import split_clauses, split_to_fit
from forumpub.translate.segments import join_segments, segment_article
from forumpub.translate.sentences import split_sentences
from forumpub.translate.terms.glossary import Glossary
from word_engine import WordEngine

from strategies import Told, scraps, transcripts

_LANGS = ("en", "zh-Hans", "id", "ms", "th", "vi", "tl", "km", "lo", "my", "ta", "pt", "und")
_NATIVE = st.sampled_from(
    ("ก.ค.", "พ.ศ. 2564", "ดี", " ", ".", "。", "។", "ល។", "၊", "။", "மு. ", "(", ")", "（", '"', "“", "”",
     "ດຣ. ", "Mr. ", "A.", "U.S. ", "The ", "no ", "5 ", "TP. ", "1. ", "\u200b", "…", "他说", "！", "\ud800",
     "😀", "'")
)  # fmt: skip


def read_told(told: Told) -> Article:
    source = SourceText(name="told.txt", text=told.text)
    return parse(source).value


@settings(deadline=None)
@given(st.one_of(scraps(), st.lists(_NATIVE, max_size=30).map("".join)), st.sampled_from(_LANGS))
def test_every_character_lies_in_one_sentence(text: str, lang: str) -> None:
    at = 0
    for span in split_sentences(text, lang):
        assert not text[at : span.start].strip(), "words between two sentences"
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        at = span.end
    assert not text[at:].strip(), "words behind the last sentence"


@settings(deadline=None)
@given(transcripts(), st.data())
def test_segments_joined_unchanged_are_the_article(told: Told, data: st.DataObject) -> None:
    article = read_told(told)
    ids = [para.id for block in article.blocks for para in block.paras]
    continued = data.draw(st.sets(st.sampled_from(ids)))
    article = with_continued(article, continued)
    segments = segment_article(article)
    same = tuple(
        TranslatedSegment(id=s.id, part=s.part, source=s.text, target=s.text, origin=Origin.ENGINE)
        for s in segments
    )
    joined = join_segments(segments, same, source_lang=article.lang, target_lang=article.lang)
    paras = {para.id: para.text for block in article.blocks for para in block.paras}
    if article.headline is not None:
        paras["headline"] = article.headline.text
    assert joined == paras


@settings(deadline=None)
@given(transcripts())
def test_neighbours_are_the_texts_beside(told: Told) -> None:
    segments = segment_article(read_told(told))
    assert len({segment.id for segment in segments}) == len(segments)
    for left, right in itertools.pairwise(segments):
        assert left.after == right.text
        assert right.before == left.text


@settings(deadline=None)
@given(transcripts())
def test_an_engine_that_changes_nothing_changes_nothing(told: Told) -> None:
    article = read_told(told)
    segments = segment_article(article)
    translated = translate_segments(
        segments,
        source_lang=article.lang,
        target_lang=article.lang,
        engine=open_identity(article.lang, article.lang),
        glossary=Glossary(source_lang=article.lang, target_lang=article.lang),
        memory=None,
        keep=("Xu Kemin", "许科敏"),
    )
    joined = join_segments(segments, translated.value, source_lang=article.lang, target_lang=article.lang)
    paras = {para.id: para.text for block in article.blocks for para in block.paras}
    assert {part: text for part, text in joined.items() if part != "headline"} == paras
    assert translated.diagnostics == ()


_LONG = st.lists(st.one_of(_NATIVE, st.sampled_from((", ", "; ", "，", "a word ", "é")), st.text(max_size=4)))


@settings(deadline=None)
@given(_LONG.map("".join), st.integers(0, 12))
def test_pieces_of_a_long_sentence_have_every_character(text: str, limit_words: int) -> None:
    engine = WordEngine(limit_words=limit_words)
    pieces = tuple(split_to_fit(text, engine))
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(len(piece) == 1 or engine.measure(piece).fits for piece in pieces)
    assert "".join("".join(split_clauses(text)).split()) == "".join(text.split())


def with_continued(article: Article, part_ids: set[str]) -> Article:
    return replace(
        article,
        blocks=tuple(
            replace(
                b,
                paras=tuple(replace(p, continues=i > 0 and p.id in part_ids) for i, p in enumerate(b.paras)),
            )
            for b in article.blocks
        ),
    )
