"""Where terms stand in a text: whole words, longest first, in one pass.

A text is cut into units: a word where words are written apart, one character where they aren't (Chinese,
Thai, Lao, Khmer, Burmese). Terms are kept in a trie of units, so the time grows with the text and the
longest term, not with the number of terms.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from forumpub.source import Span

_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f"
    r"\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Marks of scripts whose letters `\w` knows and whose marks it doesn't: Latin's, and those of India.
_MARKS = r"\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0b82\u0bbe-\u0bcd\u0bd7\u200c\u200d"
# Between the words of a term these make no difference: ASEAN–China, ASEAN-China, ASEAN China.
_GAP = r"\s\-\u2010-\u2015'’·"
_LONGEST_GAP = 3
_VOWELS_BEFORE = frozenset("เแโใไເແໂໃໄ")
_VOWELS_AFTER = frozenset("ะาำๅະາຳ")
_STACKERS = frozenset("\u17d2\u1039")
# For patterns: where no syllable of Thai, Lao, Khmer or Burmese is cut, before a term and behind it.
SYLLABLE_START = "(?<![เแโใไເແໂໃໄ\u17d2\u1039])"
SYLLABLE_END = (
    r"(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece"
    r"\u17b4-\u17d3\u17dd\u102b-\u103e\u1056-\u1059])"
)


@functools.cache
def _units() -> re.Pattern[str]:
    word = rf"(?P<word>(?:(?![{_UNSPACED}])[\w{_MARKS}])+)"
    return re.compile(rf"{word}|(?P<gap>[{_GAP}]+)|(?P<one>.)", re.DOTALL)


class Unit(NamedTuple):
    """A word, or one character: its key, and where it stands."""

    key: str
    start: int
    end: int


def cut_units(text: str) -> Iterator[Unit | None]:
    """Yield the units of a text; None where the gap between two is too wide for one term."""
    for match in _units().finditer(text):
        if match.lastgroup == "gap":
            if len(match[0]) > _LONGEST_GAP:
                yield None
        else:
            yield Unit(match[0].casefold(), match.start(), match.end())


def key_of(term: str, *, most: int | None = None) -> tuple[str, ...]:
    """Return the keys of a term's units; two terms with one key are found in the same places.

    Args:
        term: words of a glossary, or a text that may be one of its terms.
        most: of a text with more units than this, one more than this is enough to tell that it is no term.
    """
    keys = (unit.key for unit in cut_units(term) if unit)
    return tuple(keys if most is None else itertools.islice(keys, most + 1))


class Hit(NamedTuple):
    """Code points of a text, and the number of the term that stands there."""

    span: Span
    term: int


class _Node:
    __slots__ = ("branches", "terms")

    def __init__(self) -> None:
        self.branches: dict[str, _Node] = {}
        # A number and how its words must be written.
        self.terms: list[tuple[int, _Case]] = []


class _Case(NamedTuple):
    """A name of one word must be written as one: `WHO` isn't `who`, `Laos` isn't `laos`."""

    capital: bool = False
    capitals: bool = False


class Matcher:
    """Terms of one language, ready to be found. Of two that stand in the same words the first holds."""

    def __init__(self, terms: Sequence[str], *, lang: str) -> None:
        self._root = _Node()
        for number, term in enumerate(terms):
            for keys in _spellings(key_of(term), term, lang):
                self._insert(keys, number, _case_of(term))

    def _insert(self, keys: Iterable[str], number: int, case: _Case) -> None:
        node = self._root
        for key in keys:
            node = node.branches.setdefault(key, _Node())
        if node is not self._root:
            node.terms.append((number, case))

    def find(self, text: str) -> tuple[Hit, ...]:
        """Return the terms of a text from left to right; of those that begin at one place, the longest."""
        units = tuple(cut_units(text))
        quiet = not any(character.isupper() for character in text)
        found, at = [], 0
        while at < len(units):
            hit, after = self._longest(text, units, at, quiet=quiet)
            if hit is not None:
                found.append(hit)
            at = after
        return tuple(found)

    def _longest(
        self, text: str, units: Sequence[Unit | None], at: int, *, quiet: bool
    ) -> tuple[Hit | None, int]:
        first = units[at]
        hit, after = None, at + 1
        if first is None or not _may_begin(text, first.start):
            return hit, after
        node = self._root
        for step in range(at, len(units)):
            unit = units[step]
            if unit is None or unit.key not in node.branches:
                break
            node = node.branches[unit.key]
            span = Span(first.start, unit.end)
            number = _first_fitting(node, text[span.start : span.end], quiet=quiet)
            if number is not None and _may_end(text, span.end):
                hit, after = Hit(span, number), step + 1
        return hit, after


def _first_fitting(node: _Node, written: str, *, quiet: bool) -> int | None:
    """Return the first term whose case is right. In a text without capitals a name may lack its own."""
    for number, case in node.terms:
        if not case.capital or written == written.upper():
            return number
        if not case.capitals and (quiet or written[0].isupper()):
            return number
    return None


def _case_of(term: str) -> _Case:
    one_word = len(key_of(term)) == 1
    if not one_word or not term[:1].isupper():
        return _Case()
    return _Case(capital=True, capitals=len(term) > 1 and term == term.upper())


def _may_begin(text: str, at: int) -> bool:
    return at == 0 or (text[at - 1] not in _VOWELS_BEFORE and text[at - 1] not in _STACKERS)


def _may_end(text: str, at: int) -> bool:
    """Say whether no mark or vowel follows that belongs to the last character."""
    if at == len(text):
        return True
    return text[at] not in _VOWELS_AFTER and not unicodedata.category(text[at]).startswith("M")


def _spellings(keys: tuple[str, ...], term: str, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield a term's keys, and in English its other number where its last word is no name."""
    yield keys
    if not keys or lang != "en":
        return
    last = re.split(r"[\s\-]", term)[-1]
    if last.islower() and last.isascii() and last.isalpha() and len(last) > 2:
        other = _plural(keys[-1]) if not _looks_plural(keys[-1]) else _singular(keys[-1])
        yield (*keys[:-1], other)


def _looks_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
