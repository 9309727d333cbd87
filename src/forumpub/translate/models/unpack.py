"""Model packages from strangers: what a ZIP file may hold, and unpacking it into a new folder."""

from __future__ import annotations

import re
import shutil
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from forumpub.errors import ModelError
from forumpub.values import dataclass

MAX_ENTRIES = 2_000
MAX_FILE_BYTES = 8 * 2**30
MAX_TOTAL_BYTES = 16 * 2**30
# Weights hardly pack, a vocabulary to a fifth; a bomb to a thousandth.
_MAX_RATIO = 100
_SMALL_BYTES = 4 * 2**20
_ENCRYPTED_FLAG = 0x1
_CHUNK_BYTES = 2**20
_ZIP_START = b"PK"

# Beside these a package may hold data of sentence splitters (stanza, spacy, minisbd), which are not ours to
# load, and what a Mac leaves behind: passed over. Anything else makes it no package.
_PARTS = re.compile(
    r"metadata\.json|model\.toml|[\w.-]+\.(?:model|spm)|(?:README|LICEN[CS]E|NOTICE|COPYING)[\w.-]*|model/[\w.-]+",
    re.ASCII,
)
_PASSED_OVER = re.compile(r"(?:stanza|spacy|minisbd)/.*|(?:.*/)?\.DS_Store|(?:.*/)?\._[^/]*", re.DOTALL)
_MAC_FOLDER = "__MACOSX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file of a package: `path` where it belongs in the model's folder."""

    path: str
    info: zipfile.ZipInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a package holds: the files to unpack, and the names of those that are passed over."""

    parts: tuple[Part, ...]
    passed_over: tuple[str, ...]


def is_part(path: str) -> bool:
    """Say whether a file at this place of a model's folder belongs to a model."""
    return _PARTS.fullmatch(path) is not None


def is_passed_over(path: str) -> bool:
    """Say whether a file at this place may lie in a package and is not installed."""
    return _PASSED_OVER.fullmatch(path) is not None


def list_files(path: Path) -> tuple[str, ...]:
    """List the names in a ZIP file; none where it is no such file, or can't be read."""
    try:
        with zipfile.ZipFile(path) as file:
            return tuple(file.namelist())
    except (OSError, ValueError, zipfile.BadZipFile):
        return ()


def unpack_package(path: Path, folder: Path) -> Contents:
    """Unpack a package into a new folder.

    Args:
        path: a ZIP file with one folder at its top.
        folder: doesn't exist yet.

    Raises:
        ModelError: it is damaged, or holds what no package may; part of it may have been unpacked then.
    """
    try:
        with zipfile.ZipFile(path) as file:
            contents = _survey(file.infolist(), path)
            folder.mkdir()
            _check_space(contents.parts, folder)
            for part in contents.parts:
                _unpack(file, part, folder, path)
    except zipfile.BadZipFile as error:
        if not _begins_as_zip(path):
            raise ModelError(
                f"{path} is no model package: it is no ZIP file",
                hints=("a package is an .argosmodel or ZIP file, or a folder with a model unpacked",),
            ) from error
        raise _damaged(path) from error
    except (
         zlib.error, NotImplementedError, RuntimeError, ValueError, OverflowError, EOFError
    ) as error:  # fmt: skip
        raise _damaged(path) from error
    except OSError as error:
        raise ModelError(f"can't unpack {path}: {error.strerror or error}") from error
    return contents


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_ZIP_START)) == _ZIP_START


def _damaged(path: Path) -> ModelError:
    message = f"can't read {path}: the package is damaged or was cut off"
    return ModelError(message, hints=("download or copy it again",))


def _survey(infos: Iterable[zipfile.ZipInfo], path: Path) -> Contents:
    """Look at the directory of a package before anything of it is unpacked."""
    files = [info for info in infos if not info.filename.endswith("/")]
    if len(files) > MAX_ENTRIES:
        raise _refused(path, f"it holds {len(files):,} files, {MAX_ENTRIES:,} at most")
    files = [info for info in files if info.filename.split("/")[0] != _MAC_FOLDER]
    tops = {_split_name(info, path)[0] for info in files}
    if len(tops) != 1:
        raise _refused(path, "it has no single folder at its top")
    parts: dict[str, Part] = {}
    passed_over: list[str] = []
    for info in files:
        place = _split_name(info, path)[1]
        if is_passed_over(place):
            passed_over.append(place)
            continue
        if not is_part(place):
            raise _refused(path, f"{info.filename[:80]!r} doesn't belong in a model")
        _check_entry(info, path)
        # One file on systems that fold case or compose letters.
        key = unicodedata.normalize("NFC", place).casefold()
        if key in parts:
            raise _refused(path, f"{place!r} is in it twice")
        parts[key] = Part(path=place, info=info)
    if sum(part.info.file_size for part in parts.values()) > MAX_TOTAL_BYTES:
        raise _refused(path, f"it unpacks to more than {MAX_TOTAL_BYTES // 2**30} GiB")
    return Contents(parts=tuple(parts.values()), passed_over=tuple(passed_over))


def _split_name(info: zipfile.ZipInfo, path: Path) -> tuple[str, str]:
    name = info.filename
    # `zipfile` cuts a name at a null byte; the original tells.
    if "\\" in info.orig_filename or "\0" in info.orig_filename or ":" in name:
        raise _refused(path, f"{name[:80]!r} is not a usable file name")
    top, _, place = name.partition("/")
    if not top or not place or {"", ".", ".."} & set(name.split("/")) or PurePosixPath(name).is_absolute():
        raise _refused(path, f"{name[:80]!r} would leave its folder")
    return top, place


def _check_entry(info: zipfile.ZipInfo, path: Path) -> None:
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise _refused(path, f"{info.filename[:80]!r} is a link or a device")
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise _refused(path, "it is protected by a password")
    inflated = info.file_size > _SMALL_BYTES and info.file_size > _MAX_RATIO * max(1, info.compress_size)
    if inflated or info.file_size > MAX_FILE_BYTES:
        raise _refused(path, f"{info.filename[:80]!r} unpacks to more than a model can be")


def _refused(path: Path, why: str) -> ModelError:
    return ModelError(f"{path} is not a model package: {why}", hints=("get it from its maker again",))


def _check_space(parts: Iterable[Part], folder: Path) -> None:
    needed = sum(part.info.file_size for part in parts)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise ModelError(
            f"no room for the model in {folder.parent}: it needs {needed // 2**20:,} MiB, "
            f"{free // 2**20:,} MiB are free",
            hints=("set FORUMPUB_DATA to a folder on a larger disk",),
        )


def _unpack(file: zipfile.ZipFile, part: Part, folder: Path, path: Path) -> None:
    target = folder / part.path
    target.parent.mkdir(exist_ok=True)
    left_bytes = part.info.file_size
    with file.open(part.info) as packed, target.open("xb") as unpacked:
        while chunk := packed.read(_CHUNK_BYTES):
            # The directory may lie about sizes.
            left_bytes -= len(chunk)
            if left_bytes < 0:
                raise _refused(path, f"{part.info.filename[:80]!r} is longer than it says")
            unpacked.write(chunk)
