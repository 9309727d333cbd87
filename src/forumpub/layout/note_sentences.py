"""What findings say, in the words of the edition: the sentences that checks write most.

A finding is stored as the English sentence that the terminal shows. Here it is recognised, and said anew by
the catalogue with the same numbers and words. What no catalogue has stays English.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from forumpub.layout.basis import Basis
from forumpub.locales import Word
from forumpub.patterns import lazy_pattern
from forumpub.plan import Run

SENTENCES = (
    Word.SAYS_NUMBER_CHANGED,
    Word.SAYS_NUMBER_MISSING,
    Word.SAYS_NUMBER_ADDED,
    Word.SAYS_MONTH_MISSING,
    Word.SAYS_NAME_ALTERED,
    Word.SAYS_WORDS_MISSING,
    Word.SAYS_TERM_NOT_USED,
    Word.SAYS_FORBIDDEN,
    Word.SAYS_BREAKS_OFF,
    Word.SAYS_NO_STOP,
    Word.SAYS_SHORT,
    Word.SAYS_LONG,
    Word.SAYS_QUOTE_ALONE,
    Word.SAYS_QUOTES_MISSING,
    Word.SAYS_BRACKET_ALONE,
    Word.SAYS_COPIED,
    Word.SAYS_STILL_SOURCE,
    Word.SAYS_LATIN,
    Word.SAYS_UNSURE,
    Word.SAYS_REPEATS,
    Word.SAYS_EMPTY,
    Word.SAYS_ADDRESS_MISSING,
)
_VALUE = lazy_pattern(r"\{(\w+)\}")
# Words of the source are in its language, all others in that of the edition.
_OF_SOURCE = "source"


def find_sentence(message: str) -> tuple[Word, Mapping[str, str]] | None:
    """Recognise a finding's message; return its sentence and the values in it."""
    for word, pattern in _patterns():
        match = pattern.fullmatch(message)
        if match is not None:
            return word, match.groupdict()
    return None


def sentence_runs(basis: Basis, message: str) -> tuple[Run, ...]:
    """Say in the edition's words what a finding's message says; nothing where its catalogue can't.

    Args:
        basis: of an edition whose language has a catalogue.
        message: as the check wrote it.
    """
    found = find_sentence(message)
    if found is None:
        return ()
    word, values = found
    translation = basis.article.translation
    source_lang = translation.source_lang if translation is not None else basis.article.lang
    # Every second part is the name of a value.
    parts = _VALUE.split(basis.words[word])
    return tuple(
        Run(text=basis.present(values[part]), lang=source_lang if part == _OF_SOURCE else None)
        if place % 2
        else Run(text=part)
        for place, part in enumerate(parts)
        if part
    )


@functools.cache
def _patterns() -> tuple[tuple[Word, re.Pattern[str]], ...]:
    return tuple((word, re.compile(_as_pattern(word.value), re.DOTALL)) for word in SENTENCES)


def _as_pattern(sentence: str) -> str:
    parts = _VALUE.split(sentence)
    return "".join(f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
