"""N1 and N2: the numbers of a segment are those of its source, and years keep their era."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from forumpub.diagnostics import Rule
from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.measures import find_conversion, find_heights, find_periods
from forumpub.translate.checks.numerals import Number, find_numbers, has_number_sign, plain_digits
from forumpub.translate.checks.omissions import find_bare_counter, is_ordinal, rule_of_lost
from forumpub.translate.checks.pair import Pair, primary_language
from forumpub.translate.checks.tally import Tally
from forumpub.translate.findings import Finding

# The Buddhist era of Thailand, Laos and Cambodia counts from 543 BC.
ERA_YEARS = 543
BUDDHIST_ERA = re.compile(r"(?:พ\.\s?ศ\.|พุทธศักราช|พศ)\s*$")
COMMON_ERA = re.compile(r"(?:ค\.\s?ศ\.|คริสต์ศักราช|คศ)\s*$")
_LABEL_CHARS = 14
_YEARS = range(1000, 2300)
_HOUR_BEHIND = re.compile(
    r"\s?(?:[:.၊း][0-9၀-၉]{2}|h[0-9 ]|giờ|点|點|时|時|น\.|นาฬิกา|ໂມງ|နာရီ|மணி|hours)", re.IGNORECASE
)
_CLOCK_BEHIND = re.compile(
    r"(?<=(?<![0-9.,])[0-9]{4})\s?(?:GMT|UTC|BST|CET|E[DS]?T|hours|hrs|local time)(?![a-z])"
)
_HOUR_BEFORE = re.compile(r"(?:pukul|jam|ម៉ោង|ໂມງ|เวลา|மணி|às|alas|ika)[\s-]*$", re.IGNORECASE)
_SHORT_YEAR_SIGN = re.compile(r"[-–/'’A-Z]")
_HEIGHT_TOLERANCE_M = 0.04
_NOON = 12
_HUNDRED = 100
_MINUTES = 60
_SHOWN = 4
_MOST_CONVERTED = 100
# Words that say nothing but a number; "one", "both" and "half" say more.
_SURE = (
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|trillion)"
)
_SPELLED = re.compile(rf"\b(?:{_SURE}|double-digit|quarter-hour|dozens?)\b", re.IGNORECASE)
_SURE_WORDS = re.compile(
    rf"(?!(?:hundred|thousand|million|billion|trillion)$){_SURE}(?:(?:[-\s]|\sand\s){_SURE})*", re.IGNORECASE
)
_ONE = frozenset((1.0,))
# The signs that a score is written with where it can't be a range, a date or a minus.
_SCORE = re.compile(r"(?<![0-9&/])([0-9]{1,3})\s?[&/]\s?([0-9]{1,3})(?![0-9&/])")
_HALF_SCORE = re.compile(
    r"(?<![^\s(“\"])(?<![0-9]\s)[&/]\s?[0-9]{1,3}|(?<![0-9])[0-9]{1,3}\s?[&/](?!\s?[0-9A-Za-z])"
)


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Compare the numbers of a segment: every one in digits must stand on the other side, as often."""
    source_lang, target_lang = primary_language(pair.source_lang), primary_language(pair.target_lang)
    signs = has_number_sign(pair.source) or has_number_sign(pair.target)
    if not signs and not (source_lang == "en" and _SPELLED.search(pair.source)):
        return
    source = Tally(pair.source, find_numbers(pair.source, source_lang))
    target = Tally(pair.target, find_numbers(pair.target, target_lang))
    for accept in (_same, _other_forms):
        _match(source, target, accept)
        _match(target, source, accept)
    if "th" in (source_lang, target_lang):
        _match(source, target, _other_era)
        yield from _check_eras(pair, target_lang)
    if source_lang == "en":
        _accept_conversions(source, target)
        _accept_periods(source, target)
    yield from _report(pair, source, target)


def _match(here: Tally, there: Tally, accept: Callable[[Tally, int, Tally], bool]) -> None:
    for index, _ in list(here.open_digits()):
        if here.is_free(index) and accept(here, index, there):
            here.use(index)


def _same(here: Tally, index: int, there: Tally) -> bool:
    return there.take(sorted(here.numbers[index].values))


def _other_era(here: Tally, index: int, there: Tally) -> bool:
    years = [value for value in here.numbers[index].values if value in _YEARS or value - ERA_YEARS in _YEARS]
    return there.take([year + ERA_YEARS for year in years] + [year - ERA_YEARS for year in years])


