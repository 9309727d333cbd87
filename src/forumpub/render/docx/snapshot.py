"""What a DOCX says when it is published, paragraph by paragraph, to compare an editor's copy with.

It travels in a custom XML part of its own: an editor's program leaves it alone, and whoever reads the file
back needs neither the style nor the version that it was published with.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from forumpub.patterns import lazy_pattern
from forumpub.plan import Item, Plan, SplitLine, Table, Text, texts_of
from forumpub.render.docx.identity import Bookmarks
from forumpub.render.docx.wml import printable, root_of
from forumpub.values import dataclass

BASE_NAMESPACE: Final = "urn:forumpub:base:1"
_LINE_ENDS = lazy_pattern("[\r\u2028\u2029]")
# What a field of pages is read back as, whatever a program has made of it.
_PAGE_RESULT: Final = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """One paragraph as it is printed. `place` is body, header or footer; `cell` table, row and column."""

    text: Text
    words: str
    number: str | None = None
    place: str = "body"
    cell: tuple[int, int, int] | None = None


def printed_texts(plan: Plan, *, running: bool = True) -> Iterator[PrintedText]:
    """Yield what each paragraph with words says, in the order of the pages; running matter comes last.

    Cells of tables are there even when they are empty: an editor may fill them.
    """
    tables = 0
    for item in plan.items:
        if isinstance(item, Table):
            yield from _cells(item, tables)
            tables += 1
        else:
            yield from _paragraphs(item)
    if running:
        for place, line in (("header", plan.running_head), ("footer", plan.running_foot)):
            if line is not None:
                yield PrintedText(text=line.left, words=_split_words(line), place=place)


def _paragraphs(item: Item) -> Iterator[PrintedText]:
    if isinstance(item, SplitLine):
        number = item.left.number
        yield PrintedText(text=item.left, words=_split_words(item), number=number)
        return
    for text in texts_of(item):
        yield PrintedText(text=text, words=_words(text), number=text.number)


def _split_words(line: SplitLine) -> str:
    left, right = _words(line.left), _words(line.right)
    number = f"{line.right.number}\t" if line.right.number is not None else ""
    return f"{left}\t{number}{right}" if line.right.runs else left


def _cells(table: Table, number: int) -> Iterator[PrintedText]:
    rows = (table.header, *table.rows) if table.header else table.rows
    for row_number, row in enumerate(rows):
        for column, text in enumerate(row):
            before = f"{text.number} " if text.number is not None else ""
            yield PrintedText(text=text, words=before + _words(text), cell=(number, row_number, column))


def _words(text: Text) -> str:
    words = "".join(_PAGE_RESULT if run.field is not None else run.text for run in text.runs)
    return _LINE_ENDS.sub("\n", printable(words))


def base_xml(
    plan: Plan, bookmarks: Bookmarks, style_names: Mapping[str, str], *, running: bool
) -> tuple[bytes, str]:
    """Return the custom XML part, and its GUID.

    Args:
        plan: what is published.
        bookmarks: those of the document, for what stands for an ident in their names.
        style_names: the name of the Word style of each role.
        running: whether head and foot are the plan's, not a template's.
    """
    root = root_of(BASE_NAMESPACE, "base")
    shown: set[str] = set()
    fixed = 0
    for printed in printed_texts(plan, running=running):
        text = printed.text
        ident = text.ident or text.part
        made = etree.SubElement(root, f"{{{BASE_NAMESPACE}}}text")
        if ident is None or ident in shown or printed.place != "body":
            fixed += 1
            made.set("ident", f"~{fixed}")
        else:
            shown.add(ident)
            made.set("ident", printable(ident))
            mark = bookmarks.mark(ident)
            if mark is not None and text.runs:
                made.set("mark", mark)
        _describe(made, printed, style_names)
        made.text = printed.words
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content, "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, content.decode())).upper() + "}"


def _describe(made: etree._Element, printed: PrintedText, style_names: Mapping[str, str]) -> None:
    made.set("role", printed.text.role.value)
    style = style_names.get(printed.text.role.value)
    if style is not None:
        made.set("style", style)
    if printed.number is not None:
        made.set("number", printable(printed.number))
    if printed.text.joined:
        made.set("joined", printable(" ".join(printed.text.joined)))
    if printed.place != "body":
        made.set("place", printed.place)
    if printed.cell is not None:
        made.set("cell", ".".join(map(str, printed.cell)))
