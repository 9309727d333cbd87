"""One row of a glossary file, in all its languages."""

from __future__ import annotations

from forumpub.locales.languages import find_language
from forumpub.translate.terms.entry import Part
from forumpub.values import dataclass

SOURCE, TARGET, EVERY = "source", "target", "*"
"""Stand-ins for a tag: whichever language is translated from, or to; and all languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a term is called in one language.

    `lang` is a BCP 47 tag or one of the stand-ins above. `forms` are the preferred one and then others that
    count as right; `forbidden` are those that don't.
    """

    lang: str
    forms: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One term. `line` counts from 1 in its file. `keep`: it stays as it is in every language."""

    line: int
    wordings: tuple[Wording, ...]
    part: Part = Part.TERM
    keep: bool = False
    reviewed: bool = False
    note: str = ""

    def forms(self, lang: str, stand_in: str) -> tuple[str, ...]:
        """Return the forms in a language, or of `stand_in` where the file doesn't name its languages."""
        return self._wording(lang).forms or self._wording(stand_in).forms

    def forbidden(self, lang: str) -> tuple[str, ...]:
        """Return the words that must not stand for the term in a language."""
        found = [word for name in (lang, TARGET, EVERY) for word in self._wording(name).forbidden]
        return tuple(dict.fromkeys(found))

    def _wording(self, lang: str) -> Wording:
        return next((wording for wording in self.wordings if wording.lang == lang), Wording(lang=lang))


def canonical_lang(tag: str) -> str:
    """Return the tag under which a language is kept: `zh-CN` is `zh-Hans`, `fil` is `tl`, `en-GB` is `en`."""
    language = find_language(tag)
    return language.tag if language else tag.lower().replace("_", "-")
