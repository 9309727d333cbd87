"""L1 and the end of a sentence: translations that stop before their source does.

One sign alone is weak: people shorten, and leave stops out. Together they are not: the more of them a
translation shows, the less of it needs to be missing for an error.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.endings import (
    ends_inside_syllable,
    expects_more,
    lacks_finite_ending,
    sounds_finished,
)
from forumpub.translate.checks.indispensable import lacks_indispensable_word
from forumpub.translate.checks.lengths import LengthComparison, compare_lengths
from forumpub.translate.checks.pair import WITHOUT_FINAL_STOP, Pair, primary_language
from forumpub.translate.checks.punctuation import is_left_open, is_quote_lost
from forumpub.translate.findings import Finding
from forumpub.values import dataclass

_CLOSERS = "\"'“”’»」』)]）］】 \u00a0\u200b"
# Signs that end nothing, even where they come last.
_COMMAS = ",，、،၊"
_STOPS = tuple(".!?。！？။។")
# What ends a sentence, in the scripts of the editions; and what does where the source goes on, too.
_FINAL = tuple("….!?;。！？；…។៕៘။॥।")
_GOING_ON = tuple(":：៖")
# How many spreads are usual: one sentence in some two hundred lies outside.
_LOW, _HIGH = -3.2, 4.0
_FEWEST_WARNED, _FEWEST_CUT = 12, 20
_SHOWN_CHARS = 12
# Languages whose writers leave quotation marks out.
_WITHOUT_QUOTES = frozenset({"my"})
# What signs are worth, in spreads: one that the end is missing, a word that sentences like to end with, and
# the end of no sentence.
_SIGN = 1.0
_CLOSING = 1.5
_NO_SENTENCE = 2.25


class _Limits(NamedTuple):
    """How many spreads shorter than usual a translation may be before it counts as cut off.

    `finished`: both texts have their final stop. `unstopped`: the source has, the translation hasn't.
    `unfinished`: the source has none, so that its translation needn't.
    """

    finished: float
    unstopped: float
    unfinished: float


# By how often professionals shorten, and leave out the stop; see the curve in docs/checks.md.
_USUAL_LIMITS = _Limits(-6.0, -2.1, -4.0)
_LIMITS: Mapping[str, _Limits] = MappingProxyType(
    {
        "th": _Limits(-4.0, -4.0, -3.5),
        "lo": _Limits(-5.2, -3.4, -3.4),
        "km": _Limits(-5.2, -1.7, -3.4),
        "ta": _Limits(-4.5, -1.0, -2.7),
        "my": _Limits(-6.0, -4.2, -4.2),
        "zh": _Limits(-5.5, -2.5, -3.5),
    }
)


def check_completeness(pair: Pair) -> Iterator[Finding]:
    """Find translations that were cut off, end without a stop, or are unusually short or long."""
    if not pair.source.strip():
        return
    if not pair.target.strip():
        yield Finding(rule=rules.TRUNCATED, message="the translation is empty")
        return
    ends = _Ends.of(pair)
    lengths = compare_lengths(pair)
    last = Span(max(0, len(ends.target) - 1), len(ends.target))
    if _is_cut_off(pair, ends, lengths):
        share = lengths.target / lengths.usual
        message = f"the translation breaks off at {ends.shown}: it has {share:.0%} of the usual length"
        yield Finding(rule=rules.TRUNCATED, message=message, target=last)
        return
    if ends.unstopped and ends.lang not in WITHOUT_FINAL_STOP:
        message = f"the translation ends without a final stop: {ends.shown}"
        yield Finding(rule=rules.CUT_SHORT, message=message, target=last)
    yield from _check_length(lengths, Span(0, len(pair.target)))


def measure_margin(pair: Pair) -> float:
    """Return by how many spreads a translation is longer than one that counts as cut off; below 0 it does.

    Both texts have a letter at least. In a text of some words no length tells anything: infinity.
    """
    ends = _Ends.of(pair)
    return _measure(pair, ends, compare_lengths(pair)) - _weigh_words(pair, ends)


def _is_cut_off(pair: Pair, ends: _Ends, lengths: LengthComparison) -> bool:
    margin = _measure(pair, ends, lengths)
    # Words take longer to find than all else: they are looked for where they can tip the scales.
    return margin < 0 or (margin < 2 * _SIGN and margin < _weigh_words(pair, ends))


def _measure(pair: Pair, ends: _Ends, lengths: LengthComparison) -> float:
    """Measure the margin by all but words."""
    if ends_inside_syllable(ends.target, ends.lang):
        return -math.inf
    if lengths.source < _FEWEST_CUT:
        return math.inf
    return lengths.deviation - ends.limit - _weigh_signs(pair, ends)


def _weigh_words(pair: Pair, ends: _Ends) -> float:
    return _SIGN * (expects_more(ends.target, ends.lang) + lacks_indispensable_word(pair))


def _weigh_signs(pair: Pair, ends: _Ends) -> float:
    """Return by how many spreads less than usual may be missing, as the end of the target tells."""
    return (
        _SIGN * (is_left_open(pair) or (ends.lang not in _WITHOUT_QUOTES and is_quote_lost(pair)))
        - _CLOSING * sounds_finished(ends.target, ends.lang)
        + _NO_SENTENCE * (not ends.is_stopped and lacks_finite_ending(ends.target, ends.lang))
    )


def _check_length(lengths: LengthComparison, whole: Span) -> Iterator[Finding]:
    short = lengths.deviation < _LOW and lengths.source >= _FEWEST_WARNED
    if short or (lengths.deviation > _HIGH and lengths.target >= _FEWEST_WARNED):
        how = "short" if short else "long"
        message = f"the translation is {how}: {lengths.target} letters; {lengths.usual:.0f} are usual"
        yield Finding(rule=rules.UNUSUAL_LENGTH, message=message, target=whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    """How a source and its translation end; both without closing quotation marks. `lang` is the target's."""

    source: str
    target: str
    lang: str

    @classmethod
    def of(cls, pair: Pair) -> _Ends:
        source, target = pair.source.rstrip(_CLOSERS), pair.target.rstrip(_CLOSERS + _COMMAS)
        return cls(source=source, target=target, lang=primary_language(pair.target_lang))

    @property
    def unstopped(self) -> bool:
        """Whether the source is finished by a stop, and the target isn't."""
        return self.source.endswith(_STOPS) and bool(self.target) and not self.is_stopped

    @property
    def is_stopped(self) -> bool:
        goes_on = self.target.endswith(_GOING_ON) and not self.source.endswith(_STOPS)
        return goes_on or self.target.endswith(_FINAL)

    @property
    def limit(self) -> float:
        limits = _LIMITS.get(self.lang, _USUAL_LIMITS)
        if not self.source.endswith(_STOPS):
            return limits.unfinished
        return limits.unstopped if self.unstopped else limits.finished

    @property
    def shown(self) -> str:
        return f"“…{self.target[-_SHOWN_CHARS:]}”"
