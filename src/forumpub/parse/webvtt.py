"""WebVTT captions: voice spans, classes, entities, notes, styles and regions.

Source: W3C, WebVTT: The Web Video Text Tracks Format; docs/formats/webvtt.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import MarkKind
from forumpub.parse.draft import Cue, Draft
from forumpub.parse.notation import Notation
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.sampling import body_lines
from forumpub.parse.timed_text import (
    Caption,
    CaptionLine,
    Customs,
    fold_colour,
    make_time,
    make_voice,
    parse_clock,
    write_captions,
)
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.source import Line, SourceText, Span

_CLOCK = r"(?:\d{1,6}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMING = lazy_pattern(rf"\s*(?P<start>{_CLOCK})\s*-->\s*(?P<end>{_CLOCK})(?:\s.{{0,400}})?")
_TAG = lazy_pattern(
    r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})?(?P<classes>\.[^\s<>]{0,200})?(?P<rest>[^<>]{0,500})>"
)
_STAMP = lazy_pattern(r"<[\d:.]{3,20}>")
# The colours that every player knows.
_COLOURS = frozenset({"white", "lime", "cyan", "red", "yellow", "magenta", "blue", "black"})
_SET_ASIDE = lazy_pattern(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_LANGUAGE = lazy_pattern(r"\s*Language\s*:\s*(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*")
_LINE = lazy_pattern(r"[^\r\n]+")


class WebVttReader:
    """Reads WebVTT files."""

    name = "webvtt"
    summary = "WebVTT captions (.vtt): voice spans, classes, notes; roll-up captions of speech recognition"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Look for the signature at the top."""
        opening = source.text[options.body_start : options.body_start + 200].lstrip("\ufeff\r\n\t ")
        if re.match(r"WEBVTT(?:\s|$)", opening):
            return Evidence(score=0.99, reasons=("begins with WEBVTT",))
        return Evidence(score=0.0)

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read header, notes and cues; join sentences that run over cues."""
        findings = Findings()
        builder = DraftBuilder(source, Notation.MARKUP)
        captions: list[Caption] = []
        for place, block in enumerate(_blocks(body_lines(source, options))):
            if place == 0 and block[0].text.lstrip("\ufeff").startswith("WEBVTT"):
                block = _read_header(builder, block)
            captions += _read_block(builder, block)
        write_captions(builder, captions, Customs(), findings)
        return findings.outcome(builder.draft())


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    # Only a line of no character ends a cue; programs write a blank into a row that they leave empty.
    block: list[Line] = []
    for line in lines:
        if line.text:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _read_header(builder: DraftBuilder, block: list[Line]) -> list[Line]:
    """Set the header aside; return what follows it without a blank line."""
    for place, line in enumerate(block):
        if "-->" in line.text:
            return block[place:]
        builder.mark(MarkKind.FRONT_MATTER, line.start, line.end)
        language = _LANGUAGE.fullmatch(line.text[:80])
        if language is not None:
            builder.lang = language["tag"]
    return []


def _read_block(builder: DraftBuilder, block: Sequence[Line]) -> Iterator[Caption]:
    """Read the cues of a block; a block without a time is a note, or text that its writer lost a time of."""
    timings = [_TIMING.fullmatch(line.text[:500]) if "-->" in line.text else None for line in block]
    first = next((place for place, timing in enumerate(timings) if timing is not None), None)
    if first is None:
        if block and _SET_ASIDE.match(block[0].text):
            builder.mark(MarkKind.MARKUP, block[0].start, block[-1].end)
        elif block:
            yield Caption(lines=_read_payload(builder, block[0].start, block[-1].end))
        return
    for line in block[:first]:
        builder.mark(MarkKind.TIMING, line.start, line.end)
    places = [place for place, timing in enumerate(timings) if timing is not None]
    for place, after in zip(places, (*places[1:], len(block)), strict=True):
        line, timing, last = block[place], timings[place], after - 1
        builder.mark(MarkKind.TIMING, line.start, line.end)
        if after < len(block) and last > place and not block[last - 1].text.strip():
            builder.mark(MarkKind.TIMING, block[last].start, block[last].end)  # the next cue's name
            last -= 1
        if timing is not None and last > place:
            time = make_time(parse_clock(timing["start"]), parse_clock(timing["end"]))
            lines = _read_payload(builder, block[place + 1].start, block[last].end)
            yield Caption(lines=lines, time=time)


def _read_payload(builder: DraftBuilder, start: int, end: int) -> tuple[CaptionLine, ...]:
    """Take the tags out of a cue's text. A voice lasts to `</v>`, the next voice or the end of the cue."""
    payload = _Payload(builder, start)
    for tag in _find_tags(builder.source.text, start, end):
        payload.add_text(tag.start())
        payload.add_tag(tag)
    payload.add_text(end)
    payload.end_line()
    return tuple(payload.lines)


class _Payload:
    """The lines of one cue, as they are read."""

    def __init__(self, builder: DraftBuilder, start: int) -> None:
        self.builder = builder
        self.text = builder.source.text
        self.at = start
        self.lines: list[CaptionLine] = []
        self.runs: list[Span] = []
        self.voice: Cue | None = None
        self.turn = False
        self.painted: list[str] = []  # the classes that are open
        self.colours: set[str] = set()

    def add_text(self, stop: int) -> None:
        for line in _LINE.finditer(self.text, self.at, stop):
            if self.text[line.start() - 1 : line.start()] in ("\n", "\r"):
                self.end_line()
            self.runs.append(Span(line.start(), line.end()))
            if line.group().strip():
                self.colours.add(next((name for name in reversed(self.painted) if name), ""))
        if stop > self.at and self.text[stop - 1] in "\r\n":
            self.end_line()
        self.at = stop

    def add_tag(self, tag: re.Match[str]) -> None:
        spoken = tag.groupdict().get("name") == "v"
        opens = self.text[tag.start() + 1] != "/"
        if tag.groupdict().get("name") == "c":
            self._paint(tag["classes"] or "", opens=opens)
        named = make_voice(self.builder, *tag.span("rest")) if spoken and opens else None
        if spoken:
            self.end_line()
            self.turn = self.voice is not None and named is None
            self.voice = named
        if named is None:
            self.builder.mark(MarkKind.MARKUP, tag.start(), tag.end())
        else:
            self.builder.mark(MarkKind.MARKUP, tag.start(), named.span.start)
            self.builder.mark(MarkKind.MARKUP, named.span.end, tag.end())
        self.at = tag.end()

    def _paint(self, classes: str, *, opens: bool) -> None:
        """Mind the colour of a class; `colorE5E5E5` of speech recognition tells how sure it was."""
        if opens:
            self.painted.append(next((name for name in classes.split(".") if name in _COLOURS), ""))
        elif self.painted:
            self.painted.pop()

    def end_line(self) -> None:
        if any(self.text[run.start : run.end].strip() for run in self.runs):
            colour = fold_colour(self.colours.pop()) if len(self.colours) == 1 else None
            line = CaptionLine(runs=tuple(self.runs), voice=self.voice, turn=self.turn, colour=colour)
            self.lines.append(line)
            self.turn = False
        self.colours.clear()
        self.runs.clear()


def _find_tags(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Give the tags of a cue; a `<` that begins none is text."""
    at = text.find("<", start, end)
    while at >= 0:
        tag = _STAMP.match(text, at, end) or _TAG.match(text, at, end)
        if tag is not None and (tag.groupdict().get("name", "stamp") or text[at + 1] == "/"):
            yield tag
            at = text.find("<", tag.end(), end)
        else:
            at = text.find("<", at + 1, end)
