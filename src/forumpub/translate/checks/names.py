"""Names that lost or changed a letter on the way."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.pair import Pair
from forumpub.translate.findings import Finding

_NAME = re.compile(r"(?<![\w'’-])[A-ZÀ-Þ][a-zß-ɏ]{3,}(?![\w'’-])")
# Letters that languages exchange when they make a foreign word their own.
_SOUNDS = str.maketrans("cqvyz", "kkbis")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")


def check_names(pair: Pair) -> Iterator[Finding]:
    """Find capitalised words that are all but equal to one of the source, which the target hasn't.

    A language spells places and months in its own way: so this is a warning, and `Pair.keep` is the means to
    hold the names that must not change.
    """
    if pair.source.isupper() or not _NAME.search(pair.target):
        return
    in_target = set(_WORD.findall(pair.target))
    in_source = set(_WORD.findall(pair.source))
    lost = [match for match in _NAME.finditer(pair.source) if match.group() not in in_target]
    if not lost:
        return
    new = [match for match in _NAME.finditer(pair.target) if match.group() not in in_source]
    for name in lost:
        for match in new:
            if _is_slip(name.group(), match.group()):
                message = f"“{name.group()}” of the source became “{match.group()}”"
                yield Finding(
                    rule=rules.NAME_ALTERED,
                    message=message,
                    source=Span(*name.span()),
                    target=Span(*match.span()),
                )
                break


def _is_slip(name: str, other: str) -> bool:
    """Tell whether one letter inside a word was lost, added, exchanged, or swapped with the next."""
    if name[0] != other[0] or abs(len(name) - len(other)) > 1:
        return False
    # Endings are the languages' own ("Republican", "Arabe"), and so is how they spell a sound ("Makedonia").
    if name[:-1] == other[:-1] or name == other[:-1] or name[:-1] == other:
        return False
    if _spelled_alike(name) == _spelled_alike(other):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(name, other, score_cutoff=1) == 1


@functools.lru_cache(maxsize=4096)
def _spelled_alike(word: str) -> str:
    bare = "".join(
        char for char in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(char)
    )
    return bare.translate(_SOUNDS).replace("kk", "k").replace("ss", "s").replace("ll", "l")
