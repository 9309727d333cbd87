"""Rules explained: for a terminal, and as the page `docs/rules.md`."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from forumpub.diagnostics import Rule
from forumpub.values import dataclass

_WIDTH = 88
_HEAD = """# Rules

Every diagnostic names one of these rules. An *error* makes the exit status 1; a *warning* does with
`--strict`; a note (*info*) never does. `forumpub rule SLUG` shows the same on the terminal. This page is
written by `make docs`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """How one rule and all rules are written out."""

    one: Callable[[Rule], str]
    all: Callable[[Iterable[Rule]], str]


def list_rules(rules: Iterable[Rule]) -> str:
    """List rules, one a line: severity and slug."""
    return "".join(f"{rule.severity:8} {rule.slug}\n" for rule in rules)


def _text(rule: Rule) -> str:
    parts = [
        f"{rule.severity}[{rule.slug}]",
        textwrap.fill(rule.why, _WIDTH),
        "example:\n" + textwrap.indent(rule.example, "    "),
        textwrap.fill(f"what to do: {rule.remedy}", _WIDTH),
    ]
    return "\n\n".join(parts) + "\n"


def _texts(rules: Iterable[Rule]) -> str:
    return "\n".join(map(_text, rules))


def _markdown(rule: Rule) -> str:
    # A fence longer than any in the example.
    fence = "```" if "```" not in rule.example else "`````"
    return (
        f"## {rule.slug}\n\n*{rule.severity}* – {rule.why}\n\n{fence}text\n{rule.example}\n{fence}\n\n"
        f"What to do: {rule.remedy}\n"
    )


def _markdown_page(rules: Iterable[Rule]) -> str:
    return "\n".join([_HEAD, *map(_markdown, rules)])


PAGES: Mapping[str, Pages] = MappingProxyType(
    {"txt": Pages(one=_text, all=_texts), "md": Pages(one=_markdown, all=_markdown_page)}
)
