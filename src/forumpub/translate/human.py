"""What people wrote at a place of an edition before: kept while its source says the same, else shown.

Editors correct paragraphs, and join and divide sentences while they do, so a correction holds for the whole
paragraph. When the source changes later, the human version is neither kept nor replaced in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import MemoryFileError
from forumpub.locales import load_words
from forumpub.model import Article, Block, Origin, SegmentFinding, TranslatedSegment, Translation
from forumpub.rules.revising import CORRECTION_OUTDATED
from forumpub.translate.memory import Memory
from forumpub.translate.memory.giving_up import give_memory_up
from forumpub.translate.memory.unit import Unit, normal_form

# Below this the place holds another text: another article of the same name, or a rewritten one.
_LEAST_LIKENESS: Final = 50.0
_HUMAN: Final = frozenset({Origin.HUMAN, Origin.IMPORT})


def keep_corrections(edition: Article, memory: Memory | None) -> Outcome[Article]:
    """Put human translations of whole paragraphs into an edition, and flag those whose source has changed.

    Args:
        edition: a translated article, as the engine and the memory of sentences made it.
        memory: where corrections are; None is none.

    A paragraph whose source says something else now than when a person corrected it gets the finding
    `correction-outdated`, which is told with the other findings of the edition's segments.

    Diagnostics:
        memory-given-up: the memory failed.
    """
    translation = edition.translation
    if translation is None or memory is None:
        return Outcome(edition)
    findings = Findings()
    try:
        known = memory.find_human(
            edition.source.name,
            tuple(dict.fromkeys(segment.part for segment in translation.segments)),
            source_lang=translation.source_lang,
            target_lang=edition.lang,
        )
    except MemoryFileError as error:
        give_memory_up(error, findings)
        known = {}
    return findings.outcome(_put_in(edition, translation, known) if known else edition)


def _put_in(edition: Article, translation: Translation, known: Mapping[str, Unit]) -> Article:
    by_part: dict[str, list[TranslatedSegment]] = {}
    for segment in translation.segments:
        by_part.setdefault(segment.part, []).append(segment)
    blank = " " if load_words(translation.source_lang).language.spaced else ""
    paras = {para.id for block in edition.blocks for para in block.paras}
    texts: dict[str, str] = {}
    segments: list[TranslatedSegment] = []
    for part, old in by_part.items():
        unit = known.get(part)
        source = blank.join(segment.source for segment in old)
        is_same = unit is not None and normal_form(source) == normal_form(unit.source)
        if unit is not None and is_same and part in paras and len(old) > 1:
            texts[part] = unit.target
            segments.append(_whole(old[0], source, unit))
        elif unit is None or _holds(unit, source, old):
            segments += old
        else:
            segments += _flag(old, unit)
    return replace(
        edition,
        blocks=tuple(_with_texts(block, texts) for block in edition.blocks),
        translation=replace(translation, segments=tuple(segments)),
    )


def _whole(first: TranslatedSegment, source: str, unit: Unit) -> TranslatedSegment:
    """Make the one segment of a paragraph that a person translated as a whole."""
    return TranslatedSegment(
        id=first.id,
        part=first.part,
        source=source,
        target=unit.target,
        origin=Origin.HUMAN,
        author=unit.author,
        date=unit.date,
    )


def _holds(unit: Unit, source: str, segments: Sequence[TranslatedSegment]) -> bool:
    """Tell whether what a person translated still stands there, or something else altogether does."""
    known = normal_form(unit.source)
    if known in (normal_form(source), *(normal_form(segment.source) for segment in segments)):
        return True
    return fuzz.ratio(normal_form(source), known) < _LEAST_LIKENESS


def _flag(segments: Sequence[TranslatedSegment], unit: Unit) -> list[TranslatedSegment]:
    who = unit.author or "a person"
    told = SegmentFinding(
        slug=CORRECTION_OUTDATED.slug,
        message=f"the source has changed since {who} translated it as “{unit.target}”",
    )
    flagged = [segment if segment.origin in _HUMAN else replace(segment, stale=True) for segment in segments]
    flagged[0] = replace(flagged[0], findings=(*flagged[0].findings, told))
    return flagged


def _with_texts(block: Block, texts: Mapping[str, str]) -> Block:
    if not any(para.id in texts for para in block.paras):
        return block
    paras = tuple(replace(para, text=texts[para.id]) if para.id in texts else para for para in block.paras)
    return replace(block, paras=paras)
