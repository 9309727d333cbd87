from __future__ import annotations

from pathlib import Path

import pytest

from forumpub.model import Origin, TermOutcome, TranslatedSegment
from forumpub.translate.cascade import Quality, translate_segments
from forumpub.translate.memory.store import open_memory
from forumpub.translate.memory.unit import Unit
from forumpub.translate.segments import Segment, SegmentKind, segment_article
from forumpub.translate.terms.entry import TermEntry
from forumpub.translate.terms.glossary import Glossary
from made_articles import make_article
from word_engine import WordEngine

WORDS = {
    "the": "itu", "forum": "forum", "opened": "dibuka", "in": "di", "trade": "dagang", "grew": "tumbuh",
    "and": "dan", "port": "pelabuhan", "belt": "sabuk", "road": "jalan", "initiative": "inisiatif",
    "a": "sebuah", "new": "baru", "with": "dengan", "ships": "kapal", "he": "dia", "is": "adalah",
    "chief": "kepala", "economist": "ekonom", "doctor": "dokter", "mayor": "walikota",
    "president": "presiden", "left": "pergi", "ministry": "kementerian", "said": "berkata", "on": "pada",
}  # fmt: skip


def sentences(*texts: str) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            id=f"b1p{n}.1",
            part=f"b1p{n}",
            text=text,
            before=texts[n - 2] if n > 1 else "",
            after=texts[n] if n < len(texts) else "",
        )
        for n, text in enumerate(texts, 1)
    )


def glossary(*entries: TermEntry) -> Glossary:
    return Glossary(source_lang="en", target_lang="id", entries=entries)


def translate(
    segments: tuple[Segment, ...],
    engine: WordEngine | None = None,
    *entries: TermEntry,
    memory: object = None,
    quality: Quality = Quality.BALANCED,
    keep: tuple[str, ...] = (),
    target_lang: str = "id",
) -> tuple[TranslatedSegment, ...]:
    return translate_segments(
        segments,
        source_lang="en",
        target_lang=target_lang,
        engine=engine or WordEngine(words=WORDS),
        glossary=glossary(*entries),
        memory=memory,  # type: ignore[arg-type]
        quality=quality,
        keep=keep,
    ).value


def test_what_passes_the_checks_is_asked_once() -> None:
    engine = WordEngine(words=WORDS)
    found = translate(sentences("The forum opened.", "Trade grew.", "The forum opened."), engine)
    assert [one.target for one in found] == ["itu forum dibuka.", "dagang tumbuh.", "itu forum dibuka."]
    assert engine.calls == [("The forum opened.", "Trade grew.")]
    assert {(one.origin, one.engine, one.rung, one.score) for one in found} == {(Origin.ENGINE, 0, "first", -0.1)}
