"""Paragraphs and texts that are still free, matched by their words and by where they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from forumpub.review.likeness import MOST_CHARS
from forumpub.values import dataclass

LEAST_LIKENESS: Final = 0.6
_AMBIGUOUS: Final = 0.9
# What breaks a tie between texts that are about as similar.
_BONUS: Final = 0.05
# All are compared with all up to so many pairs; beyond that each with those around its place in the order.
_MOST_PAIRS: Final = 200_000
_WINDOW: Final = 60
_BEST: Final = 5


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The paragraphs that are assigned, with the order of their texts, to tell where a free one belongs."""

    places: tuple[int, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    end: int

    @classmethod
    def of(
        cls, body: Sequence[int], found: Mapping[int, Sequence[str]], order: Mapping[str, int]
    ) -> Neighbours:
        """Collect what is assigned so far."""
        places = tuple(place for place in body if found.get(place))
        return cls(
            places,
            tuple(order[found[place][0]] for place in places),
            tuple(order[found[place][-1]] for place in places),
            len(order),
        )

    def interval(self, place: int) -> tuple[int, int]:
        """Return the orders of the texts before and after a paragraph, both exclusive."""
        number = bisect_left(self.places, place)
        before = self.lasts[number - 1] if number else -1
        after = self.firsts[number] if number < len(self.places) else self.end
        return before, after


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """What is still free: places of paragraphs, idents of texts, both in order; their words and numbers."""

    places: Sequence[int]
    idents: Sequence[str]
    words: Sequence[str]
    texts: Mapping[str, str]
    order: Mapping[str, int]
    numbers: Mapping[int, str | None]
    text_numbers: Mapping[str, str | None]

    def same_number(self, place: int, ident: str) -> bool:
        """Tell whether a paragraph hangs on the number of a text."""
        return self.numbers[place] is not None and self.numbers[place] == self.text_numbers[ident]

    def same_words(self) -> Iterator[tuple[list[int], list[str]]]:
        """Yield the paragraphs and the texts that say the same."""
        by_words: dict[str, list[int]] = defaultdict(list)
        for place in self.places:
            by_words[self.words[place]].append(place)
        by_text: dict[str, list[str]] = defaultdict(list)
        for ident in self.idents:
            by_text[self.texts[ident]].append(ident)
        for text, idents in by_text.items():
            places = by_words.get(text)
            if places:
                yield places, idents


def match_even(free: Free) -> Iterator[tuple[int, str, float]]:
    """Match equal texts that are there as often as before, in order."""
    for places, idents in free.same_words():
        if len(places) == len(idents):
            yield from ((place, ident, 1.0) for place, ident in zip(places, idents, strict=True))


def match_uneven(free: Free, neighbours: Neighbours) -> Iterator[tuple[int, str, float]]:
    """Match equal texts of which some are gone or new: by number or neighbours first, then in order."""
    for places, idents in free.same_words():
        orders = [free.order[ident] for ident in idents]
        used: set[int] = set()
        left: list[int] = []
        by_number = {free.text_numbers[ident]: number for number, ident in enumerate(idents)}
        numbered: dict[int, int] = {}
        for place in places:
            hanging = free.numbers[place]
            if hanging is not None and hanging in by_number:
                numbered[place] = by_number.pop(hanging)
        used.update(numbered.values())
        yield from ((place, idents[number], _AMBIGUOUS) for place, number in numbered.items())
        for place in places:
            if place in numbered:
                continue
            before, after = neighbours.interval(place)
            numbers = range(bisect_right(orders, before), bisect_left(orders, after))
            number = next((number for number in numbers if number not in used), None)
            if number is None:
                left.append(place)
            else:
                used.add(number)
                yield place, idents[number], _AMBIGUOUS
        rest = [ident for number, ident in enumerate(idents) if number not in used]
        yield from ((place, ident, _AMBIGUOUS) for place, ident in zip(left, rest, strict=False))


def match_similar(
    free: Free, neighbours: Neighbours, *, same_style: Callable[[int, str], bool]
) -> Iterator[tuple[int, str, float]]:
    """Match similar texts, the most similar pairs first."""
    found: list[tuple[float, float, int, str]] = []
    for number, place in enumerate(free.places):
        choices = {ident: free.texts[ident][:MOST_CHARS] for ident in _candidates(free, number, neighbours)}
        cutoff = (LEAST_LIKENESS - _BONUS) * 100
        for _, percent, ident in process.extract(
            free.words[place][:MOST_CHARS],
            choices,
            scorer=fuzz.ratio,
            processor=None,
            score_cutoff=cutoff,
            limit=_BEST,
        ):
            score = percent / 100
            before, after = neighbours.interval(place)
            near = before < free.order[ident] < after
            bonus = _BONUS * (same_style(place, ident) + near + free.same_number(place, ident))
            found.append((score + bonus, score, place, ident))
    found.sort(key=lambda item: (-item[0], item[2], free.order[item[3]]))
    places: set[int] = set()
    idents: set[str] = set()
    for rank, score, place, ident in found:
        if rank >= LEAST_LIKENESS and place not in places and ident not in idents:
            places.add(place)
            idents.add(ident)
            yield place, ident, score


def _candidates(free: Free, number: int, neighbours: Neighbours) -> Sequence[str]:
    """Return the texts to compare with the free paragraph of that number: all, or those around its place."""
    if len(free.places) * len(free.idents) <= _MOST_PAIRS:
        return free.idents
    centre = number * len(free.idents) // len(free.places)
    around = dict.fromkeys(free.idents[max(0, centre - _WINDOW) : centre + _WINDOW])
    before, _ = neighbours.interval(free.places[number])
    start = bisect_right(free.idents, before, key=free.order.__getitem__)
    around.update(dict.fromkeys(free.idents[max(0, start - _BEST) : start + _WINDOW]))
    return tuple(around)
