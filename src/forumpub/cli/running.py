"""Running a task on a command's inputs: standard input, processes, progress, the report, the exit status."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TextIO

import click

from forumpub.cli.failures import tell_internal
from forumpub.values import dataclass

if TYPE_CHECKING:
    from forumpub.batch import Result, Task
    from forumpub.diagnostics import Severity
    from forumpub.editions import TranslateOptions
    from forumpub.env import Environment
    from forumpub.excerpts import PlacedDiagnostic
    from forumpub.inputs import Input
    from forumpub.project import Project
    from forumpub.report.forms import Form
    from forumpub.report.lines import Line


# What a result is one of.
_FILE, _EDITION = "file", "edition"
_GOES_ON = "the same command goes on from here: what is translated is in the memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What of a run is told, in which form, and whether warnings fail it."""

    form: str
    strict: bool
    verbose: bool
    quiet: bool


def take_report(options: dict[str, Any]) -> Report:
    """Take the report options out of a command's options."""
    return Report(
        form=options.pop("report"),
        strict=options.pop("strict"),
        verbose=options.pop("verbose"),
        quiet=options.pop("quiet"),
    )


def run_task(
    task: Task,
    inputs: Sequence[str],
    report: Report,
    *,
    jobs: int | None = None,
    outside: Path | None = None,
    suffixes: Set[str] | None = None,
    to_stdout: bool = False,
) -> int:
    """Do a task on all inputs, tell what came of it, and return the exit status.

    Args:
        task: what to do with each input.
        inputs: the command's arguments.
        report: what is told; on standard error, or with `to_stdout` on standard output.
        jobs: processes for several inputs, as many as processors where None.
        outside: a folder whose files are no inputs.
        suffixes: what of a folder is meant; its transcripts where None.
        to_stdout: the report is what the command is for.
    """
    from forumpub.batch import run_all
    from forumpub.env import SystemEnvironment
    from forumpub.inputs import TRANSCRIPTS, collect_inputs, count_passed_over, unpack_archives

    env: Environment = SystemEnvironment()
    given = collect_inputs(inputs, outside=outside, suffixes=suffixes or TRANSCRIPTS)
    entries = unpack_archives(read_stdin(given), env)
    stream = sys.stdout if to_stdout else sys.stderr
    with _telling_interrupts(report, stream=stream) as note, _progress(len(entries), note) as advance:
        results = run_all(task, entries, env, jobs=jobs or os.cpu_count() or 1, on_done=advance)
    tell_results(results, report, stream=stream, passed_over=count_passed_over(inputs, outside=outside))
    return exit_status(results, strict=report.strict)


def run_translation(options: TranslateOptions, inputs: Sequence[str], report: Report) -> int:
    """Make the editions of all inputs, tell what came of them, and return the exit status."""
    from forumpub.batch import translate_all
    from forumpub.env import SystemEnvironment
    from forumpub.inputs import collect_inputs, count_passed_over, unpack_archives

    env: Environment = SystemEnvironment()
    entries = unpack_archives(read_stdin(collect_inputs(inputs, outside=options.out)), env)
    with (
        _telling_interrupts(report, stream=sys.stderr, noun=_EDITION, hint=_GOES_ON) as note,
        _progress(len(entries) * len(options.to), note) as advance,
    ):
        results = translate_all(entries, options, env, on_done=advance)
    passed_over = count_passed_over(inputs, outside=options.out)
    tell_results(results, report, stream=sys.stderr, noun=_EDITION, passed_over=passed_over)
    return exit_status(results, strict=report.strict)


def run_edition_check(
    inputs: Sequence[str], report: Report, *, project: Path | None, fail_on: str | None
) -> int:
    """Check translated editions as a project weighs them, tell what was found, and return the exit status."""
    from forumpub.batch import Failure
    from forumpub.edition_checks import check_editions
    from forumpub.env import SystemEnvironment
    from forumpub.inputs import EDITIONS, collect_inputs
    from forumpub.project import Project

    env: Environment = SystemEnvironment()
    settings = find_or_load_project(project) or Project()
    threshold = fail_on or ("warning" if report.strict else settings.fail_on)
    report = replace(report, strict=threshold == "warning")
    results = check_editions(read_stdin(collect_inputs(inputs, suffixes=EDITIONS)), settings, env)
    tell_results(results, report, stream=sys.stdout)
    weighed = [result for result in results if threshold != "never" or isinstance(result, Failure)]
    return exit_status(weighed, strict=report.strict)


def find_or_load_project(path: Path | None) -> Project | None:
    """Load the project file that is named, else the one of the current folder, if it has one."""
    from forumpub.env import SystemEnvironment
    from forumpub.project import find_project, load_project

    env: Environment = SystemEnvironment()
    return load_project(path, env) if path else find_project(Path(), env)


def read_stdin(entries: Sequence[Input]) -> tuple[Input, ...]:
    """Read standard input where an input is it.

    Raises:
        InputError: it can't be read, or is too long.
    """
    from forumpub.env import read_stream

    if sum(entry.path is None for entry in entries) > 1:
        raise click.UsageError("standard input can be given once")
    return tuple(
        entry if entry.path else replace(entry, data=read_stream(sys.stdin.buffer, "standard input"))
        for entry in entries
    )


def exit_status(results: Sequence[Result], *, strict: bool) -> int:
    """Return the highest status of all results."""
    from forumpub.batch import Failure

    return max(
        (
            result.status if isinstance(result, Failure) else findings_status(result.placed, strict=strict)
            for result in results
        ),
        default=0,
    )


def findings_status(placed: Sequence[PlacedDiagnostic], *, strict: bool) -> int:
    """Return 1 where a text has errors, or with `strict` warnings."""
    from forumpub.diagnostics import Severity, worst_severity

    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return int(worst_severity(finding.diagnostic for finding in placed) in bad)


