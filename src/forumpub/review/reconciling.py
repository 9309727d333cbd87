"""One passage in two editors' copies: what the first copy should say so that it holds what the second says.

A passage is a text of the base, or several that one of the editors joined. Who only divides or joins
paragraphs, and who only changes words, don't disagree: the new words are cut where the new paragraphs begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from forumpub.review.carrying import Bridge
from forumpub.review.likeness import canonical
from forumpub.values import dataclass

# So many characters before or behind a border must be what they were for it to be found again.
_KEPT_CHARS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one copy has of a passage: its paragraphs, and those of what that copy was published from.

    `divided`: its paragraphs begin where others of the base began, or no more where they did.
    """

    base: tuple[str, ...]
    now: tuple[str, ...]
    divided: bool = False

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was done to it."""
        return not self.divided and _canonical(self.base) == _canonical(self.now)

    @property
    def keeps_words(self) -> bool:
        """Whether all words are what and where they were."""
        return _squeezed(self.base) == _squeezed(self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What the paragraphs of a passage should say. `clash`: both editors changed it, and differently."""

    texts: tuple[str, ...]
    clash: bool = False


def reconcile(ours: Side, theirs: Side) -> Resolution | None:
    """Say what the first copy should have of a passage; None where it may stay as it is there."""
    if theirs.is_untouched or _canonical(theirs.now) == _canonical(ours.now):
        return None
    if ours.is_untouched:
        return Resolution(texts=theirs.now)
    if ours.now and theirs.now:
        cut: tuple[str, ...] | None = None
        if ours.keeps_words and not theirs.divided:
            cut = divide_alike(ours.now, " ".join(theirs.now))
        elif theirs.keeps_words and not ours.divided:
            cut = divide_alike(theirs.now, " ".join(ours.now))
        if cut is not None:
            return Resolution(texts=cut)
    return Resolution(texts=theirs.now, clash=True)


def divide_alike(pieces: Sequence[str], words: str) -> tuple[str, ...] | None:
    """Divide a text as another version of it is divided.

    Args:
        pieces: the other version's paragraphs.
        words: the text.

    Returns:
        As many paragraphs; None where a border lies in words that are no longer there.
    """
    bridge = Bridge(" ".join(pieces), words)
    found: list[str] = []
    start = end = 0
    for piece, other in pairwise(pieces):
        end += len(piece)
        cut, following = bridge.end(end), bridge.start(end + 1)
        last, first = min(len(piece), _KEPT_CHARS), min(len(other), _KEPT_CHARS)
        is_there = bridge.keeps(end - last, end) or bridge.keeps(end + 1, end + 1 + first)
        if not is_there or not start <= cut <= following or words[cut:following].strip():
            return None
        found.append(words[start:cut].strip())
        start = following
        end += 1
    found.append(words[start:].strip())
    return tuple(found) if all(found) else None


def _canonical(texts: Sequence[str]) -> list[str]:
    return [canonical(text) for text in texts]


def _squeezed(texts: Sequence[str]) -> str:
    # Between two paragraphs of Chinese or Thai there is no blank when they are one.
    return "".join("".join(canonical(text).split()) for text in texts)
