"""Participants: in which paragraphs each person is quoted and named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from forumpub.model import Article, Participant
from forumpub.transform.mentions import NameMention
from forumpub.transform.sentences import walk


def list_participants(article: Article, mentions: Sequence[NameMention]) -> Article:
    """List every speaker with the paragraphs that quote and that name them, in the order of the speakers.

    People who name themselves in their own sound bite are quoted there, not mentioned. A voice without a name
    is a participant where it is quoted.
    """
    quoted: defaultdict[str, dict[str, None]] = defaultdict(dict)
    mentioned: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for block, para in walk(article):
        if block.speaker is not None:
            quoted[block.speaker][para.id] = None
    for mention in mentions:
        if mention.para.id not in quoted[mention.speaker]:
            mentioned[mention.speaker][mention.para.id] = None
    participants = tuple(
        Participant(
            speaker=speaker.id, quoted=tuple(quoted[speaker.id]), mentioned=tuple(mentioned[speaker.id])
        )
        for speaker in article.speakers
        if quoted[speaker.id] or mentioned[speaker.id]
    )
    return replace(article, facts=replace(article.facts, participants=participants))
