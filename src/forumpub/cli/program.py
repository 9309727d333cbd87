"""The program: its commands, found when they are named, and what it does when one fails."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import click

import forumpub
from forumpub.cli import failures

_COLLECT_AFTER = 50_000  # objects; Python's own 700 is for programs that live on


class _Entry(NamedTuple):
    module: str
    summary: str


# In the order of --help. The summaries stand here too, so that --help loads no command; a test compares them.
_COMMANDS: Mapping[str, _Entry] = MappingProxyType(
    {
        "publish": _Entry("publish", "Publish transcripts as briefings."),
        "translate": _Entry("translate", "Translate transcripts into editions, offline."),
        "revise": _Entry("revise", "Read what editors sent back, and publish the next revision."),
        "diff": _Entry("revise", "Compare two documents or articles, block by block."),
        "merge": _Entry("revise", "Join editors' copies of one document."),
        "review": _Entry("review", "Write an edition beside its source, to be corrected."),
        "parse": _Entry("reading", "Print what is recognised in a transcript."),
        "check": _Entry("reading", "Check transcripts, or translated editions, and write nothing."),
        "repair-encoding": _Entry("repair", "Show what text that was decoded wrongly was meant to be."),
        "memory": _Entry("memory", "Exchange, count, search or forget translations."),
        "models": _Entry("models", "List, install, import or remove translation models."),
        "doctor": _Entry("doctor", "Show what each language has and lacks here."),
        "styles": _Entry("listing", "List the house styles, or show one."),
        "fonts": _Entry("listing", "Show which font sets which language."),
        "formats": _Entry("listing", "List the formats that are read and written."),
        "rule": _Entry("rules", "Explain a rule that a diagnostic names."),
        "schema": _Entry("listing", "Print the JSON Schema of an article."),
        "completion": _Entry("completion", "Print the completion script of a shell."),
    }
)


class Program(click.Group):
    """A group whose commands are loaded when they are asked for, and whose failures have exit statuses."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in order of use."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        entry = _COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"forumpub.cli.{entry.module}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named; click suggests only among commands that are loaded."""
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            import difflib

            near = difflib.get_close_matches(name[:40], list(_COMMANDS), 1)
            suggestion = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"No such command {name!r}.{suggestion}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in _COMMANDS.items()])

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the arguments, and print help or version where they ask for it."""
        with failures.hide_broken_pipe():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is named."""
        with failures.hide_broken_pipe():
            return super().invoke(ctx)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run the program and exit; commands return their exit status."""
        extra["standalone_mode"] = False
        failures.run_and_exit(lambda: super(Program, self).main(args, *rest, **extra), args)


@click.command(
    cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(
    forumpub.__version__, "-V", "--version", prog_name="forumpub", message="%(prog)s %(version)s"
)
def program() -> None:
    """Turn broadcast transcripts into briefings: DOCX and PDF from one text.

    Exit status: 0 fine; 1 the text has errors, or warnings with --strict; 2 the command is wrong; 3 a file,
    font or plug-in is missing or can't be used; 70 forumpub itself failed.
    """


def main() -> None:
    """Run the command line."""
    # Nearly all that start-up and one transcript make lives to the end. The collector would go through it
    # again and again, and once more at the exit: a tenth of the run. What a long run keeps it still bounds.
    gc.set_threshold(_COLLECT_AFTER)
    try:
        program(prog_name="forumpub")
    finally:
        gc.freeze()
