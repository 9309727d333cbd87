"""The structure log of a document as PDF objects: structure tree, parent tree, link annotations.

Source: ISO 32000-1, 14.7 (structure tree) and 12.5.6.5 (links).
"""

from __future__ import annotations

import urllib.parse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import assert_never

from forumpub.typeset.pdf_file import PdfFile, name, refer, text_string
from forumpub.typeset.tagging import Element, Landmark, LinkArea, MarkedContent, Record, StructureLog, Tag
from forumpub.values import dataclass

SCHEMES = ("http", "https", "mailto")
"""What a link may open. Anything else could start a program on the reader's machine."""

_KEPT_WHEN_EMPTY = (Tag.TD, Tag.TH)
_PRINTED = 4  # annotation flag "Print": PDF/A wants it on every annotation
_SAFE_IN_URI = "%/:?#[]@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenStructure:
    """What the rest of a file has to name.

    `root` is the number of the structure tree's root, `annotations` those of each page that has any, counted
    from 0. `dead_links` lead nowhere; their text is in the file, without a link.
    """

    root: int
    annotations: Mapping[int, Sequence[int]]
    dead_links: tuple[LinkArea, ...]


def write_structure(file: PdfFile, log: StructureLog, first_page: int, pages_count: int) -> WrittenStructure:
    """Add structure tree, parent tree and links of a document drawn with the log's tags.

    Elements without content are left out, except table cells.

    Args:
        file: what they are added to.
        log: the structure.
        first_page: number of the first page's object; the others follow.
        pages_count: how many pages there are. Page n has entry n of the parent tree, from 0.
    """
    return _StructureWriter(file, log, first_page, pages_count).write()


def find_uri(href: str) -> str | None:
    """Return a URL in the ASCII form of a link action; None where its scheme is not one to be opened."""
    try:
        parts = urllib.parse.urlsplit(href)
    except ValueError:
        return None
    if parts.scheme not in SCHEMES or not (parts.netloc or parts.path):
        return None
    return urllib.parse.quote(href, safe=_SAFE_IN_URI)


def write_destination(first_page: int, place: Landmark) -> str:
    """Return the destination of a place, for links and the outline."""
    page = refer(first_page + place.page)
    return f"[{page}/XYZ {round(place.left_pt, 2)} {round(place.top_pt, 2)} 0]"


