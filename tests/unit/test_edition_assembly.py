"""An article in another language: ids and spans stay, names are one everywhere, facts stay word for word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from forumpub.diagnostics import Outcome
from forumpub.env import FixedEnvironment
from forumpub.layout import check_coverage, make_plan
from forumpub.locales import load_words
from forumpub.model import (
    Abbreviation,
    Article,
    BackgroundFact,
    BackgroundKind,
    BlockType,
    Credit,
    Dateline,
    Editor,
    EngineUse,
    Facts,
    KeyFigure,
    KeyPoint,
    Label,
    Origin,
    Participant,
    TranslatedSegment,
)
from forumpub.schema import dump_article, load_article
from forumpub.source import Span
from forumpub.styling import load_style
from forumpub.translate.assembly import Material, make_translated_article
from forumpub.translate.entities import (
    Entity,
    Renderings,
    list_entities,
    mention_originals,
    names_to_keep,
    render_entities,
    with_entities,
)
from forumpub.translate.labels import find_label
from forumpub.translate.romanising import romanise_name
from forumpub.translate.segments import Segment, SegmentKind, segment_article
from forumpub.translate.terms.entry import Part, TermEntry
from forumpub.translate.terms.glossary import Glossary
from made_articles import make_article, narration, quote, seed_article, slugs

USE = EngineUse(name="test", model="none", route=("en", "id"))


def glossary(*entries: TermEntry, source_lang: str = "en", target_lang: str = "id") -> Glossary:
    return Glossary(source_lang=source_lang, target_lang=target_lang, entries=entries)


def answer(segments: Sequence[Segment], words: Mapping[str, str]) -> tuple[TranslatedSegment, ...]:
    return tuple(
        TranslatedSegment(
            id=segment.id,
            part=segment.part,
            source=segment.text,
            target=words.get(segment.text, segment.text),
            origin=Origin.ENGINE,
            engine=0,
        )
        for segment in segments
    )


def edition_of(
    article: Article, lang: str, words: Mapping[str, str], terms: Glossary | None = None
) -> Outcome[Article]:
    """Make an edition in which an engine knows some words and leaves the others."""
    terms = terms or glossary(source_lang=article.lang, target_lang=lang)
    renderings = render_entities(
        list_entities(article),
        glossary=terms,
        target_lang=lang,
        translate=lambda segments: Outcome(answer(segments, words)),
    )
    segments = segment_article(article)
    material = Material(
        segments=segments,
        translated=mention_originals(answer(segments, words), renderings.value, target_lang=lang),
        renderings=renderings.value,
        engines=(USE,),
    )
    made = make_translated_article(article, material, target_lang=lang)
    return Outcome(made.value, (*renderings.diagnostics, *made.diagnostics))


def told(article: Article) -> Article:
    """Leave out what says that an article is translated."""
    return replace(article, lang="", translation=None)


@pytest.mark.parametrize("lang", ["en", "id", "zh-Hans", "th"])
def test_words_that_stay_leave_the_article_as_it_is(lang: str) -> None:
    article, _ = seed_article()
    made = edition_of(article, lang, {}).value
    assert made.lang == lang
    labels = {block.id: block.label for block in article.blocks}
    same = tuple(replace(block, label=labels[block.id]) for block in made.blocks)
    assert made.facts.abbreviations == (), "no glossary says what ASEAN stands for"
    facts = replace(made.facts, abbreviations=article.facts.abbreviations)
    assert told(replace(made, blocks=same, facts=facts)) == told(article)


def test_labels_become_the_targets_own() -> None:
    article, _ = make_article("A forum opened.")
    block = replace(article.blocks[0], label=Label(raw="[Explanation]", span=Span(0, 0)))
    made = edition_of(replace(article, blocks=(block,)), "th", {}).value
    assert made.blocks[0].label == Label(raw=f"[{find_label(BlockType.NARRATION, 'th')}]", span=Span(0, 0))
    assert find_label(BlockType.NARRATION, "zh-Hant") == "解說"
    assert find_label(BlockType.QUOTE, "xx") is None


def test_an_edition_can_be_written_and_read_back() -> None:
    article, _ = seed_article()
    made = edition_of(article, "id", {"Wuhan": "Wuhan"}).value
    assert load_article(dump_article(made)).value == made


def spoken() -> Article:
    article, _ = make_article(
        narration("Xu Kemin spoke in Wuhan. Trade grew by 30 years of work."),
        quote("We agree.", "Xu Kemin", "Chief Economist", "Ministry of Trade"),
        reporter_place="Wuhan, Hubei",
    )
    return replace(
        article,
        dateline=Dateline(place="Wuhan", date="2021-07-16"),
        editors=(Editor(name="Ji Xiang", raw="Editor: Ji Xiang", span=Span(0, 0)),),
        credits=(Credit(role="drone pilot", names=("Li Na",), raw="x", span=Span(0, 0)),),
    )


INDONESIAN = {
    "Xu Kemin spoke in Wuhan.": "Xu Kemin berbicara di Wuhan.",
    "Trade grew by 30 years of work.": "Perdagangan tumbuh selama 30 tahun kerja.",
    "We agree.": "Kami setuju.",
    "Chief Economist": "kepala ekonom",
    "Ministry of Trade": "Kementerian Perdagangan",
    "Wuhan, Hubei": "Wuhan, Provinsi Hubei",
    "drone pilot": "pilot drone",
}


def test_roles_organisations_and_places_are_translated_and_names_kept() -> None:
    article = spoken()
    made = edition_of(article, "id", INDONESIAN).value
    (speaker,) = made.speakers
    assert (speaker.name, speaker.role, speaker.org) == (
        "Xu Kemin",
        "kepala ekonom",
        "Kementerian Perdagangan",
    )
    assert speaker.raw[0].text == "Xu Kemin, kepala ekonom, Kementerian Perdagangan"
    assert speaker.raw[0].span == article.speakers[0].raw[0].span
    assert made.byline is not None
    assert made.byline.place == "Wuhan, Provinsi Hubei"
    assert made.credits[0].role == "pilot drone"
    assert [para.span for block in made.blocks for para in block.paras] == [
        para.span for block in article.blocks for para in block.paras
    ]
    assert made.translation is not None
    parts = [segment.part for segment in made.translation.segments]
    assert parts == [
        "dateline.place", "s1.role", "s1.org", "byline.place", "credit1.role", "b1p1", "b1p1", "b2p1",
    ]  # fmt: skip


def test_an_edition_keeps_all_its_words_on_the_page() -> None:
    made = edition_of(spoken(), "id", INDONESIAN).value
    env = FixedEnvironment()
    plan = make_plan(made, style=load_style("briefing", env), words=load_words("id"), now=env.now())
    assert plan.diagnostics == ()
    assert check_coverage(made, plan.value) == ()


def test_the_glossary_comes_before_the_engine() -> None:
    terms = glossary(
        TermEntry(source="Ministry of Trade", target="Kemendag", part=Part.ORGANISATION),
        TermEntry(source="Xu Kemin", target="Xu Ke-min", part=Part.PERSON),
    )
    made = edition_of(spoken(), "id", INDONESIAN, terms).value
    (speaker,) = made.speakers
    assert (speaker.name, speaker.org) == ("Xu Ke-min", "Kemendag")
    assert made.translation is not None
    org = next(segment for segment in made.translation.segments if segment.part == "s1.org")
    assert org.origin is Origin.GLOSSARY


def test_equal_words_are_asked_for_once_and_with_their_kind() -> None:
    asked: list[Segment] = []

    def translate(segments: Sequence[Segment]) -> Outcome[tuple[TranslatedSegment, ...]]:
        asked.extend(segments)
        return Outcome(answer(segments, {}))

    article = spoken()
    entities = [*list_entities(article), *list_entities(article)]
    renderings = render_entities(entities, glossary=glossary(), target_lang="id", translate=translate).value
    assert sorted((segment.text, segment.kind) for segment in asked) == [
        ("Chief Economist", SegmentKind.ROLE),
        ("Ministry of Trade", SegmentKind.ORGANISATION),
        ("Wuhan", SegmentKind.PLACE),
        ("Wuhan, Hubei", SegmentKind.PLACE),
        ("drone pilot", SegmentKind.ROLE),
    ]
    assert names_to_keep(entities, renderings) == ("Xu Kemin", "Zou Hao", "Ji Xiang", "Li Na")


def test_entities_are_terms_of_the_sentences_and_leave_the_digest() -> None:
    def translate(segments: Sequence[Segment]) -> Outcome[tuple[TranslatedSegment, ...]]:
        return Outcome(answer(segments, INDONESIAN))

    base = glossary()
    renderings = render_entities(
        list_entities(spoken()), glossary=base, target_lang="id", translate=translate
    ).value
    more = with_entities(base, renderings)
    (match,) = more.find("The Ministry of Trade agrees with the Chief Economist.")
    assert match.entry.target == "Kementerian Perdagangan"
    assert more.digest == base.digest


CHINESE = {
    "许科敏在武汉说。": "Xu Kemin said so in Wuhan.",
    "许科敏同意。": "Xu Kemin agrees.",
    "武汉": "Wuhan",
    "总经济师": "chief economist",
    "贸易部": "Ministry of Trade",
    "我们同意。": "We agree.",
}


def test_the_original_stands_in_brackets_at_the_first_mention() -> None:
    article, _ = make_article(
        narration("许科敏在武汉说。许科敏同意。"),
        quote("我们同意。", "许科敏", "总经济师", "贸易部"),
        lang="zh-Hans",
    )
    article = replace(article, dateline=Dateline(place="武汉"))
    outcome = edition_of(article, "en", CHINESE)
    made = outcome.value
    assert [para.text for para in made.blocks[0].paras] == [
        "Xu Kemin (许科敏) said so in Wuhan (武汉). Xu Kemin agrees."
    ]
    (speaker,) = made.speakers
    assert speaker.name == "Xu Kemin"
    assert speaker.raw[0].text == "Xu Kemin, chief economist, Ministry of Trade"
    assert "name-romanised" in slugs(outcome.diagnostics)


def test_an_editors_own_sentence_gets_no_brackets() -> None:
    made = TranslatedSegment(id="1", part="b1p1", source="x", target="Xu Kemin said.", origin=Origin.HUMAN)
    name = TranslatedSegment(id="2", part="s1.name", source="许科敏", target="Xu Kemin", origin=Origin.ENGINE)
    renderings = Renderings(made={(Part.PERSON, "许科敏"): name})
    assert mention_originals([made], renderings, target_lang="en") == (made,)


@pytest.mark.parametrize(
    ("name", "romanised"),
    [
        ("许科敏", "Xu Kemin"),
        ("陈德海", "Chen Dehai"),
        ("欧阳娜娜", "Ouyang Nana"),
        ("单田芳", "Shan Tianfang"),
        ("李西安", "Li Xi’an"),
        ("王芳", "Wang Fang"),
        ("Xu Kemin", None),
        ("约翰·史密斯", None),
        ("记者", None),
    ],
)
def test_a_chinese_name_is_romanised(name: str, romanised: str | None) -> None:
    assert romanise_name(name) == romanised


def factual() -> Article:
    article, _ = make_article(
        narration(
            "The forum opened in Wuhan on July 16. Trade grew by 7.8 percent in 2020. It is the 30th year."
        ),
        narration("The plan runs from 2021 to 2025, and ASEAN agrees."),
    )
    facts = Facts(
        lead=KeyPoint(text="The forum opened in Wuhan on July 16.", para="b1p1"),
        key_points=(KeyPoint(text="Trade grew by 7.8 percent in 2020.", para="b1p1"),),
        key_figures=(
            KeyFigure(value="July 16", context="The forum opened in Wuhan on July 16", para="b1p1"),
            KeyFigure(value="7.8 percent", context="Trade grew by 7.8 percent", para="b1p1"),
            KeyFigure(value="30th year", context="It is the 30th year", para="b1p1"),
            KeyFigure(value="2021 to 2025", context="The plan runs from 2021 to 2025", para="b2p1"),
        ),
        participants=(Participant(speaker="s1", mentioned=("b1p1",)),),
        background=(BackgroundFact(kind=BackgroundKind.HOST, text="The forum opened in Wuhan", para="b1p1"),),
        abbreviations=(
            Abbreviation(
                short="ASEAN", long="Association of Southeast Asian Nations", para="b2p1", derived=True
            ),
        ),
    )
    return replace(article, facts=facts)


FACTS_ID = {
    "The forum opened in Wuhan on July 16.": "Forum dibuka di Wuhan pada 16 Juli.",
    "Trade grew by 7.8 percent in 2020.": "Perdagangan tumbuh 7,8 persen pada 2020.",
    "It is the 30th year.": "Ini tahun yang lama.",
    "The plan runs from 2021 to 2025, and ASEAN agrees.": (
        "Rencana itu berlaku dari 2021 hingga 2025, dan ASEAN setuju."
    ),
    "Association of Southeast Asian Nations": "Perhimpunan Bangsa-Bangsa Asia Tenggara",
}
FACTS_TH = {
    "The forum opened in Wuhan on July 16.": "การประชุมเปิดที่อู่ฮั่นเมื่อวันที่ 16 กรกฎาคม",
    "Trade grew by 7.8 percent in 2020.": "การค้าเติบโตร้อยละ 7.8 ใน พ.ศ. 2563",
    "It is the 30th year.": "นี่คือปีที่ 30",
    "The plan runs from 2021 to 2025, and ASEAN agrees.": "แผนดำเนินจาก พ.ศ. 2564 ถึง 2568 และอาเซียนเห็นด้วย",
}


def test_facts_are_carried_in_the_editions_own_words() -> None:
    outcome = edition_of(factual(), "id", FACTS_ID)
    facts = outcome.value.facts
    assert facts.lead == KeyPoint(text="Forum dibuka di Wuhan pada 16 Juli.", para="b1p1")
    assert [(figure.value, figure.context) for figure in facts.key_figures] == [
        ("16 Juli", "Forum dibuka di Wuhan pada 16 Juli."),
        ("7,8 persen", "Perdagangan tumbuh 7,8 persen pada 2020."),
        ("2021 hingga 2025", "Rencana itu berlaku dari 2021 hingga 2025, dan ASEAN setuju."),
    ]
    assert facts.background[0].text == "Forum dibuka di Wuhan pada 16 Juli."
    # Nobody but a glossary may translate a long form that the article doesn't hold.
    assert facts.abbreviations == ()
    assert facts.participants == factual().facts.participants
    assert slugs(outcome.diagnostics) == ["fact-not-carried"]
    text = " ".join(para.text for block in outcome.value.blocks for para in block.paras)
    assert all(point.text in text for point in facts.key_points)
    assert all(fact.text in text for fact in facts.background)
    for figure in facts.key_figures:
        assert figure.value in figure.context
        assert figure.context in text


def test_a_long_form_comes_from_the_glossary() -> None:
    long = TermEntry(
        source="Association of Southeast Asian Nations", target="Perhimpunan Bangsa-Bangsa Asia Tenggara"
    )
    facts = edition_of(factual(), "id", FACTS_ID, glossary(long)).value.facts
    assert facts.abbreviations == (Abbreviation(short="ASEAN", long=long.target, para="b2p1", derived=True),)


def test_a_headline_ends_as_its_source_does() -> None:
    article, _ = make_article("A forum opened.", headline="Forum opens")
    made = edition_of(
        article, "id", {"Forum opens": "Forum dibuka.", "A forum opened.": "Forum dibuka."}
    ).value
    assert made.headline is not None
    assert made.headline.text == "Forum dibuka"
    assert made.blocks[0].paras[0].text == "Forum dibuka."


def test_brackets_stand_in_no_headline_and_apart_from_the_next_word() -> None:
    article, _ = make_article("He came to Wuhan.", headline="Wuhan calls")
    article = replace(article, dateline=Dateline(place="Wuhan"))
    words = {"He came to Wuhan.": "เขามาอู่ฮั่นแล้ว", "Wuhan calls": "อู่ฮั่นเรียก", "Wuhan": "อู่ฮั่น"}
    made = edition_of(article, "th", words).value
    assert made.headline is not None
    assert made.headline.text == "อู่ฮั่นเรียก"
    assert made.blocks[0].paras[0].text == "เขามาอู่ฮั่น (Wuhan) แล้ว"


def test_buddhist_years_are_found_as_the_years_they_are() -> None:
    facts = edition_of(factual(), "th", FACTS_TH).value.facts
    assert [figure.value for figure in facts.key_figures] == ["16 กรกฎาคม", "ร้อยละ 7.8", "30", "2564 ถึง 2568"]
    # อาเซียน needs no explanation of a short form that isn't there.
    assert facts.abbreviations == ()


@pytest.mark.parametrize(
    ("lang", "sentence", "value"),
    [
        ("th", "การค้าเติบโต 7.8 เปอร์เซ็นต์ในปีนั้น", "7.8 เปอร์เซ็นต์"),
        ("lo", "ການຄ້າເພີ່ມຂຶ້ນ ຮ້ອຍລະ 7,8 ໃນປີນັ້ນ", "ຮ້ອຍລະ 7,8"),
        ("km", "ពាណិជ្ជកម្មកើនឡើង ៧,៨ ភាគរយ ក្នុងឆ្នាំនោះ", "៧,៨ ភាគរយ"),
        ("my", "ကုန်သွယ်မှု ၇.၈ ရာခိုင်နှုန်း တိုးလာသည်", "၇.၈ ရာခိုင်နှုန်း"),
        ("zh-Hans", "贸易增长百分之7.8。", "百分之7.8"),
        ("pt", "O comércio cresceu 7,8 por cento nesse ano.", "7,8 por cento"),
        ("vi", "Thương mại tăng 7,8 phần trăm.", "7,8 phần trăm"),
        ("id", "Perdagangan tumbuh 7,8% tahun itu.", "7,8%"),
    ],
)
def test_a_share_keeps_the_words_that_make_it_one(lang: str, sentence: str, value: str) -> None:
    article = factual()
    figure = KeyFigure(value="7.8 percent", context="Trade grew by 7.8 percent in 2020.", para="b1p1")
    article = replace(article, facts=Facts(key_figures=(figure,)))
    made = edition_of(article, lang, {"Trade grew by 7.8 percent in 2020.": sentence}).value
    assert [found.value for found in made.facts.key_figures] == [value]


def test_a_sentence_over_two_paragraphs_leaves_one_and_moves_its_facts() -> None:
    article, _ = make_article(narration("The forum in the\n\nold town opened.\n\nIt ended."))
    block = article.blocks[0]
    paras = (block.paras[0], replace(block.paras[1], continues=True), block.paras[2])
    facts = Facts(key_points=(KeyPoint(text="The forum in the old town opened.", para="b1p2"),))
    article = replace(article, blocks=(replace(block, paras=paras),), facts=facts)
    made = edition_of(article, "id", {"The forum in the old town opened.": "Forum dibuka."}).value
    first, last = made.blocks[0].paras
    assert (first.id, first.text, last.id) == ("b1p1", "Forum dibuka.", "b1p3")
    assert first.pieces == (block.paras[0].span, block.paras[1].span)
    assert first.span == Span(block.paras[0].span.start, block.paras[1].span.end)
    assert made.facts.key_points == (KeyPoint(text="Forum dibuka.", para="b1p1"),)


def test_an_introduction_that_says_more_stays_and_is_told() -> None:
    article = spoken()
    (speaker,) = article.speakers
    mention = replace(speaker.raw[0], text=f"{speaker.raw[0].text}, by telephone")
    article = replace(article, speakers=(replace(speaker, raw=(mention,)),))
    outcome = edition_of(article, "id", INDONESIAN)
    assert outcome.value.speakers[0].raw == (mention,)
    assert slugs(outcome.diagnostics) == ["introduction-not-translated"]


def test_a_chinese_date_is_found_in_the_other_order() -> None:
    article, _ = make_article("论坛7月16日开幕。", lang="zh-Hans")
    figure = KeyFigure(value="7月16日", context="论坛7月16日开幕", para="b1p1")
    article = replace(article, facts=Facts(key_figures=(figure,)))
    made = edition_of(article, "id", {"论坛7月16日开幕。": "Forum dibuka pada 16 Juli."}).value
    assert [figure.value for figure in made.facts.key_figures] == ["16 Juli"]


@pytest.mark.parametrize(
    ("lang", "sentence", "value"),
    [
        ("zh-Hans", "论坛于2036年1月9日开幕。", "2036年1月9"),
        ("my", "ဖိုရမ်ကို 2036 ခုနှစ် ဇန်နဝါရီလ 9 ရက်တွင် ဖွင့်လှစ်ခဲ့သည်။", "2036 ခုနှစ် ဇန်နဝါရီလ 9"),
        ("vi", "Diễn đàn khai mạc ngày 9 tháng 1 năm 2036.", "9 tháng 1 năm 2036"),
    ],
)
def test_a_date_is_found_whatever_the_order_of_its_parts(lang: str, sentence: str, value: str) -> None:
    article, _ = make_article("The forum opened on 9 January 2036.")
    figure = KeyFigure(value="9 January 2036", context="The forum opened on 9 January 2036", para="b1p1")
    article = replace(article, facts=Facts(key_figures=(figure,)))
    made = edition_of(article, lang, {"The forum opened on 9 January 2036.": sentence}).value
    (found,) = made.facts.key_figures
    assert found.context == sentence
    assert found.value.startswith(value)


def test_words_that_an_engine_runs_away_with_stay_as_they_are() -> None:
    entity = Entity(part="byline.place", source="Wuhan, Hubei", kind=Part.PLACE)
    named = Entity(part="dateline.place", source="Qinzhou", kind=Part.PLACE)
    runaway = "Wuhan, mengatakan bahwa Wuhan, mengatakan bahwa Wuhan, mengatakan"

    def translate(segments: Sequence[Segment]) -> Outcome[tuple[TranslatedSegment, ...]]:
        return Outcome(answer(segments, {"Wuhan, Hubei": runaway, "Qinzhou": "Qinzhou"}))

    outcome = render_entities([entity, named], glossary=glossary(), target_lang="id", translate=translate)
    assert outcome.value.render(Part.PLACE, "Wuhan, Hubei") == "Wuhan, Hubei"
    assert outcome.value.segment_of(named) is not None
    assert slugs(outcome.diagnostics) == ["rendering-runaway"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("工业和信息化部", "Ministry of Industry and Information Technology"),
        ("ASEAN", "Hiệp hội các quốc gia Đông Nam Á"),
    ],
)
def test_a_rendering_may_be_much_longer_than_its_source(source: str, target: str) -> None:
    entity = Entity(part="s1.org", source=source, kind=Part.ORGANISATION)
    outcome = render_entities(
        [entity],
        glossary=glossary(),
        target_lang="vi",
        translate=lambda segments: Outcome(answer(segments, {source: target})),
    )
    assert outcome.value.render(Part.ORGANISATION, source) == target
