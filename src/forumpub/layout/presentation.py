"""The last layer of text: how the article's words are printed. Marks change, words never do.

A blank before a comma goes, quotation marks become the language's own, three dots become an ellipsis.
No-break spaces stand only in interface phrases: in an article's text they would come out again in every copy
and spoil every search.
"""

from __future__ import annotations

import re

from forumpub.locales import Language
from forumpub.patterns import lazy_pattern

# What XML and PDF strings can't hold: controls, lone surrogates, non-characters. A reader has replaced and
# reported them already; an article from elsewhere may still hold some.
_UNPRINTABLE = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WIDE_BLANK = lazy_pattern(r"[\t\n\r\u2028\u2029]+")
# The look-behind lets a run of blanks be tried at its first blank only, which keeps this linear.
_BLANK_BEFORE_MARK = lazy_pattern(
    r"(?<=[^\W_])[ \u00a0]+(?=[,;:!?](?:[\s\w\"”’»」』)]|$)|\.(?:[\s\"”’»」』)]|$)|[，、。；：！？])"
)
_THREE_DOTS = lazy_pattern(r"(?<!\.)\.\.\.(?!\.)")
_QUOTE_MARK = lazy_pattern(r"[\"“”„«»「」『』'‘’]")
_OPENING = frozenset("“„«「")
_CLOSING = frozenset("”»」")
_BEFORE_OPENING = frozenset("([{（【〔《—–-/“‘「『«")
_APOSTROPHE = "’"


def present(text: str, language: Language) -> str:
    """Put text into presentation form. The letters and digits, and their order, stay as they are."""
    text = _WIDE_BLANK.sub(" ", _UNPRINTABLE.sub("\ufffd", text))
    text = _BLANK_BEFORE_MARK.sub("", text)
    text = _THREE_DOTS.sub("…", text)
    return _set_quotes(text, language)


def show_verbatim(line: str) -> str:
    """Make a line of the source printable and change nothing else."""
    return _UNPRINTABLE.sub("\ufffd", line.replace("\t", "    "))


def _set_quotes(text: str, language: Language) -> str:
    marks = list(_QUOTE_MARK.finditer(text))
    if not marks:
        return text
    setter = _QuoteSetter(text, language, last_closing=_last_closing(text, marks))
    pieces: list[str] = []
    end = 0
    for mark in marks:
        pieces += [text[end : mark.start()], setter.set_mark(mark.start())]
        end = mark.end()
    return "".join([*pieces, text[end:]])


def _last_closing(text: str, marks: list[re.Match[str]]) -> int:
    """Find the last single mark that may close: one after a letter or stop, with no letter after it."""
    for mark in reversed(marks):
        before, after = text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]
        if mark.group() in "'’" and before.strip() and not after.isalnum():
            return mark.start()
    return -1


class _QuoteSetter:
    """Sets the marks of one paragraph from left to right and remembers which are open."""

    def __init__(self, text: str, language: Language, *, last_closing: int) -> None:
        self._text = text
        self._quotes = language.quotes
        self._last_closing = last_closing
        self._open = False
        self._inner_open = False

    def set_mark(self, offset: int) -> str:
        mark = self._text[offset]
        if mark in "'‘’":
            return self._set_single(mark, offset)
        if mark in "『』":
            return self._quotes.inner_open if mark == "『" else self._quotes.inner_close
        if mark in _OPENING or mark in _CLOSING:
            self._open = mark in _OPENING
        else:
            before = self._text[offset - 1 : offset]
            if before.isdigit() and not self._open:
                return mark  # inches or seconds
            self._open = self._opens(offset, is_open=self._open)
        return self._quotes.open if self._open else self._quotes.close

    def _set_single(self, mark: str, offset: int) -> str:
        before, after = self._text[max(0, offset - 1) : offset], self._text[offset + 1 : offset + 2]
        if before.isalnum() and after.isalnum() and before.isascii() and mark != "‘":
            return _APOSTROPHE
        if mark == "‘" or (mark == "'" and not before.strip() and self._last_closing > offset):
            self._inner_open = True
            return self._quotes.inner_open
        if self._inner_open and not after.isalnum():
            self._inner_open = False
            return self._quotes.inner_close
        return _APOSTROPHE

    def _opens(self, offset: int, *, is_open: bool) -> bool:
        """Tell an opening straight mark from a closing one by its neighbours, else by what is open."""
        before, after = self._text[max(0, offset - 1) : offset], self._text[offset + 1 : offset + 2]
        starts = not before.strip() or before in _BEFORE_OPENING
        ends = not after.strip()
        if starts != ends:
            return starts
        return not is_open
