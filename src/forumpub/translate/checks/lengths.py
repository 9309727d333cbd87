"""How long a translation is, against what translations into the language are as a rule."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from forumpub.translate.checks.pair import Pair, primary_language
from forumpub.translate.checks.scripts import own_script

# Marks that stand on a letter, by and large; an exact count of graphemes is not worth its time here.
_MARKS = re.compile(
    "[\u0300-\u036f\u0b82\u0bbe-\u0bcd\u0bd7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u200b-\u200d\u2060]"
)


class Band(NamedTuple):
    """Length of a language's sentences in graphemes, as a factor of English ones, and its usual spread.

    `spread` is the standard deviation of the factor's logarithm in long sentences, without the few that are
    far off.
    """

    factor: float
    spread: float


# Medians and spreads over every other line of professional translations of English news; see docs/checks.md.
BANDS: Mapping[str, Band] = MappingProxyType(
    {
        "en": Band(1.0, 0.0),
        "id": Band(1.15, 0.083),
        "ms": Band(1.12, 0.095),
        "tl": Band(1.18, 0.082),
        "vi": Band(1.09, 0.101),
        "pt": Band(1.11, 0.087),
        "tet": Band(1.12, 0.11),
        "th": Band(0.77, 0.098),
        "lo": Band(0.79, 0.109),
        "km": Band(0.735, 0.132),
        "my": Band(0.65, 0.128),
        "ta": Band(0.80, 0.135),
        "zh": Band(0.337, 0.136),
    }
)
_UNKNOWN = Band(1.0, 0.2)
# Short texts vary more, by chance: at this many letters the spread is twice as wide.
_SHORT = 40
_WORD_INSIDE = re.compile(r"(?<=[^.!?] )[A-Z][\w'’-]*")
_SMALL_WORD = re.compile(
    r"\b(?:the|an?|of|to|in|and|is|are|was|were|has|have|had|been|be|that|for|on|at|by|with|as|its?|from|who|which)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthComparison:
    """A translation's length in graphemes beside the usual one.

    `deviation` is the distance between the two in spreads of the language: below zero where the translation
    is the shorter one.
    """

    source: int
    target: int
    usual: float
    deviation: float


def count_graphemes(text: str) -> int:
    """Count letters and signs with the marks on them, about as a reader does."""
    return len(text) if text.isascii() else len(_MARKS.sub("", text))


def compare_lengths(pair: Pair) -> LengthComparison:
    """Compare a translation with how long one of this source is as a rule; neither text may be empty."""
    source_lang, target_lang = primary_language(pair.source_lang), primary_language(pair.target_lang)
    left, right = BANDS.get(source_lang, _UNKNOWN), BANDS.get(target_lang, _UNKNOWN)
    source, target = count_graphemes(pair.source), count_graphemes(pair.target)
    middle = math.log(right.factor / left.factor)
    if source_lang == "en" and own_script(target_lang) is not None:
        middle += _density(pair.source)
    spread = math.hypot(left.spread, right.spread) * (1 + _SHORT / source)
    usual = math.log(source) + middle
    return LengthComparison(
        source=source,
        target=target,
        usual=math.exp(usual),
        deviation=(math.log(max(target, 1)) - usual) / spread,
    )


@functools.lru_cache(maxsize=1024)
def _density(english: str) -> float:
    """Return by how much, as a logarithm, other scripts need more letters than usual for an English text.

    Names and figures keep their length in them while all else gets shorter; articles and the like vanish.
    The weights are of a regression over every other line of professional translations, rounded.
    """
    names = sum(len(match.group()) for match in _WORD_INSIDE.finditer(english))
    small = sum(len(match.group()) for match in _SMALL_WORD.finditer(english))
    figures = sum(map(str.isdigit, english))
    words = len(english.split())
    return (0.35 * names - 0.7 * small + 0.6 * figures + words) / len(english) - 0.135
