"""L1 and the end of a sentence: translations that stop before their source does.

One sign alone is weak: people shorten, and leave stops out. Together they are not: the more of them a
translation shows, the less of it needs to be missing for an error.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.lengths import LengthComparison, compare_lengths
from forumpub.translate.checks.pair import WITHOUT_FINAL_STOP, Pair, primary_language
from forumpub.translate.checks.punctuation import is_left_open
from forumpub.translate.findings import Finding

_CLOSERS = "\"'“”’»」』)]）］】 \u00a0\u200b"
_STOPS = tuple(".!?。！？။។")
# What ends a sentence, in the scripts of the editions.
_FINAL = tuple("….!?:;。！？：；…។៕៖៘။၊॥।")
# How many spreads are usual: one sentence in some two hundred lies outside.
_LOW, _HIGH = -3.2, 4.0
_FEWEST_WARNED, _FEWEST_CUT = 12, 20
_SHOWN_CHARS = 12


class _Limits(NamedTuple):
    """How many spreads shorter than usual a translation may be before it counts as cut off.

    `finished`: both texts have their final stop. `unstopped`: the source has, the translation hasn't.
    `unfinished`: the source has none, so that its translation needn't.
    """

    finished: float
    unstopped: float
    unfinished: float


# By how often professionals shorten, and leave out the stop; see the curve in docs/checks.md.
_USUAL_LIMITS = _Limits(-5.0, -1.0, -3.0)
_LIMITS: Mapping[str, _Limits] = MappingProxyType(
    {
        "th": _Limits(-3.7, -3.7, -3.7),
        "lo": _Limits(-4.5, -2.7, -2.7),
        "km": _Limits(-4.5, -1.0, -2.7),
        "ta": _Limits(-4.5, -1.0, -2.7),
        "my": _Limits(-6.0, -2.5, -4.0),
        "zh": _Limits(-5.0, -2.0, -3.0),
    }
)
# What no syllable ends with, in scripts that write the vowel first or need a consonant behind it.
_OPEN_SYLLABLES: Mapping[str, str] = MappingProxyType(
    {
        "th": "[เแโใไ]|[\u0e31\u0e37][\u0e48-\u0e4b]?",
        "lo": "[ເແໂໃໄ]|[\u0eb1\u0ebb][\u0ec8-\u0ecb]?",
    }
)
# Words that something must follow. Collected from grammars; unreviewed.
_LEADING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "th": "ที่ และ ของ ใน จะ ว่า เป็น การ ความ กับ จาก โดย เพื่อ แต่ หรือ มี คือ ซึ่ง ณ เมื่อ หาก ถ้า แม้ ทั้ง "
        "กำลัง ต้อง ควร อาจ ผู้",
        "lo": "ທີ່ ແລະ ຂອງ ໃນ ຈະ ວ່າ ການ ຄວາມ ກັບ ຈາກ ໂດຍ ເພື່ອ ແຕ່ ຫຼື ມີ ເຊິ່ງ ຊຶ່ງ ເມື່ອ ຖ້າ ກຳລັງ ຕ້ອງ ຄວນ ອາດ ຜູ້",
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
    if measure_margin(pair) < 0:
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
    ends, lengths = _Ends.of(pair), compare_lengths(pair)
    if ends.inside_syllable:
        return -math.inf
    if lengths.source < _FEWEST_CUT:
        return math.inf
    # A sign more is worth a spread.
    return lengths.deviation - ends.limit - is_left_open(pair) - ends.expects_more


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
        source, target = pair.source.rstrip(_CLOSERS), pair.target.rstrip(_CLOSERS)
        return cls(source=source, target=target, lang=primary_language(pair.target_lang))

    @property
    def unstopped(self) -> bool:
        """Whether the source is finished by a stop, and the target isn't."""
        return self.source.endswith(_STOPS) and bool(self.target) and not self.target.endswith(_FINAL)

    @property
    def limit(self) -> float:
        limits = _LIMITS.get(self.lang, _USUAL_LIMITS)
        if not self.source.endswith(_STOPS):
            return limits.unfinished
        return limits.unstopped if self.unstopped else limits.finished

    @property
    def inside_syllable(self) -> bool:
        pattern = _pattern(_OPEN_SYLLABLES.get(self.lang))
        return pattern is not None and pattern.search(self.target) is not None

    @property
    def expects_more(self) -> bool:
        """Whether the target ends with a word that another must follow."""
        pattern = _pattern(_LEADING_WORDS.get(self.lang))
        return pattern is not None and pattern.search(self.target) is not None

    @property
    def shown(self) -> str:
        return f"“…{self.target[-_SHOWN_CHARS:]}”"


@functools.cache
def _pattern(endings: str | None) -> re.Pattern[str] | None:
    return re.compile(f"(?:{endings.replace(' ', '|')})$") if endings else None
