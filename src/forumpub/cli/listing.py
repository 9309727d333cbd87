"""`forumpub styles`, `fonts`, `formats` and `schema`: what there is."""

from __future__ import annotations

import click

from forumpub.cli.options import complete_style


@click.group(invoke_without_command=True)
@click.pass_context
def styles(context: click.Context) -> int:
    """List the house styles, or show one."""
    return context.invoke(list_) if context.invoked_subcommand is None else 0


@styles.command("list")
def list_() -> int:
    """List the house styles."""
    from forumpub.env import SystemEnvironment
    from forumpub.report.tables import draw_table
    from forumpub.styling import list_styles

    rows = [(style.name, style.summary) for style in list_styles(SystemEnvironment())]
    click.echo(draw_table(rows), nl=False)
    return 0


@styles.command()
@click.argument("name", metavar="NAME|FILE", shell_complete=complete_style)
def show(name: str) -> int:
    """Print every key of a style, as a file to start your own from."""
    from forumpub.env import SystemEnvironment
    from forumpub.styling import dump_style, load_style

    click.echo(dump_style(load_style(name, SystemEnvironment())), nl=False)
    return 0


@click.command()
def formats() -> int:
    """List the formats that are read and written."""
    import sys

    from forumpub.cli.running import Report, tell_findings
    from forumpub.excerpts import place_diagnostics
    from forumpub.plugins import list_formats
    from forumpub.report.tables import draw_table

    listed = list_formats()
    rows = [(found.direction, found.name, found.provider, found.summary) for found in listed.value]
    click.echo(draw_table(rows), nl=False)
    report = Report(form="full", strict=False, verbose=True, quiet=False)
    tell_findings("plug-ins", place_diagnostics(listed.diagnostics, None), report, stream=sys.stderr)
    return 0


@click.command()
def schema() -> int:
    """Print the JSON Schema of an article."""
    from forumpub.schema import dump_schema

    click.echo(dump_schema(), nl=False)
    return 0


@click.command()
@click.option(
    "--style",
    default="briefing",
    show_default=True,
    metavar="NAME|FILE",
    help="House style, for its own fonts.",
    shell_complete=complete_style,
)
def fonts(style: str) -> int:
    """Show which font sets which language.

    Letters that a font lacks are listed; other fonts may have them.
    """
    from forumpub.env import SystemEnvironment
    from forumpub.fonts_in_use import describe_fonts
    from forumpub.report.tables import draw_table

    click.echo(draw_table(describe_fonts(style, SystemEnvironment())), nl=False)
    return 0
