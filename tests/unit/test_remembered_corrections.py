"""A memory that fails keeps no revision back, and the corrections are remembered when it is mended."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from editors import edit, edition, track
from forumpub.env import FixedEnvironment
from forumpub.errors import MemoryFileError
from forumpub.inputs import Input
from forumpub.model import Origin
from forumpub.pipeline import PublishOptions, Reading, render_reading
from forumpub.revisions import Revised, ReviseOptions, revise_input
from forumpub.schema import load_article
from forumpub.translate.memory import Unit, open_memory

CORRECTED = "Ekonomi digital Bravo menjadi mesin utama."
DAMAGED = b"not a database at all, " * 300
OLDER = [Unit(source=f"Text {n}", target="y" * 200, origin=Origin.IMPORT) for n in range(2000)]


def revise(folder: Path) -> Revised:
    """Revise an edition in which an editor corrected one sentence."""
    env = FixedEnvironment(data_dir=folder / "data")
    reading = Reading(article=edition(), source=None)
    files = render_reading(reading, (), PublishOptions(to=("docx",)), env).value
    data = edit(files[".docx"], track("penggerak utama", "mesin utama"))
    publish = PublishOptions(to=("md",), out=folder / "out")
    options = ReviseOptions(publish=publish, memory=folder / "m.sqlite")
    return revise_input(Input(name="a.docx", stem="a", data=data), options, env)


def told(revised: Revised) -> list[str]:
    return [
        placed.diagnostic.message
        for placed in revised.placed
        if placed.diagnostic.rule.slug == "corrections-not-remembered"
    ]


def written_targets(folder: Path) -> list[str]:
    translation = load_article((folder / "out" / "a.json").read_text("utf-8")).value.translation
    assert translation is not None
    return [segment.target for segment in translation.segments if segment.origin is Origin.HUMAN]


def remembered(path: Path) -> list[str]:
    with open_memory(path).value as memory:
        return [entry.unit.target for entry in memory.read_entries(origins=(Origin.HUMAN,))]


def test_a_damaged_memory_is_told_and_the_correction_stands_in_the_edition(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    path.write_bytes(DAMAGED)
    revised = revise(tmp_path)
    (message,) = told(revised)
    assert str(path) in message
    assert {file.path.name for file in revised.written} == {"a.json", "a.md", "a.changes.html"}
    assert written_targets(tmp_path) == [CORRECTED]
    assert path.read_bytes() == DAMAGED


def test_the_same_copy_brings_its_corrections_into_the_mended_memory(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    path.write_bytes(DAMAGED)
    first = revise(tmp_path)
    before = (tmp_path / "out" / "a.json").read_bytes()
    path.unlink()
    again = revise(tmp_path)
    assert (len(told(first)), told(again)) == (1, [])
    assert remembered(path) == [CORRECTED]
    assert (tmp_path / "out" / "a.json").read_bytes() == before


def test_a_memory_that_fails_while_it_is_written_is_told_after_the_files(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    with open_memory(path).value as memory:
        memory.remember(OLDER, source_lang="en", target_lang="id")
    content = bytearray(path.read_bytes())
    content[len(content) // 8 :] = b"\xff" * (len(content) - len(content) // 8)
    path.write_bytes(content)
    revised = revise(tmp_path)
    assert len(told(revised)) == 1
    assert written_targets(tmp_path) == [CORRECTED]


def test_a_wrong_file_is_an_error_before_anything_is_written(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "m.sqlite") as other:
        other.execute("CREATE TABLE unit (id INTEGER)")
    other.close()
    with pytest.raises(MemoryFileError, match="another program"):
        revise(tmp_path)
    assert not (tmp_path / "out").exists()


def test_a_memory_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "m.sqlite"
    with open_memory(path).value as memory:
        memory.remember(OLDER[:1], source_lang="en", target_lang="id")
    # Whoever runs the tests may be a superuser, who can write anything.
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda name, **rest: connect(name.replace("mode=rwc", "mode=ro"), **rest)
    )
    revised = revise(tmp_path)
    (message,) = told(revised)
    assert "can't be written" in message
    assert written_targets(tmp_path) == [CORRECTED]
