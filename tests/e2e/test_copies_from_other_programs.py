"""What other programs leave of a file that an editor sends back: an edit is still the only change."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx import Document
from docx.text.paragraph import Paragraph

from docx_checks import parts, rezip
from e2e.command import invoke
from editors import TRANSCRIPT, edit, publish, replace
from forumpub.model import Article
from forumpub.schema import load_article

Losing = Callable[[bytes], bytes]


def without(*beginnings: str) -> Losing:
    def lose(data: bytes) -> bytes:
        return rezip({name: part for name, part in parts(data).items() if not name.startswith(beginnings)})

    return lose


def rewriting(name: str, changes: Mapping[bytes, bytes]) -> Losing:
    def lose(data: bytes) -> bytes:
        contents = parts(data)
        for old, new in changes.items():
            assert old in contents[name], old
            contents[name] = contents[name].replace(old, new)
        return rezip(contents)

    return lose


def without_marks(data: bytes) -> bytes:
    """Take out bookmarks and custom properties, as programs that work in a browser do."""

    def unmark(root: object) -> None:
        for mark in list(root.iter("{*}bookmarkStart", "{*}bookmarkEnd")):  # type: ignore[attr-defined]
            mark.getparent().remove(mark)

    return without("customXml/", "docProps/")(edit(data, unmark))


def retyped(data: bytes, *, with_headings: bool = True) -> bytes:
    """Copy words and headings into a new document, as by way of the clipboard."""
    new = Document()
    for item in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(item, Paragraph):
            name = item.style.name if item.style is not None and item.style.name else ""
            new.add_paragraph(item.text, style=name if with_headings and "Heading " in name else None)
            continue
        table = new.add_table(0, len(item.columns))
        for row in item.rows:
            for cell, old in zip(table.add_row().cells, row.cells, strict=True):
                cell.text = old.text
    target = io.BytesIO()
    new.save(target)
    return target.getvalue()


LOSSES: Mapping[str, Losing] = {
    "nothing": lambda data: data,
    "custom XML": without("customXml/"),
    "custom properties": without("docProps/custom.xml"),
    "custom XML and properties": without("customXml/", "docProps/"),
    "bookmarks and all of ours": without_marks,
    "all but the words and headings": retyped,
    "all but the words": lambda data: retyped(data, with_headings=False),
    "LibreOffice 24.2's core properties": rewriting(
        "_rels/.rels",
        {b"/package/2006/relationships/metadata": b"/officeDocument/2006/relationships/metadata"},
    ),
    "bookmarks renamed as copies": rewriting("word/document.xml", {b'w:name="_fp_': b'w:name="_Copy_1_fp_'}),
    "an article of an older model": rewriting(
        "customXml/item1.xml", {b"forumpub.article/1": b"forumpub.article/0"}
    ),
}


@pytest.mark.parametrize("what", LOSSES)
def test_an_edit_is_the_only_change(what: str, tmp_path: Path) -> None:
    (tmp_path / "sent.docx").write_bytes(publish())
    (tmp_path / "a.docx").write_bytes(LOSSES[what](edit(publish(), replace("agreed on", "settled on"))))
    options = ("--to", "md", "--out", tmp_path / "out", "--base", tmp_path / "sent.docx")
    result = invoke("revise", tmp_path / "a.docx", *options, "--report", "json")
    assert result.exit_code == 0, result.output
    article = load_article((tmp_path / "out" / "a.json").read_text("utf-8")).value
    assert texts_of(article) == [
        paragraph.replace("agreed on", "settled on")
        for paragraph in TRANSCRIPT.splitlines()
        if paragraph.split(" ")[0] in ("Alpha", "Bravo", "Charlie", "Delta", "Echo")
    ]
    rows = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert [row["change"] for row in rows if "change" in row] == ["edited"]


def texts_of(article: Article) -> list[str]:
    return [para.text for block in article.blocks for para in block.paras]


def test_an_article_of_a_newer_model_is_one_clear_line(tmp_path: Path) -> None:
    newer = rewriting("customXml/item1.xml", {b"forumpub.article/1": b"forumpub.article/9"})
    (tmp_path / "a.docx").write_bytes(newer(publish()))
    result = invoke("revise", tmp_path / "a.docx", "--out", tmp_path / "out", "--report", "concise")
    assert result.exit_code == 3
    assert "newer" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("what", ["nothing", "bookmarks and all of ours"])
@pytest.mark.parametrize(
    ("old", "new", "told"), [("agreed on", "settled on", 0), ("Forum Briefing", "My Desk", 1)]
)
def test_the_day_of_publication_is_no_edit(what: str, old: str, new: str, told: int, tmp_path: Path) -> None:
    # The page says 16 July 2021, and the base is laid out on the day of this test.
    (tmp_path / "report.txt").write_text(TRANSCRIPT, "utf-8")
    (tmp_path / "a.docx").write_bytes(LOSSES[what](edit(publish(), replace(old, new, last=False))))
    options = ("--to", "md", "--out", tmp_path / "out", "--base", tmp_path / "report.txt")
    result = invoke("revise", tmp_path / "a.docx", *options)
    assert result.stderr.count("edit-outside-article") == told
    assert "2021" not in result.stdout or told
    assert f"{{+{new.split()[0]}" in result.stdout
