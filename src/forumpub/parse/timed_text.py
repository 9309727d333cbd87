"""From captions with times to turns and paragraphs: what SRT, WebVTT, TTML and speech-to-text share.

A caption is a picture's worth of words, not a paragraph: sentences run over captions, and a paragraph ends
where the voice changes, or where a sentence ends and nothing is said for a while.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from forumpub.diagnostics import Findings
from forumpub.model import BlockType, MarkKind, Mode, TimeRange
from forumpub.parse.canonical import canonical_text, trim
from forumpub.parse.caption_repeats import find_repeats
from forumpub.parse.cues import (
    function_role,
    is_anonymous,
    is_caps_head,
    is_title_head,
    match_cue,
    split_parts,
)
from forumpub.parse.draft import Cue
from forumpub.parse.name_book import NameBook, make_cue
from forumpub.parse.notation import read_notation
from forumpub.parse.qa_heads import names_nobody
from forumpub.parse.turns import DraftBuilder
from forumpub.parse.wrapping import ends_sentence
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import Line, Span
from forumpub.values import dataclass

_PAUSE_S = 2.0
_LONG_PARA_CHARS = 700
_DASH = lazy_pattern(r"\s{0,4}[-–—](?!-)\s{0,4}(?=\S)")
_CHEVRONS = lazy_pattern(r"\s{0,4}-?\s?(?:>{2,3}|(?:&gt;){2,3})\s{0,4}")
_SOUND = lazy_pattern(r"\s*(?:\[[^\[\]]{1,80}\]|\([^()]{1,60}\)|[♪♫#][^♪♫]{0,200}[♪♫#]|[♪♫]+)\s*")
_SOUND_IN_CAPITALS = lazy_pattern(r"\s*[A-Z][A-Z'’-]{1,20}(?: [A-Z][A-Z'’-]{0,20}){1,7}\s*")
_MUSIC = lazy_pattern(r"music|song|singing|♪|♫|theme|instrumental", re.IGNORECASE)
_REPORTS = frozenset({"reporter", "correspondent", "narrator"})
_NUMBERED = lazy_pattern(
    r"(?:speaker|spk|spkr|voice|person|s|ch|channel)?[ _#-]{0,3}\d{1,4}|unknown|[A-Z]", re.IGNORECASE
)
_RELATED_MAX = 20
_WHITE = "white"
_COLOURS = {
    "": _WHITE, "#ffffff": _WHITE, "#fff": _WHITE, "ffffff": _WHITE,
    "#ffff00": "yellow", "#ff0": "yellow", "ffff00": "yellow",
    "#00ffff": "cyan", "#0ff": "cyan", "00ffff": "cyan", "aqua": "cyan",
    "#00ff00": "lime", "#0f0": "lime", "00ff00": "lime", "green": "lime",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionLine:
    """A line of a caption: `runs` are its words without mark-up, `voice` who the mark-up says it is.

    `turn` is set where the mark-up says that a new voice begins. `colour` is that of all its words, folded by
    `fold_colour`; None where it has several.
    """

    runs: tuple[Span, ...]
    voice: Cue | None = None
    turn: bool = False
    colour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Lines shown at one time, in seconds; None where the file doesn't say."""

    lines: tuple[CaptionLine, ...]
    time: TimeRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customs:
    """What words alone say in a format: names in capitals, dashes at a change of voice, sounds, roll-up."""

    names: bool = True
    repeats: bool = True


def write_captions(
    builder: DraftBuilder, captions: Sequence[Caption], customs: Customs, findings: Findings
) -> None:
    """Write every caption into the builder.

    Diagnostics:
        caption-line-repeated: lines that roll-up captions send again.
    """
    dropped = _drop_repeats(builder, captions, findings) if customs.repeats else frozenset()
    habits = _find_habits(builder, captions) if customs.names else _Habits()
    _Writer(builder, customs, habits).write(captions, dropped)


