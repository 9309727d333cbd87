"""Which characters of a source the parts of a draft or an article claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from forumpub.model import Byline, Credit, Dateline, Editor, Headline, Label, Mark
from forumpub.parse.canonical import trim
from forumpub.source import SourceText, Span


class _Para(Protocol):
    @property
    def span(self) -> Span: ...
    @property
    def pieces(self) -> tuple[Span, ...]: ...


class _Block(Protocol):
    @property
    def label(self) -> Label | None: ...


class _Signed(Protocol):
    """What drafts and articles have in common."""

    @property
    def headline(self) -> Headline | None: ...
    @property
    def dateline(self) -> Dateline | None: ...
    @property
    def byline(self) -> Byline | None: ...
    @property
    def editors(self) -> tuple[Editor, ...]: ...
    @property
    def credits(self) -> tuple[Credit, ...]: ...
    @property
    def marks(self) -> tuple[Mark, ...]: ...


def para_spans(paras: Iterable[_Para]) -> Iterator[Span]:
    """Give the places of paragraphs: their pieces where they have some."""
    for para in paras:
        yield from para.pieces or (para.span,)


def frame_spans(signed: _Signed) -> Iterator[Span]:
    """Give the places of what isn't in a block; a derived headline or date line claims nothing."""
    headline, dateline = signed.headline, signed.dateline
    if headline is not None and headline.span is not None and not headline.derived:
        yield headline.span
    if dateline is not None and dateline.span is not None and not dateline.derived:
        yield dateline.span
    if signed.byline is not None:
        yield signed.byline.span
    # Editors of one line share its span.
    yield from dict.fromkeys(editor.span for editor in signed.editors)
    yield from dict.fromkeys(credit.span for credit in signed.credits)
    yield from (mark.span for mark in signed.marks)


def find_gaps(source: SourceText, spans: Iterable[Span]) -> list[Span]:
    """Return the stretches of text, blanks trimmed, that no span claims, in order.

    A gap ends at a line end, so that it can stand as a paragraph.
    """
    gaps: list[Span] = []
    at = 0
    for span in (*sorted(spans), Span(len(source.text), len(source.text))):
        if span.start > at:
            whole = trim(source.text, at, span.start)
            if len(whole):
                gaps += _lines_of(source, whole)
        at = max(at, span.end)
    return gaps


def _lines_of(source: SourceText, gap: Span) -> Iterator[Span]:
    at = gap.start
    while at < gap.end:
        stop = min(gap.end, max(source.line_at(at).end, at + 1))
        span = trim(source.text, at, stop)
        if len(span):
            yield span
        at = stop
