"""Canonical paragraph text: what the model keeps of a stretch of source, and the way back to the source.

Canonical text is NFC, without blanks at its edges and without line ends; lines that a program wrapped are
joined. Characters that no document may hold become U+FFFD; control characters that stand for a blank become
one, and Word's own characters for bullets become bullets. Nothing else is changed: how the text looks on a
page is the renderer's business.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from forumpub.model import Para
from forumpub.parse.draft import DraftPara
from forumpub.parse.notation import Notation, find_escape, read_notation
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText, Span

# What `str.isspace` calls blank, and three characters of no width that editors leave at the edges of lines.
BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)
_BLANK_SET = frozenset(BLANKS)
_LINE_END = lazy_pattern(r"\r\n|\n|\r")
# Blanks that XML can't hold, or that a page would take for a line end.
_BLANK_CONTROLS = lazy_pattern(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_ILLEGAL = lazy_pattern(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Bullets of Symbol and Wingdings, which Word keeps as characters of its own.
_WORD_BULLETS = lazy_pattern("[\uf06c\uf06e\uf071\uf075\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc]")
_NEEDS_CARE = lazy_pattern(
    r"[\r\n\uf06c-\uf0fc\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
# Scripts that put no blank between words: Han with its punctuation, kana, full-width forms; Thai, Lao,
# Myanmar, Khmer. Hangul has blanks.
_UNSPACED = (
    r"\u2e80-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef"
    r"\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2014\u2026"
)
_ENDS_UNSPACED = lazy_pattern(f"[{_UNSPACED}]$")
_STARTS_UNSPACED = lazy_pattern(f"[{_UNSPACED}]")
_HAN = lazy_pattern(r"[\u3400-\u9fff]")
# Mark-up between two pieces divides no word, whatever blanks stand inside a tag; a line break does, and so
# does the end of a paragraph.
_INLINE_TAG = lazy_pattern(
    r"<(?!\\?/?(?:[\w-]{1,20}:)?(?:br|p|div|li|td|tr)\b)[^<>]{0,2000}>|\]\]>", re.IGNORECASE
)
_NUMBER_BEFORE = lazy_pattern(r"\d[.,:/%\-]?$")
_NUMBER_AFTER = lazy_pattern(r"[.,:/\-]?\d|%")
_BROKEN_HYPHEN = lazy_pattern(r"\w[-\u2010]$")
# Unicode's stream-safe format allows 30 marks in a row; CPython sorts a longer row in quadratic time.
_MARK_FLOOD = lazy_pattern(
    r"([\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a"
    r"\u07eb-\u07f3\u0816-\u082d\u0859-\u085b\u08d3-\u08ff\u093c\u094d\u0951-\u0954\u0e38-\u0e3a\u0e48-\u0e4b"
    r"\u0eb8-\u0ecb\u0f18-\u0fc6\u1037-\u103a\u17d2\u17dd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f"
    r"\u3099\u309a\ufe20-\ufe2f\U0001d165-\U0001d1ad]{64,})"
)


def is_blank(character: str) -> bool:
    """Say whether a character carries no text: every kind of blank, and U+200B, U+2060 and U+FEFF."""
    return character in _BLANK_SET


def trim(text: str, start: int, end: int) -> Span:
    """Return the part of `text[start:end]` between its outermost characters that aren't blank.

    A stretch of blanks gives an empty span.
    """
    if start < end and text[start] not in _BLANK_SET and text[end - 1] not in _BLANK_SET:
        return Span(start, end)
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(BLANKS))
    return Span(start + left, start + max(left, len(piece.rstrip(BLANKS))))


def canonical_text(raw: str) -> str:
    """Return the canonical form of a stretch of source text."""
    text = raw.strip(BLANKS)
    if _NEEDS_CARE.search(text):
        joined = _join_lines(text) if "\n" in text or "\r" in text else text
        text = _ILLEGAL.sub("\ufffd", _BLANK_CONTROLS.sub(" ", joined))
        text = _WORD_BULLETS.sub("•", text)
    return _compose(text)


def canonical_pieces(
    source: SourceText, pieces: Sequence[Span], *, notation: Notation = Notation.PLAIN
) -> str:
    """Return the canonical text of one paragraph that stands in several places.

    Two pieces are one word where nothing but tags stands between them, and nothing blank at the edges where
    they meet.
    """
    parts = _parts_of(source, pieces, notation)
    return _compose("".join(glue + part for glue, part in parts))


def _parts_of(source: SourceText, pieces: Sequence[Span], notation: Notation) -> Iterator[tuple[str, str]]:
    """Give, for each piece, what stands between it and the text before it, and its own text."""
    before = ""
    end = 0
    for piece in pieces:
        raw = source.slice(piece)
        part = canonical_text(read_notation(raw, notation))
        glue = ""
        if before and part:
            between = source.text[end : piece.start] if end <= piece.start else "\n"
            apart = _INLINE_TAG.sub("", between) or is_blank(raw[0]) or is_blank(source.text[end - 1])
            glue = _glue(before, part) if apart else ""
        yield glue, part
        before = part or before
        end = piece.end


def find_notation(source: SourceText, para: Para) -> Notation | None:
    """Return the notation in which a paragraph's places say its text, None where they say something else."""
    pieces = para.pieces or (para.span,)
    for notation in Notation:
        if canonical_pieces(source, pieces, notation=notation) == para.text:
            return notation
    return None


