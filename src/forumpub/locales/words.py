"""The words of an edition: its catalogue, and CLDR's way with dates, numbers and lists."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from forumpub.locales.dates import format_iso_date
from forumpub.locales.languages import LANGUAGES, Language, QuoteMarks, find_language
from forumpub.locales.word import Word
from forumpub.patterns import lazy_pattern
from forumpub.styling.style import ThaiEra
from forumpub.values import dataclass

_DOMAIN = "forumpub"
_FALLBACK = "en"
_GROWN_TOGETHER = lazy_pattern(r"(?<=[0-9])(?=[^\s0-9,])|(?<=[^\s0-9,])(?=[0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Interface words in one language, looked up by `Word`: `words[Word.KEY_POINTS]`."""

    language: Language
    messages: Mapping[Word, str]

    def __getitem__(self, word: Word) -> str:
        return self.messages[word]

    @property
    def lang(self) -> str:
        """The BCP 47 tag of the catalogue."""
        return self.language.tag

    @property
    def quotes(self) -> QuoteMarks:
        """The language's quotation marks."""
        return self.language.quotes

    def fill(self, word: Word, **values: str) -> str:
        """Return a phrase with its `{placeholders}` filled.

        Raises:
            KeyError: a placeholder got no value.
        """
        return self.messages[word].format_map(values)

    def date(self, iso: str, *, length: str = "long", thai_era: ThaiEra = ThaiEra.BUDDHIST) -> str:
        """Write out an ISO date, or part of one; see `format_iso_date`."""
        return format_iso_date(iso, language=self.language, length=length, thai_era=thai_era)

    def number(self, value: int | float) -> str:
        """Write a number with the language's separators, in Western digits as all numbers of a page are."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=self.language.cldr, numbering_system="latn"))

    def join(self, items: Sequence[str]) -> str:
        """Join items to a list as the language does: `A, B and C`, `A、B和C`."""
        if len(items) < 2:
            return "".join(items)
        if self.language.tag == "tet":
            return f"{', '.join(items[:-1])} no {items[-1]}"
        from babel.lists import format_list

        # CLDR's Khmer patterns hold zero-width spaces; line breaking is the typesetter's.
        return str(format_list(items, locale=self.language.cldr)).replace("\u200b", "")

    def join_numbers(self, numbers: Sequence[int]) -> str:
        """Join numbers to a phrase: `1, 2 and 5`, `1、2和5`, `1, 2 และ 5`.

        CLDR joins words of scripts without blanks so closely that numbers grow together (`1และ2`), and lists
        of three as others write ranges (`1 - 2နှင့် 5`): there only its word between two is taken.
        """
        if self.language.spaced or self.language.tag.startswith("zh") or len(numbers) < 2:
            return self.join([str(number) for number in numbers])
        joined = self.join([self.list_numbers(numbers[:-1]), str(numbers[-1])])
        return _GROWN_TOGETHER.sub(" ", joined)

    def list_numbers(self, numbers: Sequence[int]) -> str:
        """List numbers in short form: `1, 2, 5`."""
        comma = "、" if self.language.tag.startswith("zh") else ", "
        return comma.join(str(number) for number in numbers)


def load_words(lang: str) -> Words:
    """Load the words for an edition's language; English where there is no catalogue for it.

    Args:
        lang: a BCP 47 tag. Whether a catalogue was found shows `find_language`.
    """
    return _load_catalogue((find_language(lang) or LANGUAGES[_FALLBACK]).tag)


def is_reviewed(lang: str) -> bool:
    """Tell whether someone who speaks an edition's language has checked its words."""
    import pkgutil

    # Babel leaves a header of our own out when it compiles.
    source = pkgutil.get_data(__package__, f"{load_words(lang).lang}/LC_MESSAGES/{_DOMAIN}.po")
    return source is not None and b'"X-Review: reviewed' in source


@functools.cache
def _load_catalogue(tag: str) -> Words:
    import gettext
    import io
    import pkgutil

    # importlib.resources would cost a tenth of a short run.
    data = pkgutil.get_data(__package__, f"{tag}/LC_MESSAGES/{_DOMAIN}.mo")
    if data is None:
        raise KeyError(tag)
    translations = gettext.GNUTranslations(io.BytesIO(data))
    return Words(
        language=LANGUAGES[tag],
        messages={word: translations.gettext(word.value) for word in Word},
    )
