"""The lead: one sentence that sums up the report, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from forumpub.model import Article, BlockType, KeyPoint
from forumpub.transform.headline import find_headline_sentence
from forumpub.transform.sentences import Sentence

_TOLD = frozenset({BlockType.LEAD, BlockType.NARRATION, BlockType.BODY, BlockType.STANDUP})
_CANDIDATES = 6
_SHORTEST_CHARS = {"zh": 12}
_LONGEST_CHARS = 400
# A sentence that leans on the one before says little when it stands alone.
_LEANING = re.compile(
    r"(?:It|They|He|She|We|I|This|That|These|Those|His|Her|Their|Its|But|And|So|Then|However"
    r"|Therefore|Meanwhile"
    r"|Moreover|Besides|In addition|For example|At the same time|As you can see|Among them)\b"
    r"|(?:他|她|它|我们|我|这|那|此外|同时|因此|所以|但|而且|其中|另外|据悉)"
)


def leans(text: str) -> bool:
    """Tell whether a sentence leans on the one before it ("This practice …", "However, …")."""
    return _LEANING.match(text) is not None


def choose_lead(article: Article, sentences: Sequence[Sentence]) -> Article:
    """Choose the lead among the first sentences of the report.

    A section that the source labels as the lead wins. Otherwise it is the first narrated sentence that
    stands on its own and does not repeat the headline.
    """
    headline_from = (
        find_headline_sentence(sentences) if article.headline and article.headline.derived else None
    )
    shortest = _SHORTEST_CHARS.get(article.lang[:2], 40)
    labelled = (s for s in sentences if s.block.type is BlockType.LEAD and s is not headline_from)
    told = (s for s in sentences if s.block.type in _TOLD and s is not headline_from)
    chosen = next(labelled, None)
    for sentence in islice(told, _CANDIDATES):
        if chosen is None and shortest <= len(sentence.text) <= _LONGEST_CHARS and not leans(sentence.text):
            chosen = sentence
    lead = KeyPoint(text=chosen.text, para=chosen.para.id) if chosen else None
    return replace(article, facts=replace(article.facts, lead=lead))
