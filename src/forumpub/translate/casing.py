"""Capitals in text for an engine: Title Case and whole lines of capitals are known to confuse models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from forumpub.source import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# In ordinary text fewer of the words begin with a capital.
_TITLE_CASE_SHARE = 0.6
_FEWEST_WORDS = 3
# "ASEAN" and "RCEP" stay; a longer word of capitals is a shout.
_LONGEST_ACRONYM_CHARS = 6


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that some text writes small: those are no names."""
    return frozenset(
        match.group() for text in texts for match in _WORD.finditer(text) if match.group().islower()
    )


def lower_capitals(text: str, *, known: frozenset[str], protected: Sequence[Span] = ()) -> str:
    """Write a title, or a line of capitals, as a sentence would be written.

    Args:
        text: any text; one in ordinary writing comes back as it is.
        known: words that are written small elsewhere. Other capitals may be names, and stay unless all of the
            text is in capitals.
        protected: stretches that stay as they are, as names.
    """
    words = tuple(_WORD.finditer(text))
    if len(words) < _FEWEST_WORDS:
        return text
    shouted = not any(match.group().islower() for match in words) and text.upper() == text != text.lower()
    capitals = sum(match.group()[0].isupper() for match in words)
    if not shouted and capitals < len(words) * _TITLE_CASE_SHARE:
        return text
    return lower_words(text, known=None if shouted else known, protected=protected, first=False)


def lower_words(
    text: str, *, known: frozenset[str] | None, protected: Sequence[Span] = (), first: bool = True
) -> str:
    """Write words small, acronyms aside; only those of `known` where it is given."""
    shouted = known is None and text.upper() == text

    def lower(match: re.Match[str]) -> str:
        word = match.group()
        span = Span(match.start(), match.end())
        if any(span.start < other.end and other.start < span.end for other in protected):
            return word
        acronym = word.isupper() and 1 < len(word) <= _LONGEST_ACRONYM_CHARS
        if (acronym and not shouted) or (known is not None and word.lower() not in known):
            return word
        if match.start() == 0 and not first:
            return word[:1] + word[1:].lower()
        # A few capitals change their length when small; spans must hold.
        return small if len(small := word.lower()) == len(word) else word

    return _WORD.sub(lower, text)
