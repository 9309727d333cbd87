"""The machine, as an argument: clock, files, fonts and shipped data.

Nothing else in the package asks the operating system for these, so that a run can be repeated exactly and a
test can stand in for any machine.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from forumpub.errors import ForumpubError, InputError

_PACKAGE = Path(__file__).resolve().parent

# Some five hundred times the longest transcript seen; a device or a mistake ends here, not the memory.
READ_LIMIT_BYTES = 256 * 2**20
# Eleven digits reach the year 5138.
_EPOCH_DIGITS = 11
# A pipe must not keep us waiting before we see that it is one.
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Environment(Protocol):
    """What a run may know of the machine it runs on. It doesn't change under a run."""

    def __hash__(self) -> int:
        """Return a hash: what was read from a machine once is kept by it."""
        ...

    def now(self) -> dt.datetime:
        """Return the time of publication, in UTC."""
        ...

    def style_dirs(self) -> Sequence[Path]:
        """Return folders with house styles, first wins."""
        ...

    def glossary_dirs(self) -> Sequence[Path]:
        """Return folders with shipped glossaries, first wins."""
        ...

    def font_dirs(self) -> Sequence[Path]:
        """Return folders with the system's fonts, first wins."""
        ...

    def data_dir(self) -> Path:
        """Return the folder of what is installed and remembered: models and the translation memory.

        It may not exist yet.
        """
        ...

    def setting(self, name: str) -> str | None:
        """Return a setting of the user's machine, such as `index-url`; None or text, never empty."""
        ...

    def read_bytes(self, path: Path) -> bytes:
        """Return a file's bytes.

        Raises:
            InputError: the file can't be read.
        """
        ...


class SystemEnvironment:
    """The real machine. The clock honours SOURCE_DATE_EPOCH (reproducible-builds.org)."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        # A copy: it goes to other processes, and a run sees one state of it.
        self._variables = dict(os.environ if variables is None else variables)

    @functools.cached_property
    def _started(self) -> dt.datetime:
        epoch = self._variables.get("SOURCE_DATE_EPOCH", "")
        if not epoch:
            return dt.datetime.now(dt.UTC).replace(microsecond=0)
        if not (epoch.isascii() and epoch.isdigit() and len(epoch) <= _EPOCH_DIGITS):
            # Passing over it would date a build that was meant to be reproducible.
            raise ForumpubError(
                f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds since 1970",
                hints=("set it to what `date +%s` prints, or unset it",),
            )
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)

    def now(self) -> dt.datetime:
        """Return SOURCE_DATE_EPOCH, else the time at which it was first asked for: one run has one time.

        Raises:
            ForumpubError: SOURCE_DATE_EPOCH is no number of seconds.
        """
        return self._started

    def style_dirs(self) -> Sequence[Path]:
        """Return the shipped styles: inside the installed package, or beside `src` in a checkout."""
        return _shipped("styles")

    def glossary_dirs(self) -> Sequence[Path]:
        """Return the shipped glossaries: inside the installed package, or beside `src` in a checkout."""
        return _shipped("glossaries")

    def font_dirs(self) -> Sequence[Path]:
        """Return the usual font folders of the platform that exist."""
        home = Path(self._variables.get("HOME") or self._variables.get("USERPROFILE") or "/nonexistent")
        if sys.platform == "win32":
            folders = [Path(self._variables.get("SYSTEMROOT", "C:/Windows")) / "Fonts"]
        elif sys.platform == "darwin":
            folders = [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
        else:
            folders = [home / ".local/share/fonts", home / ".fonts"]
            folders += [Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
        return _existing(folders)

    def data_dir(self) -> Path:
        """Return FORUMPUB_DATA, else the platform's folder for data of a user's programs."""
        if given := self.setting("data"):
            return Path(given)
        home = Path(self._variables.get("HOME") or self._variables.get("USERPROFILE") or "/nonexistent")
        if sys.platform == "win32":
            return Path(self._variables.get("LOCALAPPDATA") or home / "AppData/Local") / "forumpub"
        if sys.platform == "darwin":
            return home / "Library/Application Support/forumpub"
        return Path(self._variables.get("XDG_DATA_HOME") or home / ".local/share") / "forumpub"

    def setting(self, name: str) -> str | None:
        """Return the variable of a setting: `index-url` is FORUMPUB_INDEX_URL."""
        return self._variables.get(f"FORUMPUB_{name.upper().replace('-', '_')}") or None

    def read_bytes(self, path: Path) -> bytes:
        """Return the bytes of a regular file of at most `READ_LIMIT_BYTES`.

        A pipe or a device is refused at once: reading one may wait for ever, or never end.
        """
        try:
            with os.fdopen(os.open(path, _READ_FLAGS), "rb") as file:
                return _read_regular(file, path)
        except OSError as error:
            raise InputError(f"can't read {path}: {error.strerror or error}") from error
        except ValueError as error:
            raise InputError(f"can't read {str(path)!r}: {error}") from error


def _shipped(name: str) -> tuple[Path, ...]:
    return _existing((_PACKAGE / name, _PACKAGE.parents[1] / name))


def _existing(folders: Iterable[Path]) -> tuple[Path, ...]:
    # Path.is_dir raises where a parent may not be entered, as another user's home; os.path.isdir is false.
    return tuple(path for path in folders if os.path.isdir(path))  # noqa: PTH112


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Return all bytes of a stream, such as standard input, of at most `READ_LIMIT_BYTES`.

    Raises:
        InputError: it can't be read, or is longer.
    """
    try:
        data = stream.read(READ_LIMIT_BYTES + 1)
    except OSError as error:
        raise InputError(f"can't read {name}: {error.strerror or error}") from error
    if len(data) > READ_LIMIT_BYTES:
        raise _too_long(name)
    return data


