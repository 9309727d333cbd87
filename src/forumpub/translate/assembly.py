"""An article in another language: the same blocks and ids, and what it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.layout.speakers import words_beyond_fields
from forumpub.model import (
    Article,
    Block,
    EngineUse,
    Mention,
    Origin,
    Para,
    Speaker,
    TranslatedSegment,
    Translation,
)
from forumpub.rules.editions import INTRODUCTION_NOT_TRANSLATED
from forumpub.source import Span
from forumpub.translate.carrying import FactCarrier
from forumpub.translate.entities import Renderings, list_entities
from forumpub.translate.labels import find_label
from forumpub.translate.segments import HEADLINE_PART, Segment, join_segments
from forumpub.translate.sentences import primary_language
from forumpub.translate.terms.entry import Part
from forumpub.values import dataclass

_STOPS = (".", "。", "។", "။")
_COMMAS: Mapping[str, str] = {"zh": "，", "my": "၊ "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What an edition is made of: segments and their translations, in one order; the entities' renderings."""

    segments: tuple[Segment, ...]
    translated: tuple[TranslatedSegment, ...]
    renderings: Renderings
    engines: tuple[EngineUse, ...]


def make_translated_article(article: Article, material: Material, *, target_lang: str) -> Outcome[Article]:
    """Put translations in the place of an article's words.

    Ids, spans and the order of blocks stay. A paragraph that a sentence of the one before swallowed goes, and
    its span with its words. Labels become the target's own.

    Args:
        article: the source.
        material: what `segment_article` gave for it, translated.
        target_lang: BCP 47 tag.

    Diagnostics:
        fact-not-carried: a key point, figure or background fact whose words can't be found again.
        introduction-not-translated: a speaker's introduction that stays as it is.
    """
    findings = Findings()
    material = replace(material, translated=tuple(map(_without_stop, material.translated)))
    texts = join_segments(
        material.segments, material.translated, source_lang=article.lang, target_lang=target_lang
    )
    homes: dict[str, str] = {}
    blocks = tuple(_blocks(article.blocks, texts, homes, article.lang, target_lang))
    carrier = FactCarrier(
        material.segments,
        material.translated,
        material.renderings,
        source_lang=article.lang,
        target_lang=target_lang,
    )
    speakers = tuple(
        findings.take(_speaker(speaker, material.renderings, target_lang)) for speaker in article.speakers
    )
    headline = article.headline
    if headline is not None and texts.get(HEADLINE_PART, "").strip():
        headline = replace(headline, text=texts[HEADLINE_PART])
    made = replace(
        _signed(article, material.renderings),
        lang=target_lang,
        blocks=blocks,
        headline=headline,
        speakers=speakers,
        facts=findings.take(carrier.carry(article.facts, homes=homes)),
        translation=Translation(
            source_lang=article.lang, engines=material.engines, segments=tuple(_in_order(article, material))
        ),
    )
    return findings.outcome(made)


def _without_stop(segment: TranslatedSegment) -> TranslatedSegment:
    """Take the full stop from a headline that has none in the source: engines like to end a sentence."""
    if segment.part != HEADLINE_PART or segment.origin is not Origin.ENGINE:
        return segment
    if segment.source.endswith(_STOPS) or not segment.target.endswith(_STOPS):
        return segment
    return replace(segment, target=segment.target.rstrip("".join(_STOPS)).rstrip() or segment.target)


def _blocks(
    blocks: Sequence[Block],
    texts: Mapping[str, str],
    homes: dict[str, str],
    source_lang: str,
    target_lang: str,
) -> Iterator[Block]:
    for block in blocks:
        paras: list[Para] = []
        for para in block.paras:
            text = texts.get(para.id, para.text)
            if text.strip():
                paras.append(replace(para, text=text))
            elif paras:
                # A sentence ran over both, and its translation stands in the first.
                last = paras[-1]
                homes[para.id] = last.id
                pieces = (*(last.pieces or (last.span,)), *(para.pieces or (para.span,)))
                hull = Span(min(last.span.start, para.span.start), max(last.span.end, para.span.end))
                paras[-1] = replace(last, span=hull, pieces=pieces)
            else:
                paras.append(para)
        yield replace(_labelled(block, source_lang, target_lang), paras=tuple(paras))


def _labelled(block: Block, source_lang: str, target_lang: str) -> Block:
    label = block.label
    if label is None or primary_language(source_lang) == primary_language(target_lang):
        return block
    word = find_label(block.type, target_lang)
    return block if word is None else replace(block, label=replace(label, raw=f"[{word}]"))


def _speaker(speaker: Speaker, renderings: Renderings, target_lang: str) -> Outcome[Speaker]:
    findings = Findings()
    name = speaker.name and renderings.render(Part.PERSON, speaker.name)
    role = speaker.role and renderings.render(Part.ROLE, speaker.role)
    org = speaker.org and renderings.render(Part.ORGANISATION, speaker.org)
    unchanged = (name, role, org) == (speaker.name, speaker.role, speaker.org)
    comma = _COMMAS.get(primary_language(target_lang), ", ")
    raw: list[Mention] = []
    for mention in speaker.raw:
        if unchanged:
            raw.append(mention)
        elif words_beyond_fields(speaker, mention):
            findings.add(
                INTRODUCTION_NOT_TRANSLATED,
                f"the introduction “{mention.text[:60]}” is printed in the words of the source",
                mention.span,
            )
            raw.append(mention)
        else:
            fields = comma.join(field for field in (name, role, org) if field)
            raw.append(replace(mention, text=fields or mention.text))
    aliases = tuple(renderings.render(Part.PERSON, alias) for alias in speaker.aliases)
    return findings.outcome(replace(speaker, name=name, role=role, org=org, raw=tuple(raw), aliases=aliases))


def _signed(article: Article, renderings: Renderings) -> Article:
    """Render the names and places of dateline, byline, editors and credits."""

    def person(name: str) -> str:
        return renderings.render(Part.PERSON, name)

    dateline, byline = article.dateline, article.byline
    if dateline is not None and dateline.place:
        dateline = replace(dateline, place=renderings.render(Part.PLACE, dateline.place))
    if byline is not None:
        place = byline.place and renderings.render(Part.PLACE, byline.place)
        byline = replace(byline, reporters=tuple(map(person, byline.reporters)), place=place)
    return replace(
        article,
        dateline=dateline,
        byline=byline,
        editors=tuple(replace(editor, name=person(editor.name)) for editor in article.editors),
        credits=tuple(
            replace(
                credit,
                role=renderings.render(Part.ROLE, credit.role),
                names=tuple(map(person, credit.names)),
            )
            for credit in article.credits
        ),
    )


def _in_order(article: Article, material: Material) -> Iterator[TranslatedSegment]:
    """Yield all segments as the page reads: headline, entities, paragraphs."""
    entities = (material.renderings.segment_of(entity) for entity in list_entities(article))
    yield from (one for one in material.translated if one.part == HEADLINE_PART)
    yield from (segment for segment in entities if segment is not None)
    yield from (one for one in material.translated if one.part != HEADLINE_PART)
