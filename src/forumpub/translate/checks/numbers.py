"""N1 and N2: the numbers of a segment are those of its source, and years keep their era."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from forumpub.rules import translation as rules
from forumpub.translate.checks.measures import find_conversion, find_heights
from forumpub.translate.checks.numerals import Number, find_numbers, has_number_sign, plain_digits
from forumpub.translate.checks.pair import Pair, primary_language
from forumpub.translate.findings import Finding

# The Buddhist era of Thailand, Laos and Cambodia counts from 543 BC.
ERA_YEARS = 543
BUDDHIST_ERA = re.compile(r"(?:พ\.\s?ศ\.|พุทธศักราช|พศ)\s*$")
COMMON_ERA = re.compile(r"(?:ค\.\s?ศ\.|คริสต์ศักราช|คศ)\s*$")
_LABEL_CHARS = 14
_YEARS = range(1000, 2300)
_AFTER_NOON = re.compile(r"p\.?\s?m\b|afternoon|evening|night", re.IGNORECASE)
_SHORT_YEAR_SIGN = re.compile(r"[-–/'’]")
_HEIGHT_TOLERANCE_M = 0.04
_FEET = tuple(map(float, range(3, 13)))
_NOON = 12
_CENTURY = 100
_SHOWN = 4
_ONE = frozenset((1.0,))


@dataclass(slots=True)
class _Side:
    """The numbers of one text that nothing on the other side accounts for yet."""

    text: str
    numbers: tuple[Number, ...]
    free: list[bool] = field(init=False)
    by_value: dict[float, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.free = [True] * len(self.numbers)
        self.by_value = {}
        # Digits are used up before words.
        order = sorted(range(len(self.numbers)), key=lambda index: not self.numbers[index].digits)
        for index in order:
            for value in self.numbers[index].values:
                self.by_value.setdefault(value, []).append(index)

    def open_digits(self) -> Iterator[tuple[int, Number]]:
        for index, number in enumerate(self.numbers):
            if self.free[index] and number.digits:
                yield index, number

    def take(self, values: Iterable[float]) -> bool:
        for value in values:
            for index in self.by_value.get(value, ()):
                if self.free[index]:
                    self.free[index] = False
                    return True
        return False

    def take_all(self, values: Iterable[float]) -> bool:
        before = list(self.free)
        for value in values:
            if not self.take((value,)):
                self.free = before
                return False
        return True


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Compare the numbers of a segment: every one in digits must stand on the other side, as often."""
    if not (has_number_sign(pair.source) or has_number_sign(pair.target)):
        return
    source_lang, target_lang = primary_language(pair.source_lang), primary_language(pair.target_lang)
    source = _Side(pair.source, find_numbers(pair.source, source_lang))
    target = _Side(pair.target, find_numbers(pair.target, target_lang))
    for accept in (_same, _other_forms):
        _match(source, target, accept)
        _match(target, source, accept)
    if "th" in (source_lang, target_lang):
        _match(source, target, _other_era)
        yield from _check_eras(pair, target_lang)
    if source_lang == "en":
        _accept_conversions(source, target)
    yield from _report(source, target)


def _match(here: _Side, there: _Side, accept: Callable[[_Side, int, _Side], bool]) -> None:
    for index, _ in list(here.open_digits()):
        if here.free[index] and accept(here, index, there):
            here.free[index] = False


def _same(here: _Side, index: int, there: _Side) -> bool:
    return there.take(sorted(here.numbers[index].values))


def _other_era(here: _Side, index: int, there: _Side) -> bool:
    years = [value for value in here.numbers[index].values if value in _YEARS or value - ERA_YEARS in _YEARS]
    return there.take([year + ERA_YEARS for year in years] + [year - ERA_YEARS for year in years])


