"""One segment and its translation, as the checks see them."""

from __future__ import annotations

import functools

from forumpub.locales.languages import find_language
from forumpub.translate.terms.entry import TermMatch
from forumpub.values import dataclass

# Languages that end a sentence with a blank, or with nothing.
WITHOUT_FINAL_STOP = frozenset({"th", "lo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A segment's source and target.

    `source_lang` and `target_lang` are BCP 47 tags. `terms` stand in the source; `keep` are words that the
    target must have unchanged, as names; `score` is the mean log-probability of a token.
    """

    source: str
    target: str
    source_lang: str
    target_lang: str
    terms: tuple[TermMatch, ...] = ()
    keep: tuple[str, ...] = ()
    score: float | None = None


@functools.cache
def primary_language(tag: str) -> str:
    """Return the key of a language in the tables of the checks: `zh` for every Chinese, `tl` for `fil`."""
    language = find_language(tag)
    return (language.tag if language else tag).split("-")[0].lower()


@functools.cache
def is_spaced(lang: str) -> bool:
    """Tell whether a language, by its key, writes blanks between words."""
    language = find_language(lang)
    return language is None or language.spaced
