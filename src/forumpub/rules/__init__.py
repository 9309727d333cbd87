"""Every rule that a diagnostic can name, declared once, grouped by what it is about.

A module of this package holds nothing but `Rule` constants. `forumpub rule SLUG` and `docs/rules.md` are made
from them.
"""

from __future__ import annotations

import difflib
import functools
import importlib
from collections.abc import Mapping
from types import MappingProxyType

from forumpub.diagnostics import Rule
from forumpub.errors import ChoiceError

GROUPS = (
    "input",
    "containers",
    "structure",
    "people",
    "wording",
    "facts",
    "publishing",
    "editions",
    "files",
    "glossary",
    "memory",
    "models",
    "translation",
    "cascade",
    "review",
    "revising",
)


@functools.cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by its slug, in order of the slugs."""
    found: dict[str, Rule] = {}
    for group in GROUPS:
        module = importlib.import_module(f"forumpub.rules.{group}")
        for value in vars(module).values():
            if isinstance(value, Rule):
                if value.slug in found:
                    raise ValueError(f"rule {value.slug!r} is declared twice")
                found[value.slug] = value
    return MappingProxyType(dict(sorted(found.items())))


def find_rule(slug: str) -> Rule:
    """Return the rule of a slug.

    Raises:
        ChoiceError: there is none; the hints name the nearest.
    """
    rules = all_rules()
    if slug in rules:
        return rules[slug]
    near = difflib.get_close_matches(slug[:60], list(rules), 1)
    hints = [f"did you mean {near[0]!r}?"] if near else []
    raise ChoiceError(f"no rule is called {slug!r}", hints=[*hints, "`forumpub rule` lists them"])
