"""Rows that somebody edited by hand, or that a failing disk changed: told before anything relies on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

Row = tuple[Any, ...]
Kinds = tuple[tuple[str, type | tuple[type, ...]], ...]
"""The columns of a query in their order, each with the types that it may have."""

_NOTHING = type(None)
_MAYBE_TEXT = (str, _NOTHING)

UNIT: Kinds = (
    ("key", bytes),
    ("context", bytes),
    ("origin", int),
    ("id", int),
    ("source", str),
    ("target", str),
    ("before", _MAYBE_TEXT),
    ("after", _MAYBE_TEXT),
    ("recipe", int),
    ("engine", (int, _NOTHING)),
    ("rung", _MAYBE_TEXT),
    ("score", (float, _NOTHING)),
    ("terms", _MAYBE_TEXT),
    ("author", _MAYBE_TEXT),
    ("date", _MAYBE_TEXT),
    ("part", _MAYBE_TEXT),
    ("doc", _MAYBE_TEXT),
    ("checked", _MAYBE_TEXT),
)
LANGUAGES: Kinds = (("source_lang", str), ("target_lang", str))
ENTRY: Kinds = (*UNIT, *LANGUAGES)


class DamagedRowError(sqlite3.DatabaseError):
    """A row holds what forumpub never writes there.

    Whoever guards against SQLite's own errors guards against it.
    """


def sound_rows(rows: Iterable[Row], kinds: Kinds) -> Iterator[Row]:
    """Yield rows whose columns have the types that they were written with.

    Columns after those of `kinds` are not looked at.

    Raises:
        DamagedRowError: one has another type; SQLite keeps any value in any column.
    """
    # Nearly all rows have one of a few combinations: each is looked at once.
    seen: set[tuple[type, ...]] = set()
    for row in rows:
        types = tuple(map(type, row))
        if types not in seen:
            _check_types(types, kinds)
            seen.add(types)
        yield row


def _check_types(types: tuple[type, ...], kinds: Kinds) -> None:
    for found, (name, wanted) in zip(types, kinds, strict=False):
        if not issubclass(found, wanted):
            raise DamagedRowError(f"the column {name} of a row holds a value of another kind")
