"""News items in XML: what NITF and NewsML-G2 have in common, one within the other or alone.

Fields about the story are captured by the names of their elements; inside the content, tags are running text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import BlockType, Byline, Credit, Dateline, Headline, Publication
from forumpub.parse.canonical import canonical_text, trim
from forumpub.parse.draft import Cue, Draft
from forumpub.parse.flow import FlowWriter
from forumpub.parse.front_matter import find_date
from forumpub.parse.frontmatter import is_iso_date
from forumpub.parse.markup import Kind, Token, declares_entities, read_attributes, scan_markup
from forumpub.parse.notation import Notation, read_notation
from forumpub.parse.remainder import mark_remainder, settle_language
from forumpub.parse.turns import DraftBuilder, make_piecewise_para
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import SourceText, Span
from forumpub.values import dataclass

_BY = lazy_pattern(r"(?:by|reporting by|reporter|von|por|par)\s+", re.IGNORECASE)
_AND = lazy_pattern(r"\s*(?:,|;|、|/|&|\band\b|\bund\b|和)\s*")
_COMPACT_DATE = lazy_pattern(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?")
# Where the place of a dateline ends: at an agency in brackets, or at a day without a year.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = lazy_pattern(rf"[(（]|,?\s{{0,4}}\b{_MONTH}\.? \d{{1,2}}\b|,?\s{{0,4}}\b\d{{1,2}} {_MONTH}\b")
_LANG = lazy_pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_WORDS_OF_A_SENTENCE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Which elements of a format hold what.

    `content` are the elements whose tags are running text, `plain` those whose lines are; `fields` name the
    use of an element's words; `stamps` the use of an element's attribute of date. `subjects` are elements
    that name a person where their type says so.
    """

    content: frozenset[str]
    plain: frozenset[str] = frozenset()
    fields: Mapping[str, str]
    stamps: Mapping[str, tuple[str, str]]
    subjects: frozenset[str] = frozenset()


def read_news_xml(source: SourceText, vocabulary: Vocabulary, start: int) -> Outcome[Draft]:
    """Read one or more news items."""
    findings = Findings()
    builder = DraftBuilder(source, Notation.MARKUP)
    item = _Item(builder, vocabulary, findings)
    for token in scan_markup(source.text, start):
        item.take(token)
    item.finish()
    draft = replace(builder.draft(), publication=item.publication)
    return findings.outcome(mark_remainder(source, settle_language(draft), start))


