"""What a container holds beside its words: everything that a reader left over, as marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from forumpub.model import Mark, MarkKind
from forumpub.parse.canonical import trim
from forumpub.parse.coverage import frame_spans, para_spans
from forumpub.parse.draft import Draft
from forumpub.parse.language import find_language
from forumpub.source import SourceText, Span

_ASKED = 200


def mark_remainder(source: SourceText, draft: Draft, start: int = 0) -> Draft:
    """Return the draft with a mark for every stretch from `start` on that no part of it claims.

    For containers in which a reader knows where all the words are: the rest is mark-up.
    """
    marks = list(draft.marks)
    at = start
    for span in (*sorted(_claimed(draft)), Span(len(source.text), len(source.text))):
        if span.start > at:
            gap = trim(source.text, at, span.start)
            if len(gap):
                marks.append(Mark(kind=MarkKind.MARKUP, raw=source.slice(gap), span=gap))
        at = max(at, span.end)
    return replace(draft, marks=tuple(sorted(marks, key=lambda mark: mark.span)))


def settle_language(draft: Draft) -> Draft:
    """Let the words tell the language where the container doesn't, or calls it no more than Chinese.

    The keys and tags around the words are in English, and must not be asked.
    """
    if draft.lang not in (None, "zh"):
        return draft
    words = " ".join(para.text for block in draft.blocks[:_ASKED] for para in block.paras[:_ASKED])
    return replace(draft, lang=find_language(words)) if words else draft


def _claimed(draft: Draft) -> Iterator[Span]:
    yield from frame_spans(draft)
    yield from (cue.span for cue in draft.people)
    for block in draft.blocks:
        yield from para_spans(block.paras)
        yield from (part.span for part in (block.label, block.cue) if part is not None)
