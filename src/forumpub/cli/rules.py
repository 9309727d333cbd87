"""`forumpub rule`."""

from __future__ import annotations

import click

from forumpub.cli.options import complete_rule


@click.command()
@click.argument("slug", required=False, shell_complete=complete_rule)
@click.option("--all", "everything", is_flag=True, help="Explain every rule.")
@click.option(
    "--to",
    type=click.Choice(["txt", "md"]),
    default="txt",
    show_default=True,
    help="Form of the explanation.",
)
def rule(slug: str | None, to: str, *, everything: bool) -> int:
    """Explain a rule that a diagnostic names.

    Without SLUG, list all rules.
    """
    from forumpub.report.rule_pages import PAGES, list_rules
    from forumpub.rules import all_rules, find_rule

    if everything:
        click.echo(PAGES[to].all(all_rules().values()), nl=False)
    elif slug is None:
        click.echo(list_rules(all_rules().values()), nl=False)
    else:
        click.echo(PAGES[to].one(find_rule(slug)), nl=False)
    return 0
