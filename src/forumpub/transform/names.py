"""Names of people: when two spellings may be one person."""

from __future__ import annotations

import functools
import unicodedata

from forumpub.patterns import lazy_pattern
from forumpub.transform.lexicon import people_words

_PINYIN_V = lazy_pattern(r"(?<=[ln])v")
_JOINERS = lazy_pattern(r"[-‐‑–'’ʼ`´.·•・]")
_POSSESSIVE = lazy_pattern(r"['’]s?$")
_FIRST_HAN = "\u3400"
_HAN = lazy_pattern(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_MOST_WORDS = 6


def has_han(text: str) -> bool:
    """Tell whether a text has Chinese characters."""
    return max(text, default="") >= _FIRST_HAN and _HAN.search(text) is not None


# A long article has the same few hundred names and capitals over and over.
@functools.lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """Fold away what spellings of one name differ in: case, diacritics, hyphens, ü/v/u.

    The words of the name stay apart: "Lü Ke-min" and "LV Kemin" both give "lu kemin".
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(_PINYIN_V.sub("u", _JOINERS.sub("", bare.casefold())).split())


@functools.lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """Return a key that is equal for names that may be one person's.

    It forgets, beyond what `fold_name` does, in which order the words stand and where they part: "Xu Kemin",
    "Kemin XU" and "Xu Ke Min" have one key.
    """
    words = fold_name(name).split()[:_MOST_WORDS]
    return min(("".join(words[turn:] + words[:turn]) for turn in range(len(words))), default="")


def strip_titles(name: str) -> str:
    """Return a name without the titles before it: "Mr. Zhou" is "Zhou"."""
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in people_words().titles:
        words = words[1:]
    return " ".join(words)


def strip_possessive(word: str) -> str:
    """Return a word without its genitive: "Xu’s" is "Xu"."""
    return _POSSESSIVE.sub("", word)


def find_surname(name: str) -> str | None:
    """Return the surname, None for a single word.

    Chinese and Vietnamese names put it first, others last; a table of surnames tells them apart.
    """
    words = people_words()
    if has_han(name):
        if " " in name or "·" in name or len(name) < 2:
            return None
        return name[:2] if len(name) > 2 and name[:2] in words.chinese_surnames else name[0]
    parts = strip_titles(name).split()
    if len(parts) < 2:
        return None
    return parts[0] if fold_name(parts[0]) in words.pinyin_surnames else parts[-1]
