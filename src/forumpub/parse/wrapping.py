"""Lines and paragraphs: is a text wrapped by hand, and which lines belong together."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from forumpub.patterns import lazy_pattern
from forumpub.source import Line

_TERMINAL = lazy_pattern(r"(?:[.?!:…。？！：]|--|[-—–])[\"”’'»」』)\]\s]*$|[)\]♪]\s*$")
_MIN_OPEN_CHARS = 32
_MAX_WRAPPED_CHARS = 130
_SAMPLE_LINES = 4000


class Chunk(NamedTuple):
    """Lines that are read as one: `start` and `end` are offsets without the last line end."""

    start: int
    end: int


def ends_sentence(text: str) -> bool:
    """Say whether a line ends where a sentence or a stage direction may end."""
    return bool(_TERMINAL.search(text[-12:]))


def is_hard_wrapped(lines: Sequence[Line], is_start: Callable[[str], bool]) -> bool:
    """Say whether paragraphs are broken into lines by hand.

    They are where many lines that have another line right below stop in mid-sentence. `is_start` tells a line
    that begins something new of itself (a cue, a stage direction).
    """
    breaks = opened = 0
    for line, following in itertools.pairwise(lines[:_SAMPLE_LINES]):
        upper, lower = line.text.strip(), following.text.strip()
        if not upper or not lower or len(upper) > _MAX_WRAPPED_CHARS:
            continue
        if is_start(lower):
            continue
        breaks += 1
        opened += len(upper) >= _MIN_OPEN_CHARS and not ends_sentence(upper)
    return opened > 0 and opened * 5 >= breaks * 2


def split_chunks(
    lines: Iterable[Line], *, wrapped: bool, is_start: Callable[[str], bool]
) -> list[Chunk | None]:
    """Join the lines that are read as one; None stands for a blank line.

    In a wrapped text these are the lines between blank ones, else single lines; a line that stops in
    mid-sentence takes one that goes on in small letters.
    """
    chunks: list[Chunk | None] = []
    tail = ""
    for line in lines:
        text = line.text.strip()
        if not text:
            chunks.append(None)
            continue
        last = chunks[-1] if chunks else None
        joins = last is not None and (
            (wrapped and not is_start(text)) or (text[0].islower() and not ends_sentence(tail))
        )
        if joins and last is not None:
            chunks[-1] = Chunk(last.start, line.end)
        else:
            chunks.append(Chunk(line.start, line.end))
        tail = text[-12:]
    return chunks
