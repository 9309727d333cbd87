"""Key points, figures and background in an edition's own words.

What a fact says stands in the article word for word. In a translation the same holds: a fact is carried over
by finding the segments that it was taken from, and taking their translation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Abbreviation, BackgroundFact, Facts, KeyFigure, KeyPoint, TranslatedSegment
from forumpub.rules.editions import FACT_NOT_CARRIED
from forumpub.source import Span
from forumpub.transform.units import widen_over_units
from forumpub.translate.checks.dates import find_months
from forumpub.translate.checks.numbers import ERA_YEARS
from forumpub.translate.checks.numerals import Number, find_numbers
from forumpub.translate.checks.pair import is_spaced, primary_language
from forumpub.translate.entities import Renderings
from forumpub.translate.segments import Segment, gap_between
from forumpub.translate.terms.entry import Part

# How far the numbers of one figure stand apart ("2021 to 2025").
_WIDEST_RANGE = 30
_NEXT_WORD = re.compile(r"[ \u00a0]?(?P<word>%|[^\W\d_]+)")
_Quote = TypeVar("_Quote", KeyPoint, BackgroundFact)
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+|[$€£¥])[ \u00a0]?\Z")


class FactCarrier:
    """Carries the facts of one article into one language."""

    def __init__(
        self,
        segments: Sequence[Segment],
        translated: Sequence[TranslatedSegment],
        renderings: Renderings,
        *,
        source_lang: str,
        target_lang: str,
    ) -> None:
        self._renderings = renderings
        self._source_lang = primary_language(source_lang)
        self._target_lang = primary_language(target_lang)
        self._tag = target_lang
        self._by_para: dict[str, list[TranslatedSegment]] = defaultdict(list)
        for segment, one in zip(segments, translated, strict=True):
            for part in dict.fromkeys((segment.part, *(piece.part for piece in segment.pieces))):
                self._by_para[part].append(one)
        self._findings = Findings()

    def carry(self, facts: Facts, *, homes: Mapping[str, str]) -> Outcome[Facts]:
        """Carry all facts over.

        Args:
            facts: of the source.
            homes: where a paragraph's words are now, for those that were joined to another.

        Diagnostics:
            fact-not-carried: one whose words can't be found again.
        """
        carried = Facts(
            lead=self._point(facts.lead) if facts.lead is not None else None,
            key_points=tuple(point for fact in facts.key_points if (point := self._point(fact))),
            key_figures=tuple(figure for fact in facts.key_figures if (figure := self._figure(fact))),
            participants=facts.participants,
            background=tuple(dict.fromkeys(self._background(facts.background))),
            abbreviations=tuple(self._abbreviations(facts.abbreviations)),
        )
        return self._findings.outcome(_at_home(carried, homes))

    def _point(self, point: KeyPoint) -> KeyPoint | None:
        text = self._words(point.text, point.para)
        if text is None:
            self._lose("key point", point.text)
            return None
        return replace(point, text=text)

    def _figure(self, figure: KeyFigure) -> KeyFigure | None:
        context = self._words(figure.context, figure.para)
        value = None if context is None else self._value(figure.value, context)
        if context is None or value is None:
            self._lose("key figure", figure.value)
            return None
        return replace(figure, value=value, context=context)

    def _background(self, facts: Sequence[BackgroundFact]) -> Iterator[BackgroundFact]:
        for fact in facts:
            text = self._words(fact.text, fact.para)
            if text is None:
                self._lose("background fact", fact.text)
            else:
                yield replace(fact, text=text)

    def _abbreviations(self, facts: Sequence[Abbreviation]) -> Iterator[Abbreviation]:
        everything = " ".join(one.target for found in self._by_para.values() for one in found)
        for fact in facts:
            kind = Part.TERM if fact.derived else Part.ORGANISATION
            long = self._renderings.render(kind, fact.long)
            # A short form that the translation doesn't use needs no explanation.
            if fact.short in everything and long.strip() and (long != fact.long or not fact.derived):
                yield replace(fact, long=long, derived=long not in everything)

    def _words(self, words: str, para: str | None) -> str | None:
        """Return what stands for words of a paragraph: themselves if unchanged, else their sentences."""
        found = self._by_para.get(para, []) if para is not None else ()
        joined = ""
        letters = _letters(words)
        for one in found:
            source = _letters(one.source)
            if letters and (source in letters or letters in source):
                joined += gap_between(joined, one.target, self._tag) + one.target
        if joined and words in joined and words in "".join(one.source for one in found):
            return words
        return joined or None

    def _value(self, value: str, context: str) -> str | None:
        """Find a figure in the sentence that says it; the number decides, words beside it come along."""
        if value in context:
            return value
        named = find_months(value, self._source_lang)
        # A month is a number too; it stands before the day in one language and behind it in another.
        wanted = tuple(
            number
            for number in find_numbers(value, self._source_lang)
            if not any(month in number.values and _overlap(number.span, span) for month, span in named)
        )
        there = find_numbers(context, self._target_lang)
        span = self._find_numbers(wanted, there)
        if span is None and named:
            # Day, month and year stand the other way round in some languages.
            span = self._find_numbers(wanted[::-1], there)
        if span is None:
            return None
        months = [found for _, found in find_months(context, self._target_lang)]
        if named and (near := _near(span, months)):
            span = Span(min(span.start, near.start), max(span.end, near.end))
            return context[span.start : span.end]
        start, end = widen_over_units(context, span.start, span.end, self._target_lang)
        if (start, end) != (span.start, span.end):
            span = Span(start, end)
        elif is_spaced(self._target_lang) and wanted:
            span = _with_words(
                span, context, before=wanted[0].span.start > 0, after=wanted[-1].span.end < len(value)
            )
        return context[span.start : span.end]

    def _find_numbers(self, wanted: Sequence[Number], there: Sequence[Number]) -> Span | None:
        """Return the narrowest stretch that holds numbers of these values, in their order."""
        if not wanted:
            return None
        for first, number in enumerate(there):
            if not _same_value(wanted[0], number):
                continue
            last = first
            for number_wanted in wanted[1:]:
                last = next(
                    (
                        place
                        for place in range(last + 1, len(there))
                        if _same_value(number_wanted, there[place])
                    ),
                    -1,
                )
                if last < 0:
                    break
            if last >= 0 and there[last].span.end - number.span.start <= _WIDEST_RANGE * len(wanted):
                return Span(number.span.start, there[last].span.end)
        return None

    def _lose(self, what: str, words: str) -> None:
        self._findings.add(FACT_NOT_CARRIED, f"the {what} “{words[:60]}” can't be found in the translation")


def _at_home(facts: Facts, homes: Mapping[str, str]) -> Facts:
    if not homes:
        return facts

    def moved(para: str) -> str:
        return homes.get(para, para)

    def rehoused(fact: _Quote) -> _Quote:
        return fact if fact.para is None else replace(fact, para=moved(fact.para))

    return replace(
        facts,
        lead=None if facts.lead is None else rehoused(facts.lead),
        key_points=tuple(rehoused(fact) for fact in facts.key_points),
        key_figures=tuple(replace(fact, para=moved(fact.para)) for fact in facts.key_figures),
        background=tuple(rehoused(fact) for fact in facts.background),
        abbreviations=tuple(replace(fact, para=moved(fact.para)) for fact in facts.abbreviations),
        participants=tuple(
            replace(
                fact,
                quoted=tuple(dict.fromkeys(homes.get(para, para) for para in fact.quoted)),
                mentioned=tuple(dict.fromkeys(homes.get(para, para) for para in fact.mentioned)),
            )
            for fact in facts.participants
        ),
    )


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _same_value(one: Number, other: Number) -> bool:
    if one.values & other.values:
        return True
    return any(value + ERA_YEARS in other.values or value - ERA_YEARS in other.values for value in one.values)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _near(span: Span, others: Sequence[Span]) -> Span | None:
    """Return the stretch that touches or overlaps another, but for a blank or two."""
    near = (other for other in others if other.start <= span.end + 2 and span.start <= other.end + 2)
    return next(near, None)


def _with_words(span: Span, context: str, *, before: bool, after: bool) -> Span:
    start, end = span.start, span.end
    following = _NEXT_WORD.match(context, end) if after else None
    if following is not None:
        end = following.end("word")
    elif before and (preceding := _LAST_WORD.search(context[max(0, start - 40) : start])) is not None:
        start = max(0, start - 40) + preceding.start("word")
    return Span(start, end)
