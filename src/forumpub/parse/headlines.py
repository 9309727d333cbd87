"""The lines above a text: a headline, and a line of place and date."""

from __future__ import annotations

import datetime as dt
import re

from forumpub.model import Dateline
from forumpub.parse.canonical import canonical_text, trim
from forumpub.parse.names import has_han
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText, Span

_HEADLINE_CHARS = 160
_HAN_HEADLINE_CHARS = 60
_TITLE_WORDS = (
    r"(?:headline|title|story|[主大]?(?:标题|標題)|题目|題目|judul(?: berita)?|tajuk(?: berita)?|tiêu đề"
    r"|pamagat|ulo ng balita|พาดหัว(?:ข่าว)?|หัวข้อข่าว|ຫົວຂໍ້ຂ່າວ|ចំណងជើង|ခေါင်းစဉ်|தலைப்பு|título|títulu)"
)
_LEAD = lazy_pattern(
    rf"{_TITLE_WORDS}(?:[ \u3000]?[/|／][ \u3000]?{_TITLE_WORDS})?[ \u3000]{{0,3}}[:：][ \u3000]{{0,3}}",
    re.IGNORECASE,
)
_DATE_WORDS = r"(?:date ?line|date|tanggal|tarikh|ngày(?: tháng)?|petsa|วันที่|ວັນທີ|កាលបរិច្ឆេទ|ថ្ងៃទី|ရက်စွဲ|தேதி|日期)"
_DATE_LEAD = lazy_pattern(
    rf"(?:{_DATE_WORDS}(?:\s?[/|]\s?{_DATE_WORDS})?\s?[:：]\s{{0,9}})?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]{0,2}\s)?",
    re.IGNORECASE,
)
# The head of a letter or a mail, and what an office writes above a release.
_FIELD = lazy_pattern(
    rf"(?:from|to|cc|bcc|sent|subject|reply-to|von|an|betreff|发件人|收件人|主题"
    rf"|{_DATE_WORDS}(?:\s?[/|]\s?{_DATE_WORDS})?)\s?[:：]",
    re.IGNORECASE,
)
_SUBJECT = lazy_pattern(r"(?:subject|betreff|主题)\s?[:：]\s{0,9}(?=\S)", re.IGNORECASE)
_RELEASE = lazy_pattern(r"(?:(?:for )?immediate release|(?:press|news|media) release)", re.IGNORECASE)
_STOPS = lazy_pattern(r"[.。！!？?；;:：,，…][\"”’」』]?$")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAME = lazy_pattern(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)",
    re.IGNORECASE,
)
_LATIN_DATE = lazy_pattern(
    r"(?:(?P<place>[A-Z][^,:\d]{1,40}(?:,\s[A-Z][^,:\d]{1,40})?),?\s+)?"
    r"(?:(?P<month>[A-Za-z]{3,9})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?|(?P<day2>\d{1,2})\s(?P<month2>[A-Za-z]{3,9})\.?)"
    r"(?:,?\s(?P<year>(?:19|20)\d\d))?\.?"
)
_HAN_DATE = lazy_pattern(
    r"(?:(?P<place>[\u3400-\u9fff]{2,12})[\s,，]+)?(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号號]"
    r"(?:[\s,，]+(?P<after>[\u3400-\u9fff]{2,12}))?"
)

_NUMBERS = lazy_pattern(
    r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"|(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<last>(?:19|20)\d\d)"
)


def headline_start(text: str, start: int, end: int) -> int:
    """Return where a headline's own words begin: behind "Headline:" or "标题：" where that opens the line."""
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead and lead.end() < end else start


def announces_release(text: str) -> bool:
    """Say whether a line says only that what follows is for the press."""
    return _RELEASE.fullmatch(text.strip(" :.")) is not None


def reads_as_headline(text: str) -> bool:
    """Say whether a paragraph is short and ends without a stop."""
    limit = _HAN_HEADLINE_CHARS if has_han(text) else _HEADLINE_CHARS
    sound = any(map(str.isalpha, text)) and not _stops(text)
    return 2 <= len(text) <= limit and sound and not is_mail_field(text)


def is_mail_field(text: str) -> bool:
    """Say whether a line stands in the head of a letter or a mail: "From: …", "日期：…"."""
    return _FIELD.match(text) is not None


def find_subject(text: str) -> int | None:
    """Return where the subject of a mail begins in its line; None in any other line."""
    field = _SUBJECT.match(text)
    return field.end() if field is not None else None


def _stops(text: str) -> bool:
    return _STOPS.search(text) is not None and not text.endswith(("?", "？", "!", "！"))


def read_dateline(source: SourceText, start: int, end: int) -> Dateline | None:
    """Read a whole paragraph as place and full date; None where it is anything else."""
    span = trim(source.text, start, end)
    if len(span) > 100:
        return None
    text = canonical_text(source.slice(span))
    lead = _DATE_LEAD.match(text)
    text = text[lead.end() :] if lead else text
    numbers = _NUMBERS.fullmatch(text)
    if numbers is not None:
        return _numeric_dateline(numbers, span) if lead and lead.group() else None
    match = _HAN_DATE.fullmatch(text)
    if match is not None:
        return _dateline(match, int(match.group("month")), int(match.group("day")), span)
    match = _LATIN_DATE.fullmatch(text)
    if match is None:
        return None
    name = match.group("month") or match.group("month2")
    if not _MONTH_NAME.fullmatch(name):
        return None
    month = _MONTHS.index(name[:3].casefold()) + 1
    return _dateline(match, month, int(match.group("day") or match.group("day2")), span)


def _numeric_dateline(match: re.Match[str], span: Span) -> Dateline | None:
    """Read the numbers behind "Date:"; which of two small ones is the month, nobody can tell."""
    year, month, day = (int(match.group(name) or 0) for name in ("year", "month", "day"))
    if not year:
        first, second, year = (int(match.group(name)) for name in ("first", "second", "last"))
        if (first > 12) == (second > 12):
            return None
        month, day = (second, first) if first > 12 else (first, second)
    try:
        return Dateline(date=dt.date(year, month, day).isoformat(), span=span)
    except ValueError:
        return None


def _dateline(match: re.Match[str], month: int, day: int, span: Span) -> Dateline | None:
    """Return the date line; None for a day that doesn't exist, or without a year: others look for that."""
    try:
        date = dt.date(int(match.group("year") or 0), month, day).isoformat()
    except ValueError:
        return None
    place = match.group("place") or match.groupdict().get("after")
    return Dateline(place=place, date=date, span=span)
