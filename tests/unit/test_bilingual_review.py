"""A review table, an XLIFF and a TMX file: out, through a translator's hands, and back in."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from docx_checks import assert_valid, part
from editors import EDITOR, TEXTS, edit, edition, find_paragraph, read_article, replace, track
from forumpub.env import FixedEnvironment
from forumpub.errors import ChoiceError, InputError
from forumpub.inputs import Input
from forumpub.model import Article, Origin
from forumpub.pipeline import PublishOptions
from forumpub.render.docx.wml import W, text_elements, w
from forumpub.review.bilingual import read_corrections
from forumpub.review.comparing import compare, find_base
from forumpub.review.reading import read_docx
from forumpub.review.views import ACCEPT_ALL
from forumpub.reviewing import write_review
from forumpub.revisions import Revised, ReviseOptions, revise_input
from forumpub.schema import dump_article
from forumpub.styling import load_style
from forumpub.translate.memory import open_memory

ENV = FixedEnvironment()


def write_out(folder: Path, form: str, article: Article | None = None) -> bytes:
    entry = Input(name="e.json", stem="e", data=dump_article(article or edition()).encode())
    write_review(entry, ENV, to=(form,), out=folder / "sent")
    return (folder / "sent" / f"e.review.{form}").read_bytes()


def come_back(data: bytes, folder: Path, name: str = "e.review.docx") -> Revised:
    (folder / "base.json").write_text(dump_article(edition()), "utf-8")
    options = ReviseOptions(
        publish=PublishOptions(to=("md",), out=folder / "out"),
        memory=folder / "m.sqlite",
        base=folder / "base.json" if name.endswith(("xliff", "tmx")) else None,
    )
    return revise_input(Input(name=name, stem="e", data=data), options, ENV)


def texts(article: Article) -> dict[str, str]:
    return {para.id: para.text for block in article.blocks for para in block.paras}


def messages(revised: Revised) -> list[str]:
    return [found.diagnostic.message for found in revised.placed]


def test_the_table_has_every_segment_beside_its_source(tmp_path: Path) -> None:
    data = write_out(tmp_path, "docx")
    assert_valid(data, tmp_path)
    rows = list(part(data, "word/document.xml").iter(f"{W}tr"))
    article = edition()
    assert article.translation is not None
    assert len(rows) == 1 + len(article.translation.segments)
    header = rows[0].find(f"{W}trPr/{W}tblHeader")
    assert header is not None
    cells = ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in rows[1].iter(f"{W}tc")]
    assert cells == ["b1p1.1", "Alpha report opened in Wuhan,", "Laporan Alpha dibuka di Wuhan.", ""]
    size = part(data, "word/document.xml").find(f".//{W}pgSz")
    assert size is not None
    assert int(size.get(f"{W}w") or 0) > int(size.get(f"{W}h") or 0)


def test_a_table_that_nobody_touched_changes_nothing(tmp_path: Path) -> None:
    revised = come_back(write_out(tmp_path, "docx"), tmp_path)
    assert revised.article == edition()
    assert not (tmp_path / "m.sqlite").exists()


def test_a_corrected_target_is_the_editions_and_the_memorys(tmp_path: Path) -> None:
    data = edit(write_out(tmp_path, "docx"), track("Para pejabat bertemu.", "Para pejabat berunding."))
    revised = come_back(data, tmp_path)
    assert texts(revised.article) == {
        **TEXTS,
        "b1p1": "Laporan Alpha dibuka di Wuhan. Para pejabat berunding.",
    }
    assert revised.article.history[-1].changes == ("corrected paragraph 1, sentence 2 (b1p1.2)",)
    assert revised.article.translation is not None
    second = revised.article.translation.segments[1]
    assert (second.origin, second.author) == (Origin.HUMAN, EDITOR)
    with open_memory(tmp_path / "m.sqlite").value as memory:
        (unit,) = (entry.unit for entry in memory.read_entries())
    assert (unit.source, unit.target) == ("and officials met on Friday morning.", "Para pejabat berunding.")


def test_a_table_that_was_typed_over_without_tracking(tmp_path: Path) -> None:
    data = edit(write_out(tmp_path, "docx"), replace("menyetujui rencana", "menyepakati rencana"))
    assert texts(come_back(data, tmp_path).article)["b2p1"] == "Para menteri Charlie menyepakati rencana."


def test_a_reviewers_comment_is_told(tmp_path: Path) -> None:
    def remark(root: etree._Element) -> None:
        cell = list(list(root.iter(f"{W}tr"))[2].iter(f"{W}tc"))[3]
        paragraph = next(cell.iter(f"{W}p"))
        paragraph.append(w("r", *text_elements("Is this the right word?")))

    revised = come_back(edit(write_out(tmp_path, "docx"), remark), tmp_path)
    assert [found.diagnostic.message for found in revised.placed] == [
        "the reviewer says of paragraph 1, sentence 2 (b1p1.2): “Is this the right word?”"
    ]


def test_rows_may_be_sorted(tmp_path: Path) -> None:
    def turn(root: etree._Element) -> None:
        rows = list(root.iter(f"{W}tr"))
        rows[-1].addnext(rows[1])

    data = edit(write_out(tmp_path, "docx"), turn, replace("Pengunjung Echo datang", "Tamu Echo datang"))
    assert texts(come_back(data, tmp_path).article)["b3p2"] == "Tamu Echo datang."


def test_words_in_a_row_of_nobody_are_told(tmp_path: Path) -> None:
    def add_row(root: etree._Element) -> None:
        import copy

        row = copy.deepcopy(list(root.iter(f"{W}tr"))[-1])
        for mark in [*row.iter(f"{W}bookmarkStart"), *row.iter(f"{W}bookmarkEnd")]:
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)
        for number, text in enumerate(row.iter(f"{W}t")):
            text.text = f"A row added by hand, cell {number}."
        list(root.iter(f"{W}tr"))[-1].addnext(row)

    revised = come_back(edit(write_out(tmp_path, "docx"), add_row), tmp_path)
    assert "review-row-lost" in [found.diagnostic.rule.slug for found in revised.placed]
    assert texts(revised.article) == TEXTS


def test_xliff_goes_out_and_comes_back(tmp_path: Path) -> None:
    data = write_out(tmp_path, "xliff")
    assert come_back(data, tmp_path, "e.review.xliff").article == edition()
    changed = data.replace(b"menyetujui rencana", b"menyepakati rencana")
    revised = come_back(changed, tmp_path / ".", "e.review.xliff")
    assert texts(revised.article)["b2p1"] == "Para menteri Charlie menyepakati rencana."
    assert [change.idents for change in revised.changed] == [("b2p1.1",)]
    # A table and a file of another tool call a segment by one name.
    table = come_back(
        edit(write_out(tmp_path, "docx"), replace("menyetujui rencana", "menyepakati rencana")),
        tmp_path / ".",
    )
    names = [change.names for other in (revised, table) for change in other.changed]
    assert names == [("paragraph 3 (b2p1.1)",)] * 2


def test_tmx_goes_out_and_comes_back(tmp_path: Path) -> None:
    data = write_out(tmp_path, "tmx")
    assert come_back(data, tmp_path, "e.review.tmx").article == edition()
    changed = data.replace(b"menyetujui rencana", b"menyepakati rencana")
    revised = come_back(changed, tmp_path, "e.review.tmx")
    assert texts(revised.article)["b2p1"] == "Para menteri Charlie menyepakati rencana."
    assert [change.idents for change in revised.changed] == [("b2p1.1",)]
    assert revised.article.translation is not None
    assert [one.origin for one in revised.article.translation.segments if one.id == "b2p1.1"] == [
        Origin.HUMAN
    ]


def test_tmx_of_another_tool_is_known_by_its_texts(tmp_path: Path) -> None:
    unit = (
        '<tu><tuv xml:lang="EN"><seg>{}</seg></tuv>'
        '<tuv xml:lang="{}" changeid="Sari"><seg>{}</seg></tuv></tu>'
    )
    frame = '<tmx version="1.4"><header srclang="EN"/><body>{}</body></tmx>'
    source = next(one.source for one in getattr(edition().translation, "segments", ()) if one.id == "b2p1.1")
    ours = unit.format(source, "ID", "Para menteri sepakat.")
    other = unit.format("A text of another job.", "ID", "Teks lain.")
    for data in (frame.format(ours + other).encode(), frame.format(ours + other).encode("utf-16")):
        revised = come_back(data, tmp_path, "e.tmx")
        assert texts(revised.article)["b2p1"] == "Para menteri sepakat."
        assert revised.changed[0].hands[0].author == "Sari"
        assert "1 of the 2 texts of e.tmx stand in no segment, and are not taken over" in messages(revised)
    engine = '<tu><prop type="x-forumpub-origin">engine</prop><prop type="x-forumpub-recipe">1/r</prop>'
    machine = frame.format(ours.replace("<tu>", engine))
    (tmp_path / "machine").mkdir()
    assert come_back(machine.encode(), tmp_path / "machine", "e.tmx").changed == ()
    thai = frame.format(unit.format(source, "TH", "ข้อความ"))
    with pytest.raises(InputError, match="translates into th, and the edition is in id"):
        come_back(thai.encode(), tmp_path, "e.tmx")


def test_a_target_that_is_gone_is_told_and_stays(tmp_path: Path) -> None:
    def empty(root: etree._Element) -> None:
        for text in find_paragraph(root, TEXTS["b2p1"]).iter(f"{W}t"):
            text.text = ""

    def delete_row(root: etree._Element) -> None:
        row = next(find_paragraph(root, TEXTS["b3p2"]).iterancestors(f"{W}tr"))
        parent = row.getparent()
        assert parent is not None
        parent.remove(row)

    sent = write_out(tmp_path, "docx")
    for change, target in ((empty, TEXTS["b2p1"]), (delete_row, TEXTS["b3p2"])):
        revised = come_back(edit(sent, change), tmp_path)
        assert (revised.article, messages(revised)) == (
            edition(),
            [f"“{target}” was emptied or deleted; it stays in the edition"],
        )
    lines = write_out(tmp_path, "xliff").replace(f">{TEXTS['b3p2']}</target>".encode(), b"></target>")
    revised = come_back(lines, tmp_path, "e.review.xliff")
    assert revised.article == edition()
    assert messages(revised) == [f"“{TEXTS['b3p2']}” was emptied or deleted; it stays in the edition"]


def test_a_table_of_a_longer_edition_is_told(tmp_path: Path) -> None:
    data = edit(write_out(tmp_path, "docx"), replace("Echo datang", "Echo tiba"))
    document = read_docx(data, "e.docx").value
    base = find_base(document, None, style=load_style("briefing", ENV), now=ENV.now()).value
    read = read_corrections(compare(document, base, ACCEPT_ALL), ("one", "two", "three"))
    assert read.value == ()
    assert [found.rule.slug for found in read.diagnostics] == ["review-row-lost"]


def test_xliff_of_another_edition_changes_nothing(tmp_path: Path) -> None:
    data = write_out(tmp_path, "xliff").replace(b"menyetujui", b"menyepakati")
    with pytest.raises(InputError, match="translates into th, and the edition is in id"):
        come_back(data.replace(b'trgLang="id"', b'trgLang="th"'), tmp_path, "e.review.xliff")
    newer = data.replace(b"agreed on a plan", b"agreed on no plan")
    revised = come_back(newer, tmp_path, "e.review.xliff")
    assert revised.article == edition()
    assert messages(revised) == [
        "the unit 'b2p1.1' translates another text than the edition's, and is not taken over"
    ]


def test_what_can_not_be_reviewed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no translated edition: its article is the source"):
        write_out(tmp_path, "docx", read_article())
    with pytest.raises(ChoiceError, match="no review is written"):
        write_out(tmp_path, "pptx")
    with pytest.raises(InputError, match="no article"):
        write_review(Input(name="x", stem="x", data=b"text"), ENV, out=tmp_path)
    options = ReviseOptions(publish=PublishOptions(to=("md",), out=tmp_path))
    with pytest.raises(InputError, match="which edition"):
        revise_input(Input(name="e.xliff", stem="e", data=write_out(tmp_path, "xliff")), options, ENV)
