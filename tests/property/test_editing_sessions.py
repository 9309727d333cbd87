"""Whole sessions of an editor: what was edited, split, merged, moved, copied and deleted is known again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest

from drawn_sessions import PARAGRAPHS, published, session_of
from forumpub.review.alignment import align
from forumpub.review.assignment import Fate
from forumpub.review.changes import ChangeKind, list_changes
from forumpub.review.document import BaseText
from forumpub.review.reading import read_docx
from forumpub.review.views import ACCEPT_ALL, REJECT_ALL, view
from sessions import BLOCK, Dialect, Session

SESSIONS = 30


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
