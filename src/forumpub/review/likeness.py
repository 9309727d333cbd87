"""How alike two texts are, and when they count as equal."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from rapidfuzz import fuzz

# Longer texts are judged by their beginning: comparing takes time by the product of the lengths.
MOST_CHARS: Final = 20_000
_BLANKS = re.compile("[ \t\r\n]+")


def canonical(text: str) -> str:
    """Return what of a text an article keeps: composed, trimmed, blanks and line breaks as one."""
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text).strip(" "))


def likeness(one: str, other: str) -> float:
    """Return 0 to 1: how much of both texts is equal, in the same order."""
    if one == other:
        return 1.0
    return fuzz.ratio(one[:MOST_CHARS], other[:MOST_CHARS]) / 100


def containment(part: str, whole: str) -> float:
    """Return 0 to 1: how much of `part` stands in `whole` in one piece; 0 if it is the longer one."""
    if not part or len(part) > len(whole):
        return 0.0
    return 1.0 if part in whole else fuzz.partial_ratio(part[:MOST_CHARS], whole[:MOST_CHARS]) / 100
