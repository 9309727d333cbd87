"""What a number that the translation lacks is worth: a fault, or what people leave out too."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from forumpub.diagnostics import Rule
from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.measures import find_conversion
from forumpub.translate.checks.numerals import Number
from forumpub.translate.checks.pair import Pair

_ORDINAL = re.compile(r"(?:th|second|third)$", re.IGNORECASE)
_TWO_OR_THREE = frozenset((2.0, 3.0))
# Numbers that count nothing: "No. 1" is the best, "the back nine" a part of a golf course.
_IDIOMS = (
    r"\bone (?:or )?two\b|\bback nine\b|\bNo\.? ?1\b|\bsecond(?:-| )to\b|\b24/7\b|\b50[-/ ]50\b"
    r"|\b(?:nine|9)(?:-| )to(?:-| )(?:five|5)\b"
)
# The smallest number in words whose loss is a fault. Professionals leave out "two" where the plural says
# enough; into Burmese and Thai they leave out so many numbers in words that none can be one.
_FEWEST = 3
_FEWEST_SPELLED: Mapping[str, float] = MappingProxyType({"lo": 2, "ta": 2, "my": math.inf, "th": math.inf})
_AGE_BEHIND = "-year-old"
_AGE_DIGITS = 2
# Words that an age has beside it in languages that give it one; where the word has stayed, the number was
# lost on its own. Collected from dictionaries; unreviewed.
_AGE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "vi": r"\btuổi\b",
        "th": "อายุ|วัย|ขวบ|ปี",
        "lo": "ອາຍຸ|ໄວ|ປີ",
        "km": "អាយុ|វ័យ|ឆ្នាំ",
        "my": "အသက်|အရွယ်",
        "zh": "岁|歲",
    }
)
# What makes a number an ordinal, with no number behind it.
_BARE_ORDINALS: Mapping[str, str] = MappingProxyType(
    {
        "lo": r"(?:ທີ|ອັນດັບ)(?=[\s\u200b,.)]|$)(?![\s\u200b]*\d)",
        "zh": r"第(?!\s?[0-9一二三四五六七八九十百千零〇两几])",
        "km": r"(?:ទី|លេខ)(?=[\s\u200b។,)]|$)(?![\s\u200b]*\d)",
    }
)


# Words that count something, where no number goes before them. Collected from grammars; unreviewed.
_BARE_COUNTERS: Mapping[str, str] = MappingProxyType(
    {
        "th": r"(?<!\S)(?:เปอร์เซ็นต์|ล้าน|ขวบ)(?!\s*[0-9๐-๙])",
        "my": r"(?<![^\s“\"(၊။])(?:ခု(?!တ်|ခံ|န|ံ)|ယောက်|ကြိမ်(?!ဖန်|နှုန်း)|(?:မိနစ်|စက္ကန့်)(?!ပိုင်း|တိုင်း|များ|အ)"
        r"|နာရီ(?!ပိုင်း|ပေါင်း|များ|အ)|လက်မ|(?:ကီလို)?မီတာ|ဒီဂရီ|ကောင်(?!း)|စောင်(?!း)|ရာခိုင်နှုန်း|ဂဏန်း|(?:သန်း|ဘီလီယံ)(?!ပေါင်း|နဲ့|နှင့်))(?!\s*[0-9၀-၉])",
    }
)


def find_bare_counter(target: str, numbers: Iterable[Number], target_lang: str) -> Span | None:
    """Return the first word of a translation that counts something, and has lost its number.

    Args:
        target: the translation.
        numbers: all of it, in order.
        target_lang: a language's key.
    """
    counters = _pattern(_BARE_COUNTERS.get(target_lang))
    if counters is None:
        return None
    counted = [number.span for number in numbers]
    for found in counters.finditer(target):
        start = len(target[: found.start()].rstrip(" ()\u200b\u00a0"))
        if not any(span.start < found.start() and span.end >= start for span in counted):
            return Span(*found.span())
    return None


def is_ordinal(words: str) -> bool:
    """Tell whether an English number in words is one of an order: "third"; "first" is never asked for."""
    return _ORDINAL.search(words) is not None


def rule_of_lost(pair: Pair, number: Number, numbers: Iterable[Number], target_lang: str) -> Rule:
    """Return the rule that a number of an English source breaks, which the target has in no form.

    Args:
        pair: the segment and its translation.
        number: the one that is lost.
        numbers: all of the source.
        target_lang: a language's key.
    """
    text, span = pair.source, number.span
    if any(found.start() <= span.start < found.end() for found in _idioms().finditer(text)):
        return rules.DETAIL_LEFT_OUT
    if not number.digits:
        ordinal = is_ordinal(text[span.start : span.end])
        fewest = _FEWEST_SPELLED.get(target_lang, _FEWEST)
        few = max(number.values) < fewest
        left_out = _may_go(pair.target, number, target_lang) if ordinal and fewest < math.inf else few
        return rules.DETAIL_LEFT_OUT if left_out else rules.NUMBER_WORD_MISSING
    if _is_age(text, number):
        words = _pattern(_AGE_WORDS.get(target_lang))
        left_out = words is not None and words.search(pair.target) is None
    else:
        # Who leaves one of two measures out takes away its brackets.
        left_out = _is_said_twice(text, number, numbers) and (
            _count_brackets(pair.target) < _count_brackets(text)
        )
    return rules.DETAIL_LEFT_OUT if left_out else rules.NUMBER_DIFFERS


def _may_go(target: str, number: Number, target_lang: str) -> bool:
    """Tell whether an ordinal may rightly be missing: a language has its own words for "the second half"."""
    bare = _pattern(_BARE_ORDINALS.get(target_lang))
    if bare is not None:
        return bare.search(target) is None
    return not _TWO_OR_THREE.isdisjoint(number.values)


def _is_said_twice(text: str, number: Number, numbers: Iterable[Number]) -> bool:
    """Tell a measure that the source gives in two units: "45 miles (72 kilometers)"."""
    here = find_conversion(text, number.span.end, max(number.values))
    for other in numbers:
        if other is number:
            continue
        there = find_conversion(text, other.span.end, max(other.values))
        if (here and any(map(here, other.values))) or (there and any(map(there, number.values))):
            return True
    return False


def _count_brackets(text: str) -> int:
    return text.count("(") + text.count("（")


def _is_age(text: str, number: Number) -> bool:
    """Tell an age beside a name: "West, 41, has", "The 34-year-old says"."""
    span = number.span
    if text.startswith(_AGE_BEHIND, span.end):
        return True
    return (
        text.endswith(", ", 0, span.start)
        and text[span.end : span.end + 1] == ","
        and len(span) == _AGE_DIGITS
    )


@functools.cache
def _idioms() -> re.Pattern[str]:
    return re.compile(_IDIOMS, re.IGNORECASE)


@functools.cache
def _pattern(words: str | None) -> re.Pattern[str] | None:
    return re.compile(words) if words else None
