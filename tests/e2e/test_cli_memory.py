"""`forumpub memory` from the command's end."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.command import invoke
from forumpub.model import EngineUse, Origin
from forumpub.translate.memory import Unit, open_memory

TMX = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">
<header srclang="EN-US" segtype="sentence" creationtool="x" creationtoolversion="1" o-tmf="x" adminlang="en"
 datatype="plaintext"/><body><tu><tuv xml:lang="EN-US"><seg>Trade grew.</seg></tuv>
<tuv xml:lang="id"><seg>Perdagangan naik.</seg></tuv><tuv xml:lang="th"><seg>การค้าเติบโต</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORUMPUB_MEMORY", str(tmp_path / "memory.sqlite"))
    (tmp_path / "in.tmx").write_text(TMX, "utf-8")
    return tmp_path / "memory.sqlite"


def remember(path: Path, target: str, date: str) -> None:
    unit = Unit(source="Trade grew.", target=target, origin=Origin.HUMAN, author="Ani", date=date)
    with open_memory(path).value as memory:
        memory.remember([unit], source_lang="en", target_lang="id")


def test_import_stats_search_export(tmp_path: Path) -> None:
    done = invoke("memory", "import", tmp_path / "in.tmx")
    assert done.exit_code == 0
    assert done.stdout == "in.tmx: 2 units\n"
    assert "exchange-language-mapped" in done.stderr
    assert invoke("memory", "stats").stdout.splitlines()[1:] == [
        "en → id    0      1         0",
        "en → th    0      1         0",
        "all        0      2         0",
    ]
    found = invoke("memory", "search", "PERDAGANGAN")
    assert found.stdout == "en → id (import)\n  Trade grew.\n  Perdagangan naik.\n"
    absent = invoke("memory", "search", "absent")
    assert (absent.exit_code, absent.stdout) == (1, "")
    assert absent.stderr == "nothing in the memory contains 'absent'\n"
    out = tmp_path / "out" / "all.tmx"
    assert invoke("memory", "export", out).exit_code == 0
    assert "การค้าเติบโต" in out.read_text("utf-8")
    assert [path.name for path in out.parent.iterdir()] == ["all.tmx"]


def test_an_export_imports_into_another_memory(tmp_path: Path, memory: Path) -> None:
    remember(memory, "Dagang naik.", "2026-01-01T00:00:00Z")
    for name in ("all.tmx", "all.xlf"):
        assert invoke("memory", "export", tmp_path / name).exit_code == 0
        other = tmp_path / f"{name}.sqlite"
        assert invoke("memory", "import", tmp_path / name, "--memory", other).exit_code == 0
        with open_memory(other).value as opened:
            (entry,) = opened.read_entries()
        assert (entry.unit.target, entry.unit.origin, entry.unit.author) == (
            "Dagang naik.",
            Origin.HUMAN,
            "Ani",
        )


def test_an_older_human_translation_replaces_no_newer_one(tmp_path: Path, memory: Path) -> None:
    remember(memory, "old", "2026-01-01T00:00:00Z")
    invoke("memory", "export", tmp_path / "old.tmx")
    remember(memory, "new", "2026-01-02T00:00:00Z")
    invoke("memory", "export", tmp_path / "new.tmx")
    done = invoke("memory", "import", tmp_path / "old.tmx")
    assert done.stdout == "old.tmx: no units\n"
    assert "exchange-human-kept" in done.stderr
    assert "new" in invoke("memory", "search", "Trade").stdout
    # The other way round the newer one comes in.
    other = tmp_path / "other.sqlite"
    invoke("memory", "import", tmp_path / "old.tmx", "--memory", other)
    assert invoke("memory", "import", tmp_path / "new.tmx", "--memory", other).stdout == "new.tmx: 1 unit\n"
    assert "new" in invoke("memory", "search", "Trade", "--memory", other).stdout


def test_only_what_is_selected_is_exchanged(tmp_path: Path) -> None:
    done = invoke("memory", "import", tmp_path / "in.tmx", "--from", "en-GB", "--to", "th")
    assert done.stdout == "in.tmx: 1 unit\n"
    assert invoke("memory", "import", tmp_path / "in.tmx", "--origin", "human").stdout == "in.tmx: no units\n"


def test_xliff_needs_one_pair(tmp_path: Path) -> None:
    invoke("memory", "import", tmp_path / "in.tmx")
    assert invoke("memory", "export", tmp_path / "a.xlf").exit_code == 2
    assert invoke("memory", "export", tmp_path / "a.xlf", "--to", "id").exit_code == 0
    assert invoke("memory", "export", tmp_path / "a.xlf", "--to", "vi").exit_code == 2
    assert invoke("memory", "export", tmp_path / "a.bin").exit_code == 2
    assert invoke("memory", "export", tmp_path / "a.bin", "--format", "tmx").exit_code == 0


def test_a_command_that_looks_begins_no_memory(tmp_path: Path, memory: Path) -> None:
    for command in (["stats"], ["search", "x"], ["export", tmp_path / "x.tmx"]):
        done = invoke("memory", *command)
        assert done.exit_code == 3
        assert "there is no translation memory" in done.stderr
    assert not memory.exists()


def test_bad_files_are_clear_errors(tmp_path: Path, memory: Path) -> None:
    (tmp_path / "bad.tmx").write_text("<tmx><body>")
    (tmp_path / "plain.txt").write_text("hello")
    for name, words in (("bad.tmx", "not well-formed"), ("plain.txt", "neither"), ("absent", "can't read")):
        done = invoke("memory", "import", tmp_path / name)
        assert done.exit_code == 3
        assert words in done.stderr
    memory.write_bytes(b"damaged" * 1000)
    done = invoke("memory", "import", tmp_path / "in.tmx")
    assert done.exit_code == 3
    assert "damaged" in done.stderr
    assert memory.read_bytes() == b"damaged" * 1000


def test_an_export_never_replaces_the_memory(tmp_path: Path, memory: Path) -> None:
    invoke("memory", "import", tmp_path / "in.tmx")
    assert invoke("memory", "export", memory, "--format", "tmx").exit_code == 3
    assert invoke("memory", "stats").exit_code == 0


def test_a_translation_is_shown_once_with_its_best_origin(memory: Path) -> None:
    engine = EngineUse(name="argos", model="en_id-1.9", route=("en", "id"), sha256="0" * 64, licence=None)
    machine = [
        Unit(source="Trade grew.", target=target, origin=Origin.ENGINE, recipe=recipe, engine=engine)
        for recipe, target in (("fast", "Dagang naik."), ("best", "Dagang naik."), ("best", "Niaga naik."))
    ]
    with open_memory(memory).value as opened:
        for unit in machine:
            opened.remember([unit], source_lang="en", target_lang="id")
    remember(memory, "Dagang naik.", "2026-01-01T00:00:00Z")
    assert invoke("memory", "search", "naik").stdout.splitlines() == [
        "en → id (human, Ani, 2026-01-01T00:00:00Z, 1 more like it)",
        "  Trade grew.",
        "  Dagang naik.",
        "en → id (engine, argos en_id-1.9)",
        "  Trade grew.",
        "  Niaga naik.",
    ]
    one = invoke("memory", "search", "naik", "--most", "1")
    assert one.stdout.count("Trade grew.") == 1
    assert one.stderr == "1 more: --most 2 shows them\n"
    assert invoke("memory", "search", "naik", "--most", "2").stderr == ""


def test_a_search_counts_what_it_leaves_out(memory: Path) -> None:
    units = [Unit(source=f"Trade {n}.", target=f"Dagang {n}.", origin=Origin.HUMAN) for n in range(1_225)]
    with open_memory(memory).value as opened:
        opened.remember(units, source_lang="en", target_lang="id")
        opened.remember(units[:21], source_lang="en", target_lang="ms")
    shown = invoke("memory", "search", "dagang")
    assert len(shown.stdout.splitlines()) == 3 * 20
    assert shown.stderr == "1,226 more: --most 1246 shows them\n"
    assert invoke("memory", "search", "dagang", "--to", "ms").stderr == "1 more: --most 21 shows them\n"
    whole = invoke("memory", "search", "dagang", "--most", "1246")
    assert (len(whole.stdout.splitlines()), whole.stderr) == (3 * 1_246, "")


@pytest.mark.parametrize(
    ("name", "content"), [("gone.tmx", None), ("bad.tmx", "<tmx><body>"), ("plain.txt", "hello")]
)
def test_a_file_that_cannot_be_imported_begins_no_memory(
    tmp_path: Path, memory: Path, name: str, content: str | None
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    done = invoke("memory", "import", tmp_path / name)
    assert done.exit_code == 3
    assert not memory.exists()


def test_nothing_selected_begins_no_memory(tmp_path: Path, memory: Path) -> None:
    assert invoke("memory", "import", tmp_path / "in.tmx", "--to", "vi").exit_code == 0
    assert not memory.exists()