def _other_forms(here: _Side, index: int, there: _Side) -> bool:
    """Accept what translators rightly write otherwise: times, decades, short years, dates in one piece."""
    number = here.numbers[index]
    if number.pieces and there.take_all(number.pieces):
        return True
    if _is_full_hour(here.text, number):
        return True
    for value in number.values:
        if _NOON < value <= 2 * _NOON and there.take((value - _NOON,)):
            return True
        if 0 < value <= _NOON and _AFTER_NOON.search(here.text) and there.take((value + _NOON,)):
            return True
        if value in _YEARS and _other_year(value, there):
            return True
    return False


def _is_full_hour(text: str, number: Number) -> bool:
    return text[max(0, number.span.start - 1) : number.span.end] in (":00", "៖00", "း၀၀", ":០០", ".00")


def _other_year(year: float, there: _Side) -> bool:
    if year % 10:
        # "2018-19", "'98".
        return any(
            _SHORT_YEAR_SIGN.match(there.text, max(0, number.span.start - 1))
            for at in there.by_value.get(year % _CENTURY, ())
            for number in (there.numbers[at],)
        ) and there.take((year % _CENTURY,))
    return there.take_all((year // _CENTURY + 1, year % _CENTURY)) or there.take((year % _CENTURY,))


def _accept_conversions(source: _Side, target: _Side) -> None:
    """Let measures of the source stand in the target's own units."""
    for _, new in list(target.open_digits()):
        for height in find_heights(source.text):
            if any(abs(value - height) < _HEIGHT_TOLERANCE_M for value in new.values):
                _free_all(source, _FEET)
                _free_all(target, new.values)
    for old_at, old in list(source.open_digits()):
        becomes = find_conversion(source.text, old.span.end, max(old.values))
        if becomes is None:
            continue
        for new_at, new in list(target.open_digits()):
            if any(becomes(value) for value in new.values):
                source.free[old_at] = target.free[new_at] = False
                break
        else:
            # "45 miles (72 kilometers)" keeps one of the two.
            if any(becomes(value) for number in source.numbers for value in number.values):
                source.free[old_at] = False


def _free_all(side: _Side, values: Iterable[float]) -> None:
    for value in values:
        side.take((value,))


def _check_eras(pair: Pair, target_lang: str) -> Iterator[Finding]:
    if target_lang != "th":
        return
    for number in find_numbers(pair.target, target_lang):
        if not number.digits:
            continue
        before = pair.target[max(0, number.span.start - _LABEL_CHARS) : number.span.start]
        year = max(number.values)
        if BUDDHIST_ERA.search(before) and year in range(1000, 2300):
            message = (
                f"the year {year:.0f} is marked as one of the Buddhist era, and is one of the common era"
            )
        elif COMMON_ERA.search(before) and year in range(2300, 2900):
            message = (
                f"the year {year:.0f} is marked as one of the common era, and is one of the Buddhist era"
            )
        else:
            continue
        yield Finding(rule=rules.YEAR_IN_WRONG_ERA, message=message, target=number.span)


def _report(source: _Side, target: _Side) -> Iterator[Finding]:
    lost = [number for _, number in source.open_digits()]
    added = [number for _, number in target.open_digits()]
    if not lost:
        # "a", "an" and the singular become a digit in many languages.
        added = [number for number in added if number.values != _ONE]
    for old, new in zip(lost, added, strict=False):
        was, now = _shown(source, old), _shown(target, new)
        message = f"the number {was} of the source became {now}"
        yield Finding(rule=rules.NUMBER_DIFFERS, message=message, source=old.span, target=new.span)
    for old in lost[len(added) :][:_SHOWN]:
        message = f"the number {_shown(source, old)} of the source is missing"
        yield Finding(rule=rules.NUMBER_DIFFERS, message=message, source=old.span)
    for new in added[len(lost) :][:_SHOWN]:
        message = f"the source has no number {_shown(target, new)}"
        yield Finding(rule=rules.NUMBER_DIFFERS, message=message, target=new.span)


def _shown(side: _Side, number: Number) -> str:
    return plain_digits(side.text[number.span.start : number.span.end], "")
