"""What stands in a DOCX: words, styles, links, fields, languages, properties, marks."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from docx_checks import assert_valid, opened, part, parts, plan_words, rendered, words_of
from forumpub.env import FixedEnvironment
from forumpub.model import Revision
from forumpub.plan import Bullets, Emphasis, Heading, Item, Quote, Run, SplitLine, Table, Text
from forumpub.render.docx import DocxRenderer
from forumpub.render.docx.identity import ARTICLE_NAMESPACE
from forumpub.render.docx.wml import R, W
from forumpub.render.leading import leading_pt
from forumpub.rules.publishing import LINK_UNUSABLE
from forumpub.schema import load_article
from forumpub.styling import Colour, FontChoice, Look, Page, Palette, Role, Style
from made_articles import seed_article

from limits import count_calls, cpu_limit
from plans import (
    LANGS,
    SENTENCES,
    edition_of,
    full_plan,
    metadata,
    sample_plan,
    seed_edition,
    style_named,
    text,
)

GOLDENS = Path(__file__).parents[1] / "goldens" / "docx"


def render_items(*items: Item, lang: str = "en") -> bytes:
    return rendered(seed_edition(full_plan(lang=lang, items=items)))


def body(data: bytes) -> etree._Element:
    found = part(data, "word/document.xml").find(f"{W}body")
    assert found is not None
    return found


def style(data: bytes, style_id: str) -> etree._Element:
    return next(
        item
        for item in part(data, "word/styles.xml").iter(f"{W}style")
        if item.get(f"{W}styleId") == style_id
    )


def value(root: etree._Element, path: str, attribute: str = "val") -> str | None:
    found = root.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + attribute)


def style_of(paragraph: etree._Element) -> str | None:
    return value(paragraph, "pPr/pStyle")


def paragraph_with(data: bytes, words: str) -> etree._Element:
    return next(
        item
        for item in body(data).iter(f"{W}p")
        if words in "".join(t.text or "" for t in item.iter(f"{W}t"))
    )


@pytest.mark.parametrize("name", ["briefing", "wire", "large-print", "transcript"])
def test_every_style_opens_cleanly(name: str, tmp_path: Path) -> None:
    plan = full_plan(style_named(name))
    data = rendered(seed_edition(plan))
    assert_valid(data, tmp_path)
    missing = [words for words in plan_words(plan) if words not in "\n".join(words_of(body(data)))]
    assert missing == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_language_opens_cleanly_and_keeps_its_words(lang: str, tmp_path: Path) -> None:
    plan = sample_plan(lang)
    data = rendered(edition_of(plan))
    assert_valid(data, tmp_path)
    shown = "\n".join(words_of(body(data)))
    assert [words for words in plan_words(plan) if words not in shown] == []


def plain_style() -> Style:
    """Return a style that no designer changes, so that goldens change with the code alone."""
    ink, grey = Colour(0, 0, 0), Colour(96, 96, 96)
    plain = Look(size_pt=11, leading=1.4, colour=ink, after_pt=6)
    looks = dict.fromkeys(Role, plain)
    bold = replace(plain, bold=True, keep_with_next=True)
    looks |= {Role.HEADLINE: replace(bold, size_pt=20), Role.HEADING2: bold, Role.HEADING3: bold}
    looks[Role.BODY] = replace(plain, number_gutter_pt=24)
    looks[Role.QUOTE] = looks[Role.ATTRIBUTION] = replace(plain, indent_left_pt=12, bar=grey, padding_pt=8)
    looks[Role.KEY_POINT] = replace(plain, fill=Colour(240, 240, 240), padding_pt=6)
    looks[Role.SERIES] = replace(plain, rule_below=grey)
    style = style_named()
    palette = Palette(
        accent=Colour(0, 64, 96),
        muted=grey,
        link=Colour(0, 0, 160),
        rule=grey,
        table_head_fill=Colour(230, 230, 230),
        table_rule=grey,
    )
    page = Page(
        width_pt=595,
        height_pt=842,
        margin_top_pt=60,
        margin_right_pt=70,
        margin_bottom_pt=60,
        margin_left_pt=70,
    )
    return replace(style, page=page, palette=palette, looks=looks, fonts=FontChoice(family="Noto Sans"))


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/numbering.xml"])
def test_parts_are_as_in_the_goldens(name: str, request: pytest.FixtureRequest) -> None:
    found = part(rendered(edition_of(replace(sample_plan("th", paragraphs=2), style=plain_style()))), name)
    etree.indent(found)
    shown = etree.tostring(found, encoding="unicode") + "\n"
    golden = GOLDENS / Path(name).name
    if request.config.getoption("--rewrite-goldens"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


def test_equal_editions_give_equal_bytes() -> None:
    first, second = (rendered(seed_edition(full_plan())) for _ in range(2))
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()


def test_there_are_no_needless_parts() -> None:
    names = set(parts(rendered(seed_edition(full_plan()))))
    assert not [name for name in names if "stylesWithEffects" in name or "thumbnail" in name]


def test_headings_are_real_and_no_level_is_left_out() -> None:
    data = render_items(
        Heading(level=1, text=text(Role.HEADLINE, "Top")),
        Heading(level=2, text=text(Role.HEADING2, "Section")),
        Heading(level=3, text=text(Role.HEADING3, "Part")),
    )
    assert [item.style.name for item in opened(data).paragraphs if item.style] == [
        "Title",
        "Heading 1",
        "Heading 2",
    ]
    assert [value(style(data, name), "pPr/outlineLvl") for name in ("Title", "Heading1", "Heading2")] == [
        "0",
        "0",
        "1",
    ]
    for name in ("Title", "Heading1", "Heading2"):
        assert style(data, name).find(f"{W}pPr/{W}keepNext") is not None


def test_a_heading_of_its_own_look_descends_from_words_heading() -> None:
    data = render_items(Heading(level=2, text=text(Role.PANEL_HEADING, "Key points")))
    made = style(data, "ForumpubPanelHeading")
    assert (value(made, "basedOn"), value(made, "pPr/outlineLvl")) == ("Heading1", "0")


def test_text_is_styled_by_style() -> None:
    data = rendered(seed_edition(full_plan()))
    for properties in body(data).iter(f"{W}rPr"):
        direct = {etree.QName(item).localname for item in properties} - {"rStyle", "cs", "lang", "rFonts"}
        # Word adds the weight of a character style to that of the paragraph style: the one exception.
        assert direct <= {"b", "bCs"} if (value(properties, "rStyle") or "").endswith("Char") else not direct


def test_weights_add_up_as_word_adds_them() -> None:
    """Bold in both the paragraph and the character style is regular in Word."""
    strong = Run(text="strong", emphasis=Emphasis.STRONG)
    items = (
        Text(role=Role.HEADING2, runs=(strong,), number="1"),
        Text(role=Role.BODY, runs=(strong,)),
        SplitLine(left=text(Role.PUBLICATION, "bold"), right=text(Role.STATUS, "bold too")),
        SplitLine(left=text(Role.PUBLICATION, "bold"), right=text(Role.SERIES, "regular")),
        SplitLine(left=text(Role.SERIES, "regular"), right=text(Role.STATUS, "bold at last")),
    )
    style = plain_style()
    bold_look = style.looks[Role.HEADING2]
    looks = {**style.looks, Role.PUBLICATION: bold_look, Role.STATUS: bold_look}
    data = rendered(seed_edition(full_plan(replace(style, looks=looks), items=items)))

    def weight(words: str) -> tuple[str | None, str | None]:
        run = next(run for run in body(data).iter(f"{W}r") if (run.findtext(f"{W}t") or "") == words)
        bold = run.find(f"{W}rPr/{W}b")
        return value(run, "rPr/rStyle"), None if bold is None else bold.get(f"{W}val", "1")

    heading, strong_body = (
        run for run in body(data).iter(f"{W}r") if (run.findtext(f"{W}t") or "") == "strong"
    )
    assert heading.find(f"{W}rPr") is None
    assert value(strong_body, "rPr/rStyle") == "Strong"
    assert weight("1") == ("ForumpubNumber", "0")
    assert weight("bold too") == ("ForumpubStatusChar", "1")
    assert weight("regular") == ("ForumpubSeriesChar", "0")
    assert weight("bold at last") == ("ForumpubStatusChar", None)


def test_every_style_is_set_in_all_slots_of_word() -> None:
    data = rendered(seed_edition(full_plan(lang="th")))
    for item in part(data, "word/styles.xml").iter(f"{W}rPr"):
        names = {etree.QName(child).localname for child in item}
        assert {"b", "bCs"} <= names or not {"b", "bCs"} & names
        assert {"sz", "szCs"} <= names or not {"sz", "szCs"} & names
        fonts = item.find(f"{W}rFonts")
        if fonts is not None:
            assert {"ascii", "hAnsi", "eastAsia", "cs"} <= {
                etree.QName(str(key)).localname for key in fonts.attrib
            }
            assert not [key for key in fonts.attrib if str(key).lower().endswith("theme")]


@pytest.mark.parametrize(
    ("lang", "slots", "complex_family"),
    [
        ("en", ("en-GB", "zh-CN", "th-TH"), "Noto Sans"),
        ("th", ("en-GB", "zh-CN", "th-TH"), "Noto Sans Thai"),
        ("km", ("en-GB", "zh-CN", "km-KH"), "Noto Sans Khmer"),
        ("zh-Hant", ("en-GB", "zh-TW", "th-TH"), "Noto Sans"),
        ("tl", ("fil-PH", "zh-CN", "th-TH"), "Noto Sans"),
        ("en-US", ("en-US", "zh-CN", "th-TH"), "Noto Sans"),
    ],
)
def test_languages_and_fonts_are_the_editions(
    lang: str, slots: tuple[str, str, str], complex_family: str
) -> None:
    data = render_items(text(Role.BODY, "ASEAN"), lang=lang)
    defaults = part(data, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults is not None
    settings = part(data, "word/settings.xml")
    for root, name in ((defaults, "lang"), (settings, "themeFontLang")):
        assert tuple(value(root, name, slot) for slot in ("val", "eastAsia", "bidi")) == slots
    assert value(style(data, "BodyText"), "rPr/rFonts", "cs") == complex_family


def test_foreign_words_carry_their_language_and_font() -> None:
    runs = (
        Run(text="In "),
        Run(text="武汉", lang="zh-Hant"),
        Run(text=" and "),
        Run(text="อู่ฮั่น แห่ง", lang="th"),
        Run(text=" and "),
        Run(text="à Paris", lang="fr"),
    )
    data = render_items(Text(role=Role.BODY, runs=runs))
    found = {
        "".join(t.text or "" for t in run.iter(f"{W}t")): run.find(f"{W}rPr")
        for run in body(data).iter(f"{W}r")
    }
    chinese, thai, french = found["武汉"], found["อู่ฮั่น แห่ง"], found["à Paris"]
    assert chinese is not None and value(chinese, "lang", "eastAsia") == "zh-TW"
    assert value(chinese, "rFonts", "eastAsia") == "Noto Sans TC"
    assert thai is not None and thai.find(f"{W}cs") is not None
    assert value(thai, "rFonts", "cs") == "Noto Sans Thai"
    assert french is not None and value(french, "lang") == "fr-FR"
    assert found["In "] is None


def test_lines_are_as_high_as_in_the_pdf() -> None:
    look = style_named().looks[Role.BODY]
    for lang in ("en", "km"):
        data = render_items(text(Role.BODY, SENTENCES[lang]), lang=lang)
        spacing = style(data, "BodyText").find(f"{W}pPr/{W}spacing")
        assert spacing is not None and spacing.get(f"{W}lineRule") == "exact"
        assert spacing.get(f"{W}line") == str(round(20 * leading_pt(look, "", lang)))
    foreign = render_items(text(Role.BODY, SENTENCES["km"]), lang="en")
    own = paragraph_with(foreign, SENTENCES["km"][:5])
    assert value(own, "pPr/spacing", "line") == str(round(20 * leading_pt(look, SENTENCES["km"], "en")))


@pytest.mark.parametrize(("lang", "close"), [("zh-Hans", "0"), ("zh-Hant", "0"), ("en", None)])
def test_chinese_and_digits_are_set_close(lang: str, close: str | None) -> None:
    data = render_items(text(Role.BODY, SENTENCES[lang]), lang=lang)
    assert value(style(data, "Normal"), "pPr/autoSpaceDE") == close
    assert value(style(data, "Normal"), "pPr/autoSpaceDN") == close


def test_numbers_hang_and_are_literal() -> None:
    data = render_items(text(Role.BODY, "Words.", number="12", ident="b1p1"), text(Role.BODY, "Without."))
    assert words_of(body(data)) == ["12\tWords.", "Without."]
    assert value(style(data, "BodyText"), "pPr/ind", "hanging") == str(
        round(20 * style_named().looks[Role.BODY].number_gutter_pt)
    )
    assert value(paragraph_with(data, "Without."), "pPr/ind", "firstLine") == "0"


def test_bullets_are_a_numbering_of_word() -> None:
    data = render_items(
        Bullets(items=(text(Role.KEY_POINT, "One."), text(Role.KEY_POINT, "Two.", number="2"))),
        Bullets(items=(text(Role.NOTE, "Three."),)),
    )
    assert value(style(data, "ListBullet"), "pPr/numPr/numId") == "1"
    assert value(paragraph_with(data, "Two."), "pPr/numPr/numId") == "0"
    assert value(paragraph_with(data, "Three."), "pPr/numPr/numId") == "1"
    assert value(part(data, "word/numbering.xml"), "abstractNum/lvl/lvlText") == "•"


def test_an_attribution_stays_with_its_quote() -> None:
    quote = Quote(
        paras=(text(Role.QUOTE, "One."), text(Role.QUOTE, "Two.")),
        attribution=text(Role.ATTRIBUTION, "Xu Kemin"),
    )
    data = render_items(quote)
    assert paragraph_with(data, "Two.").find(f"{W}pPr/{W}keepNext") is not None
    assert paragraph_with(data, "Xu Kemin").find(f"{W}pPr/{W}keepNext") is None
    bar = style(data, "Quote").find(f"{W}pPr/{W}pBdr/{W}left")
    assert bar is not None and bar.get(f"{W}color") == style_named().looks[Role.QUOTE].bar.hex  # type: ignore[union-attr]


def test_tables_repeat_their_header_and_say_what_they_are(tmp_path: Path) -> None:
    rows = tuple((text(Role.TABLE_CELL, f"{n}"), text(Role.TABLE_CELL, "x", number="7")) for n in range(3))
    table = Table(
        summary="A summary",
        widths=(0.25, 0.75),
        header=(text(Role.TABLE_HEAD, "No."), text(Role.TABLE_HEAD, "Name")),
        rows=(*rows, (text(Role.TABLE_CELL, "short row"),)),
    )
    data = render_items(table, table)
    assert_valid(data, tmp_path)
    found = body(data).find(f"{W}tbl")
    assert found is not None
    lines = found.findall(f"{W}tr")
    assert lines[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(line.find(f"{W}trPr/{W}cantSplit") is not None for line in lines)
    assert value(found, "tblPr/tblCaption") == "A summary"
    assert value(found, "tblPr/tblDescription") == "No. · Name"
    widths = [int(column.get(f"{W}w") or 0) for column in found.iter(f"{W}gridCol")]
    assert sum(widths) == int(value(found, "tblPr/tblW", "w") or 0)
    assert "7 x" in words_of(found)
    tags = [etree.QName(child).localname for child in body(data)]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_long_rows_of_running_text_may_be_divided(tmp_path: Path) -> None:
    head = (text(Role.TABLE_HEAD, "English"),)
    rows = tuple((text(Role.TABLE_CELL, "One two three. " * times),) for times in (1, 40))
    data = render_items(Table(summary="", widths=(0.5,), header=head, rows=rows, divides_rows=True))
    assert_valid(data, tmp_path)
    lines = body(data).findall(f"{W}tbl/{W}tr")
    assert [line.find(f"{W}trPr/{W}cantSplit") is not None for line in lines] == [True, True, False]


def test_the_first_column_is_a_header_where_it_names_the_rows(tmp_path: Path) -> None:
    cells = tuple(text(Role.TABLE_CELL, word) for word in ("30", "years"))
    for names_rows, look in ((True, ("04A0", "1")), (False, ("0420", "0"))):
        data = render_items(
            Table(summary="", widths=(0.5, 0.5), header=cells, rows=(cells,), names_rows=names_rows)
        )
        assert_valid(data, tmp_path)
        shown = body(data)
        assert (value(shown, "tbl/tblPr/tblLook"), value(shown, "tbl/tblPr/tblLook", "firstColumn")) == look


def test_columns_of_running_text_stand_further_apart(tmp_path: Path) -> None:
    cells = tuple(text(Role.TABLE_CELL, word) for word in ("1", "one", "satu"))
    table = Table(summary="", widths=(0.2, 0.4, 0.4), header=(), rows=(cells,), gap_pt=18.0)
    data = render_items(table)
    assert_valid(data, tmp_path)
    margins = [
        (value(cell, "tcPr/tcMar/left", "w"), value(cell, "tcPr/tcMar/right", "w"))
        for cell in body(data).iter(f"{W}tc")
    ]
    assert margins == [(None, "180"), ("180", "180"), ("180", None)]
    plain = render_items(replace(table, gap_pt=10.0))
    assert not list(body(plain).iter(f"{W}tcMar"))


def test_chinese_marks_are_set_in_the_chinese_font(tmp_path: Path) -> None:
    words = "他说：“约翰·李don’t”……好 · 好"
    data = rendered(seed_edition(full_plan(lang="zh-Hans", items=(text(Role.BODY, words),))))
    assert_valid(data, tmp_path)
    marked = {
        run.findtext(f"{W}t")
        for run in paragraph_with(data, "约翰").iter(f"{W}r")
        if value(run, "rPr/rFonts", "hint") == "eastAsia"
        and value(run, "rPr/rFonts", "hAnsi") == "Noto Sans SC"
    }
    assert marked == {"“", "·", "”……"}


def test_a_line_whose_ends_do_not_fit_beside_each_other_is_broken(tmp_path: Path) -> None:
    def line(words: str) -> SplitLine:
        return SplitLine(left=text(Role.SERIES, "Broadcast reports in print"), right=text(Role.STATUS, words))

    data = render_items(line("FINAL"), line("இயந்திர மொழிபெயர்ப்பு – சரிபார்க்கப்படவில்லை " * 2))
    assert_valid(data, tmp_path)
    short, long = body(data).findall(f"{W}p")[:2]
    assert [len(list(paragraph.iter(f"{W}br"))) for paragraph in (short, long)] == [0, 1]


def test_first_baselines_of_a_row_agree_whatever_the_leading(tmp_path: Path) -> None:
    khmer = Text(role=Role.TABLE_CELL, runs=(Run(text="អាស៊ាន"),), lang="km")
    cells = (text(Role.TABLE_CELL, "ASEAN"), khmer)
    data = render_items(Table(summary="", widths=(0.5, 0.5), header=(), rows=(cells,)))
    assert_valid(data, tmp_path)
    own, tall = body(data).findall(f"{W}tbl/{W}tr/{W}tc/{W}p")
    look = style_named().looks[Role.TABLE_CELL]
    lines = [int(value(paragraph, "pPr/spacing", "line") or 0) for paragraph in (own, tall)]
    assert lines == [round(20 * look.size_pt * look.leading), round(20 * look.size_pt * 1.85)]
    assert value(own, "pPr/spacing", "before") == str((lines[1] - lines[0]) // 2)
    assert value(tall, "pPr/spacing", "before") == "0"


def test_a_row_is_kept_with_the_next_by_all_of_its_cells(tmp_path: Path) -> None:
    kept = (text(Role.TABLE_CELL, "1"), replace(text(Role.TABLE_CELL, "Quote"), keep_with_next=True))
    free = (text(Role.TABLE_CELL, "2"), text(Role.TABLE_CELL, "Name"))
    data = render_items(Table(summary="", widths=(0.5, 0.5), header=(), rows=(kept, free)))
    assert_valid(data, tmp_path)
    cells = body(data).findall(f"{W}tbl/{W}tr/{W}tc")
    assert [len(cell.findall(f"{W}p/{W}pPr/{W}keepNext")) for cell in cells] == [1, 1, 0, 0]


def test_no_rule_parts_a_row_from_one_that_goes_on_with_it(tmp_path: Path) -> None:
    rows = tuple((text(Role.TABLE_CELL, f"{n}"),) for n in range(4))
    data = render_items(Table(summary="", widths=(1.0,), header=(), rows=rows, going_on=frozenset({1, 2})))
    assert_valid(data, tmp_path)
    cells = body(data).findall(f"{W}tbl/{W}tr/{W}tc/{W}tcPr")
    sides = [[side.tag.removeprefix(W) for side in cell.iterfind(f"{W}tcBorders/*")] for cell in cells]
    assert sides == [["bottom"], ["top", "bottom"], ["top"], []]
    assert {side.get(f"{W}val") for cell in cells for side in cell.iterfind(f"{W}tcBorders/*")} == {"nil"}


def test_a_row_longer_than_the_table_keeps_its_text(tmp_path: Path) -> None:
    cells = tuple(text(Role.TABLE_CELL, word) for word in ("one", "two", "three"))
    table = Table(summary="", widths=(0.5, 0.5), header=(), rows=(cells,))
    data = render_items(table)
    assert_valid(data, tmp_path)
    assert {"one", "two", "three"} <= set(words_of(body(data)))


def test_links_go_to_paragraphs_and_pages(tmp_path: Path) -> None:
    runs = (
        Run(text="inside", href="#b1p1"),
        Run(text="outside", href="https://example.org/a b?x=1&y=[2]%zz"),
        Run(text="again", href="https://example.org/a b?x=1&y=[2]%zz"),
        Run(text="nowhere", href="#b9"),
        Run(text="harm", href="javascript:alert(1)"),
        Run(text="broken", href="http://["),
    )
    items = (Text(role=Role.BODY, runs=runs), text(Role.BODY, "Target", ident="b1p1"))
    outcome = DocxRenderer().render(seed_edition(full_plan(items=items)), FixedEnvironment())
    assert_valid(outcome.value, tmp_path)
    links = list(body(outcome.value).iter(f"{W}hyperlink"))
    assert ["".join(t.text or "" for t in link.iter(f"{W}t")) for link in links] == [
        "inside",
        "outside",
        "again",
    ]
    assert links[0].get(f"{W}anchor") in {
        mark.get(f"{W}name") for mark in body(outcome.value).iter(f"{W}bookmarkStart")
    }
    assert links[1].get(f"{R}id") == links[2].get(f"{R}id")
    relations = parts(outcome.value)["word/_rels/document.xml.rels"].decode()
    assert "https://example.org/a%20b?x=1&amp;y=[2]%25zz" in relations
    assert [found.rule for found in outcome.diagnostics] == [LINK_UNUSABLE] * 3
    assert words_of(body(outcome.value))[0] == "insideoutsideagainnowhereharmbroken"


def test_head_from_page_two_and_foot_on_all_pages() -> None:
    data = rendered(seed_edition(full_plan()))
    section = body(data).find(f"{W}sectPr")
    assert section is not None and section.find(f"{W}titlePg") is not None
    kinds = [(etree.QName(item).localname, item.get(f"{W}type")) for item in section if item.get(f"{W}type")]
    assert kinds == [
        ("headerReference", "default"),
        ("footerReference", "default"),
        ("footerReference", "first"),
    ]
    foot = part(data, "word/footer1.xml")
    codes = [element.text for element in foot.iter(f"{W}instrText")]
    assert codes == [" PAGE ", " NUMPAGES "]
    states = [element.get(f"{W}fldCharType") for element in foot.iter(f"{W}fldChar")]
    assert states == ["begin", "separate", "end"] * 2
    assert words_of(foot) == ["forum-20210716-en\tPage 1 of 1"]


def test_the_page_is_the_styles() -> None:
    page = style_named().page
    section = body(rendered(seed_edition(full_plan()))).find(f"{W}sectPr")
    assert section is not None
    assert value(section, "pgSz", "w") == str(round(20 * page.width_pt))
    assert value(section, "pgMar", "left") == str(round(20 * page.margin_left_pt))


def test_bookmarks_are_unique_short_and_enclose_the_text_only() -> None:
    data = render_items(
        text(Role.BODY, "One.", number="1", ident="b1p1"),
        text(Role.TRANSCRIPT_LINE, "One.", ident="b1p1"),
        text(Role.BODY, "Long.", ident="x" * 80),
        text(Role.BODY, "Case.", ident="B1P1"),
        text(Role.BODY, "Odd.", ident="b 1/p-1"),
    )
    starts = list(body(data).iter(f"{W}bookmarkStart"))
    names = [start.get(f"{W}name") or "" for start in starts]
    assert len({name.lower() for name in names}) == 5
    assert all(re.fullmatch(r"_fp_[0-9a-f]{8}_\w+", name) and len(name) <= 31 for name in names)
    assert names[0].endswith("_b1p1") and names[1] == names[0] + "_2"
    assert len({start.get(f"{W}id") for start in starts}) == 5
    before = starts[0].getprevious()
    assert before is not None and before.find(f"{W}tab") is not None


def test_the_article_travels_along() -> None:
    article, source = seed_article()
    data = rendered(seed_edition(full_plan()))
    item = part(data, "customXml/item1.xml")
    assert item.tag == f"{{{ARTICLE_NAMESPACE}}}article"
    assert load_article(item.text or "").value == article
    assert item.get("sha256") == hashlib.sha256((item.text or "").encode()).hexdigest()
    properties = {holder.get("name"): holder[0].text for holder in part(data, "docProps/custom.xml")}
    assert properties == {
        "forumpub.docid": item.get("docid"),
        "forumpub.revision": "1",
        "forumpub.lang": "en",
        "forumpub.sha256": item.get("sha256"),
    }
    assert source.text
    name = next(body(data).iter(f"{W}bookmarkStart")).get(f"{W}name") or ""
    assert name.split("_")[2] == (item.get("docid") or "")[:8]


def test_properties_come_from_the_plan_and_the_clock_of_the_run(tmp_path: Path) -> None:
    plan = replace(full_plan(), metadata=replace(metadata("A\x00 " + "long title " * 40), author="A\x1bB"))
    env = FixedEnvironment(time=dt.datetime(2022, 1, 2, 3, 4, 5, tzinfo=dt.UTC))
    data = rendered(seed_edition(plan), env=env)
    assert_valid(data, tmp_path)
    core = opened(data).core_properties
    assert len(core.title) <= 255 and core.title.endswith("…")
    assert core.author == "A\ufffdB"
    assert core.language == "en"
    assert core.identifier == "forum-20210716-en"
    assert (core.created, core.modified) == (plan.metadata.created, env.now())


HOSTILE = "a\x00b\x1b[31m \ud800 \ufffe <b>bold</b> {{ braces }} {% raw %} &amp; \x85 tab\there"


def test_characters_that_xml_forbids_are_replaced_and_markup_is_literal(tmp_path: Path) -> None:
    data = render_items(text(Role.BODY, HOSTILE, number="\x01"), text(Role.BODY, "  two  spaces "))
    assert_valid(data, tmp_path)
    shown = words_of(body(data))
    assert shown[0] == (
        "\ufffd\ta\ufffdb\ufffd[31m \ufffd \ufffd <b>bold</b> {{ braces }} {% raw %} &amp; \ufffd tab\there"
    )
    assert shown[1] == "  two  spaces "


def test_a_plan_without_items_is_a_document(tmp_path: Path) -> None:
    plan = replace(full_plan(items=()), running_head=None, running_foot=None)
    assert_valid(rendered(seed_edition(plan)), tmp_path)


def test_long_documents_take_linear_time() -> None:
    def calls(count: int) -> int:
        items = [text(Role.BODY, "Words of a paragraph.", number=f"{n}", ident=f"b{n}") for n in range(count)]
        plan = full_plan(items=items)
        return count_calls(lambda: rendered(seed_edition(plan)))

    calls(10)
    with cpu_limit():
        assert calls(4000) < 9 * calls(500)  # quadratic would be 64 times


def test_a_bar_reaches_round_the_gutter_with_and_without_a_number() -> None:
    """Word joins the bars of neighbours only where their first lines start at the same place."""
    quote = Quote(
        paras=(text(Role.QUOTE, "One.", number="3", ident="b1p1"), text(Role.QUOTE, "Two.", ident="b1p2")),
        attribution=text(Role.ATTRIBUTION, "Xu Kemin"),
    )
    style_with_gutter = plain_style()
    barred = replace(style_with_gutter.looks[Role.QUOTE], number_gutter_pt=24)
    looks = {**style_with_gutter.looks, Role.QUOTE: barred, Role.ATTRIBUTION: barred}
    data = rendered(seed_edition(full_plan(replace(style_with_gutter, looks=looks), items=(quote,))))
    assert words_of(body(data)) == ["3\tOne.", "\tTwo.", "\tXu Kemin"]
    quoted, attributed = (style(data, name) for name in ("Quote", "ForumpubAttribution"))
    for side in ("left", "right", "hanging"):
        assert value(quoted, "pPr/ind", side) == value(attributed, "pPr/ind", side)
    assert not list(body(data).iter(f"{W}ind"))
    # The tab is none of the paragraph's text.
    second = paragraph_with(data, "Two.").find(f"{W}bookmarkStart")
    assert second is not None and second.getprevious() is not None


def test_the_revision_is_the_articles() -> None:
    edition = seed_edition(full_plan())
    revised = replace(edition.article, history=(Revision(number=2, date="2021-07-17T00:00:00Z"),))
    data = rendered(replace(edition, article=revised))
    assert opened(data).core_properties.revision == 2
    assert 'revision="2"' in parts(data)["customXml/item1.xml"].decode()


def test_what_an_editor_may_change_stands_in_a_bookmark() -> None:
    cell = Text(role=Role.TABLE_CELL, runs=(Run(text="Chief Economist"),), part="s1_role")
    header = (text(Role.TABLE_HEAD, "Role"),)
    data = render_items(Table(summary="people", widths=(1.0,), header=header, rows=((cell,),)))
    names = [start.get(f"{W}name") or "" for start in body(data).iter(f"{W}bookmarkStart")]
    assert [name.rpartition("_fp_")[2][9:] for name in names] == ["s1_role"]
