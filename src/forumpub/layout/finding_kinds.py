"""What findings are about, in one word that every catalogue has: their messages are in English.

A reader of a Khmer edition learns from `លេខ` that a number is doubtful, and where.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from forumpub.diagnostics import Rule
from forumpub.locales import Word
from forumpub.rules import people, translation, wording

_KINDS: Mapping[Word, tuple[Rule, ...]] = {
    Word.ABOUT_NUMBERS: (
        translation.NUMBER_DIFFERS,
        translation.NUMBER_ADDED,
        translation.NUMBER_WORD_MISSING,
        translation.RANGE_REVERSED,
    ),
    Word.ABOUT_DATES: (translation.DATE_DIFFERS, translation.YEAR_IN_WRONG_ERA, translation.ERAS_MIXED),
    Word.TERMS: (translation.TERM_NOT_USED, translation.FORBIDDEN_WORD),
    Word.ABOUT_NAMES: (
        translation.NAME_ALTERED,
        translation.KEPT_WORDS_CHANGED,
        translation.NAME_RENDERED_DIFFERENTLY,
        translation.PARTICIPANT_MISSING,
        translation.QUOTE_MISATTRIBUTED,
        people.SPEAKER_MISSING,
        people.SPEAKER_GLUED_TO_QUOTE,
        people.SPEAKER_NAME_NEAR_DUPLICATE,
        people.SPEAKER_CONFLICT,
    ),
    Word.ABOUT_UNTRANSLATED: (translation.UNTRANSLATED,),
    Word.ABOUT_REPETITION: (translation.REPEATED_WORDS, wording.REPEATED_WORD),
    Word.ABOUT_LENGTH: (translation.UNUSUAL_LENGTH,),
    Word.ABOUT_PUNCTUATION: (
        translation.QUOTES_DIFFER,
        translation.BRACKETS_DIFFER,
        translation.BRACKETS_EMPTY,
        translation.END_PUNCTUATION_MENDED,
        translation.SPACING_MENDED,
        wording.SPACE_BEFORE_PUNCTUATION,
        wording.MISSING_FULL_STOP,
        wording.UNBALANCED_QUOTE,
        wording.MIXED_QUOTE_STYLES,
        wording.MISSING_SPACE,
        wording.HALF_WIDTH_PUNCTUATION,
    ),
    Word.ABOUT_OMISSIONS: (translation.CUT_SHORT, translation.TRUNCATED, translation.DETAIL_LEFT_OUT),
    Word.ABOUT_DOUBTS: (translation.LOW_CONFIDENCE,),
    Word.ABOUT_CHANGES: (translation.TRANSLATION_STALE,),
    Word.ABOUT_CHARACTERS: (
        translation.CORRUPTED_TEXT,
        translation.WRONG_SCRIPT,
        translation.MISPLACED_SIGN,
        wording.ODD_CAPITAL,
        wording.BLANK_BETWEEN_HAN,
    ),
    Word.CREDITS: (
        people.BYLINE_MISSING,
        people.BYLINE_REPEATED,
        people.EDITOR_MISSING,
        people.CREDIT_AMBIGUOUS,
    ),
}
_BY_SLUG: Mapping[str, Word] = MappingProxyType(
    {rule.slug: word for word, rules in _KINDS.items() for rule in rules}
)


def find_kind(slug: str) -> Word | None:
    """Return the word for what findings of a rule are about, None where no word says it."""
    return _BY_SLUG.get(slug)
