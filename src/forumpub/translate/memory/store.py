"""The translation memory: exact look-up, storing, counting."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self, TypeVar

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import EngineUse, Origin
from forumpub.rules.memory import MEMORY_NOT_COMPACTED, MEMORY_READ_ONLY
from forumpub.translate.memory import forgetting, rows
from forumpub.translate.memory.forgetting import Removal
from forumpub.translate.memory.fuzzy import FuzzyIndex
from forumpub.translate.memory.opening import OpenFile, guarding, open_file, writing
from forumpub.translate.memory.soundness import ENTRY, LANGUAGES, UNIT, Row, sound_rows
from forumpub.translate.memory.unit import (
    Entry,
    Found,
    Hit,
    Match,
    PairStatistics,
    Query,
    Statistics,
    Suggestion,
    Unit,
)

T = TypeVar("T")

# Keys in one question; more make it no faster, and each number of them is a statement to prepare.
_KEYS_AT_ONCE = 500
# Units in one transaction: others wait for a second at most, and a kill loses no more.
_UNITS_AT_ONCE = 10_000
_ROWS_AT_ONCE = 1_000


def open_memory(path: Path) -> Outcome[Memory]:
    """Open a translation memory; a new one is begun where there is no file.

    Any number of processes may have it open. A file that can't be written is used for reading.

    Raises:
        MemoryFileError: it can't be opened, is damaged, is another program's or a newer version's. The file
            is left as it is.

    Diagnostics:
        memory-read-only: nothing of this run will be remembered.
    """
    file = open_file(path)
    findings = Findings()
    if not file.writable:
        findings.add(
            MEMORY_READ_ONLY,
            f"the translation memory {path} can't be written: nothing new is remembered",
            hints=("make the file and its folder writable, or name another with --memory",),
        )
    return findings.outcome(Memory(file))


class Memory:
    """An open translation memory. It holds a connection: close it, and don't hand it to another process.

    Every method raises MemoryFileError where the file fails: a full disk, a damaged page, another program
    that holds it for half a minute.
    """

    def __init__(self, file: OpenFile) -> None:
        self._file = file
        self._connection = file.connection
        self._numbers = rows.Numbers(file.connection)
        self._fuzzy = FuzzyIndex(file)

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    @property
    def writable(self) -> bool:
        """Whether anything can be remembered."""
        return self._file.writable

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def look_up(
        self, queries: Sequence[Query], *, source_lang: str, target_lang: str, recipe: str
    ) -> tuple[Found | None, ...]:
        """Find the best unit for each text.

        A human's comes first, then an imported one, then a machine's of the same recipe; among those of one
        rank the one between the same neighbours, then the latest.

        Args:
            queries: any number; ask for all texts of a run at once.
            source_lang: BCP 47, as it was remembered.
            target_lang: likewise.
            recipe: what a machine's answer would depend on now; other recipes' units don't count.

        Returns:
            In order of the queries; None where nothing has the same text.
        """
        with guarding(self.path):
            pair = self._numbers.find_pair(source_lang, target_lang)
            if pair is None:
                return (None,) * len(queries)
            number = self._numbers.find_recipe(recipe)
            return tuple(
                found
                for some in batched(queries, _KEYS_AT_ONCE)
                for found in self._choose_all(some, pair, number)
            )

    def suggest(
        self, source: str, *, source_lang: str, target_lang: str, most: int = 3
    ) -> tuple[Suggestion, ...]:
        """Find translations of texts that resemble one, by people and from other tools, best first.

        A machine's are no suggestion: the machine translates the text itself.

        Args:
            source: a sentence or a paragraph.
            source_lang: BCP 47.
            target_lang: BCP 47.
            most: how many, at most.

        Returns:
            Units whose source is the same to at least 75 per cent (of the letters of both that a shortest
            edit keeps). The first question after many new units takes longer: they are indexed then.
        """
        with guarding(self.path):
            pair = self._numbers.find_pair(source_lang, target_lang)
            if pair is None:
                return ()
            likenesses = self._fuzzy.find(source, source_lang, pair=pair, most=most)
            found = self._fetch(pair, [key for key, _ in likenesses], None)
            return tuple(
                Suggestion(unit=rows.make_unit(min(found[key], key=_rank), self._numbers), score=score)
                for key, score in likenesses
            )

    def remember(self, units: Iterable[Unit], *, source_lang: str, target_lang: str) -> int:
        """Keep units, and return how many were kept: all, or none where the file can't be written.

        A unit replaces one of the same origin and recipe with the same text and neighbours; a human
        translation that is replaced stays in the history. Units of other origins stand beside each other.

        Args:
            units: taken and kept in batches of 10,000; a kill loses no more than one.
            source_lang: BCP 47.
            target_lang: BCP 47.

        Raises:
            ValueError: a unit has no source or no target.
        """
        if not self.writable:
            return 0
        with guarding(self.path):
            return sum(
                self._store(batch, source_lang, target_lang) for batch in batched(units, _UNITS_AT_ONCE)
            )

    def find_human(
        self, doc: str, parts: Sequence[str], *, source_lang: str, target_lang: str
    ) -> Mapping[str, Unit]:
        """Find what people wrote last at places of a document, whatever the source there says now.

        Returns:
            Units by their part; a part that no human has touched is missing.
        """
        with guarding(self.path):
            pair = self._numbers.find_pair(source_lang, target_lang)
            found: dict[str, Unit] = {}
            for part in parts if pair is not None else ():
                cursor = self._connection.execute(rows.SELECT_PLACE, (pair, rows.storable(doc), part))
                for row in sound_rows(cursor, UNIT):
                    found[part] = rows.make_unit(row, self._numbers)
            return MappingProxyType(found)

    def read_entries(
        self,
        *,
        source_lang: str | None = None,
        target_lang: str | None = None,
        origins: Sequence[Origin] = (),
    ) -> Iterator[Entry]:
        """Read all units in the order they came; of given languages and origins, where any are given.

        Others may write meanwhile: a unit that comes later may be read or not.
        """
        condition = rows.Condition()
        condition.add_languages(source_lang, target_lang)
        condition.add_origins(origins)
        last = 0
        while True:
            with guarding(self.path):
                found = self._entries(condition, last)
            yield from (entry for _, entry in found)
            if not found:
                return
            last = found[-1][0]

    def search(
        self, text: str, *, source_lang: str | None = None, target_lang: str | None = None, most: int = 50
    ) -> tuple[Hit, ...]:
        """Find translations that hold a text, or whose source does, whatever its case; latest first.

        Units with the same words on both sides are one hit, however many recipes led to them.
        """
        condition = rows.Condition()
        condition.add_languages(source_lang, target_lang)
        condition.add_text(text)
        with guarding(self.path):
            query = rows.SELECT_DISTINCT.format(condition=condition.sql)
            found = self._connection.execute(query, (*condition.values, most))
            return tuple(rows.make_hit(row, self._numbers) for row in sound_rows(found, ENTRY))

    def count_hits(self, text: str, *, source_lang: str | None = None, target_lang: str | None = None) -> int:
        """Count what `search` would find without a limit; it reads all that `search` reads."""
        condition = rows.Condition()
        condition.add_languages(source_lang, target_lang)
        condition.add_text(text)
        with guarding(self.path):
            query = rows.COUNT_DISTINCT.format(condition=condition.sql)
            (number,) = self._connection.execute(query, condition.values).fetchone()
        return int(number)

    def statistics(self) -> Statistics:
        """Count what the memory holds."""
        with guarding(self.path):
            counted = self._connection.execute(rows.COUNT_PAIRS.format(condition=rows.Condition().sql))
            pairs = tuple(rows.make_statistics(row) for row in sound_rows(counted, LANGUAGES))
            (replaced,) = self._connection.execute("SELECT count(*) FROM replaced").fetchone()
            (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
            (page_bytes,) = self._connection.execute("PRAGMA page_size").fetchone()
        return Statistics(pairs=pairs, replaced=replaced, size_bytes=pages * page_bytes)

    def list_engines(self) -> tuple[EngineUse, ...]:
        """List the engines that have ever written here."""
        with guarding(self.path):
            return tuple(engine for _, engine in forgetting.list_engines(self._connection))

    def count(self, removal: Removal) -> tuple[PairStatistics, ...]:
        """Count the units that `forget` would delete."""
        with guarding(self.path):
            return forgetting.count_chosen(self._connection, removal)

    def forget(self, removal: Removal) -> Outcome[int]:
        """Delete units for good, with the words that they had replaced, and return how many there were.

        Diagnostics:
            memory-not-compacted: the file still holds their words.
        """
        findings = Findings()
        with guarding(self.path):
            count = forgetting.remove_chosen(self._connection, removal)
            if not forgetting.compact(self._file):
                findings.add(
                    MEMORY_NOT_COMPACTED,
                    f"{self.path} couldn't be written anew: it may still hold the words of what is forgotten",
                    hints=(MEMORY_NOT_COMPACTED.remedy,),
                )
        return findings.outcome(count)

    def _store(self, units: Sequence[Unit], source_lang: str, target_lang: str) -> int:
        try:
            with writing(self._connection):
                pair = self._numbers.give_pair(source_lang, target_lang)
                made = (rows.make_row(unit, pair, self._numbers) for unit in units)
                self._connection.executemany(rows.UPSERT, made)
        except BaseException:
            # Numbers given in a transaction that was undone may be given to others now.
            self._numbers.forget()
            raise
        return len(units)

    def _choose_all(self, queries: Sequence[Query], pair: int, recipe: int | None) -> Iterator[Found | None]:
        keys = [rows.text_key(query.source) for query in queries]
        found = self._fetch(pair, sorted(set(keys)), recipe)
        for key, query in zip(keys, queries, strict=True):
            candidates = found.get(key)
            yield self._choose(query, candidates) if candidates else None

    def _fetch(self, pair: int, keys: Sequence[bytes], recipe: int | None) -> dict[bytes, list[Row]]:
        """Return the rows of each key that count under a recipe; under None only those without one."""
        found: dict[bytes, list[Row]] = {}
        cursor = self._connection.execute(rows.select_keys(len(keys)), (pair, *keys, recipe))
        for row in sound_rows(cursor, UNIT):
            found.setdefault(row[0], []).append(row)
        return found

    def _choose(self, query: Query, candidates: Sequence[Row]) -> Found:
        row = candidates[0]
        if len(candidates) > 1:
            context = rows.context_key(query.before, query.after)
            row = min(candidates, key=lambda row: _rank(row, context))
        match = Match.IN_CONTEXT if rows.stands_between(row, query.before, query.after) else Match.EXACT
        return Found(unit=rows.make_unit(row, self._numbers), match=match)

    def _entries(self, condition: rows.Condition, after: int) -> list[tuple[int, Entry]]:
        query = f"{rows.SELECT_ENTRY} WHERE {condition.sql} AND unit.id > ? ORDER BY unit.id LIMIT ?"
        found = self._connection.execute(query, (*condition.values, after, _ROWS_AT_ONCE))
        return [(row[3], rows.make_entry(row, self._numbers)) for row in sound_rows(found, ENTRY)]


def _rank(row: Row, context: bytes = b"") -> tuple[int, bool, int]:
    """Order rows of one text: by origin, then those in context, then the latest."""
    return row[2], not context or row[1] != context, -row[3]


def batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield tuples of `size` items, the last one shorter: itertools.batched is of Python 3.12."""
    rest = iter(items)
    while some := tuple(itertools.islice(rest, size)):
        yield some
