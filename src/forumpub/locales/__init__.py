"""Interface words of an edition: one gettext catalogue a language, and CLDR data through Babel."""

from __future__ import annotations

from forumpub.locales.languages import LANGUAGES, Language, QuoteMarks, find_language
from forumpub.locales.word import Word
from forumpub.locales.words import Words, load_words

__all__ = ["LANGUAGES", "Language", "QuoteMarks", "Word", "Words", "find_language", "load_words"]
