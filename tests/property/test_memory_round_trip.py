"""Any unit goes through the memory, TMX and XLIFF and comes back as it was."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forumpub.model import Origin
from forumpub.translate.memory import Entry, Query, Unit, open_memory
from forumpub.translate.memory.exchange import Notices
from forumpub.translate.memory.tmx import read_tmx, write_tmx
from forumpub.translate.memory.unit import normal_form
from forumpub.translate.memory.xliff import read_entries, write_entries
from forumpub.translate.memory.xml_stream import writable_text

ANY = st.characters(codec="utf-8")
READABLE = ANY.filter(lambda char: writable_text(char) == char)


@st.composite
def units(draw: st.DrawFn, characters: st.SearchStrategy[str]) -> Unit:
    texts = st.text(characters, max_size=40)
    words, sides = texts.filter(lambda text: bool(text.strip())), st.none() | texts
    return Unit(
        source=draw(words),
        target=draw(words),
        origin=draw(st.sampled_from([Origin.HUMAN, Origin.IMPORT])),
        before=draw(sides),
        after=draw(sides),
        author=draw(st.none() | words),
        date=draw(st.none() | st.just("2026-01-02T03:04:05Z")),
    )


# How long it takes says what else the machine does.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(units(READABLE), max_size=4))
def test_tmx_loses_nothing(given_units: list[Unit]) -> None:
    entries = [Entry(source_lang="en", target_lang="my", unit=unit) for unit in given_units]
    data = b"".join(write_tmx(entries, Notices("x")))
    assert list(read_tmx(io.BytesIO(data), "x", Notices("x"))) == entries


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(units(READABLE), min_size=1, max_size=4))
def test_xliff_loses_no_words(given_units: list[Unit]) -> None:
    entries = [Entry(source_lang="en", target_lang="my", unit=unit) for unit in given_units]
    data = b"".join(write_entries(entries, "en", "my", Notices("x")))
    read = [entry.unit for entry in read_entries(io.BytesIO(data), "x", Notices("x"))]
    assert [(unit.source, unit.target, unit.origin) for unit in read] == [
        (unit.source, unit.target, unit.origin) for unit in given_units
    ]


@given(st.lists(units(ANY), min_size=1, max_size=6))
@settings(deadline=None)
def test_the_memory_finds_what_it_was_given(given_units: list[Unit]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_memory(Path(folder) / "m.sqlite").value as memory:
        memory.remember(given_units, source_lang="en", target_lang="my")
        queries = [Query(source=unit.source, before=unit.before, after=unit.after) for unit in given_units]
        found = memory.look_up(queries, source_lang="en", target_lang="my", recipe="")
        for unit, one in zip(given_units, found, strict=True):
            assert one is not None
            assert normal_form(one.unit.source) == normal_form(unit.source)
            # Never does an import come before a person.
            humans = [u for u in given_units if normal_form(u.source) == normal_form(unit.source)]
            assert (one.unit.origin is Origin.HUMAN) == any(u.origin is Origin.HUMAN for u in humans)
            assert memory.suggest(unit.source, source_lang="en", target_lang="my")
