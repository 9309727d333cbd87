"""Opening the file of a translation memory: new, older, newer, read-only, foreign or damaged."""

from __future__ import annotations

import contextlib
import sqlite3
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

from forumpub.errors import DamagedMemoryError, MemoryFileError
from forumpub.translate.memory import rows, tables
from forumpub.translate.memory.soundness import DamagedRowError
from forumpub.values import dataclass

# Another process holds the file for one batch at a time: a wait of this length is a fault.
_BUSY_TIMEOUT_S = 30.0
_READ_ONLY = ("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT")
# Tables, columns or rows are not those that this program made.
_CHANGED = ("SQLITE_ERROR", "SQLITE_SCHEMA", "SQLITE_CONSTRAINT", "SQLITE_MISMATCH")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """An open memory file with the present tables, and whether it can be written."""

    connection: sqlite3.Connection
    path: Path
    writable: bool


def open_file(path: Path) -> OpenFile:
    """Open a memory file; make it, and its folder, where there is none.

    A file that isn't a memory, is damaged, or is from a newer version is left as it is.

    Raises:
        MemoryFileError: it can't be opened.
    """
    with guarding(path):
        if not path.exists():
            _make_folder(path)
        elif not path.is_file():
            raise MemoryFileError(f"can't open the translation memory {path}: it is not a file")
        try:
            connection = _connect(path, "rwc")
            with closing_on_failure(connection):
                _prepare(connection, path)
        except sqlite3.OperationalError as error:
            if not path.exists() or not _is_refusal(error):
                raise
            return OpenFile(connection=_open_for_reading(path), path=path, writable=False)
        return OpenFile(connection=connection, path=path, writable=True)


@contextlib.contextmanager
def guarding(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into an error that names the file and says what to do.

    Raises:
        DamagedMemoryError: in place of a `sqlite3.Error` that tells of damage.
        MemoryFileError: in place of any other.
    """
    try:
        yield
    except sqlite3.Error as error:
        # Errors of Python's own module, such as a closed connection, have no name of SQLite's.
        name = getattr(error, "sqlite_errorname", "")
        failure = f"can't use the translation memory {path}"
        if name.startswith(_DAMAGED):
            raise DamagedMemoryError(
                f"{failure}: it is damaged, or not a translation memory", hints=_mending(path)
            ) from error
        if _tells_of_changes(error, name):
            told = str(error).partition("\n")[0]
            raise DamagedMemoryError(f"{failure}: it is damaged ({told})", hints=_mending(path)) from error
        raise MemoryFileError(f"{failure}: {_reason(name) or error}", hints=_hints(name)) from error


@contextlib.contextmanager
def writing(connection: sqlite3.Connection, *, exclusive: bool = True) -> Iterator[None]:
    """Keep all that is done inside, or nothing.

    With `exclusive` the file is held for writing from the start, so that what is read inside stays true;
    without, only tables of the connection may be written.
    """
    connection.execute("BEGIN IMMEDIATE" if exclusive else "BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk or a lost file has ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def closing_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection if what is done with it fails."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MemoryFileError(
            f"can't make the translation memory {path}: {error.strerror or error}",
            hints=("name another place with --memory or FORUMPUB_DATA",),
        ) from error


def _connect(path: Path, mode: str, *, more: str = "") -> sqlite3.Connection:
    name = urllib.parse.quote(str(path.absolute()))
    connection = sqlite3.connect(
        f"file:{name}?mode={mode}{more}", uri=True, timeout=_BUSY_TIMEOUT_S, isolation_level=None
    )
    connection.execute("PRAGMA cache_size = -65536")
    connection.create_function("fold", 1, rows.fold, deterministic=True)
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    _check_ours(connection, path)
    # In write-ahead mode readers never wait; a commit then survives the death of the process without a sync.
    connection.execute("PRAGMA synchronous = NORMAL")
    with writing(connection):
        _check_ours(connection, path)
        if tables.read_version(connection) < tables.VERSION:
            tables.bring_up_to_date(connection)
    # The mode stays with the file. Whoever is busy in it now has set it, or will.
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    if tables.is_foreign(connection):
        raise MemoryFileError(
            f"can't use {path}: it is a database of another program, not a translation memory",
            hints=("name another file with --memory",),
        )
    if tables.read_version(connection) > tables.VERSION:
        raise MemoryFileError(
            f"can't use the translation memory {path}: a newer version of forumpub wrote it",
            hints=("update forumpub, or name another file with --memory",),
        )


def _is_refusal(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith((*_READ_ONLY, "SQLITE_CANTOPEN"))


def _open_for_reading(path: Path) -> sqlite3.Connection:
    """Open a file that can't be written.

    SQLite reads a file in write-ahead mode only with its index beside it. Where that can't be made the file
    is read as one that nobody writes, unless a log beside it holds what the file doesn't have yet.
    """
    log = path.with_name(path.name + "-wal")
    try:
        return _checked(_connect(path, "ro"), path)
    except sqlite3.OperationalError:
        if log.exists() and log.stat().st_size:
            raise
        return _checked(_connect(path, "ro", more="&immutable=1"), path)


def _checked(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    with closing_on_failure(connection):
        _check_ours(connection, path)
        if not tables.stand_in(connection):
            raise MemoryFileError(
                f"can't use the translation memory {path}: it is empty, and can't be written to begin one",
                hints=("make it writable, or name another file with --memory",),
            )
    return connection


def _tells_of_changes(error: sqlite3.Error, name: str) -> bool:
    # Text that is not UTF-8 is an operational error of Python's own.
    unnamed = not name and isinstance(error, sqlite3.OperationalError)
    return unnamed or isinstance(error, DamagedRowError) or name.startswith(_CHANGED)


def _reason(name: str) -> str:
    match name.split("_")[:2]:
        case ["SQLITE", "BUSY" | "LOCKED"]:
            return "another program holds it"
        case ["SQLITE", "FULL"]:
            return "the disk is full"
        case ["SQLITE", "CANTOPEN"]:
            return "it can't be opened"
        case ["SQLITE", "READONLY"]:
            return "it can't be written"
        case ["SQLITE", "IOERR"]:
            return "the disk can't be read or written"
        case _:
            return ""


def _mending(path: Path) -> tuple[str, ...]:
    return (
        f"the file is left as it is: put a copy back, or move {path.name} away and a new one is begun",
        f"`sqlite3 {path.name} .recover` saves what can be saved",
    )


def _hints(name: str) -> tuple[str, ...]:
    if name.startswith("SQLITE_BUSY"):
        return ("wait until the other run has ended, or name another file with --memory",)
    if name.startswith("SQLITE_FULL"):
        return ("free some room; what was stored before is kept",)
    return ("name another file with --memory",)
