"""Language tags as people type them: a real one, or an error that guesses which was meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from forumpub.errors import ChoiceError
from forumpub.locales.languages import ALIASES, LANGUAGES, find_language
from forumpub.patterns import lazy_pattern

# A language, then script, region, variants. BCP 47 also has longer first parts, and has registered none.
_TAG = lazy_pattern(r"[a-z]{2,3}(-[a-z0-9]{1,8}){0,8}")
_EXAMPLES = "a tag is en, th or zh-Hans, for example"


def check_tag(tag: str) -> str:
    """Return a BCP 47 tag as it is, of whatever language.

    Raises:
        ChoiceError: it isn't one, or no language has it; the hints say which may be meant.
    """
    plain = tag.lower()
    if not _TAG.fullmatch(plain):
        raise ChoiceError(f"{tag!r} is not a language tag", hints=(*_guess(tag), _EXAMPLES))
    primary = plain.partition("-")[0]
    if primary not in LANGUAGES and primary not in ALIASES and primary not in _NAMED and not _exists(primary):
        raise ChoiceError(f"no language has the tag {tag!r}", hints=(*_guess(tag), _EXAMPLES))
    return tag


def edition_tag(tag: str) -> str:
    """Return the tag of the edition language that a BCP 47 tag names.

    Raises:
        ChoiceError: there are no editions in it; the hints say in which there are.
    """
    language = find_language(tag)
    if language is None:
        known = f"languages are {', '.join(LANGUAGES)}"
        raise ChoiceError(f"there are no editions in {tag!r}", hints=(*_guess(tag, editions=True), known))
    return language.tag


# Chinese is an edition in two scripts, and neither has the bare tag.
_NAMED = frozenset({"zh"})


def _exists(primary: str) -> bool:
    """Tell whether a language has this tag: of three letters, any that isn't a longer form of another."""
    from babel import Locale
    from babel.core import get_global

    if len(primary) == 2:
        return primary in Locale("en").languages
    return primary not in get_global("language_aliases")


def _guess(word: str, *, editions: bool = False) -> tuple[str, ...]:
    """Say which tag somebody meant who wrote a language's name, or a longer or mistyped tag."""
    meant = _find_meant(word, editions=editions)
    if meant is None or (editions and find_language(meant) is None):
        return ()
    return (f"did you mean {meant}?",)


def _find_meant(word: str, *, editions: bool) -> str | None:
    from babel import Locale
    from babel.core import get_global

    # As programs write their locales.
    dashed = word.replace("_", "-")
    if dashed != word and _TAG.fullmatch(dashed.lower()):
        return dashed
    wanted = " ".join(dashed.casefold().replace("-", " ").split())
    alias: str | None = get_global("language_aliases").get(wanted)
    if alias is not None:
        return alias
    names = dict(_names())
    if not editions:
        english = Locale("en").languages.items()
        names = {name.casefold(): tag for tag, name in english if "_" not in tag} | names
    near = difflib.get_close_matches(wanted[:60], names, 1, cutoff=0.7)
    return names[near[0]] if near else None


def _names() -> Iterator[tuple[str, str]]:
    """Yield the names of edition languages, in English and their own, with their tags."""
    from babel import Locale

    english = Locale("en").languages
    for tag, language in LANGUAGES.items():
        for name in (english.get(tag.replace("-", "_")), english.get(language.cldr), language.endonym):
            if name:
                yield name.casefold(), tag
    yield "chinese", "zh-Hans"
    yield "mandarin", "zh-Hans"