def parse_clock(text: str) -> float | None:
    """Return the seconds of `hh:mm:ss.mmm`, `mm:ss.mmm` or `ss.mmm`; None where it is no time."""
    seconds = 0.0
    try:
        for part in text.strip().replace(",", ".").split(":"):
            seconds = seconds * 60 + float(part)
    except ValueError:
        return None
    return round(seconds, 3) if 0 <= seconds < 10_000_000 else None


def make_time(start_s: float | None, end_s: float | None) -> TimeRange | None:
    """Make a range; None where a time is missing. One that runs backwards ends where it begins."""
    if start_s is None or end_s is None:
        return None
    return TimeRange(start_s=start_s, end_s=max(start_s, end_s))


def _words(builder: DraftBuilder, line: CaptionLine) -> str:
    return "".join(read_notation(builder.source.slice(run), builder.notation) for run in line.runs)


def _drop_repeats(builder: DraftBuilder, captions: Sequence[Caption], findings: Findings) -> frozenset[int]:
    """Set repeated lines aside; return where they begin."""
    rows: list[Line] = []
    runs: dict[int, tuple[Span, ...]] = {}
    for caption in captions:
        for line in caption.lines:
            words = _words(builder, line).strip()
            if words and line.runs:
                start, end = line.runs[0].start, line.runs[-1].end
                rows.append(Line(start, end, words))
                runs[start] = line.runs
        if caption.lines and caption.lines[-1].runs:
            end = caption.lines[-1].runs[-1].end
            rows.append(Line(end, end, ""))
    repeats = find_repeats(rows)
    for row in repeats:
        for run in runs[row.start]:
            builder.mark(MarkKind.BOILERPLATE, run.start, run.end)
    if repeats:
        spans = [Span(row.start, row.end) for row in repeats]
        many = "s" if len(spans) > 1 else ""
        findings.add(
            structure.CAPTION_LINE_REPEATED,
            f"the roll-up repeats {len(spans)} caption line{many}, not printed",
            spans[0],
            related=spans[1:_RELATED_MAX],
        )
    return frozenset(row.start for row in repeats)


