"""The date line: where and when the event took place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Article, BlockType, Dateline, Para
from forumpub.patterns import lazy_pattern
from forumpub.rules import facts as rules
from forumpub.source import SourceText
from forumpub.transform.calendar import DateMention, find_dates, find_years, parse_iso_date, resolve
from forumpub.transform.event_dates import AFTER_IN_AGENCY_LINE, names_event
from forumpub.transform.places import source_span
from forumpub.transform.sentences import language, walk
from forumpub.values import dataclass

# News names day and place of the event at the top; a date further down belongs to the background.
_OPENING_PARAS = 3
_TOLD = frozenset(
    {
        BlockType.LEAD,
        BlockType.NARRATION,
        BlockType.BODY,
        BlockType.STANDUP,
        BlockType.SPEECH,
        BlockType.UNKNOWN,
    }
)
_PLACE_WORD = r"[A-Z][\w'’.-]{1,30}"
_PLACE = rf"(?P<place>{_PLACE_WORD}(?: {_PLACE_WORD}){{0,3}}(?:, {_PLACE_WORD}(?: {_PLACE_WORD})?)?)"
_PLACE_BEFORE_DATE = lazy_pattern(rf"\b[Ii]n {_PLACE},? (?:on |this |)(?:the |)$")
_PLACE_AFTER_DATE = lazy_pattern(rf"(?:,)? (?:in|at) {_PLACE}(?=[\s,.;]|$)")
# WUHAN, July 16 (Xinhua) --
_AGENCY_PLACE = lazy_pattern(rf"^{_PLACE},? $")
_VERBS_OF_OPENING = "开幕|举行|召开|举办|启动|落幕|闭幕|开启|揭幕|拉开|成立|開幕|舉行|召開|舉辦|啟動|閉幕"
_CHINESE_PLACE = lazy_pattern(
    rf"在(?P<place>[\u4e00-\u9fff]{{2,12}}?)(?:正式|隆重|顺利|)(?:{_VERBS_OF_OPENING})"
)
_LONGEST_PLACE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A day and a place, and the words of a paragraph that name them."""

    para: Para
    start: int
    end: int
    date: dt.date | None = None
    place: str | None = None


def read_dateline(article: Article, source: SourceText | None = None) -> Outcome[Article]:
    """Fill in what the date line still lacks.

    The date is the first day of the opening paragraphs that something happened on; a missing year comes from
    the same paragraph, the given headline or the day of publication. The place stands beside the date ("in
    Wuhan on July 16"), else in the byline. What is found so is marked `derived`; what was given stays.

    Diagnostics:
        date-year-unknown: a day is named, and nothing says of which year.
    """
    findings = Findings()
    given = article.dateline or Dateline()
    if given.place and given.date:
        return findings.outcome(article)
    found = _find_event(article, source, findings if not given.date else Findings())
    place, date, span = given.place, given.date, given.span
    if found is not None:
        date = date or (found.date.isoformat() if found.date else None)
        place = place or found.place
        if (place, date) != (given.place, given.date):
            span = span or source_span(found.para, found.start, found.end, source)
    if place is None and article.byline is not None and article.byline.place:
        place = article.byline.place
        span = span or article.byline.span
    if (place, date) == (given.place, given.date):
        return findings.outcome(article)
    return findings.outcome(
        replace(article, dateline=Dateline(place=place, date=date, span=span, derived=True))
    )


def find_year_context(article: Article, para: Para) -> int | None:
    """Return the year that an open date of `para` belongs to, None where nothing or too much is said.

    The paragraph itself comes first, then the given headline.
    """
    given_headline = article.headline.text if article.headline and not article.headline.derived else ""
    for text in (para.text, given_headline):
        if len(years := find_years(text)) == 1:
            return years[0]
    return None


def _find_event(article: Article, source: SourceText | None, findings: Findings) -> _Found | None:
    published = parse_iso_date(article.publication.published)
    lang = language(article.lang)
    place_only: _Found | None = None
    open_date: tuple[Para, DateMention] | None = None
    for para in islice(_opening(article), _OPENING_PARAS):
        mentions = tuple(m for m in find_dates(para.text, lang) if names_event(para.text, m, lang))
        year = find_year_context(article, para) if mentions else None
        for mention in mentions:
            date = resolve(mention, year=year, published=published)
            if date is not None:
                return _with_place(para, mention, date, lang) or place_only
            if open_date is None and mention.month is not None:
                open_date = (para, mention)
        if place_only is None:
            place_only = _find_place(para, mentions[0] if mentions else None, lang)
    if open_date is not None:
        para, mention = open_date
        words = para.text[mention.start : mention.end]
        findings.add(
            rules.DATE_YEAR_UNKNOWN,
            f"“{words}” has no year, and neither paragraph, headline nor publication date gives one",
            source_span(para, mention.start, mention.end, source),
            hints=("give the date in the front matter (date: YYYY-MM-DD) or with --date",),
        )
    return place_only


def _opening(article: Article) -> Iterator[Para]:
    return (para for block, para in walk(article) if block.type in _TOLD)


def _with_place(para: Para, mention: DateMention, date: dt.date, lang: str) -> _Found:
    beside = _find_place(para, mention, lang)
    if beside is None:
        return _Found(para=para, start=mention.start, end=mention.end, date=date)
    return replace(
        beside, date=date, start=min(beside.start, mention.start), end=max(beside.end, mention.end)
    )


def _find_place(para: Para, mention: DateMention | None, lang: str) -> _Found | None:
    """Find the place that stands beside a date; in Chinese, the place that something is held in."""
    match: re.Match[str] | None = None
    if lang == "zh":
        match = _CHINESE_PLACE.search(para.text)
    elif lang == "en" and mention is not None:
        window_start = max(0, mention.start - _LONGEST_PLACE)
        before = para.text[window_start : mention.start]
        if (match := _last_match(_PLACE_BEFORE_DATE, before)) is not None:
            start, end = match.span("place")
            return _Found(
                para=para,
                start=window_start + start,
                end=window_start + end,
                place=match["place"].rstrip(","),
            )
        if window_start == 0 and AFTER_IN_AGENCY_LINE.match(para.text, mention.end):
            match = _AGENCY_PLACE.match(before)
        match = match or _PLACE_AFTER_DATE.match(para.text, mention.end)
    if match is None:
        return None
    place = match["place"].rstrip(",.")
    return _Found(para=para, start=match.start("place"), end=match.start("place") + len(place), place=place)


def _last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the match that starts last: "in May in Wuhan on " names Wuhan."""
    last: re.Match[str] | None = None
    position = 0
    while (match := pattern.search(text, position)) is not None:
        last = match
        position = match.start() + 1
    return last
