"""The numbers in a text, whatever it writes them with: digits of any script, separators, words, scales.

What a text says may be read in more than one way (`1.234`; `m` for metre or million); every reading is kept,
for a check must not object to a number that a reader would take to be right.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import NamedTuple

from forumpub.source import Span
from forumpub.translate.checks.pair import is_spaced
from forumpub.values import dataclass

_DIGIT = re.compile(r"[\d½⅓¼¾]")
# Digits of the scripts of the editions, and full-width ones. One for one, so that places stay.
_ASCII_DIGITS = {
    first + value: str(value)
    for first in (0x0E50, 0x0ED0, 0x17E0, 0x1040, 0x1090, 0x0BE6, 0xFF10, 0x0660, 0x06F0, 0x0966)
    for value in range(10)
}
_ASCII_DIGITS |= {0x2019: "'", 0xFF0E: ".", 0xFF0C: ",", 0x066B: ".", 0x066C: ","}
_SCALED_FRACTIONS = {"½": 0.5, "⅓": 0.3333, "¼": 0.25, "¾": 0.75}
# Burmese writers type the letter wa for the digit zero, and the digits for the letters like them.
_BURMESE_LETTER = re.compile(
    r"[၀-၉](?=[\u102b-\u1036\u103a-\u103e]|[က-အ]\u103a)|၄(?=င်း|နှင့်\s?ပတ်သက်)"
    r"|(?<![၀-၉.,\-–])၀(?=[က-အ])|(?<=[က-အ\u102b-\u103e])၀(?![၀-၉.,])"
)
# Figures that are none: of a character reference, and of "km2".
_NO_FIGURES = re.compile(r"&#[0-9]{1,6};|(?<![A-Za-z])(?:[kcmd]?m|ft|mi)[23](?![\w])")
_BURMESE_ZERO = re.compile(r"(?<=[၀-၉])ဝ+(?![\u102b-\u103e])")
# A blank groups digits only as one that holds the line, or before exactly three.
_NUMBER = r"[0-9]+(?:[.,][0-9]+|[\u00a0\u202f\u2009 '’](?=[0-9]{3}(?![0-9]))[0-9]{3})*"
_NUMBER_PARTS = re.compile(r"[0-9]+|[^0-9]")
# What may stand between the parts of one number: "two hundred and five", "10-million", "550多万".
_BETWEEN = re.compile(
    r"[\s\u0bcd\u200b\u00a0()-]*(?:(?:and|e|dan|at|na)\s+|ပေါင်း\s*\(?)?[多余餘几幾]?", re.IGNORECASE
)
_ROMAN = re.compile(r"(?<![\w-])(?=[IVXL]{2}|[VX])X{0,3}(?:IX|IV|V?I{0,3})(?![\w-])")
_RANGE = re.compile(r"\s*(?:%|[-–—~～至到]|to|or|and|hingga|sampai|hoặc|đến|ถึง|a|ou|o)\s*", re.IGNORECASE)
_LABELLED = re.compile(r"\s?[0-9]")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
# Half an hour, a half in per cent, and a half.
_HALVES = (30.0, 50.0, 0.5)
# The unit that is the word for "year" too.
_ALSO_YEAR = {"my": 2.0, "vi": 5.0}
# Languages that write "its", "also" and the like on to the word.
_WITH_ENDINGS = frozenset({"id", "ms"})
_GROUP = 3
# Where a line may break, in languages without blanks.
_BREAK = "\u200b"
_TEN = 10


class _Word(NamedTuple):
    kind: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a text.

    `values` are all readings of it. `digits` is false where only words say it. `pieces` are its parts where
    it may be several numbers: "3.30" is a time too, "1.10.2018" a date.
    """

    values: frozenset[float]
    digits: bool
    span: Span
    pieces: tuple[float, ...] = ()


@dataclass(slots=True)
class _Reading:
    """A number while it is read. A part is its readings; parts are added up at the end."""

    start: int
    end: int
    parts: list[tuple[float, ...]] = field(default_factory=list)
    unscaled: tuple[float, ...] = ()
    pieces: tuple[float, ...] = ()
    digits: bool = False
    after_scale: bool = False
    positional: bool = False
    closed: bool = False
    scale: float = 1.0
    leading_scale: float = 0.0

    def multiply(self, scale: float) -> None:
        smaller = [part for part in self.parts if max(part) < scale]
        larger = [part for part in self.parts if max(part) >= scale]
        sums = _sums(smaller) if smaller else (1.0,)
        self.parts = [*larger, tuple(round(value * scale, 4) for value in sums)]
        self.after_scale, self.positional = True, False

    def number(self) -> Number:
        values = frozenset(_sums(self.parts))
        if self.leading_scale and len(self.parts) > 1:
            # "သန်း ၂၀": Burmese may say the scale first.
            rest = _sums(self.parts[1:])
            values |= {round(value * self.leading_scale, 4) for value in rest}
        return Number(
            values=values,
            digits=self.digits,
            span=Span(self.start, self.end),
            pieces=self.pieces,
        )


