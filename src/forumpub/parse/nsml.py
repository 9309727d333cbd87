"""Stories of the iNEWS newsroom system in NSML.

NSML before 3.0 is no XML: attribute values stand bare, `<a idref=0>` has no end. Tags are therefore read one
by one, which also keeps every offset of the source.

Source: Avid, News Story Markup Language (engineering specification); docs/formats/nsml.md.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import BlockType, Credit, Headline, Label, MarkKind, Mode
from forumpub.parse.canonical import canonical_text, trim
from forumpub.parse.draft import Cue, Draft, DraftBlock
from forumpub.parse.notation import Notation
from forumpub.parse.production import TYPES, Order, read_production_cue
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import SourceText, Span

_TAG = lazy_pattern(r"<!\[CDATA\[|\]\]>|</?[a-zA-Z!?][^<>]{0,600}>")
_NAME = lazy_pattern(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w.-]{0,20})")
_ID = lazy_pattern(r"\bid\s?=\s?[\"']?(?P<id>[\w.-]{1,60})", re.IGNORECASE)
_IDREF = lazy_pattern(r"\bidref\s?=\s?[\"']?(?P<id>[\w.-]{1,60})", re.IGNORECASE)
_HIDDEN = lazy_pattern(r"\]\]\s?S\d[^\[\]\r\n]{0,40}\[\[")
_ENTITY = lazy_pattern(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_SECTIONS = frozenset({"head", "projects", "form", "fields", "body", "aeset", "field-atts", "aeset-atts"})
_FIELD_TAGS = frozenset({"f", "string", "boolean", "date", "duration"})
_CREDIT_FIELDS = {
    "writer": "writer",
    "presenter": "presenter",
    "reporter": "reporter",
    "producer": "producer",
}
_TITLE_DIVIDER = lazy_pattern(r"\s*(?:/{1,2}|\\|\||,)\s*")


class NsmlReader:
    """Reads one or more iNEWS stories."""

    name = "nsml"
    summary = "iNEWS story in NSML: <nsml> with fields, body and anchored elements"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Look for the root element."""
        opening = source.text[options.body_start : options.body_start + 4000]
        if re.search(r"<nsml\b", opening, re.IGNORECASE):
            return Evidence(score=0.99, reasons=("an <nsml> element",))
        if "<storyid>" in opening and "<body>" in source.text[:100_000]:
            return Evidence(score=0.9, reasons=("a <storyid> and a <body>",))
        return Evidence(score=0.0)

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read fields, paragraphs, instructions and anchored elements."""
        findings = Findings()
        builder = DraftBuilder(source, Notation.MARKUP)
        _NsmlWriter(builder, findings).write(options.body_start)
        draft = builder.draft()
        return findings.outcome(replace(draft, blocks=tuple(_unescape(b) for b in draft.blocks)))


def _unescape(block: DraftBlock) -> DraftBlock:
    """Entities in a speaker's introduction stand for characters, as they do in the text."""
    if block.cue is None or "&" not in block.cue.raw:
        return block
    cue = block.cue
    if cue is not None:
        cue = replace(
            cue,
            name=html.unescape(cue.name) if cue.name else None,
            role=html.unescape(cue.role) if cue.role else None,
        )
    return replace(block, cue=cue)


