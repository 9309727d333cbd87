"""Scripts: of a character, of a language, and the leading each of them needs."""

from __future__ import annotations


def canonical_lang(lang: str) -> str:
    """Return the tag of the edition that a BCP 47 tag names: `zh-CN` is `zh-Hans`, `fil` is `tl`."""
    raise NotImplementedError


def script_of(char: str) -> str | None:
    """Return the ISO 15924 code of a character's script; None for those of no script (Common, Inherited)."""
    raise NotImplementedError


def script_of_lang(lang: str) -> str:
    """Return the ISO 15924 code of the script a language is written in; `Latn` where unknown."""
    raise NotImplementedError


def leading_factor(text: str, lang: str, *, latin: float = 1.4) -> float:
    """Return the leading, as a factor of the size, that the scripts of a text need.

    `latin` is what the style gives Latin text; other scripts raise it.
    """
    raise NotImplementedError
