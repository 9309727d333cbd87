"""`forumpub completion`."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script of a shell.

    For bash, `eval "$(forumpub completion bash)"` in ~/.bashrc; zsh likewise in ~/.zshrc; for fish, write it
    to ~/.config/fish/completions/forumpub.fish.
    """
    from click.shell_completion import get_completion_class

    from forumpub.cli.program import program

    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(script(program, {}, "forumpub", "_FORUMPUB_COMPLETE").source())
    return 0
