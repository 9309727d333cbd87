"""Forgetting units of a memory: which go, which stay, and that their words are out of the file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from e2e.command import invoke
from forumpub.model import EngineUse, Origin
from forumpub.translate.memory import Removal, Unit, open_memory


def engine(name: str, model: str) -> EngineUse:
    return EngineUse(name=name, model=model, route=("en", "id"), sha256="0" * 64, licence=None)


MACHINE = [
    Unit(
        source="Old trade.",
        target="Dagang lama.",
        origin=Origin.ENGINE,
        recipe="a",
        date="2025-01-01T00:00:00Z",
        engine=engine("argos", "en_id-1.8"),
    ),
    Unit(
        source="New trade.",
        target="Dagang baru.",
        origin=Origin.ENGINE,
        recipe="b",
        date="2026-01-01T00:00:00Z",
        engine=engine("ct2", "m2m"),
    ),
    Unit(
        source="Undated trade.",
        target="Dagang.",
        origin=Origin.ENGINE,
        recipe="a",
        engine=engine("argos", "en_id-1.8"),
    ),
]
PEOPLE = [
    Unit(
        source="A secret plan.", target="Rencana rahasia.", origin=Origin.HUMAN, date="2024-01-01T00:00:00Z"
    ),
    Unit(source="An open plan.", target="Rencana terbuka.", origin=Origin.IMPORT),
]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "memory.sqlite"
    monkeypatch.setenv("FORUMPUB_MEMORY", str(path))
    with open_memory(path).value as memory:
        memory.remember([*MACHINE, *PEOPLE], source_lang="en", target_lang="id")
        memory.remember(MACHINE[:1], source_lang="en", target_lang="ms")
    return path


def left(path: Path) -> list[tuple[str, str]]:
    with open_memory(path).value as memory:
        return [(entry.unit.source, entry.target_lang) for entry in memory.read_entries()]


@pytest.mark.parametrize(
    ("arguments", "gone"),
    [
        (["--to", "ms"], {("Old trade.", "ms")}),
        (["--engine", "CT2"], {("New trade.", "id")}),
        (["--engine", "en_id-1.8", "--to", "id"], {("Old trade.", "id"), ("Undated trade.", "id")}),
        (["--before", "2025-06-01"], {("Old trade.", "id"), ("Old trade.", "ms"), ("Undated trade.", "id")}),
        (["--matching", "BARU"], {("New trade.", "id")}),
        # What people wrote goes by no other sign than its words, and by them only when it is meant.
        (["--from", "en", "--to", "id"], {(unit.source, "id") for unit in MACHINE}),
        (["--matching", "plan"], set()),
        (["--matching", "secret", "--human"], {("A secret plan.", "id")}),
        (["--matching", "plan", "--human"], {("A secret plan.", "id"), ("An open plan.", "id")}),
        (["--matching", "plan", "--human", "--before", "2026-01-01"], {("A secret plan.", "id")}),
    ],
)  # fmt: skip
def test_what_is_named_goes_and_all_else_stays(
    path: Path, arguments: list[str], gone: set[tuple[str, str]]
) -> None:
    before = left(path)
    counted = invoke("memory", "forget", *arguments, "--dry-run")
    assert counted.exit_code == 0
    assert left(path) == before
    assert sum(map(int, counted.stdout.splitlines()[-1].split()[1:])) == len(gone)
    assert invoke("memory", "forget", *arguments, "--yes").exit_code == 0
    assert left(path) == [one for one in before if one not in gone]


def test_nobody_to_ask_is_told_of_yes(path: Path) -> None:
    refused = invoke("memory", "forget", "--to", "id", data=b"")
    assert refused.exit_code == 2
    assert "--yes" in refused.stderr
    assert "interrupted" not in refused.stderr


def test_nothing_to_forget_is_not_asked_about(path: Path) -> None:
    done = invoke("memory", "forget", "--to", "vi")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("no units forgotten\n")


def test_it_asks_and_a_no_keeps_everything(path: Path) -> None:
    before = left(path)
    refused = invoke("memory", "forget", "--to", "id", data=b"n\n")
    assert refused.exit_code == 1
    assert "forget these units for good?" in refused.stderr
    assert left(path) == before
    assert invoke("memory", "forget", "--to", "id", data=b"y\n").stdout.endswith("3 units forgotten\n")
    assert len(left(path)) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "nothing says which units are to be forgotten"),
        (["--human"], "only by its words"),
        (["--human", "--to", "id"], "only by its words"),
        (["--human", "--matching", "  "], "only by its words"),
        (["--before", "yesterday"], "'yesterday' is not a date"),
        (["--engine", "nllb"], "no engine or model 'nllb' has written"),
    ],
)
def test_what_names_nothing_is_a_wrong_command(path: Path, arguments: list[str], words: str) -> None:
    before = left(path)
    done = invoke("memory", "forget", *arguments, "--yes")
    assert done.exit_code == 2
    assert words in done.stderr
    assert left(path) == before


def test_an_unknown_engine_is_told_which_there_are(path: Path) -> None:
    done = invoke("memory", "forget", "--engine", "nllb")
    assert "argos, ct2, en_id-1.8, m2m" in done.stderr


def test_a_dry_run_for_an_unknown_engine_finds_nothing(path: Path) -> None:
    before = left(path)
    counted = invoke("memory", "forget", "--engine", "nllb", "--dry-run")
    assert counted.exit_code == 0
    assert "no engine or model 'nllb' has written" in counted.stderr
    assert "argos, ct2, en_id-1.8, m2m" in counted.stderr
    assert counted.stderr.endswith("no units would be forgotten\n")
    assert left(path) == before


def test_a_dry_run_says_that_it_finds_nothing(path: Path) -> None:
    counted = invoke("memory", "forget", "--to", "vi", "--dry-run")
    assert (counted.exit_code, counted.stderr) == (0, "no units would be forgotten\n")


def test_no_memory_is_begun(tmp_path: Path) -> None:
    done = invoke("memory", "forget", "--to", "id", "--memory", tmp_path / "gone.sqlite")
    assert done.exit_code == 3
    assert not (tmp_path / "gone.sqlite").exists()


def test_no_word_stays_in_the_file(path: Path) -> None:
    with open_memory(path).value as memory:
        memory.remember([Unit(source="A secret plan.", target="Rencana gelap.", origin=Origin.HUMAN)],
                        source_lang="en", target_lang="id")  # fmt: skip
        # The index for fuzzy search has a copy.
        assert memory.suggest("A secret plan!", source_lang="en", target_lang="id")
        outcome = memory.forget(Removal(text="secret", people=True))
    assert (outcome.value, outcome.diagnostics) == (1, ())
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for word in (b"secret", b"rahasia", b"gelap"):
        assert word not in content
    assert b"terbuka" in content


def test_what_comes_after_is_found_by_likeness(path: Path) -> None:
    with open_memory(path).value as memory:
        memory.suggest("A secret plan!", source_lang="en", target_lang="id")
        memory.forget(Removal(text="plan", people=True))
        new = Unit(
            source="The port of Sihanoukville opened.", target="Pelabuhan dibuka.", origin=Origin.HUMAN
        )
        memory.remember([new], source_lang="en", target_lang="id")
        found = memory.suggest("The port of Sihanoukville opened!", source_lang="en", target_lang="id")
    assert [one.unit.target for one in found] == ["Pelabuhan dibuka."]


def test_a_file_that_others_read_is_told(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM unit").fetchone()
    with open_memory(path).value as memory:
        memory._connection.execute("PRAGMA busy_timeout = 1")
        outcome = memory.forget(Removal(target_lang="ms"))
    other.close()
    assert outcome.value == 1
    assert [found.rule.slug for found in outcome.diagnostics] == ["memory-not-compacted"]


@pytest.mark.parametrize("wrong", [{}, {"people": True, "target_lang": "id"}])
def test_a_removal_of_everything_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="units"):
        Removal(**wrong)  # type: ignore[arg-type]
