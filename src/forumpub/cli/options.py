"""Options that several commands share, and the values they become."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from forumpub.given import ReadingOptions

F = TypeVar("F", bound=Callable[..., Any])
NO_FILE = "name a file: this is not written to standard output"
_NO_FOLDER = "name a folder: files are not written to standard output, but `forumpub parse` prints there"

REPORTS = ("full", "concise", "json")
# One document a run, for other programs.
DOCUMENTS = ("sarif", "junit")


class Names(click.ParamType["tuple[str, ...]"]):
    """Names with commas between them: `docx,pdf`."""

    name = "names"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Split the names; blanks and doubles don't count."""
        if isinstance(value, tuple):
            return value
        names = tuple(dict.fromkeys(part for name in value.split(",") if (part := name.strip().lower())))
        return names or self.fail("expected a name, or several with commas between them", param, ctx)


class OutputPath(click.Path):
    """A folder or file that is written: not `-`, by which other programs mean standard output."""

    def __init__(self, refusal: str) -> None:
        """Take what is said where `-` is given."""
        super().__init__(path_type=Path)
        self._refusal = refusal

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Refuse `-`; `./-` is a name like any other."""
        if os.fspath(value) == "-":
            self.fail(self._refusal, param, ctx)
        return super().convert(value, param, ctx)


def complete_style(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a style."""
    from forumpub.env import SystemEnvironment
    from forumpub.styling import list_styles

    listed = list_styles(SystemEnvironment())
    return [
        CompletionItem(style.name, help=style.title) for style in listed if style.name.startswith(incomplete)
    ]


def complete_rule(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the slug of a rule."""
    from forumpub.rules import all_rules

    return [CompletionItem(slug) for slug in all_rules() if slug.startswith(incomplete)]


def complete_output(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last of the output formats."""
    from forumpub.render.registry import BUILT_IN

    before, comma, last = incomplete.rpartition(",")
    return [CompletionItem(before + comma + name) for name in BUILT_IN if name.startswith(last)]


style_option = click.option(
    "--style",
    default="briefing",
    show_default=True,
    metavar="NAME|FILE",
    help="House style.",
    shell_complete=complete_style,
)
out_option = click.option(
    "--out",
    type=OutputPath(_NO_FOLDER),
    default="build",
    show_default=True,
    metavar="DIR",
    help="Folder for the files.",
)
replace_edited_option = click.option(
    "--replace-edited", is_flag=True, help="Replace a DOCX that an editor has saved in place."
)
template_option = click.option(
    "--template", type=click.Path(path_type=Path), metavar="FILE", help="Your own .docx or .dotx for DOCX."
)
embed_fonts_option = click.option("--embed-fonts", is_flag=True, help="Put the fonts into the DOCX.")


def formats_option(
    name: str, *, summary: str = "Output formats, with commas between them."
) -> Callable[[F], F]:
    """Return the option that names output formats."""
    return click.option(
        name,
        type=Names(),
        default="docx,pdf",
        show_default=True,
        metavar="NAMES",
        help=summary,
        shell_complete=complete_output,
    )


def status_option(*, summary: str) -> Callable[[F], F]:
    """Return the option that says how far an edition has been checked."""
    return click.option(
        "--status", type=click.Choice(["machine-translated", "edited", "final", "none"]), help=summary
    )


def memory_option(*, summary: str) -> Callable[[F], F]:
    """Return the option that names a translation memory."""
    return click.option("--memory", type=click.Path(path_type=Path), metavar="FILE", help=summary)


def glossary_option(*, summary: str) -> Callable[[F], F]:
    """Return the option that names glossaries."""
    return click.option(
        "--glossary",
        "glossaries",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        help=summary,
    )


def reading_options(command: F) -> F:
    """Add the options that say what the text doesn't; `take_reading` gathers them."""
    for option in reversed(
        (
            click.option("--format", metavar="NAME", help="Input format; the text tells it otherwise."),
            click.option("--encoding", metavar="NAME", help="Encoding of bytes that are not UTF-8."),
            click.option("--lang", metavar="TAG", help="Language of the text, such as en or zh-Hans."),
            click.option(
                "--labels",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="Further section labels, as a table.",
            ),
            click.option("--headline", metavar="TEXT", help="Headline, where the text has none or another."),
            click.option("--date", metavar="YYYY-MM-DD", help="Date of publication."),
            click.option("--place", metavar="TEXT", help="Place of the event."),
            click.option("--source", metavar="TEXT", help="Agency or station the text is from."),
        )
    ):
        command = option(command)
    return command


def report_options(command: F) -> F:
    """Add the options of the report."""
    return _report_options(command, REPORTS)


def document_report_options(command: F) -> F:
    """Add the options of a report that may be a document for other programs."""
    return _report_options(command, (*REPORTS, *DOCUMENTS))


def _report_options(command: F, forms: tuple[str, ...]) -> F:
    for option in reversed(
        (
            click.option("--strict", is_flag=True, help="Warnings count as errors for the exit status."),
            click.option(
                "--report",
                type=click.Choice(forms),
                default="full",
                show_default=True,
                help="Form of the diagnostics.",
            ),
            click.option("--verbose", "-v", is_flag=True, help="Show notes too, and every repeat."),
            click.option("--quiet", "-q", is_flag=True, help="Show nothing but failures."),
        )
    ):
        command = option(command)
    return command


def jobs_option(command: F) -> F:
    """Add the number of processes."""
    option = click.option(
        "--jobs",
        "-j",
        type=click.IntRange(1, 256),
        metavar="N",
        help="Processes for many inputs; as many as there are processors otherwise.",
    )
    return option(command)


def take_reading(options: dict[str, Any]) -> ReadingOptions:
    """Take the reading options out of a command's options."""
    from forumpub.given import ReadingOptions

    names = ("format", "encoding", "lang", "labels", "headline", "date", "place", "source")
    return ReadingOptions(**{name: options.pop(name) for name in names})
