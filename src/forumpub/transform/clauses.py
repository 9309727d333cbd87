"""Cutting the words around a place out of a sentence."""

from __future__ import annotations

from forumpub.patterns import lazy_pattern

_SHORTEST_CHARS = 48
_LONGEST_CHARS = 160
_CLAUSE_END = lazy_pattern(
    r"[,;:](?= )|[，；：。！？]|(?<= )[-–—]+(?= )|——"
    r"| (?=(?:that|which|who|while|where|because|although) )"
)
_SAID = lazy_pattern(r"(?:and|but|that|which|who|where|while) ")
_EDGES = " \t\u3000,;:，；：。.!！?？—–-"


def read_context(sentence: str, start: int, end: int) -> str:
    """Return the words around `sentence[start:end]` that say what it is about, at most about 160 characters.

    That is the clause it stands in; a short one takes in the next, and a figure that is a clause of its own
    ("…, 2021 to 2025, …") the one before. The words are the sentence's own, in one piece.
    """
    # Far away from the place nothing matters: a sentence of a megabyte costs no more than a short one.
    base = max(0, start - 2 * _LONGEST_CHARS)
    window = sentence[base : end + 2 * _LONGEST_CHARS]
    start, end = start - base, end - base
    cuts = [0, *(m.end() for m in _CLAUSE_END.finditer(window) if not start < m.end() < end), len(window)]
    first = max(index for index, cut in enumerate(cuts[:-1]) if cut <= start)
    last = min(index for index, cut in enumerate(cuts) if cut >= end and index > first)
    alone = window[cuts[first] : cuts[last]].strip(_EDGES) == window[start:end]
    if alone and first > 0 and cuts[last] - cuts[first - 1] <= _LONGEST_CHARS:
        first -= 1
    while cuts[last] - cuts[first] < _SHORTEST_CHARS or _is_adverbial(window[cuts[first] : cuts[last]]):
        if last + 1 < len(cuts) and cuts[last + 1] - cuts[first] <= _LONGEST_CHARS:
            last += 1
        elif first > 0 and cuts[last] - cuts[first - 1] <= _LONGEST_CHARS:
            first -= 1
        else:
            break
    return _shorten(window[cuts[first] : cuts[last]], start - cuts[first], end - cuts[first])


_ADVERBIAL = lazy_pattern(
    r"(?:In|Since|By|On|During|After|Before|Until|From|Despite)\b[^,]*(?:,[^,]*(?:despite|after)[^,]*)?,?$"
)


def _is_adverbial(words: str) -> bool:
    """Tell whether a clause only says when: "In 2020, despite the impact of the epidemic,"."""
    return _ADVERBIAL.match(words.strip()) is not None and len(words) < _LONGEST_CHARS


def _shorten(words: str, start: int, end: int) -> str:
    """Cut a clause that is too long at blanks, so that the place stays inside."""
    if len(words) > _LONGEST_CHARS:
        spare = max(0, _LONGEST_CHARS - (end - start))
        left = max(0, min(start - spare // 2, len(words) - _LONGEST_CHARS))
        right = min(len(words), max(end, left + _LONGEST_CHARS))
        if left and (blank := words.find(" ", left, start)) >= 0:
            left = blank
        if right < len(words) and (blank := words.rfind(" ", end, right)) >= 0:
            right = blank
        words = words[left:right]
    words = words.strip(_EDGES)
    return _SAID.sub("", words, count=1) if _SAID.match(words) else words
