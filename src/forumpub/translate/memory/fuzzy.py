"""Texts that resemble a text: few candidates by the word triples they share, then a comparison of letters."""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from forumpub.translate.memory import tables
from forumpub.translate.memory.opening import OpenFile, writing
from forumpub.translate.memory.soundness import Kinds, sound_rows
from forumpub.translate.memory.unit import normal_form

# Likeness in per cent below which a translation is no help: the custom of translation tools.
CUT_OFF = 75.0
# The likest texts share the most shingles: more candidates found nothing better.
_CANDIDATES = 50
# A shingle that so many texts have ("said on Tuesday that") hardly tells one from another.
_POSTINGS = 2_000
_UNITS_AT_ONCE = 2_000

_INDEXED: Kinds = (("key", bytes), ("source", str))
_NEW: Kinds = (("id", int), ("key", bytes), ("source_lang", str), ("source", str))

_EDGE = "\x02"
_SHINGLE_WORDS = 3
# Letters stand for words in writing without blanks. Few letters make many words in Thai and its neighbours.
_SHINGLE_LETTERS = 6
_FEW_LETTERS = frozenset({"th", "lo", "km", "my"})
_WITHOUT_BLANKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_PUNCTUATION = r"\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20"


class FuzzyIndex:
    """The shingles of all texts that people or other tools have translated.

    They lie in the memory's own file, and catch up with it when they are asked: storing stays fast. A file
    that can't be written gets them in memory, for as long as it is open.
    """

    def __init__(self, file: OpenFile) -> None:
        self._connection = file.connection
        self._writable = file.writable
        self._ready = file.writable

    def find(self, source: str, source_lang: str, *, pair: int, most: int) -> tuple[tuple[bytes, float], ...]:
        """Return keys of texts with a translation in a pair of languages, and their likeness, best first."""
        from rapidfuzz import fuzz, process

        self._catch_up()
        shared: Counter[int] = Counter()
        for number in shingle_hashes(source, source_lang):
            shared.update(self._texts_with(number))
        candidates = self._translated([text for text, _ in shared.most_common()], pair)
        scored = process.extract(
            normal_form(source), candidates, scorer=fuzz.ratio, score_cutoff=CUT_OFF, limit=most
        )
        return tuple((key, score) for _, score, key in scored)

    def _texts_with(self, number: int) -> Iterator[int]:
        query = f"SELECT source FROM shingle WHERE hash = ? LIMIT {_POSTINGS}"  # noqa: S608
        return (text for (text,) in self._connection.execute(query, (number,)))

    def _translated(self, ranked: Sequence[int], pair: int) -> dict[bytes, str]:
        """Return the first texts that have a translation for people to reuse, by their keys."""
        found: dict[bytes, str] = {}
        for start in range(0, len(ranked), _CANDIDATES):
            some = ranked[start : start + _CANDIDATES]
            cursor = self._connection.execute(
                f"SELECT key, source FROM indexed WHERE id IN ({','.join('?' * len(some))}) AND EXISTS "  # noqa: S608
                "(SELECT 1 FROM unit WHERE pair = ? AND unit.key = indexed.key AND origin <= 2)",
                (*some, pair),
            )
            found.update(sound_rows(cursor, _INDEXED))
            if len(found) >= _CANDIDATES:
                break
        return found

    def _catch_up(self) -> None:
        if not self._ready:
            # Tables of the connection hide those of the file that have the same names.
            for statement in tables.FUZZY:
                self._connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE"))
            self._ready = True
        while self._new_texts(1):
            with writing(self._connection, exclusive=self._writable):
                self._index(self._new_texts(_UNITS_AT_ONCE))

    def _new_texts(self, most: int) -> list[tuple[Any, ...]]:
        """Return number, key, language and text of units that are not indexed yet."""
        cursor = self._connection.execute(
            # The file's own table: a view that stands before it has no index to name.
            "SELECT unit.id, key, source_lang, source FROM main.unit AS unit INDEXED BY unit_reusable "
            "JOIN pair ON pair.id = unit.pair "
            "WHERE origin <= 2 AND unit.id > (SELECT unit FROM progress) ORDER BY unit.id LIMIT ?",
            (most,),
        )
        return list(sound_rows(cursor, _NEW))

    def _index(self, units: Sequence[tuple[Any, ...]]) -> None:
        for _, key, lang, source in units:
            cursor = self._connection.execute(
                "INSERT OR IGNORE INTO indexed (lang, key, source) VALUES (?, ?, ?)",
                (lang, key, normal_form(source)),
            )
            if cursor.rowcount:
                self._connection.executemany(
                    "INSERT OR IGNORE INTO shingle (hash, source) VALUES (?, ?)",
                    [(number, cursor.lastrowid) for number in shingle_hashes(source, lang)],
                )
        if units:
            self._connection.execute("UPDATE progress SET unit = ?", (units[-1][0],))


def shingle_hashes(text: str, lang: str) -> frozenset[int]:
    """Return hashes of a text's runs of words: of its language, whatever its case, dates and amounts."""
    words = [_EDGE, *_words().findall(_digits().sub("0", text.casefold())), _EDGE]
    width = _SHINGLE_LETTERS if lang.partition("-")[0] in _FEW_LETTERS else _SHINGLE_WORDS
    count = max(1, len(words) - width + 1)
    return frozenset(_hash(f"{lang}\0{' '.join(words[at : at + width])}") for at in range(count))


def _hash(shingle: str) -> int:
    digest = hashlib.blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@functools.cache
def _words() -> re.Pattern[str]:
    return re.compile(f"[{_WITHOUT_BLANKS}]|[^{_PUNCTUATION}{_WITHOUT_BLANKS}]+")


@functools.cache
def _digits() -> re.Pattern[str]:
    return re.compile(r"\d+")
