"""The memory's file: damaged, foreign, newer, read-only; several processes, and one that is killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from forumpub.errors import MemoryFileError
from forumpub.model import Origin, SegmentFinding
from forumpub.translate.memory import Checked, Query, Unit, open_memory, tables

# Writes until it is stopped: a batch of ten units a time, and a line when it stands.
WRITER = """
import sys
from pathlib import Path
from forumpub.model import Origin
from forumpub.translate.memory import Unit, open_memory
name, batches = sys.argv[2], int(sys.argv[3])
with open_memory(Path(sys.argv[1])).value as memory:
    for batch in range(batches):
        units = [
            Unit(source=f"{name} {batch} {n}", target="x" * 500, origin=Origin.ENGINE, recipe="r")
            for n in range(10)
        ]
        memory.remember(units, source_lang="en", target_lang="id")
        print(batch, flush=True)
"""
READER = """
import os
import sys
from pathlib import Path
import rapidfuzz.process
from forumpub.model import Origin
from forumpub.translate.memory import Query, Unit, open_memory
if os.geteuid() == 0:
    # The superuser may write anything; nobody may not.
    os.seteuid(65534)
outcome = open_memory(Path(sys.argv[1]))
with outcome.value as memory:
    print([d.rule.slug for d in outcome.diagnostics], memory.writable)
    unit = Unit(source="new", target="x", origin=Origin.HUMAN)
    print(memory.remember([unit], source_lang="en", target_lang="id"))
    (found,) = memory.look_up([Query(source="A b c d.")], source_lang="en", target_lang="id", recipe="")
    print(found.unit.target)
    print([s.unit.target for s in memory.suggest("A b c d e.", source_lang="en", target_lang="id")])
    print([entry.unit.target for entry in memory.read_entries()])
    print([hit.entry.unit.checked for hit in memory.search("b c")], memory.statistics().pairs[0].human)
    print(list(memory.find_human("a.txt", ["b1p1"], source_lang="en", target_lang="id").values()))
