"""The rows of a newsroom's script as a draft: cues begin sections, the words between them are one voice."""

from __future__ import annotations

from dataclasses import replace

from forumpub.diagnostics import Findings
from forumpub.model import BlockType, Label, MarkKind
from forumpub.parse.canonical import trim
from forumpub.parse.chyron import is_strong, read_line
from forumpub.parse.columns import Row
from forumpub.parse.cues import is_caps_head, match_cue
from forumpub.parse.draft import Cue
from forumpub.parse.headlines import read_dateline
from forumpub.parse.name_book import NameBook, make_cue
from forumpub.parse.production import (
    TYPES,
    Order,
    ProductionCue,
    match_spoken_order,
    read_head_field,
    read_production_cue,
)
from forumpub.parse.production_lines import PACKAGE_CUES, read_order
from forumpub.parse.script_fields import is_slug
from forumpub.parse.signoff import read_sign_off
from forumpub.parse.turns import DraftBuilder
from forumpub.parse.wrapping import ends_sentence
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import Span

_QUOTES = lazy_pattern(r"^[\"“]|[\"”]$")
_NAME_DIVIDER = lazy_pattern(r"\s*(?:/{1,2}|\\|\||,|\s-\s|\s–\s|—)\s*")
_DESCRIBED = lazy_pattern(r"[-–:]\s+\w{3,}")
_MAX_SLUG_CHARS = 120
_MAX_SPEAKER_CHARS = 170


