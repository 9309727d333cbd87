"""Documents as editors send them back, made without a word processor: base files and edits of their XML."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace as changed

from lxml import etree

from docx_checks import part, parts, rezip
from forumpub.env import FixedEnvironment
from forumpub.given import ReadingOptions
from forumpub.inputs import Input
from forumpub.model import Article
from forumpub.pipeline import PublishOptions, read_input, render_reading
from forumpub.render.docx.wml import W, text_elements, w
from forumpub.review.alignment import align
from forumpub.review.applying import Copy
from forumpub.review.changes import list_changes
from forumpub.review.reading import read_docx
from forumpub.review.views import view
from made_translations import segment, translated

TRANSCRIPT = """[Explanation]
Alpha report opened in Wuhan, and officials met on Friday morning.

Bravo digital economy has become a key driving force for recovery.

[Concurrent]
Xu Kemin, Chief Economist, Ministry of Industry
Charlie ministers agreed on a plan for trade in services.

[Explanation]
Delta studies show that 11 countries took part in the forum.

Echo visitors came to see the exhibition halls.

Reporter Zou Hao reports from Wuhan, Hubei

Editor in charge: [Ji Xiang]
"""
DATE = "2021-07-17T09:30:00Z"
EDITOR = "Lim Desk"


def read_article(transcript: str = TRANSCRIPT, name: str = "report.txt", lang: str | None = None) -> Article:
    entry = Input(name=name, stem=name.partition(".")[0], data=transcript.encode())
    return read_input(entry, ReadingOptions(lang=lang), FixedEnvironment()).value.article


def publish(transcript: str = TRANSCRIPT, name: str = "report.txt", style: str = "briefing") -> bytes:
    """Return the DOCX of a transcript."""
    env = FixedEnvironment()
    entry = Input(name=name, stem=name.partition(".")[0], data=transcript.encode())
    reading = read_input(entry, ReadingOptions(), env)
    files = render_reading(reading.value, (), PublishOptions(to=("docx",), style=style), env)
    return files.value[".docx"]


def body_of(data: bytes) -> etree._Element:
    return part(data, "word/document.xml")


def words_in(paragraph: etree._Element) -> str:
    return "".join(element.text or "" for element in paragraph.iter(f"{W}t"))


def find_paragraph(root: etree._Element, words: str, *, last: bool = True) -> etree._Element:
    """Return the paragraph with some words: the last one, which is the report's own."""
    found = [item for item in root.iter(f"{W}p") if words in words_in(item)]
    assert found, words
    return found[-1 if last else 0]


def edit(data: bytes, *edits: Callable[[etree._Element], None]) -> bytes:
    """Return a DOCX with edits of its document's XML."""
    root = body_of(data)
    for change in edits:
        change(root)
    contents = parts(data)
    contents["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return rezip(contents)


def replace(old: str, new: str, *, last: bool = True) -> Callable[[etree._Element], None]:
    """Type over words that stand in one run, untracked."""

    def change(root: etree._Element) -> None:
        found = [text for text in root.iter(f"{W}t") if old in (text.text or "")]
        assert found, old
        element = found[-1 if last else 0]
        element.text = (element.text or "").replace(old, new, 1)

    return change


def track(old: str, new: str, *, author: str = EDITOR, last: bool = True) -> Callable[[etree._Element], None]:
    """Replace words that stand in one run as a tracked change."""

    def change(root: etree._Element) -> None:
        found = [text for text in root.iter(f"{W}t") if old in (text.text or "")]
        assert found, old
        element = found[-1 if last else 0]
        run = element.getparent()
        assert run is not None
        before, _, after = (element.text or "").partition(old)
        pieces: list[etree._Element] = []
        for kind, words in ((None, before), ("del", old), ("ins", new), (None, after)):
            if not words:
                continue
            piece = w("r", *(copy.deepcopy(child) for child in run.findall(f"{W}rPr")), *text_elements(words))
            if kind == "del":
                for text in piece.iter(f"{W}t"):
                    text.tag = f"{W}delText"
            pieces.append(piece if kind is None else _tracked(kind, author, piece))
        for piece in pieces:
            run.addprevious(piece)
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)

    return change


