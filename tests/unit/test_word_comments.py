"""Remarks on words are Word comments; a bilingual edition is a table that tags both its languages."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from docx_checks import assert_valid, opened, part, parts, rendered
from forumpub.env import FixedEnvironment
from forumpub.layout import make_plan
from forumpub.locales import load_words
from forumpub.plan import Plan, Remark, Run, Table, Text
from forumpub.render.docx import DocxRenderer
from forumpub.render.docx.comments import AUTHOR, cut_at_remarks
from forumpub.render.docx.wml import W
from forumpub.styling import Role, load_style
from made_articles import make_article, narration
from made_translations import segment, translated
from pdf_checks import render as render_pdf

from plans import LANGS, SENTENCES, edition_of, plan_of

LINES = (Run(text="16 stands for 6", lang="en"), Run(text="The forum opened on July 6.", lang="en"))
WORDS = "Forum dibuka pada 16 Juli di 武汉 hari ini."


def remark(start: int, end: int, *lines: Run) -> Remark:
    return Remark(start=start, end=end, lines=lines or LINES)


def remarked(*remarks: Remark, words: str = WORDS) -> Text:
    runs = tuple(
        Run(text=piece, lang="zh" if piece == "武汉" else None)
        for piece in words.replace("武汉", "|武汉|").split("|")
        if piece
    )
    return Text(role=Role.BODY, runs=runs, number="1", ident="b1p1", remarks=remarks)


def commented(data: bytes) -> dict[str, str]:
    """Return the words that each comment's range encloses."""
    open_ids: set[str] = set()
    found: dict[str, str] = {}
    for element in part(data, "word/document.xml").iter():
        number = element.get(f"{W}id") or ""
        if element.tag == f"{W}commentRangeStart":
            open_ids.add(number)
            found[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_ids.remove(number)
        elif element.tag == f"{W}t":
            for one in open_ids:
                found[one] += element.text or ""
    assert not open_ids
    return found


def test_a_remark_is_a_comment_on_its_words(tmp_path: Path) -> None:
    at = WORDS.index("16 Juli")
    data = rendered(edition_of(plan_of(remarked(remark(at, at + 7)), lang="id")))
    assert_valid(data, tmp_path)
    assert commented(data) == {"0": "16 Juli"}
    (comment,) = opened(data).comments
    assert comment.author == AUTHOR
    assert [para.text for para in comment.paragraphs] == [line.text for line in LINES]
    assert comment.timestamp is not None
    assert comment.timestamp.isoformat() == "2021-07-16T12:00:00+00:00"


def test_comments_may_nest_cross_and_reach_over_runs(tmp_path: Path) -> None:
    remarks = (remark(0, 5), remark(0, len(WORDS)), remark(3, 31, LINES[0]), remark(29, 31))
    data = rendered(edition_of(plan_of(remarked(*remarks), lang="id")))
    assert_valid(data, tmp_path)
    assert sorted(commented(data).values()) == sorted(WORDS[one.start : one.end] for one in remarks)
    body = "".join(t.text or "" for t in part(data, "word/document.xml").iter(f"{W}t"))
    assert WORDS in body


def test_a_comment_in_a_cell_and_in_a_heading_is_valid(tmp_path: Path) -> None:
    cell = replace(remarked(remark(0, 5)), role=Role.TABLE_CELL, number=None)
    table = Table(
        summary="x",
        widths=(1.0,),
        header=(Text(role=Role.TABLE_HEAD, runs=(Run(text="x"),)),),
        rows=((cell,),),
    )
    data = rendered(edition_of(plan_of(table, lang="id")))
    assert_valid(data, tmp_path)
    assert commented(data) == {"0": "Forum"}


def test_without_remarks_there_is_no_part_for_comments() -> None:
    assert "word/comments.xml" not in parts(rendered(edition_of(plan_of(remarked()))))


def test_a_remark_outside_the_text_is_none(tmp_path: Path) -> None:
    data = rendered(edition_of(plan_of(remarked(remark(4, 400), remark(3, 3)))))
    assert_valid(data, tmp_path)
    assert "word/comments.xml" not in parts(data)


def test_a_template_keeps_its_own_comment_styles(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    Document().save(str(path))
    data = rendered(edition_of(plan_of(remarked(remark(0, 5)))), DocxRenderer(template=path))
    assert_valid(data, tmp_path)
    assert commented(data) == {"0": "Forum"}


@given(
    st.lists(st.text("ab ", max_size=4), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=5),
)
def test_pieces_are_the_runs_and_every_remark_begins_and_ends_once(
    texts: list[str], places: list[tuple[int, int]]
) -> None:
    length = sum(map(len, texts))
    remarks = [remark(start, end) for start, end in dict.fromkeys(places)]
    text = Text(role=Role.BODY, runs=tuple(Run(text=text) for text in texts), remarks=tuple(remarks))
    at = 0
    starts: list[Remark] = []
    ends: list[Remark] = []
    for piece in cut_at_remarks(text):
        assert all(one.start == at for one in piece.starting)
        at += len(piece.run.text)
        assert all(one.end == at for one in piece.ending)
        starts += piece.starting
        ends += piece.ending
    assert "".join(piece.run.text for piece in cut_at_remarks(text)) == "".join(texts)
    inside = [one for one in remarks if one.start < one.end <= length]
    assert sorted(starts, key=repr) == sorted(ends, key=repr) == sorted(inside, key=repr)


def bilingual_plan(source_lang: str, lang: str) -> Plan:
    source = make_article(
        narration(SENTENCES[source_lang]), narration(SENTENCES[source_lang] * 12), lang=source_lang
    )[0]
    words = SENTENCES[lang]
    texts = {"b1p1": words, "b2p1": words * 12}
    article = translated(source, lang, texts, [segment("b1p1", SENTENCES[source_lang], words)])
    env = FixedEnvironment()
    return make_plan(
        article, style=load_style("briefing", env), words=load_words(lang), now=env.now(), beside=source
    ).value


@pytest.mark.parametrize("lang", [lang for lang in LANGS if lang != "en"])
def test_a_bilingual_docx_tags_both_languages(lang: str, tmp_path: Path) -> None:
    data = rendered(edition_of(bilingual_plan("en", lang)))
    assert_valid(data, tmp_path)
    rows = next(part(data, "word/document.xml").iter(f"{W}tbl")).findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    left, right = rows[1].findall(f"{W}tc")[1:]
    latin = lang in ("id", "ms", "vi", "tl", "pt", "tet")
    # Where the edition's own script has a slot of its own, the document's default Latin is English.
    tagged = left if latin else part(data, "word/styles.xml").find(f"{W}docDefaults")
    assert tagged is not None
    assert next(tagged.iter(f"{W}lang")).get(f"{W}val") == "en-GB"
    assert "".join(t.text or "" for t in right.iter(f"{W}t")) != ""
    assert len(list(right.iter(f"{W}bookmarkStart"))) == 1
    assert not list(left.iter(f"{W}bookmarkStart"))


@pytest.mark.parametrize(
    ("source", "lang"), [("en", "th"), ("zh-Hans", "my"), ("en", "ta"), ("zh-Hans", "id")]
)
def test_a_bilingual_pdf_is_a_tagged_table_in_two_languages(source: str, lang: str) -> None:
    data = render_pdf(bilingual_plan(source, lang))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        cells = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/TD"]
        langs = {str(cell.get("/Lang", lang)) for cell in cells}
    assert langs == {source, lang}


def test_a_bilingual_large_print_edition_is_valid(tmp_path: Path) -> None:
    plan = bilingual_plan("zh-Hans", "km")
    plan = replace(plan, style=load_style("large-print", FixedEnvironment()))
    assert_valid(rendered(edition_of(plan)), tmp_path)
    render_pdf(plan)
