"""Key figures: numbers with what they count, in the article's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from forumpub.model import Article, BlockType, KeyFigure
from forumpub.patterns import lazy_pattern
from forumpub.transform.calendar import find_dates
from forumpub.transform.clauses import read_context
from forumpub.transform.lexicon import english_words
from forumpub.transform.sentences import Sentence, language

MOST_FIGURES = 12

_LOOKED_AT = frozenset(BlockType) - {BlockType.NATSOUND, BlockType.STAGE, BlockType.NOTE, BlockType.HEADING}
# Digits are cut off at lengths that no number of the news has, so that a flood of digits costs nothing.
_NUMBER = (
    r"(?<![\w.,:/$€£¥-])(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,15})(?:\.[0-9]{1,6})?(?![0-9])(?!,[0-9]{3})"
)
_SCALE = r"(?: (?:hundred|thousand|million|billion|trillion))"
_CURRENCY_SIGN = r"(?:US|HK|NT|AU|SG|A|S)?[$€£¥]|RMB |USD |EUR |Rs\.? ?|Rp ?|RM ?"
_CURRENCY = (
    r"(?:yuan|renminbi|dollars?|euros?|pounds?|yen|won|baht|rupiah|ringgit|pesos?|dong|kyats?"
    r"|riels?|kip|USD|RMB)"
)
_WORD_NUMBER = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
    r"|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
)
_UNIT = r"[a-z][a-z-]{1,24}"
# Words after a number that it doesn't count: "opened a studio at 23 and became …".

_MONEY = lazy_pattern(
    rf"(?<!\w)(?:{_CURRENCY_SIGN})[0-9][0-9,.]{{0,20}}(?<=[0-9]){_SCALE}?(?![0-9])"
    rf"|{_NUMBER}{_SCALE}? (?:(?:US|Singapore|Hong Kong|Australian|Canadian) )?{_CURRENCY}\b"
)
_SHARE = lazy_pattern(rf"{_NUMBER}(?: ?%| per ?cent\b| percentage points?\b)")
_YEAR_RANGE = lazy_pattern(
    r"(?<![\w.,/:-])(?:19|20)[0-9]{2}(?: to | ?[-–—] ?| through | and (?=(?:19|20)[0-9]{2}))(?:19"
    r"|20)[0-9]{2}(?![\w/-])"
)
_YEAR = lazy_pattern(
    r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Bb]efore|[Aa]fter|[Ff]rom) (?P<value>(?:19|20)[0-9]{2})"
    r"(?![\w/%-]|[.,:][0-9])"
)
_COUNT = lazy_pattern(
    rf"(?P<value>{_NUMBER}{_SCALE}?"
    rf"|(?<![\w-]){_WORD_NUMBER}{_SCALE}?) (?P<first>{_UNIT})(?: (?P<second>{_UNIT}))?"
)
_ORDINAL = lazy_pattern(r"(?<![\w.,/-])[0-9]{1,4}(?:st|nd|rd|th) (?P<unit>[a-z]{3,24})\b")

# Most sentences have none of these, and need no closer look.
_MAY_HAVE_FIGURES = lazy_pattern(
    r"[0-9０-９百一二两三四五六七八九十]|teen\b|ty\b|ty-|\bten\b|\beleven|\btwelve"
)

_HAN_NUMBER = (
    r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3}){1,6}|[0-9０-９]{1,15})(?:[.．][0-9０-９]{1,6})?"
    r"|[一二两三四五六七八九十百千万亿零〇]{2,12}"
)
_HAN_UNITS = (
    "周年|年|个月|个百分点|个多|余个|个|多名|余名|名|多人|余人|人次|人|户|家|项|次|届|场|所|座|条|份|件|台|套|辆|艘|架|吨|公里|千米|海里|米|亩|公顷|平方米|平方公里|"
    "立方米|小时|分钟|天|岁|倍|种|类|批|支|位|国|美元|欧元|元|人民币"
)
_HAN_COUNT = lazy_pattern(
    rf"(?<![0-9０-９.．,，—\-第])(?:约|近|超|逾|)(?P<value>(?:{_HAN_NUMBER})(?:[十百千万亿]{{0,3}})(?:余|多"
    rf"|)(?:{_HAN_UNITS}))"
)
_HAN_SHARE = lazy_pattern(
    rf"(?:{_HAN_NUMBER})(?:%|％|‰)|百分之(?:[一二三四五六七八九十百零点]{{1,8}}|[0-9.]{{1,8}})"
)
_HAN_YEAR_RANGE = lazy_pattern(
    r"(?<![0-9])(?:19|20)[0-9]{2}年?(?:至|到|[-–—~～])(?:19|20)[0-9]{2}年?(?![0-9])"
)


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
    for mention in find_dates(text, lang):
        if mention.days_away is None and mention.month is not None:
            # Days are found first, so that "July 16" is never taken for a count, and listed last.
            yield _Figure(start=mention.start, end=mention.end, weight=_DAYS)
    if lang == "zh":
        yield from _match_chinese(text)
        return
    yield from _match(text, _SHARE, _AMOUNTS)
    if lang == "en":
        yield from _match(text, _MONEY, _AMOUNTS)
        yield from _match_counts(text)
        yield from _match(text, _YEAR_RANGE, _SPANS)
        for match in _YEAR.finditer(text):
            yield _Figure(start=match.start("value"), end=match.end("value"), weight=_YEARS)


def _match_counts(text: str) -> Iterator[_Figure]:
    days = [(mention.start, mention.end) for mention in find_dates(text, "en")]
    inside = {position for start, end in days for position in range(start, end)}
    for match in _COUNT.finditer(text):
        first, second = match["first"], match["second"]
        if first in english_words("no_units") or match.start() in inside or match["value"] in {"am", "pm"}:
            continue
        end = match.end("first")
        if second and first in english_words("adjectives") and second not in english_words("no_units"):
            end = match.end("second")
        yield _Figure(start=match.start(), end=end, weight=_COUNTS)
    for match in _ORDINAL.finditer(text):
        if match["unit"] not in english_words("no_units") and match.start() not in inside:
            yield _Figure(start=match.start(), end=match.end(), weight=_COUNTS)


def _match_chinese(text: str) -> Iterator[_Figure]:
    yield from _match(text, _HAN_SHARE, _AMOUNTS)
    yield from _match(text, _HAN_YEAR_RANGE, _SPANS)
    inside = {p for mention in find_dates(text, "zh") for p in range(mention.start, mention.end)}
    for match in _HAN_COUNT.finditer(text):
        value = match["value"]
        if match.start("value") in inside:
            continue
        bare_year = len(value) == 5 and value[:2] in {"19", "20"} and value.endswith("年")
        money = value.endswith("元")
        weight = _YEARS if bare_year else _AMOUNTS if money else _COUNTS
        yield _Figure(start=match.start("value"), end=match.end("value"), weight=weight)


def _match(text: str, pattern: re.Pattern[str], weight: int) -> Iterator[_Figure]:
    for match in pattern.finditer(text):
        yield _Figure(start=match.start(), end=match.end(), weight=weight)
