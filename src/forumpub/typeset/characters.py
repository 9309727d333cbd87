"""Characters that need more than a glyph: blanks, line ends, what draws nothing, what a PDF may not hold."""

from __future__ import annotations

import re

from forumpub.patterns import lazy_pattern

# UAX #14 classes BK, CR, LF and NL: the line ends after them.
LINE_ENDS = frozenset("\n\v\f\r\x85\u2028\u2029")

# Blanks that hang over the margin at a line's end. The no-break blanks are not among them: they belong to the
# word they hold together.
BLANKS = LINE_ENDS | frozenset(
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)

_BLANKS = "".join(sorted(BLANKS))

# Blanks that HarfBuzz sets from the advance of U+0020 where the font lacks them.
SYNTHETIC_BLANKS = BLANKS | frozenset("\u00a0\u2007\u202f")

SOFT_HYPHEN = "\u00ad"

_IGNORABLE = (
    "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ALL_IGNORABLE = lazy_pattern(f"[{_IGNORABLE}]+")
_ANY_IGNORABLE = lazy_pattern(f"[{_IGNORABLE}]")

_SURROGATE = lazy_pattern("[\ud800-\udfff]")
# U+1680 is the one blank for which HarfBuzz has no stand-in where the font lacks it.
_UNSHAPEABLE = lazy_pattern("[\t\n\v\f\r\x85\u1680\u2028\u2029\ud800-\udfff]")
_UNMAPPABLE = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff\U000f0000-\U0010ffff]"
)


def is_ignorable(text: str) -> bool:
    """Tell whether a text is nothing but default-ignorable characters, which draw nothing in any font."""
    return not text.isascii() and _ALL_IGNORABLE.fullmatch(text) is not None


def has_ignorable(text: str) -> bool:
    """Tell whether a text holds any default-ignorable character."""
    return not text.isascii() and _ANY_IGNORABLE.search(text) is not None


def drop_ignorable(text: str) -> str:
    """Return the text without its default-ignorable characters."""
    return text if text.isascii() else _ANY_IGNORABLE.sub("", text)


def is_blank(text: str) -> bool:
    """Tell whether a text holds nothing but blanks and characters that draw nothing."""
    return not drop_ignorable(text).strip(_BLANKS)


def text_for_breaking(text: str) -> str:
    """Return a text of equal length that ICU can read.

    A lone surrogate can't be encoded; U+FFFF stands in for it, which no font has and which breaks nowhere.
    """
    return text if text.isascii() else _SURROGATE.sub("\uffff", text)


def text_for_shaping(text: str) -> str:
    """Return a text of equal length that HarfBuzz can shape: tabs and line ends are spaces there."""
    if text.isprintable():
        return text
    return _UNSHAPEABLE.sub(lambda match: " " if match.group() < "\ud800" else "\uffff", text)


def text_for_extraction(text: str) -> str:
    """Return what a PDF may say that a glyph stands for.

    ISO 19005-2 forbids U+0000, U+FEFF and U+FFFE in a ToUnicode map, and private-use characters without an
    ActualText; controls mean nothing on a page. Never empty.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNMAPPABLE.sub(_mappable, text) or "\u2060"


def _mappable(match: re.Match[str]) -> str:
    char = match.group()
    if char in BLANKS:
        return " "
    return "" if char == "\ufeff" else "\ufffd"
