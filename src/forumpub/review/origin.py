"""Which article a DOCX was published from: its custom XML, its properties, the names of its bookmarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from lxml import etree

from forumpub.render.docx.identity import ARTICLE_NAMESPACE
from forumpub.render.docx.snapshot import BASE_NAMESPACE
from forumpub.review.document import BaseText, Cell, DocParagraph, Identity, Place
from forumpub.review.package import DocxPackage

_PREFIX: Final = "forumpub."
_DOCKEY_CHARS: Final = 8
_MOST_DIGITS: Final = 9


def read_identity(package: DocxPackage, paragraphs: Iterable[DocParagraph]) -> Identity:
    """Read what a file says of its origin, as much as other programs have left of it."""
    article, base = _read_custom_xml(package)
    values = read_properties(package)
    if article is not None:
        values |= {str(name): str(value) for name, value in article.attrib.items() if value}
    docid = values.get("docid")
    dockey = _commonest_dockey(paragraphs) or (docid[:_DOCKEY_CHARS].lower() if docid else None)
    return Identity(
        docid=docid,
        dockey=dockey,
        revision=_number(values.get("revision")),
        lang=values.get("lang"),
        sha256=values.get("sha256"),
        article_json=article.text if article is not None else None,
        base=_read_base(base) if base is not None else None,
    )


def _read_custom_xml(package: DocxPackage) -> tuple[etree._Element | None, etree._Element | None]:
    article, base = None, None
    for part in package.custom_items():
        root = package.optional_root(part)
        if root is None:
            continue
        if root.tag == f"{{{ARTICLE_NAMESPACE}}}article" and root.text:
            article = root
        elif root.tag == f"{{{BASE_NAMESPACE}}}base":
            base = root
    return article, base


def read_properties(package: DocxPackage) -> dict[str, str]:
    """Return our custom properties of a file, without the prefix of their names."""
    found: dict[str, str] = {}
    for part in package.related("custom-properties", to=""):
        root = package.optional_root(part)
        for element in root.iter("{*}property") if root is not None else ():
            name = element.get("name") or ""
            if name.startswith(_PREFIX):
                found[name.removeprefix(_PREFIX)] = "".join(map(str, element.itertext())).strip()
    return found


def _commonest_dockey(paragraphs: Iterable[DocParagraph]) -> str | None:
    counts = Counter(
        mark.dockey
        for paragraph in paragraphs
        for mark in {mark for stretch in paragraph.stretches for mark in stretch.marks}
    )
    return max(counts, key=lambda key: counts[key]) if counts else None


def _read_base(root: etree._Element) -> tuple[BaseText, ...]:
    return tuple(_base_text(element) for element in root)


def _base_text(element: etree._Element) -> BaseText:
    place = element.get("place") or Place.BODY
    return BaseText(
        ident=element.get("ident") or "",
        text=element.text or "",
        mark=element.get("mark"),
        number=element.get("number"),
        joined=tuple((element.get("joined") or "").split()),
        role=element.get("role"),
        style=element.get("style"),
        place=Place(place) if place in list(Place) else Place.BODY,
        cell=_cell(element.get("cell")),
    )


def _cell(value: str | None) -> Cell | None:
    numbers = [_number(part) for part in (value or "").split(".")]
    match numbers:
        case [int(table), int(row), int(column)]:
            return Cell(table=table, row=row, column=column)
        case _:
            return None


def _number(value: str | None) -> int | None:
    usable = value is not None and value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
    return int(value or "") if usable else None
