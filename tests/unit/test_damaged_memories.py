"""Memories whose rows were edited by hand, or lost: one clear error each, whatever is asked of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from forumpub.errors import DamagedMemoryError, MemoryFileError
from forumpub.model import EngineUse, Origin, TermOutcome, TermUse
from forumpub.translate.memory import Memory, Query, Unit, open_memory

TEXT = "Trade grew in the first half."

# What somebody with a database browser, or a failing disk, may have done to the rows.
EDITS = {
    "an engine that is no JSON": "UPDATE engine SET name = '{'",
    "an engine of another shape": """UPDATE engine SET name = '{"name": 3}'""",
    "an engine that is a number": "UPDATE engine SET name = x'00ff'",
    "an engine nested without end": "UPDATE engine SET name = printf('%.*c', 100000, '[')",
    "an engine that is gone": "DELETE FROM engine",
    "a recipe that is gone": "DELETE FROM recipe",
    "a recipe of bytes": "UPDATE recipe SET name = x'ff' WHERE id = 1; UPDATE unit SET recipe = 1",
    "terms that are no JSON": "UPDATE unit SET terms = 'oops'",
    "terms of another shape": "UPDATE unit SET terms = '[1, 2]'",
    "terms with an unknown outcome": """UPDATE unit SET terms = '[["a", "b", "lost"]]'""",
    "terms of numbers": """UPDATE unit SET terms = '[[1, 2, "honoured"]]'""",
    "findings that are no JSON": "UPDATE unit SET checked = 'oops'",
    "findings of another shape": """UPDATE unit SET checked = '["by", "untranslated"]'""",
    "findings that nobody made": "UPDATE unit SET checked = '[]'",
    "findings of bytes": "UPDATE unit SET checked = x'00'",
    "a source of bytes": "UPDATE unit SET source = x'ff00'",
    "a source that is not UTF-8": "UPDATE unit SET source = CAST(x'ff' AS TEXT)",
    "a target of bytes": "UPDATE unit SET target = x'00'",
    "an unknown origin": "UPDATE unit SET origin = 9",
    "an origin in words": "UPDATE unit SET origin = 'human'",
    "a neighbour of bytes": "UPDATE unit SET before = x'00', after = x'00'",
    "a score in words": "UPDATE unit SET score = 'high'",
    "a key of words": "UPDATE unit SET context = 'x'",
    "a date of bytes": "UPDATE unit SET date = x'00'",
}
# Questions that read whole units. None may end in any other error.
QUESTIONS: dict[str, Callable[[Memory], object]] = {
    "look up": lambda memory: memory.look_up(
        [Query(source=TEXT, before="", after="")], source_lang="en", target_lang="id", recipe="r"
    ),
    "suggest": lambda memory: memory.suggest(TEXT + " Ok.", source_lang="en", target_lang="id"),
    "find human": lambda memory: memory.find_human("a.txt", ["b1p1"], source_lang="en", target_lang="id"),
    "read entries": lambda memory: list(memory.read_entries()),
    "search": lambda memory: memory.search("trade"),
    "count": lambda memory: memory.statistics(),
}


def begin(path: Path) -> None:
    engine = EngineUse(name="ct2", model="m", route=("en", "id"), sha256="0" * 64, licence="MIT")
    terms = (TermUse(source="trade", target="dagang", outcome=TermOutcome.HONOURED),)
    units = [
        Unit(source=TEXT, target="Dagang naik.", origin=Origin.HUMAN, part="b1p1", doc="a.txt"),
        Unit(
            source=TEXT,
            target="Perdagangan naik.",
            origin=Origin.ENGINE,
            recipe="r",
            engine=engine,
            terms=terms,
            before="",
            after="",
        ),
    ]
    with open_memory(path).value as memory:
        memory.remember(units, source_lang="en", target_lang="id")


def edit(path: Path, statements: str) -> None:
    other = sqlite3.connect(path)
    other.executescript(f"PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; {statements};")
    other.close()


@pytest.mark.parametrize("name", EDITS)
def test_rows_that_were_edited_are_told_in_one_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    begin(path)
    edit(path, EDITS[name])
    told = []
    for ask in QUESTIONS.values():
        with open_memory(path).value as memory:
            try:
                ask(memory)
            except DamagedMemoryError as error:
                told.append(error)
    assert told, "nothing was told of the damage"
    for one in told:
        assert str(one).startswith(f"can't use the translation memory {path}: it is damaged")
        assert "\n" not in str(one)
        assert any("left as it is" in hint for hint in one.hints)


@pytest.mark.parametrize(
    "table", ["unit", "pair", "engine", "recipe", "replaced", "indexed", "shingle", "progress"]
)
def test_a_table_that_is_gone_is_told_in_one_line(table: str, tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    begin(path)
    edit(path, f"DROP TABLE {table}")
    told = 0
    for ask in QUESTIONS.values():
        with open_memory(path).value as memory:
            try:
                ask(memory)
            except DamagedMemoryError:
                told += 1
    assert told


@pytest.mark.parametrize("share", [1, 10, 30, 50, 70, 90, 99])
def test_a_file_that_was_cut_off_is_told_in_one_line(share: int, tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    with open_memory(path).value as memory:
        units = [Unit(source=f"{TEXT} {n}", target="y" * 90, origin=Origin.HUMAN) for n in range(500)]
        memory.remember(units, source_lang="en", target_lang="id")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * share // 100])
    told = 0
    for ask in QUESTIONS.values():
        try:
            with open_memory(path).value as memory:
                ask(memory)
        except DamagedMemoryError:
            told += 1
    assert told


def test_a_damaged_memory_is_a_memory_that_cannot_be_used() -> None:
    assert issubclass(DamagedMemoryError, MemoryFileError)
