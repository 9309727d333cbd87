"""From an article to the segments that an engine translates, and from their translations back to its parts.

A segment is a sentence of a paragraph, or the headline. Labels, names, chyrons and sign-offs are none: an
engine that gets them as they stand makes nonsense of them.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import replace

from forumpub.model import Article, Para, TranslatedSegment
from forumpub.source import Span
from forumpub.translate.sentences import primary_language, split_paragraphs
from forumpub.values import dataclass

HEADLINE_PART = "headline"
# The rung of segments whose translation somebody wrote for their whole paragraph.
PARAGRAPH_RUNG = "paragraph"
# Written without blanks between sentences. Thai, Lao, Khmer and Burmese have none between words, and one
# between sentences.
_UNSPACED = frozenset({"zh", "ja", "yue"})


class SegmentKind(enum.StrEnum):
    """What a segment is. The kinds after HEADLINE are words, not sentences; they need a carrier."""

    SENTENCE = "sentence"
    HEADLINE = "headline"
    ROLE = "role"
    ORGANISATION = "organisation"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The stretch of a segment's text that stands in one part."""

    part: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What is translated as one.

    `part` is the id of the part where it begins (see `TranslatedSegment`). `before` and `after` are the
    texts of the neighbouring segments, empty at the ends: a memory tells equal sentences apart by them.
    `gap` are the blanks before it within its part. `pieces` are given where it runs over several
    paragraphs that one translator's site split.
    """

    id: str
    part: str
    text: str
    kind: SegmentKind = SegmentKind.SENTENCE
    before: str = ""
    after: str = ""
    gap: str = ""
    pieces: tuple[Piece, ...] = ()


def segment_article(article: Article) -> tuple[Segment, ...]:
    """Cut an article into segments, in reading order.

    A paragraph that continues the one before is joined to it first, so that a sentence across both is one
    segment. Equal articles give equal ids.

    Args:
        article: its language selects the rules of sentences.

    Returns:
        The headline's segment if there is one, then those of every paragraph of every block.
    """
    found: list[Segment] = []
    if article.headline is not None and article.headline.text.strip():
        text = article.headline.text.strip()
        found.append(Segment(id="headline.1", part=HEADLINE_PART, text=text, kind=SegmentKind.HEADLINE))
    groups = tuple(_groups(article))
    glue = _glue(article.lang)
    texts = tuple(glue.join(para.text for para in group) for group in groups)
    for group, text, spans in zip(groups, texts, split_paragraphs(texts, article.lang), strict=True):
        found.extend(_segments(group, text, spans, len(glue)))
    return _with_neighbours(found)


def join_segments(
    segments: Sequence[Segment],
    translated: Sequence[TranslatedSegment],
    *,
    source_lang: str,
    target_lang: str,
) -> dict[str, str]:
    """Join translated segments to the texts of their parts, in the target language's way.

    Within one language the source's own blanks come back, and a sentence that is unchanged goes back into
    every paragraph that it ran over: an engine that changes nothing changes nothing. A translated sentence
    that runs over paragraphs goes into the first of them.

    Args:
        segments: as `segment_article` gave them.
        translated: one for each of `segments`, in their order.
        source_lang: BCP 47 tag of the article.
        target_lang: BCP 47 tag of the translations.

    Returns:
        The text by part. A part that a sentence of another swallowed whole has an empty one.

    Raises:
        ValueError: the two don't belong together.
    """
    if [segment.id for segment in segments] != [one.id for one in translated]:
        raise ValueError("translated segments that aren't those of the segments, in their order")
    same = primary_language(source_lang) == primary_language(target_lang)
    texts: dict[str, str] = {}
    for segment, one in zip(segments, translated, strict=True):
        if same and one.target == segment.text and segment.pieces:
            for piece in segment.pieces:
                gap = segment.gap if piece.part == segment.part else ""
                words = segment.text[piece.span.start : piece.span.end]
                texts[piece.part] = texts.get(piece.part, "") + gap + words
            continue
        for piece in segment.pieces:
            texts.setdefault(piece.part, "")
        so_far = texts.get(segment.part, "")
        gap = segment.gap if same else gap_between(so_far, one.target, target_lang)
        texts[segment.part] = so_far + (gap if so_far else "") + one.target
    return texts


def gap_between(left: str, right: str, lang: str) -> str:
    """Return what a language writes between two sentences: a blank, or nothing."""
    if not left or not right:
        return ""
    if primary_language(lang) not in _UNSPACED:
        return " "
    # A Latin word on both sides would run together.
    return " " if left[-1].isascii() and right[0].isascii() and right[0].isalnum() else ""


def _groups(article: Article) -> Iterator[tuple[Para, ...]]:
    """Yield paragraphs, each with those that continue it."""
    for block in article.blocks:
        group: list[Para] = []
        for para in block.paras:
            if group and not para.continues:
                yield tuple(group)
                group = []
            group.append(para)
        if group:
            yield tuple(group)


def _glue(lang: str) -> str:
    return "" if primary_language(lang) in _UNSPACED else " "


def _segments(
    group: tuple[Para, ...], text: str, spans: Sequence[Span], glue_chars: int
) -> Iterator[Segment]:
    """Yield the segments of one group of paragraphs, without neighbours."""
    starts: list[int] = []
    offset = 0
    for para in group:
        starts.append(offset)
        offset += len(para.text) + glue_chars
    counts = dict.fromkeys((para.id for para in group), 0)
    at = 0
    previous_end = 0
    for span in spans:
        while at + 1 < len(group) and starts[at + 1] <= span.start:
            at += 1
        pieces = tuple(_pieces(group, starts, at, span))
        part = group[at].id
        counts[part] += 1
        yield Segment(
            id=f"{part}.{counts[part]}",
            part=part,
            text=text[span.start : span.end],
            gap=text[max(previous_end, starts[at]) : span.start],
            pieces=pieces if len(pieces) > 1 else (),
        )
        previous_end = span.end


def _pieces(group: tuple[Para, ...], starts: Sequence[int], at: int, span: Span) -> Iterator[Piece]:
    while at < len(group) and starts[at] < span.end:
        start = max(span.start, starts[at])
        end = min(span.end, starts[at] + len(group[at].text))
        if start < end:
            yield Piece(part=group[at].id, span=Span(start - span.start, end - span.start))
        at += 1


def _with_neighbours(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    last = len(segments) - 1
    return tuple(
        replace(
            segment,
            before=segments[index - 1].text if index else "",
            after=segments[index + 1].text if index < last else "",
        )
        for index, segment in enumerate(segments)
    )
