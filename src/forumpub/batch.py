"""Many inputs at once, in processes of their own; one bad input stops nothing."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from forumpub.env import Environment
from forumpub.errors import ForumpubError
from forumpub.excerpts import PlacedDiagnostic
from forumpub.given import ReadingOptions
from forumpub.inputs import Input
from forumpub.pipeline import (
    Published,
    PublishOptions,
    check_choices,
    check_input,
    check_labels,
    publish_input,
)
from forumpub.values import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from forumpub.editions import TranslateOptions

_INTERNAL_STATUS = 70
# Windows waits for no more than 61 at once.
_MOST_PROCESSES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why an input gave nothing. `status` is the exit status; `trace` is set where the fault is ours.

    `placed` is what was found in it before.
    """

    name: str
    message: str
    hints: tuple[str, ...]
    status: int
    trace: str | None = None
    placed: tuple[PlacedDiagnostic, ...] = ()


Result: TypeAlias = Published | Failure


class Task(Protocol):
    """What is done with one input. It goes to other processes, so it can be pickled."""

    def check(self, env: Environment) -> None:
        """Check what all inputs have in common, before the first.

        Raises:
            ForumpubError: something is missing or wrong.
        """
        ...

    def __call__(self, entry: Input, env: Environment) -> Published:
        """Do one input.

        Raises:
            ForumpubError: something outside the text is wrong.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishTask:
    """Publishes an input."""

    options: PublishOptions

    def check(self, env: Environment) -> None:
        """Check that style, formats, labels and template can be used."""
        check_choices(self.options, env)

    def __call__(self, entry: Input, env: Environment) -> Published:
        """Read the input and write its files."""
        return publish_input(entry, self.options, env)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckTask:
    """Reads an input and writes nothing."""

    options: ReadingOptions

    def check(self, env: Environment) -> None:
        """Check that the table of labels can be read; the rest is told with each input."""
        check_labels(self.options, env)

    def __call__(self, entry: Input, env: Environment) -> Published:
        """Read the input."""
        return check_input(entry, self.options, env)


def run_all(
    task: Task,
    entries: Sequence[Input],
    env: Environment,
    *,
    jobs: int,
    on_done: Callable[[Result], None] = lambda _result: None,
) -> tuple[Result, ...]:
    """Do one input in this process, or many in others; see `run_many`.

    Raises:
        ForumpubError: what all inputs have in common is missing or wrong.
    """
    task.check(env)
    if len(entries) != 1:
        return run_many(task, entries, env, jobs=jobs, on_done=on_done)
    result = run_one(task, entries[0], env)
    on_done(result)
    return (result,)


def translate_all(
    entries: Sequence[Input],
    options: TranslateOptions,
    env: Environment,
    *,
    on_done: Callable[[Result], None] = lambda _result: None,
) -> tuple[Result, ...]:
    """Make the editions of all inputs, in this process: the engine uses all processors by itself.

    Args:
        entries: the inputs.
        options: which editions.
        env: the machine.
        on_done: told of every result as it comes.

    Returns:
        A result for each language and input, and for each glossary with findings; see
        `forumpub.editions.translate_inputs`.

    Raises:
        ForumpubError: what all inputs have in common is missing or wrong.
    """
    # Publishing, which this module is for, needs no engine.
    from forumpub.editions import translate_inputs

    results: list[Result] = []
    for made in translate_inputs(entries, options, env):
        name = f"{made.name} ({made.lang})" if made.lang else made.name
        result = made.result
        told = (
            replace(_told(name, result), placed=made.placed) if isinstance(result, ForumpubError) else result
        )
        results.append(told)
        on_done(told)
    return tuple(results)


def run_one(task: Task, entry: Input, env: Environment) -> Result:
    """Do one input in this process. A fault of ours is raised, for the command to report."""
    try:
        return task(entry, env)
    except ForumpubError as error:
        return _failure(entry, error)


def run_many(
    task: Task,
    entries: Sequence[Input],
    env: Environment,
    *,
    jobs: int,
    on_done: Callable[[Result], None] = lambda _result: None,
) -> tuple[Result, ...]:
    """Do many inputs in `jobs` processes.

    A process that dies (out of memory, a crash in a C library) takes only its input with it: what it leaves
    undone is done again, each in a process of its own.

    Args:
        task: what to do; it can be pickled, as can `env`.
        entries: the inputs.
        env: the machine; all processes get the same time from it.
        jobs: how many processes, >= 1.
        on_done: told of every result as it comes, in any order.

    Returns:
        A result an input, in the order of `entries`.
    """
    env.now()
    done: dict[int, Result] = {}
    for index, result in _in_pool(task, list(enumerate(entries)), env, jobs=jobs):
        done[index] = result
        on_done(result)
    for index, entry in enumerate(entries):
        if index not in done:
            alone = dict(_in_pool(task, [(index, entry)], env, jobs=1))
            done[index] = alone.get(index) or _lost(entry)
            on_done(done[index])
    return tuple(done[index] for index in range(len(entries)))


def _in_pool(
    task: Task, numbered: Sequence[tuple[int, Input]], env: Environment, *, jobs: int
) -> Iterator[tuple[int, Result]]:
    """Yield the results that come; those of a process that dies don't."""
    # A single input is done in this process, without loading what makes others.
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    with _pool(max(1, min(jobs, len(numbered), _MOST_PROCESSES))) as pool:
        futures: dict[Future[Published], tuple[int, Input]] = {}
        try:
            for index, entry in numbered:
                futures[pool.submit(_work, task, entry, env)] = (index, entry)
        except BrokenProcessPool:
            # A process died while work was still being handed out; what was not is left to the caller.
            pass
        for future in as_completed(futures):
            index, entry = futures[future]
            error = future.exception()
            if error is None:
                yield index, future.result()
            elif not isinstance(error, BrokenProcessPool):
                yield index, _failure(entry, error)


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool that a break leaves at once: what has not begun is dropped.

    A forked child of a process with threads may hang, and a progress bar is a thread; so processes are made
    from a clean one where the system can, else anew.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_ignore_interrupts)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ignore_interrupts() -> None:
    """A break in the terminal reaches every process; one that waits for work has nothing to clean up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(task: Task, entry: Input, env: Environment) -> Published:
    """Do one input in a worker process; a break ends it, and temporary files go."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return task(entry, env)
    finally:
        _ignore_interrupts()


def _failure(entry: Input, error: BaseException) -> Failure:
    if isinstance(error, ForumpubError):
        return _told(entry.name, error)
    if isinstance(error, MemoryError):
        return Failure(name=entry.name, message="out of memory", hints=(), status=ForumpubError.exit_status)
    return Failure(
        name=entry.name,
        message=f"forumpub failed: {type(error).__name__}: {error}",
        hints=(),
        status=_INTERNAL_STATUS,
        trace="".join(traceback.format_exception(error)),
    )


def _told(name: str, error: ForumpubError) -> Failure:
    return Failure(name=name, message=str(error), hints=error.hints, status=type(error).exit_status)


def _lost(entry: Input) -> Failure:
    return Failure(
        name=entry.name,
        message="the process that worked on it died, perhaps for want of memory",
        hints=("publish it by itself, or with --jobs 1",),
        status=ForumpubError.exit_status,
    )
