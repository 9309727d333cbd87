"""Passes that add to an article what can be read out of it, each with the paragraph it comes from.

Nothing is invented and no word of a paragraph is changed: `enrich` of an enriched article changes nothing.
"""

from __future__ import annotations

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Article
from forumpub.source import SourceText
from forumpub.transform.abbreviations import list_abbreviations
from forumpub.transform.background import list_background
from forumpub.transform.dates import read_dateline
from forumpub.transform.figures import list_figures
from forumpub.transform.headline import derive_headline
from forumpub.transform.key_points import choose_key_points
from forumpub.transform.lead import choose_lead
from forumpub.transform.mentions import find_mentions
from forumpub.transform.participants import list_participants
from forumpub.transform.sentences import read_sentences
from forumpub.transform.speakers import merge_speakers
from forumpub.transform.wording import check_wording

__all__ = ["enrich"]


def enrich(article: Article, source: SourceText | None = None) -> Outcome[Article]:
    """Run every pass: wording, people, date line, headline, then the facts.

    The order matters where one pass stands on another: the lead must not repeat the headline, key points
    repeat neither, figures leave out the year of the event, participants are the people that were found.

    Args:
        article: what a reader made, or an article that was enriched before.
        source: the text it was read from; with it, diagnostics point at single characters in every paragraph.

    Returns:
        the article with headline, date line, speakers and facts filled in as far as the text goes. What was
        given stays; what is derived says so.

    Diagnostics:
        those of `check_wording`, `merge_speakers`, `read_dateline` and `derive_headline`.

    Source:
        docs/formats/facts.md.
    """
    findings = Findings()
    sentences = read_sentences(article)
    findings.take(Outcome(article, check_wording(article, source)))
    article = findings.take(merge_speakers(article, source))
    article = findings.take(read_dateline(article, source))
    article = findings.take(derive_headline(article, sentences, source))
    mentions = find_mentions(article)
    article = choose_lead(article, sentences)
    article = choose_key_points(article, sentences, mentions)
    article = list_figures(article, sentences)
    article = list_participants(article, mentions)
    article = list_background(article, sentences)
    article = list_abbreviations(article)
    return findings.outcome(article)
