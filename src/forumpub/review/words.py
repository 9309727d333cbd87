"""What differs between two texts, word by word."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Indel

from forumpub.values import dataclass

# Scripts that put no blanks between words: a cluster of theirs counts as a word. Marks belong to the letter
# before them, and `\w` leaves them out.
_SPACELESS = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a\u103f\u1050-\u1055"
    "\u1780-\u17b3\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_MARKS = (
    "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0b82\u0bbe-\u0bcd\u0bd7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1"
    "\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060\u17b4-\u17d3"
)
_WORD = re.compile(rf"\s+|[{_SPACELESS}][{_MARKS}]*|(?:(?![{_SPACELESS}])[\w{_MARKS}])+|[^\w\s{_MARKS}]")
# Beyond this the middle of two texts is taken to be rewritten: a diff of it would cost more than it tells.
_MOST_WORDS = 4000
_ISLAND_CHARS = 3


class Edit(enum.StrEnum):
    """What became of some words."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Consecutive words with one fate. `start` is where they stand in the text before, or come in there."""

    edit: Edit
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where they end in the text before."""
        return self.start if self.edit is Edit.INSERTED else self.start + len(self.text)


def split_words(text: str) -> list[str]:
    """Split a text into words, blanks and marks; joined, they are the text."""
    return _WORD.findall(text)


def compare_words(before: str, after: str) -> tuple[Passage, ...]:
    """Compare two texts.

    Returns:
        Passages in reading order: those kept or deleted, joined, are `before`; those kept or inserted are
        `after`. Of a replacement the deletion comes first. Short words between two changes count as changed
        too, so that a rewritten clause is one replacement and not many.
    """
    if before == after:
        return (Passage(edit=Edit.KEPT, text=before, start=0),) if before else ()
    old, new = split_words(before), split_words(after)
    head = _common(old, new)
    tail = _common(reversed(old[head:]), reversed(new[head:]))
    pairs = [
        ("".join(old[:head]), "".join(new[:head])),
        *_compare_middle(old[head : len(old) - tail], new[head : len(new) - tail]),
        ("".join(old[len(old) - tail :]), "".join(new[len(new) - tail :])),
    ]
    return tuple(_passages(_join_islands(pairs)))


def _common(old: Iterable[str], new: Iterable[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _compare_middle(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of what was and what is: equal ones are kept."""
    if not old or not new or len(old) > _MOST_WORDS or len(new) > _MOST_WORDS:
        yield "".join(old), "".join(new)
        return
    for step in Indel.opcodes(old, new):
        yield (
            "".join(old[step.src_start : step.src_end]),
            "".join(new[step.dest_start : step.dest_end]),
        )


def _join_islands(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join neighbours of one kind, and changes with nothing but a short word or blanks between them."""
    joined: list[tuple[str, str]] = []
    for old, new in pairs:
        if not old and not new:
            continue
        if joined and (joined[-1][0] == joined[-1][1]) == (old == new):
            joined[-1] = (joined[-1][0] + old, joined[-1][1] + new)
        else:
            joined.append((old, new))
    found: list[tuple[str, str]] = []
    for place, (old, new) in enumerate(joined):
        island = old == new and 0 < place < len(joined) - 1 and _is_island(old)
        if found and (island or (found[-1][0] != found[-1][1] and old != new)):
            found[-1] = (found[-1][0] + old, found[-1][1] + new)
        else:
            found.append((old, new))
    return found


def _is_island(text: str) -> bool:
    # A number stays: whoever reads the changes must see that it is the same.
    words = text.strip()
    return len(words) < _ISLAND_CHARS and (not words or words.isalpha())


def _passages(pairs: Iterable[tuple[str, str]]) -> Iterator[Passage]:
    start = 0
    for old, new in pairs:
        if old == new:
            yield Passage(edit=Edit.KEPT, text=old, start=start)
        else:
            if old:
                yield Passage(edit=Edit.DELETED, text=old, start=start)
            if new:
                yield Passage(edit=Edit.INSERTED, text=new, start=start + len(old))
        start += len(old)
