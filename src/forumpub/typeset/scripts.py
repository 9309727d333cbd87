"""Scripts: of a character, of a language, and the leading each of them needs."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from forumpub.patterns import lazy_pattern

EDITION_LANGS = (
    "en",
    "id",
    "ms",
    "vi",
    "tl",
    "th",
    "lo",
    "km",
    "my",
    "ta",
    "zh-Hans",
    "zh-Hant",
    "pt",
    "tet",
)

_SCRIPT_OF_LANG = {
    "th": "Thai",
    "lo": "Laoo",
    "km": "Khmr",
    "my": "Mymr",
    "ta": "Taml",
    "zh-Hans": "Hani",
    "zh-Hant": "Hani",
}
_ALIASES = {"fil": "tl", "tgl": "tl", "in": "id", "may": "ms", "cmn": "zh", "yue": "zh-Hant", "bur": "my"}
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
# Scripts of CLDR that stand for several scripts of Unicode: the one that most of the text is in.
_LEADING_SCRIPT = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Kana", "Kore": "Hang"}
_WELL_FORMED = lazy_pattern(r"[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,8}", re.IGNORECASE | re.ASCII)


class _Leading(NamedTuple):
    """`usual` belongs to a Latin leading of 1.4 and scales with it; below `least` neighbours would touch."""

    usual: float
    least: float


_LATIN_LEADING = 1.4
_LEADING = {
    "Thai": _Leading(1.6, 1.5),
    "Laoo": _Leading(1.6, 1.5),
    "Taml": _Leading(1.6, 1.4),
    "Hani": _Leading(1.6, 1.3),
    "Kana": _Leading(1.6, 1.3),
    "Hang": _Leading(1.6, 1.3),
    "Khmr": _Leading(1.85, 1.7),
    "Mymr": _Leading(1.85, 1.7),
}


@functools.lru_cache(maxsize=256)
def canonical_lang(lang: str) -> str:
    """Return the tag of the edition that a BCP 47 tag names: `zh-CN` is `zh-Hans`, `fil` is `tl`.

    A tag of another language is returned with its case as usual; one that is no tag is `und`.
    """
    tag = lang.strip().replace("_", "-")
    if not _WELL_FORMED.fullmatch(tag):
        return "und"
    subtags = tag.lower().split("-")
    subtags[:1] = _ALIASES.get(subtags[0], subtags[0]).lower().split("-")
    if subtags[0] == "zh":
        return "zh-Hant" if _TRADITIONAL.intersection(subtags[1:]) else "zh-Hans"
    if subtags[0] in EDITION_LANGS:
        return subtags[0]
    return "-".join([subtags[0], *map(_usual_case, subtags[1:])])


def _usual_case(subtag: str) -> str:
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag


@functools.lru_cache(maxsize=256)
def script_of_lang(lang: str) -> str:
    """Return the ISO 15924 code of the script a language is written in; `Latn` where unknown."""
    tag = canonical_lang(lang)
    if tag in EDITION_LANGS:
        return _SCRIPT_OF_LANG.get(tag, "Latn")
    language, *rest = tag.split("-")
    named = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    if named is None:
        from babel.core import get_global

        likely = get_global("likely_subtags").get(language, "")
        named = next((part for part in likely.split("_")[1:] if len(part) == 4), "Latn")
    return _LEADING_SCRIPT.get(named, named)


class CharScript(NamedTuple):
    """What HarfBuzz's Unicode data say of a character. `code` is None for Common and Inherited."""

    code: str | None
    is_rtl: bool


@functools.lru_cache(maxsize=16384)
def char_script(char: str) -> CharScript:
    """Return a character's script and whether it is written from right to left."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char)])
    buffer.guess_segment_properties()
    return CharScript(buffer.script, buffer.direction == "rtl")


@functools.lru_cache(maxsize=16384)
def script_of(char: str) -> str | None:
    """Return the ISO 15924 code of a character's script; None for those of no script (Common, Inherited)."""
    return char_script(char).code


def cluster_script(cluster: str) -> str | None:
    """Return the script of a grapheme cluster: that of the first character that has one."""
    if len(cluster) == 1:
        return char_script(cluster).code
    return next((code for char in cluster if (code := char_script(char).code)), None)


def _is_plain(char: str) -> bool:
    """Tell of a character without HarfBuzz, which takes time to load, that it needs no leading of its own.

    These are the letters before those of India, and punctuation, signs and arrows of all scripts.
    """
    return char < "\u0900" or "\u2000" <= char < "\u2c00"


@functools.lru_cache(maxsize=64)
def _own_chars(lang: str) -> set[str]:
    """Return the characters known to be of a language's script or of none."""
    return set()


def leading_factor(text: str, lang: str, *, latin: float = _LATIN_LEADING) -> float:
    """Return the leading, as a factor of the size, that the scripts of a text need.

    Args:
        text: what stands on the lines; empty gives what the language needs.
        lang: BCP 47 tag; its script counts even where the text has none of it, so that all paragraphs of
            an edition keep one rhythm.
        latin: what the style gives Latin text, > 0; other scripts raise it in proportion.
    """
    scripts = {script_of_lang(lang)}
    own = _own_chars(lang)
    if not own.issuperset(text):
        others = set(text) - own
        own.update(filter(_is_plain, others))
        codes = {char: script_of(char) for char in others - own}
        own.update(char for char, code in codes.items() if code is None or code in scripts)
        scripts.update(code for code in codes.values() if code)
    needs = (_LEADING[code] for code in scripts if code in _LEADING)
    scaled = (max(latin * need.usual / _LATIN_LEADING, need.least) for need in needs)
    return round(max(scaled, default=latin), 4)
