"""Articles of one language into another: names, sentences, and what people wrote in their place before."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Article
from forumpub.translate.assembly import Material, make_translated_article
from forumpub.translate.cascade import Quality, translate_segments
from forumpub.translate.engine import Engine
from forumpub.translate.entities import (
    list_entities,
    mention_originals,
    names_to_keep,
    render_entities,
    with_entities,
)
from forumpub.translate.human import keep_corrections
from forumpub.translate.memory import Memory
from forumpub.translate.segments import segment_article
from forumpub.translate.terms.glossary import Glossary
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What translates one pair of languages. `date` is now, in ISO form, for what goes into the memory."""

    engine: Engine
    glossary: Glossary
    memory: Memory | None
    quality: Quality
    date: str | None = None


def translate_articles(
    articles: Sequence[Article], tools: Tools, *, target_lang: str
) -> tuple[Outcome[Article], ...]:
    """Translate articles of one language: one call for what they name, one for all their sentences.

    Raises:
        EngineError: the engine failed.
    """
    translate = functools.partial(
        translate_segments,
        source_lang=articles[0].lang,
        target_lang=target_lang,
        engine=tools.engine,
        memory=tools.memory,
        quality=tools.quality,
        date=tools.date,
    )
    findings = Findings()
    entities = [entity for article in articles for entity in list_entities(article)]
    renderings = findings.take(
        render_entities(
            entities,
            glossary=tools.glossary,
            target_lang=target_lang,
            translate=functools.partial(translate, glossary=tools.glossary),
        )
    )
    cut = [segment_article(article) for article in articles]
    everything = [segment for segments in cut for segment in segments]
    glossary, keep = with_entities(tools.glossary, renderings), names_to_keep(entities, renderings)
    sentences = findings.take(translate(everything, glossary=glossary, keep=keep))
    answers = iter(sentences)
    made: list[Outcome[Article]] = []
    for article, segments in zip(articles, cut, strict=True):
        translated = tuple(next(answers) for _ in segments)
        material = Material(
            segments=segments,
            translated=mention_originals(translated, renderings, target_lang=target_lang),
            renderings=renderings,
            engines=(tools.engine.use,),
        )
        made.append(_assemble(article, material, tools.memory, target_lang=target_lang))
    shared = findings.outcome(None).diagnostics
    return (Outcome(made[0].value, (*shared, *made[0].diagnostics)), *made[1:])


def _assemble(
    article: Article, material: Material, memory: Memory | None, *, target_lang: str
) -> Outcome[Article]:
    findings = Findings()
    edition = findings.take(make_translated_article(article, material, target_lang=target_lang))
    return findings.outcome(findings.take(keep_corrections(edition, memory)))