def _tracked(kind: str, author: str, *children: etree._Element) -> etree._Element:
    number = 90_000 + id(children) % 9_000
    return w(kind, *children, id=number, author=author, date=DATE)


def remove(words: str) -> Callable[[etree._Element], None]:
    """Delete a paragraph, untracked."""

    def change(root: etree._Element) -> None:
        paragraph = find_paragraph(root, words)
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)

    return change


def insert_after(words: str, text: str) -> Callable[[etree._Element], None]:
    """Type a new paragraph behind another one, untracked."""

    def change(root: etree._Element) -> None:
        paragraph = find_paragraph(root, words)
        properties = paragraph.findall(f"{W}pPr")
        paragraph.addnext(w("p", *map(copy.deepcopy, properties), w("r", *text_elements(text))))

    return change


def split(before: str) -> Callable[[etree._Element], None]:
    """Press Enter before some words of a run, untracked. The bookmark goes over both halves."""

    def change(root: etree._Element) -> None:
        paragraph = find_paragraph(root, before)
        run = next(run for run in paragraph.iter(f"{W}r") if before in words_in(run))
        head, _, tail = words_in(run).partition(before)
        rest = list(run.itersiblings())
        for text in run.findall(f"{W}t"):
            run.remove(text)
        run.extend(text_elements(head))
        following = w("p", *map(copy.deepcopy, paragraph.findall(f"{W}pPr")))
        following.append(w("r", *text_elements(before + tail)))
        following.extend(rest)
        paragraph.addnext(following)

    return change


def move_before(words: str, other: str) -> Callable[[etree._Element], None]:
    """Move a paragraph before another one, untracked."""

    def change(root: etree._Element) -> None:
        find_paragraph(root, other).addprevious(find_paragraph(root, words))

    return change


def merge(words: str, following: str) -> Callable[[etree._Element], None]:
    """Press Delete at the end of a paragraph, untracked: the next one's words come up."""

    def change(root: etree._Element) -> None:
        first, second = find_paragraph(root, words), find_paragraph(root, following)
        first.append(w("r", *text_elements(" ")))
        children: Sequence[etree._Element] = [child for child in second if child.tag != f"{W}pPr"]
        # The number and its tab stay behind: an editor deletes them.
        start = next(i for i, child in enumerate(children) if child.tag == f"{W}bookmarkStart")
        first.extend(children[start:])
        parent = second.getparent()
        assert parent is not None
        parent.remove(second)

    return change


TEXTS = {
    "b1p1": "Laporan Alpha dibuka di Wuhan. Para pejabat bertemu.",
    "b1p2": "Ekonomi digital Bravo menjadi penggerak utama.",
    "b2p1": "Para menteri Charlie menyetujui rencana.",
    "b3p1": "Penelitian Delta menunjukkan 11 negara.",
    "b3p2": "Pengunjung Echo datang.",
}


def edition() -> Article:
    """Return an edition as a machine made it: two sentences of one source paragraph, then one each."""
    article = read_article()
    sources = {para.id: para.text for block in article.blocks for para in block.paras}
    segments = [
        segment("b1p1", "Alpha report opened in Wuhan,", "Laporan Alpha dibuka di Wuhan."),
        segment("b1p1", "and officials met on Friday morning.", "Para pejabat bertemu.", number=2),
        *(segment(part, sources[part], text) for part, text in TEXTS.items() if part != "b1p1"),
    ]
    made = translated(article, "id", TEXTS, segments)
    return changed(made, facts=changed(made.facts, key_points=(), lead=None))


def lay_beside(data: bytes) -> Copy:
    """Lay a copy beside what it says was published."""
    document = read_docx(data, "report.docx").value
    base = document.identity.base
    assert base is not None
    paragraphs = view(document)
    alignment = align(base, paragraphs)
    return Copy(
        base=base,
        paragraphs=paragraphs,
        alignment=alignment,
        changes=list_changes(base, paragraphs, alignment),
    )
