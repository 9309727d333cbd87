"""The tables of a translation memory, and how an older file gets the present ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

# "FPTM": tells our files from those of other programs that use SQLite.
APPLICATION_ID = 0x4650544D

# For fuzzy search: the texts that have been indexed, the shingles of each, and the last unit seen. A change
# is a new version, here as below.
FUZZY = (
    """CREATE TABLE indexed (
        id INTEGER PRIMARY KEY,
        lang TEXT NOT NULL,
        key BLOB NOT NULL,
        source TEXT NOT NULL,
        UNIQUE (lang, key)
    )""",
    """CREATE TABLE shingle (
        hash INTEGER NOT NULL,
        source INTEGER NOT NULL,
        PRIMARY KEY (hash, source)
    ) WITHOUT ROWID""",
    "CREATE TABLE progress (unit INTEGER NOT NULL)",
    "INSERT INTO progress (unit) VALUES (0)",
)

# One tuple of statements a version; a published one never changes, a new one is added below it.
_VERSIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE pair (
            id INTEGER PRIMARY KEY,
            source_lang TEXT NOT NULL,
            target_lang TEXT NOT NULL,
            UNIQUE (source_lang, target_lang)
        )""",
        # An engine as JSON, and a recipe, are long and few: units hold their numbers.
        "CREATE TABLE engine (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
        "CREATE TABLE recipe (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
        """CREATE TABLE unit (
            id INTEGER PRIMARY KEY,
            pair INTEGER NOT NULL REFERENCES pair,
            key BLOB NOT NULL,
            context BLOB NOT NULL,
            origin INTEGER NOT NULL,
            recipe INTEGER NOT NULL,
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            before TEXT,
            after TEXT,
            engine INTEGER REFERENCES engine,
            rung TEXT,
            score REAL,
            terms TEXT,
            author TEXT,
            date TEXT,
            part TEXT,
            doc TEXT
        )""",
        "CREATE UNIQUE INDEX unit_key ON unit (pair, key, context, origin, recipe)",
        # Human rows are few, and are sought by their place when the source has changed.
        "CREATE INDEX unit_place ON unit (pair, doc, part) WHERE origin = 1",
        """CREATE TABLE replaced (
            id INTEGER PRIMARY KEY,
            unit INTEGER NOT NULL REFERENCES unit,
            target TEXT NOT NULL,
            author TEXT,
            date TEXT
        )""",
        """CREATE TRIGGER human_replaced BEFORE UPDATE OF target ON unit
            WHEN old.origin = 1 AND old.target <> new.target
            BEGIN
                INSERT INTO replaced (unit, target, author, date)
                VALUES (old.id, old.target, old.author, old.date);
            END""",
        # What a person may reuse, in the order it came.
        "CREATE INDEX unit_reusable ON unit (id) WHERE origin <= 2",
        *FUZZY,
    ),
    # What checks said of a translation, and which: it isn't checked again until they change.
    ("ALTER TABLE unit ADD COLUMN checked TEXT",),
)
VERSION = len(_VERSIONS)

# For a file of an older version that can't be written: what stands before its tables, for one connection. A
# name without a schema means the temporary one first, and SQLite asks such a view as it asks the table.
_STAND_INS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {1: ("CREATE TEMP VIEW unit AS SELECT *, NULL AS checked FROM main.unit",)}
)


def read_version(connection: sqlite3.Connection) -> int:
    """Return the version of a file's tables; 0 is a file without any."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def stand_in(connection: sqlite3.Connection) -> bool:
    """Let an older file be read as if it had the present tables; False where it can't, having none at all."""
    version = read_version(connection)
    if version == VERSION:
        return True
    statements = _STAND_INS.get(version, ())
    for statement in statements:
        connection.execute(statement)
    return bool(statements)


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Tell whether a database with tables belongs to another program."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(tables) and application != APPLICATION_ID


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Give a file the present tables; the caller holds a transaction.

    Another process may have done so while this one waited for the transaction: then nothing is left to do.
    """
    for statements in _VERSIONS[read_version(connection) :]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
