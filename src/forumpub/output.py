"""Files of a run: names that are safe on every system, and writing that leaves whole files or none."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from forumpub.errors import OutputError
from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

# File systems allow 255 bytes; suffixes, a number and the temporary file's own name need some.
_NAME_BYTES = 200
_SUFFIX = lazy_pattern(r"\.[A-Za-z][A-Za-z0-9]{0,7}\Z")
_RESERVED = lazy_pattern(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL)
_FORBIDDEN = frozenset('<>:"/\\|?*')
_NAMELESS = "briefing"
_WORD = ".docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that now holds what it should. `changed` is false where it held it before."""

    path: Path
    changed: bool


def output_stem(source_name: str) -> str:
    """Return the name, without a suffix, that an input's outputs have.

    The last part of the input's name without its suffix, cut to 200 bytes. What Windows, macOS or a shell
    can't take, or a terminal would obey, becomes `_`; `a/../../con.txt` gives `_con`.
    """
    last = re.split(r"[/\\]", source_name.rstrip("/\\"))[-1]
    stem = _SUFFIX.sub("", unicodedata.normalize("NFC", last)).strip(" .")
    safe = "".join(char if _is_safe(char) else "_" for char in stem).lstrip(" .-")
    short = safe.encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore").rstrip(" .")
    if not short.strip("_"):
        return _NAMELESS
    return f"_{short}" if _RESERVED.fullmatch(short) else short


def distinct_stems(source_names: Sequence[str]) -> tuple[str, ...]:
    """Return an output stem for each input, no two equal where case or composition don't count.

    The first input of a name keeps it; later ones get `-2`, `-3` …, whatever order the work is done in.
    """
    wanted = [output_stem(name) for name in source_names]
    keys = [fold_name(stem) for stem in wanted]
    taken = set(keys)
    seen: set[str] = set()
    number: dict[str, int] = {}
    stems: list[str] = []
    for stem, key in zip(wanted, keys, strict=True):
        while key in seen:
            number[fold_name(stem)] = count = number.get(fold_name(stem), 1) + 1
            candidate = f"{stem}-{count}"
            if (folded := fold_name(candidate)) not in taken:
                stem, key = candidate, folded
                taken.add(key)
        seen.add(key)
        stems.append(stem)
    return tuple(stems)


def write_output(
    folder: Path, name: str, data: bytes, *, inputs: Sequence[Path] = (), replace_edited: bool = False
) -> Written:
    """Write one file; see `write_outputs`."""
    (written,) = write_outputs(folder, {name: data}, inputs=inputs, replace_edited=replace_edited)
    return written


def write_outputs(
    folder: Path, files: Mapping[str, bytes], *, inputs: Sequence[Path] = (), replace_edited: bool = False
) -> tuple[Written, ...]:
    """Write files that belong together: each whole, and none where one has no room or may not be replaced.

    The bytes go to temporary names in the folder and are renamed when all of them are on the disk. A file
    that holds the same bytes already is left as it is, its time included. A link at the place is replaced,
    never followed.

    Args:
        folder: made where it doesn't exist.
        files: all of each file, by a name without folders.
        inputs: files that must not be replaced.
        replace_edited: replace what `check_unedited` would keep.

    Raises:
        OutputError: the folder or a file can't be written, an input stands there, or an edited file.
        ValueError: a name would leave the folder.
    """
    placed = {_place(folder, name): data for name, data in files.items()}
    for path in placed:
        with _telling(path):
            folder.mkdir(parents=True, exist_ok=True)
            _refuse_input(path, inputs)
            _refuse_folder(path)
    changed = tuple(path for path, data in placed.items() if not _holds(path, data))
    if not replace_edited:
        check_unedited(changed)
    with contextlib.ExitStack() as opened:
        ready: dict[Path, Path] = {}
        for path in changed:
            with _telling(path):
                file, temporary = opened.enter_context(_temporary(folder))
                file.write(placed[path])
                _put_on_disk(file)
                ready[path] = temporary
        for path, temporary in ready.items():
            with _telling(path):
                temporary.replace(path)
    if changed:
        _settle(folder)
    return tuple(Written(path=path, changed=path in changed) for path in placed)


