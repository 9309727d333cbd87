"""L1: translations that are much shorter or longer than translations into the language are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.pair import WITHOUT_FINAL_STOP, Pair, primary_language
from forumpub.translate.findings import Finding

# Marks that stand on a letter, by and large; an exact count of graphemes is not worth its time here.
_MARKS = re.compile(
    "[\u0300-\u036f\u0b82\u0bbe-\u0bcd\u0bd7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u200b-\u200d\u2060]"
)


class Band(NamedTuple):
    """Length of a language's sentences in graphemes, as a factor of English ones, and its usual spread.

    `spread` is the standard deviation of the factor's logarithm over sentences of some hundred letters.
    """

    factor: float
    spread: float


# Medians and spreads over professional translations of English news, rounded; see docs/checks.md.
BANDS: Mapping[str, Band] = MappingProxyType(
    {
        "en": Band(1.0, 0.0),
        "id": Band(1.15, 0.12),
        "ms": Band(1.11, 0.12),
        "tl": Band(1.18, 0.12),
        "vi": Band(1.08, 0.13),
        "pt": Band(1.12, 0.12),
        "tet": Band(1.12, 0.15),
        "th": Band(0.76, 0.14),
        "lo": Band(0.78, 0.16),
        "km": Band(0.72, 0.19),
        "my": Band(0.64, 0.18),
        "ta": Band(0.80, 0.17),
        "zh": Band(0.33, 0.19),
    }
)
_UNKNOWN = Band(1.0, 0.3)
# How many standard deviations are usual: one sentence in some three hundred lies outside.
_LOW, _HIGH = 2.6, 3.2
# Where no stop ends a sentence, its length alone tells that it was cut.
_LOW_WITHOUT_STOP = 1.8
_FINISHED = re.compile(r"[.!?。！？។။]\W*$")
_SHORT = 40
_FEWEST = 12


def count_graphemes(text: str) -> int:
    """Count letters and signs with the marks on them, about as a reader does."""
    return len(text) if text.isascii() else len(_MARKS.sub("", text))


def usual_lengths(source: str, source_lang: str, target_lang: str) -> tuple[float, float]:
    """Return how many graphemes a translation has at least and at most; both keys of languages."""
    left, right = BANDS.get(source_lang, _UNKNOWN), BANDS.get(target_lang, _UNKNOWN)
    length = count_graphemes(source)
    # Short texts vary more: by chance the one word that is long.
    spread = math.hypot(left.spread, right.spread) * (1 + _SHORT / max(length, 1))
    middle = math.log(right.factor / left.factor)
    unmarked = target_lang in WITHOUT_FINAL_STOP or not _FINISHED.search(source)
    low = _LOW_WITHOUT_STOP if unmarked else _LOW
    return length * math.exp(middle - low * spread), length * math.exp(middle + _HIGH * spread)


def check_length(pair: Pair) -> Iterator[Finding]:
    """Compare the length of a translation with the language's usual ones."""
    low, high = usual_lengths(
        pair.source, primary_language(pair.source_lang), primary_language(pair.target_lang)
    )
    length = count_graphemes(pair.target)
    if not pair.target.strip() and pair.source.strip():
        message = "the translation is empty"
    elif length < low and count_graphemes(pair.source) >= _FEWEST:
        message = f"the translation has {length} letters; {low:.0f} or more are usual"
    elif length > high and length >= _FEWEST:
        message = f"the translation has {length} letters; {high:.0f} or fewer are usual"
    else:
        return
    yield Finding(rule=rules.UNUSUAL_LENGTH, message=message, target=Span(0, len(pair.target)))
