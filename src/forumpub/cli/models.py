"""`forumpub models`: what translates, on this machine and in the index."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from forumpub.cli.options import Names

if TYPE_CHECKING:
    from forumpub.diagnostics import Diagnostic
    from forumpub.translate.models.index import Offer

_FROM = click.option(
    "--from", "source", default="en", show_default=True, metavar="TAG", help="Source language."
)


@click.group(invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> int:
    """List, install, import or remove translation models.

    Only `available` and `install` use the network. FORUMPUB_INDEX_URL names another index, FORUMPUB_DATA
    another folder for models.
    """
    return context.invoke(list_) if context.invoked_subcommand is None else 0


@models.command()
@click.option("--from", "source", metavar="TAG", help="Source language. Default: any.")
@click.option("--to", "targets", type=Names(), default=(), metavar="TAG,TAG", help="Target languages.")
def available(source: str | None, targets: tuple[str, ...]) -> int:
    """Ask the index which models there are."""
    from forumpub.env import SystemEnvironment
    from forumpub.report.tables import draw_table
    from forumpub.translate.models.installing import find_offers

    found = find_offers(SystemEnvironment(), source_lang=source, target_langs=targets)
    rows = [(o.source_lang, o.target_lang, o.version, o.licence or "licence unknown") for o in found.value]
    click.echo(draw_table(rows), nl=False)
    return _tell(found.diagnostics)


@models.command("list")
def list_() -> int:
    """List the installed models."""
    from forumpub.env import SystemEnvironment
    from forumpub.report.tables import draw_table
    from forumpub.translate.models.installing import describe_model, open_store

    listed = open_store(SystemEnvironment()).list_models()
    click.echo(draw_table([describe_model(model) for model in listed.value]), nl=False)
    if not listed.value:
        click.echo("no model is installed; `forumpub doctor` says what to install", err=True)
    return _tell(listed.diagnostics)


@models.command()
@_FROM
@click.option("--to", "targets", type=Names(), required=True, metavar="TAG,TAG", help="Target languages.")
def install(source: str, targets: tuple[str, ...]) -> int:
    """Download and install what translates one language into others.

    A pair without a package of its own gets two, by way of English.
    """
    from forumpub.env import SystemEnvironment
    from forumpub.report.tables import draw_table
    from forumpub.translate.models.installing import describe_model, install_models

    with _progress() as advance:
        installed = install_models(
            SystemEnvironment(), source_lang=source, target_langs=targets, on_progress=advance
        )
    click.echo(draw_table([describe_model(model) for model in installed.value]), nl=False)
    return _tell(installed.diagnostics)


@models.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
@click.option("--licence", metavar="TEXT", help="Their licence, if they don't state it.")
@click.option("--sha256", metavar="HEX", help="SHA-256 digest that the file must have.")
def import_(paths: tuple[Path, ...], licence: str | None, sha256: str | None) -> int:
    """Install models from files or folders, such as those on a USB stick.

    A folder is one model unpacked, or holds packages, which are all installed.
    """
    from forumpub.env import SystemEnvironment
    from forumpub.report.tables import draw_table
    from forumpub.translate.models.installing import describe_model, open_store
    from forumpub.translate.models.store import find_packages

    packages = [package for path in paths for package in find_packages(path)]
    if sha256 is not None and len(packages) > 1:
        raise click.UsageError("--sha256 is the digest of one file")
    store = open_store(SystemEnvironment())
    found: list[Diagnostic] = []
    for path in packages:
        # Told one by one: those before a file that can't be read are installed.
        imported = store.import_package(path, licence=licence, sha256=sha256)
        click.echo(draw_table([describe_model(imported.value)]), nl=False)
        found += imported.diagnostics
    return _tell(found)


@models.command()
def verify() -> int:
    """Compare every byte of every model with what was installed.

    Exits with 1 where one is damaged.
    """
    from forumpub.env import SystemEnvironment
    from forumpub.report.tables import draw_table
    from forumpub.translate.models.installing import verify_models

    verified = verify_models(SystemEnvironment())
    click.echo(draw_table(verified.value), nl=False)
    return _tell(verified.diagnostics)


@models.command()
@click.argument("name")
def remove(name: str) -> int:
    """Delete a model."""
    from forumpub.env import SystemEnvironment
    from forumpub.translate.models.installing import open_store

    open_store(SystemEnvironment()).remove(name)
    return 0


def _tell(diagnostics: Sequence[Diagnostic]) -> int:
    from forumpub.cli.running import Report, findings_status, tell_findings
    from forumpub.excerpts import place_diagnostics

    report = Report(form="full", strict=False, verbose=True, quiet=False)
    placed = place_diagnostics(diagnostics, None)
    tell_findings("models", placed, report, stream=sys.stderr)
    return findings_status(placed, strict=False)


class _Advance:
    """Shows how much of which package has come."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._tasks: dict[Offer, object] = {}

    def __call__(self, offer: Offer, done: int, total: int | None) -> None:
        if offer not in self._tasks:
            name = f"{offer.source_lang} → {offer.target_lang}"
            self._tasks[offer] = self.bar.add_task(name, total=total)
        self.bar.update(self._tasks[offer], completed=done)  # type: ignore[arg-type]  # rich's own id


@contextmanager
def _progress() -> Iterator[_Advance]:
    advance = _Advance()
    if sys.stderr.isatty():
        with advance.bar:
            yield advance
    else:
        yield advance
