"""What a translation memory has for an article's segments: whole paragraphs by people, then sentences."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from forumpub.model import Origin
from forumpub.source import Span
from forumpub.translate.candidates import Task
from forumpub.translate.memory.unit import Query, Unit
from forumpub.translate.segments import PARAGRAPH_RUNG, Segment, SegmentKind, gap_between
from forumpub.translate.sentences import split_paragraphs
from forumpub.values import dataclass

if TYPE_CHECKING:
    from forumpub.translate.memory.store import Memory

MEMORY = "memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What the memory has for one segment.

    `target` is empty where the translation of its paragraph stands with the paragraph's first segment.
    `leads`: it is alone, or the first of its paragraph; what is to be said of the unit is said there.
    """

    unit: Unit
    target: str
    rung: str
    leads: bool = True


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The segments of one paragraph: where they stand, and their text with the blanks between."""

    indices: tuple[int, ...]
    text: str


def recall(
    segments: Sequence[Segment], memory: Memory, *, source_lang: str, target_lang: str, recipe: str
) -> Mapping[int, Recalled]:
    """Look segments up, in one question.

    What a person wrote for a whole paragraph counts more than what stands for its sentences: it is later, and
    whoever wrote it saw them together.

    Args:
        segments: of any number of articles, one article after the other.
        memory: the memory.
        source_lang: BCP 47.
        target_lang: BCP 47.
        recipe: what a machine's answer depends on now.

    Returns:
        By the place of a segment what the memory has for it.

    Raises:
        MemoryFileError: the memory's file failed.
    """
    paragraphs = tuple(_paragraphs(segments))
    queries = [_query(segments[one.indices[0]], one.text, segments[one.indices[-1]]) for one in paragraphs]
    queries += [_query(segment, segment.text, segment) for segment in segments]
    found = memory.look_up(queries, source_lang=source_lang, target_lang=target_lang, recipe=recipe)
    recalled = {
        at: Recalled(unit=one.unit, target=one.unit.target, rung=one.unit.rung or MEMORY)
        for at, one in enumerate(found[len(paragraphs) :])
        if one is not None
    }
    for paragraph, one in zip(paragraphs, found, strict=False):
        if one is not None and one.unit.origin in {Origin.HUMAN, Origin.IMPORT}:
            targets = _share_out(one.unit.target, len(paragraph.indices), target_lang)
            first = paragraph.indices[0]
            for at, target in zip(paragraph.indices, targets, strict=True):
                recalled[at] = Recalled(unit=one.unit, target=target, rung=PARAGRAPH_RUNG, leads=at == first)
    return recalled


def minds_names(task: Task, unit: Unit) -> bool:
    """Tell whether a machine's row was made with the names in mind that must be kept now."""
    minded = {use.source for use in unit.terms}
    return all(one.entry.source in minded for one in task.requirements if one.exact)


def _query(first: Segment, text: str, last: Segment) -> Query:
    return Query(source=text, before=first.before, after=last.after)


def _paragraphs(segments: Sequence[Segment]) -> Iterator[_Paragraph]:
    """Yield the paragraphs of several sentences that lie in one part each."""
    for _, group in itertools.groupby(enumerate(segments), key=lambda item: item[1].part):
        members = tuple(group)
        plain = all(one.kind is SegmentKind.SENTENCE and not one.pieces for _, one in members)
        # Two articles in a row may both have but this part.
        distinct = len({one.id for _, one in members}) == len(members)
        if len(members) > 1 and plain and distinct:
            text = "".join(one.gap * (place > 0) + one.text for place, (_, one) in enumerate(members))
            yield _Paragraph(tuple(at for at, _ in members), text)


def _share_out(target: str, count: int, lang: str) -> tuple[str, ...]:
    """Give each sentence of a paragraph its own, or all of it to the first, never other words."""
    spans: tuple[Span, ...] = split_paragraphs((target,), lang)[0]
    parts = [target[span.start : span.end] for span in spans]
    joined = ""
    for part in parts:
        joined += gap_between(joined, part, lang) + part
    if len(parts) == count and joined == target:
        return tuple(parts)
    return (target, *("",) * (count - 1))