def make_para(source: SourceText, start: int, end: int, *, continues: bool = False) -> DraftPara | None:
    """Make a paragraph of `source.text[start:end]`; None where there is no text."""
    span = trim(source.text, start, end)
    if not len(span):
        return None
    return DraftPara(text=canonical_text(source.slice(span)), span=span, continues=continues)


def locate(source: SourceText, para: Para, offset: int) -> int:
    """Return the source offset of the character at `offset` of a paragraph's text.

    An offset at the end of the text gives the end of the paragraph. Inside a composed character it is the
    first character of the group.
    """
    wanted = max(0, offset)
    pieces = para.pieces or (para.span,)
    if len(pieces) == 1 and len(para.text) == len(para.span) and source.slice(para.span) == para.text:
        return min(pieces[0].start + wanted, pieces[0].end)
    notation = find_notation(source, para) or Notation.PLAIN
    begin = 0
    for piece, (glue, part) in zip(pieces, _parts_of(source, pieces, notation), strict=True):
        begin += len(glue)
        seen = begin
        for at, length in _steps(source.slice(piece), notation):
            if wanted < seen + length:
                return piece.start + at
            seen += length
        begin += len(part)
    return para.span.end


def _steps(raw: str, notation: Notation) -> Iterator[tuple[int, int]]:
    """Give, for each group of characters of `raw`, its offset and how many canonical characters it makes."""
    start = len(raw) - len(raw.lstrip(BLANKS))
    end = len(raw.rstrip(BLANKS))
    at = start
    while at < end:
        stop = at + 1
        if (escape := find_escape(raw, at, notation)) is not None:
            stop = escape
            yield at, len(_compose(read_notation(raw[at:stop], notation)))
        elif raw[at] in "\r\n" or (is_blank(raw[at]) and _is_wrap(raw, at, end)):
            while stop < end and is_blank(raw[stop]):
                stop += 1
            yield at, len(_glue(_line_before(raw, at), _line_after(raw, stop)))
        else:
            while stop < end and (unicodedata.combining(raw[stop]) or not _apart(raw[at:stop], raw[stop])):
                stop += 1
            yield at, len(_compose(_BLANK_CONTROLS.sub(" ", raw[at:stop])))
        at = stop


def _is_wrap(raw: str, at: int, end: int) -> bool:
    """Say whether the blanks from `at` on hold a line end."""
    while at < end and is_blank(raw[at]):
        if raw[at] in "\r\n":
            return True
        at += 1
    return False


def _line_before(raw: str, at: int) -> str:
    begin = max(raw.rfind("\n", 0, at), raw.rfind("\r", 0, at)) + 1
    return raw[begin:at].strip(BLANKS) or raw[:at].rstrip(BLANKS)[-1:]


def _line_after(raw: str, at: int) -> str:
    match = _LINE_END.search(raw, at)
    return raw[at : match.start() if match else len(raw)].strip(BLANKS)


def _apart(group: str, character: str) -> bool:
    """Say whether NFC leaves `character` alone after `group`."""
    if character < "\u0300":
        return True
    if len(group) > 64:
        return False
    return _compose(group + character) == _compose(group) + _compose(character)


def _compose(text: str) -> str:
    if text.isascii():
        return text
    parts = _MARK_FLOOD.split(text)
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return "".join(parts)


def _join_lines(text: str) -> str:
    lines = [line.strip(BLANKS) for line in _LINE_END.split(text)]
    kept = [line for line in lines if line]
    parts = kept[:1]
    for before, after in itertools.pairwise(kept):
        parts += (_glue(before, after), after)
    return "".join(parts)


def _glue(before: str, after: str) -> str:
    """Return what stood between two lines before a program wrapped them."""
    if _ENDS_UNSPACED.search(before[-1:]) or _STARTS_UNSPACED.match(after):
        return ""
    if _NUMBER_BEFORE.search(before[-2:]) and _NUMBER_AFTER.match(after) and _HAN.search(before + after):
        return ""  # Chinese is wrapped at any character, inside a number too
    if _BROKEN_HYPHEN.search(before[-2:]) and after[:1].isalnum():
        return ""  # wrapped after the hyphen of a compound
    return " "
