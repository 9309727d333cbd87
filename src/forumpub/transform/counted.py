"""What a large number counts, in languages other than English and Chinese: the word behind it.

English has grammar enough here to find longer names of things; of these languages only the words that count
nothing are known (`data/units.tsv`).
"""

from __future__ import annotations

import functools

from forumpub.patterns import lazy_pattern
from forumpub.transform.lexicon import unit_rows

# Where a word ends can't be told, or takes several; and the noun may stand before the number.
_NUMBER_ALONE = frozenset({"vi", "th", "lo", "km", "my"})
_POINTS = frozenset({"id", "vi", "pt", "tet", "km", "lo"})
_COMMAS = frozenset({"ms", "tl", "th", "my", "ta", "km", "lo"})
_COMMA_GROUPS = lazy_pattern(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$")
_POINT_GROUPS = lazy_pattern(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?$")
_WORD = lazy_pattern(r"[ \u00a0](?P<word>[^\W\d_][\w'’\u0b80-\u0bff-]{1,30})")


def has_groups(digits: str, lang: str) -> bool:
    """Say whether a number sets its thousands apart as its language does: 941.755 in Indonesian."""
    points = lang in _POINTS and _POINT_GROUPS.match(digits) is not None
    return points or (lang in _COMMAS and _COMMA_GROUPS.match(digits) is not None)


def end_of_counted(text: str, at: int, lang: str) -> int | None:
    """Return where the name of what is counted ends, behind a number that ends at an offset.

    Returns:
        The end of the number itself where its language gives no better; None where nothing is counted, and
        for languages of which no word is known.
    """
    if lang not in _POINTS | _COMMAS:
        return None
    word = _WORD.match(text, at)
    if word is not None and word["word"].casefold() in _words(lang, "linker"):
        word = _WORD.match(text, word.end())
    if lang in _NUMBER_ALONE:
        return at if word is None or word["word"].casefold() not in _words(lang, "function") else None
    if word is None or word["word"].casefold() in _words(lang, "function"):
        return None
    return word.end()


@functools.cache
def _words(lang: str, kind: str) -> frozenset[str]:
    return frozenset(
        word
        for row_lang, row_kind, _, row in unit_rows()
        if (row_lang, row_kind) == (lang, kind)
        for word in row.split()
    )
