"""The translation memory: what is found, in which order, and what is never overwritten."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from forumpub.model import EngineUse, Origin, TermOutcome, TermUse
from forumpub.translate.memory import Match, Memory, Query, Unit, open_memory

ENGINE = EngineUse(name="argos", model="en_id-1.9", route=("en", "id"), sha256="ab" * 32, licence="MIT")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    opened = open_memory(tmp_path / "memory.sqlite")
    assert opened.diagnostics == ()
    with opened.value as memory:
        yield memory


def unit(source: str, target: str, origin: Origin = Origin.HUMAN, **more: object) -> Unit:
    return dataclasses.replace(Unit(source=source, target=target, origin=origin), **more)  # type: ignore[arg-type]


def remember(memory: Memory, *units: Unit) -> int:
    return memory.remember(units, source_lang="en", target_lang="id")


def target(memory: Memory, query: Query | str, recipe: str = "r1") -> str | None:
    asked = Query(source=query) if isinstance(query, str) else query
    (found,) = memory.look_up([asked], source_lang="en", target_lang="id", recipe=recipe)
    return found.unit.target if found else None


def test_every_field_comes_back(memory: Memory) -> None:
    term = TermUse(source="ASEAN", target="ASEAN", outcome=TermOutcome.N_BEST)
    given = unit(
        "Trade grew.",
        "Perdagangan tumbuh.",
        Origin.ENGINE,
        before="",
        after="It fell.",
        recipe="r1",
        engine=ENGINE,
        rung="first pass",
        score=-0.25,
        terms=(term,),
        author="desk",
        date="2026-01-02T03:04:05Z",
        part="b1p1",
        doc="story",
    )
    assert remember(memory, given) == 1
    (found,) = memory.look_up(
        [Query(source="Trade grew.", before="", after="It fell.")],
        source_lang="en",
        target_lang="id",
        recipe="r1",
    )
    assert found is not None
    assert found.unit == given
    assert found.match is Match.IN_CONTEXT


def test_blanks_and_composition_make_no_difference(memory: Memory) -> None:
    remember(memory, unit("Café  open\nnow.", "Kafe buka."))
    assert target(memory, "Cafe\u0301 open now. ") == "Kafe buka."
    assert target(memory, "Cafe open now.") is None


def test_a_human_comes_before_an_import_before_an_engine(memory: Memory) -> None:
    remember(memory, unit("A b.", "engine", Origin.ENGINE, recipe="r1"))
    assert target(memory, "A b.") == "engine"
    remember(memory, unit("A b.", "import", Origin.IMPORT))
    assert target(memory, "A b.") == "import"
    remember(memory, unit("A b.", "human"))
    assert target(memory, "A b.") == "human"
    # Later units of others change nothing.
    remember(
        memory, unit("A b.", "import 2", Origin.IMPORT), unit("A b.", "engine 2", Origin.ENGINE, recipe="r1")
    )
    assert target(memory, "A b.") == "human"


def test_a_human_elsewhere_comes_before_an_engine_here(memory: Memory) -> None:
    remember(memory, unit("A b.", "human", before="x", after="y"))
    remember(memory, unit("A b.", "engine", Origin.ENGINE, before="", after="", recipe="r1"))
    assert target(memory, Query(source="A b.", before="", after="")) == "human"


@pytest.mark.parametrize("origin", [Origin.ENGINE, Origin.GLOSSARY, Origin.KEPT])
def test_a_machine_counts_only_with_its_recipe(memory: Memory, origin: Origin) -> None:
    remember(memory, unit("A b.", "one", origin, recipe="r1"), unit("A b.", "two", origin, recipe="r2"))
    assert target(memory, "A b.", "r1") == "one"
    assert target(memory, "A b.", "r2") == "two"
    assert target(memory, "A b.", "r3") is None


def test_the_same_neighbours_come_before_the_latest(memory: Memory) -> None:
    remember(
        memory,
        unit("Yes.", "Ya.", before="Is it?", after="Good."),
        unit("Yes.", "Betul.", before="", after=""),
    )
    assert target(memory, Query(source="Yes.", before="Is  it?", after="Good.")) == "Ya."
    assert target(memory, Query(source="Yes.", before="", after="")) == "Betul."
    assert target(memory, Query(source="Yes.", before="no", after="no")) == "Betul."
    assert target(memory, "Yes.") == "Betul."


def test_unknown_neighbours_are_no_context(memory: Memory) -> None:
    remember(memory, unit("Yes.", "Ya."))
    (found,) = memory.look_up([Query(source="Yes.")], source_lang="en", target_lang="id", recipe="")
    assert found is not None
    assert found.match is Match.EXACT


def test_a_replaced_human_translation_stays_in_the_history(memory: Memory) -> None:
    remember(memory, unit("A b.", "first", author="Ani", date="2026-01-01"))
    remember(memory, unit("A b.", "first", author="Ani", date="2026-01-02"))
    assert memory.statistics().replaced == 0
    remember(memory, unit("A b.", "second", author="Budi", date="2026-01-03"))
    assert target(memory, "A b.") == "second"
    assert memory.statistics().replaced == 1
    with sqlite3.connect(memory.path) as other:
        assert other.execute("SELECT target, author, date FROM replaced").fetchall() == [
            ("first", "Ani", "2026-01-02")
        ]
    other.close()


def test_languages_are_apart(memory: Memory) -> None:
    remember(memory, unit("A b.", "id"))
    assert memory.look_up([Query(source="A b.")], source_lang="en", target_lang="ms", recipe="") == (None,)
    memory.remember([unit("A b.", "ms")], source_lang="en", target_lang="ms")
    assert target(memory, "A b.") == "id"


def test_many_queries_come_back_in_order(memory: Memory) -> None:
    remember(memory, *(unit(f"Sentence {n}.", f"Kalimat {n}.") for n in range(0, 3000, 2)))
    asked = [Query(source=f"Sentence {n}.") for n in range(3000)]
    found = memory.look_up(asked * 2, source_lang="en", target_lang="id", recipe="")
    assert [one.unit.target if one else None for one in found] == [
        None if n % 2 else f"Kalimat {n}." for n in range(3000)
    ] * 2


def test_what_is_wrong_is_refused_and_nothing_of_the_batch_stays(memory: Memory) -> None:
    with pytest.raises(ValueError, match="needs a source"):
        remember(memory, unit("A b.", "ok"), unit("C d.", " "))
    with pytest.raises(ValueError, match="recipe"):
        remember(memory, unit("A b.", "ok", recipe="r1"))
    assert target(memory, "A b.") is None
    # The number of the languages was undone with it.
    remember(memory, unit("A b.", "ok"))
    assert target(memory, "A b.") == "ok"


def test_a_human_is_found_by_place_when_the_source_has_changed(memory: Memory) -> None:
    remember(memory, unit("Old text.", "Teks lama.", doc="story", part="b1p1", date="2026-01-01"))
    remember(memory, unit("Newer text.", "Teks baru.", doc="story", part="b1p1", date="2026-01-02"))
    remember(memory, unit("Other.", "mesin", Origin.ENGINE, doc="story", part="b1p2", recipe="r1"))
    found = memory.find_human("story", ["b1p1", "b1p2"], source_lang="en", target_lang="id")
    assert {part: one.target for part, one in found.items()} == {"b1p1": "Teks baru."}
    assert not memory.find_human("other", ["b1p1"], source_lang="en", target_lang="id")


def test_a_name_in_no_encoding_is_a_place_too(memory: Memory) -> None:
    # What a file's name of the bytes `b"news\xff.txt"` is to Python.
    name = "news\udcff.txt"
    remember(memory, unit("Trade grew.", "Perdagangan tumbuh.", doc=name, part="b1p1"))
    found = memory.find_human(name, ["b1p1"], source_lang="en", target_lang="id")
    assert found["b1p1"].target == "Perdagangan tumbuh."
    assert memory.find_human("news\udcfe.txt", ["b1p1"], source_lang="en", target_lang="id") == {}
    assert memory.search("grew\udcff") == ()


def test_search_finds_both_sides_whatever_the_case(memory: Memory) -> None:
    remember(memory, unit("Trade grew 5%.", "Perdagangan ÉLAN tumbuh."), unit("Nothing.", "Kosong."))
    assert [hit.entry.unit.source for hit in memory.search("TRADE")] == ["Trade grew 5%."]
    assert [hit.entry.unit.source for hit in memory.search("élan")] == ["Trade grew 5%."]
    assert len(memory.search("%")) == 1
    assert len(memory.search("n", most=1)) == 1
    assert memory.search("trade", target_lang="ms") == ()


def test_statistics_count_by_origin(memory: Memory) -> None:
    remember(memory, unit("a", "b"), unit("a", "c", Origin.IMPORT), unit("a", "d", Origin.ENGINE, recipe="r"))
    (pair,) = memory.statistics().pairs
    assert (pair.source_lang, pair.target_lang) == ("en", "id")
    assert (pair.human, pair.imported, pair.machine) == (1, 1, 1)
    assert memory.statistics().size_bytes > 0


def test_entries_are_read_in_pages_and_by_origin(memory: Memory) -> None:
    remember(memory, *(unit(f"S {n}", f"T {n}", Origin.IMPORT) for n in range(2500)), unit("H", "h"))
    assert [entry.unit.source for entry in memory.read_entries()] == [*(f"S {n}" for n in range(2500)), "H"]
    assert [entry.unit.target for entry in memory.read_entries(origins=[Origin.HUMAN])] == ["h"]
    assert list(memory.read_entries(target_lang="th")) == []
