"""Dates of an edition, complete or partial, by CLDR's patterns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Literal

from forumpub.locales.languages import Language
from forumpub.patterns import lazy_pattern
from forumpub.styling.style import ThaiEra

_LENGTHS: Mapping[str, Literal["full", "long", "medium", "short"]] = {
    "full": "full",
    "long": "long",
    "medium": "medium",
    "short": "short",
}
_ISO_DATE = lazy_pattern(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_BUDDHIST_OFFSET_YEARS = 543
_BUDDHIST_ERA = "พ.ศ."
# A CLDR pattern is letters that stand for fields and quoted text that stands for itself.
_YEAR_OR_ERA = lazy_pattern(r"'[^']*'|y+|G+")
_TETUM_MONTHS = (
    "Janeiru",
    "Fevereiru",
    "Marsu",
    "Abríl",
    "Maiu",
    "Juñu",
    "Jullu",
    "Agostu",
    "Setembru",
    "Outubru",
    "Novembru",
    "Dezembru",
)


def format_iso_date(iso: str, *, language: Language, length: str, thai_era: ThaiEra) -> str:
    """Write an ISO date out in a language.

    Args:
        iso: `2021-07-16`, `2021-07` or `2021`. Anything else, and a day that no calendar has, comes back
            unchanged: it is the source's word.
        language: the edition's language.
        length: a CLDR date length: full, long, medium or short. A partial date is always long.
        thai_era: the era of years in a Thai edition.

    Raises:
        KeyError: there is no such length.
    """
    match = _ISO_DATE.match(iso)
    if match is None:
        return iso
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        return iso
    if language.tag == "tet":
        return _tetum_date(date, has_month=month is not None, has_day=day is not None)
    from babel.dates import format_date, format_skeleton, get_date_format

    if day is not None:
        pattern = get_date_format(_LENGTHS[length], locale=language.cldr).pattern
    else:
        pattern = _skeleton_pattern("yMMMM" if month is not None else "y", language.cldr)
    if language.tag == "th":
        pattern = _put_era(pattern, date.year, thai_era)
    if pattern:
        return _without_zero_width(format_date(date, pattern, locale=language.cldr))
    return _without_zero_width(format_skeleton("yMMMM" if month else "y", date, locale=language.cldr))


def _skeleton_pattern(skeleton: str, cldr: str) -> str:
    from babel import Locale

    found = Locale.parse(cldr).datetime_skeletons.get(skeleton)
    return "" if found is None else str(found.pattern)


def _put_era(pattern: str, year: int, era: ThaiEra) -> str:
    """Fix year and era of a CLDR pattern as quoted text; Babel knows no Buddhist calendar."""
    if era is ThaiEra.GREGORIAN:
        return pattern
    buddhist = str(year + _BUDDHIST_OFFSET_YEARS)

    def fix(match: re.Match[str]) -> str:
        field = match.group()
        if field.startswith("G"):
            return f"'{_BUDDHIST_ERA}'"
        if field.startswith("y"):
            return f"'{buddhist[-2:] if len(field) == 2 else buddhist}'"
        return field

    if "G" not in pattern and "y" in pattern and "yy" not in pattern and "/" not in pattern:
        pattern = re.sub(r"y+", lambda match: f"G {match.group()}", pattern, count=1)
    return _YEAR_OR_ERA.sub(fix, pattern)


def _tetum_date(date: dt.date, *, has_month: bool, has_day: bool) -> str:
    parts = [str(date.day)] if has_day else []
    if has_month:
        parts.append(_TETUM_MONTHS[date.month - 1])
    return " ".join([*parts, str(date.year)])


def _without_zero_width(text: str) -> str:
    # CLDR's Khmer patterns hold zero-width spaces; line breaking is the typesetter's, from a dictionary.
    return text.replace("\u200b", "")
