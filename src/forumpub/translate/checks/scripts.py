"""U2 and the Latin half of U1: which letters belong in a language, and which came from elsewhere."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.pair import Pair, primary_language
from forumpub.translate.findings import Finding

# Letters of each script, as the inside of a character class.
_SCRIPTS: Mapping[str, str] = MappingProxyType(
    {
        "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
        "Lao": "\u0e81-\u0ece\u0edc-\u0edf",
        "Khmer": "\u1780-\u17d3\u17dc\u17dd",
        "Burmese": "\u1000-\u103f\u1050-\u108f\u109a-\u109f\uaa60-\uaa7f",
        "Tamil": "\u0b80-\u0be5",
        "Chinese": "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f",
        "Japanese": "\u3041-\u3096\u30a1-\u30fa",
        "Korean": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
        "Cyrillic": "\u0400-\u052f",
        "Greek": "\u0370-\u03ff",
        "Arabic": "\u0620-\u064a\u0671-\u06d3",
        "Hebrew": "\u05d0-\u05ea",
        "Devanagari": "\u0900-\u0963\u0971-\u097f",
        "Bengali": "\u0980-\u09e3",
        "Sinhala": "\u0d80-\u0ddf",
        "Telugu": "\u0c00-\u0c63",
        "Kannada": "\u0c80-\u0ce3",
        "Malayalam": "\u0d00-\u0d63",
    }
)
_OWN: Mapping[str, str] = MappingProxyType(
    {"th": "Thai", "lo": "Lao", "km": "Khmer", "my": "Burmese", "ta": "Tamil", "zh": "Chinese"}
)
# One letter may be a sign of its own (a unit, a formula); a run of two is a word.
_SHORTEST_RUN = 2


def own_script(lang: str) -> str | None:
    """Return the name of the script of a language, by its key; None where it is Latin."""
    return _OWN.get(lang)


def letters_of(script: str) -> str:
    """Return the inside of a character class with the letters of a script."""
    return _SCRIPTS[script]


def check_scripts(pair: Pair) -> Iterator[Finding]:
    """Find words in a script that neither the target's language nor the source uses."""
    if pair.target.isascii():
        return
    for match in _foreign(primary_language(pair.target_lang)).finditer(pair.target):
        word = match.group()
        if word in pair.source or any(word in kept for kept in pair.keep):
            continue
        if any(word in match_.entry.target for match_ in pair.terms):
            continue
        script = match.lastgroup or "foreign"
        message = f"“{word}” is in {script} letters, which {pair.target_lang} isn't written in"
        yield Finding(rule=rules.WRONG_SCRIPT, message=message, target=Span(*match.span()))


@functools.cache
def _foreign(lang: str) -> re.Pattern[str]:
    own = own_script(lang)
    runs = [
        f"(?P<{name}>[{letters}]{{{_SHORTEST_RUN},}})" for name, letters in _SCRIPTS.items() if name != own
    ]
    return re.compile("|".join(runs))
