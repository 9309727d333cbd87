"""Our views of tracked changes against LibreOffice's own Accept All and Reject All."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from docx_checks import rendered
from forumpub.env import FixedEnvironment
from forumpub.layout import make_plan
from forumpub.locales import load_words
from forumpub.model import BlockType
from forumpub.render.renderer import Edition
from forumpub.review.alignment import Fate, align
from forumpub.review.changes import ChangeKind, list_changes
from forumpub.review.document import BaseText, Place
from forumpub.review.reading import read_docx
from forumpub.review.views import ACCEPT_ALL, REJECT_ALL, Policy, view
from forumpub.styling import load_style
from libreoffice import OPERATIONS, Job, edit_all
from made_articles import Piece, make_article, quote
from sessions import Dialect, Session

EDITS = 15
SEEDS = range(8)
LEAST_SAME = 0.99
ALPHA = "Alpha: the forum opened on Friday in the port city, and delegates came from all member states."
BRAVO = "Bravo: the digital economy has become a key driving force for the global economic recovery."
CHARLIE = "Charlie: the two sides signed an agreement on customs, on railways and on the river port."
DELTA = "Delta: the next forum will be held in Nanning, the organisers said at the end of the day."


def published() -> bytes:
    article, source = make_article(
        ALPHA,
        BRAVO,
        CHARLIE,
        Piece(BlockType.NARRATION, "[Explanation]"),
        DELTA,
        quote("Trade has grown in every year since 2010, and it will grow again.", "Xu Kemin", "economist"),
        Piece(BlockType.NARRATION, "[Explanation]"),
        "Trade in durian between the two sides grew by 20 percent in 2024. Echo ends the report here.",
        headline="Forum hails three decades of dialogue",
        reporter_place="Wuhan",
    )
    env = FixedEnvironment()
    plan = make_plan(
        article, style=load_style("briefing", env), words=load_words("en"), now=env.now(), source=source
    ).value
    return rendered(Edition(article=article, plan=plan, source=source))


def shown(path: Path, policy: Policy) -> list[str]:
    document = read_docx(path.read_bytes(), path.name).value
    found = view(document, policy)
    return words(p.raw for p in found if p.place is Place.BODY and not p.erased)


def words(texts: Iterable[str]) -> list[str]:
    """Return the paragraphs with words: LibreOffice leaves empty ones where we drop them, and the reverse."""
    return [text for text in texts if text.strip()]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "base.docx"
    path.write_bytes(published())
    return path


def test_views_of_single_operations_are_libreoffices(base: Path, tmp_path: Path) -> None:
    jobs = [
        Job(
            source=base,
            target=tmp_path / f"{number}.docx",
            edits=edits,
            tracked=True,
            accepted=tmp_path / f"{number}-accepted.docx",
            rejected=tmp_path / f"{number}-rejected.docx",
        )
        for number, edits in enumerate(OPERATIONS.values())
    ]
    done = edit_all(jobs, tmp_path)
    before = shown(base, ACCEPT_ALL)
    for name, job, told in zip(OPERATIONS, jobs, done, strict=True):
        assert shown(job.target, ACCEPT_ALL) == words(told.accepted), name
        assert shown(job.target, REJECT_ALL) == words(told.rejected) == before, name
        assert job.accepted is not None
        assert shown(job.accepted, REJECT_ALL) == words(told.accepted), name


@pytest.mark.parametrize("dialect", Dialect)
def test_views_of_whole_sessions_are_libreoffices(dialect: Dialect, base: Path, tmp_path: Path) -> None:
    """LibreOffice accepts and rejects what we wrote as LibreOffice and Word write it."""
    texts = read_docx(base.read_bytes(), "base.docx").value.identity.base
    assert texts is not None
    jobs = []
    for seed in SEEDS:
        session = Session(
            data=base.read_bytes(),
            dialect=dialect,
            tracked=True,
            dice=random.Random(seed),  # noqa: S311  # not a secret
            idents={text.mark: text.ident for text in texts if text.mark is not None},
        )
        session.edit(EDITS)
        edited = tmp_path / f"{seed}.docx"
        edited.write_bytes(session.save())
        jobs.append(
            Job(
                source=edited,
                target=tmp_path / f"{seed}-saved.docx",
                accepted=tmp_path / f"{seed}-accepted.docx",
                rejected=tmp_path / f"{seed}-rejected.docx",
            )
        )
    same = total = 0
    for job, told in zip(jobs, edit_all(jobs, tmp_path), strict=True):
        for path in (job.source, job.target):
            assert shown(path, ACCEPT_ALL) == words(told.accepted), path.name
            assert shown(path, REJECT_ALL) == words(told.rejected), path.name
        once, again = known(job.source, texts), known(job.target, texts)
        total += len(once)
        same += sum(one == other for one, other in zip(once, again, strict=True))
    assert same >= LEAST_SAME * total, (same, total)


def known(path: Path, texts: tuple[BaseText, ...]) -> list[tuple[str, bool, tuple[str, ...]]]:
    """Return what each paragraph is known as: saving a file once more hardly changes that.

    Which half of a split text was split off may change: LibreOffice drops the bookmark of the first half when
    it opens and saves its own file again.
    """
    paragraphs = view(read_docx(path.read_bytes(), path.name).value)
    return [
        (paragraphs[item.paragraph].text, item.fate in (Fate.OWN, Fate.PIECE), item.idents)
        for item in align(texts, paragraphs).assignments
        if paragraphs[item.paragraph].place is Place.BODY
    ]


@pytest.mark.parametrize(("form", "suffix"), [("writer8", "odt"), ("Rich Text Format", "rtf")])
def test_bookmarks_survive_other_formats(form: str, suffix: str, base: Path, tmp_path: Path) -> None:
    """The article in the file is lost on the way; bookmarks and properties say which one it was."""
    document = read_docx(base.read_bytes(), "base.docx").value
    texts = document.identity.base
    assert texts is not None
    between, target = tmp_path / f"copy.{suffix}", tmp_path / "copy.docx"
    edit_all([Job(source=base, target=between, form=form)], tmp_path)
    edit_all([Job(source=between, target=target)], tmp_path)
    copy = read_docx(target.read_bytes(), "copy.docx").value
    assert (copy.identity.docid, copy.identity.base) == (document.identity.docid, None)
    paragraphs = view(copy)
    changes = list_changes(texts, paragraphs, align(texts, paragraphs))
    assert {change.kind for change in changes if change.kind is not ChangeKind.RESTYLED} == {ChangeKind.KEPT}
    known_by_mark = {ident for paragraph in paragraphs for ident in paragraph.live}
    assert known_by_mark == {text.mark for text in texts if text.mark is not None and text.text}
