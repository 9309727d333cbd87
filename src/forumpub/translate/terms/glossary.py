"""A glossary for one pair of languages."""

from __future__ import annotations

import functools
import hashlib
import json

from forumpub.translate.terms.entry import TermEntry, TermMatch
from forumpub.translate.terms.matching import Matcher, key_of
from forumpub.values import dataclass

_ARTICLES = frozenset(["the", "a", "an"])


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """Terms of one pair of languages; no two have one key. Tags are those of `canonical_lang`."""

    source_lang: str
    target_lang: str
    entries: tuple[TermEntry, ...] = ()

    @functools.cached_property
    def _matcher(self) -> Matcher:
        return Matcher([entry.source for entry in self.entries], lang=self.source_lang)

    @functools.cached_property
    def _by_key(self) -> dict[tuple[str, ...], TermEntry]:
        return {key_of(entry.source): entry for entry in self.entries}

    @functools.cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_key), default=0)

    @functools.cached_property
    def digest(self) -> str:
        """What a translation owes to this glossary, as 32 hexadecimal digits: equal for equal terms."""
        terms = sorted(
            [e.source, e.target, e.part.value, list(e.accepted), list(e.forbidden), e.keep]
            for e in self.entries
        )
        content = json.dumps([self.source_lang, self.target_lang, terms], ensure_ascii=False)
        return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Find the terms of a sentence, left to right; they don't overlap, and the longest wins.

        English terms are found in singular and plural and in any case; a name of one word only as a name.
        Dashes, blanks and apostrophes between words make no difference.

        Args:
            text: NFC.
        """
        return tuple(
            TermMatch(span=hit.span, entry=self.entries[hit.term]) for hit in self._matcher.find(text)
        )

    def find_entry(self, text: str) -> TermEntry | None:
        """Find the term that a text is as a whole, such as an organisation, with or without an article.

        Args:
            text: NFC.
        """
        key = key_of(text, most=self._longest + 1)
        if key and self.source_lang == "en" and key[0] in _ARTICLES and key not in self._by_key:
            key = key[1:]
        return self._by_key.get(key)
