"""Amounts in Latin text: a number with its sign, currency, magnitude and unit, and ranges of them."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import replace

from forumpub.patterns import lazy_pattern
from forumpub.transform.counted import end_of_counted, has_groups
from forumpub.transform.figure_edges import (
    CURRENCY_SIGNS,
    SCALE_WORDS,
    SIGNS,
    SMALL_NUMBER_WORDS,
    THAI_SCALES,
    is_whole_figure,
)
from forumpub.transform.lexicon import english_words
from forumpub.transform.units import Unit, end_of_unit, is_end_of_range, start_of_unit
from forumpub.values import dataclass

_BLANK = "[ \u00a0\u202f]"
# Digits are cut off at lengths that no number of the news has, so that a flood of digits costs nothing.
_DIGITS = (
    rf"(?:[0-9]{{1,3}}(?:[,.'’ \u00a0\u202f](?=[0-9]{{3}}(?![0-9]))[0-9]{{3}}){{1,6}}|[0-9]{{1,15}})"
    rf"(?:[.,][0-9]{{1,6}})?(?:{_BLANK}?[½¼¾]|{_BLANK}[0-9]/[0-9])?\+?"
)
_WORD_NUMBER = (
    rf"(?<![\w-])(?:{SMALL_NUMBER_WORDS})\b"
    rf"(?:(?:-| |(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion)) and )(?:{SMALL_NUMBER_WORDS}"
    r"|hundred|thousand|million|billion|trillion)\b){0,9}"
)
_NUMBER = lazy_pattern(rf"(?<![0-9])(?<![0-9][.,:/'’])(?:{_DIGITS}|(?i:{_WORD_NUMBER}))")
_SCALE_INSIDE = lazy_pattern("hundred|thousand|illion", re.IGNORECASE)
_CODES = (
    r"USD|EUR|GBP|JPY|CNY|RMB|SGD|MYR|IDR|THB|VND|PHP|MMK|KHR|LAK|BND|AUD|HKD|TWD|INR|KRW|RM|Rp\.?|Rs\.?"
    "|Php|Tk|Ks"
)
_CURRENCY_BEFORE = (
    rf"(?:(?<![A-Za-z])(?:US|HK|NT|NZ|AU|SG|CA|A|S|C|B|R)\$|[{CURRENCY_SIGNS}]"
    rf"|(?<![A-Za-z])(?:{_CODES})){_BLANK}?"
)
_BEFORE = lazy_pattern(
    rf"(?:(?<![A-Za-z])(?:[Mm]inus|[Nn]egative) |(?<![\w)%])[{SIGNS}]|)"
    rf"(?:(?P<currency>{_CURRENCY_BEFORE})[-−+]?)?$"
)
_LONGEST_BEFORE = 16
_SECOND = lazy_pattern(rf"(?P<currency>{_CURRENCY_BEFORE})?[-−+]?")
_SCALE = lazy_pattern(
    rf"(?:{_BLANK}|-)?(?i:{SCALE_WORDS}|bn|bln|tn|trn|tln|mn|mln|mio|mil|bil)\b"
    rf"|(?<=[0-9½¼¾])[mbktKMBT]\b|{_BLANK}?(?:{THAI_SCALES})"
)
# A letter behind a blank is a magnitude of money only: "$5 m", but "5 m deep".
_MONEY_SCALE = lazy_pattern(rf"(?:{_BLANK}|-)[mbktMBKT]\b")
_RANGE = lazy_pattern(rf"{_BLANK}?[-–—~～]{_BLANK}?|{_BLANK}(?i:to|or|hingga|sampai|đến){_BLANK}")
_AND = lazy_pattern(rf"{_BLANK}(?i:and){_BLANK}")
_BETWEEN = lazy_pattern(r"\b(?i:between) $")
_SHARE = lazy_pattern(
    rf"{_BLANK}?[%‰％]|(?i:[- \u00a0](?:per ?cent(?:age)?(?:{_BLANK}points?)?|pct|pc)\b(?:{_BLANK}pts?\b)?"
    rf"|{_BLANK}?(?:bps?|pps?|pct|pc)\b|[- \u00a0]basis{_BLANK}points?\b"
    rf"|{_BLANK}(?:persen|peratus|porsyento|phần trăm)\b)|{_BLANK}?เปอร์เซ็นต์"
)
_NATIONS = (
    r"(?:(?:US|U\.S\.|American|Singapore(?:an)?|Brunei|Hong Kong|Taiwan|New Taiwan|Australian|Canadian"
    r"|New Zealand|Malaysian|Indonesian|Thai|Vietnamese|Philippine|Myanmar|Lao|Cambodian|Chinese|Japanese"
    rf"|South Korean|Indian|British){_BLANK})?"
)
_CURRENCY_AFTER = lazy_pattern(
    rf"(?:[- \u00a0](?i:{_NATIONS}(?:yuan|renminbi|dollars?|euros?|pounds?|yen|won|bahts?|rupiahs?|ringgits?"
    rf"|pesos?|dongs?|đồng|kyats?|riels?|kips?|rupees?|takas?|piso|đô la))|{_BLANK}?(?:{_CODES}))(?![\w])"
    rf"|{_BLANK}?(?:[₫฿₱₭₹៛€]|đ\b)|{_BLANK}?(?:บาท|ดอลลาร์(?:สหรัฐ)?|กีบ)"
)
_PER = lazy_pattern(
    rf"{_BLANK}(?:per|a){_BLANK}(?:barrel|tonne|ton|kilogram|kg|litre|liter|share|person|head|day"
    r"|hour|month|year|unit|ounce|bushel)\b|/[A-Za-z]{1,12}\b"
)
_MEASURE = lazy_pattern(
    rf"(?:{_BLANK}|-)?(?:(?:square|cubic|sq\.?|cu\.?){_BLANK})?(?:TEUs?|[kMGT]?Wh?p?|[kMGT]Wh|km/h|km|kg|cm|mm|ha"
    r"|m|t|g|dwt|DWT|mmbtu|MMBtu|GB|TB|MB|Gbps|Mbps|MHz|GHz|ppm|µg|CO2e?|tCO2e?)[²³]?(?![\w²³])"
    rf"|{_BLANK}?(?:°{_BLANK}?[CF]?|℃|℉|degrees(?:{_BLANK}(?:Celsius|Fahrenheit))?)(?!\w)"
)
_THING = lazy_pattern(r"[ \u00a0](?P<first>[a-z][a-z-]{1,24})(?: (?P<second>[a-z][a-z-]{1,24}))?\b")
_PEOPLE = lazy_pattern(
    r" (?P<name>[A-Z][A-Za-z-]{2,24}(?: [A-Z][A-Za-z-]{2,24}){0,2})(?: (?P<second>[a-z][a-z-]{1,24}))?"
    r"(?= [a-z]|[,.;:]|$)"
)
# Thousands are set apart: nobody writes a year, a day or the number of a thing so.
_GROUPED = lazy_pattern(r"[0-9]{1,3}(?:[,.'’ \u00a0\u202f][0-9]{3})+$")
_PLURALS = ("s", "people", "men", "children")
_YEAR = lazy_pattern(r"(?:19|20)[0-9]{2}$")
# A year: "in 2020 companies invested", "the 2021 forum", "its May 2020 exports".
_YEAR_WORD = lazy_pattern(
    r"\b(?:in|since|by|until|during|before|after|of|the|January|February|March|April|May|June|July|August|September"
    r"|October|November|December),? $",
    re.IGNORECASE,
)
_LONGEST_YEAR_WORD = 12
_SMALL = frozenset(SMALL_NUMBER_WORDS.split("|")[:9])
_MOST_SCALES = 3
# Thai, Lao, Burmese and Khmer ones.
_ASCII_DIGITS = {ord(zero) + digit: str(digit) for zero in "\u0e50\u0ed0\u1040\u17e0" for digit in range(10)}


class AmountKind(enum.Enum):
    """What an amount says."""

    MONEY = "money"
    SHARE = "share"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount at `[start, end)` of a text."""

    start: int
    end: int
    kind: AmountKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One number with what belongs to it. `kind` is None where nothing says what it counts."""

    start: int
    end: int
    digits: str
    currency: bool
    scaled: bool
    kind: AmountKind | None = None

    @property
    def is_count(self) -> bool:
        """Whether nothing but a count looks so: a magnitude, or thousands set apart."""
        return self.scaled or _GROUPED.match(self.digits) is not None

    @property
    def is_year(self) -> bool:
        """Whether it may be a year."""
        return not self.currency and not self.scaled and _YEAR.match(self.digits) is not None


def find_amounts(text: str, lang: str) -> Iterator[Amount]:
    """Find the amounts of a sentence, in order, in linear time.

    An amount is whole or is none: a number whose magnitude, unit or range can't be read is passed over.

    Args:
        text: one sentence.
        lang: the primary language. Things are counted in English, and elsewhere by large numbers only; money
            and shares are read in any language of `data/units.tsv`.
    """
    # Of equal length, so that places hold.
    text = text.translate(_ASCII_DIGITS)
    position = 0
    while (number := _NUMBER.search(text, position)) is not None:
        first = _read_part(text, number, _read_start(text, number.start()), lang)
        amount = _join_range(text, first, lang) or first
        position = max(amount.end, number.end())
        kind = amount.kind or (AmountKind.COUNT if amount.scaled and lang == "en" else None)
        if kind is None or _counts_nothing(text, amount):
            continue
        cut = lang != "en" and is_end_of_range(text, amount.start, amount.end, lang)
        if not cut and is_whole_figure(text, amount.start, amount.end):
            yield Amount(start=amount.start, end=amount.end, kind=kind)


def _counts_nothing(text: str, part: _Part) -> bool:
    if part.digits.lower() in _SMALL and not part.scaled:
        return part.kind is AmountKind.COUNT  # spelled-out numbers count from ten on
    before = text[max(0, part.start - _LONGEST_YEAR_WORD) : part.start]
    return part.is_year and part.kind is AmountKind.COUNT and _YEAR_WORD.search(before) is not None


def _read_start(text: str, number_start: int) -> tuple[int, bool]:
    """Return where the sign or currency before a number begins, and whether there is a currency."""
    match = _BEFORE.search(text, max(0, number_start - _LONGEST_BEFORE), number_start)
    return (match.start(), match["currency"] is not None) if match else (number_start, False)


def _read_part(text: str, number: re.Match[str], start: tuple[int, bool], lang: str) -> _Part:
    """Read what follows a number: magnitudes, then a unit."""
    begin, currency = start
    end, scales = number.end(), 0
    while scales < _MOST_SCALES and (after := _end_of_scale(text, end, lang, currency=currency)) is not None:
        end, scales = after, scales + 1
    part = _Part(
        start=begin,
        end=end,
        digits=number.group(),
        currency=currency,
        scaled=scales > 0 or _SCALE_INSIDE.search(number.group()) is not None,
    )
    return _read_unit(text, part, lang)


def _end_of_scale(text: str, at: int, lang: str, *, currency: bool) -> int | None:
    """Return where a magnitude ends that follows a number."""
    scale = _SCALE.match(text, at) or (_MONEY_SCALE.match(text, at) if currency else None)
    return scale.end() if scale else end_of_unit(text, at, lang, Unit.SCALE)


def _read_unit(text: str, part: _Part, lang: str) -> _Part:
    """Read the unit of a part; the part as it is where none follows."""
    if share := _SHARE.match(text, part.end):
        return replace(part, end=share.end(), kind=AmountKind.SHARE)
    money = _CURRENCY_AFTER.match(text, part.end)
    if money or part.currency:
        end = money.end() if money else part.end
        per = _PER.match(text, end)
        return replace(part, end=per.end() if per else end, kind=AmountKind.MONEY)
    measure = _MEASURE.match(text, part.end)
    if measure and lang == "en":
        return replace(part, end=measure.end(), kind=AmountKind.COUNT)
    if lang != "en":
        # "5.000 m" is measured, and nothing that a list of figures needs.
        return part if measure else _read_words(text, part, lang)
    things_end = _thing_end(text, part)
    return part if things_end is None else replace(part, end=things_end, kind=AmountKind.COUNT)


def _read_words(text: str, part: _Part, lang: str) -> _Part:
    """Read the word for share or currency beside a part; the part as it is where there is none."""
    for unit, kind in ((Unit.SHARE, AmountKind.SHARE), (Unit.MONEY, AmountKind.MONEY)):
        end = end_of_unit(text, part.end, lang, unit)
        if end is not None:
            return replace(part, end=end, kind=kind)
        start = start_of_unit(text, part.start, lang, unit)
        if start is not None:
            return replace(part, start=start, kind=kind)
    large = part.scaled or has_groups(part.digits, lang)
    counted = end_of_counted(text, part.end, lang) if large else None
    return part if counted is None else replace(part, end=counted, kind=AmountKind.COUNT)


def _thing_end(text: str, part: _Part) -> int | None:
    """Return where the words for what is counted end."""
    thing = _THING.match(text, part.end)
    if thing is not None:
        first, second = thing["first"], thing["second"]
        if first in english_words("no_units"):
            return None
        long = second and first in english_words("adjectives") and second not in english_words("no_units")
        return thing.end("second" if long else "first")
    people = _PEOPLE.match(text, part.end) if part.is_count else None
    if people is None or people["name"].split()[0] in english_words("calendar"):
        return None
    # "12 million Indonesian workers", but "12 million Indonesians left".
    workers = not people["name"].endswith("s") and (people["second"] or "").endswith(_PLURALS)
    return people.end("second" if workers else "name")


def _join_range(text: str, first: _Part, lang: str) -> _Part | None:
    """Join a part with the other end of its range: "$1.2 to $1.5 billion", "5–6 percent"."""
    between = _BETWEEN.search(text, max(0, first.start - 8), first.start)
    # What "5 to" would count is no unit; of "5% to" the range comes behind the unit.
    gap = _RANGE.match(text, first.end) or (_AND.match(text, first.end) if between else None)
    before = _SECOND.match(text, gap.end()) if gap else None
    number = _NUMBER.match(text, before.end()) if before else None
    if gap is None or before is None or number is None:
        return None
    again = before["currency"] is not None
    second = _read_part(text, number, (before.start(), again or first.currency), lang)
    if first.is_year or not _is_range(first, second, again=again, spoken=gap.group().strip().isalpha()):
        return None
    kind = AmountKind.MONEY if first.currency else second.kind
    return replace(second, start=first.start, kind=kind, digits="", scaled=first.scaled or second.scaled)


def _is_range(first: _Part, second: _Part, *, again: bool, spoken: bool) -> bool:
    """Tell a range from a change of subject: "$3 million to 12 countries", "$5 to 12 people".

    `again`: the second number has a currency of its own. `spoken`: a word stands between, not a dash.
    """
    if AmountKind.SHARE in {first.kind, second.kind}:
        return second.kind is AmountKind.SHARE and first.kind in {None, AmountKind.SHARE}
    if first.currency:
        return again or not spoken or (second.scaled and not first.scaled)
    if not spoken and not second.scaled and _is_score(first.digits, second.digits):
        return False
    return not again and first.kind is None and (second.scaled or not (first.scaled and spoken))


def _is_score(first: str, second: str) -> bool:
    """Tell "3-0" and "555-1234" from a range."""
    if not (first.isdecimal() and second.isdecimal()):
        return False
    return int(second) < int(first) or (len(second) > len(first) + 1 and int(first) > 0) or first[0] == "0"
