"""Vowels that a model's vocabulary has in two signs, and a language writes in one."""

from __future__ import annotations

from dataclasses import replace

from forumpub.source import Span
from forumpub.translate.checks.fixes import find_split_vowels
from forumpub.translate.engine import Hypothesis, Link


def compose_vowels(hypothesis: Hypothesis, lang: str) -> Hypothesis:
    """Write the vowel am of Thai and Lao in one sign: terms, checks and readers know it so.

    SentencePiece normalises to NFKC as a rule, which takes it apart. Links keep to their words.
    """
    split = find_split_vowels(hypothesis.text, lang)
    if not split:
        return hypothesis
    text, end, shifts = "", 0, []
    for start, after, whole in split:
        text += hypothesis.text[end:start] + whole
        shifts.append((after, len(text) - after))
        end = after

    def moved(offset: int) -> int:
        return offset + max((shift for shift in shifts if shift[0] <= offset), default=(0, 0))[1]

    links = tuple(
        Link(source=link.source, target=Span(moved(link.target.start), moved(link.target.end)))
        for link in hypothesis.links
    )
    return replace(hypothesis, text=text + hypothesis.text[end:], links=links)
