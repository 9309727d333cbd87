"""The lead: one sentence that sums up the report, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from forumpub.model import Article, BlockType, KeyPoint
from forumpub.transform.headline import find_headline_sentence
from forumpub.transform.sentences import Sentence, leans

_TOLD = frozenset({BlockType.LEAD, BlockType.NARRATION, BlockType.BODY, BlockType.STANDUP})
_CANDIDATES = 6
_SHORTEST_CHARS = {"zh": 12}
_LONGEST_CHARS = 400


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
