"""One story of a document (its text, a header, its notes): every paragraph with its marks and hands.

Source: ECMA-376 part 1, 17.13 (annotations) and 17.16 (fields); docs/formats/review.md for what LibreOffice
writes instead.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lxml import etree

from forumpub.review.document import Cell, DocParagraph, Hand, Place, Restyling
from forumpub.review.ranges import RANGE_TAGS, OpenRanges
from forumpub.review.runs import CLEAR, RunReader, Tracked, is_page_field
from forumpub.review.wordml import MATHS, MC, VAL, W, choose_form

_INSERTED: Final = frozenset({W + "ins", W + "moveTo"})
_DELETED: Final = frozenset({W + "del", W + "moveFrom"})
_MOVED: Final = frozenset({W + "moveTo", W + "moveFrom"})
_TRACKED: Final = _INSERTED | _DELETED
_CONTROLS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml"))
_SEE_THROUGH: Final = _CONTROLS | {W + name for name in ("hyperlink", "smartTag", "dir", "bdo")}
# What carries no text of the document.
_SILENT: Final = frozenset(
    W + name
    for name in (
        "pPr",
        "tblPr",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "smartTagPr",
        "customXmlPr",
        "proofErr",
        "permStart",
        "permEnd",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart",
        "customXmlMoveToRangeEnd",
    )
)
_TRACKED_CELLS: Final = ("cellIns", "cellDel", "cellMerge")
_MOST_DIGITS: Final = 3


class StoryReader:
    """Reads one part. Give `first_table` where other parts were read before: tables are counted through."""

    def __init__(
        self, root: etree._Element, part: str, style_names: Mapping[str, str], *, first_table: int = 0
    ) -> None:
        self.paragraphs: list[DocParagraph] = []
        self.tables = first_table
        self._part = part
        self._numbers = {element: number for number, element in enumerate(root.iter(W + "p"))}
        self._ranges = OpenRanges(root)
        self._runs = RunReader(self._ranges, style_names)
        self._hands: dict[tuple[str, str | None], Hand] = {}

    @property
    def unread(self) -> tuple[str, ...]:
        """The kinds of content that aren't understood."""
        return tuple(self._runs.unread)

    def read(self, holder: etree._Element, place: Place) -> None:
        """Read the blocks in `holder`, then the text boxes in them."""
        self._blocks(holder, place, None, CLEAR)
        boxes = deque(self._runs.boxes)
        self._runs.boxes.clear()
        while boxes:
            self._blocks(boxes.popleft(), Place.TEXT_BOX, None, CLEAR)
            boxes.extend(self._runs.boxes)
            self._runs.boxes.clear()

    def _blocks(self, holder: etree._Element, place: Place, cell: Cell | None, tracked: Tracked) -> None:
        for child in holder:
            tag = child.tag
            if tag == W + "p":
                self._paragraph(child, place, cell, tracked)
            elif tag == W + "tbl":
                self._table(child, place, cell, tracked)
            elif tag in _CONTROLS:
                self._blocks(child, place, cell, tracked)
            elif tag in _TRACKED:
                self._blocks(child, place, cell, self._tracked(child, tracked))
            elif tag == MC + "AlternateContent":
                self._blocks(choose_form(child), place, cell, tracked)
            elif tag in RANGE_TAGS:
                self._ranges.read(child)
            elif tag == W + "tcPr" or tag in _SILENT:
                continue
            else:
                self._stray(child, place, cell, tracked)

    def _stray(self, element: etree._Element, place: Place, cell: Cell | None, tracked: Tracked) -> None:
        """Read what isn't a block: its words, if it has some, are a paragraph."""
        self._runs.unknown(element, tracked)
        stretches = self._runs.end_paragraph()
        if stretches:
            self.paragraphs.append(
                DocParagraph(stretches=stretches, place=place, cell=cell, part=self._part, number=-1)
            )

    def _table(self, table: etree._Element, place: Place, outer: Cell | None, tracked: Tracked) -> None:
        if outer is not None:
            self._runs.name("a table in a table")
        number = self.tables
        self.tables += 1
        for row_number, row in enumerate(self._parts(table, W + "tr")):
            here = Cell(
                table=number,
                row=row_number,
                column=0,
                row_inserted=self._hand(row.find(f"{W}trPr/{W}ins")),
                row_deleted=self._hand(row.find(f"{W}trPr/{W}del")),
            )
            for cell in self._parts(row, W + "tc"):
                if any(cell.find(f"{W}tcPr/{W}{mark}") is not None for mark in _TRACKED_CELLS):
                    self._runs.name("a tracked change of a table's cells")
                self._blocks(cell, place, here, tracked)
                here = replace(here, column=here.column + _span(cell))

    def _parts(self, holder: etree._Element, tag: str) -> list[etree._Element]:
        """Return the rows of a table or the cells of a row, those in content controls included."""
        found: list[etree._Element] = []
        for child in holder:
            if child.tag == tag:
                found.append(child)
            elif child.tag in _CONTROLS:
                found += self._parts(child, tag)
            elif child.tag in RANGE_TAGS:
                self._ranges.read(child)
        return found

    def _paragraph(self, element: etree._Element, place: Place, cell: Cell | None, tracked: Tracked) -> None:
        properties = element.find(W + "pPr")
        style, restyling, inserted, deleted = None, None, tracked.inserted, tracked.deleted
        if properties is not None:
            style = self._runs.style_name(properties.find(W + "pStyle"))
            restyling = self._restyling(properties)
            end = properties.find(W + "rPr")
            if end is not None:
                inserted = self._first_hand(end, _INSERTED) or inserted
                deleted = self._first_hand(end, _DELETED) or deleted
        self._inline(element, tracked)
        self.paragraphs.append(
            DocParagraph(
                stretches=self._runs.end_paragraph(),
                anchors=self._ranges.end_paragraph(),
                style=style,
                restyling=restyling,
                mark_inserted=inserted,
                mark_deleted=deleted,
                place=place,
                cell=cell,
                part=self._part,
                number=self._numbers[element],
            )
        )

    def _inline(self, holder: etree._Element, tracked: Tracked) -> None:
        for child in holder:
            tag = child.tag
            if tag == W + "r":
                self._runs.read(child, tracked)
            elif tag in RANGE_TAGS:
                self._ranges.read(child)
            elif tag in _TRACKED:
                self._inline(child, self._tracked(child, tracked))
            elif tag in _SEE_THROUGH:
                self._inline(child, tracked)
            elif tag == W + "fldSimple":
                self._simple_field(child, tracked)
            elif tag == MC + "AlternateContent":
                self._inline(choose_form(child), tracked)
            elif tag.startswith(MATHS):
                letters = (item.text or "" for item in child.iter(MATHS + "t"))
                self._runs.formula("".join(letters), tracked)
            elif tag not in _SILENT:
                self._runs.unknown(child, tracked)

    def _simple_field(self, element: etree._Element, tracked: Tracked) -> None:
        if is_page_field(element.get(W + "instr") or ""):
            self._runs.page_field(sum(1 for _ in element.iter(W + "r")), tracked)
        else:
            self._inline(element, tracked)

    def _restyling(self, properties: etree._Element) -> Restyling | None:
        change = properties.find(W + "pPrChange")
        hand = self._hand(change)
        if change is None or hand is None:
            return None
        return Restyling(style=self._runs.style_name(change.find(f"{W}pPr/{W}pStyle")), hand=hand)

    def _first_hand(self, holder: etree._Element, tags: frozenset[str]) -> Hand | None:
        return next((self._hand(child) for child in holder if child.tag in tags), None)

    def _hand(self, element: etree._Element | None) -> Hand | None:
        if element is None:
            return None
        key = (element.get(W + "author") or "", element.get(W + "date"))
        hand = self._hands.get(key)
        if hand is None:
            hand = self._hands[key] = Hand(author=key[0], date=key[1])
        return hand

    def _tracked(self, element: etree._Element, tracked: Tracked) -> Tracked:
        moved = tracked.moved or element.tag in _MOVED
        if element.tag in _INSERTED:
            return replace(tracked, inserted=self._hand(element), moved=moved)
        return replace(tracked, deleted=self._hand(element), moved=moved)


def _span(cell: etree._Element) -> int:
    """Return how many columns a cell stands in."""
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    value = (found.get(VAL) or "") if found is not None else ""
    usable = value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
    return max(1, int(value)) if usable else 1
