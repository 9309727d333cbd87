"""`forumpub doctor`."""

from __future__ import annotations

import click


@click.command()
@click.option("--from", "source", default="en", show_default=True, metavar="TAG", help="Source language.")
def doctor(source: str) -> int:
    """Show what each language has and lacks here.

    Model, licence, glossary entries, checks, font and interface words; then what to do about what is
    missing, as commands to paste. Nothing is downloaded.
    """
    import sys

    from forumpub.cli.running import Report, tell_findings
    from forumpub.doctor import describe_splitter, draw_rows, examine, find_remedies
    from forumpub.env import SystemEnvironment
    from forumpub.excerpts import place_diagnostics
    from forumpub.report.tables import draw_table

    examined = examine(source, SystemEnvironment())
    click.echo(draw_table(draw_rows(examined.value)), nl=False)
    click.echo("\n" + describe_splitter(source))
    for remedy in find_remedies(source, examined.value):
        click.echo(f"= help: {remedy}")
    report = Report(form="full", strict=False, verbose=False, quiet=False)
    tell_findings("models", place_diagnostics(examined.diagnostics, None), report, stream=sys.stderr)
    return 0
