"""The structure log of a document as PDF objects: structure tree, parent tree, link annotations, outline."""

from __future__ import annotations

import urllib.parse
from collections import defaultdict
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, String

from forumpub.typeset.tagging import Element, Landmark, LinkArea, MarkedContent, StructureLog, Tag

SCHEMES = ("http", "https", "mailto")
"""What a link may open. Anything else could start a program on the reader's machine."""

_KEPT_WHEN_EMPTY = (Tag.TD, Tag.TH)
_PRINTED = 4  # annotation flag "Print": PDF/A wants it on every annotation
_SAFE_IN_URI = "%/:?#[]@!$&'()*+,;=~"


def write_structure(pdf: Pdf, log: StructureLog) -> tuple[LinkArea, ...]:
    """Write structure tree, parent tree, links and outline into a document drawn with the log's tags.

    Elements without content are left out, except table cells.

    Returns:
        The links that lead nowhere; their text is in the file, without a link.
    """
    return _StructureWriter(pdf, log).write()


def find_uri(href: str) -> str | None:
    """Return a URL in the ASCII form of a link action; None where its scheme is not one to be opened."""
    try:
        parts = urllib.parse.urlsplit(href)
    except ValueError:
        return None
    if parts.scheme not in SCHEMES or not (parts.netloc or parts.path):
        return None
    return urllib.parse.quote(href, safe=_SAFE_IN_URI)


class _StructureWriter:
    def __init__(self, pdf: Pdf, log: StructureLog) -> None:
        self._pdf = pdf
        self._records = log.records
        self._landmarks = log.landmarks
        self._pages = list(pdf.pages)
        self._places = {mark.name: mark for mark in reversed(log.landmarks) if mark.name is not None}
        self._kids: dict[int, list[int]] = defaultdict(list)
        self._kept: set[int] = {0}
        self._objects: dict[int, Object] = {}
        # What each page's entry of the parent tree lists, in order of the MCIDs.
        self._owners: list[dict[int, Object]] = [{} for _ in self._pages]
        self._areas: list[tuple[Object, Object]] = []
        self._dead_areas: list[int] = []

    def write(self) -> tuple[LinkArea, ...]:
        self._sort_out()
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        for index, record in enumerate(self._records):
            if isinstance(record, Element) and index in self._kept:
                self._objects[index] = self._write_element(index, record, root)
        for index in self._objects:
            self._write_kids(index)
        root.K = Array([self._objects[0]])
        self._write_parent_tree(root)
        self._write_id_tree(root)
        self._pdf.Root.StructTreeRoot = root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)
        write_outline(self._pdf, self._landmarks, self._pages)
        return tuple(record for i in self._dead_areas if isinstance(record := self._records[i], LinkArea))

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

    def _write_element(self, index: int, element: Element, root: Object) -> Object:
        parent = root if element.parent is None else self._objects[element.parent]
        tag = element.tag
        if tag is Tag.LINK and not any(isinstance(self._records[k], LinkArea) for k in self._kids[index]):
            tag = Tag.SPAN
        entry = Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=parent)
        if element.lang is not None:
            entry.Lang = String(element.lang)
        if element.identifier is not None:
            entry.ID = String(element.identifier)
        match tag:
            case Tag.TH:
                entry.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope.value}"))
            case Tag.L:
                entry.A = Dictionary(O=Name.List, ListNumbering=Name.Disc)
            case Tag.TABLE if element.summary:
                entry.A = Dictionary(O=Name.Table, Summary=String(element.summary))
            case _:
                pass
        return self._pdf.make_indirect(entry)

    def _write_kids(self, index: int) -> None:
        entry = self._objects[index]
        kids: list[object] = []
        home: int | None = None
        for k in self._kids.get(index, ()):
            match self._records[k]:
                case Element():
                    kids.append(self._objects[k])
                case MarkedContent(page=page, mcid=mcid):
                    if home is None:
                        home = page
                        entry.Pg = self._pages[page].obj
                    self._owners[page][mcid] = entry
                    kids.append(
                        mcid
                        if page == home
                        else Dictionary(Type=Name.MCR, Pg=self._pages[page].obj, MCID=mcid)
                    )
                case LinkArea() as area:
                    kids.append(self._write_area(area, entry))
        if kids:
            entry.K = Array(kids) if len(kids) > 1 else kids[0]

    def _write_area(self, area: LinkArea, element: Object) -> Dictionary:
        rect = Array([round(v, 2) for v in (area.left_pt, area.bottom_pt, area.right_pt, area.top_pt)])
        page = self._pages[area.page]
        annotation = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=rect,
                Border=Array([0, 0, 0]),
                F=_PRINTED,
                A=self._action(area.href),
                Contents=String(area.contents),
                P=page.obj,
                StructParent=len(self._pages) + len(self._areas),
            )
        )
        self._areas.append((annotation, element))
        if Name.Annots not in page.obj:
            page.obj.Annots = Array()
        page.obj.Annots.append(annotation)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page.obj)

    def _action(self, href: str) -> Dictionary:
        if href.startswith("#"):
            place = self._places[href[1:]]
            return Dictionary(Type=Name.Action, S=Name.GoTo, D=self._destination(place))
        return Dictionary(Type=Name.Action, S=Name.URI, URI=String(find_uri(href) or ""))

    def _destination(self, place: Landmark) -> Array:
        page = self._pages[place.page].obj
        return Array([page, Name.XYZ, round(place.left_pt, 2), round(place.top_pt, 2), 0])

    def _write_parent_tree(self, root: Object) -> None:
        numbers: list[object] = []
        for number, page in enumerate(self._pages):
            page.obj.StructParents = number
            page.obj.Tabs = Name.S
            owners = self._owners[number]
            numbers += [number, self._pdf.make_indirect(Array(owners[mcid] for mcid in range(len(owners))))]
        for number, (_, element) in enumerate(self._areas, len(self._pages)):
            numbers += [number, element]
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(self._pages) + len(self._areas)

    def _write_id_tree(self, root: Object) -> None:
        named = sorted(
            (record.identifier, index)
            for index, record in enumerate(self._records)
            if isinstance(record, Element) and record.identifier is not None and index in self._objects
        )
        if named:
            names = [part for name, index in named for part in (String(name), self._objects[index])]
            root.IDTree = self._pdf.make_indirect(Dictionary(Names=Array(names)))


def write_outline(pdf: Pdf, landmarks: Sequence[Landmark], pages: Sequence[Page]) -> None:
    """Write the outline from the landmarks with titles, nested by their levels."""
    if Name.Outlines in pdf.Root:
        del pdf.Root.Outlines
    titled = [mark for mark in landmarks if mark.title]
    if not titled:
        return
    with pdf.open_outline() as outline:
        open_items: list[tuple[int, OutlineItem]] = []
        for mark in titled:
            item = OutlineItem(mark.title or "")
            item.destination = Array(
                [pages[mark.page].obj, Name.XYZ, round(mark.left_pt, 2), round(mark.top_pt, 2), 0]
            )
            while open_items and open_items[-1][0] >= mark.level:
                open_items.pop()
            siblings = open_items[-1][1].children if open_items else outline.root
            siblings.append(item)
            open_items.append((mark.level, item))
