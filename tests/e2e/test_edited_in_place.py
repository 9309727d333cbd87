"""A DOCX that an editor saved where it was published: nothing is written over those words unasked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx import Document

from docx_checks import parts, rezip
from e2e.command import invoke, run
from editors import TRANSCRIPT, edit, edition, replace
from forumpub.review.saved_copies import is_saved_copy
from forumpub.schema import dump_article
from forumpub.translate.models.store import ModelStore
from libreoffice import Job, edit_all

MODELS = Path(__file__).parents[1] / "models"
CHANGE = replace("key driving", "major moving")
Saving = Callable[[bytes], bytes]


def save_as_word(data: bytes) -> bytes:
    """Pack the parts as Word does: the same day as ours, but no rights, and a flag for fast packing."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(data).items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
            entry.external_attr = 0
            entry.create_version = 45
            entry.flag_bits |= 0x6
    return target.getvalue()


def save_without(*beginnings: str) -> Saving:
    def save(data: bytes) -> bytes:
        return rezip({name: part for name, part in parts(data).items() if not name.startswith(beginnings)})

    return save


def save_with_python_docx(data: bytes) -> bytes:
    target = io.BytesIO()
    Document(io.BytesIO(data)).save(target)
    return target.getvalue()


SAVINGS: Mapping[str, Saving] = {
    "python-docx": save_with_python_docx,
    "as Word does": save_as_word,
    "properties alone are left": save_without("customXml/", "word/bookmarks"),
    "bookmarks alone are left": save_without("customXml/", "docProps/"),
}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Publish a report; return the folder of its files, beside it."""
    (tmp_path / "report.txt").write_text(TRANSCRIPT, "utf-8")
    done = invoke("publish", tmp_path / "report.txt", "--to", "docx,md", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    return tmp_path / "out"


def publish_again(folder: Path, *options: str) -> tuple[int, str]:
    """Publish what has a word more than before."""
    source = folder.parent / "report.txt"
    source.write_text(TRANSCRIPT.replace("Echo visitors", "Echo new visitors"), "utf-8")
    done = invoke("publish", source, "--to", "docx,md", "--out", folder, *options)
    return done.exit_code, done.stderr


@pytest.mark.parametrize("name", SAVINGS)
def test_what_an_editor_saved_in_place_is_kept(published: Path, name: str) -> None:
    path = published / "report.docx"
    path.write_bytes(SAVINGS[name](edit(path.read_bytes(), CHANGE)))
    before = {file.name: file.read_bytes() for file in published.iterdir()}
    status, told = publish_again(published)
    assert status == 3
    assert f"can't write {path}: another program has saved it since it was published" in told
    assert f"= help: take the edits over with `forumpub revise {path} --out {published / 'revised'}`" in told
    assert "--replace-edited" in told
    # The other files would say something else than the one that is kept.
    assert {file.name: file.read_bytes() for file in published.iterdir()} == before


def test_it_is_replaced_on_purpose(published: Path) -> None:
    path = published / "report.docx"
    path.write_bytes(save_as_word(edit(path.read_bytes(), CHANGE)))
    status, told = publish_again(published, "--replace-edited")
    assert status == 0, told
    assert b"major moving" not in parts(path.read_bytes())["word/document.xml"]
    assert not is_saved_copy(path)


def test_what_is_proposed_works(published: Path) -> None:
    path = published / "report.docx"
    path.write_bytes(save_as_word(edit(path.read_bytes(), CHANGE)))
    out = published / "revised"
    assert invoke("revise", path, "--to", "docx", "--out", out).exit_code == 0
    assert b"major moving" in parts((out / "report.docx").read_bytes())["word/document.xml"]


def test_an_untouched_file_is_replaced(published: Path) -> None:
    status, told = publish_again(published)
    assert status == 0, told
    assert "Echo new visitors" in (published / "report.md").read_text("utf-8")


def test_a_file_of_somebody_else_is_replaced(published: Path) -> None:
    target = io.BytesIO()
    Document().save(target)
    (published / "report.docx").write_bytes(target.getvalue())
    assert publish_again(published)[0] == 0
    (published / "report.docx").write_bytes(b"PK\x03\x04 cut off")
    assert publish_again(published)[0] == 0


def test_a_template_of_word_makes_no_file_of_word(published: Path) -> None:
    """What is published on a house's template names Word as its program, and is ours all the same."""
    template = published.parent / "house.docx"
    document = Document()
    document.add_paragraph("House style")
    document.save(str(template))
    for _ in range(2):
        status, told = publish_again(published, "--template", str(template))
        assert status == 0, told
    assert not is_saved_copy(published / "report.docx")