def _sums(parts: list[tuple[float, ...]]) -> tuple[float, ...]:
    sums: tuple[float, ...] = (0.0,)
    for part in parts:
        sums = tuple(round(left + right, 4) for left in sums for right in part)
    return sums


def has_number_sign(text: str) -> bool:
    """Tell whether a digit of any script stands in the text."""
    return _DIGIT.search(text) is not None


def plain_digits(text: str, lang: str) -> str:
    """Return the text with ASCII digits, every character in its place. `lang` is a language's key."""
    if lang == "my":
        text = _BURMESE_LETTER.sub("ဝ", text)
        text = _BURMESE_ZERO.sub(lambda match: "0" * len(match.group()), text)
    return text.translate(_ASCII_DIGITS)


def find_numbers(text: str, lang: str) -> tuple[Number, ...]:
    """Find the numbers of a text in order, in time linear in its length.

    Args:
        text: any text.
        lang: a language's key, as `pair.primary_language` gives it; of a language without a table of number
            words only digits are found.
    """
    if _BREAK in text and not is_spaced(lang):
        return _find_across_breaks(text, lang)
    plain = _NO_FIGURES.sub(lambda match: " " * len(match.group()), plain_digits(text, lang))
    readings = list(_read(plain, lang))
    numbers = [reading.number() for reading in readings]
    # "10 to 15 million": the scale is the first one's too.
    for index in range(len(numbers) - 1):
        first, second = readings[index], readings[index + 1]
        scaled = first.digits and not first.after_scale and second.after_scale and second.digits
        if scaled and _RANGE.fullmatch(plain, first.end, second.start):
            numbers[index] = _scaled_too(numbers[index], second)
    return (*numbers, *_roman_numbers(text))


def _find_across_breaks(text: str, lang: str) -> tuple[Number, ...]:
    """Find numbers whose words have places to break lines at inside them; such places end a row of digits."""
    kept = [at for at, char in enumerate(text) if char != _BREAK or text[at - 1 : at].isdecimal()]
    joined = "".join(text[at] if text[at] != _BREAK else " " for at in kept)
    return tuple(
        replace(number, span=Span(kept[number.span.start], kept[number.span.end - 1] + 1))
        for number in find_numbers(joined, lang)
    )


def _roman_numbers(text: str) -> Iterator[Number]:
    """Find numbers like the XIX of a century; single letters but V and X are words too often."""
    for match in _ROMAN.finditer(text):
        values = [_ROMAN_VALUES[letter] for letter in match.group()]
        following = [*values[1:], 0]
        total = sum(-a if a < b else a for a, b in zip(values, following, strict=True))
        yield Number(values=frozenset((float(total),)), digits=False, span=Span(*match.span()))


def _scaled_too(number: Number, other: _Reading) -> Number:
    (plain,) = other.unscaled[:1] or (0.0,)
    scale = max(other.number().values) / plain if plain else 1.0
    scaled = frozenset(round(value * scale, 4) for value in number.values)
    return Number(values=number.values | scaled, digits=True, span=number.span, pieces=number.pieces)


def _read(text: str, lang: str) -> Iterator[_Reading]:
    words, pattern = _lexicon(lang)
    reading: _Reading | None = None
    for match in pattern.finditer(text):
        token = match.group()
        word = words.get(token.casefold())
        if word is None:
            joined = reading is not None and _goes_on_in_digits(reading, text, match)
            if reading is not None and not joined:
                yield reading
                reading = None
            reading = _add_digits(reading, match, lang)
        elif word.kind == "skip" or (word.kind == "label" and _LABELLED.match(text, match.end())):
            if reading is not None:
                yield reading
            reading = None
        else:
            if reading is not None and not (
                _BETWEEN.fullmatch(text, reading.end, match.start()) and _fits(reading, word, lang)
            ):
                yield reading
                reading = None
            reading = _add_word(reading, word, match, lang)
    if reading is not None:
        yield reading


def _goes_on_in_digits(reading: _Reading, text: str, match: re.Match[str]) -> bool:
    if reading.leading_scale and len(reading.parts) == 1:
        return _BETWEEN.fullmatch(text, reading.end, match.start()) is not None
    # "3亿5000万": digits go on with a number only right behind a scale.
    return reading.after_scale and reading.end == match.start()


def _fits(reading: _Reading, word: _Word, lang: str) -> bool:
    if word.kind in ("month", "alone") or reading.closed:
        return False
    if word.kind == "half":
        return reading.after_scale
    if word.kind == "teen":
        return not reading.digits and 0 < max(reading.parts[-1]) < _TEN
    if word.kind in ("times", "perhaps"):
        return True
    last = max(reading.parts[-1])
    if reading.after_scale and (not reading.digits or lang == "zh"):
        return word.value < last
    if reading.digits:
        return False
    if lang == "zh":
        return word.value < _TEN
    # "twenty-five", "mười hai"; not "two, three".
    return last >= _TEN > word.value and last % _TEN == 0


