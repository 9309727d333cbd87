"""`forumpub revise --translate`: the editions say what the revised article says, and keep the rest."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from e2e.command import run
from editors import edit, track
from forumpub.model import Origin, TranslatedSegment
from forumpub.schema import load_article
from forumpub.translate.models.store import ModelStore

MODELS = Path(__file__).parents[1] / "models"
SENTENCES = (
    "Peking University and the World Bank signed an agreement on sustainable development on 9 January 2036.",
    "Three regional universities criticised the local diplomat in Hanoi recently.",
    "The private plan opened the young school.",
)
CORRECTED = "Rencana swasta itu membuka sekolah baru yang muda."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, str]]:
    """A folder with models, and the variables of a desk that uses them."""
    folder = tmp_path_factory.mktemp("desk")
    store = ModelStore(folder / "data" / "models")
    store.import_package(MODELS / "translate-en_id-tiny.argosmodel")
    store.import_package(MODELS / "m2m-tiny")
    return folder, {"FORUMPUB_DATA": str(folder / "data"), "SOURCE_DATE_EPOCH": "1626436800"}


@pytest.fixture
def published(tmp_path: Path, desk: tuple[Path, Mapping[str, str]]) -> Mapping[str, str]:
    """Publish an article and its edition; return the variables of every later run."""
    env = {**desk[1], "FORUMPUB_MEMORY": str(tmp_path / "memory.sqlite")}
    news = "\n\n".join(("[Explanation]", *SENTENCES))
    (tmp_path / "news.txt").write_text(news, "utf-8")
    for words in (("publish", "--to", "docx"), ("translate", "--to", "id", "--formats", "docx,json")):
        done = run(words[0], "news.txt", *words[1:], "--out", ".", cwd=tmp_path, env=env)
        assert done.returncode == 0, done.stderr
    return env


def change(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    path.write_bytes(edit(path.read_bytes(), track(before, after)))


def revise(
    folder: Path, env: Mapping[str, str], *words: str, out: str = "out"
) -> subprocess.CompletedProcess[bytes]:
    return run("revise", *words, "--to", "docx,json", "--out", out, cwd=folder, env=env)


def segments_of(path: Path) -> dict[str, TranslatedSegment]:
    translation = load_article(path.read_text("utf-8")).value.translation
    assert translation is not None
    return {segment.source: segment for segment in translation.segments}


def test_only_what_changed_is_translated_again(tmp_path: Path, published: Mapping[str, str]) -> None:
    before = segments_of(tmp_path / "news.id.json")
    # What only the memory can know.
    with closing(sqlite3.connect(tmp_path / "memory.sqlite")) as memory, memory:
        memory.execute("UPDATE unit SET target = replace(target, 'mengkritik', 'sudah mengkritik')")
    change(tmp_path, "news.docx", "private plan", "public plan")
    done = revise(tmp_path, published, "news.docx", "--translate", "id")
    assert done.returncode == 0, done.stderr
    assert "out/news.id.docx" in done.stdout.decode().splitlines()
    after = segments_of(tmp_path / "out" / "news.id.json")
    changed = "The public plan opened the young school."
    assert set(after) - set(before) == {changed}
    assert after[changed].origin is Origin.ENGINE
    assert after[SENTENCES[1]].target.startswith("Tiga universitas regional sudah mengkritik")


def test_a_correction_outlives_a_revision_of_other_words(
    tmp_path: Path, published: Mapping[str, str]
) -> None:
    old = segments_of(tmp_path / "news.id.json")[SENTENCES[2]].target
    change(tmp_path, "news.id.docx", old, CORRECTED)
    assert revise(tmp_path, published, "news.id.docx", out="corrected").returncode == 0
    change(tmp_path, "news.docx", "criticised", "promoted")
    done = revise(tmp_path, published, "news.docx", "--translate", "id")
    assert done.returncode == 0, done.stderr
    kept = segments_of(tmp_path / "out" / "news.id.json")[SENTENCES[2]]
    assert (kept.target, kept.origin) == (CORRECTED, Origin.HUMAN)


def test_a_correction_whose_source_was_revised_is_shown_and_not_taken(
    tmp_path: Path, published: Mapping[str, str]
) -> None:
    old = segments_of(tmp_path / "news.id.json")[SENTENCES[2]].target
    change(tmp_path, "news.id.docx", old, CORRECTED)
    assert revise(tmp_path, published, "news.id.docx", out="corrected").returncode == 0
    change(tmp_path, "news.docx", "private plan", "public plan")
    done = revise(tmp_path, published, "news.docx", "--translate", "id")
    assert "correction-outdated" in done.stderr.decode()
    new = segments_of(tmp_path / "out" / "news.id.json")["The public plan opened the young school."]
    assert new.stale
    assert new.target != CORRECTED
    assert any(CORRECTED in finding.message for finding in new.findings)


def test_the_project_names_the_languages_unless_none_are_wanted(
    tmp_path: Path, published: Mapping[str, str]
) -> None:
    (tmp_path / "forumpub.toml").write_text('[translate]\nto = ["id"]\n', "utf-8")
    assert revise(tmp_path, published, "news.docx").returncode == 0
    assert (tmp_path / "out" / "news.id.docx").is_file()
    assert revise(tmp_path, published, "news.docx", "--translate", "none", out="bare").returncode == 0
    assert not (tmp_path / "bare" / "news.id.docx").exists()
    assert (tmp_path / "bare" / "news.docx").is_file()


def test_no_edition_is_made_of_an_edition(tmp_path: Path, published: Mapping[str, str]) -> None:
    done = revise(tmp_path, published, "news.id.docx", "--translate", "vi")
    assert done.returncode == 0, done.stderr
    assert "edition-of-edition" in done.stderr.decode()
    assert not list((tmp_path / "out").glob("*.vi.*"))


def test_a_wrong_language_is_told_before_anything_is_written(
    tmp_path: Path, published: Mapping[str, str]
) -> None:
    done = revise(tmp_path, published, "news.docx", "--translate", "xx")
    assert done.returncode == 2
    assert "there are no editions in 'xx'" in done.stderr.decode()
    assert not (tmp_path / "out").exists()


def test_an_untouched_copy_is_said_to_have_no_changes(tmp_path: Path, published: Mapping[str, str]) -> None:
    done = revise(tmp_path, published, "news.docx")
    assert done.stdout.decode().splitlines()[0] == "no changes"


def test_a_copy_that_fails_gets_no_editions(tmp_path: Path, published: Mapping[str, str]) -> None:
    done = revise(tmp_path, published, "gone.docx", "--translate", "id")
    assert done.returncode == 3
    assert not list(tmp_path.glob("out/*.id.*"))


def test_a_bad_glossary_of_the_project_keeps_no_revision_back(
    tmp_path: Path, published: Mapping[str, str]
) -> None:
    (tmp_path / "terms.tsv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "forumpub.toml").write_text('[translate]\nglossaries = ["terms.tsv"]\n', "utf-8")
    change(tmp_path, "news.docx", "private plan", "public plan")
    done = revise(tmp_path, published, "news.docx")
    assert done.returncode == 0, done.stderr
    assert b"terms.tsv" not in done.stderr
    assert (tmp_path / "out" / "news.docx").is_file()


def test_editions_of_the_project_fail_beside_their_revision(
    tmp_path: Path, published: Mapping[str, str]
) -> None:
    (tmp_path / "forumpub.toml").write_text('[translate]\nto = ["id"]\nglossaries = ["gone.tsv"]\n', "utf-8")
    change(tmp_path, "news.docx", "private plan", "public plan")
    done = revise(tmp_path, published, "news.docx")
    assert done.returncode == 3
    assert "out/news.docx" in done.stdout.decode().splitlines()
    assert b"gone.tsv" in done.stderr
    assert not list(tmp_path.glob("out/*.id.*"))
    # An edition gets no editions, and needs no glossary.
    assert revise(tmp_path, published, "news.id.docx", out="edition").returncode == 0


def test_a_bad_glossary_is_told_before_anything_is_written_where_it_is_needed(
    tmp_path: Path, published: Mapping[str, str]
) -> None:
    (tmp_path / "terms.tsv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "forumpub.toml").write_text('[translate]\nglossaries = ["terms.tsv"]\n', "utf-8")
    for words in (("--translate", "id"), ("--redline",)):
        done = revise(tmp_path, published, "news.docx", *words)
        assert done.returncode == 3
        assert b"terms.tsv" in done.stderr
        assert not (tmp_path / "out").exists()
