from __future__ import annotations

from dataclasses import replace

import pytest

from forumpub.model import Article, Origin, TranslatedSegment
from forumpub.translate.segments import Segment, SegmentKind, gap_between, join_segments, segment_article
from made_articles import SEED_PIECES, make_article, quote


def continued(article: Article, *part_ids: str) -> Article:
    """Mark paragraphs as split off the one before by a translator's site."""
    blocks = tuple(
        replace(
            block,
            paras=tuple(replace(para, continues=para.id in part_ids) for para in block.paras),
        )
        for block in article.blocks
    )
    return replace(article, blocks=blocks)


def translate(segments: tuple[Segment, ...], targets: list[str]) -> tuple[TranslatedSegment, ...]:
    return tuple(
        TranslatedSegment(
            id=segment.id, part=segment.part, source=segment.text, target=target, origin=Origin.ENGINE
        )
        for segment, target in zip(segments, targets, strict=True)
    )


def test_an_article_becomes_sentences_with_their_neighbours() -> None:
    article, _ = make_article("One came. Two left.", quote("Three stayed.", "Xu Kemin"), headline="Ports")
    assert segment_article(article) == (
        Segment(id="headline.1", part="headline", text="Ports", kind=SegmentKind.HEADLINE, after="One came."),
        Segment(id="b1p1.1", part="b1p1", text="One came.", before="Ports", after="Two left."),
        Segment(
            id="b1p1.2", part="b1p1", text="Two left.", before="One came.", after="Three stayed.", gap=" "
        ),
        Segment(id="b2p1.1", part="b2p1", text="Three stayed.", before="Two left."),
    )


def test_names_and_sign_offs_are_no_segments() -> None:
    article, _ = make_article(*SEED_PIECES, reporter_place="Wuhan")
    words = " ".join(segment.text for segment in segment_article(article))
    assert "Zou Hao reports" not in words
    assert "Xu Kemin, Chief Economist" not in words


def test_a_sentence_across_paragraphs_is_one_segment() -> None:
    article, _ = make_article("We met Mr. Xu and\n\nhis guests. They left.\n\nAll.")
    article = continued(article, "b1p2")
    segments = segment_article(article)
    assert [(s.part, s.text) for s in segments] == [
        ("b1p1", "We met Mr. Xu and his guests."),
        ("b1p2", "They left."),
        ("b1p3", "All."),
    ]
    joined = join_segments(
        segments, translate(segments, ["A.", "B.", "C."]), source_lang="en", target_lang="id"
    )
    assert joined == {"b1p1": "A.", "b1p2": "B.", "b1p3": "C."}


def test_a_paragraph_that_a_sentence_swallows_is_named_with_nothing() -> None:
    article, _ = make_article("We met\n\nMr. Xu and\n\nhis guests.")
    segments = segment_article(continued(article, "b1p2", "b1p3"))
    assert [s.text for s in segments] == ["We met Mr. Xu and his guests."]
    joined = join_segments(segments, translate(segments, ["A."]), source_lang="en", target_lang="id")
    assert joined == {"b1p1": "A.", "b1p2": "", "b1p3": ""}


def test_the_identity_gives_every_paragraph_its_words_back() -> None:
    texts = {"b1p1": "We  met Mr. Xu and", "b1p2": "his guests.  They left.“Good.”", "b1p3": "All."}
    article, _ = make_article("\n\n".join(texts.values()))
    segments = segment_article(continued(article, "b1p2"))
    same = translate(segments, [segment.text for segment in segments])
    assert join_segments(segments, same, source_lang="en", target_lang="en") == texts


@pytest.mark.parametrize(
    ("lang", "left", "right", "gap"),
    [
        ("id", "A.", "B.", " "),
        ("th", "ดี", "มาก", " "),
        ("km", "ណាស់។", "បាន", " "),
        ("zh-Hans", "好。", "他", ""),
        ("zh-Hans", "见ASEAN", "EU和", " "),
        ("zh-Hans", "好。", "ASEAN", ""),
        ("id", "", "B.", ""),
        ("id", "A.", "", ""),
    ],
)
def test_what_stands_between_sentences(lang: str, left: str, right: str, gap: str) -> None:
    assert gap_between(left, right, lang) == gap


def test_an_empty_translation_leaves_no_blank() -> None:
    article, _ = make_article("One. Two. Three.")
    segments = segment_article(article)
    joined = join_segments(
        segments, translate(segments, ["Satu.", "", "Tiga."]), source_lang="en", target_lang="id"
    )
    assert joined == {"b1p1": "Satu. Tiga."}


def test_translations_of_other_segments_are_refused() -> None:
    article, _ = make_article("One. Two.")
    segments = segment_article(article)
    with pytest.raises(ValueError, match="aren't those of the segments"):
        join_segments(segments, (), source_lang="en", target_lang="id")
