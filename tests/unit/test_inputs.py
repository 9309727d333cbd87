"""Inputs of a command: files, folders, standard input, and the names of their outputs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forumpub.env import FixedEnvironment, SystemEnvironment
from forumpub.errors import InputError
from forumpub.given import ReadingOptions
from forumpub.inputs import COPIES, EDITIONS, collect_inputs, count_passed_over
from forumpub.pipeline import check_input


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.TXT", "deep/er/c.md", "photo.jpg", ".hidden.txt", ".git/x.txt", "build/a.json"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return Path("in")


def test_a_folder_stands_for_its_transcripts_in_order(folder: Path) -> None:
    found = collect_inputs([str(folder)], outside=folder / "build")
    assert [entry.name for entry in found] == ["in/a.TXT", "in/b.txt", "in/deep/er/c.md"]
    assert [entry.stem for entry in found] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("suffixes", "names"),
    [(EDITIONS, ["in/build/a.json", "in/e.docx"]), (COPIES, ["in/e.docx", "in/t.tmx", "in/x.xlf"])],
)
def test_a_folder_stands_for_what_the_command_is_for(
    folder: Path, suffixes: frozenset[str], names: list[str]
) -> None:
    for name in ("e.docx", "t.tmx", "x.xlf", "e.pdf"):
        (folder / name).touch()
    assert [entry.name for entry in collect_inputs([str(folder)], suffixes=suffixes)] == names


def test_a_folder_without_copies_is_one_clear_line(folder: Path) -> None:
    with pytest.raises(InputError, match=r"no file in in ends in one of \.docx, \.tmx, \.xlf, \.xliff"):
        collect_inputs([str(folder)], suffixes=COPIES)


def test_files_that_nobody_reads_are_counted_by_kind(folder: Path) -> None:
    for name in (
        "a.doc",
        "notes.DOC",
        "deep/plan.rtf",
        "deep/README",
        "b.pdf",
        ".DS_Store",
        "Thumbs.db",
        "~$b.docx",
    ):
        (folder / name).touch()
    for name in ("forumpub.toml", "en-id.tmx", "build/z.pdf", "build/y.docx"):
        (folder / name).touch()
    (folder / "folder.rtf").mkdir()
    counts = count_passed_over([str(folder), str(folder), "-", "in/b.pdf"], outside=folder / "build")
    # b.pdf may be ours, of b.txt.
    assert counts == {".doc": 2, ".jpg": 1, ".rtf": 1, "": 1}


def test_in_the_folder_of_the_outputs_a_pdf_is_ours(folder: Path) -> None:
    for name in ("ours.pdf", "b.rtf", "plan.rtf"):
        (folder / name).touch()
    assert count_passed_over([str(folder)], outside=folder) == {".jpg": 1, ".rtf": 2}


def test_equal_names_get_names_of_their_own(folder: Path) -> None:
    found = collect_inputs(["in/b.txt", "elsewhere/b.txt", str(folder)])
    assert [(entry.name, entry.stem, entry.is_renamed) for entry in found] == [
        ("in/b.txt", "b", False),
        ("elsewhere/b.txt", "b-2", True),
        ("in/a.TXT", "a", False),
        ("in/build/a.json", "a-2", True),
        ("in/deep/er/c.md", "c", False),
    ]


def test_an_input_knows_the_others_that_its_outputs_could_be_called_like() -> None:
    found = collect_inputs(["a.txt", "A.docx", "a.id.txt", "ab.txt", "-"])
    rivals = {entry.name: [path.name for path in entry.rivals] for entry in found}
    assert rivals == {
        "a.txt": ["A.docx", "a.id.txt"],
        # Called `A-2`, since names that differ by case are one to some file systems.
        "A.docx": [],
        "a.id.txt": [],
        "ab.txt": [],
        "<stdin>": [],
    }


def test_a_missing_file_stays_in_the_list() -> None:
    (found,) = collect_inputs(["not/there.txt"])
    assert found.path == Path("not/there.txt")


def test_standard_input_has_a_name() -> None:
    (found,) = collect_inputs(["-"])
    assert (found.name, found.stem, found.path, found.is_renamed) == ("<stdin>", "stdin", None, False)


def test_a_folder_without_transcripts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no transcripts in") as caught:
        collect_inputs([str(tmp_path)])
    assert ".txt" in caught.value.hints[0]


def test_links_that_form_a_circle_end(folder: Path) -> None:
    (folder / "deep" / "again").symlink_to(folder.resolve(), target_is_directory=True)
    assert len(collect_inputs([str(folder)])) == 4


def test_a_folder_that_can_not_be_read_stops_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(top: Path, onerror: Callable[[OSError], None]) -> Iterator[object]:
        onerror(PermissionError(13, "Permission denied", str(top / "deep")))
        yield str(top), [], ["b.txt"]

    monkeypatch.setattr(os, "walk", refuse)
    found = collect_inputs([str(folder)])
    assert [entry.path for entry in found] == [folder / "b.txt", folder / "deep"]
    # What is closed is told as any input that can't be read.
    with pytest.raises(InputError, match=r"can't read in.deep: "):
        check_input(found[1], ReadingOptions(), SystemEnvironment())


def test_a_file_that_is_given_twice_is_one_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.\n", "utf-8")
    (tmp_path / "b.txt").write_text("Two.\n", "utf-8")
    given = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), str(tmp_path), f"{tmp_path}/./a.txt"]
    found = collect_inputs(given)
    assert [(Path(entry.name).name, entry.stem, entry.times) for entry in found] == [
        ("a.txt", "a", 3),
        ("b.txt", "b", 2),
    ]
    told = check_input(found[0], ReadingOptions(), FixedEnvironment()).placed
    assert "input-repeated" in [placed.diagnostic.rule.slug for placed in told]
