"""How plausible a text is that came out of bytes of unknown encoding."""

from __future__ import annotations

import re
from typing import NamedTuple

from forumpub.parse.frequent import characters
from forumpub.parse.syllables import korean_share, thai_share, vietnamese_share
from forumpub.patterns import lazy_pattern

_SAMPLE_BYTES = 200_000
_LEGACY = ("gb18030", "big5", "cp1252", "cp874", "cp1258", "cp949")
_WIDE = ("utf-16-le", "utf-16-be")
_CHINESE_MARKS = frozenset("，。、；：？！（）《》【】〔〕“”‘’—…·「」『』〈〉％～　－０１２３４５６７８９")
_WESTERN_MARKS = frozenset("’‘“”–—…•€£©®°·«»\xa0§½¼¾´™")
_WESTERN_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜŒœŠšŽžŸÿ")
_HIGH = re.compile(rb"[\x80-\xff]")
_ASCII_LETTERS = lazy_pattern(r"[A-Za-z]")
# `’s`, a quotation mark at the edge of a word, one accented letter inside a word: how Western text uses them.
_WESTERN_USE = lazy_pattern(
    r"[A-Za-z][’'\xb4][a-z]|[‘“«][A-Za-z0-9]|[A-Za-z0-9.,!?][”’»]|\s[–—•·]\s|\w[–—]\w|[–—…]|"
    r"[A-Za-z]?[àáâãäåæçèéêëìíîïñòóôõöøùúûüýßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜŒœŠšŽž][a-z\s,.]|[€£©®°§½¼¾]|\xa0"
)


class Guess(NamedTuple):
    """An encoding and how well its text reads, from 0 to 1."""

    encoding: str
    score: float


def guess_encoding(data: bytes) -> Guess:
    """Guess the encoding of bytes that aren't UTF-8 and have no byte order mark.

    GB18030 is asked before Big5 and both before cp1252, which decodes almost anything. Thai (cp874, of which
    TIS-620 is a part), Vietnamese (cp1258) and Korean (cp949, of which EUC-KR is a part) have to read better
    than all of them.
    """
    sample = _sample(data)
    best = Guess("cp1252", 0.0)
    for encoding in (*_LEGACY, *(_WIDE if len(data) % 2 == 0 else ())):
        score = _score(sample, encoding)
        if score > best.score + 0.02:
            best = Guess(encoding, score)
    return best


def _sample(data: bytes) -> bytes:
    """Return whole lines around the first bytes outside ASCII: those decide."""
    first = _HIGH.search(data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    if len(data) - start <= _SAMPLE_BYTES:
        return data[start:]
    end = data.find(b"\n", start + _SAMPLE_BYTES)
    return data[start : end + 1 if 0 <= end < start + 2 * _SAMPLE_BYTES else start + _SAMPLE_BYTES]


def _score(sample: bytes, encoding: str) -> float:
    if encoding in _WIDE:
        sample = sample[: len(sample) // 2 * 2]
    text = sample.decode(encoding, "replace")
    strange = [character for character in text if character > "\x7f"]
    if not strange:
        return 0.0
    broken = text.count("\ufffd") / len(strange)
    if broken > 0.1:
        return 0.0
    match encoding:
        case "cp1252":
            share = _western_share(text, strange)
        case "cp874":
            share = thai_share(text, len(strange))
        case "cp1258":
            share = vietnamese_share(text, len(strange))
        case "cp949":
            share = korean_share(text, len(strange))
        case _:
            share = _chinese_share(strange, encoding)
    return share * (1 - 5 * broken)


def _chinese_share(strange: list[str], encoding: str) -> float:
    frequent = characters("frequent-hant") | _CHINESE_MARKS
    if encoding != "big5":  # which holds no simplified characters
        frequent |= characters("frequent-hans")
    return sum(map(frequent.__contains__, strange)) / len(strange)


def _western_share(text: str, strange: list[str]) -> float:
    """Weigh the characters that Western text has, and only where it would have them."""
    known = sum(character in _WESTERN_MARKS or character in _WESTERN_LETTERS for character in strange)
    in_place = len(_WESTERN_USE.findall(text))
    letters = len(_ASCII_LETTERS.findall(text))
    sparse = min(1.0, letters / (3 * len(strange)))  # Western text is mostly ASCII
    return min(1.0, in_place / len(strange)) * (known / len(strange)) * sparse


def wide_score(sample: bytes, encoding: str) -> float:
    """Return the share of a UTF-16 text that is printable ASCII or frequent in Chinese."""
    text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
    known = characters("frequent-hans") | characters("frequent-hant") | _CHINESE_MARKS | _WESTERN_MARKS
    good = sum(
        "\x20" <= character < "\x7f" or character in "\t\n\r" or character in known for character in text
    )
    return good / max(1, len(text))
