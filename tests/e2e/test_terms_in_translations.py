"""The glossary against real, tiny models: of 500 sentences each term is in the translation, or reported."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from forumpub.model import TermOutcome, TranslatedSegment
from forumpub.translate.cascade import Quality, translate_segments
from forumpub.translate.checks.pair import Pair
from forumpub.translate.checks.terms import check_terms
from forumpub.translate.engines.choice import open_engine
from forumpub.translate.models.store import ModelStore
from forumpub.translate.segments import Segment
from forumpub.translate.terms.entry import TermEntry
from forumpub.translate.terms.glossary import Glossary
from model_packages import MODELS, load_tool

SENTENCES = 500
MOST_WORDS = 13
SEED = 500
LANGS = ("id", "th", "zh")
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
    "zh": {
        "World Bank": "全球大银行",
        "Belt and Road Initiative": "带路计划",
        "ASEAN Secretariat": "亚细安办事处",
        "Asian Development Bank": "亚洲银行",
        "ASEAN-China Centre": "亚细安中国馆",
        "Foreign Ministry": "外务部",
        "Peking University": "北平大学",
        "United Nations": "联大组织",
        "supply chain": "货源链",
        "power station": "发电站",
        "hospital": "诊所",
        "trade": "商贸",
    },
}


def sentences_with_terms(lang: str) -> tuple[Segment, ...]:
    """Draw sentences of the models' own grammar that hold a term, none of which they were trained on."""
    texts: dict[str, None] = {}
    for drawn in load_tool("grammar").sentences(SEED):
        # Long ones take the models most of their time, and have no other terms.
        if len(drawn["en"].split()) <= MOST_WORDS and stand_in(drawn["en"], lang):
            texts[drawn["en"]] = None
        if len(texts) == SENTENCES:
            break
    return tuple(Segment(id=f"b{n}p1.1", part=f"b{n}p1", text=text) for n, text in enumerate(texts, 1))


def stand_in(text: str, lang: str) -> list[str]:
    """Say which terms stand in a text, and how often, without the program's own search."""
    return [
        term
        for term in TERMS[lang]
        for _ in re.findall(rf"(?<![\w-]){re.escape(term)}(?:s|es)?(?![\w-])", text, re.IGNORECASE)
    ]


def glossary(lang: str) -> Glossary:
    entries = tuple(TermEntry(source=source, target=target) for source, target in TERMS[lang].items())
    return Glossary(source_lang="en", target_lang=lang, entries=entries)


@pytest.fixture(scope="module", params=LANGS)
def translated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, tuple[TranslatedSegment, ...]]:
    lang: str = request.param
    store = ModelStore(tmp_path_factory.mktemp(lang))
    store.import_package(MODELS / f"translate-en_{lang}-tiny.argosmodel")
    segments = sentences_with_terms(lang)
    assert len(segments) == SENTENCES
    outcome = translate_segments(
        segments,
        source_lang="en",
        target_lang=lang,
        engine=open_engine("en", lang, store),
        glossary=glossary(lang),
        memory=None,
        quality=Quality.FAST,
    )
    return lang, outcome.value


def test_every_term_is_there_or_reported(translated: tuple[str, tuple[TranslatedSegment, ...]]) -> None:
    lang, found = translated
    outcomes: Counter[TermOutcome] = Counter()
    for one in found:
        wanted = Counter(stand_in(one.source, lang))
        assert {use.source for use in one.terms} == set(wanted), one.source
        reported = [finding.message for finding in one.findings if finding.slug == "term-not-used"]
        for use in one.terms:
            outcomes[use.outcome] += 1
            there = one.target.casefold().count(use.target.casefold()) >= wanted[use.source]
            told = any(f"“{use.source}” as “{use.target}”" in message for message in reported)
            assert there is not told, f"{use} in {one.target!r}"
            assert told is (use.outcome is TermOutcome.FAILED), f"{use} in {one.target!r}"
    # Not a target for these models: should it fall, the steps have stopped working.
    assert outcomes[TermOutcome.FAILED] <= sum(outcomes.values()) // 50
    assert outcomes[TermOutcome.REPLACED] > sum(outcomes.values()) // 2


def test_a_term_that_is_dropped_or_wrong_is_reported(
    translated: tuple[str, tuple[TranslatedSegment, ...]],
) -> None:
    lang, found = translated
    terms = glossary(lang)
    planted = 0
    for one in found:
        wanted = Counter(stand_in(one.source, lang))
        for use in one.terms:
            there = len(re.findall(re.escape(use.target), one.target, re.IGNORECASE))
            if there < wanted[use.source]:
                continue
            other = next(target for target in TERMS[lang].values() if target not in one.target)
            for wrong in ("", other, use.target[:-1], use.target[1:]):
                # One is lacking then; a model may have said a term more often than the source.
                parts = re.split(re.escape(use.target), one.target, flags=re.IGNORECASE)
                lacking = there - wanted[use.source] + 1
                target = use.target.join([wrong.join(parts[: lacking + 1]), *parts[lacking + 1 :]])
                # In writing without blanks the letters before or behind may complete the term again.
                if target.count(use.target) >= wanted[use.source] and wrong in use.target:
                    continue
                pair = Pair(
                    source=one.source,
                    target=target,
                    source_lang="en",
                    target_lang=lang,
                    terms=terms.find(one.source),
                )
                assert any(use.source in finding.message for finding in check_terms(pair)), (use, target)
                planted += 1
    assert planted > 3 * SENTENCES