def _add_digits(reading: _Reading | None, match: re.Match[str], lang: str) -> _Reading:
    values, pieces = _values_of(match.group(), lang)
    if reading is None:
        return _Reading(
            match.start(), match.end(), parts=[values], pieces=pieces, digits=True, unscaled=values
        )
    reading.parts.append(values)
    reading.end, reading.after_scale, reading.digits = match.end(), False, True
    return reading


def _add_word(reading: _Reading | None, word: _Word, match: re.Match[str], lang: str) -> _Reading:
    if reading is None:
        reading = _Reading(match.start(), match.end())
        if word.kind in ("times", "perhaps"):
            reading.multiply(word.value)
            reading.leading_scale = word.value if lang == "my" else 0.0
        elif word.kind == "half":
            reading.parts.append(_HALVES)
        else:
            reading.parts.append((word.value,))
            reading.positional = lang == "zh"
            reading.closed = word.kind in ("month", "alone")
        return reading
    reading.end = match.end()
    if word.kind in ("times", "perhaps"):
        kept = reading.unscaled if word.kind == "perhaps" else ()
        reading.multiply(word.value)
        reading.scale = word.value
        if kept:
            reading.parts[-1] = (*reading.parts[-1], *kept)
    elif word.kind == "half":
        reading.parts.append((reading.scale / 2,))
    elif reading.positional:
        reading.parts[-1] = tuple(value * _TEN + word.value for value in reading.parts[-1])
    else:
        # "သုံးဆယ်နှစ်" is 32, and thirty years.
        doubtful = max(reading.parts[-1]) >= _TEN and _ALSO_YEAR.get(lang) == word.value
        reading.parts.append((word.value, 0.0) if doubtful else (word.value,))
        reading.positional = lang == "zh"
        reading.after_scale = False
    return reading


@functools.lru_cache(maxsize=4096)
def _values_of(token: str, lang: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the readings of digits with separators, and their parts where they may be several numbers."""
    if token in _SCALED_FRACTIONS:
        return (_SCALED_FRACTIONS[token],), ()
    runs = _NUMBER_PARTS.findall(token)
    groups, signs = runs[::2], runs[1::2]
    if not signs:
        return (float(token),), ()
    pieces = tuple(float(group) for group in groups)
    joined = float("".join(groups))
    decimal = float("".join(groups[:-1]) + "." + groups[-1])
    grouped = all(len(group) == _GROUP for group in groups[1:])
    if len(set(signs)) > 1:
        return (decimal,) if signs.count(signs[-1]) == 1 else (joined, decimal), pieces
    if lang == "en" and grouped and signs[0] == ",":
        # English leaves no doubt.
        return (joined,), ()
    if len(signs) == 1:
        return (joined, decimal) if grouped and groups[0] != "0" else (decimal,), pieces
    # Lakhs have groups of two before the last of three.
    return (joined,), () if len(groups[-1]) == _GROUP else pieces


@functools.cache
def month_names(lang: str) -> Mapping[str, int]:
    """Return the names of months in a language, by its key, folded, with their numbers."""
    words, _ = _lexicon(lang)
    return {form: int(word.value) for form, word in words.items() if word.kind == "month"}


@functools.cache
def _lexicon(lang: str) -> tuple[Mapping[str, _Word], re.Pattern[str]]:
    words: dict[str, _Word] = {}
    for line in _table().splitlines():
        if line and not line.startswith("#"):
            of, kind, value, forms = line.split("\t")
            # Translators leave "million" and "bn" as they are.
            if of == lang or (of == "en" and kind == "times"):
                for form in forms.split():
                    words.setdefault(_stem(form, lang), _Word(kind, float(value)))
    return MappingProxyType(words), _pattern(lang, words)


def _stem(form: str, lang: str) -> str:
    form = form.replace("_", " ").casefold()
    # The sign that no vowel follows gives way to the vowel of an ending.
    return form.removesuffix("\u0bcd") if lang == "ta" else form


def _pattern(lang: str, words: Mapping[str, _Word]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda form: (-len(form), form))
    # A Latin letter may stand for a scale right behind digits ("5m"), and nowhere else.
    letters = [form for form in longest_first if len(form) == 1 and form.isascii()]
    whole = "|".join(re.escape(form) for form in longest_first if form not in letters)
    choices = [_NUMBER, "[½⅓¼¾]"]
    if letters:
        choices.append(rf"(?<=[0-9])(?:{'|'.join(letters)})(?!\w)")
    if whole and lang == "ta":
        # Endings are written on to the word.
        choices.append(rf"(?:(?<![\w\u0b80-\u0bff])|(?<=[0-9]))(?:{whole})")
    elif whole and is_spaced(lang):
        after = r"(?:nya|lah|kah|pun)?(?!\w)" if lang in _WITH_ENDINGS else r"(?!\w)"
        choices.append(rf"(?:(?<![\w])|(?<=[0-9]))(?:{whole})(?={after})")
    elif whole:
        choices.append(f"(?:{whole})")
    return re.compile("|".join(choices), re.IGNORECASE)


@functools.cache
def _table() -> str:
    file = importlib.resources.files("forumpub.translate.checks").joinpath("numerals.tsv")
    return file.read_text(encoding="utf-8")