"""


def start(script: str, path: Path, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path), *args], stdout=subprocess.PIPE, text=True
    )


def read_as_nobody(path: Path) -> list[str]:
    """Ask a memory everything as a user who may not write it, and return what is printed."""
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def make_older(path: Path) -> None:
    """Give a memory the tables of the first version."""
    with sqlite3.connect(path) as other:
        other.execute("ALTER TABLE unit DROP COLUMN checked")
        other.execute("PRAGMA user_version = 1")
    other.close()


def begin(path: Path) -> None:
    with open_memory(path).value as memory:
        memory.remember(
            [Unit(source="A b c d.", target="human", origin=Origin.HUMAN)], source_lang="en", target_lang="id"
        )


@pytest.mark.parametrize("content", [b"not a database at all, " * 300, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_bytes(content)
    with pytest.raises(MemoryFileError, match="damaged") as caught:
        open_memory(path)
    assert str(path) in str(caught.value)
    assert any("left as it is" in hint for hint in caught.value.hints)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_page_that_is_damaged_later_is_an_error_too(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    with open_memory(path).value as memory:
        units = [Unit(source=f"Text {n}", target="y" * 200, origin=Origin.IMPORT) for n in range(2000)]
        memory.remember(units, source_lang="en", target_lang="id")
    content = bytearray(path.read_bytes())
    content[len(content) // 4 :] = b"\xff" * (len(content) - len(content) // 4)
    path.write_bytes(content)
    with open_memory(path).value as memory:
        queries = [Query(source=f"Text {n}") for n in range(2000)]
        with pytest.raises(MemoryFileError, match="damaged"):
            memory.look_up(queries, source_lang="en", target_lang="id", recipe="")
        with pytest.raises(MemoryFileError, match="damaged"):
            memory.statistics()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE unit (id INTEGER)")
    other.close()
    content = path.read_bytes()
    with pytest.raises(MemoryFileError, match="another program"):
        open_memory(path)
    assert path.read_bytes() == content


def test_an_older_versions_memory_gets_the_new_columns(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    begin(path)
    make_older(path)
    finding = SegmentFinding(slug="number-differs", message="the number 16 became 61", words="61")
    with open_memory(path).value as memory:
        (entry, *_) = memory.read_entries()
        unit = replace(entry.unit, checked=Checked(by="checks", findings=(finding,)))
        memory.remember([unit], source_lang=entry.source_lang, target_lang=entry.target_lang)
    with open_memory(path).value as memory:
        (entry, *_) = memory.read_entries()
        assert entry.unit == unit


def test_a_newer_versions_memory_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    begin(path)
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {tables.VERSION + 1}")
    other.close()
    with pytest.raises(MemoryFileError, match="newer version"):
        open_memory(path)


def test_a_folder_or_an_impossible_place_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MemoryFileError, match="not a file"):
        open_memory(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(MemoryFileError, match="can't make"):
        open_memory(tmp_path / "file" / "memory.sqlite")


def test_a_new_memory_gets_its_folder_and_an_empty_file_its_tables(tmp_path: Path) -> None:
    begin(tmp_path / "data" / "#memory? %41.sqlite")
    assert (tmp_path / "data" / "#memory? %41.sqlite").is_file()
    (tmp_path / "empty").touch()
    begin(tmp_path / "empty")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
@pytest.mark.parametrize("older", [False, True], ids=["present", "older"])
@pytest.mark.parametrize("folder_too", [False, True], ids=["file", "folder"])
def test_a_memory_that_cannot_be_written_is_read_with_a_warning(older: bool, folder_too: bool) -> None:
    # pytest closes its own folders to other users whenever it starts.
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        top.chmod(0o755)
        path = top / "folder" / "memory.sqlite"
        begin(path)
        if older:
            make_older(path)
        content = path.read_bytes()
        path.chmod(0o444)
        if folder_too:
            path.parent.chmod(0o555)
        printed = read_as_nobody(path)
        path.parent.chmod(0o755)
        answers = ["human", "['human']", "['human']", "[None] 1", "[]"]
        assert printed == ["['memory-read-only'] False", "0", *answers]
        assert path.read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_an_empty_file_that_cannot_be_written_is_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "memory.sqlite").touch()
    # Whoever runs the tests may be a superuser, who can write anything.
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda name, **rest: connect(name.replace("mode=rwc", "mode=ro"), **rest)
    )
    with pytest.raises(MemoryFileError, match="it is empty, and can't be written") as caught:
        open_memory(tmp_path / "memory.sqlite")
    assert caught.value.hints == ("make it writable, or name another file with --memory",)


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    # None of them finds the file: all of them begin it.
    writers = [start(WRITER, path, f"writer{number}", "20") for number in range(4)]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    with open_memory(path).value as memory:
        (pair,) = memory.statistics().pairs
        assert pair.machine == 4 * 20 * 10


def test_a_killed_process_loses_nothing_that_was_remembered(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    writer = start(WRITER, path, "killed", "1000000")
    assert writer.stdout is not None
    told = [writer.stdout.readline() for _ in range(15)]
    writer.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    told += writer.communicate(timeout=60)[0].splitlines()
    last = int(told[-1])
    with open_memory(path).value as memory:
        queries = [Query(source=f"killed {batch} {n}") for batch in range(last + 1) for n in range(10)]
        found = memory.look_up(queries, source_lang="en", target_lang="id", recipe="r")
        assert all(found)
        # The batch in hand is there whole, or not at all.
        (pair,) = memory.statistics().pairs
        assert pair.machine % 10 == 0
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    other.close()


def test_a_full_disk_is_an_error_and_the_batch_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    begin(path)
    with open_memory(path).value as memory:
        memory._connection.execute("PRAGMA max_page_count = 30")
        units = [Unit(source=f"Text {n}", target="y" * 900, origin=Origin.IMPORT) for n in range(2000)]
        with pytest.raises(MemoryFileError, match="the disk is full"):
            memory.remember(units, source_lang="en", target_lang="th")
        (found,) = memory.look_up([Query(source="A b c d.")], source_lang="en", target_lang="id", recipe="")
        assert found is not None
        assert [pair.target_lang for pair in memory.statistics().pairs] == ["id"]


def test_who_waits_too_long_is_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    begin(path)
    other = sqlite3.connect(path, isolation_level=None)
    with open_memory(path).value as memory:
        memory._connection.execute("PRAGMA busy_timeout = 1")
        other.execute("BEGIN IMMEDIATE")
        # Who only reads doesn't wait.
        (found,) = memory.look_up([Query(source="A b c d.")], source_lang="en", target_lang="id", recipe="")
        assert found is not None
        with pytest.raises(MemoryFileError, match="another program holds it"):
            memory.remember(
                [Unit(source="a", target="b", origin=Origin.HUMAN)], source_lang="en", target_lang="id"
            )
    other.close()