def check_unedited(paths: Iterable[Path]) -> None:
    """Check that no output would replace what an editor's program has saved in its place.

    An editor may open a DOCX where it was published, and save it there: nothing else holds those words.

    Raises:
        OutputError: another program has saved one of the files since it was published.
    """
    for path in paths:
        if path.suffix.lower() != _WORD or path.is_symlink() or not path.is_file():
            continue
        with _telling(path):
            if _is_saved_copy(path):
                raise _edited(path)


def write_pieces(folder: Path, name: str, pieces: Iterable[bytes], *, inputs: Sequence[Path] = ()) -> Written:
    """Write a file too long for memory, whole or not at all; `write_output` but for what it takes.

    A file that held the same bytes gets a new time.

    Raises:
        OutputError: the folder or the file can't be written, or an input stands there.
        ValueError: the name would leave the folder.
    """
    path = _place(folder, name)
    with _telling(path):
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_input(path, inputs)
        with _temporary(folder) as (file, temporary):
            file.writelines(pieces)
            _put_on_disk(file)
            temporary.replace(path)
    _settle(folder)
    return Written(path=path, changed=True)


def _place(folder: Path, name: str) -> Path:
    if name in ("", ".", "..") or "\0" in name or re.search(r"[/\\]", name):
        raise ValueError(f"not the name of a file in a folder: {name!r}")
    return folder / name


def _refuse_input(path: Path, inputs: Sequence[Path]) -> None:
    if _is_one_of(path, inputs):
        raise OutputError(f"can't write {path}: it is an input", hints=("give another folder or name",))


def _refuse_folder(path: Path) -> None:
    """Refuse at once what renaming would refuse when other files are in their places."""
    if path.is_dir() and not path.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _put_on_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
    # Windows renames only closed files; and closing may be what fails.
    file.close()


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Tell what the system refuses as the failure to write a file."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"can't write {path}: {error.strerror or error}", hints=_hints(error)) from error


def _is_saved_copy(path: Path) -> bool:
    # Whoever makes a DOCX has loaded the first already; the second reads editors' copies.
    from forumpub.render.docx.packing import is_packed_by_another

    if not is_packed_by_another(path):
        return False
    from forumpub.review.saved_copies import is_saved_copy

    return is_saved_copy(path)


def _edited(path: Path) -> OutputError:
    names = [f'"{name}"' if " " in str(name) else f"{name}" for name in (path, path.parent / "revised")]
    return OutputError(
        f"can't write {path}: another program has saved it since it was published, and what was edited in it "
        "would be lost",
        hints=(
            f"take the edits over with `forumpub revise {names[0]} --out {names[1]}`",
            "or move the file away, or replace it with --replace-edited",
        ),
    )


def _is_safe(char: str) -> bool:
    return char == " " or (unicodedata.category(char)[0] not in "CZ" and char not in _FORBIDDEN)


def fold_name(stem: str) -> str:
    """Return a name in the form in which file systems compare it that know neither case nor composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", stem).casefold())


def _is_one_of(path: Path, inputs: Sequence[Path]) -> bool:
    if not path.exists():
        return False
    return any(given.exists() and path.samefile(given) for given in inputs)


def _holds(path: Path, data: bytes) -> bool:
    if path.is_symlink() or not path.is_file() or path.stat().st_size != len(data):
        return False
    try:
        return path.read_bytes() == data
    except OSError:
        # Unreadable, but perhaps replaceable: writing tells.
        return False


@contextlib.contextmanager
def _temporary(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Give a new file in the folder, with the permissions of any new file; it is gone afterwards."""
    path = folder / f".forumpub-{secrets.token_hex(8)}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags, 0o666), "wb")
    try:
        yield file, path
    finally:
        # What a full disk didn't take is tried once more by closing, and refused once more.
        with contextlib.suppress(OSError):
            file.close()
        path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Put the new name on the disk where the system can: not on Windows, nor on every network disk."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _hints(error: OSError) -> tuple[str, ...]:
    match error:
        case PermissionError():
            return ("choose a folder that you may write to with --out",)
        case FileExistsError() | NotADirectoryError() | IsADirectoryError():
            return ("something else has that name: choose another folder with --out",)
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return ("make room there, or choose another folder with --out",)
        case _:
            return ()
