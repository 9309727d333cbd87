"""What Word has to be told of a language: its tags, its fonts, and which of its three slots it uses.

Word keeps fonts, sizes, weights and languages three times: for Latin, for East-Asian and for complex text. A
Thai word takes its looks from the complex slot, whatever the other two say, and without `w:cs` on the run
older versions take it for Latin.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from forumpub.patterns import lazy_pattern
from forumpub.render.docx.wml import w
from forumpub.values import dataclass


class Slot(enum.StrEnum):
    """The attribute of w:lang, and so the set of properties, that a language uses."""

    LATIN = "val"
    EAST_ASIAN = "eastAsia"
    COMPLEX = "bidi"


@dataclass(frozen=True, slots=True)
class Script:
    """A script that Word sets from its complex slot.

    `lang` is the language that Word proofs it in, unless the text names another one.
    """

    name: str
    ranges: str
    family: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLanguage:
    """An edition's language as Word sees it: one tag for each slot, and a font for two of them."""

    tag: str
    slot: Slot
    latin: str
    east_asian: str
    complex: str
    east_asian_family: str
    complex_family: str | None

    def lang_element(self) -> etree._Element:
        """Make the w:lang of the document's defaults."""
        return w("lang", val=self.latin, eastAsia=self.east_asian, bidi=self.complex)


COMPLEX_SCRIPTS: Final = (
    Script("Thai", "\u0e01-\u0e3a\u0e40-\u0e5b", "Noto Sans Thai", "th-TH"),
    Script("Lao", "\u0e80-\u0eff", "Noto Sans Lao", "lo-LA"),
    Script("Khmer", "\u1780-\u17ff\u19e0-\u19ff", "Noto Sans Khmer", "km-KH"),
    Script("Myanmar", "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f", "Noto Sans Myanmar", "my-MM"),
    Script("Tamil", "\u0b80-\u0bff", "Noto Sans Tamil", "ta-SG"),
    Script("Devanagari", "\u0900-\u097f", "Noto Sans Devanagari", "hi-IN"),
    Script("Bengali", "\u0980-\u09ff", "Noto Sans Bengali", "bn-BD"),
    Script("Sinhala", "\u0d80-\u0dff", "Noto Sans Sinhala", "si-LK"),
    Script("Arabic", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc", "Noto Sans Arabic", "ar-SA"),
    Script("Hebrew", "\u0590-\u05ff", "Noto Sans Hebrew", "he-IL"),
)

SIMPLIFIED_FAMILY: Final = "Noto Sans SC"
TRADITIONAL_FAMILY: Final = "Noto Sans TC"

# The region that Word's proofing tools and keyboards want where a tag names none.
_TAGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "en": "en-GB",
        "id": "id-ID",
        "ms": "ms-MY",
        "vi": "vi-VN",
        "tl": "fil-PH",
        "fil": "fil-PH",
        "th": "th-TH",
        "lo": "lo-LA",
        "km": "km-KH",
        "my": "my-MM",
        "ta": "ta-SG",
        "zh": "zh-CN",
        "pt": "pt-PT",
        "tet": "tet-TL",
        "fr": "fr-FR",
        "de": "de-DE",
        "es": "es-ES",
        "ja": "ja-JP",
        "ko": "ko-KR",
        "ar": "ar-SA",
        "hi": "hi-IN",
    }
)
_EAST_ASIAN: Final = frozenset({"zh", "yue", "ja", "ko"})
_COMPLEX: Final[Mapping[str, Script]] = MappingProxyType(
    {script.lang.split("-")[0]: script for script in COMPLEX_SCRIPTS}
)
_SEGMENT: Final = lazy_pattern(
    "|".join(
        # Space and joiners between two words of the script belong to it.
        rf"(?P<{script.name}>[{script.ranges}]+(?:[ \u200b-\u200d\u2060]+[{script.ranges}]+)*)"
        for script in COMPLEX_SCRIPTS
    )
)
# Quick to compile and to search; most text has none of these letters.
_BEYOND_LATIN: Final = lazy_pattern(r"[\u0590-\u1fff\ua9e0-\uaa7f\ufb50-\ufefc]")
_BY_NAME: Final = {script.name: script for script in COMPLEX_SCRIPTS}


def is_traditional(lang: str) -> bool:
    """Return whether a Chinese tag means traditional characters."""
    return bool({"Hant", "TW", "HK", "MO"} & set(lang.split("-")[1:]))


def word_tag(lang: str) -> str:
    """Return the tag that Word knows a BCP 47 language by: language and region."""
    language, *rest = lang.split("-")
    language = language.lower()
    region = next((part for part in rest if len(part) == 2 and part.isalpha()), None)
    if language == "zh" and not region:
        return "zh-TW" if is_traditional(lang) else "zh-CN"
    known = _TAGS.get(language, lang)
    return f"{known.split('-')[0]}-{region.upper()}" if region else known


def slot_of(lang: str) -> Slot:
    """Return the slot whose properties text of `lang` takes."""
    language = lang.split("-")[0].lower()
    if language in _EAST_ASIAN:
        return Slot.EAST_ASIAN
    return Slot.COMPLEX if language in _COMPLEX else Slot.LATIN


def word_language(lang: str) -> WordLanguage:
    """Return what Word is told of an edition in `lang`. What the edition doesn't use gets a usual value."""
    tag, slot = word_tag(lang), slot_of(lang)
    script = _COMPLEX.get(lang.split("-")[0].lower())
    return WordLanguage(
        tag=tag,
        slot=slot,
        latin=tag if slot is Slot.LATIN else "en-GB",
        east_asian=tag if slot is Slot.EAST_ASIAN else "zh-CN",
        complex=tag if slot is Slot.COMPLEX else "th-TH",
        east_asian_family=TRADITIONAL_FAMILY if is_traditional(lang) else SIMPLIFIED_FAMILY,
        complex_family=script.family if script else None,
    )


def by_script(text: str) -> Iterator[tuple[str, Script | None]]:
    """Cut `text` where it changes between complex scripts and others. The pieces joined are the text."""
    if _BEYOND_LATIN.search(text) is None:
        yield text, None
        return
    at = 0
    for match in _SEGMENT.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], None
        yield match.group(), _BY_NAME[match.lastgroup or ""]
        at = match.end()
    if at < len(text):
        yield text[at:], None
