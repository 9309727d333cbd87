"""Where the segments of a translation stand in a text on the page, and what is to be said of them.

A text's presentation form keeps its letters and their order, so a place in one form is found in the other by
counting letters.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from forumpub.layout.foreign import make_runs
from forumpub.model import Article, Origin, TranslatedSegment
from forumpub.plan import Emphasis, Remark, Run
from forumpub.source import Span
from forumpub.values import dataclass

# What the messages of checks are written in.
_MESSAGE_LANG = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A segment, and the code points of a text in presentation form that are its translation."""

    segment: TranslatedSegment
    span: Span
    findings: tuple[tuple[str, Span], ...] = ()


def group_by_part(article: Article) -> Mapping[str, tuple[TranslatedSegment, ...]]:
    """Return the segments of an article's translation by what they belong to, in reading order."""
    found: dict[str, list[TranslatedSegment]] = defaultdict(list)
    for segment in article.translation.segments if article.translation is not None else ():
        found[segment.part].append(segment)
    return {part: tuple(segments) for part, segments in found.items()}


def find_stretches(text: str, presented: str, segments: Sequence[TranslatedSegment]) -> tuple[Stretch, ...]:
    """Find segments in a text that is made of them.

    Args:
        text: the article's own, which holds the segments' targets in order.
        presented: its presentation form.
        segments: those that may stand in it; one that doesn't, since an editor changed it, is passed over.

    Returns:
        The segments that are found, with the places of their findings' words; a finding whose words aren't
        there is placed on the whole segment.
    """
    places = _Places(text, presented)
    found = []
    at = 0
    for segment in segments:
        start = text.find(segment.target, at) if segment.target else -1
        if start < 0:
            continue
        at = start + len(segment.target)
        whole = places.presented(start, at)
        findings = []
        for finding in segment.findings:
            words_at = segment.target.find(finding.words) if finding.words else -1
            span = whole
            if finding.words and words_at >= 0:
                first = start + words_at
                span = places.presented(first, first + len(finding.words))
            findings.append((finding.message, span if span.end > span.start else whole))
        if whole.end > whole.start:
            found.append(Stretch(segment=segment, span=whole, findings=tuple(findings)))
    return tuple(found)


class _Places:
    """Finds the place of a text's characters in its presentation form."""

    def __init__(self, text: str, presented: str) -> None:
        self._same = text == presented
        if not self._same:
            self._before = (0, *itertools.accumulate(map(_is_letter, text)))
            self._letters = [place for place, char in enumerate(presented) if _is_letter(char)]

    def presented(self, start: int, end: int) -> Span:
        """Return the range from the first letter of a range of the text to its last."""
        if self._same:
            return Span(start, end)
        first, after = self._before[start], self._before[end]
        if first == after or after > len(self._letters):
            return Span(0, 0)
        return Span(self._letters[first], self._letters[after - 1] + 1)


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def make_translated_runs(
    presented: str,
    lang: str,
    stretches: Sequence[Stretch],
    source_lang: str,
    emphasis: Emphasis = Emphasis.PLAIN,
) -> tuple[Run, ...]:
    """Make runs of a translated text; what was left in the source's language is marked as being in it."""
    kept = [stretch.span for stretch in stretches if stretch.segment.origin is Origin.KEPT]
    if not kept:
        return make_runs(presented, lang, emphasis=emphasis)
    runs: list[Run] = []
    at = 0
    for span in kept:
        runs += make_runs(presented[at : span.start], lang, emphasis=emphasis)
        words = presented[span.start : span.end]
        runs += (
            Run(text=run.text, emphasis=emphasis, lang=run.lang or source_lang)
            for run in make_runs(words, source_lang, emphasis=emphasis)
        )
        at = span.end
    return (*runs, *make_runs(presented[at:], lang, emphasis=emphasis))


def make_remarks(stretches: Sequence[Stretch], *, offset: int, source_lang: str) -> tuple[Remark, ...]:
    """Make a remark of each finding: what was found, and the words that were translated.

    Args:
        stretches: the segments of a text.
        offset: how many code points of other words stand before them.
        source_lang: the language they were translated from.
    """
    return tuple(_remarks(stretches, offset, source_lang))


def _remarks(stretches: Sequence[Stretch], offset: int, source_lang: str) -> Iterator[Remark]:
    for stretch in stretches:
        for message, span in stretch.findings:
            lines = (
                Run(text=message[:1].upper() + message[1:], lang=_MESSAGE_LANG),
                Run(text=stretch.segment.source, lang=source_lang),
            )
            yield Remark(start=span.start + offset, end=span.end + offset, lines=lines)
