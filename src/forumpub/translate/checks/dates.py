"""N3 and N4: months keep their name, and ranges run the way they ran."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.numerals import Number, find_numbers, month_names, plain_digits
from forumpub.translate.checks.pair import Pair, is_spaced, primary_language
from forumpub.translate.findings import Finding

# A month beside a day or a year; "may" and "march" are verbs, and "Jun" is a name.
_NUMERIC_MONTHS = {
    "zh": re.compile(r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月"),
    "vi": re.compile(
        r"tháng\s+(1[0-2]|0?[1-9]|mười (?:một|hai)|giêng|một|hai|ba|tư|bốn|sáu|bảy|tám|chín|mười|chạp"
        # The word for five is the one for "year" too.
        r"|năm(?!\s+(?:ngoái|nay|qua|sau|tới|trước|[0-9]{4})))",
        re.IGNORECASE,
    ),
}
_HAN = "一 二 三 四 五 六 七 八 九 十 十一 十二"
_VIETNAMESE = "một hai ba tư năm sáu bảy tám chín mười mười_một mười_hai"
_MONTH_WORDS = {
    word.replace("_", " "): month
    for words in (_HAN, _VIETNAMESE)
    for month, word in enumerate(words.split(), start=1)
} | {"giêng": 1, "bốn": 4, "chạp": 12}
_ENGLISH_MONTHS = (
    r"(?<=\b[io]n )(?:March|May)|(?<=\bsince )(?:March|May)|(?<=\bend of )(?:March|May)"
    r"|(?<=\blate )(?:March|May)|(?<=\bearly )(?:March|May)|(?<=\b(?:last|next|this) )(?:March|May)"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?=\.)"
)
_RANGE_CHARS = 10
_SHORT_NAME = 3
_DATE_PARTS = 3
_RANGE = re.compile(
    r"\s*(?:%|[^\s\d]{0,8}?)\s*(?:[-–—~～]|to|hingga|sampai|đến|ถึง|至|到|a)\s*", re.IGNORECASE
)


def check_dates(pair: Pair) -> Iterator[Finding]:
    """Check that the month of every day or year of the source is named in the target."""
    source_lang, target_lang = primary_language(pair.source_lang), primary_language(pair.target_lang)
    wanted = find_months(pair.source, source_lang)
    if not wanted:
        return
    found = {month for month, _ in find_months(pair.target, target_lang)}
    numbers = {
        value
        for number in find_numbers(pair.target, target_lang)
        if number.digits or target_lang not in _NUMERIC_MONTHS
        for value in (*number.values, *(number.pieces if len(number.pieces) == _DATE_PARTS else ()))
    }
    # Where months have numbers, a month without one has lost it.
    must_name = bool(found) or target_lang in _NUMERIC_MONTHS
    for month, span in wanted:
        if must_name and month not in found and month not in numbers:
            words = pair.source[span.start : span.end]
            message = f"the source says {words}; the translation doesn't name the month"
            yield Finding(rule=rules.DATE_DIFFERS, message=message, source=span)


def find_months(text: str, lang: str) -> tuple[tuple[int, Span], ...]:
    """Return the months that stand beside a day or a year, or are written as numbers, with their places.

    Args:
        text: any text.
        lang: a language's key.
    """
    plain = plain_digits(text, lang)
    if numeric := _NUMERIC_MONTHS.get(lang):
        return tuple(
            (_MONTH_WORDS.get(match[1].casefold()) or int(match[1]), Span(*match.span()))
            for match in numeric.finditer(plain)
        )
    pattern = _dated_months(lang)
    if pattern is None:
        return ()
    names = month_names(lang)
    return tuple(
        (names[name.casefold()], Span(*match.span()))
        for match in pattern.finditer(plain)
        for name in (match["alone"] or match["after"] or match["before"],)
    )


@functools.cache
def _dated_months(lang: str) -> re.Pattern[str] | None:
    names = month_names(lang)
    if not names:
        return None
    choice = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    if lang == "en":
        choice = "|".join(re.escape(name.title()) for name in sorted(names, key=lambda n: (-len(n), n)))
    edge, flags = (r"(?!\w)", re.NOFLAG) if lang == "en" else ("", re.IGNORECASE)
    # "may" and "march" are verbs, and "Jun" and "Sep" names: they need a day or a year beside them.
    sure = [name.title() for name in names if len(name) > _SHORT_NAME and name != "march"]
    alone = (
        rf"(?<!\w)(?P<alone>{'|'.join(sure)}|{_ENGLISH_MONTHS})(?!\w)|"
        if lang == "en"
        else "(?P<alone>(?!))|"
    )
    start = r"(?<!\w)" if is_spaced(lang) and lang != "ta" else ""
    between = r"[^\w\n]{0,3}(?:ha?b?ulan |de |of |ng |เดือน|ເດືອນ|ខែ)?"
    return re.compile(
        rf"{alone}(?<![0-9.,])[0-3]?[0-9](?:st|nd|rd|th)?{between}{start}(?P<after>{choice}){edge}"
        rf"|{start}(?P<before>{choice}){edge}[^\w\n]{{0,3}}(?:de |ปี |ປີ |ឆ្នាំ ?)?[0-9]",
        flags,
    )


def check_ranges(pair: Pair) -> Iterator[Finding]:
    """Check that a range that runs upwards in the source doesn't run downwards in the target."""
    rising = {
        bounds
        for bounds, _ in _ranges(pair.source, primary_language(pair.source_lang))
        if bounds[0] < bounds[1]
    }
    if not rising:
        return
    ranges = tuple(_ranges(pair.target, primary_language(pair.target_lang)))
    kept = {bounds for bounds, _ in ranges}
    for (low, high), span in ranges:
        if (high, low) in rising and (high, low) not in kept:
            message = f"the range from {high:g} to {low:g} runs downwards in the translation"
            yield Finding(rule=rules.RANGE_REVERSED, message=message, target=span)


def _ranges(text: str, lang: str) -> Iterator[tuple[tuple[float, float], Span]]:
    numbers = [number for number in find_numbers(text, lang) if number.digits]
    for first, second in itertools.pairwise(numbers):
        gap = second.span.start - first.span.end
        if 0 < gap <= _RANGE_CHARS and _RANGE.fullmatch(text, first.span.end, second.span.start):
            yield (_bound(first), _bound(second)), Span(first.span.start, second.span.end)


def _bound(number: Number) -> float:
    return max(number.values)
