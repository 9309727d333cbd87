"""C1: characters that no writer means: broken encodings, a model's own marks, impossible orders."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from forumpub.diagnostics import Rule
from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.pair import Pair, primary_language
from forumpub.translate.findings import Finding

_BROKEN = re.compile(
    "(?P<character>\ufffd|\u25cc|[\ufdd0-\ufdef]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f])"
    "|(?P<entity>&(?:#[0-9]{1,6}|#x[0-9a-fA-F]{1,5}|quot|amp|lt|gt|apos|nbsp);)"
    "|(?P<mark>\u2047|\u2581|</?s>|<unk>|<pad>|<2[a-z]{2,3}(?:_[A-Za-z]{4})?>|__[a-z]{2,3}__"
    "|[a-z]{3}_(?:Latn|Mymr|Khmr|Laoo|Thai|Taml|Hans|Hant)|>>[a-z]{2,3}(?:_[A-Z][a-z]{3})?<<)"
)
_NAMES = {
    "character": "a broken character",
    "entity": "the name of a character instead of the character",
    "mark": "a mark of the model's own",
}
# Signs that stand on a letter, at the start of a word. Lao writers type the vowel am in two parts as a rule:
# that is mended (`fixes`), not reported.
_BASELESS = {
    "th": r"(?:(?<=[\s\"“(])|^)[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|\u0e4d[\u0e48-\u0e4b]?\u0e32",
    "lo": r"(?:(?<=[\s\"“(])|^)[\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece]",
    "km": r"(?:(?<=[\s\"“(])|^)[\u17b6-\u17d1]|\u17d2(?![\u1780-\u17b3])",
    "my": r"(?:(?<=[\s\"“(])|^)[\u102b-\u103e]|[\u1060-\u1097]|\u1031\u1031|\u1039(?![\u1000-\u1021])",
    "ta": r"(?:(?<=[\s\"“(])|^)[\u0bbe-\u0bcd\u0bd7]|[\u0bbe-\u0bcc]{3}",
}
_FEWEST_BROKEN = 3
# Mojibake of UTF-8 read as Latin-1 or Windows-1252.
_MOJIBAKE = re.compile(
    r"(?:[ÃÂ][\u0080-\u00bf]|â€[\u0090-\u00bf™œ\u009d]|[àáâ][¸¹ºž»¼½][\u0080-\u00bf]?){2,}"
)


def check_corrupted(pair: Pair) -> Iterator[Finding]:
    """Find characters that show a fault of the model or of an encoding, where the source hasn't them."""
    for match in _BROKEN.finditer(pair.target):
        if match.group() in pair.source:
            continue
        what = _NAMES[match.lastgroup or "character"]
        yield _finding(match, f"{what} is in the text: {_escaped(match.group())}")
    if pair.target.isascii():
        return
    if mojibake := _MOJIBAKE.search(pair.target):
        yield _finding(mojibake, f"“{mojibake.group()[:12]}” is text read in the wrong encoding")
    if baseless := _baseless(primary_language(pair.target_lang)):
        found = list(baseless.finditer(pair.target))
        # One or two are a slip of the keyboard; more are text in another encoding's order.
        rule = rules.MISPLACED_SIGN if len(found) < _FEWEST_BROKEN else rules.CORRUPTED_TEXT
        for match in found[:_FEWEST_BROKEN]:
            yield _finding(match, f"{_escaped(match.group())} stands where no letter carries it", rule)


@functools.cache
def _baseless(lang: str) -> re.Pattern[str] | None:
    pattern = _BASELESS.get(lang)
    return re.compile(pattern) if pattern else None


def _escaped(text: str) -> str:
    return " ".join(f"U+{ord(char):04X}" if ord(char) < 0x20 or ord(char) > 0x7E else char for char in text)


def _finding(match: re.Match[str], message: str, rule: Rule = rules.CORRUPTED_TEXT) -> Finding:
    return Finding(rule=rule, message=message, target=Span(*match.span()))
