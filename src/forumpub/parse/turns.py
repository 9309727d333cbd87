"""Building a draft turn by turn: what the readers of transcripts share when they write blocks down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from forumpub.model import (
    BlockType,
    Byline,
    Credit,
    Dateline,
    Headline,
    Label,
    Mark,
    MarkKind,
    Mode,
    TimeRange,
)
from forumpub.parse.canonical import BLANKS, canonical_pieces, canonical_text, trim
from forumpub.parse.draft import Cue, Draft, DraftBlock, DraftPara
from forumpub.parse.headlines import headline_start
from forumpub.parse.notation import Notation, read_notation
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText, Span

# A cue may be matched over any blank, a lone carriage return too.
_COLON = lazy_pattern(rf"[{BLANKS.translate({10: None})}]*(?P<mark>[:：])")


def find_colon(text: str, position: int) -> re.Match[str] | None:
    """Match the colon that stands at a position or behind blanks in its line, as group `mark`."""
    return _COLON.match(text, position)


class DraftBuilder:
    """Collects blocks and marks in source order. Lives only inside one call of `read`."""

    def __init__(self, source: SourceText, notation: Notation = Notation.PLAIN) -> None:
        self.source = source
        self.notation = notation
        self._blocks: list[DraftBlock] = []
        self._marks: list[Mark] = []
        self._paras: list[DraftPara] = []
        self._open: DraftBlock | None = None
        self._colons: set[int] = set()
        self._last_colon = -1
        self.headline: Headline | None = None
        self.dateline: Dateline | None = None
        self.byline: Byline | None = None
        self.people: list[Cue] = []
        self.credits: list[Credit] = []
        self.end_mark: str | None = None
        self.lang: str | None = None

    @property
    def current(self) -> DraftBlock | None:
        """The block that the next paragraph goes into."""
        return self._open

    def open(
        self,
        type_: BlockType,
        *,
        cue: Cue | None = None,
        label: Label | None = None,
        mode: Mode | None = None,
        time: TimeRange | None = None,
    ) -> None:
        """Close the current block and begin another. The colon behind a cue or a label is set aside."""
        self.close()
        for part in (label, cue):
            colon = find_colon(self.source.text, part.span.end) if part and len(part.span) else None
            if colon is not None and colon.start("mark") not in self._colons:
                self._last_colon = colon.start("mark")
                self._colons.add(self._last_colon)
                self.mark(MarkKind.SEPARATOR, colon.start("mark"), colon.end())
        self._open = DraftBlock(type=type_, cue=cue, label=label, mode=mode, time=time)

    def replace_open(self, *, cue: Cue | None) -> None:
        """Give the current block another cue: one that comes below its first words."""
        if self._open is not None:
            self._open = replace(self._open, cue=cue)

    def set_time(self, time: TimeRange) -> None:
        """Say when the current block is spoken, once its end is known."""
        if self._open is not None:
            self._open = replace(self._open, time=time)

    def close(self) -> None:
        """End the current block. One that has neither words nor a label nor a cue leaves no trace."""
        block = self._open
        if block is not None and (self._paras or block.label or block.cue):
            self._blocks.append(
                DraftBlock(
                    type=block.type,
                    paras=tuple(self._paras),
                    label=block.label,
                    cue=block.cue,
                    mode=block.mode,
                    time=block.time,
                )
            )
        self._open = None
        self._paras = []

    def add_text(self, pieces: Sequence[Span]) -> bool:
        """Add one paragraph that stands in `pieces` to the current block; say whether it had any text."""
        pieces = [self._behind_colon(piece) for piece in pieces]
        para = make_piecewise_para(self.source, pieces, notation=self.notation)
        if para is None:
            for piece in pieces:  # nothing but `&nbsp;`, perhaps
                self.mark(MarkKind.MARKUP, piece.start, piece.end)
            return False
        if self._open is None:
            self.open(BlockType.BODY)
        self._paras.append(para)
        return True

    def _behind_colon(self, piece: Span) -> Span:
        """Leave out the colon that was set aside last, where a reader takes it for the paragraph's own."""
        colon = self._last_colon
        is_first = piece.start <= colon < piece.end and not self.source.text[piece.start : colon].strip()
        return Span(colon + 1, piece.end) if is_first else piece

    def has_text(self) -> bool:
        """Say whether the current block has a paragraph."""
        return bool(self._paras)

    def add_single(self, type_: BlockType, start: int, end: int, *, mode: Mode | None = None) -> None:
        """Close the current block and add one of a single paragraph."""
        self.open(type_, mode=mode)
        self.add_text((Span(start, end),))
        self.close()

    def mark(self, kind: MarkKind, start: int, end: int) -> None:
        """Set a stretch of source aside."""
        span = trim(self.source.text, start, end)
        if len(span):
            self._marks.append(Mark(kind=kind, raw=self.source.slice(span), span=span))

    def set_headline(self, start: int, end: int) -> None:
        """Take a stretch of source as the headline, less a "Headline:" in front of it."""
        whole = trim(self.source.text, start, end)
        span = Span(headline_start(self.source.text, whole.start, whole.end), whole.end)
        self.mark(MarkKind.MARKUP, whole.start, span.start)
        words = read_notation(self.source.slice(span), self.notation)
        self.headline = Headline(text=canonical_text(words), span=span)

    def draft(self) -> Draft:
        """Close the last block and return everything."""
        self.close()
        return Draft(
            blocks=tuple(self._blocks),
            people=tuple(self.people),
            headline=self.headline,
            dateline=self.dateline,
            byline=self.byline,
            credits=tuple(self.credits),
            marks=tuple(sorted(self._marks, key=lambda mark: mark.span)),
            end_mark=self.end_mark,
            lang=self.lang,
        )


def make_piecewise_para(
    source: SourceText, pieces: Iterable[Span], *, notation: Notation = Notation.PLAIN
) -> DraftPara | None:
    """Make one paragraph of text in several places; None where all of them are blank."""
    kept: list[Span] = []
    for piece in pieces:
        span = trim(source.text, piece.start, piece.end)
        if not len(span):
            continue
        if kept and not source.text[kept[-1].end : span.start].strip(BLANKS):
            kept[-1] = Span(kept[-1].start, span.end)  # only a line end lies between
        else:
            kept.append(span)
    text = canonical_pieces(source, kept, notation=notation)
    if not text:
        return None
    return DraftPara(
        text=text,
        span=Span(kept[0].start, kept[-1].end),
        pieces=tuple(kept) if len(kept) > 1 else (),
    )
