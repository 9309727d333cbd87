"""Faults to plant in good translations: what engines do to numbers, names and ends.

Each fault is a function of a sentence and chance; None where the sentence has no place for it.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from forumpub.translate.checks.numerals import plain_digits
from forumpub.translate.checks.pair import is_spaced

DIGITS = "[0-9๐-๙໐-໙០-៩၀-၉]"
NUMBER = re.compile(rf"(?<![\w.,]){DIGITS}+(?:[.,]{DIGITS}+)*(?![\w\u1000-\u109f])|(?<=[ (]){DIGITS}{{2,}}")
YEAR = re.compile(r"(?<![\d.,])(?:19|20)[0-9]{2}(?![\d.,%])")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})*(?![A-Za-z0-9])(?!\.[A-Za-z])")
FOREIGN = ("ประชุม", "ປະຊຸມ", "សន្និសីទ", "အစည်းအဝေး", "会议", "회의", "форум")
OWN_FOREIGN = {"th": "ประชุม", "lo": "ປະຊຸມ", "km": "សន្និសីទ", "my": "အစည်းအဝေး", "zh": "会议"}
BASE = {"th": "\u0e01-\u0e2e", "lo": "\u0e81-\u0eae", "km": "\u1780-\u17a2", "my": "\u1000-\u1021"}
ERA_YEARS = 543


class Case(NamedTuple):
    """A faulty translation and the names that it must keep."""

    target: str
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and what a professional made of it. `held_out`: nothing was calibrated on it."""

    source: str
    target: str
    lang: str
    held_out: bool = False


Fault = Callable[[Sentence, random.Random], Case | None]


def change_digit(sentence: Sentence, chance: random.Random) -> Case | None:
    """Change one digit of one number."""
    numbers = _numbers(sentence)
    if not numbers:
        return None
    number = chance.choice(numbers)
    places = [at for at in range(*number.span()) if sentence.target[at].isdecimal()]
    at = chance.choice(places)
    zero = ord(sentence.target[at]) - int(sentence.target[at])
    other = chance.choice([d for d in range(10) if d != int(sentence.target[at]) and (d or at != places[0])])
    return Case(sentence.target[:at] + chr(zero + other) + sentence.target[at + 1 :])


def drop_number(sentence: Sentence, chance: random.Random) -> Case | None:
    """Take one number out."""
    numbers = _numbers(sentence)
    if not numbers:
        return None
    start, end = chance.choice(numbers).span()
    # No engine leaves the blanks of both sides.
    return Case(re.sub(" {2,}", " ", sentence.target[:start] + sentence.target[end:]).strip())


def _numbers(sentence: Sentence) -> list[re.Match[str]]:
    """Return the numbers whose loss is one.

    Not 0 and 1, as "a mile" becomes "1 mil" in many languages and the other way round; and not what the
    translator says once more in brackets.
    """
    numbers = list(NUMBER.finditer(sentence.target))
    said = Counter(plain_digits(number.group(), "") for number in numbers)
    return [
        number
        for number in numbers
        if not (number.group().isdecimal() and int(number.group()) < 2)
        and (said[plain := plain_digits(number.group(), "")] == 1 or sentence.source.count(plain) > 1)
    ]


def mix_era(sentence: Sentence, chance: random.Random) -> Case | None:
    """Write a year of the wrong era; in Thai, where both are right, under the wrong era's name."""
    years = list(YEAR.finditer(sentence.target))
    if not years:
        return None
    year = chance.choice(years)
    buddhist = str(int(year.group()) + ERA_YEARS)
    labelled = chance.choice((f"พ.ศ. {year.group()}", f"ค.ศ. {buddhist}"))
    wrong = labelled if sentence.lang == "th" else buddhist
    return Case(sentence.target[: year.start()] + wrong + sentence.target[year.end() :])


def alter_name(sentence: Sentence, chance: random.Random) -> Case | None:
    """Change, drop or swap letters inside a name that stands in both texts."""
    names = [match.group() for match in NAME.finditer(sentence.source)]
    names = [n for n in names if 0 < sentence.target.count(n) <= sentence.source.count(n)]
    if not names:
        return None
    name = chance.choice(names)
    at = chance.randrange(1, len(name) - 1)
    changed = chance.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + chance.choice("aeioursty") + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )
    return Case(sentence.target.replace(name, changed, 1), (name,)) if changed != name else None


def alter_unlisted_name(sentence: Sentence, chance: random.Random) -> Case | None:
    """Alter a name that nobody listed as one to keep."""
    case = alter_name(sentence, chance)
    return case and Case(case.target)


def leave_untranslated(sentence: Sentence, chance: random.Random) -> Case | None:
    """Give the source back."""
    del chance
    return Case(sentence.source) if len(sentence.source.split()) > 4 else None


def write_in_wrong_script(sentence: Sentence, chance: random.Random) -> Case | None:
    """Put a word of another script in."""
    word = chance.choice([w for w in FOREIGN if w != OWN_FOREIGN.get(sentence.lang)])
    at = _cut(sentence, chance, 0.1, 0.9)
    return Case(f"{sentence.target[:at]} {word} {sentence.target[at:].lstrip()}") if at else None


def loop(sentence: Sentence, chance: random.Random) -> Case | None:
    """Say the last words again and again, as a model that went in a circle does."""
    if is_spaced(sentence.lang):
        words = sentence.target.rstrip('.。!?”"').split()
        last = words[-chance.randint(1, 4) :]
        if len(words) < 6 or not any(word[:1].isalpha() for word in last):
            return None
        return Case(" ".join([*words, *(last * chance.randint(2, 8))]))
    end = _cut(sentence, chance, 0.5, 0.9)
    last_letters = re.sub(r"[\s\d.,]", "", sentence.target[:end])[-chance.randint(4, 24) :]
    if not end or not last_letters[:1].isalpha():
        return None
    return Case(sentence.target[:end] + last_letters * chance.randint(3, 8))


def truncate(sentence: Sentence, chance: random.Random) -> Case | None:
    """Leave off the last half or so of a sentence."""
    if len(sentence.source) < 60:
        return None
    at = _cut(sentence, chance, 0.3, 0.55)
    return Case(sentence.target[:at].rstrip(" ,")) if at else None


def _cut(sentence: Sentence, chance: random.Random, low: float, high: float) -> int:
    """Return a place between words in a part of the target; between letters where words aren't spaced."""
    text = sentence.target
    first, last = int(len(text) * low), int(len(text) * high)
    if is_spaced(sentence.lang):
        places = [at for at in range(first, last) if text[at] == " "]
    else:
        base = re.compile(f"[{BASE.get(sentence.lang, chr(0x4E00) + '-' + chr(0x9FFF))}]")
        places = [at for at in range(max(1, first), last) if base.match(text[at])]
    return chance.choice(places) if places else 0


FAULTS: dict[str, Fault] = {
    "digit changed": change_digit,
    "number dropped": drop_number,
    "year era mixed": mix_era,
    "name altered": alter_name,
    "untranslated": leave_untranslated,
    "wrong script": write_in_wrong_script,
    "looped": loop,
    "truncated": truncate,
}