class _NsmlWriter:
    def __init__(self, builder: DraftBuilder, findings: Findings) -> None:
        self.builder = builder
        self.findings = findings
        self.text = builder.source.text
        self.section = ""
        self.field = ""
        self.kind = ""  # pi, cc, hidden or nothing
        self.pieces: list[Span] = []
        self.markup: Span | None = None
        self.order: Order | None = None
        self.label: Label | None = None
        self.spoken = False
        self.titles = _find_titles(builder.source)
        self.title: Cue | None = None

    def write(self, start: int) -> None:
        position = start
        for tag in _TAG.finditer(self.text, start):
            self._write_text(position, tag.start())
            self._write_tag(tag)
            position = tag.end()
        self._write_text(position, len(self.text))
        self._end_para()
        self._keep_label()
        self._flush_markup()
        if self.section in ("body", "aeset"):
            self.findings.add(
                structure.MARKUP_NOT_READ,
                f"the <{self.section}> has no end",
                Span(len(self.text), len(self.text)),
            )

    def _write_tag(self, tag: re.Match[str]) -> None:
        self._add_markup(tag.start(), tag.end())
        name = _NAME.match(tag.group())
        if name is None:
            return
        word, closes = name["name"].casefold(), bool(name["close"])
        if word in _SECTIONS:
            self._end_para()
            self._keep_label()
            self.section = "" if closes else word
            self.order = None if word == "aeset" else self.order
        elif word in _FIELD_TAGS and self.section in ("fields", ""):
            found = _ID.search(tag.group())
            self.field = "" if closes or found is None else found["id"].casefold()
        elif (word in ("pi", "cc") and self.section == "body") or word == "hidden":
            self._end_para()
            self.kind = "" if closes else word
        elif word in ("p", "ap", "ae", "mc", "a"):
            self._end_para()
            self.kind = self.kind if word == "a" else ""
            anchor = _IDREF.search(tag.group()) if word == "a" else None
            if anchor is not None:
                self.title = self.titles.get(anchor["id"], self.title)
        elif word == "nsml":
            self._end_para()

    def _write_text(self, start: int, end: int) -> None:
        span = trim(self.text, start, end)
        if not len(span):
            return
        if self.section in ("body", "aeset") or (not self.section and not self.field):
            self._flush_markup()
            if self.kind == "hidden" or _HIDDEN.fullmatch(self.text, span.start, span.end):
                self.builder.mark(MarkKind.MARKUP, span.start, span.end)
            else:
                self.pieces.append(Span(start, end))
        elif self.field and self._take_field(span):
            return
        elif self.section == "fields":
            self._flush_markup()
            self.builder.mark(MarkKind.FRONT_MATTER, span.start, span.end)
        else:
            self._add_markup(span.start, span.end)

    def _take_field(self, span: Span) -> bool:
        raw = self.builder.source.slice(span)
        words = canonical_text(html.unescape(raw))
        if self.field == "title" and self.builder.headline is None and words:
            self._flush_markup()
            self.builder.headline = Headline(text=words, span=span)
            return True
        if self.field in _CREDIT_FIELDS and words:
            self._flush_markup()
            role = _CREDIT_FIELDS[self.field]
            self.builder.credits.append(Credit(role=role, names=(words,), raw=raw, span=span))
            return True
        return False

    def _add_markup(self, start: int, end: int) -> None:
        """Tags in a row, with nothing but blanks between them, are one mark."""
        if self.markup is not None and not self.text[self.markup.end : start].strip():
            self.markup = Span(self.markup.start, end)
            return
        self._flush_markup()
        self.markup = Span(start, end)

    def _flush_markup(self) -> None:
        if self.markup is not None:
            self.builder.mark(MarkKind.MARKUP, self.markup.start, self.markup.end)
            self.markup = None

    def _end_para(self) -> None:
        if not self.pieces:
            return
        pieces, self.pieces = self.pieces, []
        span = trim(self.text, pieces[0].start, pieces[-1].end)
        words = self.builder.source.slice(span) if len(span) < 600 else ""
        cue = read_production_cue(words) if words else None
        if self.section == "aeset":
            self._write_anchored(pieces, span, words)
        elif self.kind == "cc":
            self._write_captioned(pieces)
        elif cue is not None and cue.order in TYPES:
            self.builder.close()
            self._keep_label()
            self.order = cue.order
            self.label = Label(raw=self.builder.source.slice(span), span=span) if len(pieces) == 1 else None
            if self.label is None:
                self._write_one(BlockType.STAGE, pieces)
        elif self.kind == "pi" or cue is not None:
            self._write_one(BlockType.STAGE, pieces)
        else:
            self._write_spoken(pieces)

    def _write_one(self, type_: BlockType, pieces: list[Span]) -> None:
        self._keep_label()
        self.builder.open(type_)
        self.builder.add_text(pieces)
        self.builder.close()

    def _keep_label(self) -> None:
        """A cue without words leaves its label behind."""
        if self.label is not None and self.order is not None:
            type_, mode = TYPES[self.order]
            if type_ is BlockType.NATSOUND:
                self.builder.add_single(type_, self.label.span.start, self.label.span.end)
                self.label = None
                return
            self.builder.open(type_, label=self.label, mode=mode)
            self.builder.close()
            self.label = None

    def _write_captioned(self, pieces: list[Span]) -> None:
        """Caption text is what a bite says, written out for the viewer who can't hear it."""
        self.builder.open(BlockType.QUOTE, label=self.label, cue=self._take_speaker(pieces))
        self.label = None
        self.builder.add_text(pieces)
        self.builder.close()
        # The words of the bite are over: what follows is read in the studio.
        self.order = Order.TAG if self.order is Order.BITE else self.order

    def _take_speaker(self, pieces: list[Span]) -> Cue | None:
        """The name on the screen, given by an anchored element, is the speaker of the next bite."""
        title, self.title = self.title, None
        if title is None:
            return None
        return replace(title, span=Span(pieces[0].start, pieces[0].start))

    def _write_spoken(self, pieces: list[Span]) -> None:
        type_, mode = self._find_type()
        current = self.builder.current
        if current is None or current.type is not type_ or self.label is not None:
            cue = self._take_speaker(pieces) if type_ is BlockType.QUOTE else None
            self.builder.open(type_, label=self.label, cue=cue, mode=mode)
            self.label = None
        self.builder.add_text(pieces)
        self.spoken = True

    def _find_type(self) -> tuple[BlockType, Mode | None]:
        if self.order is None:
            return (BlockType.NARRATION, None)
        type_, mode = TYPES[self.order]
        if type_ is BlockType.SPEECH and self.order is not Order.TAG:
            current = self.builder.current
            first = not self.spoken or (current is not None and current.type is BlockType.LEAD)
            type_ = BlockType.LEAD if first else type_
        return type_, mode

    def _write_anchored(self, pieces: list[Span], span: Span, words: str) -> None:
        """A title gives a name to the screen; every other line of a machine cue is a direction."""
        # A title in pieces has tags between them, which stand on their own.
        cue = read_production_cue(words) if words and len(pieces) == 1 else None
        if cue is not None and cue.order is Order.TITLE and cue.words_at is not None:
            at = span.start + cue.words_at
            inner = trim(self.text, at, span.end)
            self.builder.mark(MarkKind.MARKUP, span.start, at)
            if len(inner):
                self._write_title(inner)
            return
        self._write_one(BlockType.STAGE, pieces)

    def _write_title(self, span: Span) -> None:
        self._keep_label()
        cue = _read_title(self.builder.source, span)
        if cue is None:
            self.builder.add_single(BlockType.CAPTION, span.start, span.end)
            return
        self.builder.open(BlockType.CAPTION, cue=cue)
        self.builder.close()


