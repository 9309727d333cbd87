"""Whole sessions of an editor: what was edited, split, merged, moved, copied and deleted is known again."""

from __future__ import annotations

import functools
import random
from collections import Counter
from dataclasses import dataclass, field

import pytest

from docx_checks import rendered
from forumpub.env import FixedEnvironment
from forumpub.layout import make_plan
from forumpub.locales import load_words
from forumpub.render.renderer import Edition
from forumpub.review.alignment import align
from forumpub.review.assignment import Fate
from forumpub.review.changes import ChangeKind, list_changes
from forumpub.review.document import BaseText
from forumpub.review.reading import read_docx
from forumpub.review.views import ACCEPT_ALL, REJECT_ALL, view
from forumpub.styling import load_style
from made_articles import Piece, make_article, narration, quote
from sessions import BLOCK, WORDS, Dialect, Session

SESSIONS = 30
EDITS = 15
PARAGRAPHS = 40


def sentence(dice: random.Random) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(8, 30))).capitalize() + "."


def piece(dice: random.Random) -> Piece:
    kind = dice.random()
    if kind < 0.2:
        return narration("[Explanation]")
    if kind < 0.35:
        goods, year, share = dice.choice(WORDS), dice.randint(2018, 2026), dice.randint(2, 40)
        return narration(f"Trade in {goods} between the two sides grew by {share} percent in {year}.")
    if kind < 0.5:
        return quote(sentence(dice), "Xu Kemin", "chief economist")
    return narration(sentence(dice) + " " + sentence(dice))


@functools.cache
def published(seed: int) -> bytes:
    dice = random.Random(seed)  # noqa: S311  # not a secret
    article, source = make_article(*(piece(dice) for _ in range(PARAGRAPHS)), headline=sentence(dice))
    env = FixedEnvironment()
    plan = make_plan(
        article, style=load_style("briefing", env), words=load_words("en"), now=env.now(), source=source
    ).value
    return rendered(Edition(article=article, plan=plan, source=source))


def base_of(data: bytes) -> tuple[BaseText, ...]:
    base = read_docx(data, "base.docx").value.identity.base
    assert base is not None
    return base


@dataclass
class Score:
    right: int = 0
    total: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, right: bool, what: str) -> None:
        self.total += 1
        self.right += right
        if not right:
            self.wrong[what] += 1


def judge(session: Session, base: tuple[BaseText, ...], score: Score) -> None:
    """Compare what the alignment says of each paragraph, and of each deleted text, with the truth."""
    shown = view(read_docx(session.save(), "edited.docx").value)
    alignment = align(base, shown)
    by_source = {number: item for item in alignment.assignments for number in shown[item.paragraph].sources}
    for number, paragraph in enumerate(session.paragraphs):
        if paragraph.fate in ("gone", "joined") or not paragraph.text.strip():
            continue
        item = by_source[session.first_number + number]
        same = set(item.idents) == set(paragraph.idents)
        expected = {
            "own": item.fate is Fate.OWN and same,
            "piece": item.fate is Fate.PIECE and same,
            "copy": item.fate is Fate.NEW or (item.fate is Fate.COPY and same),
            "new": item.fate is Fate.NEW,
        }
        score.add(expected[paragraph.fate], f"{paragraph.fate} became {item.fate} by {item.layer}")
    there = {ident for paragraph in session.paragraphs if paragraph.there for ident in paragraph.idents}
    gone = {text.ident for text in base if BLOCK.match(text.ident) and text.ident not in there}
    for ident in gone | set(alignment.deleted):
        score.add(ident in gone and ident in alignment.deleted, "deleted")


def session_of(seed: int, dialect: Dialect, *, tracked: bool) -> tuple[Session, tuple[BaseText, ...]]:
    data = published(seed)
    base = base_of(data)
    session = Session(
        data=data,
        dialect=dialect,
        tracked=tracked,
        dice=random.Random(seed * 7 + 1),  # noqa: S311  # not a secret
        idents={text.mark: text.ident for text in base if text.mark is not None},
    )
    session.edit(EDITS)
    return session, base


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("tracked", "least"), [(False, 0.995), (True, 0.99)])
def test_a_session_is_read_back(dialect: Dialect, tracked: bool, least: float) -> None:
    score = Score()
    for seed in range(SESSIONS):
        judge(*session_of(seed, dialect, tracked=tracked), score)
    assert score.total > SESSIONS * PARAGRAPHS
    assert score.right / score.total >= least, score


@pytest.mark.parametrize("dialect", Dialect)
def test_rejecting_a_tracked_session_gives_the_published_text(dialect: Dialect) -> None:
    for seed in range(SESSIONS):
        session, base = session_of(seed, dialect, tracked=True)
        shown = view(read_docx(session.save(), "edited.docx").value, REJECT_ALL)
        changes = list_changes(base, shown, align(base, shown))
        assert {change.kind for change in changes} == {ChangeKind.KEPT}, session.log


def test_an_unedited_copy_has_no_change() -> None:
    for seed in range(SESSIONS):
        document = read_docx(published(seed), "same.docx").value
        base = document.identity.base
        assert base is not None
        shown = view(document, ACCEPT_ALL)
        changes = list_changes(base, shown, align(base, shown))
        assert {change.kind for change in changes} == {ChangeKind.KEPT}
        assert {change.confidence for change in changes} == {1.0}
