"""The record beside an installed model: where it came from, its licence, and the digest of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from forumpub.errors import ModelError
from forumpub.values import dataclass

RECORD_FILE = "installed.json"
_VERSION = 1
_RECORD_BYTES = 4 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A file as it was installed. `path` has slashes on every system."""

    path: str
    size_bytes: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was known when a model was installed.

    `origin` is the address or the file name it came from, `package_sha256` the digest of that file, empty
    where it was a folder.
    """

    origin: str
    package_sha256: str
    licence: str | None
    files: tuple[FileRecord, ...]

    @property
    def sha256(self) -> str:
        """Return one digest for all files: it doesn't depend on their order or times."""
        digest = hashlib.sha256()
        for file in sorted(self.files, key=lambda file: file.path):
            digest.update(f"{file.sha256}  {file.path}\n".encode())
        return digest.hexdigest()

    @property
    def size_bytes(self) -> int:
        """Sum the sizes of all files."""
        return sum(file.size_bytes for file in self.files)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        OSError: it can't be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def record_files(folder: Path) -> tuple[FileRecord, ...]:
    """Hash every file of a folder but the record itself.

    Raises:
        OSError: one can't be read.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != RECORD_FILE)
    return tuple(
        FileRecord(
            path=path.relative_to(folder).as_posix(),
            size_bytes=(status := path.stat()).st_size,
            mtime_ns=status.st_mtime_ns,
            sha256=hash_file(path),
        )
        for path in files
    )


def dump_record(record: Record) -> bytes:
    """Return the bytes of a record's file."""
    return (json.dumps({"version": _VERSION, **asdict(record)}, indent=1, ensure_ascii=False) + "\n").encode()


def read_record(folder: Path) -> Record:
    """Read the record of a model's folder.

    Raises:
        ModelError: there is none, or it is damaged.
    """
    path = folder / RECORD_FILE
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(_RECORD_BYTES))
        files = tuple(FileRecord(**file) for file in data["files"])
        record = Record(
            origin=data["origin"], package_sha256=data["package_sha256"], licence=data["licence"], files=files
        )
    except FileNotFoundError as error:
        raise ModelError(f"{folder} was not put there by forumpub: it has no {RECORD_FILE}") from error
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ModelError(f"{path} is damaged") from error
    if data.get("version") != _VERSION or not all(_is_sound(file) for file in files):
        raise ModelError(f"{path} is damaged, or was written by a newer version of forumpub")
    return record


def find_changed(folder: Path, files: Iterable[FileRecord]) -> Iterator[str]:
    """Yield what is wrong with each file whose bytes aren't those that were installed: "x is missing"."""
    for file in files:
        path = folder / file.path
        try:
            if path.stat().st_size != file.size_bytes or hash_file(path) != file.sha256:
                yield f"{file.path} is not as it was installed"
        except FileNotFoundError:
            yield f"{file.path} is missing"
        except OSError as error:
            yield f"{file.path} can't be read: {error.strerror or error}"


def find_touched(folder: Path, files: Iterable[FileRecord]) -> tuple[FileRecord, ...]:
    """Return the files whose size or time isn't that of their installation: cheap, and says where to look."""

    def touched(file: FileRecord) -> bool:
        try:
            status = (folder / file.path).stat()
        except OSError:
            return True
        return (status.st_size, status.st_mtime_ns) != (file.size_bytes, file.mtime_ns)

    return tuple(file for file in files if touched(file))


def _is_sound(file: FileRecord) -> bool:
    # `dataclass` checks names, not types.
    parts = Path(file.path).parts if isinstance(file.path, str) else ("..",)
    numbers = isinstance(file.size_bytes, int) and isinstance(file.mtime_ns, int)
    return (
        numbers and isinstance(file.sha256, str) and ".." not in parts and not Path(file.path).is_absolute()
    )
