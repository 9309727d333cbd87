"""Key figures: numbers with what they count, in the article's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from forumpub.model import Article, BlockType, KeyFigure
from forumpub.patterns import lazy_pattern
from forumpub.transform.amounts import AmountKind, find_amounts
from forumpub.transform.amounts_han import find_han_amounts
from forumpub.transform.calendar import find_dates
from forumpub.transform.clauses import read_context
from forumpub.transform.figure_edges import is_whole_figure
from forumpub.transform.lexicon import english_words
from forumpub.transform.sentences import Sentence, language
from forumpub.values import dataclass

MOST_FIGURES = 12

_LOOKED_AT = frozenset(BlockType) - {BlockType.NATSOUND, BlockType.STAGE, BlockType.NOTE, BlockType.HEADING}
_YEAR_RANGE = lazy_pattern(
    r"(?<![\w.,/:-])(?:19|20)[0-9]{2}(?: to | ?[-–—] ?| through | and (?=(?:19|20)[0-9]{2}))(?:19"
    r"|20)[0-9]{2}(?![\w/-])"
)
_YEAR = lazy_pattern(
    r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Bb]efore|[Aa]fter|[Ff]rom) (?P<value>(?:19|20)[0-9]{2})"
    r"(?![\w/%-]|[.,:][0-9])"
)
_ORDINAL = lazy_pattern(r"(?<![\w.,/-])[0-9]{1,4}(?:st|nd|rd|th) (?P<unit>[a-z]{3,24})\b")

# Most sentences have none of these, and need no closer look.
_MAY_HAVE_FIGURES = lazy_pattern(
    r"[0-9０-９\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9百千万亿萬億一二两兩三四五六七八九十]|teen\b|ty\b|ty-|\bten\b|\beleven|\btwelve"
    r"|hundred|thousand|[mbtr]illion|\bper ?cent"
)

_HAN_YEAR_RANGE = lazy_pattern(
    r"(?<![0-9])(?:19|20)[0-9]{2}年?(?:至|到|[-–—~～])(?:19|20)[0-9]{2}年?(?![0-9])"
)
_HAN_YEAR = lazy_pattern(r"(?:19|20)[0-9]{2}年")
_MORE_DAYS = lazy_pattern(r"(?: to | and | ?[-–—] ?)[0-3]?[0-9](?![0-9A-Za-z%.,])|[至到—-][0-9]{1,2}日")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    start: int
    end: int
    weight: int


def list_figures(article: Article, sentences: Sequence[Sentence]) -> Article:
    """List up to twelve figures, in the order of the article.

    A number counts when the text says what it counts: money, shares, counted things, spans of years, days and
    years. Where there are more than twelve, money and shares go first, bare years and days last.
    """
    lang = language(article.lang)
    event_year = article.dateline.date[:4] if article.dateline and article.dateline.date else ""
    found: dict[str, tuple[int, int, KeyFigure]] = {}
    for sentence in sentences:
        if sentence.block.type not in _LOOKED_AT:
            continue
        text = sentence.text
        for figure in _find_figures(text, lang):
            value = text[figure.start : figure.end]
            if value.casefold() not in found and value.removesuffix("年") != event_year:
                context = read_context(text, figure.start, figure.end)
                fact = KeyFigure(value=value, context=context, para=sentence.para.id)
                found[value.casefold()] = (figure.weight, len(found), fact)
    best = sorted(
        islice(sorted(found.values(), key=lambda row: row[:2]), MOST_FIGURES), key=lambda row: row[1]
    )
    return replace(article, facts=replace(article.facts, key_figures=tuple(row[2] for row in best)))


def weigh_figures(text: str, lang: str) -> float:
    """Return how much the figures of a sentence tell: 1 for what is counted, 0.5 for a year, else 0."""
    weights = [figure.weight for figure in _find_figures(text, language(lang))]
    return 1.0 if min(weights, default=_DAYS) < _YEARS else 0.5 if _YEARS in weights else 0.0


_AMOUNTS, _COUNTS, _SPANS, _YEARS, _DAYS = range(5)


def _find_figures(text: str, lang: str) -> list[_Figure]:
    """Find the figures of one sentence; of two that overlap, the weightier one stays."""
    if not _MAY_HAVE_FIGURES.search(text):
        return []
    found = sorted(_match_all(text, lang), key=lambda figure: (figure.weight, figure.start))
    kept: list[_Figure] = []
    covered = bytearray(len(text))
    for figure in found:
        if not any(covered[figure.start : figure.end]):
            covered[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
            kept.append(figure)
    return sorted(kept, key=lambda figure: figure.start)


def _match_all(text: str, lang: str) -> Iterator[_Figure]:
    """Find what may be a figure; none of them ends inside a number that goes on."""
    days = [m for m in find_dates(text, lang) if m.days_away is None and m.month is not None]
    inside = {position for day in days for position in range(day.start, day.end)}
    # "July 16" is never taken for a count, and is listed last.
    found = [_Figure(start=day.start, end=_end_of_days(text, day.end), weight=_DAYS) for day in days]
    found += [figure for figure in _match_amounts(text, lang) if figure.start not in inside]
    if lang == "zh":
        found += _match(text, _HAN_YEAR_RANGE, _SPANS)
    if lang == "en":
        found += [f for f in _match_ordinals(text) if f.start not in inside]
        found += _match(text, _YEAR_RANGE, _SPANS)
        found += [
            _Figure(start=year.start("value"), end=year.end("value"), weight=_YEARS)
            for year in _YEAR.finditer(text)
        ]
    return (figure for figure in found if is_whole_figure(text, figure.start, figure.end))


def _end_of_days(text: str, end: int) -> int:
    """Return where a day ends, or the last of several: "July 16 to 18"."""
    more = _MORE_DAYS.match(text, end)
    return more.end() if more else end


def _match_amounts(text: str, lang: str) -> Iterator[_Figure]:
    for amount in find_han_amounts(text) if lang == "zh" else find_amounts(text, lang):
        value = text[amount.start : amount.end]
        weight = _COUNTS if amount.kind is AmountKind.COUNT else _AMOUNTS
        bare_year = lang == "zh" and _HAN_YEAR.fullmatch(value) is not None
        yield _Figure(start=amount.start, end=amount.end, weight=_YEARS if bare_year else weight)


def _match_ordinals(text: str) -> Iterator[_Figure]:
    for match in _ORDINAL.finditer(text):
        if match["unit"] not in english_words("no_units"):
            yield _Figure(start=match.start(), end=match.end(), weight=_COUNTS)


def _match(text: str, pattern: re.Pattern[str], weight: int) -> Iterator[_Figure]:
    for match in pattern.finditer(text):
        yield _Figure(start=match.start(), end=match.end(), weight=weight)
