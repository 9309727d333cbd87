"""What an edition says of its translation: notes, remarks on words, languages, and two columns."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from forumpub.diagnostics import Rule
from forumpub.env import FixedEnvironment
from forumpub.layout import Status, make_plan
from forumpub.layout.finding_kinds import find_kind
from forumpub.layout.translated import find_stretches
from forumpub.locales import Word, load_words
from forumpub.model import (
    Article,
    BlockType,
    Facts,
    KeyFigure,
    KeyPoint,
    Origin,
    SegmentFinding,
    TermOutcome,
    TermUse,
)
from forumpub.plan import Plan, Table, Text, texts_of
from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.styling import load_style
from made_articles import Piece, make_article, narration, quote
from made_translations import segment, translated

from plans import LANGS, SENTENCES

ENV = FixedEnvironment()
NOW = dt.datetime(2021, 7, 20, 8, 0, tzinfo=dt.UTC)
WRONG_NUMBER = SegmentFinding(slug="no-such-rule", message="16 stands for 6", words="16 Juli")
DOUBT = SegmentFinding(slug="no-such-rule", message="the translation is doubtful")


def source_article(**more: object) -> Article:
    article, _ = make_article(
        narration("A forum opened in Wuhan on July 6. Many came.\n\nIt ends on Sunday."),
        quote('We need "more" trade.', "Xu Kemin", "Chief Economist", "Ministry of Trade"),
        Piece(BlockType.HEADING, "The next day"),
        headline="Forum opens",
    )
    return replace(article, **more)  # type: ignore[arg-type]


def indonesian(*findings: SegmentFinding, origin: Origin = Origin.ENGINE) -> Article:
    return translated(
        source_article(),
        "id",
        {
            "headline": "Forum dibuka",
            "b1p1": "Forum dibuka di Wuhan pada 16 Juli ... Banyak yang datang.",
            "b1p2": "Berakhir pada hari Minggu.",
            "b2p1": 'Kami butuh "lebih banyak" perdagangan.',
            "b3p1": "Hari berikutnya",
        },
        [
            segment("headline", "Forum opens", "Forum dibuka"),
            segment(
                "b1p1",
                "A forum opened in Wuhan on July 6.",
                "Forum dibuka di Wuhan pada 16 Juli ...",
                *findings,
                terms=(TermUse(source="forum", target="Forum", outcome=TermOutcome.HONOURED),),
            ),
            segment("b1p1", "Many came.", "Banyak yang datang.", number=2),
            segment("b1p2", "It ends on Sunday.", "Berakhir pada hari Minggu.", origin=origin),
            segment("b2p1", 'We need "more" trade.', 'Kami butuh "lebih banyak" perdagangan.', *findings[1:]),
        ],
    )


def plan_of(article: Article, *, beside: Article | None = None, style: str = "briefing") -> Plan:
    outcome = make_plan(
        article,
        style=load_style(style, ENV),
        words=load_words(article.lang),
        now=NOW,
        status=Status.MACHINE_TRANSLATED,
        beside=beside,
    )
    assert outcome.diagnostics == ()
    return outcome.value


def words_of(text: Text) -> str:
    return "".join(run.text for run in text.runs)


def all_texts(plan: Plan) -> list[Text]:
    return [text for item in plan.items for text in texts_of(item)]


def shown(plan: Plan, ident: str) -> Text:
    return next(text for text in all_texts(plan) if text.ident == ident)


def test_a_remark_stands_on_the_words_concerned() -> None:
    text = shown(plan_of(indonesian(WRONG_NUMBER)), "b1p1")
    (remark,) = text.remarks
    assert words_of(text)[remark.start : remark.end] == "16 Juli"
    assert [(line.text, line.lang) for line in remark.lines] == [
        ("16 stands for 6", "en"),
        ("A forum opened in Wuhan on July 6.", "en"),
    ]


def test_a_finding_without_words_is_on_the_whole_segment_behind_a_lead_in() -> None:
    article = translated(
        make_article(Piece(BlockType.QUESTION, "Why now?"))[0],
        "id",
        {"b1p1": "Mengapa sekarang?"},
        [segment("b1p1", "Why now?", "Mengapa sekarang?", DOUBT)],
    )
    text = shown(plan_of(article), "b1p1")
    (remark,) = text.remarks
    assert words_of(text)[: remark.start] == "Pertanyaan: "
    assert words_of(text)[remark.start : remark.end] == "Mengapa sekarang?"


def test_words_are_found_again_whatever_presentation_changes() -> None:
    raw = 'Kata ... "satu" , dua'
    presented = "Kata … “satu”, dua"
    article = indonesian()
    del article
    one = segment("b1p1", "x", '"satu" , dua', SegmentFinding(slug="s", message="m", words="dua"))
    (stretch,) = find_stretches(raw, presented, [one])
    assert presented[stretch.span.start : stretch.span.end] == "satu”, dua"
    ((_, span),) = stretch.findings
    assert presented[span.start : span.end] == "dua"


def test_equal_segments_are_found_one_after_the_other() -> None:
    twice = [segment("b1p1", "Yes.", "Ya.", number=number) for number in (1, 2)]
    found = find_stretches("Ya. Ya.", "Ya. Ya.", twice)
    assert [stretch.span for stretch in found] == [Span(0, 3), Span(4, 7)]


def test_a_segment_that_an_editor_changed_has_no_remark() -> None:
    article = indonesian(WRONG_NUMBER)
    block = article.blocks[0]
    paras = (replace(block.paras[0], text="Forum dibuka pada 6 Juli."), *block.paras[1:])
    edited = replace(article, blocks=(replace(block, paras=paras), *article.blocks[1:]))
    assert shown(plan_of(edited), "b1p1").remarks == ()


def test_words_left_in_the_source_language_say_so() -> None:
    article = translated(
        make_article("Many came. Few left.")[0],
        "id",
        {"b1p1": "Many came. Sedikit yang pergi."},
        [
            segment("b1p1", "Many came.", "Many came.", origin=Origin.KEPT),
            segment("b1p1", "Few left.", "Sedikit yang pergi.", number=2),
        ],
    )
    runs = shown(plan_of(article), "b1p1").runs
    assert [(run.text, run.lang) for run in runs] == [("Many came.", "en"), (" Sedikit yang pergi.", None)]


def test_notes_name_engine_model_and_licence() -> None:
    notes = [words_of(text) for text in all_texts(plan_of(indonesian(origin=Origin.HUMAN)))]
    assert (
        "Terjemahan: English → Bahasa Indonesia\u00a0· argos\u00a0· translate-en_id 1.9"
        "\u00a0· Lisensi: CC0-1.0" in notes
    )
    assert "1 dari 5 segmen diterjemahkan oleh manusia." in notes


def test_an_engine_that_gave_no_words_is_not_named() -> None:
    article = indonesian()
    translation = article.translation
    assert translation is not None
    by_people = tuple(replace(item, engine=None, origin=Origin.HUMAN) for item in translation.segments)
    article = replace(article, translation=replace(translation, segments=by_people))
    assert not any("argos" in words_of(text) for text in all_texts(plan_of(article)))


def test_notes_list_what_is_doubtful_with_its_paragraphs() -> None:
    texts = [words_of(text) for text in all_texts(plan_of(indonesian(WRONG_NUMBER, DOUBT)))]
    heading = load_words("id")[Word.NOTE_TRANSLATION_FINDINGS]
    assert texts.index(heading) < texts.index("16 stands for 6\u00a0(paragraf\u00a01)")
    assert "The translation is doubtful\u00a0(paragraf\u00a01 dan 3)" in texts


def test_a_finding_begins_with_a_word_of_the_edition() -> None:
    wrong = replace(WRONG_NUMBER, slug=rules.NUMBER_DIFFERS.slug)
    note = next(text for text in all_texts(plan_of(indonesian(wrong))) if "16 stands" in words_of(text))
    assert words_of(note) == "Angka: 16 stands for 6\u00a0(paragraf\u00a01)"
    label, message = note.runs[:2]
    assert (label.lang, message.text, message.lang) == (None, "16 stands for 6", "en")


def test_every_doubt_about_a_translation_has_a_word() -> None:
    without = {rules.ADDRESS_CHANGED.slug, rules.IGNORE_UNUSED.slug}
    slugs = {rule.slug for rule in vars(rules).values() if isinstance(rule, Rule)}
    assert {slug for slug in slugs if find_kind(slug) is None} == without


def test_the_terms_of_the_glossary_are_listed() -> None:
    plan = plan_of(indonesian())
    table = next(
        item
        for item in plan.items
        if isinstance(item, Table) and item.summary == load_words("id")[Word.TABLE_TERMS]
    )
    assert [words_of(cell) for cell in table.header] == ["English", "Bahasa Indonesia", "Paragraf"]
    assert [[words_of(cell) for cell in row] for row in table.rows] == [["forum", "Forum", "1"]]
    assert table.rows[0][0].lang == "en"


def test_words_kept_in_the_source_language_are_in_it_wherever_they_stand() -> None:
    words = "About 20 people came."
    article = translated(
        make_article(narration(words))[0],
        "id",
        {"b1p1": words},
        [segment("b1p1", words, words, origin=Origin.KEPT)],
    )
    facts = Facts(
        lead=KeyPoint(text=words, para="b1p1"),
        key_points=(KeyPoint(text=words, para="b1p1"), KeyPoint(text=words, para="b1p1")),
        key_figures=(KeyFigure(value="20 people", context="About 20 people", para="b1p1"),),
    )
    texts = all_texts(plan_of(replace(article, facts=facts)))
    again = [text for text in texts if text.part in {"lead", "point1", "figure1_value", "figure1_context"}]
    assert [text.runs[0].lang for text in again] == ["en"] * 4


def parallel_of(plan: Plan, lang: str) -> Table:
    summary = load_words(lang)[Word.TABLE_PARALLEL]
    return next(item for item in plan.items if isinstance(item, Table) and item.summary == summary)


def test_a_bilingual_edition_puts_each_paragraph_beside_its_source() -> None:
    article = indonesian(WRONG_NUMBER)
    table = parallel_of(plan_of(article, beside=source_article()), "id")
    assert [words_of(cell) for cell in table.header] == ["¶", "English", "Bahasa Indonesia"]
    assert [[words_of(cell) for cell in row] for row in table.rows] == [
        ["", "Forum opens", "Forum dibuka"],
        [
            "1",
            "A forum opened in Wuhan on July 6. Many came.",
            "Forum dibuka di Wuhan pada 16 Juli … Banyak yang datang.",
        ],
        ["2", "It ends on Sunday.", "Berakhir pada hari Minggu."],
        ["3", "We need “more” trade.", "Kami butuh “lebih banyak” perdagangan."],
        [
            "",
            "Xu Kemin, Chief Economist, Ministry of Trade",
            "Xu Kemin, Chief Economist, Ministry of Trade",
        ],
        ["", "The next day", "Hari berikutnya"],
    ]
    assert {cell.lang for row in table.rows for cell in row[1:2]} == {"en"}
    assert [row[2].ident for row in table.rows][1:4] == ["b1p1", "b1p2", "b2p1"]
    assert all(row[1].ident is None for row in table.rows)
    assert table.rows[1][2].remarks, "an editor sees what is doubtful here too"
    assert table.rows[0][1].keep_with_next, "a headline stays with the text"
    assert table.rows[3][2].keep_with_next, "a quote stays with its attribution"
    assert table.going_on == {4}, "no rule parts them"


def test_what_an_editor_took_out_or_added_stands_alone() -> None:
    article = indonesian()
    first, *rest = article.blocks
    first = replace(first, paras=(replace(first.paras[0], id="b1p9", text="Baru."), *first.paras[1:]))
    table = parallel_of(plan_of(replace(article, blocks=(first, *rest)), beside=source_article()), "id")
    cells = [[words_of(cell) for cell in row[1:]] for row in table.rows]
    assert ["", "Baru."] in cells
    assert ["A forum opened in Wuhan on July 6. Many came.", ""] in cells


@pytest.mark.parametrize("lang", LANGS)
def test_every_language_can_stand_beside_english(lang: str) -> None:
    words = SENTENCES[lang]
    source = make_article(narration(SENTENCES["en"]))[0]
    article = translated(source, lang, {"b1p1": words}, [segment("b1p1", SENTENCES["en"], words)])
    plan = plan_of(article, beside=source)
    table = parallel_of(plan, lang)
    assert table.rows[0][1].lang == "en"
    assert plan.lang == lang
    assert plan_of(article).metadata.identifier != plan.metadata.identifier