class _StructureWriter:
    def __init__(self, file: PdfFile, log: StructureLog, first_page: int, pages_count: int) -> None:
        self._file = file
        self._records = log.records
        self._first_page = first_page
        self._places = {mark.name: mark for mark in reversed(log.landmarks) if mark.name is not None}
        self._kids: dict[int, list[int]] = defaultdict(list)
        self._kept: set[int] = {0}
        # References to the objects of elements.
        self._elements: dict[int, str] = {}
        # What each page's entry of the parent tree lists, in order of the MCIDs.
        self._owners: list[list[str]] = [[] for _ in range(pages_count)]
        self._areas: list[str] = []
        self._annotations: dict[int, list[int]] = defaultdict(list)
        self._dead_areas: list[int] = []

    def write(self) -> WrittenStructure:
        self._sort_out()
        records = self._records
        root = self._file.reserve()
        kept = sorted(index for index in self._kept if isinstance(records[index], Element))
        first = self._file.reserve(len(kept))
        self._elements = {index: refer(number) for number, index in enumerate(kept, first)}
        for record in records:
            if isinstance(record, MarkedContent):
                # MCIDs of a page count from 0 in the order of the log.
                self._owners[record.page].append(self._elements[record.parent])
        for number, index in enumerate(kept, first):
            record = records[index]
            if isinstance(record, Element):
                self._file.put(number, self._write_element(index, record, root))
        self._file.put(
            root,
            f"<</Type/StructTreeRoot/K[{self._elements[0]}]/ParentTree {refer(self._write_parent_tree())}"
            f"/ParentTreeNextKey {len(self._owners) + len(self._areas)}{self._write_id_tree()}>>",
        )
        dead = tuple(record for i in self._dead_areas if isinstance(record := records[i], LinkArea))
        return WrittenStructure(root=root, annotations=self._annotations, dead_links=dead)

    def _sort_out(self) -> None:
        """Find every element's children, leaving out links to nowhere and elements without content."""
        for index in range(len(self._records) - 1, 0, -1):
            record = self._records[index]
            match record:
                case Element(parent=parent):
                    keep = index in self._kept or record.tag in _KEPT_WHEN_EMPTY
                case LinkArea(parent=parent):
                    keep = self._leads_somewhere(record)
                    if not keep:
                        self._dead_areas.append(index)
                case MarkedContent(parent=parent):
                    keep = True
                case _:
                    assert_never(record)
            if keep and parent is not None:
                self._kept.update((index, parent))
                self._kids[parent].append(index)
        for kids in self._kids.values():
            kids.reverse()
        self._dead_areas.reverse()

    def _leads_somewhere(self, area: LinkArea) -> bool:
        if area.href.startswith("#"):
            return area.href[1:] in self._places
        return find_uri(area.href) is not None

    def _write_element(self, index: int, element: Element, root: int) -> str:
        kids = [self._records[kid] for kid in self._kids.get(index, ())]
        tag = element.tag
        if tag is Tag.LINK and not any(isinstance(kid, LinkArea) for kid in kids):
            tag = Tag.SPAN
        parent = refer(root) if element.parent is None else self._elements[element.parent]
        parts = [f"<</Type/StructElem/S/{tag.value}/P {parent}"]
        if element.lang is not None:
            parts.append(f"/Lang{text_string(element.lang)}")
        if element.identifier is not None:
            parts.append(f"/ID{text_string(element.identifier)}")
        if (attributes := _attributes(tag, element)) is not None:
            parts.append(f"/A<<{attributes}>>")
        if kids:
            parts.append(self._write_kids(index, kids))
        parts.append(">>")
        return "".join(parts)

    def _write_kids(self, index: int, kids: Sequence[Record]) -> str:
        # Marked content of the first page is named by its number alone.
        home = next((kid.page for kid in kids if isinstance(kid, MarkedContent)), None)
        written: list[str] = []
        for at, kid in zip(self._kids[index], kids, strict=True):
            match kid:
                case MarkedContent(page=page, mcid=mcid) if page == home:
                    written.append(str(mcid))
                case MarkedContent(page=page, mcid=mcid):
                    written.append(f"<</Type/MCR/Pg {refer(self._first_page + page)}/MCID {mcid}>>")
                case Element():
                    written.append(self._elements[at])
                case LinkArea():
                    written.append(self._write_area(kid, self._elements[index]))
                case _:
                    assert_never(kid)
        listed = f"[{' '.join(written)}]" if len(written) > 1 else f" {written[0]}"
        return f"/K{listed}" if home is None else f"/Pg {refer(self._first_page + home)}/K{listed}"

    def _write_area(self, area: LinkArea, element: str) -> str:
        corners = (area.left_pt, area.bottom_pt, area.right_pt, area.top_pt)
        page = refer(self._first_page + area.page)
        annotation = self._file.add(
            f"<</Type/Annot/Subtype/Link/Rect[{' '.join(str(round(corner, 2)) for corner in corners)}]"
            f"/Border[0 0 0]/F {_PRINTED}/A{self._action(area.href)}/Contents{text_string(area.contents)}"
            f"/P {page}/StructParent {len(self._owners) + len(self._areas)}>>"
        )
        self._areas.append(element)
        self._annotations[area.page].append(annotation)
        return f"<</Type/OBJR/Obj {refer(annotation)}/Pg {page}>>"

    def _action(self, href: str) -> str:
        if href.startswith("#"):
            return f"<</S/GoTo/D{write_destination(self._first_page, self._places[href[1:]])}>>"
        return f"<</S/URI/URI{text_string(find_uri(href) or '')}>>"

    def _write_parent_tree(self) -> int:
        entries = []
        for number, owners in enumerate(self._owners):
            listed = self._file.add(f"[{' '.join(owners)}]")
            entries.append(f"{number} {refer(listed)}")
        entries += [f"{number} {element}" for number, element in enumerate(self._areas, len(self._owners))]
        return self._file.add(f"<</Nums[{' '.join(entries)}]>>")

    def _write_id_tree(self) -> str:
        named = sorted(
            (record.identifier, reference)
            for index, reference in self._elements.items()
            if isinstance(record := self._records[index], Element) and record.identifier is not None
        )
        if not named:
            return ""
        names = "".join(f"{text_string(identifier)}{reference}" for identifier, reference in named)
        return f"/IDTree {refer(self._file.add(f'<</Names[{names}]>>'))}"


def _attributes(tag: Tag, element: Element) -> str | None:
    match tag:
        case Tag.TH:
            return f"/O/Table/Scope{name(element.scope.value)}"
        case Tag.L:
            return "/O/List/ListNumbering/Disc"
        case Tag.TABLE if element.summary:
            return f"/O/Table/Summary{text_string(element.summary)}"
        case _:
            return None
