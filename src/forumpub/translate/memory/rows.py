"""Units as rows of the tables, and back."""

from __future__ import annotations

import functools
import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from forumpub.model import EngineUse, Origin
from forumpub.translate.memory.soundness import DamagedRowError, Row
from forumpub.translate.memory.unit import Entry, Hit, PairStatistics, Unit, normal_form
from forumpub.translate.memory.values import (
    dump_checked,
    dump_engine,
    dump_terms,
    load_checked,
    load_terms,
    read_engine,
)

_KEY_BYTES = 16
# Nothing is known of the neighbours; no digest is as short.
_NO_CONTEXT = b""

# As they rank: a smaller number is preferred. The numbers stand in files and in the tables' triggers.
ORIGIN_NUMBERS: Mapping[Origin, int] = MappingProxyType(
    {Origin.HUMAN: 1, Origin.IMPORT: 2, Origin.GLOSSARY: 3, Origin.ENGINE: 4, Origin.KEPT: 5}
)
_ORIGINS = MappingProxyType({number: origin for origin, number in ORIGIN_NUMBERS.items()})
HUMAN = ORIGIN_NUMBERS[Origin.HUMAN]
# Whatever comes after it is a machine's, and counts only with its recipe.
LAST_WITHOUT_RECIPE = ORIGIN_NUMBERS[Origin.IMPORT]

# What `make_unit` takes, in its order; key, context, origin and id come first, for choosing.
COLUMNS = (
    "unit.key, unit.context, unit.origin, unit.id, unit.source, unit.target, unit.before, unit.after, "
    "unit.recipe, unit.engine, unit.rung, unit.score, unit.terms, unit.author, unit.date, unit.part, "
    "unit.doc, unit.checked"
)
SELECT_PLACE = (
    f"SELECT {COLUMNS} FROM unit WHERE pair = ? AND origin = {HUMAN} AND doc = ? AND part = ? "  # noqa: S608
    "ORDER BY date DESC, id DESC LIMIT 1"
)
SELECT_ENTRY = f"SELECT {COLUMNS}, source_lang, target_lang FROM unit JOIN pair ON pair.id = unit.pair"  # noqa: S608
# One row a translation, that of the least origin and the latest: what SQLite takes the other columns from.
SELECT_DISTINCT = (
    f"SELECT {COLUMNS}, source_lang, target_lang, count(*), min(origin * 1000000000000 - unit.id) "  # noqa: S608
    "FROM unit JOIN pair ON pair.id = unit.pair WHERE {condition} "
    "GROUP BY unit.pair, unit.key, unit.target ORDER BY unit.id DESC LIMIT ?"
)
COUNT_DISTINCT = (
    "SELECT count(*) FROM (SELECT 1 FROM unit JOIN pair ON pair.id = unit.pair WHERE {condition} "
    "GROUP BY unit.pair, unit.key, unit.target)"
)
COUNT_PAIRS = """
SELECT source_lang, target_lang, sum(origin = 1), sum(origin = 2), sum(origin > 2)
FROM unit JOIN pair ON pair.id = unit.pair WHERE {condition}
GROUP BY source_lang, target_lang ORDER BY source_lang, target_lang
"""
UPSERT = """
INSERT INTO unit (pair, key, context, origin, source, target, before, after, recipe, engine, rung, score,
                  terms, author, date, part, doc, checked)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (pair, key, context, origin, recipe) DO UPDATE SET
    source = excluded.source, target = excluded.target, before = excluded.before, after = excluded.after,
    engine = excluded.engine, rung = excluded.rung, score = excluded.score, terms = excluded.terms,
    author = excluded.author, date = excluded.date, part = excluded.part, doc = excluded.doc,
    checked = excluded.checked
"""


@functools.lru_cache(maxsize=4096)
def text_key(text: str) -> bytes:
    """Return the key of a text: equal for texts that differ in blanks or composition only.

    Kept for some texts: each is asked for as itself and as the neighbour of two others.
    """
    return hashlib.blake2b(
        normal_form(text).encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES
    ).digest()


def context_key(before: str | None, after: str | None) -> bytes:
    """Return the key of a text's neighbours, the same for all texts of whose neighbours nothing is known."""
    if before is None or after is None:
        return _NO_CONTEXT
    # Half of either is as long as a whole key.
    half = _KEY_BYTES // 2
    return text_key(before)[:half] + text_key(after)[:half]


