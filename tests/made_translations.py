"""Translated articles made by hand, for tests that need no engine: the same ids, other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from forumpub.model import (
    Article,
    EngineUse,
    Origin,
    SegmentFinding,
    TermUse,
    TranslatedSegment,
    Translation,
)

ENGINE = EngineUse(
    name="argos", model="translate-en_id 1.9", route=("en", "id"), sha256="ab" * 32, licence="CC0-1.0"
)


def segment(
    part: str,
    source: str,
    target: str,
    *findings: SegmentFinding,
    origin: Origin = Origin.ENGINE,
    terms: Sequence[TermUse] = (),
    number: int = 1,
) -> TranslatedSegment:
    return TranslatedSegment(
        id=f"{part}.{number}",
        part=part,
        source=source,
        target=target,
        origin=origin,
        engine=0 if origin is Origin.ENGINE else None,
        findings=findings,
        terms=tuple(terms),
    )


def translated(
    article: Article,
    lang: str,
    texts: Mapping[str, str],
    segments: Sequence[TranslatedSegment],
    *,
    engine: EngineUse = ENGINE,
) -> Article:
    """Put texts by paragraph id into an article, and the segments that they are made of."""
    blocks = tuple(
        replace(
            block,
            paras=tuple(replace(para, text=texts.get(para.id, para.text)) for para in block.paras),
        )
        for block in article.blocks
    )
    headline = article.headline
    if headline is not None and "headline" in texts:
        headline = replace(headline, text=texts["headline"])
    return replace(
        article,
        lang=lang,
        blocks=blocks,
        headline=headline,
        translation=Translation(source_lang=article.lang, engines=(engine,), segments=tuple(segments)),
    )
