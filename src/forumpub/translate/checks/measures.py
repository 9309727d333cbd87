"""Numbers that a translator converts: miles to kilometres, Fahrenheit to Celsius, days to months."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

# How far a figure may lie from the exact one, by how many of its digits aren't rounded away.
_TOLERANCES = {1: 0.1, 2: 0.06}
_TOLERANCE = 0.015
_FEET_AND_INCHES = re.compile(r"([3-8])(?:-| )?(?:foot|feet|ft|')[- ]?([0-9]{1,2})(?![0-9])")
_METRES = (0.3048, 0.0254)

# What one unit is in those that it may become.
_FACTORS: Sequence[tuple[str, Sequence[float]]] = (
    (r"miles?|mph", (1.609,)),
    (r"feet|foot|ft", (0.3048, 30.48)),
    (r"inch(?:es)?", (2.54, 25.4)),
    (r"yards?|yds?", (0.9144,)),
    (r"pounds?|lbs?", (0.4536,)),
    (r"ounces?|oz", (28.35,)),
    (r"stones?", (6.35,)),
    (r"acres?", (0.4047, 4047.0)),
    (r"gallons?", (3.785, 4.546)),
    (r"pints?", (0.473, 0.568)),
    (r"knots?", (1.852,)),
)


# How many of a shorter unit of time make one, and how many of it make a longer one.
_PERIODS: Mapping[str, tuple[Sequence[int], Sequence[int]]] = MappingProxyType(
    {
        "minute": ((), (60,)),
        "hour": ((60,), (24,)),
        "day": ((24,), (7, 30)),
        "week": ((7,), (4,)),
        "month": ((30,), (12,)),
        "year": ((12,), ()),
    }
)


# "3 to 6 inches", "a 20-degree day".
_UP_TO_UNIT = r"[\s-]*(?:(?:to|and|or|[-–])\s*[0-9.]+[\s-]*|[0-9]/[0-9]\s*|(?:square|cubic|sq\.?)\s+)?"


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], Sequence[float]], ...]:
    return tuple(
        (re.compile(rf"{_UP_TO_UNIT}(?:{words})(?![a-z])", re.IGNORECASE), factors)
        for words, factors in _FACTORS
    )


@functools.cache
def _period() -> re.Pattern[str]:
    return re.compile(rf"[\s-]*({'|'.join(_PERIODS)})s?(?![a-z])", re.IGNORECASE)


@functools.cache
def _degrees() -> re.Pattern[str]:
    return re.compile(rf"{_UP_TO_UNIT}(?:°|degrees?|fahrenheit|F(?![a-z]))|s(?![a-z])", re.IGNORECASE)


def find_conversion(text: str, end: int, value: float) -> Callable[[float], bool] | None:
    """Return a test of what a measured number may have become; None where no unit of the kind follows it.

    Args:
        text: English text.
        end: where the number ends in it.
        value: the number.
    """
    for pattern, factors in _patterns():
        if pattern.match(text, end):
            return functools.partial(_near_any, tuple(value * factor for factor in factors))
    if _degrees().match(text, end):
        return functools.partial(_near_any, ((value - 32) * 5 / 9, value * 5 / 9))
    return None


def find_periods(text: str, end: int, value: float) -> tuple[float, ...]:
    """Return what a number of hours, days, weeks or months is in other units of time, where that is round.

    One is left out: every text has some "one" that has nothing to do with it.

    Args:
        text: English text.
        end: where the number ends in it.
        value: the number.
    """
    match = _period().match(text, end)
    if match is None:
        return ()
    shorter, longer = _PERIODS[match[1].casefold()]
    wholes = tuple(value / many for many in longer if value % many == 0 and value > many)
    return (*wholes, *(value * many for many in shorter))


def find_heights(text: str) -> tuple[tuple[float, float, float], ...]:
    """Return the heights of a text in feet and inches, each with what it is in metres."""
    feet_m, inches_m = _METRES
    found = ((float(match[1]), float(match[2])) for match in _FEET_AND_INCHES.finditer(text))
    return tuple((feet, inches, feet * feet_m + inches * inches_m) for feet, inches in found)


def _near_any(expected: Sequence[float], value: float) -> bool:
    kept = len(f"{value:g}".replace(".", "").strip("0"))
    tolerance = _TOLERANCES.get(kept, _TOLERANCE)
    return any(abs(value - one) <= max(abs(one) * tolerance, 0.5) for one in expected)
