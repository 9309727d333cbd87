"""News items in JSON: ninjs 1, 2 and 3.

Source: IPTC, ninjs User Guide; docs/formats/ninjs.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Byline, Dateline, Publication
from forumpub.parse.canonical import canonical_text
from forumpub.parse.draft import Cue, Draft
from forumpub.parse.flow import FlowWriter
from forumpub.parse.json_values import JsonValue, Path, scan_json
from forumpub.parse.markup import Kind, scan_markup
from forumpub.parse.news_xml import read_date, split_names
from forumpub.parse.notation import Notation, read_notation
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.remainder import mark_remainder, settle_language
from forumpub.parse.sampling import SAMPLE_CHARS
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import SourceText, Span
from forumpub.values import dataclass

_BODY_1 = lazy_pattern(r"body_[a-z0-9_]{1,40}|body")
_HTML_TYPE = lazy_pattern(r"html|xml|nitf", re.IGNORECASE)
_TAG = lazy_pattern(r"<(?:p|div|h\d|br|section|article|ul|nitf|body)\b", re.IGNORECASE)
_LANG = lazy_pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_DATES = ("contentcreated", "firstcreated", "versioncreated")
_WORDS_OF_A_SENTENCE = 6


@dataclass(slots=True)
class _Text:
    """A headline or a body: its value, role and type."""

    value: JsonValue | None = None
    role: str = ""
    type: str = ""


class NinjsReader:
    """Reads a news item in JSON."""

    name = "ninjs"
    summary = "ninjs 1 to 3: a news item as JSON with headlines and bodies"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Look for a body or a headline, and for what names the item."""
        sample = source.text[options.body_start : options.body_start + SAMPLE_CHARS]
        if sample.lstrip("\ufeff\r\n\t ")[:1] != "{":
            return Evidence(score=0.0)
        keys = {str(value.path[0]).casefold() for value in scan_json(sample) if value.path}
        texts = {key for key in keys if key in ("headlines", "bodies", "headline") or _BODY_1.fullmatch(key)}
        named = keys & {"uri", "standard", "representationtype", "pubstatus", *_DATES}
        if texts and named:
            return Evidence(score=0.97, reasons=(f"{', '.join(sorted(texts))} beside {min(named)}",))
        return Evidence(score=0.6, reasons=("bodies",)) if "bodies" in texts else Evidence(score=0.0)

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read headline, byline, place and bodies; set everything else aside."""
        findings = Findings()
        builder = DraftBuilder(source, Notation.JSON)
        item = _Item(builder, findings)
        for value in scan_json(source.text, options.body_start):
            item.take(value)
        item.write()
        draft = replace(builder.draft(), publication=item.publication)
        return findings.outcome(mark_remainder(source, settle_language(draft), options.body_start))


class _Item:
    def __init__(self, builder: DraftBuilder, findings: Findings) -> None:
        self.builder = builder
        self.text = builder.source.text
        self.findings = findings
        self.publication = Publication()
        self._headlines: dict[Path, _Text] = {}
        self._bodies: dict[Path, _Text] = {}

    def take(self, value: JsonValue) -> None:
        """Take note of one value."""
        path = tuple(step.casefold() if isinstance(step, str) else step for step in value.path)
        match path:
            case ("headlines", int(), str(key)):
                self._take_text(self._headlines.setdefault(path[:2], _Text()), key, value)
            case ("bodies", int(), str(key)):
                self._take_text(self._bodies.setdefault(path[:2], _Text()), key, value)
            case ("headline",):
                self._headlines[path] = _Text(value=value, role="main")
            case (str(key),) if _BODY_1.fullmatch(key) and value.is_text:
                self._bodies[path] = _Text(value=value, type="html" if "html" in key else "")
            case ("by" | "byline",) if value.is_text:
                self._take_byline(value)
            case ("located",) if value.is_text:
                self._take_place(value)
            case ("people" | "person", int(), "name") if value.is_text:
                self._take_person(value)
            case (str(key),):
                self._take_field(key, value)
            case _:
                self._report(value)

    def _take_text(self, text: _Text, key: str, value: JsonValue) -> None:
        raw = self.text[value.start : value.end]
        if key == "value" and value.is_text:
            text.value = value
        elif key == "role":
            text.role = raw
        elif key == "contenttype":
            text.type = raw

    def _take_field(self, key: str, value: JsonValue) -> None:
        raw = self._words(value)
        if key == "language" and _LANG.fullmatch(raw):
            self.builder.lang = raw
        elif key in _DATES:
            published = self.publication.published
            self.publication = replace(self.publication, published=published or read_date(raw))
        elif key == "copyrightnotice" or (key == "copyrightholder" and not self.publication.rights):
            self.publication = replace(self.publication, rights=raw)
        elif key == "uri" and raw.startswith(("http://", "https://")):
            self.publication = replace(self.publication, url=raw)
        else:
            self._report(value)

    def _words(self, value: JsonValue) -> str:
        return canonical_text(read_notation(self.text[value.start : value.end], Notation.JSON))

    def _report(self, value: JsonValue) -> None:
        """Tell of words in a field that no article has; keys, codes and addresses are none."""
        if value.is_text and self.text.count(" ", value.start, value.end) >= _WORDS_OF_A_SENTENCE - 1:
            message = f"the words of the field {value.key!r} are not printed: “{self._words(value)[:60]}”"
            self.findings.add(structure.FIELD_SET_ASIDE, message, Span(value.start, value.end))

    def _take_byline(self, value: JsonValue) -> None:
        words = self._words(value)
        names = split_names(words)
        if names and self.builder.byline is None:
            span = Span(value.start, value.end)
            self.builder.byline = Byline(reporters=names, place=None, raw=words, span=span)

    def _take_place(self, value: JsonValue) -> None:
        words = self._words(value)
        if words and self.builder.dateline is None:
            self.builder.dateline = Dateline(place=words, span=Span(value.start, value.end))

    def _take_person(self, value: JsonValue) -> None:
        words = self._words(value)
        if words:
            span = Span(value.start, value.end)
            self.builder.people.append(Cue(raw=words, span=span, name=words))

    def write(self) -> None:
        """Write the headline and the bodies, in order of the source."""
        headlines = [text for text in self._headlines.values() if text.value is not None]
        main = next((text for text in headlines if text.role == "main"), headlines[0] if headlines else None)
        for text in headlines:
            if text.value is not None and text is main and self._words(text.value):
                self.builder.set_headline(text.value.start, text.value.end)
            elif text.value is not None and main is not None and text is not main:
                self._report_other(text.value, f"the headline of role {text.role or 'unknown'!r}")
        self._write_bodies([text for text in self._bodies.values() if text.value is not None])

    def _write_bodies(self, bodies: Sequence[_Text]) -> None:
        """Bodies of several types say the same: of them, mark-up says more than plain text."""
        marked = [body for body in bodies if self._is_markup(body)]
        plain = [body for body in bodies if not self._is_markup(body)]
        chosen, others = (marked, plain) if marked else (plain, [])
        for body in _in_order(chosen):
            flow = FlowWriter(self.builder)
            if self._is_markup(body):
                self.builder.notation = Notation.JSON_MARKUP
                self._write_markup(flow, body)
            else:
                self.builder.notation = Notation.JSON
                flow.add_lines(*_place(body))
            flow.finish()
        for body in others:
            if body.value is not None:
                self._report_other(body.value, "the same body as plain text")

    def _is_markup(self, body: _Text) -> bool:
        if body.type and _HTML_TYPE.search(body.type):
            return True
        return bool(not body.type and _TAG.search(self.text, *_place(body)))

    def _write_markup(self, flow: FlowWriter, body: _Text) -> None:
        for token in scan_markup(self.text, *_place(body)):
            if token.kind is Kind.TEXT:
                flow.add_markup_text(token.start, token.end)
            elif token.kind is Kind.CDATA:
                flow.add(*token.inner)
            elif token.kind in (Kind.OPEN, Kind.EMPTY):
                flow.open(token.name)
            if token.kind in (Kind.CLOSE, Kind.EMPTY):
                flow.close(token.name)

    def _report_other(self, value: JsonValue, what: str) -> None:
        message = f"{what} is not printed: “{self._words(value)[:60]}”"
        self.findings.add(structure.FIELD_SET_ASIDE, message, Span(value.start, value.end))


def _place(text: _Text) -> tuple[int, int]:
    return (text.value.start, text.value.end) if text.value is not None else (0, 0)


def _in_order(texts: Iterable[_Text]) -> list[_Text]:
    return sorted(texts, key=_place)
