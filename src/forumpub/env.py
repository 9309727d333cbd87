"""The machine, as an argument: clock, files, fonts and shipped data.

Nothing else in the package asks the operating system for these, so that a run can be repeated exactly and a
test can stand in for any machine.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from forumpub.errors import InputError

_PACKAGE = Path(__file__).resolve().parent


class Environment(Protocol):
    """What a run may know of the machine it runs on."""

    def now(self) -> dt.datetime:
        """Return the time of publication, in UTC."""
        ...

    def style_dirs(self) -> Sequence[Path]:
        """Return folders with house styles, first wins."""
        ...

    def font_dirs(self) -> Sequence[Path]:
        """Return folders with the system's fonts, first wins."""
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
        self._variables = os.environ if variables is None else variables

    @functools.cached_property
    def _started(self) -> dt.datetime:
        epoch = self._variables.get("SOURCE_DATE_EPOCH", "")
        if epoch.isascii() and epoch.isdigit() and len(epoch) <= 11:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        return dt.datetime.now(dt.UTC).replace(microsecond=0)

    def now(self) -> dt.datetime:
        """Return SOURCE_DATE_EPOCH, else the time at which it was first asked for: one run has one time."""
        return self._started

    def style_dirs(self) -> Sequence[Path]:
        """Return the shipped styles: inside the installed package, or beside `src` in a checkout."""
        candidates = (_PACKAGE / "styles", _PACKAGE.parents[1] / "styles")
        return tuple(path for path in candidates if path.is_dir())

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
        return tuple(path for path in folders if path.is_dir())

    def read_bytes(self, path: Path) -> bytes:
        """Return a file's bytes."""
        try:
            return path.read_bytes()
        except OSError as error:
            raise InputError(f"can't read {path}: {error.strerror or error}") from error


class FixedEnvironment:
    """A machine of a test's making: a fixed time and only the folders it is given."""

    def __init__(
        self,
        *,
        time: dt.datetime = dt.datetime(2021, 7, 16, 12, 0, tzinfo=dt.UTC),
        style_dirs: Sequence[Path] = (),
        font_dirs: Sequence[Path] = (),
    ) -> None:
        self._time = time
        self._style_dirs = tuple(style_dirs) or tuple(SystemEnvironment({}).style_dirs())
        self._font_dirs = tuple(font_dirs)

    def now(self) -> dt.datetime:
        """Return the fixed time."""
        return self._time

    def style_dirs(self) -> Sequence[Path]:
        """Return the given folders, else the shipped styles."""
        return self._style_dirs

    def font_dirs(self) -> Sequence[Path]:
        """Return the given folders."""
        return self._font_dirs

    def read_bytes(self, path: Path) -> bytes:
        """Return a file's bytes."""
        return SystemEnvironment({}).read_bytes(path)
