"""What of this machine the engines can use: processors, a graphics card, the allocator's thresholds."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import sys
from importlib.util import find_spec

from forumpub.errors import ModelError

INSTALL_LIBRARIES = "`pip install 'forumpub[translate]'`"
# mallopt(3): the parameters' numbers in glibc's malloc.h.
_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8
# The most that glibc takes on 64 bits, and what it would reach by itself.
_MMAP_BYTES = 32 * 2**20
# More than the batches of a few processors let go of between two steps.
_TRIM_BYTES = 2**30


def count_processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def has_graphics_card() -> bool:
    """Say whether CTranslate2 finds a card that it can use."""
    check_libraries()
    import ctranslate2

    found: int = ctranslate2.get_cuda_device_count()
    return found > 0


def missing_libraries() -> tuple[str, ...]:
    """Name the libraries of the engines that aren't installed; none is imported."""
    return tuple(name for name in ("ctranslate2", "sentencepiece") if find_spec(name) is None)


def check_libraries() -> None:
    """Look for the libraries that come with the extra `translate`.

    Raises:
        ModelError: one isn't installed.
    """
    if missing := missing_libraries():
        raise ModelError(f"translating needs {' and '.join(missing)}", hints=(INSTALL_LIBRARIES,))


@functools.cache
def settle_allocator() -> None:
    """Keep glibc from returning each large buffer to the system and asking for it again.

    It learns this in part by itself, unless the user's environment has set one of its thresholds
    (MALLOC_TRIM_THRESHOLD_, as Dask's nanny does): then CTranslate2 is 1.8 to 2.9 times slower. All threads
    share one arena: arenas of their own, which a thread can't lend to another, hold 100 MiB more.
    """
    if sys.platform != "linux":
        return
    # musl has no mallopt.
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, _MMAP_BYTES)
        mallopt(_M_TRIM_THRESHOLD, _TRIM_BYTES)
        mallopt(_M_ARENA_MAX, 1)