class ScriptWriter:
    """Writes the rows of a script. The words of a section are one voice; cues begin sections."""

    def __init__(self, builder: DraftBuilder, findings: Findings) -> None:
        self.builder = builder
        self.findings = findings
        self.text = builder.source.text
        self.book = NameBook()
        self.order: Order | None = None
        self.label: Label | None = None
        self.cue: Cue | None = None
        self.attached = False  # a block of the draft has the cue
        self.pieces: list[Span] = []
        self.captions: list[Span] = []
        self.title_open = False
        self.begun = False
        self.told: set[Order] = set()
        self.slug: Span | None = None

    def read_slug(self, rows: list[Row]) -> None:
        """The first line, if it is short and no cue, is the headline; a file's name is none."""
        first = next(
            (row for row in rows if len(row.right) or (row.left and len(row.left)) or row.marks), None
        )
        if first is None or first.left is not None or first.marks:
            return
        words = self.builder.source.slice(first.right)
        if is_slug(words) and read_production_cue(words) is None:
            self.slug = first.right
            self._set_aside(Order.FIELD, first.right)
        elif read_head_field(words) is not None:
            return
        elif len(words) <= _MAX_SLUG_CHARS and read_production_cue(words) is None and words[-1] not in ".?!:":
            self.slug = first.right
            self.builder.set_headline(first.right.start, first.right.end)

    def write(self, row: Row) -> None:
        """Write one row: the left cell's cue rules the right cell."""
        for mark in row.marks:
            self.builder.mark(MarkKind.SEPARATOR, mark.start, mark.end)
        if row.left is not None and len(row.left):
            self._write_left(row.left)
        elif row.left is not None:
            self.title_open = False
        if len(row.right):
            if row.right != self.slug:
                self._write_right(row.right, alone=row.left is None)
        elif row.left is None or not len(row.left):
            self._end_para()
            self.title_open = False

    def finish(self) -> None:
        """End the last section."""
        self._end_section()

    def _write_left(self, cell: Span) -> None:
        cue = read_production_cue(self.builder.source.slice(cell))
        if cue is not None:
            self._obey(cue, cell)
        elif self.title_open and self._add_to_title(cell):
            return
        else:
            self._set_aside(Order.GRAPHIC, cell)

    def _write_right(self, cell: Span, *, alone: bool) -> None:
        words = self.builder.source.slice(cell)
        if alone and (order := read_order(words[:500])) is not None and order[1] == PACKAGE_CUES:
            self._end_para()
            self._set_aside(Order.WORDS, cell)
            return
        cue = read_production_cue(words[:500])
        if cue is None and alone and not self.begun and self.order is None:
            cue = read_head_field(words[:500])
        if cue is not None and (
            cue.order in TYPES or alone or cue.order in (Order.END, Order.TIMING, Order.WORDS)
        ):
            if cue.order is self.order and not alone:
                self.builder.mark(MarkKind.MARKUP, cell.start, cell.end)
            else:
                self._obey(cue, cell)
            return
        if alone and self.title_open and self._add_to_title(cell):
            return
        self.title_open = self.title_open and not alone
        self._add_words(cell)

    def _add_words(self, cell: Span) -> None:
        head = self.text[cell.start : min(cell.end, cell.start + 240)]
        spoken = match_spoken_order(head)
        if spoken is not None:
            order, key_end, words_at = spoken
            self._end_section()
            self.order, self.cue = order, None
            span = Span(cell.start, cell.start + key_end)
            self.label = Label(raw=self.builder.source.slice(span), span=span)
            rest = Span(cell.start + words_at, cell.end)
            if not self._take_speaker(rest):
                self.pieces.append(rest)
            return
        if self.label is not None and not self.pieces and self._take_speaker(cell):
            return
        match = match_cue(self.text, cell.start, cell.end) if ":" in head else None
        if match is not None and is_caps_head(match.parts.head) and match.parts.role_is_caps:
            self._end_section(keep=True)
            if self.order is Order.NATSOUND:
                self.order = None  # a named voice is no natural sound
            self.book.add(match.parts, match.start)
            self.cue, _ = make_cue(match, self.text, self.book)
            self.attached = False
            self._open(match_start=True)
            cell = Span(match.after, cell.end)
        self.pieces.append(cell)

    def _take_speaker(self, span: Span) -> bool:
        """Take the first line of a bite or a stand-up for its speaker's, if it names an office or a place."""
        if self.order not in (Order.BITE, Order.STANDUP) or self.cue is not None:
            return False
        raw = self.builder.source.slice(span)
        voice = read_line(raw) if len(raw) <= _MAX_SPEAKER_CHARS else None
        if voice is None or not is_strong(voice):
            return False
        self.cue = Cue(
            raw=raw, span=span, name=voice.name, role=voice.role, org=voice.org, confidence=voice.confidence
        )
        self.attached = False
        return True

    def _obey(self, cue: ProductionCue, cell: Span) -> None:
        # A run time beside a name leaves the line below it the role.
        self.title_open = self.title_open and cue.order in (Order.TIMING, Order.WORDS)
        if cue.order in TYPES and cue.order is self.order and self.label is not None and not self.pieces:
            self.builder.mark(MarkKind.MARKUP, cell.start, cell.end)  # `[TAKE VO]`, then `{***VO***}`
        elif cue.order is Order.NATSOUND and _DESCRIBED.search(cue.key):
            # "(NATS - horns)" is all of the sound; the voice goes on below it.
            self._end_para()
            self.builder.add_single(BlockType.NATSOUND, cell.start, cell.end)
        elif cue.order in TYPES:
            self._end_section()
            self.order = cue.order
            self.label = Label(raw=self.builder.source.slice(cell), span=cell)
            self.cue = None
        elif cue.order is Order.TITLE and cue.words_at is not None:
            self._begin_title(cue.words_at, cell)
        elif cue.order is Order.END:
            self._end_section()
            self.builder.end_mark = self.builder.source.slice(cell)
            self.builder.mark(MarkKind.END, cell.start, cell.end)
        elif (
            cue.order is Order.FIELD
            and cue.key in ("STORY", "TITLE", "HEADLINE")
            and self.builder.headline is None
        ):
            at = cell.start + (cue.words_at or 0)
            self.builder.mark(MarkKind.MARKUP, cell.start, at)
            if len(trim(self.text, at, cell.end)):
                self.builder.set_headline(at, cell.end)
        elif cue.order is Order.FIELD and not self.begun and self._take_field(cell):
            return
        elif cue.order is Order.FIELD and (self.begun or self.order is not None):
            self._add_words(cell)
        else:
            self._set_aside(cue.order, cell)

    def _take_field(self, cell: Span) -> bool:
        """Take a date or a credit out of the script's head; other fields are the newsroom's own."""
        builder = self.builder
        dateline = read_dateline(builder.source, cell.start, cell.end)
        if dateline is not None and builder.dateline is None:
            builder.dateline = dateline
            return True
        sign = read_sign_off(builder.source, cell.start, cell.end, late=True)
        if sign is None or sign.editors or sign.marks or (sign.bylines and builder.byline is not None):
            return False
        builder.byline = sign.bylines[0] if sign.bylines else builder.byline
        builder.credits += sign.credits
        return bool(sign.bylines or sign.credits)

    def _begin_title(self, words_at: int, cell: Span) -> None:
        at = cell.start + words_at
        self.builder.mark(MarkKind.MARKUP, cell.start, at)
        span = trim(self.text, at, cell.end)
        self.title_open = True
        if len(span):
            self._take_title(span)

    def _take_title(self, span: Span) -> None:
        if self.order is not Order.BITE or self.cue is not None:
            if self.order is Order.BITE and self._extend_role(span):
                return
            self._set_caption(span)
            return
        raw = self.builder.source.slice(span)
        parts = [part.strip() for part in _NAME_DIVIDER.split(raw) if part.strip()]
        role = ", ".join(parts[1:]) or None
        name = _QUOTES.sub("", parts[0]) if parts else None
        self.cue = Cue(raw=raw, span=span, name=name, role=role)
        self.attached = self.builder.current is not None
        if self.attached:
            # A name that comes below the first words of its bite still belongs to the block.
            self.builder.replace_open(cue=self.cue)

    def _add_to_title(self, cell: Span) -> bool:
        """The line below a name is the role."""
        if self.cue is None and self.order is Order.BITE:
            self._take_title(cell)
            return True
        if self.order is Order.BITE:
            done = self._extend_role(cell)
            self.title_open = False
            return done
        return False

    def _extend_role(self, span: Span) -> bool:
        cue = self.cue
        if cue is None or cue.role is not None or cue.name is None:
            return False
        role = " ".join(self.builder.source.slice(span).split())
        current = self.builder.current
        reachable = not self.attached or (current is not None and current.cue == cue)
        if reachable and not self.text[cue.span.end : span.start].strip():
            whole = Span(cue.span.start, span.end)
            self.cue = replace(cue, role=role, span=whole, raw=self.builder.source.slice(whole))
        else:
            self.builder.mark(MarkKind.MARKUP, span.start, span.end)
            self.cue = replace(cue, role=role)
        if self.attached and reachable:
            self.builder.replace_open(cue=self.cue)
        return True

    def _set_caption(self, span: Span) -> None:
        """Words on the screen that name no speaker of a bite; the voice goes on under them."""
        if self.pieces and not ends_sentence(self.builder.source.slice(self.pieces[-1])[-12:]):
            self.captions.append(span)  # a sentence goes on in the other column: not here
            return
        self._end_para()
        if self.label is not None:
            self._open(match_start=False)
        self.builder.add_single(BlockType.CAPTION, span.start, span.end)

    def _end_para(self) -> None:
        if not self.pieces:
            return
        if self.builder.current is None:
            self._open(match_start=False)
        self.builder.add_text(self.pieces)
        self.begun = True
        self.pieces = []
        for span in self.captions:
            self.builder.add_single(BlockType.CAPTION, span.start, span.end)
        self.captions = []

    def _open(self, *, match_start: bool) -> None:
        order = self.order
        type_, mode = TYPES.get(order, (BlockType.SPEECH, None)) if order else (BlockType.SPEECH, None)
        if type_ is BlockType.SPEECH and not self.begun and order is not Order.TAG:
            type_ = BlockType.LEAD
        if match_start and order in (None, Order.BITE, Order.ON_CAMERA):
            type_ = BlockType.QUOTE if order is Order.BITE else type_
        cue = self.cue
        if cue is not None and self.attached:
            start = self.pieces[0].start if self.pieces else cue.span.end
            cue = replace(cue, span=Span(start, start))
        self.builder.open(type_, label=self.label, cue=cue, mode=mode)
        self.label, self.attached = None, cue is not None

    def _end_section(self, *, keep: bool = False) -> None:
        self._end_para()
        if self.label is None and self.cue is not None and not self.attached:
            self._open(match_start=False)
        if self.label is not None and self.order is Order.NATSOUND:
            self.builder.add_single(BlockType.NATSOUND, self.label.span.start, self.label.span.end)
            self.label = None
        if self.label is not None:
            silent, span = self.order is Order.BITE, self.label.span
            self._open(match_start=False)
            if silent and not keep:
                self.findings.add(
                    structure.BITE_WITHOUT_WORDS, "the words of this sound bite are not in the script", span
                )
        self.builder.close()
        if not keep:
            self.order, self.cue = None, None

    def _set_aside(self, order: Order, cell: Span) -> None:
        kind = MarkKind.TIMING if order is Order.TIMING else MarkKind.MARKUP
        if order is Order.FIELD and not self.begun:
            kind = MarkKind.FRONT_MATTER
        self.builder.mark(kind, cell.start, cell.end)
        if order not in self.told:
            self.told.add(order)
            self.findings.add(structure.PRODUCTION_CUE_SET_ASIDE, f"{_NAMES[order]} are not printed", cell)


_NAMES = {
    Order.TIMING: "run times",
    Order.WORDS: "in cues and out cues",
    Order.GRAPHIC: "directions for the picture",
    Order.FIELD: "fields of the script's head",
    Order.TITLE: "empty titles",
}