class _Item:
    """Reads tags one by one. A field is captured until the element that began it ends."""

    def __init__(self, builder: DraftBuilder, vocabulary: Vocabulary, findings: Findings) -> None:
        self.builder = builder
        self.text = builder.source.text
        self.vocabulary = vocabulary
        self.findings = findings
        self.flow = FlowWriter(builder)
        self.publication = Publication()
        self._content = 0
        self._plain = False
        self._field = ""
        self._element = ""
        self._depth = 0
        self._runs: list[Span] = []
        self._subject = ""
        self._named = 0  # how many runs of a byline stand before the writer's title

    def take(self, token: Token) -> None:
        match token.kind:
            case Kind.TEXT:
                self._add(token.start, token.end)
            case Kind.CDATA:
                self._add(*token.inner)
            case Kind.OPEN | Kind.EMPTY:
                self._begin(token)
            case Kind.CLOSE:
                self._end(token.name)
            case Kind.DOCTYPE if declares_entities(self.text, token):
                message = "the entities that the document declares are not resolved"
                self.findings.add(structure.DECLARATIONS_IGNORED, message, Span(token.start, token.end))
            case _:
                pass

    def finish(self) -> None:
        """End what the document left open."""
        if self._field:
            self._end_field()
        self.flow.finish()

    def _begin(self, token: Token) -> None:
        name = token.name
        self._read_stamp(token)
        if self._field:
            if self._field == "byline" and name == "byttl" and not self._named:
                self._named = len(self._runs)
            self._depth += token.kind is Kind.OPEN and name == self._element
            return
        if name in self.vocabulary.subjects and token.kind is Kind.OPEN:
            kind = read_attributes(self.text, token).get("type", "")
            self._subject = name if kind.casefold().rpartition(":")[2] == "person" else ""
        elif self._subject and name == "name" and token.kind is Kind.OPEN:
            self._field, self._element, self._depth = "person", name, 1
            return
        if name in self.vocabulary.fields:
            if token.kind is Kind.OPEN:
                self.flow.end_para()
                self._field, self._element, self._depth = self.vocabulary.fields[name], name, 1
            return
        if token.kind is Kind.EMPTY:
            if self._content:
                self.flow.open(name)
                self.flow.close(name)
            return
        if name in self.vocabulary.content:
            self._content += 1
            self._plain = name in self.vocabulary.plain
        if self._content:
            self.flow.open(name)

    def _end(self, name: str) -> None:
        if self._field:
            self._depth -= name == self._element
            if self._depth == 0:
                self._end_field()
            return
        if name == self._subject:
            self._subject = ""
        if self._content:
            self.flow.close(name)
        if name in self.vocabulary.content and self._content:
            self._content -= 1
            self._plain = False
            if not self._content:
                self.flow.finish()

    def _add(self, start: int, end: int) -> None:
        span = trim(self.text, start, end)
        if not len(span):
            return
        if self._field:
            self._runs.append(Span(start, end))
        elif self._content and self._plain:
            self.flow.add_lines(start, end)
        elif self._content:
            self.flow.add(start, end)
        elif self._read(span).count(" ") >= _WORDS_OF_A_SENTENCE - 1:
            self._report(span)

    def _report(self, span: Span) -> None:
        message = f"words about the story are not printed: “{self._read(span)[:60]}”"
        self.findings.add(structure.FIELD_SET_ASIDE, message, span)

    def _read(self, span: Span) -> str:
        return canonical_text(read_notation(self.text[span.start : span.end], Notation.MARKUP))

    def _read_stamp(self, token: Token) -> None:
        """Read a date or a language out of a tag's attributes."""
        use = self.vocabulary.stamps.get(token.name)
        if use is None:
            return
        value = read_attributes(self.text, token).get(use[0], "")
        if use[1] == "language":
            if self.builder.lang is None and _LANG.fullmatch(value):
                self.builder.lang = value
        elif (date := read_date(value)) is not None:
            self._take_date(use[1], date)

    def _take_date(self, use: str, date: str) -> None:
        if use == "published":
            self.publication = replace(self.publication, published=self.publication.published or date)
        else:
            known = self.builder.dateline or Dateline()
            self.builder.dateline = replace(known, date=known.date or date[:10], derived=known.span is None)

    def _end_field(self) -> None:
        runs, use = self._runs, self._field
        self._runs, self._field, self._element, self._depth = [], "", "", 0
        para = make_piecewise_para(self.builder.source, runs, notation=Notation.MARKUP)
        if para is None:
            return
        if use == "byline" and self._named:
            self._take_titled_byline(runs, para.span)
            return
        take = _TAKERS[use]
        if not take(self, para.text, para.span):
            self._report_field(use, para.text, para.span)

    def _report_field(self, use: str, words: str, span: Span) -> None:
        message = f"a further {use} is not printed: “{words[:60]}”"
        self.findings.add(structure.FIELD_SET_ASIDE, message, span)

    def take_headline(self, words: str, span: Span) -> bool:
        if self.builder.headline is not None and self.builder.current is not None:
            self.builder.add_single(BlockType.HEADING, span.start, span.end)  # the next story of a message
            return True
        if self.builder.headline is not None:
            return self.builder.headline.text == words
        self.builder.headline = Headline(text=words, span=span)
        return True

    def take_byline(self, words: str, span: Span) -> bool:
        if self.builder.byline is not None:
            return words == self.builder.byline.raw
        names = split_names(words)
        self.builder.byline = Byline(reporters=names, place=None, raw=words, span=span)
        return bool(names)

    def _take_titled_byline(self, runs: Sequence[Span], span: Span) -> None:
        """Take `By <person>Lena Ortiz</person><byttl>Staff Writer</byttl>`: the title is no name."""
        words = [self._read(run) for run in runs]
        raw = ", ".join(" ".join(filter(None, part)) for part in (words[: self._named], words[self._named :]))
        names = split_names(" ".join(words[: self._named]))
        self._named = 0
        if self.builder.byline is None:
            self.builder.byline = Byline(reporters=names, place=None, raw=raw, span=span)
        else:
            self._report_field("byline", raw, span)

    def take_located(self, words: str, span: Span) -> bool:
        known = self.builder.dateline or Dateline()
        if known.place is not None:
            return known.place == words
        self.builder.dateline = replace(known, place=words, span=span, derived=False)
        return True

    def take_dateline(self, words: str, span: Span) -> bool:
        """`WUHAN, China, July 16 (Agency) -`: the place is what stands before the date."""
        known = self.builder.dateline or Dateline()
        if known.span is not None:
            return False
        found = find_date(words)
        before = _DAY.split(words[: found.start] if found else words, maxsplit=1)[0]
        place = before.strip(" ,-–—")
        date = known.date or (found.date if found else None)
        self.builder.dateline = Dateline(place=place[:120] or None, date=date, span=span)
        return True

    def take_rights(self, words: str, _span: Span) -> bool:
        self.publication = replace(self.publication, rights=self.publication.rights or words)
        return True

    def take_source(self, words: str, _span: Span) -> bool:
        self.publication = replace(self.publication, source=self.publication.source or words)
        return True

    def take_published(self, words: str, _span: Span) -> bool:
        date = read_date(words)
        if date is not None:
            self._take_date("published", date)
        return True

    def take_credit(self, words: str, span: Span) -> bool:
        self.builder.credits.append(Credit(role="credit", names=split_names(words), raw=words, span=span))
        return True

    def take_person(self, words: str, span: Span) -> bool:
        """The first name of a subject; further ones say the same in other languages."""
        self.builder.people.append(Cue(raw=words, span=span, name=words))
        self._subject = ""
        return True

    def take_title(self, words: str, _span: Span) -> bool:
        """The title of a document repeats its headline, or is a file's name."""
        return bool(words)


_TAKERS: Mapping[str, Callable[[_Item, str, Span], bool]] = {
    "headline": _Item.take_headline,
    "byline": _Item.take_byline,
    "located": _Item.take_located,
    "dateline": _Item.take_dateline,
    "rights": _Item.take_rights,
    "source": _Item.take_source,
    "published": _Item.take_published,
    "credit": _Item.take_credit,
    "title": _Item.take_title,
    "person": _Item.take_person,
}


def split_names(words: str) -> tuple[str, ...]:
    """Return the names of a byline such as `By Wei Jia and Huang Lin`."""
    bare = _BY.sub("", words, count=1) if _BY.match(words) else words
    return tuple(name for part in _AND.split(bare) if (name := part.strip(" .")))


def read_date(value: str) -> str | None:
    """Return an ISO date or time from `2021-07-16T…` or `20210716T120000Z`."""
    text = value.strip()[:40]
    compact = _COMPACT_DATE.match(text)
    if compact is not None:
        year, month, day = compact.group(1, 2, 3)
        text = f"{year}-{month}-{day}"
    return text if is_iso_date(text) else None
