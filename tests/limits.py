"""Limits that stop what would run on for ever or take all memory; they measure nothing."""

from __future__ import annotations

import contextlib
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

# Generous: a loaded machine passes, a search that explodes or a loop that squares doesn't.
CPU_S = 30


@contextlib.contextmanager
def cpu_limit(seconds: float = CPU_S) -> Iterator[None]:
    """Fail what takes more processor time in this process."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"took more than {seconds} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def count_calls(work: Callable[[], object]) -> int:
    """Count the calls that some work makes in this thread, of Python and of C: the same on any machine."""
    count = 0

    def note(_frame: FrameType, event: str, _value: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def limit_process(*, cpu_s: int, address_space_bytes: int) -> None:
    """Let the system end this process when it takes more than it may."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_AS, (address_space_bytes, address_space_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