def fold_colour(value: str) -> str:
    """Return a colour in the form in which colours are compared; white is what captions have without one."""
    plain = value.strip().strip("\"'").casefold()
    if len(plain) == 9 and plain.startswith("#"):
        plain = plain[:7]  # less its opacity
    return _COLOURS.get(plain, plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    """What a file does all through: a dash or a colour for another voice, names in title case, no stops."""

    dashes: bool = False
    colours: bool = False
    names: frozenset[str] = frozenset()
    stops: bool = True


def _find_habits(builder: DraftBuilder, captions: Sequence[Caption]) -> _Habits:
    dashes = stops = lines = 0
    colours: set[str] = set()
    names: Counter[str] = Counter()
    for caption in captions:
        for line in caption.lines:
            words = _words(builder, line).strip()[:300]
            lines += 1
            # A single dash may be one of the text; speakers come in twos.
            dashes += bool(_DASH.match(words[:20]))
            stops += any(mark in words for mark in ".?!。？！")
            if line.colour is not None:
                colours.add(line.colour)
            if (name := _title_name(words)) is not None:
                names[name] += 1
    # A name that comes once counts where every third caption begins with one.
    often = names.total() * 3 >= len(captions)
    kept = {name for name, count in names.items() if count >= 2 or (often and " " in name)}
    return _Habits(
        dashes=dashes >= 2,
        colours=len(colours) >= 2,
        names=frozenset(kept),
        stops=lines < 4 or stops * 20 >= lines,
    )


def _title_name(words: str) -> str | None:
    """Return the name in title case, folded, that a colon parts from the words of a caption."""
    match = match_cue(words, 0, len(words)) if ":" in words[:80] and words[:1].isupper() else None
    if match is None or match.parts.role is not None:
        return None
    head = match.parts.head
    named = is_title_head(head) and not is_caps_head(head) and len(head.split()) <= 4
    return head.casefold() if named and not names_nobody(head) else None


class _Writer:
    def __init__(self, builder: DraftBuilder, customs: Customs, habits: _Habits) -> None:
        self.builder = builder
        self.text = builder.source.text
        self.customs = customs
        self.habits = habits
        self.colour = _WHITE
        self.book = NameBook()
        self.pieces: list[Span] = []
        self.chars = 0
        self.tail = ""
        self.voice: Cue | None = None
        self.placed: set[int] = set()  # where names of voices stand that have a place in the draft
        self.marked_up = False  # the voice comes from the mark-up, which says when it ends
        self.kind = BlockType.SPEECH
        self.mode: Mode | None = None
        self.time: TimeRange | None = None
        self.last_end_s: float | None = None

    def write(self, captions: Sequence[Caption], dropped: frozenset[int]) -> None:
        for caption in captions:
            for line in caption.lines:
                if line.runs and line.runs[0].start not in dropped:
                    self._write_line(line, caption.time)
                    self.last_end_s = caption.time.end_s if caption.time else self.last_end_s
                elif line.voice is not None:
                    self._set_aside(line.voice)
        self._end_para()
        self._close()

    def _write_line(self, line: CaptionLine, time: TimeRange | None) -> None:
        self._pause(time)
        sound = self.customs.names and self._is_sound(line)
        recoloured = self.habits.colours and not sound and line.colour not in (None, self.colour)
        if line.voice is not None:
            self._take_voice(line.voice, line)
        elif line.turn or recoloured or (self.marked_up and self._new_sentence()):
            self._begin(None)
        runs = list(line.runs)
        if sound:
            self._add_sound(runs, time)
            return
        self.colour = line.colour or self.colour
        if self.customs.names:
            runs = self._take_prefix(runs, voiced=line.voice is not None)
        for run in runs:
            words = self.text[run.start : run.end]
            if not words.strip():
                continue
            self._open(time)
            self.pieces.append(run)
            self.chars += len(words)
            self.tail = read_notation(words, self.builder.notation).strip()[-12:]
        if time is not None and self.time is not None:
            self.time = make_time(self.time.start_s, max(self.time.end_s, time.end_s))

    def _new_sentence(self) -> bool:
        return not self.pieces or ends_sentence(self.tail)

    def _pause(self, time: TimeRange | None) -> None:
        """End the paragraph where a sentence has ended and a pause follows, or it is long enough."""
        if not self.pieces or (self.habits.stops and not ends_sentence(self.tail)):
            return
        silent = (
            self.habits.stops
            and time is not None
            and self.last_end_s is not None
            and time.start_s - self.last_end_s >= _PAUSE_S
        )
        if silent or self.chars >= _LONG_PARA_CHARS:
            self._end_para()
            if self.voice is None:  # nothing but its time holds such a block together
                self._close()

    def _take_voice(self, voice: Cue, line: CaptionLine) -> None:
        """A voice that goes on is named again in the mark-up only."""
        if self.voice is not None and self.voice.raw == voice.raw and not line.turn:
            self._set_aside(voice)
            return
        if voice.span.start in self.placed:  # the name stands there once, and has its turn
            voice = replace(voice, span=Span(line.runs[0].start, line.runs[0].start))
        elif len(voice.span):
            self.placed.add(voice.span.start)
        self._begin(voice)
        self.marked_up = True

    def _set_aside(self, voice: Cue) -> None:
        if len(voice.span) and voice.span.start not in self.placed:
            self.placed.add(voice.span.start)
            self.builder.mark(MarkKind.MARKUP, voice.span.start, voice.span.end)

    def _begin(self, voice: Cue | None, kind: BlockType = BlockType.SPEECH, mode: Mode | None = None) -> None:
        self._end_para()
        self._close()
        self.voice, self.kind, self.mode = voice, kind, mode
        self.marked_up = False

    def _is_sound(self, line: CaptionLine) -> bool:
        words = _words(self.builder, line)
        free = self._new_sentence() or not self.habits.stops
        if not free or len(words) > 240:
            return False
        # Files that tell voices by colours write sounds in capitals: `GULLS CRY`.
        shown = self.habits.colours and len(words) <= 60 and bool(_SOUND_IN_CAPITALS.fullmatch(words))
        return shown or bool(_SOUND.fullmatch(words))

    def _add_sound(self, runs: Sequence[Span], time: TimeRange | None) -> None:
        self._end_para()
        self._close()
        words = "".join(self.text[run.start : run.end] for run in runs)
        kind = BlockType.NATSOUND if _MUSIC.search(words) else BlockType.STAGE
        self.builder.open(kind, time=time)
        self.builder.add_text(runs)
        self.builder.close()
        if self.voice is not None:  # the voice goes on after the sound
            self.voice = replace(self.voice, span=Span(runs[-1].end, runs[-1].end))

    def _take_prefix(self, runs: list[Span], *, voiced: bool) -> list[Span]:
        """Read `>> `, `- ` and `NAME: ` at the beginning of a line."""
        place = next((at for at, run in enumerate(runs) if self.text[run.start : run.end].strip()), None)
        if place is None:
            return runs
        run = runs[place]
        start = run.start
        chevrons = _CHEVRONS.match(self.text, start, run.end)
        dash = _DASH.match(self.text, start, run.end) if self.habits.dashes else None
        if (sign := chevrons or dash) is not None:
            # `<v Esme>- Is it?` says twice that a voice begins.
            if chevrons or not voiced or self.pieces:
                self._begin(None)
            self.builder.mark(MarkKind.SEPARATOR, sign.start(), sign.end())
            start = sign.end()
        if not voiced:
            start = self._take_name(start, run.end, changed=sign is not None)
        return [*runs[:place], Span(start, run.end), *runs[place + 1 :]]

    def _take_name(self, start: int, end: int, *, changed: bool) -> int:
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        match = match_cue(self.text, start, end)
        if match is None:
            return start
        head = match.parts.head
        known = head.casefold() in self.habits.names and match.parts.role is None
        if not (is_caps_head(head) or known or (changed and is_anonymous(head))):
            return start
        self.book.add(match.parts, start)
        cue, _ = make_cue(match, self.text, self.book)
        reports = (function_role(head) or "").casefold() in _REPORTS
        self._begin(cue, BlockType.NARRATION if reports else BlockType.SPEECH, match.parts.mode)
        return match.after

    def _open(self, time: TimeRange | None) -> None:
        if self.time is None:
            self.time = time
        if self.builder.current is None:
            self.builder.open(self.kind, cue=self.voice, mode=self.mode)

    def _end_para(self) -> None:
        if self.pieces:
            self.builder.add_text(self.pieces)
        self.pieces, self.chars, self.tail = [], 0, ""

    def _close(self) -> None:
        if self.builder.current is None and self.voice is not None and len(self.voice.span):
            self.builder.open(self.kind, cue=self.voice, mode=self.mode)
        if self.time is not None:
            self.builder.set_time(self.time)
        self.builder.close()
        self.time = None


def make_voice(builder: DraftBuilder, start: int, end: int) -> Cue | None:
    """Make the cue of a voice that mark-up names; None where there is nothing but blanks.

    `SPEAKER_00` and `Speaker 1` tell voices apart and are no names.
    """
    span = trim(builder.source.text, start, end)
    raw = canonical_text(read_notation(builder.source.slice(span), builder.notation))
    if not raw:
        return None
    if _NUMBERED.fullmatch(raw[:60]):
        return Cue(raw=raw, span=span, name=None)
    parts = split_parts(raw)
    if parts is None:
        return Cue(raw=raw, span=span, name=raw)
    if is_anonymous(parts.head):
        return Cue(raw=raw, span=span, name=None, role=parts.role or function_role(parts.head))
    return Cue(raw=raw, span=span, name=parts.head, role=parts.role)
