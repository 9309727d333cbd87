"""Dates as English and Chinese news text writes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
# "March 5,000" and "May 8.5" are not dates.
_NOT_A_NUMBER = r"(?![0-9A-Za-z%]|[.,][0-9])"
_GOAL_BEFORE = lazy_pattern(r"\b(?:by|for|until|till|towards?|beyond|before) (?:the year )?$", re.IGNORECASE)
_LONGEST_GOAL = 24
_ENGLISH = (
    lazy_pattern(rf"(?<![\w-]){_MONTH} {_DAY}(?:,? {_YEAR})?{_NOT_A_NUMBER}"),
    lazy_pattern(rf"(?<![\w.,/:-]){_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?{_NOT_A_NUMBER}"),
)
# Every day has a digit; most sentences have none.
_DIGIT = lazy_pattern(r"[0-9０-９一二三四五六七八九十]")
_ISO = lazy_pattern(
    r"(?<![\w./-])(?P<year>(?:19|20)[0-9]{2})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![\w/-])"
)
_HAN_DIGITS = "〇零一二三四五六七八九十"
_CHINESE = lazy_pattern(
    rf"(?:(?P<year>(?:19|20|１９|２０)[0-9０-９]{{2}}|[一二][〇零一二三四五六七八九]{{3}})年)?"
    rf"(?<![0-9０-９{_HAN_DIGITS}])(?P<month>[01０１]?[0-9０-９]|[{_HAN_DIGITS}]{{1,2}})月"
    rf"(?P<day>[0-3０-３]?[0-9０-９]|[{_HAN_DIGITS}]{{1,3}})[日号號]"
)
_CHINESE_DAY = lazy_pattern(
    r"(?<![0-9０-９月/.])(?P<day>[0-3０-３]?[0-9０-９])日(?=[，,上下凌清早中晚午晨在从至，]|$)"
)
_RELATIVE = lazy_pattern(r"\b(?P<word>yesterday|today|tomorrow)\b", re.IGNORECASE)
_RELATIVE_CHINESE = lazy_pattern(r"(?P<word>昨天|昨日|今天|今日|明天|明日)")
_DAYS_AWAY = {"yesterday": -1, "today": 0, "tomorrow": 1, "昨": -1, "今": 0, "明": 1}
_YEAR_ALONE = lazy_pattern(
    r"(?<![0-9A-Za-z_.,/:%$€£¥-])(?P<year>(?:19|20)[0-9]{2})(?![0-9A-Za-z%/]|[.,][0-9])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A day named at `[start, end)` of a text. What the text leaves open is None.

    `days_away` is set instead of a day for "yesterday" and the like.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    days_away: int | None = None


def find_dates(text: str, lang: str) -> tuple[DateMention, ...]:
    """Find every day that `text` names, in order, in linear time. `lang` is a primary language."""
    days = _find_days(text, lang) if _DIGIT.search(text) else ()
    found = [*days, *_find_relative(text, lang)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def find_years(text: str) -> tuple[int, ...]:
    """Return the different years between 1900 and 2099 that `text` names, in order of appearance.

    A year by which something is to be reached ("by 2030", "not wait for 2030") isn't one that it tells of.
    """
    matches = (match for match in _YEAR_ALONE.finditer(text) if not _is_goal(text, match.start("year")))
    return tuple(dict.fromkeys(int(match["year"]) for match in matches))


def _is_goal(text: str, at: int) -> bool:
    return _GOAL_BEFORE.search(text, max(0, at - _LONGEST_GOAL), at) is not None


def resolve(mention: DateMention, *, year: int | None, published: dt.date | None) -> dt.date | None:
    """Return the day a mention means, None where the context can't tell.

    Args:
        mention: what the text says.
        year: the year that the context gives to a mention without one.
        published: the day of publication, from which relative days count.
    """
    if mention.days_away is not None:
        return published + dt.timedelta(days=mention.days_away) if published else None
    if mention.day is None:
        return None
    if mention.month is None:
        return _resolve_day(mention.day, published)
    if (chosen := mention.year or year) is not None:
        return _date(chosen, mention.month, mention.day)
    if published is None:
        return None
    # In January's news, "December 30" is last year's.
    found = _date(published.year, mention.month, mention.day)
    if found is not None and found - published > dt.timedelta(days=180):
        return _date(published.year - 1, mention.month, mention.day)
    return found


def parse_iso_date(text: str | None) -> dt.date | None:
    """Read `2021-07-16` or the date of an ISO time; None where the day is missing or impossible."""
    match = _ISO.match((text or "")[:10])
    return _date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None


def _find_days(text: str, lang: str) -> Iterator[DateMention]:
    patterns = [_ISO]
    patterns += _ENGLISH if lang == "en" else ()
    patterns += [_CHINESE, _CHINESE_DAY] if lang == "zh" else []
    for pattern in patterns:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            year = _read_number(parts.get("year"))
            month = _read_month(parts.get("month"))
            day = _read_number(parts.get("day"))
            # A leap year stands in for an open year: February 29 is a day of some year.
            if day is None or (month is not None and _date(year or 2020, month, day) is None):
                continue
            yield DateMention(start=match.start(), end=match.end(), year=year, month=month, day=day)


def _find_relative(text: str, lang: str) -> Iterator[DateMention]:
    pattern = {"en": _RELATIVE, "zh": _RELATIVE_CHINESE}.get(lang)
    for match in pattern.finditer(text) if pattern else ():
        word = match["word"].lower()
        away = _DAYS_AWAY.get(word, _DAYS_AWAY.get(word[0], 0))
        yield DateMention(start=match.start(), end=match.end(), days_away=away)


def _read_month(text: str | None) -> int | None:
    if text is None:
        return None
    key = text[:3].lower()
    return _MONTHS.index(key) + 1 if key in _MONTHS else _read_number(text)


def _read_number(text: str | None) -> int | None:
    """Read ASCII, full-width or Chinese digits; None for what is no number."""
    if text is None:
        return None
    if text.isdecimal():
        return int(text)
    digits = ["〇一二三四五六七八九".find(char if char != "零" else "〇") for char in text]
    if "十" not in text:
        return int("".join(str(digit) for digit in digits)) if -1 not in digits else None
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return (digits[0] if tens else 1) * 10 + (digits[-1] if ones else 0)


def _resolve_day(day: int, published: dt.date | None) -> dt.date | None:
    """Return the latest such day of a month that is not after publication."""
    if published is None:
        return None
    if day <= published.day:
        return _date(published.year, published.month, day)
    last_month = published.replace(day=1) - dt.timedelta(days=1)
    return _date(last_month.year, last_month.month, day)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
