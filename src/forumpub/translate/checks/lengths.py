"""How long a translation is, against what translations into the language are as a rule."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from forumpub.translate.checks.pair import Pair, primary_language
from forumpub.translate.checks.scripts import letters_of, own_script
from forumpub.values import dataclass

# Marks that stand on a letter, by and large; an exact count of graphemes is not worth its time here.
_MARKS = re.compile(
    "[\u0300-\u036f\u0b82\u0bbe-\u0bcd\u0bd7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u200b-\u200d\u2060]"
)


class Band(NamedTuple):
    """Length of a language's sentences in graphemes, as a factor of English ones, and its usual spread.

    `spread` is the standard deviation of the factor's logarithm in long sentences, as their median deviation
    tells it: the few that are far off don't count.
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
        "th": Band(0.77, 0.096),
        "lo": Band(0.77, 0.101),
        "km": Band(0.71, 0.114),
        "my": Band(0.645, 0.123),
        "ta": Band(0.81, 0.132),
        "zh": Band(0.333, 0.114),
    }
)
_UNKNOWN = Band(1.0, 0.2)
# Short texts vary more, by chance: at this many letters the spread is twice as wide.
_SHORT = 40
# Long texts get shorter in proportion than short ones: by this power of their length against the usual one.
_SHRINKING = 0.05
_MIDDLING = 120
_LATIN_WORD = re.compile("[A-Za-zÀ-ɏ]+")
_BRACKETED = re.compile(r"\s?[(（]([^()（）]{2,80})[)）]")
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
    if own_script(source_lang) is None and own_script(target_lang) is not None:
        text = _without_originals(pair) if "(" in pair.target or "（" in pair.target else pair.target
        target = count_graphemes(text)
        # What stays in Latin letters gets no shorter.
        middle += _kept_letters(pair.source, text) / len(pair.source) * (left.factor / right.factor - 1)
        middle += _density(pair.source) if source_lang == "en" else 0.0
    spread = math.hypot(left.spread, right.spread) * (1 + _SHORT / source)
    usual = math.log(source) + middle - _SHRINKING * math.log(source / _MIDDLING)
    return LengthComparison(
        source=source,
        target=target,
        usual=math.exp(usual),
        deviation=(math.log(max(target, 1)) - usual) / spread,
    )


def _without_originals(pair: Pair) -> str:
    """Leave out names of the source that the target repeats in brackets: they say nothing new."""

    def drop(match: re.Match[str]) -> str:
        inside = match[1]
        is_original = _LATIN_WORD.search(inside) is not None and own_letters.search(inside) is None
        return "" if is_original and f"({inside}" not in pair.source else match.group()

    own_letters = _letters(primary_language(pair.target_lang))
    return _BRACKETED.sub(drop, pair.target)


@functools.cache
def _letters(lang: str) -> re.Pattern[str]:
    return re.compile(f"[{letters_of(own_script(lang) or 'Thai')}]")


def _kept_letters(source: str, target: str) -> int:
    """Count the letters of the source's words that stand in a target of another script."""
    words = _LATIN_WORD.findall(target)
    if not words:
        return 0
    known = set(_LATIN_WORD.findall(source))
    return min(len(source), sum(len(word) for word in words if word in known))


@functools.lru_cache(maxsize=1024)
def _density(english: str) -> float:
    """Return by how much, as a logarithm, other scripts need more letters than usual for an English text.

    Names and figures get less short than all else; articles and the like vanish.
    The weights are of a regression over every other line of professional translations, rounded.
    """
    names = sum(len(match.group()) for match in _WORD_INSIDE.finditer(english))
    small = sum(len(match.group()) for match in _SMALL_WORD.finditer(english))
    figures = sum(map(str.isdigit, english))
    words = len(english.split())
    return (0.2 * names - 0.8 * small + 0.9 * figures + 1.1 * words) / len(english) - 0.135
