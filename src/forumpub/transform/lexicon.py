"""The word lists of this package, read once from its data files."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWords:
    """Words by which a text introduces people: see `data/people.toml`."""

    roles: frozenset[str]
    titles: frozenset[str]
    ambiguous_surnames: frozenset[str]
    not_names: frozenset[str]
    pinyin_surnames: frozenset[str]
    chinese_roles: frozenset[str]
    chinese_titles: frozenset[str]
    chinese_surnames: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAbbreviation:
    """An abbreviation that articles use without expanding it. `after_the`: only "the WHO" counts."""

    short: str
    long: str
    after_the: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPhrase:
    """A phrase that machine translation is known to leave behind, and what it usually stands for."""

    phrase: str
    meaning: str


@functools.cache
def people_words() -> PeopleWords:
    """Return the words that introduce people."""
    table = tomllib.loads(_read("people.toml"))
    english, chinese = table["english"], table["chinese"]
    return PeopleWords(
        roles=frozenset(english["roles"].split()),
        titles=frozenset(english["titles"].split()),
        ambiguous_surnames=frozenset(english["ambiguous_surnames"].split()),
        not_names=frozenset(english["not_names"].split()),
        pinyin_surnames=frozenset(table["pinyin"]["surnames"].split()),
        chinese_roles=frozenset(chinese["roles"].split()),
        chinese_titles=frozenset(chinese["titles"].split()),
        chinese_surnames=frozenset("".join(chinese["surnames"].split()))
        | frozenset(chinese["compound_surnames"].split()),
    )


@functools.cache
def english_words(name: str) -> frozenset[str]:
    """Return a list of small words by its name in `data/english.toml`."""
    table = tomllib.loads(_read("english.toml"))
    return frozenset(table[name].split())


@functools.cache
def known_abbreviations(lang: str) -> dict[str, KnownAbbreviation]:
    """Return the abbreviations known for a primary language, by short form."""
    found: dict[str, KnownAbbreviation] = {}
    for row_lang, short, long, condition in _rows("abbreviations.tsv", columns=4):
        if row_lang == lang:
            found[short] = KnownAbbreviation(short=short, long=long, after_the=condition == "the")
    return found


@functools.cache
def known_phrases(lang: str) -> tuple[KnownPhrase, ...]:
    """Return the phrases of machine translation known for a primary language."""
    rows = _rows("machine_phrases.tsv", columns=3)
    return tuple(KnownPhrase(phrase=phrase, meaning=meaning) for row, phrase, meaning in rows if row == lang)


@functools.cache
def unit_rows() -> tuple[tuple[str, ...], ...]:
    """Return the rows of `data/units.tsv`: language, kind, place, words."""
    return tuple(tuple(row) for row in _rows("units.tsv", columns=4))


def _rows(name: str, *, columns: int) -> list[list[str]]:
    """Read a table: tab-separated, `#` starts a comment line, missing cells at the end are empty."""
    lines = [line for line in _read(name).split("\n") if line and not line.startswith("#")]
    return [(line.split("\t") + [""] * columns)[:columns] for line in lines]


def _read(name: str) -> str:
    return (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")
