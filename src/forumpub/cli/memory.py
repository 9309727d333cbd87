"""`forumpub memory import`, `export`, `stats`, `search` and `forget`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from forumpub.cli.options import NO_FILE, OutputPath

if TYPE_CHECKING:
    from forumpub.diagnostics import Outcome

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

_MOST_SHOWN = 10_000
_ORIGINS = ("human", "import", "engine", "glossary", "kept")


def _memory_option(command: F) -> F:
    option = click.option(
        "--memory",
        "given",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The memory. Default: FORUMPUB_MEMORY, else the one in the data folder.",
    )
    return option(command)


def _language_options(command: F) -> F:
    source = click.option("--from", "source", metavar="TAG", help="Only units in this source language.")
    target = click.option("--to", "target", metavar="TAG", help="Only units in this target language.")
    return source(target(command))


def _origin_option(command: F) -> F:
    option = click.option(
        "--origin",
        "origins",
        type=click.Choice(_ORIGINS),
        multiple=True,
        help="Only units of this origin. Repeatable.",
    )
    return option(command)


@click.group()
def memory() -> None:
    """Exchange, count, search or forget translations."""


@memory.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@_memory_option
@_language_options
@_origin_option
def import_(
    files: Sequence[Path], given: Path | None, source: str | None, target: str | None, origins: Sequence[str]
) -> int:
    """Remember the units of TMX or XLIFF files.

    A later human translation replaces an earlier one; nothing else ever replaces a human translation.
    """
    from forumpub.env import SystemEnvironment
    from forumpub.memories import import_file, memory_path, select
    from forumpub.report.lines import count_words
    from forumpub.report.visible import show_text

    into, selection = memory_path(SystemEnvironment(), given), select(source, target, origins)
    for path in files:
        imported = _told(import_file(into, path, selection))
        click.echo(f"{show_text(imported.name)}: {count_words({'unit': imported.kept}) or 'no units'}")
    return 0


@memory.command()
@click.argument("out", metavar="OUT", type=OutputPath(NO_FILE))
@_memory_option
@_language_options
@_origin_option
@click.option(
    "--format", "form", type=click.Choice(("tmx", "xliff")), help="Default: what OUT's suffix says."
)
def export(
    out: Path,
    given: Path | None,
    source: str | None,
    target: str | None,
    origins: Sequence[str],
    form: str | None,
) -> int:
    """Write the memory as TMX 1.4b or XLIFF 2.1."""
    from forumpub.env import SystemEnvironment
    from forumpub.memories import export_file, memory_path, open_existing, select
    from forumpub.report.visible import show_text

    selection = select(source, target, origins)
    with _told(open_existing(memory_path(SystemEnvironment(), given))) as opened:
        written = _told(export_file(opened, out, form=form, selection=selection))
    click.echo(show_text(str(written.path)))
    return 0


@memory.command()
@_memory_option
def stats(given: Path | None) -> int:
    """Count the units of each pair of languages."""
    from forumpub.env import SystemEnvironment
    from forumpub.memories import memory_path, open_existing, tabulate
    from forumpub.report.tables import draw_table

    with _told(open_existing(memory_path(SystemEnvironment(), given))) as opened:
        click.echo(draw_table(tabulate(opened.statistics().pairs)), nl=False)
    return 0


@memory.command()
@click.argument("text")
@_memory_option
@_language_options
@click.option(
    "--most",
    type=click.IntRange(1, _MOST_SHOWN),
    default=20,
    show_default=True,
    help="How many translations to show; what is left out is counted.",
)
def search(text: str, given: Path | None, source: str | None, target: str | None, most: int) -> int:
    """Show translations that contain a text, or whose source does, latest first.

    Each is shown once, with the best of its origins. The exit status is 1 if there is none.
    """
    from forumpub.env import SystemEnvironment
    from forumpub.memories import describe, memory_path, open_existing, search, select
    from forumpub.report.visible import show_text

    # A wrong tag is told whether there is a memory or not.
    selection = select(source, target)
    with _told(open_existing(memory_path(SystemEnvironment(), given))) as opened:
        found, more = search(opened, text, selection=selection, most=most)
    for hit in found:
        for line in describe(hit):
            click.echo(show_text(line))
    if not found:
        click.echo(f"nothing in the memory contains {text!r}", err=True)
    if more:
        wanted = min(most + more, _MOST_SHOWN)
        some = "them" if wanted == most + more else "more of them"
        click.echo(f"{more:,} more: --most {wanted} shows {some}", err=True)
    return 0 if found else 1


@memory.command()
@_memory_option
@_language_options
@click.option("--engine", metavar="NAME", help="Only what this engine or model translated.")
@click.option("--before", metavar="YYYY-MM-DD", help="Only what is older than this day.")
@click.option("--matching", "text", metavar="TEXT", help="Only units that contain this text on either side.")
@click.option(
    "--human", "people", is_flag=True, help="Also what people and other tools wrote; needs --matching."
)
@click.option("--dry-run", is_flag=True, help="Count the units, but forget none.")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
def forget(
    given: Path | None, source: str | None, target: str | None, dry_run: bool, yes: bool, **which: Any
) -> int:
    """Delete translations of engines, such as those of a model that is no longer used.

    What people wrote goes only with --human, by its words. Nothing brings it back; export it first.
    """
    from forumpub.env import SystemEnvironment
    from forumpub.memories import choose_removal, forget, memory_path, open_existing, select, tabulate
    from forumpub.report.lines import count_words
    from forumpub.report.tables import draw_table

    selection = select(source, target)
    with _told(open_existing(memory_path(SystemEnvironment(), given))) as opened:
        removal = _told(choose_removal(opened, selection=selection, is_dry=dry_run, **which))
        counted = opened.count(removal)
        click.echo(draw_table(tabulate(counted)), nl=False)
        if dry_run:
            if not counted:
                click.echo("no units would be forgotten", err=True)
            return 0
        if counted and not yes and not _confirm("forget these units for good?"):
            return 1
        forgotten = _told(forget(opened, removal))
    click.echo(f"{count_words({'unit': forgotten}) or 'no units'} forgotten")
    return 0


def _confirm(question: str) -> bool:
    try:
        return click.confirm(question, err=True)
    except click.Abort as error:
        # The end of the input is no answer, and no Ctrl-C either.
        if not isinstance(error.__context__, EOFError):
            raise
        click.echo(err=True)
        raise click.UsageError("nobody is there to ask: give --yes to forget them, or --dry-run") from error


def _told(outcome: Outcome[T]) -> T:
    from forumpub.cli.running import Report, tell_findings
    from forumpub.excerpts import place_diagnostics

    report = Report(form="full", strict=False, verbose=True, quiet=False)
    tell_findings("memory", place_diagnostics(outcome.diagnostics, None), report, stream=sys.stderr)
    return outcome.value
