"""Abbreviations: expanded as the article does at first use, else from the table of known ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from forumpub.model import Abbreviation, Article, Para
from forumpub.patterns import lazy_pattern
from forumpub.transform.lexicon import KnownAbbreviation, known_abbreviations
from forumpub.transform.sentences import language, walk

_SHORT = lazy_pattern(r"(?<![A-Za-z0-9.])[A-Z][A-Za-z]{0,8}[A-Z]s?(?![A-Za-z0-9])")
_IN_BRACKETS = lazy_pattern(r"\((?P<short>[A-Z][A-Za-z&-]{0,8}[A-Z]s?)(?:, [^()]{0,40})?\)")
_EXPANDED_IN_BRACKETS = lazy_pattern(
    r"(?<![A-Za-z0-9])(?P<short>[A-Z][A-Za-z]{0,8}[A-Z]s?) \((?P<long>[A-Za-z][A-Za-z ,'’&-]{5,100})\)"
)
_CHINESE_SHORT = lazy_pattern(
    r"(?P<long>[\u4e00-\u9fffA-Za-z—·-]{4,30})[（(](?:以下|下文|)?(?:简称"
    r"|簡稱)[:：]?[“「]?(?P<short>[\u4e00-\u9fffA-Za-z]{2,12})[”」]?[）)]"
)
_WORD = lazy_pattern(r"[A-Za-z][A-Za-z'’]*")
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "on", "in", "to", "de", "a", "an", "with"})
_LONGEST_LONG_FORM = 120


def list_abbreviations(article: Article) -> Article:
    """List the abbreviations of the article with their long forms, in order of first use.

    "Association of Southeast Asian Nations (ASEAN)" is the article's own expansion; one from the table of
    known abbreviations is marked `derived`. What neither expands is left out.
    """
    lang = language(article.lang)
    table = known_abbreviations(lang)
    own: dict[str, Abbreviation] = {}
    known: dict[str, Abbreviation] = {}
    order: dict[str, int] = {}
    for _, para in walk(article):
        for found in _read_expansions(para, lang):
            own.setdefault(found.short, found)
            order.setdefault(found.short, len(order))
        for entry in _read_known(para, table, lang):
            if entry.short not in known:
                known[entry.short] = Abbreviation(
                    short=entry.short, long=entry.long, para=para.id, derived=True
                )
                order.setdefault(entry.short, len(order))
    found_all = tuple(own.get(short) or known[short] for short in sorted(order, key=order.__getitem__))
    return replace(article, facts=replace(article.facts, abbreviations=found_all))


def _read_expansions(para: Para, lang: str) -> Iterator[Abbreviation]:
    if lang == "zh":
        for match in _CHINESE_SHORT.finditer(para.text):
            yield Abbreviation(short=match["short"], long=match["long"], para=para.id)
        return
    for match in _IN_BRACKETS.finditer(para.text):
        before = para.text[max(0, match.start() - _LONGEST_LONG_FORM) : match.start()]
        if long := find_long_form(before, match["short"]):
            yield Abbreviation(short=match["short"], long=long, para=para.id)
    for match in _EXPANDED_IN_BRACKETS.finditer(para.text):
        if find_long_form(match["long"], match["short"]) == match["long"]:
            yield Abbreviation(short=match["short"], long=match["long"], para=para.id)


def find_long_form(before: str, short: str) -> str | None:
    """Return the words at the end of `before` that `short` stands for, None where they don't spell it.

    Read from the end, each letter of the short form must be found in order ("AssociatioN … SouthEASt"), its
    first one at the start of a word; the long form has no more words of weight than the short form letters.

    Source:
        A. Schwartz and M. Hearst, A simple algorithm for identifying abbreviation definitions, 2003.
    """
    letters = [letter.lower() for letter in short.rstrip("s") if letter.isalpha()]
    text = before.rstrip().lower()
    position = len(text)
    while letters:
        letter = letters.pop()
        position = text.rfind(letter, 0, position)
        if not letters:
            while position > 0 and (text[position - 1].isalnum() or text[position - 1] in "-’'"):
                position = text.rfind(letter, 0, position)
        if position < 0:
            return None
    long = before[position:].strip()
    weighty = [word for word in _WORD.findall(long) if word.lower() not in _SMALL_WORDS]
    if len(weighty) > len(short) or len(weighty) < 2 or any(mark in long for mark in ".;:!?()"):
        return None
    return long


def _read_known(para: Para, table: dict[str, KnownAbbreviation], lang: str) -> Iterator[KnownAbbreviation]:
    text = para.text
    if lang == "zh":
        yield from (entry for short, entry in table.items() if short in text)
        return
    if text.isupper():  # a caption in capitals has no abbreviations that could be told apart
        return
    for match in _SHORT.finditer(text):
        entry = table.get(match.group())
        if entry is None:
            continue
        if entry.after_the and text[max(0, match.start() - 4) : match.start()].lower() != "the ":
            continue
        yield entry
