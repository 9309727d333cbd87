"""SubRip subtitles: a number, a time, lines of text, a blank line.

Source: docs/formats/srt.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import MarkKind
from forumpub.parse.draft import Draft
from forumpub.parse.notation import Notation
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.sampling import SAMPLE_CHARS, body_lines
from forumpub.parse.timed_text import (
    Caption,
    CaptionLine,
    Customs,
    fold_colour,
    make_time,
    parse_clock,
    write_captions,
)
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import Line, SourceText, Span

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[,.:]\d{1,3})?"
_TIMING = lazy_pattern(
    rf"\s*(?P<start>{_CLOCK})\s*-{{1,2}}>\s*(?P<end>{_CLOCK})(?P<rest>(?:\s.{{0,200}})?)\s*"
)
_TIMINGS = lazy_pattern(rf"^[ \t\ufeff]{{0,8}}{_CLOCK}[ \t]{{0,8}}-->[ \t]{{0,8}}{_CLOCK}", re.MULTILINE)
_NUMBER = lazy_pattern(r"\s*\ufeff?\d{1,9}\s*")
_FONT = lazy_pattern(r"<(?:/font|font\b[^<>]{0,80}?\bcolor\s?=\s?(?P<colour>[^\s<>]{1,30}))", re.IGNORECASE)
_TAG = lazy_pattern(r"</?[a-zA-Z][^<>\r\n]{0,200}>|\{\\[^{}\r\n]{1,200}\}|\{[yYcCfFsS]:[^{}\r\n]{1,60}\}")


class SrtReader:
    """Reads SubRip files, numbered or not."""

    name = "srt"
    summary = "SubRip subtitles (.srt): numbered captions with times"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Count times of the form `00:00:01,000 --> 00:00:04,000`."""
        sample = source.text[options.body_start : options.body_start + SAMPLE_CHARS]
        if sample.lstrip("\ufeff\r\n\t ").startswith("WEBVTT"):
            return Evidence(score=0.0)
        first = _TIMINGS.search(sample)
        if first is None:
            return Evidence(score=0.0)
        above = sample[: first.start()].strip("\ufeff\r\n\t ")
        if not above or above.isdigit():
            return Evidence(score=0.98, reasons=("begins with the time of a caption",))
        count = len(_TIMINGS.findall(sample))
        if count >= 2:
            return Evidence(score=0.85, reasons=(f"{count} times of captions",))
        return Evidence(score=0.0)

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read captions, join their sentences, and set numbers and times aside."""
        findings = Findings()
        builder = DraftBuilder(source, Notation.MARKUP)
        captions = _read_captions(builder, body_lines(source, options), findings)
        write_captions(builder, captions, Customs(), findings)
        return findings.outcome(builder.draft())


def _read_captions(builder: DraftBuilder, lines: Sequence[Line], findings: Findings) -> list[Caption]:
    """Cut lines into captions. A blank line inside a caption ends none: only a time begins the next."""
    timings = [_TIMING.fullmatch(line.text[:400]) if "->" in line.text else None for line in lines]
    captions: list[Caption] = []
    shown: list[CaptionLine] = []
    current: re.Match[str] | None = None
    number: Line | None = None
    painter = _Painter(builder)
    for place, (line, timing) in enumerate(zip(lines, timings, strict=True)):
        if timing is not None:
            _close(captions, shown, current)
            shown, current = [], timing
            painter.colour = ""
            builder.mark(MarkKind.TIMING, line.start if number is None else number.start, line.end)
            number = None
        elif place + 1 < len(lines) and timings[place + 1] is not None and _NUMBER.fullmatch(line.text[:20]):
            number = line
        elif current is None:
            _set_aside(builder, line, findings)
        elif line.text.strip():
            shown.append(painter.read_line(line))
    _close(captions, shown, current)
    return captions


def _close(captions: list[Caption], lines: list[CaptionLine], timing: re.Match[str] | None) -> None:
    if timing is not None and lines:
        start, end = (parse_clock(_with_point(timing[name])) for name in ("start", "end"))
        captions.append(Caption(lines=tuple(lines), time=make_time(start, end)))


def _with_point(clock: str) -> str:
    """Read `00:00:01:500`, which some programs write, as milliseconds too."""
    return re.sub(r"^(\d+:\d+:\d+):(\d+)$", r"\1.\2", clock.replace(",", "."))


class _Painter:
    """Takes tags out of lines, and minds the colour that `<font color=…>` sets until it closes."""

    def __init__(self, builder: DraftBuilder) -> None:
        self.builder = builder
        self.colour = ""

    def read_line(self, line: Line) -> CaptionLine:
        text = self.builder.source.text
        runs: list[Span] = []
        colours: set[str] = set()
        at = line.start

        def add_run(end: int) -> None:
            if end > at:
                runs.append(Span(at, end))
                colours.update({self.colour} if text[at:end].strip() else ())

        for tag in _TAG.finditer(text, line.start, line.end):
            add_run(tag.start())
            self.builder.mark(MarkKind.MARKUP, tag.start(), tag.end())
            at = tag.end()
            if (font := _FONT.match(tag.group())) is not None:
                self.colour = font["colour"] or ""
        add_run(line.end)
        colour = fold_colour(colours.pop()) if len(colours) == 1 else None
        return CaptionLine(runs=tuple(runs), colour=colour)


def _set_aside(builder: DraftBuilder, line: Line, findings: Findings) -> None:
    if line.text.strip("\ufeff \t"):
        builder.mark(MarkKind.FRONT_MATTER, line.start, line.end)
        message = "a line above the first caption is not printed"
        findings.add(structure.FRONT_MATTER_SET_ASIDE, message, Span(line.start, line.end))
