"""`forumpub review`."""

from __future__ import annotations

from typing import Any

import click

from forumpub.cli.options import Names, out_option, replace_edited_option, report_options, style_option
from forumpub.cli.running import run_task, take_report


@click.command()
@click.argument("editions", nargs=-1, required=True, metavar="EDITION...")
@click.option(
    "--to",
    type=Names(),
    default="docx",
    show_default=True,
    metavar="NAMES",
    help="Forms of the review: docx, xliff, tmx, with commas between them.",
)
@style_option
@out_option
@replace_edited_option
@report_options
def review(editions: tuple[str, ...], **options: Any) -> int:
    """Write an edition beside its source, to be corrected.

    EDITION is the DOCX or the article's JSON of a translated edition. What comes back goes to `revise`.
    """
    from forumpub.inputs import EDITIONS
    from forumpub.reviewing import ReviewTask

    report = take_report(options)
    task = ReviewTask(**options)
    return run_task(task, editions, report, outside=task.out, suffixes=EDITIONS)
