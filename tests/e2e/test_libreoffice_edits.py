"""Editors at a real LibreOffice: twenty operations, with tracking off, on, and on and accepted.

What comes back must be the article with that one operation done to it: the right paragraph, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from docx_checks import assert_valid
from editors import publish, read_article
from forumpub.env import FixedEnvironment
from forumpub.inputs import Input
from forumpub.model import Article
from forumpub.pipeline import PublishOptions
from forumpub.revisions import Revised, ReviseOptions, revise_input
from libreoffice import OPERATIONS, Done, Job, edit_all

TEXT = """headline: Forum opens in Wuhan

[Explanation]
Alpha report opened in Wuhan, and officials met on Friday morning.

Bravo digital economy has become a key driving force for recovery.

Charlie ministers agreed on a plan for trade in services.

Delta studies show that eleven countries took part in the forum.
"""
TRANSCRIPT = TEXT.replace("headline: Forum opens in Wuhan\n", "---\nheadline: Forum opens in Wuhan\n---\n")
NAMES = ("a", "b", "c", "d")
BEFORE = {"b1p1": "Alpha", "b1p2": "Bravo", "b1p3": "Charlie", "b1p4": "Delta"}
BRAVO = "Bravo digital economy has become a key driving force for recovery."
CHARLIE = "Charlie ministers agreed on a plan for trade in services."
# What the report is afterwards: ids in order, and the words of those that aren't as before.
EXPECTED: Mapping[str, tuple[list[str], dict[str, str]]] = {
    "nothing": (["b1p1", "b1p2", "b1p3", "b1p4"], {}),
    "edit inside": (["b1p1", "b1p2", "b1p3", "b1p4"], {"b1p2": BRAVO.replace("key driving", "major moving")}),
    "type at the start": (["b1p1", "b1p2", "b1p3", "b1p4"], {"b1p2": f"XX {BRAVO}"}),
    "type at the end": (["b1p1", "b1p2", "b1p3", "b1p4"], {"b1p2": f"{BRAVO} ZZ"}),
    "replace the first word": (["b1p1", "b1p2", "b1p3", "b1p4"], {"b1p2": BRAVO.replace("Bravo", "Brovo")}),
    "replace the last word": (
        ["b1p1", "b1p2", "b1p3", "b1p4"],
        {"b1p2": BRAVO.replace("recovery.", "growth!")},
    ),
    "retype": (["b1p1", "b1p2", "b1p3", "b1p4"], {"b1p2": "Retyped sentence here."}),
    "split": (
        ["b1p1", "b1p2", "r2p1", "b1p3", "b1p4"],
        {"b1p2": "Bravo digital economy", "r2p1": "has become a key driving force for recovery."},
    ),
    "merge by delete": (["b1p1", "b1p2", "b1p4"], {"b1p2": f"{BRAVO}{CHARLIE}"}),
    "merge by backspace": (["b1p1", "b1p2", "b1p4"], {"b1p2": f"{BRAVO}{CHARLIE}"}),
    "delete a paragraph": (["b1p1", "b1p3", "b1p4"], {}),
    "delete the text": (["b1p1", "b1p3", "b1p4"], {}),
    "move down": (["b1p1", "b1p3", "b1p2", "b1p4"], {}),
    "cut and paste": (["b1p1", "b1p3", "b1p2", "b1p4"], {}),
    "copy and paste": (["b1p1", "b1p2", "b1p3", "r2p1", "b1p4"], {"r2p1": BRAVO}),
    "new after": (["b1p1", "b1p2", "r2p1", "b1p3", "b1p4"], {"r2p1": "Newpara inserted after."}),
    "new before": (["b1p1", "r2p1", "b1p2", "b1p3", "b1p4"], {"r2p1": "Newpara inserted before."}),
    "style": (["b1p1", "b1p2", "b1p3", "b1p4"], {}),
    "bold": (["b1p1", "b1p2", "b1p3", "b1p4"], {}),
    "replace all": (
        ["b1p1", "b1p2", "b1p3", "b1p4"],
        {"b1p2": BRAVO.replace("digital economy", "DIGITAL ECONOMY")},
    ),
}
WAYS = ("untracked", "tracked", "accepted")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, Done]]:
    """Do every operation, in one session of LibreOffice."""
    folder = tmp_path_factory.mktemp("desk")
    source = folder / "sent.docx"
    source.write_bytes(publish(TRANSCRIPT, style="wire"))
    jobs = []
    for name, edits in OPERATIONS.items():
        for tracked in (False, True):
            stem = f"{name.replace(' ', '-')}-{'tracked' if tracked else 'untracked'}"
            accepted = folder / f"{name.replace(' ', '-')}-accepted.docx" if tracked else None
            jobs.append(
                Job(
                    source=source,
                    target=folder / f"{stem}.docx",
                    edits=edits,
                    tracked=tracked,
                    accepted=accepted,
                )
            )
    done = edit_all(jobs, folder)
    return folder, {job.target.stem: one for job, one in zip(jobs, done, strict=True)}


def revise(path: Path, folder: Path) -> Revised:
    options = ReviseOptions(publish=PublishOptions(to=("md",), out=folder), guesses=True)
    return revise_input(Input(name=path.name, stem=path.stem, path=path), options, FixedEnvironment())


def report(article: Article) -> dict[str, str]:
    return {para.id: para.text for block in article.blocks for para in block.paras}


def test_the_base_is_what_the_operations_are_made_for() -> None:
    article = read_article(TRANSCRIPT)
    assert {key: text.partition(" ")[0] for key, text in report(article).items()} == BEFORE
    assert set(EXPECTED) == set(OPERATIONS)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_read_back(
    name: str, way: str, desk: tuple[Path, Mapping[str, Done]], tmp_path: Path
) -> None:
    folder, _ = desk
    revised = revise(folder / f"{name.replace(' ', '-')}-{way}.docx", tmp_path)
    order, words = EXPECTED[name]
    found = report(revised.article)
    before = report(read_article(TRANSCRIPT))
    squeezed = {key: text.replace(" ", "") for key, text in found.items()}
    assert list(found) == order
    assert squeezed == {key: words.get(key, before.get(key, "")).replace(" ", "") for key in order}
    if name == "nothing":
        assert revised.article == read_article(TRANSCRIPT)


def test_a_restyled_paragraph_is_a_quote(desk: tuple[Path, Mapping[str, Done]], tmp_path: Path) -> None:
    folder, _ = desk
    for way in WAYS:
        article = revise(folder / f"style-{way}.docx", tmp_path / way).article
        types = {para.id: block.type.value for block in article.blocks for para in block.paras}
        assert types["b1p2"] == "quote"
        assert types["b1p3"] == "narration"


def test_proposals_are_rejected_without_a_trace(tmp_path: Path) -> None:
    """LibreOffice itself rejects the tool's proposals, and has the editor's file again."""
    copy = tmp_path / "copy.docx"
    slips = TRANSCRIPT.replace("Friday morning", "Friday, 2019-2021, in the the morning")
    copy.write_bytes(publish(slips, style="wire"))
    options = ReviseOptions(publish=PublishOptions(to=("md",), out=tmp_path / "out"), redline=True)
    revise_input(Input(name="copy.docx", stem="copy", path=copy), options, FixedEnvironment())
    redline = tmp_path / "out" / "copy.redline.docx"
    assert_valid(redline.read_bytes(), tmp_path)
    jobs = [
        Job(source=copy, target=tmp_path / "as-it-was.docx"),
        Job(
            source=redline,
            target=tmp_path / "proposed.docx",
            rejected=tmp_path / "r.docx",
            accepted=tmp_path / "a.docx",
        ),
    ]
    before, after = edit_all(jobs, tmp_path)
    assert {author for _, author in after.redlines} == {"forumpub"}
    assert after.rejected == before.paragraphs
    assert any("Friday, 2019–2021, in the morning." in text for text in after.accepted), after.accepted
