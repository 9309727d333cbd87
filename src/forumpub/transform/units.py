"""Words of each language that say what a number counts: percent, currencies, magnitudes.

The words are data (`data/units.tsv`). Scripts without blanks write them beside the number.
"""

from __future__ import annotations

import enum
import functools
import re
from collections import defaultdict

from forumpub.patterns import lazy_pattern
from forumpub.transform.lexicon import unit_rows

_BLANK = "[ \u00a0\u202f]"
_NEVER = lazy_pattern(r"(?!)")
_SIGN = lazy_pattern(rf"{_BLANK}?[%‰％]")
_DIGIT = lazy_pattern(rf"{_BLANK}?\d")
_DIGIT_END = lazy_pattern(r"(?<=\d)(?!\d)")
# Longer than any word of the table with its blank.
_LONGEST = 24
# Scripts that set no blank between words: there a word may go on without being another.
_UNSPACED = frozenset({"zh", "th", "lo", "km", "my"})


class Unit(enum.Enum):
    """What a word beside a number says of it."""

    SHARE = "share"
    MONEY = "money"
    SCALE = "scale"
    RANGE = "range"


def end_of_unit(text: str, at: int, lang: str, unit: Unit) -> int | None:
    """Return where the word for a unit ends that begins at an offset, a blank before it allowed; else None.

    Args:
        text: any.
        at: the end of a number.
        lang: primary language.
        unit: what the word has to say.
    """
    found = _patterns(lang, unit)[1].match(text, at)
    return None if found is None else found.end()


def start_of_unit(text: str, at: int, lang: str, unit: Unit) -> int | None:
    """Return where the word for a unit begins that ends at an offset, a blank after it allowed; else None."""
    found = _patterns(lang, unit)[0].search(text, max(0, at - _LONGEST), at)
    return None if found is None else found.start()


def is_end_of_range(text: str, start: int, end: int, lang: str) -> bool:
    """Tell whether a word for "to" and another number stand before or behind a number."""
    between = _patterns(lang, Unit.RANGE)[1]
    behind = between.match(text, end)
    if behind is not None and _DIGIT.match(text, behind.end()):
        return True
    reach = max(0, start - _LONGEST)
    return any(
        between.fullmatch(text, digit.end(), start) for digit in _DIGIT_END.finditer(text, reach, start)
    )


def widen_over_units(text: str, start: int, end: int, lang: str) -> tuple[int, int]:
    """Take the words for share and currency beside a number with it.

    Returns:
        The wider stretch; the same one where no such word stands beside it.
    """
    for unit in (Unit.SHARE, Unit.MONEY):
        last = _SIGN.match(text, end) if unit is Unit.SHARE else None
        after = last.end() if last else end_of_unit(text, end, lang, unit)
        if after is not None:
            return start, after
        before = start_of_unit(text, start, lang, unit)
        if before is not None:
            return before, end
    return start, end


@functools.cache
def _patterns(lang: str, unit: Unit) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what the words of a unit look like before and behind a number."""
    words: dict[str, list[str]] = defaultdict(list)
    for row_lang, kind, place, row in unit_rows():
        if (row_lang, kind) == (lang, unit.value):
            words[place] += sorted(row.split(), key=len, reverse=True)
    whole = "" if lang in _UNSPACED else r"(?!\w)"
    before = "|".join(map(_one, words["before"]))
    after = "|".join(map(_one, words["after"] + words["between"]))
    # What follows a word between two numbers is a number.
    tail = f"{_BLANK}?" if unit is Unit.RANGE else ""
    return (
        re.compile(rf"(?:{before}){_BLANK}?$") if before else _NEVER,
        re.compile(rf"(?:{_BLANK}|-)?(?i:{after}){whole}{tail}") if after else _NEVER,
    )


def _one(word: str) -> str:
    stem = re.escape(word.removesuffix("*")).replace("_", _BLANK)
    return rf"{stem}[\w\u0bbe-\u0bcd]{{0,16}}" if word.endswith("*") else stem
