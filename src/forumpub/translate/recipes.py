"""What a machine's translation depends on, and what checks say of it: while that is the same, so are they."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from forumpub.translate.requirements import find_kept

if TYPE_CHECKING:
    from forumpub.translate.engine import Engine
    from forumpub.translate.terms.glossary import Glossary

# Part of every recipe: a cascade that works otherwise makes other translations of the same.
VERSION = 3
_CHECKING = ("checks", "terms")


def make_recipe(engine: Engine, glossary: Glossary, quality: str) -> str:
    """Name all that a machine's answer depends on, besides the text."""
    use = engine.use
    model = use.sha256 or use.model
    return f"{VERSION}/{quality}/{use.name}/{'>'.join(use.route)}/{model}/{glossary.digest}"


def name_checks(text: str, keep: Sequence[str]) -> str:
    """Name all that findings about a translation depend on, besides text, translation and recipe.

    Args:
        text: the source.
        keep: names that must stay as they are; those that don't stand in the text make no difference.
    """
    return "\n".join((_digest_checks(), *find_kept(text, keep)))


@functools.cache
def _digest_checks() -> str:
    """Return a digest of the checks' own files: nobody has to count a number up who mends a check."""
    digest = hashlib.blake2b(digest_size=8)
    for folder in _CHECKING:
        for file in sorted(files(f"forumpub.translate.{folder}").iterdir(), key=lambda file: file.name):
            if file.is_file():
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