def test_other_inputs_are_published(published: Path) -> None:
    path = published / "report.docx"
    path.write_bytes(save_as_word(path.read_bytes()))
    for name in ("first", "second"):
        (published.parent / f"{name}.txt").write_text(TRANSCRIPT, "utf-8")
    done = invoke("publish", published.parent, "--to", "docx", "--out", published, "--jobs", "1")
    assert done.exit_code == 3
    assert done.stdout.splitlines() == [f"{published / name}.docx" for name in ("first", "second")]
    assert "2 files, 1 failed" in done.stderr


def test_a_revision_keeps_what_was_edited_in_its_place(published: Path) -> None:
    copy = published / "report.docx"
    copy.write_bytes(save_as_word(edit(copy.read_bytes(), CHANGE)))
    out = published / "revised"
    words = ("revise", copy, "--to", "docx", "--redline", "--out", out)
    assert invoke(*words).exit_code == 0
    # Its own files it writes as often as it is asked to, the copy with proposals too.
    copy.write_bytes(save_as_word(edit(copy.read_bytes(), replace("exhibition", "trade"))))
    (out / "report.json").unlink()
    assert invoke(*words).exit_code == 0
    revised = out / "report.docx"
    revised.write_bytes(save_as_word(revised.read_bytes()))
    copy.write_bytes(save_as_word(edit(copy.read_bytes(), replace("Echo", "All"))))
    (out / "report.json").unlink()
    done = invoke(*words)
    assert done.exit_code == 3
    assert f"can't write {revised}: another program has saved it" in done.stderr
    assert not (out / "report.json").exists()
    assert invoke(*words, "--replace-edited").exit_code == 0


def test_a_bilingual_table_keeps_its_corrections(tmp_path: Path) -> None:
    path = tmp_path / "report.id.json"
    path.write_text(dump_article(edition()), "utf-8")
    words = ("review", path, "--out", tmp_path)
    assert invoke(*words).exit_code == 0
    table = tmp_path / "report.id.review.docx"
    table.write_bytes(save_as_word(table.read_bytes()))
    done = invoke(*words)
    assert done.exit_code == 3
    assert f"can't write {table}" in done.stderr
    assert invoke(*words, "--replace-edited").exit_code == 0


def test_an_edition_is_kept_before_it_is_translated(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "data" / "models")
    store.import_package(MODELS / "translate-en_id-tiny.argosmodel")
    (tmp_path / "news.txt").write_text("[Explanation]\n\nThe private plan opened the young school.\n")
    env = {"FORUMPUB_DATA": str(tmp_path / "data"), "FORUMPUB_MEMORY": str(tmp_path / "memory.sqlite")}
    words = ("translate", "news.txt", "--to", "id", "--formats", "docx", "--out", "out")
    assert run(*words, cwd=tmp_path, env=env).returncode == 0
    path = tmp_path / "out" / "news.id.docx"
    path.write_bytes(save_as_word(path.read_bytes()))
    before = path.read_bytes()
    (tmp_path / "memory.sqlite").unlink()
    done = run(*words, cwd=tmp_path, env=env)
    assert done.returncode == 3
    assert b"can't write out/news.id.docx: another program has saved it" in done.stderr
    assert path.read_bytes() == before
    assert not (tmp_path / "memory.sqlite").exists()
    assert run(*words, "--replace-edited", cwd=tmp_path, env=env).returncode == 0


def test_what_libreoffice_saves_is_known(published: Path, tmp_path: Path) -> None:
    path = published / "report.docx"
    change = ({"do": "replace", "find": "key driving", "text": "major moving"},)
    edit_all([Job(source=path, target=tmp_path / "saved.docx", edits=change)], tmp_path)
    (tmp_path / "saved.docx").replace(path)
    status, told = publish_again(published)
    assert status == 3, told
    assert b"major moving" in parts(path.read_bytes())["word/document.xml"]
