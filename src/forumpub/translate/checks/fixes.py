"""E1 and W1: what can be mended without a doubt: the stop at the end, blanks before signs, split vowels."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType

from forumpub.diagnostics import Findings, Outcome
from forumpub.rules import translation as rules
from forumpub.translate.checks.pair import primary_language

_NO_BREAK_SPACE = "\u00a0"
# An ASCII stop behind a letter of the script; behind digits and Latin letters it may belong to them.
_LATIN_STOP: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # A Thai abbreviation ends in a stop of its own, and is short: "พ.ศ."
        "th": (r"(?<=[\u0e01-\u0e4e]{5})\.(?=[\"”’)\]]*$)", ""),
        "km": (r"(?<=[\u1780-\u17d3])\.(?=[\"”’»)\]]*$)", "។"),
        "my": (r"(?<=[\u1000-\u103f])\.(?=[\"”’)\]]*$)", "။"),
        "zh": (r"(?<=[\u4e00-\u9fff])\.(?=[\"”’」』)\]]*$)", "。"),
    }
)
# Sara am and its Lao sister in one sign; a tone mark goes before them.
_SPLIT_VOWELS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "th": ((r"\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33"),),
        "lo": ((r"\u0ecd([\u0ec8-\u0ecb]?)\u0eb2", "\\1\u0eb3"),),
    }
)
_SPACING: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "km": ((r"(?<=[\u1780-\u17d3])[ \u200b]?(?=[៖?!])", _NO_BREAK_SPACE),),
        "zh": (
            (r"(?<=[\u4e00-\u9fff]),[ ]?(?=[\u4e00-\u9fff])", "，"),
            (r"(?<=[\u4e00-\u9fff])\?(?=[\"”’」』)\]]*$)", "？"),
            (r"(?<=[\u4e00-\u9fff])!(?=[\"”’」』)\]]*$)", "！"),
        ),
        **_SPLIT_VOWELS,
    }
)


def fix_target(text: str, lang: str) -> Outcome[str]:
    """Mend the end punctuation and the spacing of a translated segment.

    Checks come first: a stop that is missing may mean that the sentence was cut short, so none is added.

    Args:
        text: a segment's translation.
        lang: its BCP 47 tag.

    Diagnostics:
        end-punctuation-mended: the final stop is the language's own now.
        spacing-mended: blanks, commas or split vowels are.
    """
    key = primary_language(lang)
    findings = Findings()
    mended = text
    for pattern, replacement in _patterns(_SPACING.get(key, ())):
        mended = pattern.sub(replacement, mended)
    if mended != text:
        findings.add(rules.SPACING_MENDED, f"blanks and signs are written as {lang} writes them")
    stop = _LATIN_STOP.get(key)
    ended = mended if stop is None else _patterns((stop,))[0][0].sub(stop[1], mended)
    if ended != mended:
        findings.add(rules.END_PUNCTUATION_MENDED, f"the sentence ends as one in {lang} does")
    return findings.outcome(ended)


def find_split_vowels(text: str, lang: str) -> tuple[tuple[int, int, str], ...]:
    """Find the vowel am of Thai and Lao written in two parts, as text in NFKC has it: models write so.

    Returns:
        Start, end and the usual writing of each.
    """
    rows = _SPLIT_VOWELS.get(primary_language(lang), ())
    return tuple(
        (match.start(), match.end(), match.expand(replacement))
        for pattern, replacement in _patterns(rows)
        for match in pattern.finditer(text)
    )


@functools.cache
def _patterns(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in rows)
