"""How alike two texts are, and when they count as equal."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

_BLANKS = re.compile("[ \t\r\n]+")


def canonical(text: str) -> str:
    """Return what of a text an article keeps: composed, trimmed, blanks and line breaks as one."""
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text).strip(" "))


def likeness(one: str, other: str) -> float:
    """Return 0 to 1: how much of both texts is equal, in the same order."""
    return fuzz.ratio(one, other) / 100


def containment(part: str, whole: str) -> float:
    """Return 0 to 1: how much of `part` stands in `whole` in one piece; 0 if it is the longer one."""
    if not part or len(part) > len(whole):
        return 0.0
    return 1.0 if part in whole else fuzz.partial_ratio(part, whole) / 100