def tell_results(
    results: Sequence[Result],
    report: Report,
    *,
    stream: TextIO,
    noun: str = _FILE,
    passed_over: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Print the names of the files that were written, and the report.

    Args:
        results: one an input.
        report: what is told.
        stream: where findings go.
        noun: what a result is one of.
        passed_over: files of the folders that nobody read, by their ending.
    """
    from forumpub.batch import Failure
    from forumpub.report.forms import FORMS
    from forumpub.report.passed_over import draw_passed_over

    if report.form not in FORMS:
        _tell_document(results, report, stream)
        return
    form = FORMS[report.form]
    told: set[str] = set()
    for result in results:
        if not isinstance(result, Failure):
            tell_paths([written.path for written in result.written], report)
        tell_findings(result.name, result.placed, report, stream=stream)
        if not isinstance(result, Failure):
            continue
        if result.trace is not None:
            tell_internal(f"{result.name}: {result.message}", result.trace, sys.argv[1:])
        # A wrong option fails every input in the same words.
        elif result.status != click.UsageError.exit_code or result.message not in told:
            # So does a missing model: each input is named, and what to do is said once.
            hints = () if form.folds and result.message in told else result.hints
            told.add(result.message)
            write_report(form.failure(result.name, result.message, hints), stream)
    if form.sums and not report.quiet:
        write_report(draw_passed_over(passed_over), sys.stderr)
        write_report(_summary(results, report, noun), sys.stderr)


def _tell_document(results: Sequence[Result], report: Report, stream: TextIO) -> None:
    from forumpub.diagnostics import Severity
    from forumpub.report.documents import DOCUMENTS

    failing = (Severity.ERROR, Severity.WARNING) if report.strict else (Severity.ERROR,)
    text = DOCUMENTS[report.form](results, failing=failing)
    # Both formats are UTF-8, whatever a console writes.
    stream.flush()
    stream.buffer.write(text.encode("utf-8", "backslashreplace"))


def tell_findings(name: str, placed: Sequence[PlacedDiagnostic], report: Report, *, stream: TextIO) -> None:
    """Print the diagnostics of one input."""
    from forumpub.report.forms import FORMS
    from forumpub.report.lines import take_severities

    form = FORMS[report.form]
    shown = take_severities(placed, _shown_severities(report, form))
    write_report(form.draw(name, shown, fold=not report.verbose), stream)


def _shown_severities(report: Report, form: Form) -> Sequence[Severity]:
    from forumpub.diagnostics import Severity

    if report.quiet:
        return (Severity.ERROR,)
    return tuple(Severity) if report.verbose or not form.sums else (Severity.ERROR, Severity.WARNING)


def tell_paths(paths: Sequence[Path], report: Report, *, is_error: bool = False) -> None:
    """Print the names of files that were written; to standard error where `is_error` says so."""
    from forumpub.report.visible import show_text

    if report.quiet:
        return
    stream = sys.stderr if is_error else sys.stdout
    for path in paths:
        # A program gets the name as it is, a terminal nothing that it would obey.
        click.echo(show_text(str(path)) if stream.isatty() else os.fsencode(path), err=is_error)


def _summary(results: Sequence[Result], report: Report, noun: str) -> Iterator[Line]:
    from collections import Counter

    from forumpub.batch import Failure
    from forumpub.diagnostics import Severity
    from forumpub.report.lines import Fragment, Tone, count_words

    done = [result for result in results if not isinstance(result, Failure)]
    counts = Counter(found.diagnostic.severity for result in results for found in result.placed)
    failed = len(results) - len(done)
    # A text that is in the language already is read, and no edition is made of it.
    made = sum(noun != _EDITION or bool(result.written) for result in done)
    words = count_words(
        {"error": counts[Severity.ERROR], "warning": counts[Severity.WARNING], "note": counts[Severity.INFO]}
    )
    if len(results) == 1 and (failed or not words):
        return
    hidden = " (--verbose shows the notes)" if counts[Severity.INFO] and not report.verbose else ""
    told = words or ("" if failed else "nothing to report")
    yield (
        Fragment(count_words({noun: made}) or f"no {noun}s", Tone.GOOD if not failed else Tone.WARNING),
        *([Fragment(f", {failed:,} failed", Tone.ERROR)] if failed else []),
        *([Fragment(f": {told}{hidden}")] if told else []),
    )


def write_report(lines: Iterator[Line], stream: TextIO) -> None:
    """Write lines to a stream, in colour where it is a terminal that shows some."""
    from forumpub.report.painting import write_lines

    write_lines(lines, stream, colour=_wants_colour(stream))


def _wants_colour(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal that shows colour, and its user wants it (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@contextlib.contextmanager
def _telling_interrupts(
    report: Report, *, stream: TextIO, noun: str = _FILE, hint: str | None = None
) -> Iterator[Callable[[Result], None]]:
    """Tell what was finished before somebody broke a run off; give what takes note of a result."""
    done: list[Result] = []
    try:
        yield done.append
    except KeyboardInterrupt:
        if done:
            tell_results(done, report, stream=stream, noun=noun)
        if hint is not None and not report.quiet:
            click.echo(hint, err=True)
        raise


@contextlib.contextmanager
def _progress(total: int, note: Callable[[Result], None]) -> Iterator[Callable[[Result], None]]:
    """Show a progress bar on a terminal while many inputs are worked on; `note` hears of each result too."""
    if total == 1 or not sys.stderr.isatty():
        yield note
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        work = bar.add_task("", total=total)

        def advance(result: Result) -> None:
            note(result)
            bar.advance(work)

        yield advance
