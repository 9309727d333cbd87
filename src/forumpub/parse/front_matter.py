"""What stands above the first speaker of a transcript: headline, date, programme, boilerplate."""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from forumpub.diagnostics import Findings
from forumpub.model import BlockType, Byline, Credit, Dateline, MarkKind
from forumpub.parse.canonical import canonical_text, trim
from forumpub.parse.head import is_head_field
from forumpub.parse.headlines import announces_release, find_subject, read_dateline
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import Line, Span

_MONTH_NAMES = (
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
    "sep sept september", "oct october", "nov november", "dec december",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = r"(?P<month>[A-Z][a-z]{2,8}|[A-Z]{3,9})\.?"
_DAY_FIRST = lazy_pattern(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)\b")
_MONTH_FIRST = lazy_pattern(r"\b(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)\b")
_DATES = (
    lazy_pattern(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b"),
    lazy_pattern(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH} ?,? (?P<year>(?:19|20)\d\d)\b"),
    lazy_pattern(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b"),
    lazy_pattern(r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"),
)
_RUSH = lazy_pattern(r"THIS (?:IS A RUSH TRANSCRIPT|COPY MAY NOT BE IN ITS FINAL)", re.IGNORECASE)
_BOILERPLATE = lazy_pattern(
    r"return to transcripts main page|.{0,30}\brush transcript\b.*|transcripts?:?|full transcript:?|download"
    r"|(?:npr )?logo|embed(?:ded)?|<iframe.*|listen(?:\W.{0,40})?|audio will be available.*"
    r"|.{0,20}-minute listen"
    r"|search form|follow|share|print|email|toggle more options|heard on|read the full transcript"
    r"|for immediate release|.{0,60}machine-generated.{0,120}|play(?:\W.{0,20})?|read more"
    r"|audio|video|story|notify",
    re.IGNORECASE,
)
_AIRED = lazy_pattern(
    r"(?:near-)?verbatim transcript|^(?:The )?[Ff]ollowing is|^(?:Morning|Weekend) Edition\b"
    r"|^(?:All Things Considered|Fresh Air|Here & Now|Up First|Consider This|PBS News ?Hour)$"
    r"|\bAired\b|^Broadcast:?\s|^Posted\b|^Published\b|^Updated\b|^Heard on\b|\bE[SD]?T\b"
)
_BYLINE = lazy_pattern(
    r"(?:reported by|reporter|by|presenter|compere)\s?:?\s+(?P<names>[^:.;!?]{2,80})", re.IGNORECASE
)
_BY_ALONE = lazy_pattern(r"By\s?[—–-]?")
_OFFICE = lazy_pattern(
    r"\b(?:secretary|president|minister|spokes\w+|official|adviser|advisor)\b", re.IGNORECASE
)
_BY_OFFICE = lazy_pattern(
    r"\s*by\b.{0,80}\b(?:secretary|president|minister|spokes\w+|officials?)\b", re.IGNORECASE
)
_NAME = lazy_pattern(r"[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{0,30}){1,4}")
_MAX_HEADLINE_CHARS = 200
_SENTENCE_END = lazy_pattern(r"(?:[\w)]{3}[.]|[?!])[\"”’]?\s+[A-Z“\"]|[。？！].")


class FoundDate(NamedTuple):
    """An ISO date and where it stands."""

    date: str
    start: int
    end: int


class SlashDates(enum.Enum):
    """What `08/05/2022` means where a transcript comes from."""

    DAY_FIRST = enum.auto()
    MONTH_FIRST = enum.auto()
    UNKNOWN = enum.auto()


def find_date(text: str, slashes: SlashDates = SlashDates.UNKNOWN) -> FoundDate | None:
    """Find the first date with a day, a month and a year."""
    extra = {SlashDates.DAY_FIRST: (_DAY_FIRST,), SlashDates.MONTH_FIRST: (_MONTH_FIRST,)}.get(slashes, ())
    for pattern in (*_DATES, *extra):
        for match in pattern.finditer(text[:400]):
            word = match["month"]
            month = int(word) if word.isdigit() else _MONTHS.get(word.casefold(), 0)
            day = int(match["day"])
            if 1 <= month <= 12 and 1 <= day <= 31:
                return FoundDate(f"{match['year']}-{month:02}-{day:02}", match.start(), match.end())
    return None


def read_front_matter(
    builder: DraftBuilder,
    lines: Sequence[Line],
    findings: Findings,
    *,
    headline: re.Pattern[str] | None = None,
    text_type: BlockType = BlockType.BODY,
    slashes: SlashDates = SlashDates.UNKNOWN,
) -> None:
    """Sort the lines above the first speaker.

    The first line is the headline, or the first that `headline` finds something in. Dates, programme and
    topics become marks. What reads like running text, or follows the notice of a rush transcript, is text of
    the article: a block of `text_type`.
    """
    filled = _take_by_lines(builder, [line for line in lines if line.text.strip()])
    preferred = next((line for line in filled if headline and headline.search(line.text[:200])), None)
    lower = _find_lower_headline(filled, preferred)
    sorting = _Sorting(builder, findings, text_type, slashes, is_headline_known=preferred is not None)
    for line in filled:
        span = trim(builder.source.text, line.start, line.end)
        words = builder.source.slice(span)
        if line is lower or not words:
            continue
        if line is preferred and len(words) <= _MAX_HEADLINE_CHARS and not _RUSH.search(words[:200]):
            sorting.take_headline(words, span, end=lower.end if lower else span.end)
        else:
            sorting.take(words, span)
    sorting.tell_aside()


class _Sorting:
    """Where the lines above the first speaker go, one after the other."""

    def __init__(
        self,
        builder: DraftBuilder,
        findings: Findings,
        text_type: BlockType,
        slashes: SlashDates,
        *,
        is_headline_known: bool,
    ) -> None:
        self._builder = builder
        self._findings = findings
        self._text_type = text_type
        self._slashes = slashes
        self._is_headline_known = is_headline_known
        self._text_begun = False
        self._aside: list[Span] = []

    def take_headline(self, words: str, span: Span, *, end: int) -> None:
        self._builder.set_headline(span.start, end)
        _take_date(self._builder, words, span, self._slashes)

    def take(self, words: str, span: Span) -> None:
        builder = self._builder
        dateline = read_dateline(builder.source, span.start, span.end)
        if dateline is not None and builder.dateline is None and _is_place(dateline.place):
            builder.dateline = dateline
        elif _RUSH.search(words[:200]):
            builder.mark(MarkKind.BOILERPLATE, span.start, span.end)
            self._text_begun = builder.headline is not None
        elif _BOILERPLATE.fullmatch(words[:240]):
            builder.mark(MarkKind.BOILERPLATE, span.start, span.end)
        elif self._text_begun or _is_running_text(words, builder):
            _add_text(builder, span, self._findings, self._text_type)
        elif _take_byline(builder, words, span):
            return
        elif is_head_field(words):
            self._take_field(words, span)
        elif builder.headline is None and not self._is_headline_known and not _AIRED.match(words):
            self.take_headline(words, span, end=span.end)
        elif _set_aside(builder, words, span, self._slashes):
            self._aside.append(span)

    def _take_field(self, words: str, span: Span) -> None:
        """Take the subject of a mail for the headline, and set its sender and the rest aside."""
        at = find_subject(words)
        if at is None or self._builder.headline is not None or self._is_headline_known:
            if _set_aside(self._builder, words, span, self._slashes):
                self._aside.append(span)
            return
        self._builder.mark(MarkKind.FRONT_MATTER, span.start, span.start + at)
        self.take_headline(words, Span(span.start + at, span.end), end=span.end)

    def tell_aside(self) -> None:
        """Tell of the lines that are neither headline, byline nor text, and more than a date."""
        if not self._aside:
            return
        first, *others = self._aside
        verb = f"{len(self._aside)} lines" if others else "a line"
        self._findings.add(
            structure.FRONT_MATTER_SET_ASIDE,
            f"{verb} above the first speaker: kept as front matter, not printed",
            first,
            related=others,
        )


def read_text_without_turns(builder: DraftBuilder, lines: Sequence[Line], findings: Findings) -> None:
    """Keep every line of a text that has no turns at all: nothing in it can be told to be a header."""
    for line in lines:
        span = trim(builder.source.text, line.start, line.end)
        if len(span):
            _add_text(builder, span, findings, BlockType.BODY)


def _is_place(words: str | None) -> bool:
    """Say whether words in front of a date are a place, and not what an office writes across the page."""
    return words is not None and "  " not in words and not announces_release(words)


def _is_running_text(words: str, builder: DraftBuilder) -> bool:
    if _AIRED.search(words[: _MAX_HEADLINE_CHARS * 4]) and len(words) < _MAX_HEADLINE_CHARS * 4:
        return False
    if len(words) > _MAX_HEADLINE_CHARS:
        return True
    if builder.headline is None:
        return False
    return (
        bool(_SENTENCE_END.search(words))
        or words[-1] in "。？！"
        or (len(words) >= 80 and words[-1] in ".?!")
    )


def _add_text(builder: DraftBuilder, span: Span, findings: Findings, type_: BlockType) -> None:
    if builder.current is None:
        builder.open(type_)
        findings.add(
            structure.TEXT_WITHOUT_SPEAKER, "text that stands below no speaker is given to nobody", span
        )
    builder.add_text((span,))


def _find_lower_headline(lines: Sequence[Line], upper: Line | None) -> Line | None:
    """Find the second half of a headline: `PRESS BRIEFING` above `BY PRESS SECRETARY TOM EARNSHAW`."""
    below = next((line for above, line in itertools.pairwise(lines) if above is upper), None)
    return below if below is not None and _BY_OFFICE.match(below.text[:200]) else None


def _take_by_lines(builder: DraftBuilder, lines: Sequence[Line]) -> list[Line]:
    """Take out lines that say "By" and no more, and the names below them."""
    rest: list[Line] = []
    signs = False
    for line in lines:
        span = trim(builder.source.text, line.start, line.end)
        words = builder.source.slice(span)
        if _BY_ALONE.fullmatch(words):
            builder.mark(MarkKind.BOILERPLATE, span.start, span.end)
            signs = True
            continue
        if signs and _NAME.fullmatch(words):
            _add_reporter(builder, words, span)
        else:
            rest.append(line)
        signs = False
    return rest


def _add_reporter(builder: DraftBuilder, words: str, span: Span) -> None:
    """Take a name below "By": the byline's, or one more of it."""
    if builder.byline is None:
        builder.byline = Byline(reporters=(words,), place=None, raw=words, span=span)
        return
    builder.credits.append(Credit(role="reporter", names=(words,), raw=words, span=span))


def _take_byline(builder: DraftBuilder, words: str, span: Span) -> bool:
    match = _BYLINE.fullmatch(words)
    if match is None or builder.byline is not None:
        return False
    names = [name.strip() for name in re.split(r",| and | & |/", match["names"]) if name.strip()]
    if not names or not all(_NAME.fullmatch(name) and not _OFFICE.search(name) for name in names):
        return False
    builder.byline = Byline(reporters=tuple(names), place=None, raw=canonical_text(words), span=span)
    return True


def _take_date(builder: DraftBuilder, words: str, span: Span, slashes: SlashDates) -> None:
    found = find_date(words, slashes)
    if found is not None and builder.dateline is None:
        builder.dateline = Dateline(
            date=found.date, span=Span(span.start + found.start, span.start + found.end), derived=True
        )


def _set_aside(builder: DraftBuilder, words: str, span: Span, slashes: SlashDates) -> bool:
    """Mark a line; say whether it holds more than a date."""
    _take_date(builder, words, span, slashes)
    builder.mark(MarkKind.FRONT_MATTER, span.start, span.end)
    return find_date(words, slashes) is None
