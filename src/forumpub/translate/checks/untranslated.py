"""U1: words of the source that stand in the translation as they were."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.pair import Pair, primary_language
from forumpub.translate.checks.scripts import letters_of, own_script
from forumpub.translate.findings import Finding

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*")
# Names are written as they were; a clause of this many words in a row is not a name.
_COPIED_WORDS = 6
_COPIED_LOWER_CASE = 3
# Of a target that isn't in Latin letters.
_LATIN_SHARE = 0.6
_FEWEST_LETTERS = 20
_FEWEST_ENGLISH = 3
# How far a neighbouring word is looked for.
_NAME_CHARS = 40

# English words that the languages written in Latin letters don't have.
_ENGLISH_WORDS = (
    "the of and is was were are been being have has had with from that this these those which who whom whose "
    "would should could their they them there where when while because about into than then also but "
    "by for not his her its our your you she he we"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_LATIN_ENGLISH = re.compile(
    r"\b(?:a|an|in|on|to|at|as|it|will|can|said|says|it's|I|do|did|no|or|if|so)\b|ing\b|ed\b"
)
_SHARED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "tl": frozenset({"he"}),
        "vi": frozenset({"but", "he"}),
        "pt": frozenset(),
        "tet": frozenset({"he", "by"}),
    }
)
_BRACKETED = re.compile(r"[(（\[][^)）\]]{0,400}[)）\]]")
_QUOTED = re.compile(r"[\"“«‘(（「『《][^\"”»’)）」』》]{0,400}[\"”»’)）」』》]")


def check_untranslated(pair: Pair) -> Iterator[Finding]:
    """Find a target that is its source, a clause copied from it, or one that is mostly in its letters."""
    source_lang, target_lang = primary_language(pair.source_lang), primary_language(pair.target_lang)
    if source_lang == target_lang:
        return
    whole = Span(0, len(pair.target))
    if _is_copy(pair):
        yield Finding(
            rule=rules.UNTRANSLATED, message="the translation is the source, word for word", target=whole
        )
        return
    copied = _copied_clause(pair)
    if copied is not None:
        words = pair.target[copied.start : copied.end]
        yield Finding(
            rule=rules.UNTRANSLATED, message=f"“{words}” is still in the source's language", target=copied
        )
    elif own_script(target_lang) is not None and own_script(source_lang) is None:
        yield from _check_letters(pair, target_lang, whole)
    elif source_lang == "en" and own_script(target_lang) is None:
        yield from _check_english(pair, target_lang)


def _is_copy(pair: Pair) -> bool:
    words = _WORD.findall(pair.source)
    # "ASEAN", "Li Keqiang": what has no small words may rightly stay.
    small = sum(word[:1].islower() or not word.isascii() for word in words)
    if small < min(2, len(words)) or not words:
        return False
    # Words that the source itself has from another language stay.
    in_english = primary_language(pair.source_lang) != "en" or len(words) <= _COPIED_LOWER_CASE
    if not in_english:
        in_english = not _ENGLISH.isdisjoint(word.casefold() for word in words)
    if not (in_english or _LATIN_ENGLISH.search(pair.source)):
        return False
    return "".join(words).casefold() == "".join(_WORD.findall(pair.target)).casefold()


def _copied_clause(pair: Pair) -> Span | None:
    if own_script(primary_language(pair.source_lang)) is not None:
        return _copied_letters(pair)
    # The original of a name may stand in brackets.
    text = _BRACKETED.sub(lambda match: " " * len(match.group()), pair.target)
    words = list(_LATIN_WORD.finditer(text))
    if len(words) < _COPIED_WORDS:
        return None
    clauses = set(_clauses([match.group().casefold() for match in _WORD.finditer(pair.source)]))
    for first, copied in enumerate(_clauses([word.group().casefold() for word in words])):
        window = words[first : first + _COPIED_WORDS]
        small = sum(word.group()[0].islower() for word in window)
        if small >= _COPIED_LOWER_CASE and copied in clauses and not _is_kept(pair, window):
            return Span(window[0].start(), window[-1].end())
    return None


def _clauses(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every run of as many words as a name never has."""
    return zip(*(words[first:] for first in range(_COPIED_WORDS)), strict=False)


def _is_kept(pair: Pair, window: list[re.Match[str]]) -> bool:
    text = pair.target[window[0].start() : window[-1].end()]
    return any(text in kept for kept in pair.keep)


def _copied_letters(pair: Pair) -> Span | None:
    """Find letters of the source's own script in a target of another one; U2 leaves what the source has."""
    source_script = own_script(primary_language(pair.source_lang))
    if source_script is None or source_script == own_script(primary_language(pair.target_lang)):
        return None
    inside = [match.span() for match in _QUOTED.finditer(pair.target)]
    for match in _runs_of(source_script).finditer(pair.target):
        kept = any(match.group() in kept for kept in pair.keep)
        # The original of a name may stand in brackets.
        if not kept and not any(start <= match.start() < end for start, end in inside):
            return Span(*match.span())
    return None


@functools.cache
def _runs_of(script: str) -> re.Pattern[str]:
    return re.compile(f"[{letters_of(script)}]{{2,}}")


@functools.cache
def _counters(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    script = own_script(lang) or "Thai"
    return re.compile(f"[{letters_of(script)}]"), re.compile("[A-Za-zÀ-ɏ]")


def _check_letters(pair: Pair, target_lang: str, whole: Span) -> Iterator[Finding]:
    """Weigh letters by what they say: a Chinese character is about two Latin letters."""
    text = pair.target
    for kept in (*pair.keep, *(match.entry.target for match in pair.terms)):
        text = text.replace(kept, " ")
    own, latin = _counters(target_lang)
    small = sum(len(match.group()) for match in _LATIN_WORD.finditer(text) if match.group()[0].islower())
    count_latin = len(latin.findall(text))
    count_own = len(own.findall(text)) * (2 if target_lang == "zh" else 1)
    if count_latin < _FEWEST_LETTERS or not small:
        return
    if count_latin / (count_latin + count_own) > _LATIN_SHARE:
        message = "most of the translation is in Latin letters"
        yield Finding(rule=rules.UNTRANSLATED, message=message, target=whole)


def _check_english(pair: Pair, target_lang: str) -> Iterator[Finding]:
    english = _ENGLISH - _SHARED.get(target_lang, frozenset())
    inside = [match.span() for match in _QUOTED.finditer(pair.target)]
    found = [
        match
        for match in _LATIN_WORD.finditer(pair.target)
        if match.group() in english
        and not any(start <= match.start() < end for start, end in inside)
        and not _in_name(pair.target, match)
    ]
    if len(found) >= _FEWEST_ENGLISH:
        words = ", ".join(f"“{match.group()}”" for match in found[:_FEWEST_ENGLISH])
        message = f"the translation has English words: {words}"
        yield Finding(
            rule=rules.UNTRANSLATED, message=message, target=Span(found[0].start(), found[-1].end())
        )


def _in_name(text: str, match: re.Match[str]) -> bool:
    """Tell whether a word stands inside a name, as in "House of Representatives"."""
    before = text[max(0, match.start() - _NAME_CHARS) : match.start()].rstrip()
    after = text[match.end() : match.end() + _NAME_CHARS].lstrip()
    last = before.rsplit(None, 1)[-1:] or [""]
    return last[0][:1].isupper() or after[:1].isupper()
