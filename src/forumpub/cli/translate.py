"""`forumpub translate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forumpub.cli.options import (
    Names,
    embed_fonts_option,
    formats_option,
    glossary_option,
    memory_option,
    out_option,
    reading_options,
    replace_edited_option,
    report_options,
    status_option,
    style_option,
    take_reading,
    template_option,
)
from forumpub.cli.running import find_or_load_project, run_translation, take_report

if TYPE_CHECKING:
    from forumpub.editions import TranslateOptions

QUALITIES = ("fast", "balanced", "best")


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option(
    "--to",
    type=Names(),
    default=(),
    metavar="TAGS",
    help="Languages of the editions, separated by commas: id,ms,th,vi,tl,km,lo,my,ta,zh-Hans. Default: the "
    "project's.",
)
@formats_option("--formats")
@click.option("--bilingual", is_flag=True, help="Show the source beside the translation, in two columns.")
@click.option(
    "--quality",
    type=click.Choice(QUALITIES),
    default="balanced",
    show_default=True,
    help="How hard the engine tries to find better words.",
)
@click.option(
    "--engine", metavar="NAME", help="An engine, a model, direct or pivot. Default: the best there is."
)
@glossary_option(summary="Terms as TSV, CSV or TBX, ahead of the shipped ones. Repeatable.")
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Project file with languages, glossaries and memory. Default: forumpub.toml in this folder.",
)
@memory_option(summary="Translation memory. Default: your own.")
@style_option
@template_option
@embed_fonts_option
@out_option
@replace_edited_option
@status_option(summary="How far the editions have been checked. Default: machine-translated.")
@reading_options
@report_options
def translate(inputs: tuple[str, ...], **options: Any) -> int:
    """Translate transcripts into editions, offline.

    FILE is a transcript or an article's JSON, DIR stands for the transcripts in it, and - is standard input.
    Each file is named after its input, with the language added: report.id.docx, report.id.pdf.
    """
    report = take_report(options)
    return run_translation(_translate_options(options), inputs, report)


def _translate_options(options: dict[str, Any]) -> TranslateOptions:
    from forumpub.editions import TranslateOptions, with_project
    from forumpub.render.renderer import RenderOptions
    from forumpub.styling import Status
    from forumpub.translate.cascade import Quality

    status = options.pop("status")
    project = find_or_load_project(options.pop("project"))
    given = TranslateOptions(
        reading=take_reading(options),
        status=Status(status) if status else None,
        quality=Quality(options.pop("quality")),
        rendering=RenderOptions(template=options.pop("template"), embed_fonts=options.pop("embed_fonts")),
        **options,
    )
    return with_project(given, project)
