"""Whole sessions of an editor become articles: every word of the copy is in the article, or is told."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from drawn_sessions import base_of, published, session_of
from forumpub.model import Article
from forumpub.review.alignment import align
from forumpub.review.applying import Copy, apply_changes
from forumpub.review.changes import list_changes
from forumpub.review.reading import read_docx
from forumpub.review.views import view
from forumpub.schema import dump_article, load_article
from sessions import Dialect

# Where two paragraphs were joined without a blank, a capital begins the next word.
WORD = re.compile(r"[A-Z]?[a-z]+|[^\W_a-z]+")
SESSIONS = 12
DATE = "2021-07-17T10:00:00Z"


def lay_beside(data: bytes, base: bytes) -> tuple[Article, Copy]:
    document = read_docx(data, "copy.docx").value
    texts = base_of(base)
    paragraphs = view(document)
    alignment = align(texts, paragraphs)
    changes = list_changes(texts, paragraphs, alignment)
    article = load_article(document.identity.article_json or "").value
    return article, Copy(base=texts, paragraphs=paragraphs, alignment=alignment, changes=changes)


def report_words(article: Article, copy: Copy) -> Counter[str]:
    """Count the words of the report's paragraphs as the copy shows them, and of what is new.

    Not those of attributions: a role that is changed under one quote is changed under all.
    """
    idents = {para.id for block in article.blocks for para in block.paras}
    found: Counter[str] = Counter()
    for item in copy.alignment.assignments:
        if not item.idents or idents.intersection(item.idents):
            found.update(WORD.findall(copy.paragraphs[item.paragraph].text))
    return found


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("tracked", [False, True])
def test_no_word_of_a_session_vanishes(dialect: Dialect, tracked: bool) -> None:
    for seed in range(SESSIONS):
        session, _ = session_of(seed, dialect, tracked=tracked)
        article, copy = lay_beside(session.save(), published(seed))
        outcome = apply_changes(article, copy, date=DATE)
        revised = outcome.value
        held = Counter(
            word
            for text in (
                *(para.text for block in revised.blocks for para in block.paras),
                *(point.text for point in revised.facts.key_points),
                *(credit.raw for credit in revised.credits),
                *(f"{who.name} {who.role} {who.org}" for who in revised.speakers),
                *(found.message for found in outcome.diagnostics),
            )
            for word in WORD.findall(text)
        )
        lost = {word for word in report_words(article, copy) if not held[word] and not word.isdigit()}
        assert lost == set(), (seed, session.log)
        ids = [para.id for block in revised.blocks for para in block.paras]
        assert len(ids) == len(set(ids))
        assert load_article(dump_article(revised)).value == revised


def test_a_session_of_nothing_is_the_article() -> None:
    for seed in range(SESSIONS):
        article, copy = lay_beside(published(seed), published(seed))
        outcome = apply_changes(article, copy, date=DATE)
        assert outcome.value == article
        assert outcome.diagnostics == ()
