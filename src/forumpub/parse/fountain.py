"""Screenplays in Fountain: scene headings, action, characters with their dialogue.

Source: fountain.io/syntax; docs/formats/fountain.md.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import BlockType, Credit, Headline, MarkKind, Mode
from forumpub.parse.canonical import canonical_text, trim
from forumpub.parse.cues import find_mode
from forumpub.parse.draft import Cue, Draft
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.sampling import body_lines, sample_lines
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import Line, SourceText, Span

_TITLE_KEY = lazy_pattern(
    r"(?P<key>Title|Credit|Authors?|Source|Notes|Draft date|Date|Contact|Copyright|Revision|Format)"
    r"[ ]?:[ \t]*",
    re.IGNORECASE,
)
_SCENE = lazy_pattern(r"\s*(?:(?:INT|EXT|EST|INT\.?/EXT|I/E)[. ]|\.(?=[\w]))", re.IGNORECASE)
_SCENE_NUMBER = lazy_pattern(r"[ \t]*#[^#\r\n]{1,20}#\s*$")
_TRANSITION = lazy_pattern(r"\s*(?:>[^<]*|[A-Z][A-Z ]{1,40} TO:|FADE (?:IN|OUT)[.:]|CUT TO BLACK\.)\s*$")
_CENTERED = lazy_pattern(r"\s*>.*<\s*$")
_CHARACTER = lazy_pattern(
    r"\s*(?:@[^\r\n]{1,60}|(?=[^a-z\r\n(]{0,40}[A-ZÀ-Þ])[^a-z\r\n(:.!?]{1,40}(?:\.[^a-z\r\n(:!?]{1,30}){0,3}"
    r"(?:\s*\([^()\r\n]{1,40}\)){0,3}\s*\^?)\s*$"
)
_EXTENSION = lazy_pattern(r"\(([^()\r\n]{1,40})\)")
_PARENTHETICAL = lazy_pattern(r"\s*\([^()\r\n]{1,200}\)\s*$")
_VOICE_OFF = lazy_pattern(r"^\s*(?:v\.?\s?o\.?|voice[ -]?over)", re.IGNORECASE)
_COMMENT = lazy_pattern(r"/\*|\[\[")
_PAGE_BREAK = lazy_pattern(r"\s*={3,}\s*$")
_SECTION = lazy_pattern(r"\s*#{1,6}\s*(?=\S)")


class _State(enum.Enum):
    ACTION = enum.auto()
    DIALOGUE = enum.auto()


class FountainReader:
    """Reads scripts written in Fountain."""

    name = "fountain"
    summary = "Fountain screenplay: INT. scenes, action, CHARACTER over dialogue"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Count scene headings and characters with dialogue below."""
        lines = sample_lines(source, options)
        scenes = characters = paras = 0
        for place, line in enumerate(lines):
            words = line.text.strip()
            if not words:
                continue
            paras += 1
            before, after = _near(lines, place)
            if not before and re.match(r"(?:INT|EXT|EST|I/E)[./ ]", words):
                scenes += 1
            elif not before and after and _CHARACTER.match(line.text) and not words.endswith(":"):
                characters += 1
        title = bool(lines and re.match(r"Title[ ]?:", lines[0].text.strip() or " "))
        if scenes and characters:
            score = 0.8 + min(scenes + characters, 10) / 100 + 0.05 * title
            reasons = (f"{scenes} scene headings", f"{characters} characters over dialogue")
            return Evidence(score=score, reasons=reasons)
        if title and (characters >= 2 or scenes):
            return Evidence(score=0.7, reasons=("a title page", f"{characters} characters over dialogue"))
        return Evidence(score=0.0)

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read title page, scenes, action, dialogue, notes and omitted text."""
        findings = Findings()
        builder = DraftBuilder(source)
        lines = body_lines(source, options)
        rest = _read_title_page(builder, lines, findings)
        _FountainWriter(builder, findings).write(rest)
        return findings.outcome(builder.draft())


def _near(lines: Sequence[Line], place: int) -> tuple[str, str]:
    """The lines above and below, trimmed; an empty text at the ends."""
    before = lines[place - 1].text.strip() if place else ""
    after = lines[place + 1].text.strip() if place + 1 < len(lines) else ""
    return before, after


def _read_title_page(builder: DraftBuilder, lines: Sequence[Line], findings: Findings) -> list[Line]:
    """Read `Key: value` lines, values possibly indented below; the page ends at the first blank line."""
    first = next((at for at, line in enumerate(lines) if line.text.strip()), len(lines))
    if first == len(lines) or not _TITLE_KEY.match(lines[first].text):
        return list(lines)
    entries: list[tuple[str, int, int]] = []
    last = first
    while last < len(lines) and lines[last].text.strip():
        line = lines[last]
        key = _TITLE_KEY.match(line.text)
        if key is not None:
            builder.mark(MarkKind.MARKUP, line.start, line.start + key.end())
            entries.append((key["key"].casefold(), line.start + key.end(), line.end))
        elif entries:
            entries[-1] = (entries[-1][0], entries[-1][1], line.end)
        last += 1
    for key_name, start, end in entries:
        _take_title_entry(builder, key_name, start, end, findings)
    return list(lines[last:])


def _take_title_entry(builder: DraftBuilder, key: str, start: int, end: int, findings: Findings) -> None:
    span = trim(builder.source.text, start, end)
    if not len(span):
        return
    words = canonical_text(builder.source.slice(span))
    if key == "title" and builder.headline is None:
        builder.headline = Headline(text=words.strip("*_ "), span=span)
    elif key in ("author", "authors"):
        names = tuple(name.strip() for name in re.split(r",| and |&", words) if name.strip())
        builder.credits.append(Credit(role="author", names=names, raw=words, span=span))
    else:
        builder.mark(MarkKind.FRONT_MATTER, span.start, span.end)
        findings.add(structure.FRONT_MATTER_SET_ASIDE, f"the {key} of the title page is not printed", span)


class _FountainWriter:
    def __init__(self, builder: DraftBuilder, findings: Findings) -> None:
        self.builder = builder
        self.findings = findings
        self.text = builder.source.text
        self.state = _State.ACTION
        self.pieces: list[Span] = []
        self.voice: Cue | None = None
        self.mode: Mode | None = None
        self.comment_end = 0
        self.unclosed: set[str] = set()  # looked for in vain once: the search must stay linear

    def write(self, lines: Sequence[Line]) -> None:
        for place, line in enumerate(lines):
            start = max(line.start, min(self.comment_end, line.end))
            words = self.text[start : line.end].strip()
            if not words:
                # Two blanks on an empty line keep a speech together.
                if not (self.state is _State.DIALOGUE and len(line.text) >= 2 and start == line.start):
                    self._end_para()
                    self.state = _State.ACTION if start == line.start else self.state
                continue
            if _COMMENT.search(self.text, start, line.end):
                start = self._set_comments_aside(start, line.end, last=lines[-1].end)
                if start >= line.end:
                    continue
            before, after = _near(lines, place)
            self._write_line(start, line.end, before=before, after=after)
        self._end_para()

    def _set_comments_aside(self, start: int, end: int, *, last: int) -> int:
        """Write the words before each comment, set the comments aside; return where the line goes on."""
        while start < end and (found := _COMMENT.search(self.text, start, end)) is not None:
            if self.text[start : found.start()].strip():
                self.pieces.append(Span(start, found.start()))
            closing = "*/" if found.group() == "/*" else "]]"
            stop = -1 if closing in self.unclosed else self.text.find(closing, found.end(), last)
            if stop < 0:
                self.unclosed.add(closing)
                return self._keep_open_comment(found, end)
            stop += 2
            if closing == "*/":
                self.builder.mark(MarkKind.MARKUP, found.start(), stop)
                self.findings.add(
                    structure.COMMENTED_TEXT_SET_ASIDE,
                    "text between /* and */ is not printed",
                    Span(found.start(), stop),
                )
            else:
                self._write_note(found.start(), stop)
            self.comment_end = stop
            start = stop
        return start if self.text[start:end].strip() else end

    def _keep_open_comment(self, found: re.Match[str], end: int) -> int:
        """A comment that never ends is text."""
        self.pieces.append(Span(found.start(), end))
        return end

    def _write_note(self, start: int, end: int) -> None:
        self._end_para()
        self.builder.mark(MarkKind.MARKUP, start, start + 2)
        self.builder.add_single(BlockType.NOTE, start + 2, end - 2)
        self.builder.mark(MarkKind.MARKUP, end - 2, end)

    def _write_line(self, start: int, end: int, *, before: str, after: str) -> None:
        words = self.text[start:end].strip()
        if self.state is _State.DIALOGUE:
            self._write_dialogue(start, end, words)
        elif not before and after and _CHARACTER.match(words) and not _is_other(words):
            self._begin_character(start, end)
        elif _PAGE_BREAK.match(words):
            self._end_para()
            self.builder.mark(MarkKind.SEPARATOR, start, end)
        elif words[0] in "#=":
            self._end_para()
            type_ = BlockType.HEADING if words[0] == "#" else BlockType.NOTE
            self._write_marked(type_, start, end, len(words) - len(words.lstrip("#= ")))
        elif not before and _SCENE.match(words) and not words.startswith(".."):
            self._write_scene(start, end, words)
        elif _CENTERED.match(words):
            self._end_para()
            self._write_centered(start, end)
        elif not before and not after and _TRANSITION.match(words):
            self._end_para()
            self._write_marked(BlockType.STAGE, start, end, len(words) - len(words.lstrip("> ")))
        else:
            self._add_action(start, end, words)

    def _add_action(self, start: int, end: int, words: str) -> None:
        if words[0] == "!":
            at = self.text.index("!", start)
            self.builder.mark(MarkKind.MARKUP, at, at + 1)
            start = at + 1
        self.pieces.append(Span(start, end))

    def _write_scene(self, start: int, end: int, words: str) -> None:
        self._end_para()
        number = _SCENE_NUMBER.search(self.text[start:end])
        if number is not None:
            self.builder.mark(MarkKind.MARKUP, start + number.start(), end)
            end = start + number.start()
        self._write_marked(BlockType.HEADING, start, end, 1 if words[0] == "." else 0)

    def _write_marked(self, type_: BlockType, start: int, end: int, skip: int) -> None:
        span = trim(self.text, start, end)
        self.builder.mark(MarkKind.MARKUP, span.start, span.start + skip)
        self.builder.add_single(type_, span.start + skip, span.end)

    def _write_centered(self, start: int, end: int) -> None:
        span = trim(self.text, start, end)
        self.builder.mark(MarkKind.MARKUP, span.start, span.start + 1)
        self.builder.mark(MarkKind.MARKUP, span.end - 1, span.end)
        self.builder.add_single(BlockType.CAPTION, span.start + 1, span.end - 1)

    def _begin_character(self, start: int, end: int) -> None:
        self._end_para()
        span = trim(self.text, start, end)
        if self.text[span.start] == "@":
            self.builder.mark(MarkKind.MARKUP, span.start, span.start + 1)
            span = trim(self.text, span.start + 1, span.end)
        if self.text[span.end - 1] == "^":
            self.builder.mark(MarkKind.MARKUP, span.end - 1, span.end)
            span = trim(self.text, span.start, span.end - 1)
        raw = self.text[span.start : span.end]
        extensions = _EXTENSION.findall(raw)
        name = " ".join(_EXTENSION.sub(" ", raw).split())
        self.mode = next((mode for words in extensions if (mode := _find_voice(words)) is not None), None)
        self.voice = Cue(raw=raw, span=span, name=name or None)
        self.state = _State.DIALOGUE
        self.builder.open(_speech_type(self.mode), cue=self.voice, mode=self.mode)

    def _write_dialogue(self, start: int, end: int, words: str) -> None:
        if _PARENTHETICAL.match(words) and len(words) < 220:
            self._end_para()
            self.mode = _find_voice(words.strip("() ")) or self.mode
            self.builder.add_single(BlockType.STAGE, start, end)
            return
        self.pieces.append(Span(start, end))

    def _end_para(self) -> None:
        if not self.pieces:
            return
        if self.builder.current is None:
            self._open_para()
        elif self.state is _State.ACTION:
            self.builder.open(BlockType.STAGE)
        self.builder.add_text(self._stripped())
        self.pieces = []
        if self.state is _State.ACTION:
            self.builder.close()

    def _open_para(self) -> None:
        if self.state is _State.ACTION or self.voice is None:
            self.builder.open(BlockType.STAGE)
            return
        start = self.pieces[0].start
        cue = replace(self.voice, span=Span(start, start))
        self.builder.open(_speech_type(self.mode), cue=cue, mode=self.mode)

    def _stripped(self) -> list[Span]:
        """The ~ of a lyric is mark-up."""
        spans: list[Span] = []
        for piece in self.pieces:
            span = trim(self.text, piece.start, piece.end)
            if len(span) and self.text[span.start] == "~":
                self.builder.mark(MarkKind.MARKUP, span.start, span.start + 1)
                span = Span(span.start + 1, span.end)
            spans.append(span)
        return spans


def _is_other(words: str) -> bool:
    """Capitals that are no character: a scene heading or a transition, centred or forced."""
    return bool(_SCENE.match(words) or _TRANSITION.match(words) or words[0] in "!>#=")


def _find_voice(words: str) -> Mode | None:
    return Mode.VOICE_OVER if _VOICE_OFF.match(words) else find_mode(words)


def _speech_type(mode: Mode | None) -> BlockType:
    if mode is Mode.VOICE_OVER:
        return BlockType.NARRATION
    return BlockType.STANDUP if mode is Mode.ON_CAMERA else BlockType.SPEECH
