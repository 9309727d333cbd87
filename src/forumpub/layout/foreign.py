"""Words in another script get a language of their own: a screen reader then speaks them right."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from forumpub.plan import Emphasis, Run

_LATIN = "A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ"
# The letters of a script and the language to assume where the text doesn't say.
_SCRIPTS: Mapping[str, tuple[str, str]] = {
    "Latn": (_LATIN, "en"),
    "Hani": ("\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff", "zh"),
    "Thai": ("\u0e01-\u0e3a\u0e40-\u0e4e", "th"),
    "Laoo": ("\u0e81-\u0ece\u0edc-\u0edf", "lo"),
    "Khmr": ("\u1780-\u17d3\u17dc", "km"),
    "Mymr": ("\u1000-\u103f\u1050-\u109d", "my"),
    "Taml": ("\u0b82-\u0bcd\u0bd0\u0bd7", "ta"),
    "Kana": ("\u3041-\u3096\u30a1-\u30fa", "ja"),
    "Hang": ("\uac00-\ud7a3", "ko"),
    "Cyrl": ("\u0400-\u04ff", "ru"),
    "Arab": ("\u0621-\u064a\u066e-\u06d3", "ar"),
    "Deva": ("\u0904-\u0963", "hi"),
}
_LATIN_ALONE = ("Latn",)
_OWN_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "th": ("Thai",),
    "lo": ("Laoo",),
    "km": ("Khmr",),
    "my": ("Mymr",),
    "ta": ("Taml",),
    "zh": ("Hani",),
    "ja": ("Hani", "Kana"),
    "ko": ("Hang", "Hani"),
    "ru": ("Cyrl",),
    "ar": ("Arab",),
    "hi": ("Deva",),
}


def make_runs(text: str, lang: str, *, emphasis: Emphasis = Emphasis.PLAIN) -> tuple[Run, ...]:
    """Cut text into runs, one for each stretch of foreign words; joined, they are the text."""
    return tuple(_runs(text, lang, emphasis)) if text else ()


def _runs(text: str, lang: str, emphasis: Emphasis) -> Iterator[Run]:
    end = 0
    own = _OWN_SCRIPTS.get(lang.lower().partition("-")[0], _LATIN_ALONE)
    # Most texts hold no foreign word, and the pattern that finds one is dear to compile.
    pattern = None if own == _LATIN_ALONE and not _may_be_foreign(text) else _foreign_words(own)
    for match in pattern.finditer(text) if pattern else ():
        if match.start() > end:
            yield Run(text=text[end : match.start()], emphasis=emphasis)
        script = match.lastgroup or ""
        yield Run(text=match.group(), emphasis=emphasis, lang=_SCRIPTS[script][1])
        end = match.end()
    if end < len(text):
        yield Run(text=text[end:], emphasis=emphasis)


def _may_be_foreign(text: str) -> bool:
    """Say whether a text holds more than Latin letters and typographic marks."""
    return any(letter >= "\u0400" and not "\u2000" <= letter < "\u2c00" for letter in set(text))


@functools.cache
def _foreign_words(own: tuple[str, ...]) -> re.Pattern[str]:
    # Words of one script with blanks, hyphens or digits between them are one stretch.
    parts = [
        rf"(?P<{script}>[{letters}](?:[{letters}0-9]|[-'’.& ](?=[{letters}]))*)"
        for script, (letters, _) in _SCRIPTS.items()
        if script not in own
    ]
    # The look-ahead spares most letters the trial of every script.
    foreign = "".join(letters for script, (letters, _) in _SCRIPTS.items() if script not in own)
    return re.compile(f"(?=[{foreign}])(?:{'|'.join(parts)})")
