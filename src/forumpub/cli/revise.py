"""`forumpub revise`, `forumpub diff` and `forumpub merge`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forumpub.cli.options import (
    NO_FILE,
    Names,
    OutputPath,
    formats_option,
    glossary_option,
    memory_option,
    out_option,
    replace_edited_option,
    report_options,
    status_option,
    style_option,
)
from forumpub.cli.running import Report, find_or_load_project, take_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forumpub.batch import Result
    from forumpub.env import Environment
    from forumpub.review.changes import Change
    from forumpub.revisions import ReviseOptions, ReviseTask

_BASE = click.option(
    "--base",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Article, transcript or DOCX that was sent, where the copy doesn't say.",
)
_ACCEPT = click.option(
    "--accept",
    default="all",
    show_default=True,
    metavar="WHOSE",
    help="Whose tracked changes count: all, none or author=NAME.",
)


@click.command()
@click.argument("copies", nargs=-1, required=True, metavar="EDITED.docx...")
@_BASE
@_ACCEPT
@click.option("--yes", is_flag=True, help="Take changes that are guessed.")
@click.option("--redline", is_flag=True, help="Write proposals into a copy of the file, as tracked changes.")
@click.option(
    "--translate",
    "langs",
    type=Names(),
    default=(),
    metavar="TAGS",
    help="Languages of the editions to make again, of which only what changed is translated; the project's "
    "otherwise, and none for none.",
)
@formats_option("--to")
@style_option
@out_option
@replace_edited_option
@status_option(summary="How far the edition has been checked; edited otherwise.")
@memory_option(summary="Translation memory for corrections of translated editions.")
@glossary_option(summary="Terms whose forbidden renderings --redline replaces; may be given again.")
@report_options
def revise(copies: tuple[str, ...], **options: Any) -> int:
    """Read what editors sent back, and publish the next revision.

    The changes are printed; the article, its pages and a page of the changes are written to --out, and with
    --translate its editions. The editor's file stays as it is.
    """
    from forumpub.cli.running import exit_status, tell_results
    from forumpub.env import SystemEnvironment
    from forumpub.renewing import plan_renewal, renew_editions
    from forumpub.revisions import ReviseTask, with_project

    report, env, langs = take_report(options), SystemEnvironment(), options.pop("langs")
    given, project = _revise_options(options), find_or_load_project(None)
    renewal = plan_renewal(given, langs, project, env)
    results = _revise_all(ReviseTask(options=with_project(given, project)), copies, env)
    _tell_changes(results, report)
    results = renew_editions(results, renewal, env)
    tell_results(results, report, stream=sys.stderr)
    return exit_status(results, strict=report.strict)


def _revise_all(task: ReviseTask, copies: Sequence[str], env: Environment) -> Sequence[Result]:
    """Revise every copy, and once more with what is guessed where the user says yes to it."""
    from forumpub.batch import run_all
    from forumpub.cli.running import read_stdin
    from forumpub.inputs import COPIES, collect_inputs

    entries = read_stdin(collect_inputs(copies, suffixes=COPIES))
    results = run_all(task, entries, env, jobs=1)
    if _may_ask(results) and click.confirm("Take the guessed changes?", err=True):
        results = run_all(task.with_guesses(), entries, env, jobs=1)
    return results


@click.command()
@click.argument("before", metavar="A.docx|A.json", type=click.Path(path_type=Path))
@click.argument("after", metavar="B.docx|B.json", type=click.Path(path_type=Path))
@_ACCEPT
@style_option
@click.option("--html", type=OutputPath(NO_FILE), metavar="FILE", help="Write the page of differences.")
@report_options
def diff(before: Path, after: Path, accept: str, style: str, html: Path | None, **options: Any) -> int:
    """Compare two documents or articles, block by block.

    Exits with 1 where they differ, or where an error was found.
    """
    from forumpub.cli.running import tell_findings, tell_paths
    from forumpub.comparisons import compare_files, write_page
    from forumpub.env import SystemEnvironment
    from forumpub.review.views import read_policy

    report = take_report(options)
    comparison = compare_files(before, after, SystemEnvironment(), policy=read_policy(accept), style=style)
    _show_changes(after.name, comparison.changes, report)
    if html is not None:
        # Nothing but JSON goes where JSON is asked for.
        tell_paths([write_page(html, comparison).path], report, is_error=report.form == "json")
    tell_findings(comparison.name, comparison.placed, report, stream=sys.stderr)
    return int(comparison.differs or comparison.is_doubtful)


def _check_several(
    _context: click.Context, _option: click.Parameter, copies: tuple[Path, ...]
) -> tuple[Path, ...]:
    if len(copies) == 1:
        raise click.UsageError(f"{copies[0]} is one copy: give two or more that are to be joined")
    return copies


@click.command()
@click.argument(
    "copies",
    nargs=-1,
    required=True,
    metavar="A.docx B.docx...",
    type=click.Path(path_type=Path),
    callback=_check_several,
)
@_BASE
@style_option
@out_option
@replace_edited_option
@report_options
def merge(copies: tuple[Path, ...], **options: Any) -> int:
    """Join editors' copies of one document.

    The first copy gets the changes of the others as tracked changes. Where two changed the same paragraph,
    both versions stand in it, with a comment.
    """
    from forumpub.cli.running import exit_status, tell_results
    from forumpub.comparisons import merge_files
    from forumpub.env import SystemEnvironment

    report = take_report(options)
    results = (merge_files(copies, SystemEnvironment(), **options),)
    tell_results(results, report, stream=sys.stderr)
    return exit_status(results, strict=report.strict)


def _revise_options(options: dict[str, Any]) -> ReviseOptions:
    from forumpub.pipeline import PublishOptions
    from forumpub.review.views import read_policy
    from forumpub.revisions import ReviseOptions
    from forumpub.styling import Status

    status = options.pop("status")
    return ReviseOptions(
        publish=PublishOptions(
            to=options.pop("to"),
            out=options.pop("out"),
            style=options.pop("style"),
            status=Status(status) if status else None,
            replace_edited=options.pop("replace_edited"),
        ),
        accept=read_policy(options.pop("accept")),
        guesses=options.pop("yes"),
        **options,
    )


def _may_ask(results: Sequence[Result]) -> bool:
    from forumpub.revisions import Revised

    guesses = any(isinstance(result, Revised) and result.guesses for result in results)
    return guesses and sys.stdin.isatty() and sys.stderr.isatty()


def _tell_changes(results: Sequence[Result], report: Report) -> None:
    from forumpub.revisions import Revised

    for result in results:
        if isinstance(result, Revised):
            _show_changes(result.name, result.changes, report, is_named=len(results) > 1)


def _show_changes(name: str, changes: Sequence[Change], report: Report, *, is_named: bool = False) -> None:
    if report.quiet:
        return
    if report.form == "json":
        from forumpub.review.page import dump_changes

        click.echo(dump_changes(name, changes), nl=False)
        return
    from forumpub.cli.running import write_report
    from forumpub.report.changes import draw_changes

    write_report(draw_changes(changes, name=name if is_named else None), sys.stdout)
