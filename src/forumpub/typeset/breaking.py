"""Where a line may end: UAX #14 with ICU's dictionaries, and the house's additions."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from icu4py.breakers import CharacterBreaker, LineBreaker

from forumpub.patterns import lazy_pattern
from forumpub.typeset.characters import LINE_ENDS, SOFT_HYPHEN, text_for_breaking
from forumpub.typeset.scripts import canonical_lang

# Repetition and abbreviation marks of Thai, Lao and Khmer. They belong to the word before even where
# orthography puts a space between, as the Royal Society of Thailand does; ICU breaks before them.
NEVER_AT_LINE_START = frozenset("\u0e46\u0ec6\u17d7\u0e2f\u0eaf")

# Closing marks that ICU lets start a line in some contexts, such as after a space or a quote.
_CLOSING = frozenset("，。、：；？！）］｝》〉」』】〕〗’”…—%％‰°℃")

# One letter and a hyphen, as in e-commerce: a line that ends in "e-" reads as a slip.
_PREFIX = lazy_pattern(r"(?<![\w’'-])[A-Za-z]-")

# Between the parts of a foreign name in Chinese, or of a line that says several things: it ends a line, and
# starts none (W3C, Requirements for Chinese Text Layout, line-start prohibition rules).
_MIDDLE_DOTS = frozenset("·・‧")

# The number of a paragraph, article or session, which ICU tears apart on both sides: 第4段.
_ORDINAL = lazy_pattern(r"第[0-9](?:[0-9、和及至–-]{0,20}[0-9])?\Z")
_LONGEST_ORDINAL = 24

# A space that doesn't break holds on both sides, but not after a full stop of Khmer or Burmese, which UAX #14
# takes for a break opportunity of its own (rule LB12a).
_NO_BREAK_SPACE = "\u00a0"
_STOPS_BEFORE_IT = "\u17d4\u17d5\u104a\u104b"

# All that can make a break of ICU's one that the house forbids; most paragraphs have none of it.
_HOLDS = lazy_pattern(
    f"[{''.join(sorted(NEVER_AT_LINE_START))}{SOFT_HYPHEN}{''.join(sorted(_MIDDLE_DOTS))}]|第[0-9]|{_PREFIX.pattern}"
    f"|[{_STOPS_BEFORE_IT}]{_NO_BREAK_SPACE}"
)

# A base and the 30 marks that UAX #15 calls safe; more is a stack that no script writes. Poppler reads no
# ToUnicode entry of 256 characters, which 64 of them in UTF-16 are; 31 fit even outside the BMP.
MAX_CLUSTER = 31
_SIMPLE = lazy_pattern(r"[\x20-\x7e]*")


def segments(text: str, lang: str) -> list[str]:
    """Split a paragraph at its break opportunities.

    Args:
        text: any; a segment that ends in a line end must end its line.
        lang: BCP 47 tag; Thai, Lao, Khmer, Burmese and Chinese words are found by dictionary in any.

    Returns:
        Segments, each with the blanks after it; joined, they give the text back.

    Source:
        https://www.unicode.org/reports/tr14/
    """
    # icu4py's `segments()` counts UTF-16 units; iterating gives strings, whose lengths are code points.
    readable = text_for_breaking(text)
    found = list(LineBreaker(readable, _locale(lang)))
    if readable == text and not _HOLDS.search(text):
        return found
    kept: list[str] = []
    start = end = 0
    for segment in found:
        if end > start and not _must_stay(text, end, segment):
            kept.append(text[start:end])
            start = end
        end += len(segment)
    if end > start:
        kept.append(text[start:end])
    return kept


def _must_stay(text: str, at: int, segment: str) -> bool:
    """Tell whether the break that ICU allows at an offset is one the house forbids."""
    if text[at - 1] in LINE_ENDS:
        return False
    return (
        segment[0] in NEVER_AT_LINE_START
        or segment[0] in _MIDDLE_DOTS
        or (segment[0] == _NO_BREAK_SPACE and text[at - 1] in _STOPS_BEFORE_IT)
        or (text[at - 1] == "第" and "0" <= segment[0] <= "9")
        or ("0" <= text[at - 1] <= "9" and "\u4e00" <= segment[0] <= "\u9fff" and _is_ordinal(text, at))
        or text[at - 1] == SOFT_HYPHEN
        or bool(at > 1 and _PREFIX.match(text, at - 2))
    )


def _is_ordinal(text: str, at: int) -> bool:
    """Tell whether the digits before an offset count what follows."""
    return _ORDINAL.search(text, max(0, at - _LONGEST_ORDINAL), at) is not None


def graphemes(text: str, lang: str) -> Iterator[str]:
    """Split a text into grapheme clusters (UAX #29). One of more than 31 characters is cut there."""
    if _SIMPLE.fullmatch(text):
        yield from text
        return
    start = 0
    for cluster in CharacterBreaker(text_for_breaking(text), _locale(lang)):
        end = start + len(cluster)
        if len(cluster) <= MAX_CLUSTER:
            yield text[start:end]
        else:
            for at in range(start, end, MAX_CLUSTER):
                yield text[at : min(at + MAX_CLUSTER, end)]
        start = end


@functools.lru_cache(maxsize=256)
def _locale(lang: str) -> str:
    return canonical_lang(lang).replace("-", "_")