def stands_between(row: Row, before: str | None, after: str | None) -> bool:
    """Tell whether a row of `COLUMNS` has these neighbours. Most have the very same, and no key is made."""
    if before is None or after is None:
        return False
    return bool((row[6] == before and row[7] == after) or row[1] == context_key(before, after))


@functools.lru_cache(maxsize=4)
def select_keys(count: int) -> str:
    """Return the query for rows of so many keys: its values are a pair, the keys, and a recipe."""
    return (
        f"SELECT {COLUMNS} FROM unit WHERE pair = ? AND key IN ({','.join('?' * count)}) "  # noqa: S608
        f"AND (origin <= {LAST_WITHOUT_RECIPE} OR recipe = ?)"
    )


class Condition:
    """Which units are meant, as SQL; all of them until something is added."""

    def __init__(self) -> None:
        self._parts = ["1"]
        self._values: list[object] = []

    @property
    def sql(self) -> str:
        """The condition, for units joined with their pair."""
        return " AND ".join(self._parts)

    @property
    def values(self) -> tuple[object, ...]:
        """What its question marks stand for."""
        return tuple(self._values)

    def add_languages(self, source_lang: str | None, target_lang: str | None) -> None:
        """Mean only units of given languages."""
        for column, lang in (("source_lang", source_lang), ("target_lang", target_lang)):
            if lang is not None:
                self._add(f"{column} = ?", lang)

    def add_origins(self, origins: Sequence[Origin]) -> None:
        """Mean only units of given origins, of all where none is given."""
        if origins:
            numbers = [ORIGIN_NUMBERS[origin] for origin in origins]
            self._add(f"origin IN ({','.join('?' * len(numbers))})", *numbers)

    def add_engines(self, numbers: Sequence[int]) -> None:
        """Mean only units that engines of these numbers made; none where there is no number."""
        self._add(f"engine IN ({','.join('?' * len(numbers))})", *numbers)

    def add_date_before(self, date: str) -> None:
        """Mean only units that are older than an ISO date; a machine's without a date is."""
        self._add(f"(date < ? OR (date IS NULL AND origin > {LAST_WITHOUT_RECIPE}))", date)

    def add_text(self, text: str) -> None:
        """Mean only units that hold a text; the connection must know `fold`."""
        folded = storable(fold(text))
        self._add("(instr(fold(source), ?) OR instr(fold(target), ?))", folded, folded)

    def _add(self, part: str, *values: object) -> None:
        self._parts.append(part)
        self._values.extend(values)


def storable(name: str) -> str:
    r"""Return what SQLite takes of a file's name or a command's words.

    On Linux both are bytes. Those that are no UTF-8 come as lone surrogates, which SQLite refuses; they are
    written out as `\\udcff`, so that different names stay different.
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def fold(text: str) -> str:
    """Return the form in which a text is searched: its case doesn't count."""
    return normal_form(text).casefold()


