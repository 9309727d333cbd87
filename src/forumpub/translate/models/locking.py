"""One process at a time in a folder. The system lets go of the lock when its holder dies, however it dies."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from forumpub.errors import ModelError

_LOCK_FILE = ".lock"


@contextlib.contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold a folder for this process, making it where it doesn't exist; waits for another that holds it.

    Raises:
        ModelError: the folder can't be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise _unusable(folder, error) from error
    try:
        try:
            _take(descriptor)
        except OSError as error:
            raise _unusable(folder, error) from error
        yield
    finally:
        os.close(descriptor)


def _unusable(folder: Path, error: OSError) -> ModelError:
    return ModelError(
        f"can't write the folder of models {folder}: {error.strerror or error}",
        hints=("set FORUMPUB_DATA to a folder that you may write to",),
    )


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        # It tries ten times, a second apart, and closing the file lets go.
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
