"""`forumpub repair-encoding`."""

from __future__ import annotations

from pathlib import Path

import click

from forumpub.cli.options import NO_FILE, OutputPath


@click.command("repair-encoding")
@click.argument("file", metavar="FILE|-")
@click.option("--encoding", metavar="NAME", help="Encoding of bytes that are not UTF-8.")
@click.option(
    "--write", type=OutputPath(NO_FILE), metavar="OUT", help="Write the repaired text to a new file."
)
def repair_encoding(file: str, encoding: str | None, write: Path | None) -> int:
    """Show what text that was decoded wrongly was meant to be.

    Every line that would change is shown, old above new. Nothing is changed unless --write names a file to
    write the repaired text to.
    """
    from forumpub.cli.running import read_stdin
    from forumpub.env import SystemEnvironment
    from forumpub.inputs import collect_inputs
    from forumpub.pipeline import propose_repairs
    from forumpub.report.visible import show_text

    entries = read_stdin(collect_inputs([file]))
    if len(entries) != 1:
        raise click.UsageError("repair-encoding takes one file")
    repairs, written = propose_repairs(entries[0], SystemEnvironment(), encoding=encoding, write=write)
    for repair in repairs:
        click.echo(f"{show_text(entries[0].name)}:{repair.line}")
        click.echo(f"- {show_text(repair.old)}\n+ {show_text(repair.new)}")
    count = len(repairs)
    click.echo(f"{count or 'no'} line{'' if count == 1 else 's'} to repair", err=True)
    if written is not None:
        click.echo(show_text(str(written.path)))
    return 0
