"""`forumpub publish`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from forumpub.cli.options import (
    embed_fonts_option,
    formats_option,
    jobs_option,
    out_option,
    reading_options,
    replace_edited_option,
    report_options,
    status_option,
    style_option,
    take_reading,
    template_option,
)
from forumpub.cli.running import run_task, take_report

if TYPE_CHECKING:
    from forumpub.pipeline import PublishOptions


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@formats_option(
    "--to", summary="Output formats: docx, pdf, json, md, txt, ninjs, jsonld, with commas between them."
)
@style_option
@template_option
@embed_fonts_option
@click.option("--attach", is_flag=True, help="Put transcript and article into the PDF.")
@out_option
@replace_edited_option
@status_option(summary="How far the edition has been checked; the style's own otherwise.")
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