class Numbers:
    """The numbers of languages, engines and recipes in one file, kept after the first question.

    A number that was given inside a transaction that failed must be forgotten.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pairs: dict[tuple[str, str], int] = {}
        self._names: dict[tuple[str, str], int] = {}
        # By number, as read from kept rows: what a row names was kept with it.
        self._engines: dict[int, EngineUse] = {}
        self._recipes = {0: ""}

    def forget(self) -> None:
        """Forget all numbers: the next question asks the file."""
        self._pairs.clear()
        self._names.clear()

    def find_pair(self, source_lang: str, target_lang: str) -> int | None:
        """Return the number of a pair of languages."""
        pair = (source_lang, target_lang)
        if pair not in self._pairs:
            row = self._connection.execute(
                "SELECT id FROM pair WHERE source_lang = ? AND target_lang = ?", pair
            ).fetchone()
            if row is None:
                return None
            self._pairs[pair] = row[0]
        return self._pairs[pair]

    def give_pair(self, source_lang: str, target_lang: str) -> int:
        """Return the number of a pair of languages, a new one where it has none; inside a transaction."""
        found = self.find_pair(source_lang, target_lang)
        if found is None:
            pair = (source_lang, target_lang)
            self._connection.execute("INSERT INTO pair (source_lang, target_lang) VALUES (?, ?)", pair)
            found = self.find_pair(*pair)
        if found is None:
            raise DamagedRowError("a row that was written is not there")
        return found

    def find_recipe(self, recipe: str) -> int | None:
        """Return the number of a recipe; 0 is the empty one."""
        return self._find("recipe", recipe) if recipe else 0

    def give_recipe(self, recipe: str) -> int:
        """Return the number of a recipe, a new one where it has none; inside a transaction."""
        return self._give("recipe", recipe) if recipe else 0

    def give_engine(self, engine: EngineUse | None) -> int | None:
        """Return the number of an engine, a new one where it has none; inside a transaction."""
        return None if engine is None else self._give("engine", dump_engine(engine))

    def get_engine(self, number: int | None) -> EngineUse | None:
        """Return the engine of a number."""
        if number is None:
            return None
        if number not in self._engines:
            engine = read_engine(self._get("engine", number))
            if engine is None:
                raise DamagedRowError(f"engine {number} can't be read")
            self._engines[number] = engine
        return self._engines[number]

    def get_recipe(self, number: int) -> str:
        """Return the recipe of a number."""
        if number not in self._recipes:
            self._recipes[number] = self._get("recipe", number)
        return self._recipes[number]

    def _get(self, table: str, number: int) -> str:
        query = f"SELECT name FROM {table} WHERE id = ?"  # noqa: S608
        row = self._connection.execute(query, (number,)).fetchone()
        if row is None or not isinstance(row[0], str):
            raise DamagedRowError(f"{table} {number} is missing")
        return row[0]

    def _find(self, table: str, name: str) -> int | None:
        if (table, name) not in self._names:
            query = f"SELECT id FROM {table} WHERE name = ?"  # noqa: S608
            row = self._connection.execute(query, (name,)).fetchone()
            if row is None:
                return None
            self._names[table, name] = row[0]
        return self._names[table, name]

    def _give(self, table: str, name: str) -> int:
        found = self._find(table, name)
        if found is None:
            self._connection.execute(f"INSERT INTO {table} (name) VALUES (?)", (name,))  # noqa: S608
            found = self._find(table, name)
        if found is None:
            raise DamagedRowError("a row that was written is not there")
        return found


def make_row(unit: Unit, pair: int, numbers: Numbers) -> Row:
    """Return the values of `UPSERT`; inside a transaction.

    Raises:
        ValueError: source or target is blank, or a human's unit has a recipe.
    """
    if not unit.source.strip() or not unit.target.strip():
        raise ValueError(f"a unit needs a source and a target: {unit.source[:60]!r}")
    number = ORIGIN_NUMBERS[unit.origin]
    if unit.recipe and number <= LAST_WITHOUT_RECIPE:
        raise ValueError(f"only a machine's unit has a recipe: {unit.source[:60]!r}")
    return (
        pair,
        text_key(unit.source),
        context_key(unit.before, unit.after),
        number,
        unit.source,
        unit.target,
        unit.before,
        unit.after,
        numbers.give_recipe(unit.recipe),
        numbers.give_engine(unit.engine),
        unit.rung,
        unit.score,
        dump_terms(unit.terms),
        unit.author,
        unit.date,
        unit.part,
        None if unit.doc is None else storable(unit.doc),
        dump_checked(unit.checked),
    )


def make_unit(row: Row, numbers: Numbers) -> Unit:
    """Return the unit of a sound row of `COLUMNS`.

    Raises:
        DamagedRowError: the row names what isn't there, or holds JSON that forumpub doesn't write.
    """
    origin = _ORIGINS.get(row[2])
    if origin is None:
        raise DamagedRowError(f"unit {row[3]} has an unknown origin")
    return Unit(
        source=row[4],
        target=row[5],
        origin=origin,
        before=row[6],
        after=row[7],
        recipe=numbers.get_recipe(row[8]),
        engine=numbers.get_engine(row[9]),
        rung=row[10],
        score=row[11],
        terms=load_terms(row[12]),
        author=row[13],
        date=row[14],
        part=row[15],
        doc=row[16],
        checked=load_checked(row[17]),
    )


def make_entry(row: Row, numbers: Numbers) -> Entry:
    """Return the entry of a sound row of `SELECT_ENTRY` or `SELECT_DISTINCT`."""
    return Entry(source_lang=row[18], target_lang=row[19], unit=make_unit(row, numbers))


def make_hit(row: Row, numbers: Numbers) -> Hit:
    """Return the hit of a sound row of `SELECT_DISTINCT`."""
    return Hit(entry=make_entry(row, numbers), others=row[20] - 1)


def make_statistics(row: Row) -> PairStatistics:
    """Return the counts of a sound row of `COUNT_PAIRS`."""
    source, target, human, imported, machine = row
    return PairStatistics(
        source_lang=source, target_lang=target, human=human, imported=imported, machine=machine
    )
