"""The glossary against a real, tiny model: each term is in the translation, or reported as failed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from forumpub.model import TermOutcome, TranslatedSegment
from forumpub.translate.cascade import translate_segments
from forumpub.translate.checks.terms import count_words, fold_words
from forumpub.translate.engines.choice import open_engine
from forumpub.translate.models.store import ModelStore
from forumpub.translate.segments import Segment
from forumpub.translate.terms.entry import TermEntry
from forumpub.translate.terms.glossary import Glossary
from model_packages import MODELS

# Other renderings than the models have learned.
TERMS = {
    "id": {
        "World Bank": "Bank Dunia Kita",
        "Belt and Road Initiative": "Prakarsa BRI",
        "ASEAN Secretariat": "Kantor ASEAN",
        "Asian Development Bank": "Bank Asia",
        "ASEAN-China Centre": "Balai ASEAN-Tiongkok",
        "Foreign Ministry": "Kemlu",
        "Peking University": "Universitas Peking Raya",
        "United Nations": "PBB",
        "supply chain": "mata rantai",
        "power station": "sentral listrik",
        "hospital": "klinik",
        "trade": "dagang",
    },
    "th": {
        "World Bank": "ธนาคารใหญ่โลก",
        "Belt and Road Initiative": "โครงการสายแถบ",
        "ASEAN Secretariat": "สำนักงานอาเซียน",
        "Asian Development Bank": "ธนาคารเอเชีย",
        "ASEAN-China Centre": "บ้านอาเซียน-จีน",
        "Foreign Ministry": "กรมต่างประเทศ",
        "Peking University": "มหาวิทยาลัยเป่ย์จิง",
        "United Nations": "ยูเอ็น",
        "supply chain": "โซ่สินค้า",
        "power station": "สถานีไฟฟ้า",
        "hospital": "คลินิก",
        "trade": "การค้าขาย",
    },
}


def sentences_with_terms(lang: str, most: int) -> tuple[Segment, ...]:
    with (MODELS / "sentences.tsv").open(encoding="utf-8", newline="") as file:
        texts = [row["en"] for row in csv.DictReader(file, delimiter="\t")]
    own = [text for text in texts if any(term.casefold() in text.casefold() for term in TERMS[lang])]
    return tuple(Segment(id=f"b{n}p1.1", part=f"b{n}p1", text=text) for n, text in enumerate(own[:most], 1))


def translate(lang: str, segments: tuple[Segment, ...], folder: Path) -> tuple[TranslatedSegment, ...]:
    store = ModelStore(folder)
    store.import_package(MODELS / f"translate-en_{lang}-tiny.argosmodel")
    entries = tuple(TermEntry(source=source, target=target) for source, target in TERMS[lang].items())
    return translate_segments(
        segments,
        source_lang="en",
        target_lang=lang,
        engine=open_engine("en", lang, store),
        glossary=Glossary(source_lang="en", target_lang=lang, entries=entries),
        memory=None,
    ).value


@pytest.mark.parametrize(("lang", "most"), [("id", 250), ("th", 250)])
def test_every_term_is_there_or_reported(lang: str, most: int, tmp_path: Path) -> None:
    segments = sentences_with_terms(lang, most)
    found = translate(lang, segments, tmp_path)
    outcomes = Counter(use.outcome for one in found for use in one.terms)
    for one in found:
        assert one.terms, f"no term recorded in {one.source!r}"
        for use in one.terms:
            is_there = count_words(fold_words(one.target), use.target, lang) > 0
            assert is_there or use.outcome is TermOutcome.FAILED, f"{use} in {one.target!r}"
            reported = any(finding.slug == "term-not-used" for finding in one.findings)
            assert reported == (use.outcome is TermOutcome.FAILED) or len(one.terms) > 1
    # Not a target for these models: should it fall, the steps have stopped working.
    assert outcomes[TermOutcome.FAILED] <= sum(outcomes.values()) // 50
    assert outcomes[TermOutcome.REPLACED] > sum(outcomes.values()) // 2