def _other_forms(here: Tally, index: int, there: Tally) -> bool:
    """Accept what translators rightly write otherwise: times, decades, short years, dates in one piece."""
    number = here.numbers[index]
    if number.pieces:
        hours, *minutes = number.pieces
        if there.take_all(number.pieces) or there.take_all((hours + _NOON, *minutes)):
            return True
        # "11:35 p.m." is "23.35", and "1200 GMT" is "12.00".
        if hours > _NOON and there.is_after_noon and there.take_all((hours - _NOON, *minutes)):
            return True
        if _is_time(hours, minutes) and there.take((hours * _HUNDRED + minutes[0],)):
            return True
    if _is_full_hour(here.text, number) or _is_clock_time(number, here, there):
        return True
    for value in number.values:
        # "12:30 a.m." is "0:30", too.
        if _NOON <= value <= 2 * _NOON and _is_hour(here.text, number) and there.take((value - _NOON,)):
            return True
        if 0 < value <= _NOON and here.is_after_noon and there.take((value + _NOON,)):
            return True
        if value in _YEARS and _other_year(value, here, there):
            return True
    return False


def _is_time(hours: float, minutes: Sequence[float]) -> bool:
    return _NOON <= hours < 2 * _NOON and len(minutes) == 1 and minutes[0] < _MINUTES


def _is_hour(text: str, number: Number) -> bool:
    before = text[max(0, number.span.start - _LABEL_CHARS) : number.span.start]
    return bool(_HOUR_BEHIND.match(text, number.span.end) or _HOUR_BEFORE.search(before))


def _is_clock_time(number: Number, here: Tally, there: Tally) -> bool:
    """Accept "12h00", or noon, for "1200 GMT"."""
    if not _CLOCK_BEHIND.match(here.text, number.span.end):
        return False
    hours, minutes = divmod(max(number.values), _HUNDRED)
    return there.take_all((hours, minutes)) or (not minutes and there.take((hours,)))


def _is_full_hour(text: str, number: Number) -> bool:
    return text[max(0, number.span.start - 1) : number.span.end] in (":00", "း၀၀", "៖០០", ":០០", ":၀၀", ".00")