def _read_title(source: SourceText, span: Span) -> Cue | None:
    """`HUANG LIN/PORT DIRECTOR` is a person; a title of one part may be a place."""
    raw = source.slice(span)
    parts = [part for part in _TITLE_DIVIDER.split(raw) if part]
    if len(parts) < 2:
        return None
    return Cue(raw=raw, span=span, name=parts[0], role=", ".join(parts[1:]))


def _find_titles(source: SourceText) -> dict[str, Cue]:
    """Find the person that each anchored element puts on the screen, by the element's id."""
    found: dict[str, Cue] = {}
    current = ""
    end = 0
    for tag in _TAG.finditer(source.text):
        name = _NAME.match(tag.group())
        word = name["name"].casefold() if name else ""
        if word == "ae" and name is not None:
            identity = _ID.search(tag.group())
            current = identity["id"] if identity and not name["close"] else ""
        elif word == "ap" and current and name is not None and name["close"]:
            span = trim(source.text, end, tag.start())
            cue = read_production_cue(source.slice(span)) if 0 < len(span) < 600 else None
            if cue is not None and cue.order is Order.TITLE and cue.words_at is not None:
                title = _read_title(source, trim(source.text, span.start + cue.words_at, span.end))
                if title is not None:
                    found.setdefault(current, title)
        end = tag.end()
    return found
