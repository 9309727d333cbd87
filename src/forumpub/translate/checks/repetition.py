"""R1: words that follow one another again and again, as a model that went in a circle writes them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.pair import Pair, is_spaced, primary_language
from forumpub.translate.findings import Finding

# `\w` has no marks of Indic scripts: a word is what stands between blanks and punctuation.
_WORD = re.compile(r"[^\s!-&(-,./:-@\[-`{-~“”«»…–—‘。、，]+")
_TIMES = 3
_LONGEST_WORDS = 8
# In letters, for languages that write no blanks; the backward look is bounded, so the search stays linear.
_LETTERS = r"(?P<unit>[^\W\d_][^\n]{{{fewest},{most}}}?)(?P=unit){{{more},}}"
_FEWEST_LETTERS = 4
_MOST_LETTERS = 48
_SHOWN_CHARS = 40


def check_repetition(pair: Pair) -> Iterator[Finding]:
    """Find the same one to eight words three times in a row; what the source repeats, the target may."""
    lang = primary_language(pair.target_lang)
    found = _repeated_words(pair.target) if is_spaced(lang) else _repeated_letters(pair.target, lang)
    if found is None or _repeats(pair.source, primary_language(pair.source_lang)):
        return
    words = pair.target[found.start : found.end]
    shown = words if len(words) <= _SHOWN_CHARS else f"{words[:_SHOWN_CHARS]}…"
    message = f"the same words follow one another again and again: “{shown}”"
    yield Finding(rule=rules.REPEATED_WORDS, message=message, target=found)


def _repeats(text: str, lang: str) -> bool:
    """Tell whether a source repeats itself; of two words or more, twice is enough: a refrain."""
    if not is_spaced(lang):
        return _repeated_letters(text, lang) is not None
    return _repeated_words(text) is not None or _repeated_words(text, times=2, fewest=2) is not None


def _repeated_words(text: str, *, times: int = _TIMES, fewest: int = 1) -> Span | None:
    matches = list(_WORD.finditer(text))
    words = [match.group().casefold() for match in matches]
    # Most texts have no word so often: nothing to search.
    if len(words) - len(set(words)) < times - 1:
        return None
    for size in range(fewest, _LONGEST_WORDS + 1):
        run = 0
        for index in range(size, len(words)):
            run = run + 1 if words[index] == words[index - size] else 0
            if run >= size * (times - 1):
                first = index - run - size + 1
                if any(word[0].isalpha() for word in words[first : first + size]):
                    return Span(matches[first].start(), matches[index].end())
    return None


def _repeated_letters(text: str, lang: str) -> Span | None:
    match = _pattern(lang).search(text)
    return Span(*match.span()) if match else None


@functools.cache
def _pattern(lang: str) -> re.Pattern[str]:
    # A Chinese character is a word of its own.
    fewest = 0 if lang == "zh" else _FEWEST_LETTERS - 1
    more = _TIMES if lang == "zh" else _TIMES - 1
    if lang == "zh":
        short = _LETTERS.format(fewest=0, most=0, more=3).replace("unit", "one")
        longer = _LETTERS.format(fewest=1, most=_MOST_LETTERS // 2, more=2)
        return re.compile(f"{short}|{longer}")
    return re.compile(_LETTERS.format(fewest=fewest, most=_MOST_LETTERS, more=more))
