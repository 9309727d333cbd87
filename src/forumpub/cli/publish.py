"""`forumpub publish`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forumpub.cli.options import (
    Names,
    complete_output,
    complete_style,
    jobs_option,
    reading_options,
    report_options,
    take_reading,
)
from forumpub.cli.running import run_task, take_report

if TYPE_CHECKING:
    from forumpub.pipeline import PublishOptions


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option(
    "--to",
    type=Names(),
    default="docx,pdf",
    show_default=True,
    metavar="NAMES",
    help="Output formats: docx, pdf, json, md, txt, ninjs, jsonld, with commas between them.",
    shell_complete=complete_output,
)
@click.option(
    "--style",
    default="briefing",
    show_default=True,
    metavar="NAME|FILE",
    help="House style.",
    shell_complete=complete_style,
)
@click.option(
    "--template", type=click.Path(path_type=Path), metavar="FILE", help="Your own .docx or .dotx for DOCX."
)
@click.option("--embed-fonts", is_flag=True, help="Put the fonts into the DOCX.")
@click.option("--attach", is_flag=True, help="Put transcript and article into the PDF.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="build",
    show_default=True,
    metavar="DIR",
    help="Folder for the files.",
)
@click.option(
    "--status",
    type=click.Choice(["machine-translated", "edited", "final", "none"]),
    help="How far the edition has been checked; the style's own otherwise.",
)
@reading_options
@jobs_option
@report_options
def publish(inputs: tuple[str, ...], jobs: int | None, **options: Any) -> int:
    """Publish transcripts as briefings.

    FILE is a transcript or an article's JSON, DIR stands for the transcripts in it, and - is standard input.
    The files are called as the input is; their names are printed.
    """
    from forumpub.batch import PublishTask

    report = take_report(options)
    task = PublishTask(options=_publish_options(options))
    return run_task(task, inputs, report, jobs=jobs, outside=task.options.out)


def _publish_options(options: dict[str, Any]) -> PublishOptions:
    from forumpub.pipeline import PublishOptions
    from forumpub.render.renderer import RenderOptions
    from forumpub.styling import Status

    status = options.pop("status")
    return PublishOptions(
        reading=take_reading(options),
        status=Status(status) if status else None,
        rendering=RenderOptions(
            template=options.pop("template"),
            embed_fonts=options.pop("embed_fonts"),
            attach=options.pop("attach"),
        ),
        **options,
    )
