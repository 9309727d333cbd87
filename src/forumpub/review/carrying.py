"""From the words of a page back to the article's own.

A printed paragraph may hold more than the text of the article (a voice before it, a reference behind it), and
the text in presentation form. What an editor made of the paragraph is laid beside what was printed, so that
each part of it is found again, and marks that nobody touched become the article's again.
"""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import Levenshtein

from forumpub.layout.presentation import present
from forumpub.locales import Language
from forumpub.parse.canonical import canonical_text

# Beyond so many different characters only what both ends have in common is looked for.
_MOST_CHARS: Final = 20_000


class Carrier:
    """One printed paragraph and what it says now."""

    def __init__(self, printed: str, edited: str, language: Language) -> None:
        self.printed = printed
        self.edited = edited
        self._language = language
        self._bridge = Bridge(printed, edited)

    def find(self, text: str, *, last: bool = False) -> tuple[int, int] | None:
        """Return where a text of the article was printed, None where it wasn't."""
        shown = present(text, self._language)
        if not shown:
            return None
        start = self.printed.rfind(shown) if last else self.printed.find(shown)
        return None if start < 0 else (start, start + len(shown))

    def take(self, text: str, *, last: bool = False) -> str | None:
        """Return what became of a text of the article, in its own marks; None where it wasn't printed.

        Words that were added where it begins or ends belong to it.
        """
        place = self.find(text, last=last)
        if place is None:
            return None
        return self.take_between(place[0], place[1], text)

    def around(self, text: str) -> tuple[tuple[str, str], tuple[str, str]]:
        """Return what was printed before a text, and what stands there now; then the same of what is behind.

        Nothing, where the text wasn't printed.
        """
        place = self.find(text)
        if place is None:
            return ("", ""), ("", "")
        start, end = place
        before = (self.printed[:start], self.edited[: self._bridge.start(start)])
        behind = (self.printed[end:], self.edited[self._bridge.end(end) :])
        return before, behind

    def start_of(self, offset: int) -> int:
        """Return where the words that were printed from `offset` on begin now."""
        return self._bridge.start(offset)

    def take_between(self, start: int, end: int, text: str, *, with_start: bool = True) -> str:
        """Return what became of the printed stretch that shows `text`, with what came in before it."""
        first = self._bridge.start(start) if with_start else self._bridge.end(start)
        edited = self.edited[first : self._bridge.end(end)]
        shown = self.printed[start:end]
        return canonical_text(text if edited == shown else restore_marks(text, shown, edited))


class Bridge:
    """Leads from places in one text to places in another one."""

    def __init__(self, before: str, after: str) -> None:
        if min(len(before), len(after)) > _MOST_CHARS:
            self._steps = _common_ends(before, after)
        else:
            self._steps = [
                (step.src_start, step.src_end, step.dest_start, step.dest_end, step.tag == "equal")
                for step in Levenshtein.opcodes(before, after)
            ]

    def start(self, offset: int) -> int:
        """Return the place of a start: before what was put in there."""
        return min(self._candidates(offset, at_end=False), default=0)

    def end(self, offset: int) -> int:
        """Return the place of an end: behind what was put in there."""
        return max(self._candidates(offset, at_end=True), default=0)

    def keeps(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the text stands in the other one as it is."""
        return any(equal and old <= start and end <= old_end for old, old_end, _, _, equal in self._steps)

    def _candidates(self, offset: int, *, at_end: bool) -> list[int]:
        found = []
        for start, end, new_start, new_end, equal in self._steps:
            if start == offset:
                found.append(new_start)
            if end == offset:
                found.append(new_end)
            if start < offset < end:
                found.append(new_start + offset - start if equal else new_end if at_end else new_start)
        return found


def _common_ends(before: str, after: str) -> list[tuple[int, int, int, int, bool]]:
    least = min(len(before), len(after))
    head = next((place for place in range(least) if before[place] != after[place]), least)
    most = least - head
    tail = next((place for place in range(most) if before[-1 - place] != after[-1 - place]), most)
    old, new = len(before) - tail, len(after) - tail
    return [
        (0, head, 0, head, True),
        (head, old, head, new, False),
        (old, len(before), new, len(after), True),
    ]


def restore_marks(text: str, shown: str, edited: str) -> str:
    """Return `edited`, with `text` again where it still says what was `shown` of it.

    Only marks differ between `text` and `shown`; a quotation mark that the house style turned is turned back.
    """
    if text == shown:
        return edited
    back = Bridge(shown, text)
    pieces: list[str] = []
    for step in Levenshtein.opcodes(shown, edited) if len(shown) <= _MOST_CHARS else ():
        if step.tag == "equal":
            start = back.start(step.src_start) if step.src_start == 0 else back.end(step.src_start)
            pieces.append(text[start : back.end(step.src_end)])
        else:
            pieces.append(edited[step.dest_start : step.dest_end])
    return "".join(pieces) if pieces or not edited else edited
