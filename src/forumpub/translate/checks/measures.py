"""Numbers that a translator converts: miles to kilometres, pounds to kilograms, Fahrenheit to Celsius."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

# How far a rounded figure may lie from the exact one.
_TOLERANCE = 0.12
_REACH_CHARS = 28
_FEET_AND_INCHES = re.compile(r"([3-8])(?:-| )?(?:foot|feet|ft|')[- ]?([0-9]{1,2})(?![0-9])")
_METRES = (0.3048, 0.0254)

# What one unit is in those that it may become.
_FACTORS: Sequence[tuple[str, Sequence[float]]] = (
    (r"miles?|mi|mph", (1.609,)),
    (r"feet|foot|ft", (0.3048, 30.48)),
    (r"inch(?:es)?|in", (2.54, 25.4)),
    (r"yards?|yds?", (0.9144,)),
    (r"pounds?|lbs?", (0.4536,)),
    (r"ounces?|oz", (28.35,)),
    (r"stones?", (6.35,)),
    (r"acres?", (0.4047, 4047.0)),
    (r"gallons?", (3.785, 4.546)),
    (r"pints?", (0.473, 0.568)),
    (r"knots?", (1.852,)),
)


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], Sequence[float]], ...]:
    return tuple(
        (re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE), factors)
        for words, factors in _FACTORS
    )


@functools.cache
def _degrees() -> re.Pattern[str]:
    return re.compile(r"°|degrees?|s(?![a-z])|fahrenheit", re.IGNORECASE)


def find_conversion(text: str, end: int, value: float) -> Callable[[float], bool] | None:
    """Return a test of what a measured number may have become; None where no unit of the kind follows it.

    Args:
        text: English text.
        end: where the number ends in it.
        value: the number.
    """
    behind = text[end : end + _REACH_CHARS]
    for pattern, factors in _patterns():
        if pattern.search(behind):
            return functools.partial(_near_any, tuple(value * factor for factor in factors))
    if _degrees().search(behind):
        return functools.partial(_near_any, ((value - 32) * 5 / 9, value * 5 / 9))
    return None


def find_heights(text: str) -> tuple[float, ...]:
    """Return the heights in metres that a text gives in feet and inches."""
    feet_m, inches_m = _METRES
    return tuple(int(m[1]) * feet_m + int(m[2]) * inches_m for m in _FEET_AND_INCHES.finditer(text))


def _near_any(expected: Sequence[float], value: float) -> bool:
    return any(abs(value - one) <= max(abs(one) * _TOLERANCE, 0.5) for one in expected)