def _read_regular(file: BinaryIO, path: Path) -> bytes:
    status = os.fstat(file.fileno())
    if stat.S_ISDIR(status.st_mode):
        raise InputError(f"can't read {path}: it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise InputError(
            f"can't read {path}: it is a pipe or a device, not a file",
            hints=("give `-` as the file to read standard input",),
        )
    if status.st_size > READ_LIMIT_BYTES:
        raise _too_long(str(path))
    return read_stream(file, str(path))


def _too_long(name: str) -> InputError:
    limit_mib = READ_LIMIT_BYTES // 2**20
    return InputError(f"can't read {name}: longer than {limit_mib} MiB", hints=("split the file",))


class FixedEnvironment:
    """A machine of a test's making: a fixed time and only the folders it is given."""

    def __init__(
        self,
        *,
        time: dt.datetime = dt.datetime(2021, 7, 16, 12, 0, tzinfo=dt.UTC),
        style_dirs: Sequence[Path] = (),
        glossary_dirs: Sequence[Path] | None = None,
        font_dirs: Sequence[Path] = (),
        data_dir: Path = Path("/nonexistent/forumpub"),
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self._time = time
        self._data_dir = data_dir
        self._settings = dict(settings or {})
        self._style_dirs = tuple(style_dirs) or tuple(SystemEnvironment({}).style_dirs())
        shipped = SystemEnvironment({}).glossary_dirs() if glossary_dirs is None else glossary_dirs
        self._glossary_dirs = tuple(shipped)
        self._font_dirs = tuple(font_dirs)

    def now(self) -> dt.datetime:
        """Return the fixed time."""
        return self._time

    def style_dirs(self) -> Sequence[Path]:
        """Return the given folders, else the shipped styles."""
        return self._style_dirs

    def glossary_dirs(self) -> Sequence[Path]:
        """Return the given folders, else the shipped glossaries; an empty tuple is none."""
        return self._glossary_dirs

    def font_dirs(self) -> Sequence[Path]:
        """Return the given folders."""
        return self._font_dirs

    def data_dir(self) -> Path:
        """Return the given folder, else one that doesn't exist."""
        return self._data_dir

    def setting(self, name: str) -> str | None:
        """Return a given setting."""
        return self._settings.get(name)

    def read_bytes(self, path: Path) -> bytes:
        """Return a file's bytes."""
        return SystemEnvironment({}).read_bytes(path)
