"""`forumpub parse` and `forumpub check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from forumpub.cli.options import (
    document_report_options,
    jobs_option,
    reading_options,
    report_options,
    take_reading,
)
from forumpub.cli.running import (
    findings_status,
    read_stdin,
    run_edition_check,
    run_task,
    take_report,
    tell_findings,
)


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--to",
    type=click.Choice(["json", "md", "txt", "ninjs", "jsonld"]),
    default="json",
    show_default=True,
    help="What is printed: the article, or an edition of it.",
)
@reading_options
@report_options
def parse(file: str, to: str, **options: Any) -> int:
    """Print what is recognised in a transcript.

    The article goes to standard output, the report to standard error.
    """
    from forumpub.env import SystemEnvironment
    from forumpub.inputs import collect_inputs, unpack_archives
    from forumpub.pipeline import PublishOptions, convert_input

    report = take_report(options)
    entries = unpack_archives(read_stdin(collect_inputs([file])), SystemEnvironment())
    if len(entries) > 1:
        raise click.UsageError("parse takes one file; publish takes folders and archives")
    choices = PublishOptions(to=(to,), reading=take_reading(options))
    converted = convert_input(entries[0], choices, SystemEnvironment())
    sys.stdout.buffer.write(converted.data)
    tell_findings(converted.name, converted.placed, report, stream=sys.stderr)
    return findings_status(converted.placed, strict=report.strict)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option("--edition", is_flag=True, help="The files are translated editions, DOCX or JSON.")
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="With --edition: severities and findings to ignore; forumpub.toml here otherwise.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    help="With --edition: what makes the exit status 1; the project says it otherwise.",
)
@reading_options
@jobs_option
@document_report_options
def check(
    inputs: tuple[str, ...],
    jobs: int | None,
    edition: bool,
    project: Path | None,
    fail_on: str | None,
    **options: Any,
) -> int:
    """Check transcripts, or translated editions, and write nothing.

    The report goes to standard output. With --edition, every sentence is compared with its source, and the
    edition with itself; a place is the number of a sentence.
    """
    from forumpub.batch import CheckTask

    report = take_report(options)
    if edition:
        return run_edition_check(inputs, report, project=project, fail_on=fail_on)
    if project or fail_on:
        raise click.UsageError("--project and --fail-on are for --edition")
    task = CheckTask(options=take_reading(options))
    return run_task(task, inputs, report, jobs=jobs, to_stdout=True)
