"""Briefings and press conferences: the White House, China's foreign ministry, the UN noon briefing.

Source: docs/formats/qa.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import BlockType, MarkKind
from forumpub.parse.cues import CueMatch, CueParts, split_parts
from forumpub.parse.dialogue import Grammar
from forumpub.parse.draft import Cue, Draft
from forumpub.parse.front_matter import SlashDates, read_front_matter, read_text_without_turns
from forumpub.parse.name_book import NameBook, make_cue
from forumpub.parse.qa_heads import Head, Part, find_heads, is_marker, starts_with_head
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.sampling import body_lines, sample_lines
from forumpub.parse.transcript_lines import sample_dialogue, take_end_mark
from forumpub.parse.turns import DraftBuilder
from forumpub.parse.wrapping import Chunk, is_hard_wrapped, split_chunks
from forumpub.patterns import lazy_pattern
from forumpub.source import Line, SourceText, Span

_HEADING = lazy_pattern(r"\s*(\*\*\s?)([^*\r\n]{1,160}?)(\s?\*\*)?\s*$")
_SEPARATOR = lazy_pattern(r"\s*(?:[*＊]\s?){3,60}\s*$|\s*[-_=]{3,}\s*$")
_AFTERWARDS = lazy_pattern(
    r"\s*(?:The )?following (?:is|are|was|were|questions?)\b.{0,400}$|\s*(?:以下|会后)[^:：\r\n]{0,60}$",
    re.IGNORECASE,
)
_DIRECTION = lazy_pattern(r"\s*(?:\([^()\r\n]{1,160}\)|（[^（）\r\n]{1,80}）|\[[^\[\]\r\n]{1,160}\])\s*$")
_HEADLINE = lazy_pattern(
    r"^(?!.{0,40}transcript)(?!(?:the )?following).*(?:press (?:briefing|conference|gaggle)|noon briefing"
    r"|daily briefing|remarks|regular press"
    r"|记者会|記者會|发布会|答记者问)",
    re.IGNORECASE,
)
_OPENS = lazy_pattern(r"(?:verbatim|edited) transcript|^(?:the )?following is", re.IGNORECASE)
_STUDIO = lazy_pattern(
    r"^[^\S\r\n]*(?:ANCHOR|PRESENTER|NEWSREADER|STUDIO|HOST)\b[^:\n]{0,60}:", re.MULTILINE | re.IGNORECASE
)
_FIELD = lazy_pattern(r"^[^\S\r\n]*(?:REPORTER|CORRESPONDENT)\b[^:\n]{0,60}:", re.MULTILINE | re.IGNORECASE)
_SIGNS = (
    (lazy_pattern(r"^[^\S\r\n]*Q(?:[ \u00a0]{2,}|\t|:)", re.MULTILINE), 0.25, "questions marked Q"),
    (lazy_pattern(r"White House|Press Briefing|Brady Press"), 0.15, "White House"),
    (lazy_pattern(r"Foreign Ministry|Regular Press Conference|外交部"), 0.2, "foreign ministry"),
    (lazy_pattern(r"Secretary-General|noon briefing|near-verbatim"), 0.15, "UN briefing"),
    (lazy_pattern(r"[Ss]pokes(?:person|man|woman)|发言人"), 0.1, "a spokesperson"),
    (
        lazy_pattern(
            r"^[^\S\r\n]*(?:Tanya|Soalan|Pertanyaan|Hỏi|Tanong|Pergunta|Husu|ถาม|ຖາມ|សួរ)\s?[:：]",
            re.MULTILINE,
        ),
        0.25,
        "questions marked in a language of the region",
    ),
    (lazy_pattern(r"^[^\S\r\n]*(?:问|答|记者)[:：]", re.MULTILINE), 0.25, "questions marked 问"),
    (lazy_pattern(r"^\*\*\S", re.MULTILINE), 0.1, "headings marked **"),
)


class QaReader:
    """Reads briefings: questions and answers with names, outlets or letters in front."""

    name = "qa"
    summary = "briefing or press conference: MR. NAME: and Q; Outlet: and Spokesperson:; 问 and 答"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Find out whether somebody asks and somebody answers."""
        lines = sample_lines(source, options)
        chunks = _split(lines)
        heads = find_heads(source.text, chunks, _header(source, lines))
        asked = sum(head.part is Part.ASKS for head in heads.values())
        answered = sum(head.part is Part.ANSWERS for head in heads.values())
        paras = sum(chunk is not None for chunk in chunks)
        if not asked or not answered or len(heads) < 2 or len(heads) * 14 < paras:
            return Evidence(score=0.0)
        # "NADIA KERR, FOX NEWS HOST:" is no outlet that asks: where most cues open no question and no answer,
        # people talk. Labels in brackets hold the questions of a sound bite.
        # In a live cross it is the reporter who answers.
        sample = sample_dialogue(source, options, Grammar())
        if _STUDIO.search(sample.text) and _FIELD.search(sample.text):
            return Evidence(score=0.0)
        if sample.cues > 2 * len(heads) or sample.labels > asked:
            return Evidence(score=0.0)
        score, reasons = 0.5, [f"{asked} questions and {answered} answers"]
        for pattern, weight, reason in _SIGNS:
            if pattern.search(sample.text):
                score += weight
                reasons.append(reason)
        return Evidence(score=min(score, 0.98), reasons=tuple(reasons))

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read header, opening statement, headings, questions and answers."""
        findings = Findings()
        builder = DraftBuilder(source)
        lines = take_end_mark(builder, body_lines(source, options))
        chunks = _split(lines)
        heads = find_heads(source.text, chunks, _header(source, lines))
        if not heads:
            read_text_without_turns(builder, lines, findings)
            return findings.outcome(builder.draft())
        begin = _find_begin(source, lines, chunks, heads)
        header = [line for line in lines if line.start < begin]
        read_front_matter(
            builder,
            header,
            findings,
            headline=_HEADLINE,
            text_type=BlockType.SPEECH,
            slashes=SlashDates.MONTH_FIRST,
        )
        writer = _QaWriter(builder, heads)
        for chunk in chunks:
            if chunk is not None and chunk.end > begin:
                # The line that ends the header may open a paragraph broken by hand: the rest of it is text.
                writer.write(chunk._replace(start=max(chunk.start, begin)))
        return findings.outcome(builder.draft())


def _split(lines: Sequence[Line]) -> list[Chunk | None]:
    return split_chunks(lines, wrapped=is_hard_wrapped(lines, _starts), is_start=_starts)


def _starts(line: str) -> bool:
    return bool(starts_with_head(line) or line.startswith("**") or _DIRECTION.match(line))


def _header(source: SourceText, lines: Sequence[Line]) -> str:
    """The first lines, where the name of the one who answers is likely to stand."""
    kept = [line.text for line in lines[:40] if not starts_with_head(line.text.strip() or " ")]
    return "\n".join(text[:300] for text in kept[:12])


def _find_begin(
    source: SourceText, lines: Sequence[Line], chunks: Sequence[Chunk | None], heads: dict[int, Head]
) -> int:
    """Where the header ends: at the first head or heading, or below the line that announces a transcript."""
    first = min(heads, default=len(source.text))
    for line in lines[:40]:
        if line.end > first:
            break
        if _OPENS.search(line.text[:300]):
            return line.end
        if _HEADING.match(line.text):
            first = min(first, line.start)
    whole = [chunk for chunk in chunks if chunk is not None and chunk.start <= first]
    return whole[-1].start if whole else first


class _QaWriter:
    def __init__(self, builder: DraftBuilder, heads: dict[int, Head]) -> None:
        self.builder = builder
        self.text = builder.source.text
        self.heads = heads
        self.starts = sorted(heads)
        self.place = 0
        self.book = NameBook()
        self.voice: tuple[BlockType, Cue | None] = (BlockType.SPEECH, None)
        self.asked = False
        self.parted = False  # a row of asterisks stands above

    def write(self, chunk: Chunk) -> None:
        """Write one paragraph, which may hold several heads."""
        words = self.text[chunk.start : chunk.end]
        heading = _HEADING.match(words) if len(words) < 240 and "**" in words[:8] else None
        if heading is not None:
            self._write_heading(chunk, heading)
            return
        if _SEPARATOR.match(words):
            self.builder.mark(MarkKind.SEPARATOR, chunk.start, chunk.end)
            self.parted = True
            return
        parted, self.parted = self.parted, False
        if parted and _AFTERWARDS.match(words):
            asked = words.rstrip()[-1] in "?？"
            type_ = BlockType.QUESTION if asked else BlockType.NOTE
            self.builder.add_single(type_, chunk.start, chunk.end)
            return
        if len(words) < 200 and _DIRECTION.match(words):
            self.builder.add_single(BlockType.STAGE, chunk.start, chunk.end)
            return
        begun = chunk.start
        while self.place < len(self.starts) and self.starts[self.place] < chunk.end:
            start = self.starts[self.place]
            self.place += 1
            if start < chunk.start:
                continue
            self._add(begun, start)
            begun = self._begin_turn(self.heads[start])
        self._add(begun, chunk.end)

    def _write_heading(self, chunk: Chunk, heading: re.Match[str]) -> None:
        at = chunk.start
        self.builder.mark(MarkKind.MARKUP, at + heading.start(1), at + heading.end(1))
        self.builder.add_single(BlockType.HEADING, at + heading.start(2), at + heading.end(2))
        if heading[3]:
            self.builder.mark(MarkKind.MARKUP, at + heading.start(3), at + heading.end(3))

    def _begin_turn(self, head: Head) -> int:
        cue = self._make_cue(head)
        if head.part is Part.ASKS:
            self.asked = True
            type_ = BlockType.QUESTION
        elif head.part is Part.NARRATES:
            type_ = BlockType.NARRATION
        else:
            type_ = BlockType.ANSWER if self.asked else BlockType.SPEECH
        self.voice = (type_, cue)
        self.builder.open(type_, cue=cue)
        return head.after

    def _make_cue(self, head: Head) -> Cue:
        raw = self.text[head.start : head.end]
        span = Span(head.start, head.end)
        if is_marker(head.name) or head.part is Part.NARRATES:
            role = head.name if "pokes" in head.name or "发言人" in head.name else None
            return Cue(raw=raw, span=span, name=None, role=role)
        parts = split_parts(head.name) or CueParts(head=head.name)
        match = CueMatch(start=head.start, end=head.end, after=head.after, parts=parts)
        self.book.add(parts, head.start)
        return make_cue(match, self.text, self.book)[0]

    def _add(self, start: int, end: int) -> None:
        if not self.text[start:end].strip():
            return
        if self.builder.current is None:
            type_, cue = self.voice
            resumed = replace(cue, span=Span(start, start)) if cue else None
            self.builder.open(type_, cue=resumed)
        self.builder.add_text((Span(start, end),))
