"""Bilingual editions of every language, long enough for rows that a page end divides."""

from __future__ import annotations

import datetime as dt

from forumpub.env import FixedEnvironment
from forumpub.layout import Status, make_plan
from forumpub.locales import load_words
from forumpub.model import SegmentFinding, TermOutcome, TermUse
from forumpub.plan import Plan
from forumpub.styling import load_style
from made_articles import make_article, narration, quote
from made_translations import segment, translated

from plans import SENTENCES

_ENV = FixedEnvironment()
_NOW = dt.datetime(2021, 7, 20, 8, 0, tzinfo=dt.UTC)
# The fourth row crosses the end of a page of most languages.
_TIMES = 12
_DOUBT = SegmentFinding(slug="no-such-rule", message="the translation is doubtful")


def bilingual_plan(lang: str) -> Plan:
    """Return a plan whose report stands beside its English source, with doubts and terms."""
    long, own = (" ".join([SENTENCES[tag]] * _TIMES) for tag in ("en", lang))
    source, _ = make_article(
        narration("\n\n".join([long] * 5)), quote(long, "Xu Kemin", "Chief Economist"), headline="Forum opens"
    )
    parts = ["b1p1", "b1p2", "b1p3", "b1p4", "b1p5", "b2p1"]
    term = TermUse(source="ASEAN", target=SENTENCES[lang][:5], outcome=TermOutcome.HONOURED)
    article = translated(
        source,
        lang,
        dict.fromkeys(parts, own),
        [segment(part, long, own, _DOUBT, terms=(term,)) for part in parts],
    )
    return make_plan(
        article,
        style=load_style("briefing", _ENV),
        words=load_words(lang),
        now=_NOW,
        status=Status.MACHINE_TRANSLATED,
        beside=source,
    ).value
