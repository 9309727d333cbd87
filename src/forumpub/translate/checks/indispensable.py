"""Words of the source that a translation can't do without: who spoke, a denial, a day of the week."""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Mapping
from types import MappingProxyType

from forumpub.translate.checks.pair import Pair, primary_language

_WORD = re.compile(r"[a-z]+(?:['’]t)?")
_DENIAL = "n't"


def lacks_indispensable_word(pair: Pair) -> bool:
    """Tell whether a translation has an indispensable word of its English source in no form.

    It may be said in another way: alone this proves nothing. Languages without a table lack none.
    """
    if primary_language(pair.source_lang) != "en":
        return False
    table = _renderings(primary_language(pair.target_lang))
    if not table:
        return False
    words = {_fold(word) for word in _WORD.findall(pair.source.casefold())}
    return any(table[word].search(pair.target) is None for word in words if word in table)


def _fold(word: str) -> str:
    return _DENIAL if word.endswith(("n't", "n’t")) else word


@functools.cache
def _renderings(lang: str) -> Mapping[str, re.Pattern[str]]:
    """Return what the renderings of each English word look like in a language."""
    found: dict[str, re.Pattern[str]] = {}
    for line in _table().splitlines():
        if line and not line.startswith("#"):
            of, forms, renderings = line.split("\t")
            if of == lang:
                pattern = re.compile("|".join(map(re.escape, renderings.split())))
                found |= dict.fromkeys(forms.split(), pattern)
    return MappingProxyType(found)


@functools.cache
def _table() -> str:
    file = importlib.resources.files("forumpub.translate.checks").joinpath("indispensable.tsv")
    return file.read_text(encoding="utf-8")
