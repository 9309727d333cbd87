"""Which font of which provider covers which language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from forumpub.typeset.fonts import FontLibrary, FontStack
from forumpub.typeset.scripts import canonical_lang, script_of_lang
from forumpub.typeset.specimens import specimen
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FontUse:
    """The font that sets most of a language's letters in one weight.

    `provider` is `style`, the name of a Python package, or `system`. `missing` are letters that it lacks;
    other fonts may have them.
    """

    provider: str
    path: Path
    name: str
    is_bold: bool
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FontCoverage:
    """The fonts of one language. None: no font has its letters."""

    lang: str
    script: str
    regular: FontUse | None
    bold: FontUse | None

    @property
    def is_complete(self) -> bool:
        """Both weights are there, the bold is a real one, and no letter is missing from them."""
        if self.regular is None or self.bold is None:
            return False
        return self.bold.is_bold and not self.regular.missing and not self.bold.missing


def survey_fonts(library: FontLibrary, langs: Sequence[str]) -> tuple[FontCoverage, ...]:
    """Find the regular and the bold font of each language, in the order given.

    Raises:
        FontError: no font at all can be found, or one of the style's own can't be used.
    """
    return tuple(
        FontCoverage(
            lang=canonical_lang(lang),
            script=script_of_lang(lang),
            regular=_find_use(library.stack(lang), lang),
            bold=_find_use(library.stack(lang, bold=True), lang),
        )
        for lang in langs
    )


def _find_use(stack: FontStack, lang: str) -> FontUse | None:
    letters = specimen(lang)
    # The font of the first letter that any font has: it is the first choice for the others too.
    typeface = next((found for letter in letters if (found := stack.find(letter))), None)
    if typeface is None:
        return None
    return FontUse(
        provider=typeface.file.provider,
        path=typeface.file.path,
        name=typeface.name,
        is_bold=typeface.is_bold,
        missing="".join(letter for letter in letters if not typeface.covers(letter)),
    )
