"""Layout: what a briefing says, in which order, and that nothing is lost."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from forumpub.diagnostics import Diagnostic, Outcome
from forumpub.env import FixedEnvironment
from forumpub.layout import Status, check_coverage, make_plan
from forumpub.layout.reading_time import reading_minutes
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
    Facts,
    Headline,
    KeyFigure,
    KeyPoint,
    Mention,
    Mode,
    Publication,
)
from forumpub.plan import Bullets, Field, Heading, Item, Plan, Quote, Run, SplitLine, Table, Text
from forumpub.plan import texts_of as item_texts
from forumpub.rules import cascade, files, structure
from forumpub.rules import facts as fact_rules
from forumpub.rules.publishing import EDITION_WORDS_MISSING, TRANSCRIPT_WITHOUT_SOURCE
from forumpub.source import SourceText, Span
from forumpub.styling import Role, Section, load_style
from forumpub.typeset.line_width import guess_width_pt
from made_articles import Piece, Voice, chinese_article, make_article, narration, quote, seed_article, slugs

ENV = FixedEnvironment()
NOW = dt.datetime(2021, 7, 20, 8, 0, tzinfo=dt.UTC)
STYLES = ("briefing", "large-print", "transcript", "wire")
ODD_BLANK = fact_rules.HEADLINE_LONG  # any rule will do where only derivation rules are told apart


def plan_of(
    article: Article,
    source: SourceText | None = None,
    *,
    style: str = "briefing",
    status: Status | None = None,
    diagnostics: tuple[Diagnostic, ...] = (),
) -> Outcome[Plan]:
    return make_plan(
        article,
        style=load_style(style, ENV),
        words=load_words(article.lang),
        now=NOW,
        status=status,
        source=source,
        diagnostics=diagnostics,
    )


def words_of(*texts: Text) -> str:
    return " / ".join("".join(run.text for run in text.runs) for text in texts)


def texts_of(items: tuple[Item, ...], role: Role) -> list[str]:
    return [words_of(item) for item in items if isinstance(item, Text) and item.role is role]


def words_of_heading(item: Item) -> str | None:
    return words_of(item.text) if isinstance(item, Heading) else None


def headings_of(plan: Plan) -> list[tuple[int, str]]:
    return [(item.level, words_of(item.text)) for item in plan.items if isinstance(item, Heading)]


def runs_of(plan: Plan) -> list[Run]:
    found: list[Run] = []
    for item in plan.items:
        match item:
            case Text(runs=runs) | Heading(text=Text(runs=runs)):
                found += runs
            case Quote(paras=paras, attribution=attribution):
                found += [run for text in paras for run in text.runs]
                found += attribution.runs if attribution else ()
            case Bullets(items=entries):
                found += [run for text in entries for run in text.runs]
            case Table(rows=rows):
                found += [run for row in rows for text in row for run in text.runs]
            case SplitLine(left=left, right=right):
                found += [*left.runs, *right.runs]
            case _:
                pass
    return found


def full_article() -> tuple[Article, SourceText]:
    article, source = make_article(
        "The forum opened in Wuhan.\n\nIt drew 300 guests.",
        quote("We will work with ASEAN.", "Xu Kemin", "Chief Economist", "Ministry of Industry"),
        headline=Headline(text="Forum opens in Wuhan", derived=True),
        dateline=Dateline(place="Wuhan", date="2021-07-16", derived=True),
        reporter_place="Wuhan, Hubei",
        publication=Publication(source="China News Service", url="https://example.org/1"),
    )
    facts = Facts(
        lead=KeyPoint(text="The forum opened in Wuhan.", para="b1p1"),
        key_points=(
            KeyPoint(text="It drew 300 guests.", para="b1p2"),
            KeyPoint(text="We will work with ASEAN.", para="b2p1"),
        ),
        key_figures=(KeyFigure(value="300", context="It drew 300 guests", para="b1p2"),),
        background=(BackgroundFact(kind=BackgroundKind.HOST, text="Wuhan", para="b1p1"),),
        abbreviations=(
            Abbreviation(
                short="ASEAN", long="Association of Southeast Asian Nations", para="b2p1", derived=True
            ),
        ),
    )
    editor = Editor(name="Ji Xiang", raw="Editor in charge: [Ji Xiang]", span=Span(0, 0))
    credit = Credit(role="photo", names=("Li Jun",), raw="Photo by Li Jun", span=Span(0, 0))
    return dataclasses.replace(article, facts=facts, editors=(editor,), credits=(credit,)), source


def test_sections_stand_in_the_handbooks_order() -> None:
    plan = plan_of(*full_article()).value
    assert headings_of(plan) == [
        (1, "Forum opens in Wuhan"),
        (2, "Key points"),
        (2, "Key figures"),
        (2, "Participants"),
        (2, "Full report"),
        (2, "Background"),
        (2, "Abbreviations"),
        (2, "Notes to editors"),
        (2, "Credits"),
    ]


def test_the_masthead_names_publication_date_language_and_status() -> None:
    plan = plan_of(*full_article(), status=Status.EDITED).value
    first, second = plan.items[:2]
    assert isinstance(first, SplitLine)
    assert isinstance(second, SplitLine)
    assert words_of(first.left, first.right) == "Forum Briefing / 20 July 2021\u00a0· English"
    assert words_of(second.left, second.right) == (
        "Broadcast reports in print\u00a0· China News Service / EDITED"
    )


def test_an_edition_nobody_gave_a_status_has_no_label() -> None:
    plan = plan_of(*full_article()).value
    assert isinstance(plan.items[1], SplitLine)
    assert words_of(plan.items[1].right) == "English"


def test_key_points_lead_to_their_paragraphs() -> None:
    plan = plan_of(*full_article()).value
    bullets = next(item for item in plan.items if isinstance(item, Bullets))
    assert words_of(*bullets.items) == (
        "It drew 300 guests.\u00a0(paragraph\u00a02) / We will work with ASEAN.\u00a0(paragraph\u00a03)"
    )
    targets = {text.ident for item in plan.items if isinstance(item, Text) for text in (item,)}
    targets |= {text.ident for item in plan.items if isinstance(item, Quote) for text in item.paras}
    links = {run.href for run in runs_of(plan) if run.href and run.href.startswith("#")}
    assert links
    assert {link[1:] for link in links} <= targets


def test_a_summary_that_repeats_the_headline_is_left_out() -> None:
    article, source = full_article()
    assert texts_of(plan_of(article, source).value.items, Role.SUMMARY) == ["The forum opened in Wuhan."]
    same = dataclasses.replace(article, headline=Headline(text="The forum opened in Wuhan", derived=True))
    assert texts_of(plan_of(same, source).value.items, Role.SUMMARY) == []


def test_a_quote_has_its_attribution_once() -> None:
    plan = plan_of(*full_article()).value
    (bite,) = (item for item in plan.items if isinstance(item, Quote))
    assert bite.attribution is not None
    assert words_of(bite.attribution) == "Xu Kemin, Chief Economist, Ministry of Industry"
    assert bite.paras[0].number == "3"


def test_a_chyron_with_other_words_is_printed_as_it_stands() -> None:
    article, source = make_article(quote("We heard it.", "Gao Yumin", "citizen"))
    (speaker,) = article.speakers
    mention = Mention(text="Gao Yumin, a citizen of Zhengzhou", span=speaker.raw[0].span)
    article = dataclasses.replace(article, speakers=(dataclasses.replace(speaker, raw=(mention,)),))
    plan = plan_of(article, source, style="wire")
    (bite,) = (item for item in plan.value.items if isinstance(item, Quote))
    assert bite.attribution is not None
    assert words_of(bite.attribution) == "Gao Yumin, a citizen of Zhengzhou"
    assert plan.diagnostics == ()


def test_turns_are_led_in_by_their_speaker_in_full_once() -> None:
    voice = Voice(name="Ann Lee", role="Host")
    article, source = make_article(
        Piece(BlockType.SPEECH, "Good evening.", voice),
        Piece(BlockType.QUESTION, "Who is there?"),
        Piece(BlockType.SPEECH, "We are.", voice),
        Piece(BlockType.NATSOUND, "Applause"),
    )
    blocks = (*article.blocks[:2], dataclasses.replace(article.blocks[2], mode=Mode.PHONE), article.blocks[3])
    plan = plan_of(dataclasses.replace(article, blocks=blocks), source).value
    shown = texts_of(plan.items, Role.BODY) + texts_of(plan.items, Role.NATSOUND)
    assert shown == [
        "Ann Lee, Host: Good evening.",
        "Question: Who is there?",
        "Ann Lee (By phone): We are.",
        "Natural sound: Applause",
    ]


def test_paragraphs_split_by_a_translators_site_are_joined_under_one_number() -> None:
    article, source = make_article("One.\n\nTwo.", "Three.")
    first, second = article.blocks[0].paras
    block = dataclasses.replace(article.blocks[0], paras=(first, dataclasses.replace(second, continues=True)))
    article = dataclasses.replace(article, blocks=(block, article.blocks[1]))
    body = [item for item in plan_of(article, source).value.items if isinstance(item, Text)]
    joined = next(text for text in body if text.ident == "b1p1")
    assert (words_of(joined), joined.number, joined.joined) == ("One. Two.", "1", ("b1p2",))
    assert next(text for text in body if text.ident == "b2p1").number == "2"


def test_notes_say_what_is_derived_and_what_was_found() -> None:
    article, source = full_article()
    para = article.blocks[0].paras[1]
    found = tuple(
        Diagnostic(rule=EDITION_WORDS_MISSING, message=f"odd thing {number % 2}", span=para.span)
        for number in range(3)
    )
    derived = Diagnostic(rule=ODD_BLANK, message="the headline is long", span=para.span)
    plan = plan_of(article, source, status=Status.MACHINE_TRANSLATED, diagnostics=(*found, derived)).value
    notes = [words_of(text) for item in plan.items if isinstance(item, Bullets) for text in item.items]
    assert "This edition was translated by machine; no editor has checked it." in notes
    assert "The headline is taken from the text; the source has none." in notes
    assert notes[-2:] == ["Odd thing 0\u00a0(paragraph\u00a02)", "Odd thing 1\u00a0(paragraph\u00a02)"]
    assert not any("headline is long" in note for note in notes)


def test_what_concerns_the_run_alone_is_in_no_notes() -> None:
    article, source = full_article()
    rules = (structure.LABEL_TABLE_LINE, files.PLUGIN_BROKEN, cascade.MEMORY_GIVEN_UP)
    about_run = tuple(Diagnostic(rule=rule, message=f"own {rule.slug}") for rule in rules)
    about_text = Diagnostic(rule=EDITION_WORDS_MISSING, message="odd thing")
    plan = plan_of(article, source, diagnostics=(*about_run, about_text)).value
    notes = [words_of(text) for item in plan.items if isinstance(item, Bullets) for text in item.items]
    assert "Odd thing" in notes
    assert not any(rule.slug in note for note in notes for rule in rules)


def test_paragraphs_of_a_finding_are_named_in_one_phrase() -> None:
    article, source = make_article(*(f"Words {number}." for number in range(9)))
    found = [
        Diagnostic(rule=EDITION_WORDS_MISSING, message="odd thing", span=block.paras[0].span)
        for block in article.blocks
    ]

    def note(count: int) -> Text:
        plan = plan_of(article, source, diagnostics=tuple(reversed(found[:count]))).value
        return [text for item in plan.items if isinstance(item, Bullets) for text in item.items][-1]

    assert words_of(note(2)) == "Odd thing\u00a0(paragraphs\u00a01 and 2)"
    assert words_of(note(9)) == "Odd thing\u00a0(paragraphs\u00a01, 2, 3, 4, 5, 6 and 3 more)"
    assert [(run.text, run.href) for run in note(3).runs if run.href] == [
        ("1", "#b1p1"),
        ("2", "#b2p1"),
        ("3", "#b3p1"),
    ]


def test_a_list_of_findings_has_a_heading_of_its_own() -> None:
    article, source = full_article()
    found = Diagnostic(rule=EDITION_WORDS_MISSING, message="odd thing", span=article.blocks[0].paras[0].span)
    plan = plan_of(article, source, diagnostics=(found,)).value
    heading = next(item for item in plan.items if isinstance(item, Text) and item.role is Role.NOTE_HEADING)
    assert words_of(heading) == "Found in the source, whose words are printed unchanged:"
    assert heading.keep_with_next


@pytest.mark.parametrize(("count", "kept"), [(1, []), (3, [0, 1]), (5, [0, 3])])
def test_rows_of_a_short_table_stay_together(count: int, kept: list[int]) -> None:
    article, source = make_article("Words.")
    figures = tuple(KeyFigure(value=f"{number}", context="guests", para="b1p1") for number in range(count))
    article = dataclasses.replace(article, facts=Facts(key_figures=figures))
    table = next(item for item in plan_of(article, source).value.items if isinstance(item, Table))
    assert [place for place, row in enumerate(table.rows) if all(text.keep_with_next for text in row)] == kept


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    long = "Desentralisasinya"

    def shares(role: str) -> tuple[float, ...]:
        article, source = make_article("Kata.", quote("Ya.", "Ana", role, "Pusat"), lang="id")
        plan = plan_of(article, source, style="large-print").value
        return next(item for item in plan.items if isinstance(item, Table)).widths

    plain, wide = shares("Ketua"), shares(f"Ketua {long}")
    assert sum(wide) == pytest.approx(1)
    assert wide[1] > plain[1]
    assert wide[1] * load_style("large-print", ENV).page.text_width_pt > guess_width_pt(long, 14, bold=False)


def test_credits_name_everybody() -> None:
    plan = plan_of(*full_article()).value
    assert texts_of(plan.items, Role.CREDIT) == [
        "Reporter: Zou Hao, Wuhan, Hubei",
        "Editor in charge: Ji Xiang",
        "Photo: Li Jun",
        "Source: China News Service",
    ]
    assert [run.href for run in runs_of(plan) if run.href and "example" in run.href] == [
        "https://example.org/1"
    ]


def test_only_web_addresses_become_links() -> None:
    article, source = make_article(
        "Text.", publication=Publication(source="Agency", url="javascript:alert(1)")
    )
    assert not [run for run in runs_of(plan_of(article, source).value) if run.href]


def test_wire_shows_nothing_derived() -> None:
    plan = plan_of(*full_article(), style="wire").value
    assert headings_of(plan) == [(1, "Credits")]
    assert texts_of(plan.items, Role.STRIP) == ["Video report, transcript\u00a0· Reading time: 1 min"]
    assert not any(text.number for item in plan.items if isinstance(item, Text) for text in (item,))
    assert plan.metadata.title == "Forum opens in Wuhan"


def test_a_transcript_shows_every_line_with_its_number() -> None:
    article, source = full_article()
    plan = plan_of(article, source, style="transcript").value
    lines = [item for item in plan.items if isinstance(item, Text) and item.role is Role.TRANSCRIPT_LINE]
    assert [(int(line.number or 0), words_of(line).replace("’", "'")) for line in lines] == [
        (number, line.text) for number, line in enumerate(source.lines, 1) if line.text.strip()
    ]
    assert not [run for run in runs_of(plan) if run.href and run.href.startswith("#")]
    assert isinstance(plan.items[-1], Text)
    assert plan.items[-1].role is Role.END_MARK


def test_a_transcript_without_its_source_shows_the_report() -> None:
    article, _ = full_article()
    outcome = plan_of(article, style="transcript")
    assert slugs(outcome.diagnostics) == [TRANSCRIPT_WITHOUT_SOURCE.slug]
    assert "It drew 300 guests." in texts_of(outcome.value.items, Role.BODY)


def test_running_matter_has_the_page_number_as_fields() -> None:
    plan = plan_of(*full_article()).value
    assert plan.running_foot is not None
    assert [run.field for run in plan.running_foot.right.runs] == [None, Field.PAGE, None, Field.PAGES]
    assert words_of(plan.running_foot.left).startswith("Edition 20210720-")


def test_the_edition_id_changes_with_the_words_only() -> None:
    article, source = seed_article()
    one, again = plan_of(article, source).value, plan_of(*seed_article()).value
    other = plan_of(*make_article("Other text.")).value
    assert one.metadata.identifier == again.metadata.identifier
    assert one.metadata.identifier != other.metadata.identifier
    assert one == again


def test_a_chinese_article_gives_a_chinese_edition() -> None:
    article, source = chinese_article()
    plan = plan_of(article, source).value
    assert [heading for _, heading in headings_of(plan)] == ["相关人士", "报道全文", "完"][:2]
    bites = [item.attribution for item in plan.items if isinstance(item, Quote)]
    assert [words_of(bite) for bite in bites if bite] == [
        "许科敏，工业和信息化部总经济师",
        "陈德海，中国—东盟中心秘书长",
    ]


def test_a_language_without_words_is_reported_and_marked() -> None:
    article, source = make_article("Le forum a ouvert à Wuhan.", lang="fr")
    outcome = plan_of(article, source)
    assert slugs(outcome.diagnostics) == ["language-without-words"]
    end = outcome.value.items[-1]
    assert isinstance(end, Text)
    assert end.lang == "en"


@pytest.mark.parametrize(
    ("text", "lang", "minutes"),
    [("word " * 684, "en", 3), ("字" * 765, "zh-Hans", 3), ("ก" * 850, "th", 1), ("x", "fr", 1)],
)
def test_reading_time_goes_by_language(text: str, lang: str, minutes: int) -> None:
    article, _ = make_article(text.strip(), lang=lang)
    assert reading_minutes(article) == minutes


def test_an_article_without_text_still_gives_a_page() -> None:
    article, source = make_article()
    for style in STYLES:
        outcome = plan_of(article, source, style=style)
        assert outcome.value.metadata.title == "made.txt"
        assert reading_minutes(article) is None


@pytest.mark.parametrize("style", STYLES)
def test_every_word_of_the_article_is_in_the_plan(style: str) -> None:
    for article, source in (seed_article(), full_article(), chinese_article()):
        assert plan_of(article, source, style=style).diagnostics == ()


def test_a_style_that_leaves_out_text_says_so() -> None:
    article, source = full_article()
    style = dataclasses.replace(load_style("briefing", ENV), sections=(Section.MASTHEAD, Section.HEADLINE))
    outcome = make_plan(article, style=style, words=load_words("en"), now=NOW, source=source)
    messages = [finding.message for finding in outcome.diagnostics]
    assert messages[0] == "3 paragraphs are not in this edition, the first is b1p1"
    assert "the byline is not in this edition: Zou Hao Hubei" in messages


@pytest.mark.parametrize("style", STYLES)
def test_a_planted_loss_is_caught(style: str) -> None:
    """Every paragraph, dropped or with its last word cut, is missed by the check."""
    article, source = seed_article()
    plan = plan_of(article, source, style=style).value
    # A chyron or byline that a transcript loses is still named among the participants and in the credits.
    outside = {mention.text for speaker in article.speakers for mention in speaker.raw}
    outside |= {article.byline.raw} if article.byline else set()
    for index, item in enumerate(plan.items):
        if not isinstance(item, Text) or item.role not in (Role.BODY, Role.TRANSCRIPT_LINE):
            continue
        if "".join(run.text for run in item.runs) in outside:
            continue
        run = item.runs[-1]
        cut = dataclasses.replace(run, text=run.text.rstrip(".").rpartition(" ")[0])
        for planted in ((), (dataclasses.replace(item, runs=(*item.runs[:-1], cut)),)):
            items = (*plan.items[:index], *planted, *plan.items[index + 1 :])
            assert check_coverage(article, dataclasses.replace(plan, items=items), source)


def test_a_lost_attribution_is_caught() -> None:
    article, source = make_article(quote("We will.", "Xu Kemin", "Chief Economist"))
    plan = plan_of(article, source, style="wire").value
    items = tuple(
        dataclasses.replace(item, attribution=None) if isinstance(item, Quote) else item
        for item in plan.items
    )
    (finding,) = check_coverage(article, dataclasses.replace(plan, items=items))
    assert finding.message == "speaker s1 is not in this edition: Xu Kemin Chief Economist"


def test_a_narrated_heading_is_no_numbered_paragraph() -> None:
    article, source = make_article(Piece(BlockType.HEADING, "Trade"), narration("Trade grew."))
    plan = plan_of(article, source).value
    assert headings_of(plan)[:2] == [(1, "Full report"), (2, "Trade")]
    assert [item.number for item in plan.items if isinstance(item, Text) and item.role is Role.BODY] == ["1"]


def figure_table(*figures: tuple[str, str]) -> Table:
    """Lay figures out that stand in one paragraph; each is a value and what it counts."""
    article, _ = make_article(narration("Turnout stood at 16 percent."))
    found = tuple(KeyFigure(value=value, context=context, para="b1p1") for value, context in figures)
    plan = plan_of(dataclasses.replace(article, facts=Facts(key_figures=found))).value
    (table,) = [item for item in plan.items if isinstance(item, Table)]
    return table


def test_figures_that_one_sentence_counts_are_explained_once_and_stay_together() -> None:
    turnout = "16 percent came, compared to 34 in 2016"
    table = figure_table(
        ("16", turnout), ("34", turnout), ("2016", turnout), ("50", "50 are needed"), ("7", "7")
    )
    rows = table.rows
    assert table.going_on == {1, 2}
    assert [words_of(row[1]) for row in rows] == [turnout, "", "", "50 are needed", "7"]
    assert [words_of(row[0]) for row in rows] == ["16", "34", "2016", "50", "7"]
    assert all(words_of(row[2]) == "1" for row in rows)
    assert [row[0].keep_with_next for row in rows] == [True, True, False, True, False]


def test_a_high_row_needs_no_company_at_a_page_end() -> None:
    long = " ".join(f"of {number} guests" for number in range(20))
    rows = figure_table(*((f"{number}", f"{number} {long}") for number in range(6))).rows
    assert not any(text.keep_with_next for row in rows for text in row)


@pytest.mark.parametrize("with_credits", [True, False])
def test_the_end_mark_never_stands_alone_on_a_page(*, with_credits: bool) -> None:
    article, _ = seed_article()
    if not with_credits:
        article = dataclasses.replace(article, byline=None, editors=(), credits=())
    items = plan_of(article).value.items
    assert isinstance(items[-1], Text)
    assert items[-1].role is Role.END_MARK
    before = items[-2].items[-1] if isinstance(items[-2], Bullets) else items[-2]
    assert isinstance(before, Text)
    assert before.keep_with_next


def test_credits_stay_on_one_page() -> None:
    lines = [item for item in plan_of(seed_article()[0]).value.items if isinstance(item, Text)]
    made_by = [line for line in lines if line.role is Role.CREDIT]
    assert made_by
    assert all(line.keep_with_next for line in made_by)


def kept_notes(plan: Plan) -> list[bool]:
    """Tell of each note, label and credit, in order, whether it is kept with what follows."""
    first = next(
        place for place, item in enumerate(plan.items) if words_of_heading(item) == "Notes to editors"
    )
    texts = [text for item in plan.items[first + 1 :] for text in item_texts(item)]
    return [text.keep_with_next for text in texts if text.role in (Role.NOTE, Role.NOTE_HEADING, Role.CREDIT)]


def test_credits_never_stand_without_the_notes_before_them() -> None:
    article, source = full_article()
    found = Diagnostic(rule=EDITION_WORDS_MISSING, message="odd thing", span=article.blocks[0].paras[0].span)
    kept = kept_notes(plan_of(article, source, diagnostics=(found,)).value)
    assert len(kept) > 5
    assert all(kept)


def test_of_many_notes_only_the_last_go_along_with_the_credits() -> None:
    article, source = seed_article()
    found = tuple(
        Diagnostic(
            rule=EDITION_WORDS_MISSING, message=f"finding {number} " + "of the text " * 60, span=Span(0, 1)
        )
        for number in range(9)
    )
    kept = kept_notes(plan_of(article, source, diagnostics=found).value)
    # One credit follows.
    assert kept[-5:] == [False, True, True, True, True]


def test_credits_without_notes_bring_the_last_words_of_the_report() -> None:
    article, source = make_article(*(f"Paragraph {number}." for number in range(9)), reporter_place="Wuhan")
    kept = [
        item.keep_with_next
        for item in plan_of(article, source, style="wire").value.items
        if isinstance(item, Text) and item.role is Role.BODY
    ]
    # As many as fill a fifth of the page with them.
    assert kept == [False] * 5 + [True] * 4


@pytest.mark.parametrize("style", STYLES)
def test_no_table_head_is_torn_inside_a_word(style: str) -> None:
    plan = plan_of(seed_article()[0], style=style).value
    size_pt = plan.style.looks[Role.TABLE_HEAD].size_pt
    for table in (item for item in plan.items if isinstance(item, Table)):
        assert sum(table.widths) == pytest.approx(1)
        for share, head in zip(table.widths, table.header, strict=True):
            longest = max(len(word) for run in head.runs for word in run.text.split())
            room_pt = share * plan.style.page.text_width_pt - 10
            assert longest * size_pt * 0.62 <= room_pt, (style, head)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("title", ["the economy of the region " * 9, "数字经济" * 40, "short"])
def test_the_running_head_fits_on_one_line(style: str, title: str) -> None:
    article, _ = seed_article()
    plan = plan_of(dataclasses.replace(article, headline=Headline(text=title, derived=False)), style=style)
    head = plan.value.running_head
    assert head is not None
    size_pt = plan.value.style.looks[Role.RUNNING_HEAD].size_pt
    shown = words_of(head.left)
    em = [1.0 if char >= "\u3000" else 0.55 for char in shown + words_of(head.right)]
    assert sum(em) * size_pt + 12 <= plan.value.style.page.text_width_pt
    assert shown == title or shown.endswith("…")


@pytest.mark.parametrize(
    ("known", "heads"),
    [
        (("Chief Economist", "Ministry of Trade"), ["Name", "Role", "Organisation", "Paragraph"]),
        (("Chief Economist",), ["Name", "Role", "Paragraph"]),
        ((), ["Name", "Paragraph"]),
    ],
)
def test_a_column_that_is_blank_for_everybody_is_left_out(known: tuple[str, ...], heads: list[str]) -> None:
    article, source = make_article(narration("It opened."), quote("We work.", "Xu Kemin", *known))
    plan = plan_of(article, source).value
    (table,) = (item for item in plan.items if isinstance(item, Table))
    assert len(table.header) == len(heads)
    assert [words_of(text) for text in table.header][:-1] == heads[:-1]
    assert sum(table.widths) == pytest.approx(1)
    assert all(len(row) == len(heads) for row in table.rows)
