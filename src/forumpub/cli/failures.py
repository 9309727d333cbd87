"""What goes wrong around a command, as a message and an exit status."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn

import click

import forumpub
from forumpub.errors import ForumpubError

INTERNAL_STATUS = 70
_MACHINE_STATUS = 3
_INTERRUPT_STATUS = 130
_PIPE_STATUS = 141


class ClosedPipeError(Exception):
    """Nobody reads standard output any more. click would take a broken pipe for 1: a text with errors."""


@contextlib.contextmanager
def hide_broken_pipe() -> Iterator[None]:
    """Let a broken pipe through click."""
    try:
        yield
    except BrokenPipeError as error:
        raise ClosedPipeError from error


def run_and_exit(run: Callable[[], object], args: Sequence[str] | None) -> NoReturn:
    """Run a command and exit with its status; every failure is told in its own way."""
    _open_closed_streams()
    status = _run(run, sys.argv[1:] if args is None else args)
    sys.exit(status)


def _open_closed_streams() -> None:
    """Open what a shell's `>&-` or a service has closed: nothing is read there, and nobody reads it.

    Python has None in its place, and the next file that is opened would get its number.
    """
    if sys.stdin and sys.stdout and sys.stderr:
        return
    from pathlib import Path

    nothing = Path(os.devnull)
    sys.stdin = sys.stdin or nothing.open(encoding="utf-8")
    sys.stdout = sys.stdout or nothing.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nothing.open("w", encoding="utf-8")


def _run(run: Callable[[], object], args: Sequence[str]) -> int:
    try:
        status = run()
        # A closed pipe is seen here, and not when the interpreter ends.
        sys.stdout.flush()
    except click.ClickException as error:
        if isinstance(error, click.NoSuchOption) and error.possibilities:
            # click shows them in the order of the alphabet: the likest, which is the first, alone says more.
            del error.possibilities[1:]
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("interrupted", err=True)
        return _INTERRUPT_STATUS
    except ForumpubError as error:
        tell_failure(str(error), error.hints)
        return error.exit_status
    except MemoryError:
        tell_failure("out of memory", ("close other programs, or give fewer inputs at a time",))
        return _MACHINE_STATUS
    except (BrokenPipeError, ClosedPipeError):
        _drop_stdout()
        return _PIPE_STATUS
    except OSError as error:
        where = error.filename or "standard output"
        tell_failure(f"can't use {where}: {error.strerror or error}", ())
        _drop_stdout()
        return _MACHINE_STATUS
    except Exception as error:  # noqa: BLE001  # the last resort: whatever it is, it is our fault and reported
        tell_internal(f"{type(error).__name__}: {error}", format_trace(error), args)
        return INTERNAL_STATUS
    return status if isinstance(status, int) else 0


def tell_failure(message: str, hints: Sequence[str]) -> None:
    """Write a failure and what to do about it to standard error."""
    from forumpub.report.visible import show_text

    click.echo(f"error: {show_text(message)}", err=True)
    for hint in hints:
        click.echo(f"  = help: {show_text(hint)}", err=True)


def format_trace(error: BaseException) -> str:
    """Return the traceback of an error."""
    import traceback

    return "".join(traceback.format_exception(error))


def tell_internal(message: str, trace: str, args: Sequence[str]) -> None:
    """Write what a report of a fault of ours needs."""
    import platform
    import shlex

    from forumpub.report.visible import show_text

    command = shlex.join(["forumpub", *args])
    system = f"{platform.python_implementation()} {platform.python_version()}, {platform.platform()}"
    for line in trace.rstrip("\n").split("\n"):
        click.echo(f"  {show_text(line)}", err=True)
    click.echo(f"error: forumpub failed: {show_text(message)}", err=True)
    click.echo(f"  = version: forumpub {forumpub.__version__}, {system}", err=True)
    click.echo(f"  = command: {show_text(command)}", err=True)
    click.echo("  = help: this is our fault; please report it with the lines above", err=True)


def _drop_stdout() -> None:
    """Throw away what standard output didn't take, or the interpreter complains a second time at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
