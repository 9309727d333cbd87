"""Which font of which provider sets which edition language, in words."""

from __future__ import annotations

from forumpub.env import Environment
from forumpub.locales.languages import LANGUAGES
from forumpub.styling import load_style
from forumpub.typeset.font_survey import FontUse, survey_fonts
from forumpub.typeset.fonts import FontLibrary, FontPair


def describe_fonts(style_name: str, env: Environment) -> tuple[tuple[str, str, str, str], ...]:
    """Describe the fonts of each edition language: its tag, its own name, the regular font and the bold one.

    Raises:
        StyleError: the style doesn't exist or is wrong.
        FontError: no font at all can be found.
    """
    choice = load_style(style_name, env).fonts
    own = (FontPair(regular=choice.regular, bold=choice.bold),) if choice.regular else ()
    surveyed = survey_fonts(FontLibrary(env, own_files=own), tuple(LANGUAGES))
    return tuple(
        (found.lang, language.endonym, _describe(found.regular), _describe(found.bold))
        for found, language in zip(surveyed, LANGUAGES.values(), strict=True)
    )


def _describe(use: FontUse | None) -> str:
    if use is None:
        return "none"
    lacking = f", lacks {use.missing[:12]}" if use.missing else ""
    return f"{use.name} ({use.provider}{lacking})"
