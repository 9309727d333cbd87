"""Mistakes in a DOCX that schema validators let through and that Word answers with a repair, or worse.

`openxml-audit` and the Open XML SDK check element order, relationships and ids; this looks for what they
miss. Each check has a slug, and a test that plants its mistake.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from lxml import etree

from forumpub.patterns import lazy_pattern
from forumpub.render.docx.wml import XML_SPACE, W
from forumpub.values import dataclass

_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STORY = lazy_pattern(r"word/(?:document|header\d*|footer\d*|comments|footnotes|endnotes)\.xml")
_LANG = lazy_pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DATE = lazy_pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")
_MOST_TAG_CHARS: Final = 64
_MOST_TITLE_CHARS: Final = 255
_SIZES: Final = (f"{W}sz", f"{W}szCs")


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFinding:
    """One mistake, and the part of the package that it is in."""

    slug: str
    part: str
    message: str


_Check = Callable[[etree._Element], Iterable[tuple[str, str]]]


def lint_docx(data: bytes) -> tuple[LintFinding, ...]:
    """Look for mistakes that would make Word offer a repair, or show something other than meant.

    Returns:
        The findings, in order of the parts. A file that is no zip archive has the one finding `not-a-zip`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            contents = {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        return (LintFinding(slug="not-a-zip", part="", message=str(error)),)
    found = [
        LintFinding(slug="duplicate-entry", part=name, message=f"the archive has {count} entries {name}")
        for name, count in Counter(names).items()
        if count > 1
    ]
    found += _check_types(contents)
    for name, content in contents.items():
        found += _check_part(name, content)
    return tuple(found)


def _check_types(contents: dict[str, bytes]) -> Iterator[LintFinding]:
    """Every part needs a type, of its own or by its extension; pictures need the one of pictures."""
    types = _parse(contents.get("[Content_Types].xml", b""))
    if types is None:
        yield LintFinding(slug="content-type-missing", part="[Content_Types].xml", message="no content types")
        return
    own = {(item.get("PartName") or "").lower() for item in types.iter(f"{_TYPES}Override")}
    usual = {(item.get("Extension") or "").lower(): item for item in types.iter(f"{_TYPES}Default")}
    for name in contents:
        extension = name.rpartition(".")[2].lower()
        if name.endswith("/") or name == "[Content_Types].xml" or f"/{name}".lower() in own:
            continue
        if extension not in usual:
            yield LintFinding(slug="content-type-missing", part=name, message=f"{name} has no content type")


def _check_part(name: str, content: bytes) -> Iterator[LintFinding]:
    if not name.endswith((".xml", ".rels")):
        return
    root = _parse(content)
    if root is None:
        yield LintFinding(slug="malformed-xml", part=name, message=f"{name} is not well-formed")
        return
    checks: tuple[_Check, ...] = ()
    if _STORY.fullmatch(name):
        checks = _STORY_CHECKS
    elif name in {"word/styles.xml", "word/numbering.xml"}:
        checks = (_check_languages, _check_sizes)
    elif name == "docProps/core.xml":
        checks = (_check_core,)
    for check in checks:
        for slug, message in check(root):
            yield LintFinding(slug=slug, part=name, message=message)
    if name == "word/comments.xml" and len(root) == 0:
        yield LintFinding(slug="empty-comments", part=name, message="an empty part for comments is a mistake")


def _parse(content: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _repeated(values: Iterable[str | None]) -> list[str]:
    return [value for value, count in Counter(value for value in values if value).items() if count > 1]


def _check_bookmarks(root: etree._Element) -> Iterator[tuple[str, str]]:
    starts = list(root.iter(f"{W}bookmarkStart"))
    ends = {end.get(f"{W}id") for end in root.iter(f"{W}bookmarkEnd")}
    for name in _repeated((start.get(f"{W}name") or "").lower() for start in starts):
        yield "bookmark-repeated", f"two bookmarks are named {name}"
    for start in starts:
        if start.get(f"{W}id") not in ends:
            yield "bookmark-open", f"the bookmark {start.get(f'{W}name')} has no end"


def _check_anchors(root: etree._Element) -> Iterator[tuple[str, str]]:
    if root.tag != f"{W}document":
        return
    names = {start.get(f"{W}name") for start in root.iter(f"{W}bookmarkStart")}
    for link in root.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        if anchor is not None and anchor not in names:
            yield "link-target-missing", f"a link goes to {anchor}, which isn't there"


def _check_deletions(root: etree._Element) -> Iterator[tuple[str, str]]:
    for deletion in root.iter(f"{W}del"):
        if next(deletion.iter(f"{W}t"), None) is not None:
            yield "text-in-deletion", "deleted text must be in w:delText"


def _check_controls(root: etree._Element) -> Iterator[tuple[str, str]]:
    properties = list(root.iter(f"{W}sdtPr"))
    ids = [child.get(f"{W}val") for item in properties for child in item.findall(f"{W}id")]
    for value in _repeated(ids):
        yield "control-id-repeated", f"two content controls have the id {value}"
    for item in properties:
        for name in ("tag", "alias"):
            child = item.find(W + name)
            if child is not None and len(child.get(f"{W}val") or "") > _MOST_TAG_CHARS:
                yield "control-name-long", f"the {name} of a content control has more than 64 characters"


def _check_paragraph_ids(root: etree._Element) -> Iterator[tuple[str, str]]:
    for value in _repeated(para.get(f"{_W14}paraId") for para in root.iter(f"{W}p")):
        yield "paragraph-id-repeated", f"two paragraphs have the id {value}"


def _check_fields(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Fields must be closed, and have a result: without one Word offers a repair."""
    open_fields: list[bool] = []
    for element in root.iter(f"{W}fldChar", f"{W}t"):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}t":
            open_fields = [True] * len(open_fields)
        elif kind == "begin":
            open_fields.append(False)
        elif kind == "end":
            if not open_fields:
                yield "field-unbalanced", "a field ends that never began"
            elif not open_fields.pop():
                yield "field-without-result", "a field has no result between separate and end"
    if open_fields:
        yield "field-unbalanced", "a field has no end"


def _check_spaces(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter(f"{W}t", f"{W}delText", f"{W}instrText"):
        words = element.text or ""
        if words != words.strip() and element.get(XML_SPACE) != "preserve":
            yield "space-lost", f"the outer space of {words[:40]!r} is lost without xml:space"


def _check_tables(root: etree._Element) -> Iterator[tuple[str, str]]:
    for cell in root.iter(f"{W}tc"):
        if cell.find(f"{W}p") is None:
            yield "cell-without-paragraph", "a table cell has no paragraph"
        elif cell[-1].tag != f"{W}p":
            yield "cell-end", "a table cell doesn't end with a paragraph"
    for row in root.iter(f"{W}tr"):
        if next(row.iter(f"{W}tc"), None) is None:
            yield "row-without-cell", "a table row has no cells"


def _check_languages(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter(f"{W}lang"):
        for value in element.attrib.values():
            if not _LANG.fullmatch(str(value)):
                yield "language-malformed", f"{value!s} is no language tag"


def _check_sizes(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter(*_SIZES):
        value = element.get(f"{W}val") or ""
        if not (value.isascii() and value.isdigit()):
            yield "size-malformed", f"a font size must be whole half-points, not {value!r}"


def _check_drawings(root: etree._Element) -> Iterator[tuple[str, str]]:
    for value in _repeated(item.get("id") for item in root.iter(f"{_DRAWING}docPr")):
        yield "drawing-id-repeated", f"two drawings have the id {value}"


def _check_core(root: etree._Element) -> Iterator[tuple[str, str]]:
    for tag in _repeated(str(child.tag) for child in root):
        yield "property-repeated", f"the property {etree.QName(tag).localname} is there twice"
    for child in root:
        name = etree.QName(child).localname
        words = child.text or ""
        if name in {"created", "modified"} and not _DATE.fullmatch(words):
            yield "date-malformed", f"{name} is no date: {words[:40]!r}"
        if name == "title" and len(words) > _MOST_TITLE_CHARS:
            yield "title-long", "the title has more than 255 characters"


_STORY_CHECKS: Final[tuple[_Check, ...]] = (
    _check_bookmarks,
    _check_anchors,
    _check_deletions,
    _check_controls,
    _check_paragraph_ids,
    _check_fields,
    _check_spaces,
    _check_tables,
    _check_languages,
    _check_sizes,
    _check_drawings,
)
