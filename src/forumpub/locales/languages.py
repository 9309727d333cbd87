"""The languages of editions: how a BCP 47 tag finds its catalogue, and what CLDR calls it."""

from __future__ import annotations

from collections.abc import Mapping

from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMarks:
    """Outer and inner quotation marks."""

    open: str
    close: str
    inner_open: str
    inner_close: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that has a catalogue.

    `endonym` is its name for itself, `cldr` its locale in CLDR. `spaced` is false where words are written
    without spaces between them.
    """

    tag: str
    endonym: str
    cldr: str
    spaced: bool = True
    quotes: QuoteMarks = QuoteMarks(open="“", close="”", inner_open="‘", inner_close="’")


# CLDR 47, main/*.xml, delimiters. Babel leaves them out of its data.
_CORNER_BRACKETS = QuoteMarks(open="「", close="」", inner_open="『", inner_close="』")

# English without a region is world English (16 July 2021), not the American that CLDR gives plain `en`.
# CLDR has no Tetum; dates are written after the Portuguese pattern with the language's own months.
LANGUAGES: Mapping[str, Language] = {
    language.tag: language
    for language in (
        Language(tag="en", endonym="English", cldr="en_001"),
        Language(tag="id", endonym="Bahasa Indonesia", cldr="id"),
        Language(tag="ms", endonym="Bahasa Melayu", cldr="ms"),
        Language(tag="vi", endonym="Tiếng Việt", cldr="vi"),
        Language(tag="tl", endonym="Filipino", cldr="fil"),
        Language(tag="th", endonym="ไทย", cldr="th", spaced=False),
        Language(tag="lo", endonym="ລາວ", cldr="lo", spaced=False),
        Language(tag="km", endonym="ខ្មែរ", cldr="km", spaced=False),
        Language(tag="my", endonym="မြန်မာ", cldr="my", spaced=False),
        Language(tag="ta", endonym="தமிழ்", cldr="ta"),
        Language(tag="zh-Hans", endonym="简体中文", cldr="zh_Hans", spaced=False),
        Language(tag="zh-Hant", endonym="繁體中文", cldr="zh_Hant", spaced=False, quotes=_CORNER_BRACKETS),
        Language(tag="pt", endonym="Português", cldr="pt_PT"),
        Language(tag="tet", endonym="Tetun", cldr="pt_PT"),
    )
}

ALIASES = {"fil": "tl", "in": "id", "zsm": "ms", "cmn": "zh", "yue": "zh-hant"}
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def find_language(tag: str) -> Language | None:
    """Find the language of a BCP 47 tag: `zh-TW` is `zh-Hant`, `pt-BR` is `pt`, `fil` is `tl`."""
    subtags = tag.lower().replace("_", "-").split("-")
    primary = ALIASES.get(subtags[0], subtags[0])
    if primary in ("zh", "zh-hant"):
        traditional = primary == "zh-hant" or not _TRADITIONAL.isdisjoint(subtags[1:])
        return LANGUAGES["zh-Hant" if traditional and "hans" not in subtags else "zh-Hans"]
    return LANGUAGES.get(primary)
