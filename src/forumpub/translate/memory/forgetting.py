"""Forgetting: which units of a memory go, and their words out of its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from forumpub.model import EngineUse, Origin
from forumpub.translate.memory import rows
from forumpub.translate.memory.opening import OpenFile, writing
from forumpub.translate.memory.soundness import LANGUAGES, sound_rows
from forumpub.translate.memory.unit import PairStatistics
from forumpub.translate.memory.values import read_engine
from forumpub.values import dataclass

_MACHINE = tuple(
    origin for origin, number in rows.ORIGIN_NUMBERS.items() if number > rows.LAST_WITHOUT_RECIPE
)
_OF_PEOPLE = f"origin <= {rows.LAST_WITHOUT_RECIPE}"
_CHOSEN = "SELECT unit.id FROM unit JOIN pair ON pair.id = unit.pair WHERE "
_UNUSED_TEXTS = (
    "SELECT id FROM indexed WHERE NOT EXISTS (SELECT 1 FROM pair JOIN unit ON unit.pair = pair.id "  # noqa: S608
    f"AND unit.key = indexed.key WHERE pair.source_lang = indexed.lang AND {_OF_PEOPLE})"
)
# What stood for the units that went: the words that they replaced, and what fuzzy search knows of them. The
# next unit gets the number after the last one that is left, and must still be new to the index.
_CLEAN_UP = (
    "DELETE FROM replaced WHERE unit NOT IN (SELECT id FROM unit)",
    f"DELETE FROM shingle WHERE source IN ({_UNUSED_TEXTS})",  # noqa: S608
    f"DELETE FROM indexed WHERE id IN ({_UNUSED_TEXTS})",  # noqa: S608
    "UPDATE progress SET unit = min(unit, (SELECT coalesce(max(id), 0) FROM unit))",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Which units are to go: those for which all that is given holds.

    `engine` is an engine's name or a model's. `before` is a date, ISO 8601; a machine's unit without one was
    written before dates were kept. `text` stands in the source or the translation. Only a machine's units are
    meant, with `people` also those of people and of other tools.

    Raises:
        ValueError: nothing is given, or people's units are meant without a text.
    """

    source_lang: str | None = None
    target_lang: str | None = None
    engine: str | None = None
    before: str | None = None
    text: str | None = None
    people: bool = False

    def __post_init__(self) -> None:
        if self.people and not self.text:
            raise ValueError("people's units go only by their words")
        if not any((self.source_lang, self.target_lang, self.engine, self.before, self.text)):
            raise ValueError("nothing says which units are to go")


def list_engines(connection: sqlite3.Connection) -> Iterator[tuple[int, EngineUse]]:
    """Yield the engines that a memory names, with their numbers; those that can't be read are left out."""
    for number, name in connection.execute("SELECT id, name FROM engine ORDER BY name"):
        engine = read_engine(name) if isinstance(name, str) else None
        if engine is not None:
            yield number, engine


def count_chosen(connection: sqlite3.Connection, removal: Removal) -> tuple[PairStatistics, ...]:
    """Count the units that would go."""
    condition = _condition(connection, removal)
    counted = connection.execute(rows.COUNT_PAIRS.format(condition=condition.sql), condition.values)
    return tuple(rows.make_statistics(row) for row in sound_rows(counted, LANGUAGES))


def remove_chosen(connection: sqlite3.Connection, removal: Removal) -> int:
    """Delete the units, and all that was kept for them; return how many there were.

    Languages, engines and recipes keep their numbers: other processes may be about to use them.
    """
    with writing(connection):
        condition = _condition(connection, removal)
        query = f"DELETE FROM unit WHERE id IN ({_CHOSEN}{condition.sql})"  # noqa: S608
        deleted = connection.execute(query, condition.values)
        for statement in _CLEAN_UP:
            connection.execute(statement)
    return deleted.rowcount


def compact(file: OpenFile) -> bool:
    """Write the file anew, without the words that were deleted; tell whether that could be done.

    It can't while another process reads an older state, or where the disk has no room for a copy.
    """
    try:
        file.connection.execute("VACUUM")
        (busy, *_) = file.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        if not getattr(error, "sqlite_errorname", "").startswith(
            ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL")
        ):
            raise
        return False
    return not busy


def _condition(connection: sqlite3.Connection, removal: Removal) -> rows.Condition:
    condition = rows.Condition()
    condition.add_languages(removal.source_lang, removal.target_lang)
    condition.add_origins(tuple(Origin) if removal.people else _MACHINE)
    if removal.engine is not None:
        wanted = removal.engine.casefold()
        condition.add_engines(
            [
                number
                for number, engine in list_engines(connection)
                if wanted in (engine.name.casefold(), engine.model.casefold())
            ]
        )
    if removal.before is not None:
        condition.add_date_before(removal.before)
    if removal.text is not None:
        condition.add_text(removal.text)
    return condition
