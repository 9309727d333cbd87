"""Every rule that a diagnostic can name, declared once, grouped by what it is about.

A module of this package holds nothing but `Rule` constants. `forumpub rule SLUG` and `docs/rules.md` are made
from them.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping
from types import MappingProxyType

from forumpub.diagnostics import Rule

GROUPS = ("input", "structure", "people", "wording", "facts", "publishing", "files")


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
