"""TTML and its profiles (EBU-TT-D, IMSC, DFXP): captions as XML.

Source: W3C, Timed Text Markup Language 2; EBU Tech 3380; docs/formats/ttml.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Publication
from forumpub.parse.canonical import canonical_text
from forumpub.parse.draft import Cue, Draft
from forumpub.parse.markup import (
    Kind,
    Token,
    declares_entities,
    read_attributes,
    scan_markup,
)
from forumpub.parse.notation import Notation, read_notation
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.remainder import mark_remainder, settle_language
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
from forumpub.parse.wrapping import ends_sentence
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import SourceText, Span
from forumpub.values import dataclass

_ROOT = lazy_pattern(r"<(?:[\w-]{1,20}:)?tt\b[^<>]{0,4000}>", re.IGNORECASE)
_OFFSET = lazy_pattern(r"(?P<number>\d{1,12}(?:\.\d{1,9})?)(?P<unit>h|ms|m|s|f|t)")
_FRAMES = lazy_pattern(r"(?P<clock>\d{1,4}:\d\d:\d\d):(?P<frames>\d{1,3})(?:\.\d{1,3})?")
_UNIT_S = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_FIELDS = frozenset({"title", "desc", "copyright", "name"})


class TtmlReader:
    """Reads TTML files."""

    name = "ttml"
    summary = "TTML, EBU-TT-D, DFXP captions: <tt> with <p begin end>, agents as speakers"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Look for the root element."""
        opening = source.text[options.body_start : options.body_start + 8000]
        root = _ROOT.search(opening)
        if root is None:
            return Evidence(score=0.0)
        known = "ttml" in root.group() or "ttaf" in root.group()
        return Evidence(score=0.99 if known else 0.7, reasons=("a <tt> element",))

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read head and captions; join sentences that run over captions."""
        findings = Findings()
        builder = DraftBuilder(source, Notation.MARKUP)
        scribe = _Scribe(builder, findings)
        for token in scan_markup(source.text, options.body_start):
            scribe.take(token)
        scribe.end_caption()
        write_captions(builder, scribe.captions, Customs(), findings)
        draft = replace(builder.draft(), publication=Publication(rights=scribe.rights))
        return findings.outcome(mark_remainder(source, settle_language(draft), options.body_start))


@dataclass(frozen=True, slots=True)
class _Timed:
    """An open element: when it begins and ends, whose words it holds, and in which colour."""

    name: str
    begin_s: float
    end_s: float | None
    agent: str
    colour: str


class _Scribe:
    """Reads one document, tag by tag."""

    def __init__(self, builder: DraftBuilder, findings: Findings) -> None:
        self.builder = builder
        self.findings = findings
        self.text = builder.source.text
        self.captions: list[Caption] = []
        self.rights: str | None = None
        self._frame_rate = 30.0
        self._tick_rate = 1.0
        self._open: list[_Timed] = []
        self._agents: dict[str, Cue] = {}
        self._used: set[str] = set()
        self._agent_id = ""
        self._field: str = ""
        self._runs: list[Span] = []
        self._colours: set[str] = set()  # of the words in `_runs`
        self._styles: dict[str, str] = {}  # the colour of each style that has one
        self._lines: list[CaptionLine] = []

    def take(self, token: Token) -> None:
        match token.kind:
            case Kind.TEXT:
                self._add(token.start, token.end)
            case Kind.CDATA:
                self._add(*token.inner)
            case Kind.OPEN:
                self._begin(token)
            case Kind.EMPTY if token.name == "br":
                self._end_line()
            case Kind.EMPTY if token.name == "style":
                self._read_style(token)
            case Kind.CLOSE:
                self._end(token)
            case Kind.DOCTYPE if declares_entities(self.text, token):
                message = "the entities that the document declares are not resolved"
                self.findings.add(structure.DECLARATIONS_IGNORED, message, Span(token.start, token.end))
            case _:
                pass

    def _begin(self, token: Token) -> None:
        if token.name in _FIELDS and not self._in_caption:
            self._field = token.name
        elif token.name == "agent":
            self._agent_id = read_attributes(self.text, token).get("id", "")
        elif token.name == "tt":
            self._read_root(token)
        elif token.name == "br":
            self._end_line()
        elif token.name == "style":
            self._read_style(token)
        elif token.name in ("body", "div", "p", "span"):
            self._begin_timed(token)

    def _read_style(self, token: Token) -> None:
        attributes = read_attributes(self.text, token)
        colour = self._find_colour(attributes, "")
        if colour and not self._open:
            self._styles[attributes.get("id", "")] = colour

    def _find_colour(self, attributes: Mapping[str, str], inherited: str) -> str:
        """Return the colour that an element sets, by itself or by its styles, of which the last wins."""
        if attributes.get("color"):
            return attributes["color"]
        styles = reversed(attributes.get("style", "")[:400].split())
        return next((self._styles[name] for name in styles if name in self._styles), inherited)

    def _read_root(self, token: Token) -> None:
        attributes = read_attributes(self.text, token)
        self._frame_rate = _number(attributes.get("framerate"), 30.0)
        self._tick_rate = _number(attributes.get("tickrate"), 1.0)
        lang = attributes.get("lang", "")
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", lang):
            self.builder.lang = lang

    def _begin_timed(self, token: Token) -> None:
        attributes = read_attributes(self.text, token)
        above = self._open[-1] if self._open else _Timed("", 0.0, None, "", "")
        begin = self._seconds(attributes.get("begin"))
        begin_s = above.begin_s + (begin or 0.0)
        end = self._seconds(attributes.get("end"))
        dur = self._seconds(attributes.get("dur"))
        if end is not None:
            end_s: float | None = above.begin_s + end
        else:
            end_s = begin_s + dur if dur is not None else above.end_s
        if token.name == "p":
            self.end_caption()
        agent = attributes.get("agent", "").strip() or above.agent
        colour = self._find_colour(attributes, above.colour)
        if token.name == "span" and (agent != above.agent or self._parts_colours(colour)):
            self._end_line(above.agent)
        self._open.append(_Timed(token.name, begin_s, end_s, agent, colour))

    def _parts_colours(self, colour: str) -> bool:
        """Say whether words in another colour follow a sentence on the same line."""
        if not self._runs or self._colours == {fold_colour(colour)}:
            return False
        last = self._runs[-1]
        return ends_sentence(self.text[max(last.start, last.end - 40) : last.end].strip()[-12:])

    def _end(self, token: Token) -> None:
        if token.name == self._field:
            self._field = ""
        elif token.name == "agent":
            self._agent_id = ""
        elif self._open and any(timed.name == token.name for timed in self._open[-8:]):
            if token.name == "p":
                self.end_caption()
            closing = self._open.pop()
            while closing.name != token.name:
                closing = self._open.pop()
            if token.name == "span" and self._open and self._open[-1].agent != closing.agent:
                self._end_line(closing.agent)

    @property
    def _in_caption(self) -> bool:
        return any(timed.name == "p" for timed in self._open[-8:])

    def _add(self, start: int, end: int) -> None:
        if not self.text[start:end].strip():
            return
        if self._field:
            self._add_field(start, end)
        elif self._open:
            colour = self._open[-1].colour
            if self._parts_colours(colour):
                self._end_line()
            self._runs.append(Span(start, end))
            self._colours.add(fold_colour(colour))

    def _add_field(self, start: int, end: int) -> None:
        words = canonical_text(read_notation(self.text[start:end], Notation.MARKUP))
        if self._field == "name" and self._agent_id:
            voice = make_voice(self.builder, start, end)
            if voice is not None:
                self._agents.setdefault(self._agent_id, voice)
        elif self._field == "title" and self.builder.headline is None:
            self.builder.set_headline(start, end)
        elif self._field == "copyright":
            self.rights = words
        elif words.count(" ") >= 5:
            message = f"the words of <{self._field}> are not printed: “{words[:60]}”"
            self.findings.add(structure.FIELD_SET_ASIDE, message, Span(start, end))

    def _end_line(self, agent: str | None = None) -> None:
        if not self._runs:
            return
        whose = agent if agent is not None else (self._open[-1].agent if self._open else "")
        colour = self._colours.pop() if len(self._colours) == 1 else None
        self._lines.append(CaptionLine(runs=tuple(self._runs), voice=self._voice(whose), colour=colour))
        self._runs = []
        self._colours = set()

    def _voice(self, agent: str) -> Cue | None:
        """The name stands in the head once; a later turn of the same voice names nobody anew."""
        cue = self._agents.get(agent)
        if cue is None or agent not in self._used:
            self._used.add(agent)
            return cue
        return replace(cue, span=Span(self._runs[0].start, self._runs[0].start))

    def end_caption(self) -> None:
        """End the caption that is open."""
        self._end_line()
        if self._lines:
            timed = self._open[-1] if self._open else None
            time = make_time(timed.begin_s, timed.end_s) if timed else None
            self.captions.append(Caption(lines=tuple(self._lines), time=time))
        self._lines = []

    def _seconds(self, value: str | None) -> float | None:
        if value is None:
            return None
        offset = _OFFSET.fullmatch(value.strip()[:40])
        if offset is not None:
            number, unit = float(offset["number"]), offset["unit"]
            if unit in _UNIT_S:
                return round(number * _UNIT_S[unit], 3)
            return round(number / (self._frame_rate if unit == "f" else self._tick_rate), 3)
        frames = _FRAMES.fullmatch(value.strip()[:40])
        if frames is not None:
            clock = parse_clock(frames["clock"])
            return None if clock is None else round(clock + int(frames["frames"]) / self._frame_rate, 3)
        return parse_clock(value[:40])


def _number(value: str | None, default: float) -> float:
    return (
        float(value) if value and re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", value) and float(value) else default
    )