def _other_year(year: float, here: Tally, there: Tally) -> bool:
    short = year % _HUNDRED
    if year % 10:
        # "2018-19", "'98".
        at = there.next_of(short)
        start = there.numbers[at].span.start if at is not None else 0
        return bool(_SHORT_YEAR_SIGN.match(there.text, max(0, start - 1))) and there.take((short,))
    if there.take_all((year // _HUNDRED + 1, short)):
        return True
    # "the 1930s" may be "the thirties"; the 10 metres beside the year 2010 are none of it.
    return (here.has_decades or there.has_decades) and there.take((short,))


def _accept_conversions(source: Tally, target: Tally) -> None:
    """Let measures of the source stand in the target's own units."""
    # No sentence has more: the bound is for texts that are none.
    converted = list(itertools.islice(target.open_digits(), _MOST_CONVERTED))
    for feet, inches, metres in find_heights(source.text)[:_MOST_CONVERTED]:
        for index, new in converted:
            if any(abs(value - metres) < _HEIGHT_TOLERANCE_M for value in new.values):
                target.use(index)
                source.take((feet,))
                source.take((inches,))
    for old_at, old in enumerate(source.numbers):
        if not (converted and source.is_free(old_at)):
            continue
        becomes = find_conversion(source.text, old.span.end, max(old.values))
        if becomes is None:
            continue
        for index, new in converted:
            if target.is_free(index) and any(map(becomes, new.values)):
                source.use(old_at)
                target.use(index)
                break


def _accept_periods(source: Tally, target: Tally) -> None:
    """Let the target count a time in other units: 60 days are two months."""
    for index, number in enumerate(source.numbers):
        if not source.is_free(index):
            continue
        periods = find_periods(source.text, number.span.end, max(number.values))
        # What is spelled out hasn't been looked for yet.
        stands = any(target.next_of(value) is not None for value in number.values)
        if not stands and target.take(periods):
            source.use(index)


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


def _report(pair: Pair, source: Tally, target: Tally) -> Iterator[Finding]:
    source_lang = primary_language(pair.source_lang)
    lost = [number for _, number in source.open_digits()]
    spelled = _lost_words(source, target) if source_lang == "en" else []
    added = [number for _, number in target.open_digits()]
    if not lost and not spelled:
        # "a", "an" and the singular become a digit in many languages.
        added = [number for number in added if number.values != _ONE]
    known = {value for number in source.numbers for value in number.values}
    new_values = [number for number in added if lost or known.isdisjoint(number.values)]
    # An ordinal and a number that is new have more often nothing to do with each other.
    counted = [number for number in spelled if not is_ordinal(_words(source, number))]
    others = [number for number in spelled if is_ordinal(_words(source, number))]
    changed = [*lost, *counted][: len(new_values)]
    for old, new in zip(changed, new_values, strict=False):
        message = f"the number {_shown(source, old)} of the source became {_shown(target, new)}"
        yield Finding(rule=rules.NUMBER_DIFFERS, message=message, source=old.span, target=new.span)
    missing = [*[*lost, *counted][len(changed) :], *others]
    if source_lang == "en":
        yield from _report_missing(pair, source, target, missing)
    else:
        for old in missing[:_SHOWN]:
            yield _missing(source, old, rules.NUMBER_DIFFERS)
    for new in new_values[len(changed) :][:_SHOWN]:
        message = f"the source has no number {_shown(target, new)}"
        yield Finding(rule=rules.NUMBER_ADDED, message=message, target=new.span)


def _report_missing(pair: Pair, source: Tally, target: Tally, missing: Sequence[Number]) -> Iterator[Finding]:
    """Report what is missing of English numbers, and what only its counter tells of."""
    target_lang = primary_language(pair.target_lang)
    counter = find_bare_counter(pair.target, target.numbers, target_lang)
    for old in missing[:_SHOWN]:
        rule = rule_of_lost(pair, old, source.numbers, target_lang)
        is_counted = counter is not None and not old.digits
        yield _missing(source, old, rules.NUMBER_WORD_MISSING if is_counted else rule)
    if not missing and counter is not None:
        # "A quarter-hour" needn't be a quarter in the target, but it is so many minutes.
        unsaid = next((number for _, number in source.open_words() if not _is_said(number, target)), None)
        if unsaid is not None:
            yield _missing(source, unsaid, rules.NUMBER_WORD_MISSING)
    yield from _check_scores(pair)


def _is_said(number: Number, target: Tally) -> bool:
    return number.values == _ONE or any(target.next_of(value) is not None for value in number.values)


def _missing(source: Tally, number: Number, rule: Rule) -> Finding:
    message = f"the number {_shown(source, number)} of the source is missing"
    return Finding(rule=rule, message=message, source=number.span)


def _check_scores(pair: Pair) -> Iterator[Finding]:
    """Check that scores keep both halves: "2&1", "5/4". Their figures stand elsewhere in a text too often."""
    wanted = {frozenset(score.groups()) for score in _SCORE.finditer(pair.source)}
    if not wanted or _HALF_SCORE.search(pair.source):
        return
    plain = plain_digits(pair.target, primary_language(pair.target_lang))
    half = _HALF_SCORE.search(plain)
    if half is not None:
        message = f"half of {half.group().strip()} is missing"
        yield Finding(rule=rules.NUMBER_DIFFERS, message=message, target=Span(*half.span()))
    found = {frozenset(score.groups()): score for score in _SCORE.finditer(plain)}
    if wanted - found.keys():
        for score in (at for halves, at in found.items() if halves not in wanted):
            message = f"the source has no {score.group()}"
            yield Finding(rule=rules.NUMBER_DIFFERS, message=message, target=Span(*score.span()))


def _lost_words(source: Tally, target: Tally) -> list[Number]:
    """Return the numbers that the source spells out and the target has in no form."""
    spelled = [
        (index, number)
        for index, number in enumerate(source.numbers)
        if source.is_free(index) and not number.digits and _SURE_WORDS.fullmatch(_words(source, number))
    ]
    # A number left for two words is rather the one that counts: "fourth" is also said otherwise.
    spelled.sort(key=lambda item: is_ordinal(_words(source, item[1])))
    lost = [
        (index, number)
        for index, number in spelled
        if not target.take(sorted(number.values))
        and _words(source, number).casefold() not in target.text.casefold()
    ]
    return [number for _, number in sorted(lost, key=lambda item: item[0])]


def _words(side: Tally, number: Number) -> str:
    return side.text[number.span.start : number.span.end]


def _shown(side: Tally, number: Number) -> str:
    return plain_digits(_words(side, number), "")
