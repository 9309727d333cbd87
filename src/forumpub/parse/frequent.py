"""Character statistics shipped as data: which Chinese characters are frequent, which belong to one script."""

from __future__ import annotations

import functools
import importlib.resources


@functools.cache
def characters(name: str) -> frozenset[str]:
    """Return a set of characters by its name in `characters.tsv`.

    The frequent sets are the head of the frequency lists of modern written Chinese and the words of the
    house format; the others hold simplified characters that Traditional Chinese doesn't use and the reverse.

    Raises:
        KeyError: there is no set of that name.
    """
    table = importlib.resources.files("forumpub.parse").joinpath("characters.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t", 1) for line in table.splitlines())
    return frozenset(rows[name])
