"""Which paragraph of an editor's copy is which text of the base.

In layers, each for what the ones before leave open: bookmarks over text that is there; cells of a known row;
bookmarks over text that was deleted in the same paragraph; equal texts; similar texts; hanging numbers; parts
of texts nearby; and at last what is left between two neighbours. docs/formats/review.md has the figures.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from forumpub.review.assignment import Alignment, Assignment, Fate, Layer
from forumpub.review.document import BaseText, Place
from forumpub.review.foreign import REPEATING_ROLES, has_labels, is_of_report
from forumpub.review.likeness import canonical, containment, likeness
from forumpub.review.matching import Free, Neighbours, match_even, match_similar, match_uneven
from forumpub.review.rows import match_cells
from forumpub.review.sequence import find_order
from forumpub.review.views import ViewParagraph

__all__ = ["LEAST_CERTAIN", "Alignment", "Assignment", "Fate", "Layer", "align"]

# Guesses below this ask before they are applied.
LEAST_CERTAIN: Final = 0.5
_DEAD_CONFIDENCE: Final = 0.9
_CELL_CONFIDENCE: Final = 0.95
_NUMBER_CONFIDENCE: Final = 0.7
_GAP_CONFIDENCE: Final = 0.4
_COPY_LIKENESS: Final = 0.85
_DOUBLED: Final = 1.25
# So much of a paragraph must be of a text for it to be that text's, or a piece of it.
_DOMINANT_SHARE: Final = 0.5
_WHOLE_PIECE: Final = 0.9
_SHORTEST_PIECE: Final = 15
_REACH: Final = 3
_SIGNIFICANT_CHARS: Final = 10
_SIGNIFICANT_SHARE: Final = 0.15
# A text that a program renamed or that was typed in anew is the one that moved, if it is it or its neighbour.
_MOVED_WEIGHT: Final = 0.5
_MARGINS: Final = (Place.HEADER, Place.FOOTER)


def align(base: Sequence[BaseText], paragraphs: Sequence[ViewParagraph]) -> Alignment:
    """Align the paragraphs of a view with the texts of the base.

    Args:
        base: the texts as published, in their order; idents are unique.
        paragraphs: a view of the editor's copy.

    Returns:
        One assignment for each paragraph with words; every text of the base is in one, or is deleted. In a
        file that is no print of ours only texts of the report can be deleted: it never showed the others.
    """
    work = _Alignment(base, paragraphs)
    work.by_live_marks()
    work.by_rows()
    work.by_dead_marks()
    work.by_report()
    work.by_equal_texts()
    work.find_copies()
    work.by_similar_texts()
    work.by_numbers()
    work.by_parts()
    work.by_gaps()
    work.margins()
    return work.result()


class _Alignment:
    """`owner` says by ident which paragraph is its first; texts of `waiting` roles are for a later layer."""

    def __init__(self, base: Sequence[BaseText], paragraphs: Sequence[ViewParagraph]) -> None:
        self.base = base
        self.paragraphs = paragraphs
        self.order = {text.ident: place for place, text in enumerate(base)}
        self.texts = {text.ident: canonical(text.text) for text in base}
        self.by_mark = {text.mark.lower(): text.ident for text in base if text.mark is not None}
        self.words = [canonical(paragraph.text) for paragraph in paragraphs]
        self.body = [
            place
            for place, paragraph in enumerate(paragraphs)
            if self.words[place] and not paragraph.erased and paragraph.place not in _MARGINS
        ]
        self._has_numbers = any(paragraph.number is not None for paragraph in paragraphs)
        self.owner: dict[str, int] = {}
        self.waiting: frozenset[str] = frozenset()
        self.found: dict[int, Assignment] = {}

    # --- what is open ---

    def free_paragraphs(self) -> list[int]:
        return [place for place in self.body if place not in self.found]

    def free_idents(self) -> list[str]:
        return [
            text.ident
            for text in self.base
            if text.ident not in self.owner
            and self.texts[text.ident]
            and text.place not in _MARGINS
            and text.role not in self.waiting
        ]

    def free(self) -> Free:
        return Free(
            places=self.free_paragraphs(),
            idents=self.free_idents(),
            words=self.words,
            texts=self.texts,
            order=self.order,
            numbers={place: self.paragraphs[place].number for place in self.body},
            text_numbers={text.ident: text.number for text in self.base},
        )

    def assign(self, place: int, idents: Sequence[str], layer: Layer, confidence: float = 1.0) -> None:
        ordered = tuple(sorted(idents, key=self.order.__getitem__))
        self.found[place] = Assignment(
            paragraph=place, fate=Fate.OWN, idents=ordered, layer=layer, confidence=confidence
        )
        for ident in ordered:
            self.owner[ident] = place

    def note(self, place: int, fate: Fate, ident: str, layer: Layer, confidence: float = 1.0) -> None:
        self.found[place] = Assignment(
            paragraph=place, fate=fate, idents=(ident,), layer=layer, confidence=confidence
        )

    def neighbours(self) -> Neighbours:
        return Neighbours.of(
            self.body, {place: item.idents for place, item in self.found.items()}, self.order
        )

    # --- the layers ---

    def by_live_marks(self) -> None:
        lives = {place: self._idents(self.paragraphs[place].live) for place in self.body}
        holders: dict[str, list[int]] = defaultdict(list)
        for place, live in lives.items():
            for ident in live:
                holders[ident].append(place)
        taken: dict[int, list[str]] = defaultdict(list)
        for ident, places in holders.items():
            primary = places[0] if len(places) == 1 else self._choose_holder(ident, places, lives)
            self.owner[ident] = primary
            taken[primary].append(ident)
        for place, idents in taken.items():
            self.assign(place, idents, Layer.LIVE)
        for place in self.free_paragraphs():
            if lives[place]:
                self._note_relative(place, lives)

    def _idents(self, marks: Mapping[str, int]) -> dict[str, int]:
        """Return the base's idents among the parts of bookmark names, with their characters."""
        found: dict[str, int] = {}
        for part, count in marks.items():
            ident = self._find_ident(part.lower())
            if ident is not None and count:
                found[ident] = found.get(ident, 0) + count
        return found

    def _find_ident(self, part: str) -> str | None:
        # A text that is shown again, and what other programs do to names that are taken, end in a number.
        ident = self.by_mark.get(part)
        if ident is None:
            stem, _, number = part.rpartition("_")
            ident = self.by_mark.get(stem) if number.isdigit() else None
        return ident

    def _choose_holder(self, ident: str, places: list[int], lives: Mapping[int, Mapping[str, int]]) -> int:
        """Choose the paragraph that a text is, where several have words of it."""
        mark = self.base[self.order[ident]].mark or ""
        copies = {place: mark in self.paragraphs[place].copied for place in places}
        text = self.texts[ident]
        whole = [place for place in places if likeness(self.words[place], text) > _COPY_LIKENESS]
        if len(whole) > 1:
            return min(whole, key=lambda place: (copies[place], place))
        least = min(_SIGNIFICANT_CHARS, _SIGNIFICANT_SHARE * len(text) + 1)
        dominant = [
            place
            for place in places
            if lives[place][ident] >= max(least, _DOMINANT_SHARE * len(self.words[place]))
        ]
        if dominant:
            return min(dominant, key=lambda place: (copies[place], place))
        return max(places, key=lambda place: (not copies[place], lives[place][ident], -place))

    def _note_relative(self, place: int, lives: Mapping[int, Mapping[str, int]]) -> None:
        """Say what a paragraph is whose words are marked as those of a text that another one is."""
        live = lives[place]
        ident = max(live, key=lambda key: live[key])
        text = self.texts[ident]
        # Halves of a text have its length together; a copy doubles it.
        doubled = live[ident] + lives[self.owner[ident]][ident] > _DOUBLED * len(text)
        if doubled and likeness(self.words[place], text) > _COPY_LIKENESS:
            self.note(place, Fate.COPY, ident, Layer.LIVE)
        elif live[ident] >= _DOMINANT_SHARE * len(self.words[place]):
            self.note(place, Fate.PIECE, ident, Layer.LIVE)

    def by_rows(self) -> None:
        known = dict(self.owner)
        for ident, place in match_cells(self.base, self.paragraphs, known, self.free_paragraphs()):
            equal = self.words[place] == self.texts[ident]
            self.assign(place, (ident,), Layer.CELL, 1.0 if equal else _CELL_CONFIDENCE)

    def by_dead_marks(self) -> None:
        for place in self.free_paragraphs():
            dead = self._idents(self.paragraphs[place].dead)
            gone = {ident: count for ident, count in dead.items() if ident not in self.owner}
            if gone:
                ident = max(gone, key=lambda key: gone[key])
                self.assign(place, (ident,), Layer.DEAD, _DEAD_CONFIDENCE)

    def by_report(self) -> None:
        """In a file that is no print of ours, let the report's own paragraphs come first."""
        if self._foreign:
            self.waiting = REPEATING_ROLES
            self.by_equal_texts()
            self.by_similar_texts()
            self.waiting = frozenset()

    @functools.cached_property
    def _foreign(self) -> bool:
        marked = any(self._idents(paragraph.live) for paragraph in self.paragraphs)
        return not marked and not has_labels(self.base, self.words)

    def by_equal_texts(self) -> None:
        for place, ident, confidence in match_even(self.free()):
            self.assign(place, (ident,), Layer.EQUAL, confidence)
        for place, ident, confidence in match_uneven(self.free(), self.neighbours()):
            self.assign(place, (ident,), Layer.EQUAL, confidence)

    def find_copies(self) -> None:
        """Find texts that are there once more, whose copy a program has left without a bookmark."""
        known = {self.texts[ident]: ident for ident in self.owner}
        for place in self.free_paragraphs():
            ident = known.get(self.words[place])
            if ident is not None and len(self.words[place]) > _SHORTEST_PIECE:
                self.note(place, Fate.COPY, ident, Layer.EQUAL, _DEAD_CONFIDENCE)

    def by_numbers(self) -> None:
        """Know a text that was typed anew by the number that still hangs before it."""
        numbers = {
            text.number: text.ident
            for ident in self.free_idents()
            if (text := self.base[self.order[ident]]).number is not None
        }
        neighbours = self.neighbours()
        for place in self.free_paragraphs():
            ident = numbers.pop(self.paragraphs[place].number or "", None)
            if ident is None:
                continue
            before, after = neighbours.interval(place)
            if before < self.order[ident] < after:
                self.assign(place, (ident,), Layer.NUMBER, _NUMBER_CONFIDENCE)

    def by_similar_texts(self) -> None:
        pairs = match_similar(self.free(), self.neighbours(), same_style=self._has_style)
        for place, ident, score in pairs:
            self.assign(place, (ident,), Layer.SIMILAR, score)

    def _has_style(self, place: int, ident: str) -> bool:
        return _style(self.paragraphs[place].style) == _style(self.base[self.order[ident]].style)

    def by_parts(self) -> None:
        """Find halves of a text beside it, and texts that were taken up by a neighbour."""
        for place in self.free_paragraphs():
            self._join_piece(place)
        for ident in self.free_idents():
            self._join_text(ident)

    def _join_piece(self, place: int) -> None:
        if len(self.words[place]) <= _SHORTEST_PIECE:
            return
        for ident, comes_after in self._texts_around(place):
            text, near = self.texts[ident], self.words[self.owner[ident]]
            both = f"{near} {self.words[place]}" if comes_after else f"{self.words[place]} {near}"
            whole = containment(self.words[place], text) > _WHOLE_PIECE
            if whole and likeness(both, text) > likeness(near, text):
                self.note(place, Fate.PIECE, ident, Layer.PART, _DEAD_CONFIDENCE)
                return

    def _texts_around(self, place: int) -> Iterator[tuple[str, bool]]:
        """Yield the texts next to a paragraph, over a few new ones, and whether it comes after each."""
        position = bisect_left(self.body, place)
        for step in (-1, 1):
            for distance in range(1, _REACH + 1):
                beside = position + step * distance
                item = self.found.get(self.body[beside]) if 0 <= beside < len(self.body) else None
                if item is not None and item.fate is Fate.OWN:
                    yield item.idents[-1 if step < 0 else 0], step < 0
                    break

    def _join_text(self, ident: str) -> None:
        text = self.texts[ident]
        if len(text) <= _SHORTEST_PIECE:
            return
        for step in (-1, 1):
            beside = self.order[ident] + step
            if not 0 <= beside < len(self.base):
                continue
            place = self.owner.get(self.base[beside].ident)
            if place is None:
                continue
            item = self.found[place]
            taken = sum(len(self.texts[own]) for own in item.idents)
            longer = len(self.words[place]) > taken + len(text) / 2
            if longer and containment(text, self.words[place]) > _WHOLE_PIECE:
                confidence = min(item.confidence, _DEAD_CONFIDENCE)
                self.assign(place, (*item.idents, ident), item.layer, confidence)
                return

    def by_gaps(self) -> None:
        """Take a paragraph for a text where both are the only ones of their style between their neighbours.

        Not a text that somebody deleted under Track Changes, nor one whose number is gone with it.
        """
        neighbours = self.neighbours()
        gaps: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place in self.free_paragraphs():
            gaps[neighbours.interval(place)].append(place)
        erased = {
            ident
            for paragraph in self.paragraphs
            if paragraph.erased
            for ident in self._idents(paragraph.dead)
        }
        free = [ident for ident in self.free_idents() if ident not in erased]
        orders = [self.order[ident] for ident in free]
        for (start, end), places in gaps.items():
            missing: dict[str, list[str]] = defaultdict(list)
            for ident in free[bisect_right(orders, start) : bisect_left(orders, end)]:
                missing[_style(self.base[self.order[ident]].style)].append(ident)
            rivals: dict[str, list[int]] = defaultdict(list)
            for place in places:
                rivals[_style(self.paragraphs[place].style)].append(place)
            for style, alike in missing.items():
                here = rivals.get(style, ())
                if len(alike) == len(here) == 1 and self._may_have_lost_number(here[0], alike[0]):
                    self.assign(here[0], alike, Layer.GAP, _GAP_CONFIDENCE)

    def _may_have_lost_number(self, place: int, ident: str) -> bool:
        number = self.base[self.order[ident]].number
        return number is None or self.paragraphs[place].number is not None or not self._has_numbers

    def margins(self) -> None:
        """Headers and footers: known by their words, and as often in the file as a program likes."""
        for place, paragraph in enumerate(self.paragraphs):
            if paragraph.place not in _MARGINS or not self.words[place] or paragraph.erased:
                continue
            known = [text.ident for text in self.base if text.place is paragraph.place]
            if not known:
                continue
            ident = max(known, key=lambda key: likeness(self.words[place], self.texts[key]))
            score = likeness(self.words[place], self.texts[ident])
            if ident not in self.owner and score > _DOMINANT_SHARE:
                self.assign(place, (ident,), Layer.EQUAL if score == 1 else Layer.SIMILAR, score)
            elif score == 1 or (ident in self.owner and self.words[place] == self.words[self.owner[ident]]):
                self.note(place, Fate.REPEATED, ident, Layer.EQUAL)

    def result(self) -> Alignment:
        assignments = []
        for place, words in enumerate(self.words):
            if place in self.found:
                assignments.append(self.found[place])
            elif words and not self.paragraphs[place].erased:
                assignments.append(Assignment(paragraph=place, fate=Fate.NEW))
        return Alignment(
            assignments=tuple(assignments),
            deleted=tuple(filter(self._may_be_deleted, self.free_idents())),
            moved=self._moved(),
        )

    def _may_be_deleted(self, ident: str) -> bool:
        return not self._foreign or is_of_report(self.base[self.order[ident]])

    def _moved(self) -> frozenset[str]:
        owned = [
            (item.idents[0], item.paragraph)
            for place in self.body
            if (item := self.found.get(place)) is not None and item.fate is Fate.OWN
        ]
        kept = find_order(
            [self.order[ident] for ident, _ in owned],
            [_MOVED_WEIGHT if self._looks_moved(place) else 1.0 for _, place in owned],
        )
        return frozenset(ident for number, (ident, _) in enumerate(owned) if number not in kept)

    def _looks_moved(self, place: int) -> bool:
        paragraph = self.paragraphs[place]
        return bool(paragraph.copied) or paragraph.moved


def _style(name: str | None) -> str:
    return (name or "normal").lower()
