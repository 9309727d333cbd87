"""The words that open a credit, and the people that follow them."""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Mapping
from types import MappingProxyType

from forumpub.parse.canonical import BLANKS, canonical_text
from forumpub.parse.names import (
    FAR_LETTER,
    could_be_han_name,
    has_han,
    is_latin_name,
    is_name_token,
    is_particle,
)
from forumpub.patterns import lazy_pattern

NAMES_CHARS = 120
_BLANK = lazy_pattern(f"[{BLANKS}]+")
_LIST = lazy_pattern(
    rf"\s*(?:[、,，;；/&]|\s(?:and|with)(?=\s)|(?<={FAR_LETTER})[和及与與](?={FAR_LETTER}))\s*"
)
_AFTER_COMMA_AND = lazy_pattern(r"^(?:and|with)\s+", re.IGNORECASE)
# Names in Tamil, Thai, Lao, Burmese and Khmer letters have no capitals.
_UNCASED = lazy_pattern(r"[\u0b80-\u0bff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff \u200b.]+")
_UNCASED_CHARS = 60
# What may stand between the parts of a credit's word: blanks, and hyphens up to the dash.
_JOINTS = r"\s\-\u2010-\u2013"
OPENING = "([【（［〔〖"
CLOSING = ")]】）］〕〗"


@functools.cache
def credit_roles() -> Mapping[str, str]:
    """Return the credits' roles by the words that open them, lower case without blanks."""
    table = importlib.resources.files("forumpub.parse").joinpath("credits.tsv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in table.splitlines()[1:]:
        role, listed, _ = line.split("\t")
        found.update({fold_credit(word): role for word in listed.split("|")})
    return MappingProxyType(found)


@functools.cache
def _listed_words() -> tuple[tuple[str, str], ...]:
    """Return the words that open a credit, the longest first, each behind its first part in lower case."""
    table = importlib.resources.files("forumpub.parse").joinpath("credits.tsv").read_text(encoding="utf-8")
    listed = {word for line in table.splitlines()[1:] for word in line.split("\t")[1].split("|")}
    ordered = sorted(listed, key=len, reverse=True)
    return tuple((re.split("[ -]", word)[0].casefold(), word) for word in ordered)


def credit_pattern(text: str) -> re.Pattern[str]:
    """Return a pattern that matches the words of a paragraph, with groups `word`; the longest word wins.

    Of the 400 words a paragraph has few, and a pattern of all takes 10 ms to compile.
    """
    folded = text.casefold()
    return _pattern_of(tuple(word for first, word in _listed_words() if first in folded))


@functools.lru_cache(maxsize=512)
def _pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    joint = f"[{_JOINTS}]{{1,3}}"
    choice = "|".join(joint.join(map(re.escape, re.split("[ -]", word))) for word in words)
    return re.compile(rf"(?<![A-Za-z])(?P<word>{choice or '(?!)'})", re.IGNORECASE)


def fold_credit(word: str) -> str:
    """Return a credit's word in the form in which `credit_roles` holds it."""
    return re.sub(rf"[{_JOINTS}]+", "", word).casefold()


def split_names(text: str) -> tuple[str, ...]:
    """Split a list of people: at commas, 、, "and", and between Chinese names at blanks."""
    found: list[str] = []
    for item in _LIST.split(" ".join(canonical_text(text).strip(BLANKS + CLOSING + OPENING).split())):
        item = _AFTER_COMMA_AND.sub("", item).strip(BLANKS + ".。")
        if not item:
            continue
        found += _split_han(item) if has_han(item) else [item]
    return tuple(found)


def _split_han(item: str) -> list[str]:
    """Split Chinese names at blanks; a name whose two characters were set apart is one name."""
    names: list[str] = []
    for part in _BLANK.split(item):
        if names and len(part) == 1 and len(names[-1]) == 1:
            names[-1] += part
        elif names and not has_han(part) and not has_han(names[-1]):
            names[-1] += f" {part}"
        else:
            names.append(part)
    return names


def are_people(names: tuple[str, ...]) -> bool:
    """Say whether every entry of a list may be a person: two words, or the form of a Chinese name."""
    return bool(names) and len(names) <= 12 and all(map(is_person, names))


def is_person(name: str) -> bool:
    """Say whether a text may be one person's full name."""
    if has_han(name):
        return could_be_han_name(name) or "·" in name
    tokens = name.split()
    return 2 <= len(tokens) <= 5 and is_latin_name(name)


def may_be_credited(names: tuple[str, ...]) -> bool:
    """Say whether every entry may stand in a credit: a person, a single name, an agency."""
    return bool(names) and len(names) <= 16 and all(map(_may_be_credited, names))


def _may_be_credited(name: str) -> bool:
    if re.search(r"[。！？；!?：:]|(?<!\b[A-Z])\.\s", name):
        return False
    if has_han(name):
        return len(name) <= 12
    if _UNCASED.fullmatch(name):
        return len(name) <= _UNCASED_CHARS
    tokens = name.split()
    return len(tokens) <= 6 and all(is_name_token(token) or is_particle(token) for token in tokens)
