"""The accounting invariant: every character of a source that isn't blank stands in exactly one place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from forumpub.diagnostics import Diagnostic, Findings
from forumpub.model import Article, Para
from forumpub.parse.canonical import canonical_pieces, find_notation
from forumpub.parse.coverage import find_gaps, frame_spans, para_spans
from forumpub.rules import structure as rules
from forumpub.source import SourceText, Span

_SHOWN = 40


def check_accounting(article: Article, source: SourceText) -> tuple[Diagnostic, ...]:
    """Check an article's spans against its source; an article of a built-in reader gives no finding.

    Diagnostics:
        text-unplaced: characters in no span.
        span-overlap: characters in two spans, a span outside the source, or paragraphs out of order.
        span-text-differs: a paragraph whose text isn't what stands at its place.
    """
    findings = Findings()
    spans = sorted(_spans(article))
    for gap in find_gaps(source, spans):
        findings.add(rules.TEXT_UNPLACED, f"“{_shown(source, gap)}” stands in no part of the article", gap)
    _check_overlap(source, spans, findings)
    _check_order(article, findings)
    for block in article.blocks:
        for para in block.paras:
            if para.span.end <= len(source.text):
                _check_text(source, para, findings)
    return findings.outcome(None).diagnostics


def _spans(article: Article) -> Iterator[Span]:
    yield from frame_spans(article)
    for block in article.blocks:
        if block.label is not None:
            yield block.label.span
        yield from para_spans(block.paras)
    for speaker in article.speakers:
        yield from (mention.span for mention in speaker.raw)


def _check_overlap(source: SourceText, spans: list[Span], findings: Findings) -> None:
    end = 0
    for span in spans:
        if span.end > len(source.text):
            message = f"a part ends at offset {span.end} of a text of {len(source.text)} characters"
            findings.add(rules.SPAN_OVERLAP, message)
        elif span.start < end and len(span):
            message = f"“{_shown(source, span)}” stands in two parts of the article"
            findings.add(rules.SPAN_OVERLAP, message, span)
        end = max(end, span.end)


def _check_order(article: Article, findings: Findings) -> None:
    paras = [para for block in article.blocks for para in block.paras]
    for before, para in itertools.pairwise(paras):
        if para.span.start < before.span.start:
            findings.add(rules.SPAN_OVERLAP, f"paragraph {para.id} stands before {before.id}", para.span)


def _check_text(source: SourceText, para: Para, findings: Findings) -> None:
    if find_notation(source, para) is None:
        text = canonical_pieces(source, para.pieces or (para.span,))
        message = f"paragraph {para.id} says “{para.text[:_SHOWN]}” where the source says “{text[:_SHOWN]}”"
        findings.add(rules.SPAN_TEXT_DIFFERS, message, para.span)


def _shown(source: SourceText, span: Span) -> str:
    text = " ".join(source.slice(span)[:_SHOWN].split())
    return text + ("…" if len(span) > _SHOWN else "")
