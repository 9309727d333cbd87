"""Page geometry, and where the running head and foot go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from forumpub.render.docx.wml import R, W, twips, w, whole_number
from forumpub.render.leading import leading_pt
from forumpub.styling import Look, Page, Role, Style

# A rule stands this far from its line.
_RULE_SPACE_PT: Final = 1.0
_TWIPS_PER_PT: Final = 20
_LEAST_TEXT_WIDTH_PT: Final = 72.0
_AFTER_TITLE_PAGE: Final = frozenset(
    f"{W}{name}"
    for name in ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange")
)


def section_properties(style: Style, lang: str, references: list[etree._Element]) -> etree._Element:
    """Make w:sectPr: sheet, margins, and a first page that differs.

    Head and foot stand in the middle of their margins, as in the PDF.
    """
    page = style.page
    head_pt, foot_pt = (
        _height_pt(style.looks[role], lang) for role in (Role.RUNNING_HEAD, Role.RUNNING_FOOT)
    )
    return w(
        "sectPr",
        *references,
        w("pgSz", w=twips(page.width_pt), h=twips(page.height_pt)),
        w(
            "pgMar",
            top=twips(page.margin_top_pt),
            right=twips(page.margin_right_pt),
            bottom=twips(page.margin_bottom_pt),
            left=twips(page.margin_left_pt),
            header=twips(max(0.0, page.margin_top_pt - head_pt) / 2),
            footer=twips(max(0.0, page.margin_bottom_pt - foot_pt) / 2),
            gutter=0,
        ),
        w("cols", space=720),
        w("titlePg"),
    )


def _height_pt(look: Look, lang: str) -> float:
    rules = sum(rule is not None for rule in (look.rule_above, look.rule_below))
    return leading_pt(look, "", lang) + rules * (_RULE_SPACE_PT + look.rule_width_pt)


def header_part(main: DocumentPart) -> Part:
    """Make the next header part, empty and not yet related to the document."""
    return Part(main.package.next_partname("/word/header%d.xml"), CONTENT_TYPE.WML_HEADER, b"", main.package)


def footer_part(main: DocumentPart) -> Part:
    """Make the next footer part, empty and not yet related to the document."""
    return Part(main.package.next_partname("/word/footer%d.xml"), CONTENT_TYPE.WML_FOOTER, b"", main.package)


def reference(main: DocumentPart, part: Part, kind: str) -> etree._Element:
    """Relate a header or footer to the document; return the element of w:sectPr that shows it.

    `kind` is `default` or `first`.
    """
    is_header = part.content_type == CONTENT_TYPE.WML_HEADER
    reltype = RELATIONSHIP_TYPE.HEADER if is_header else RELATIONSHIP_TYPE.FOOTER
    made = w("headerReference" if is_header else "footerReference", type=kind)
    made.set(f"{R}id", main.relate_to(part, reltype))
    return made


def add_references(section: etree._Element, references: list[etree._Element]) -> None:
    """Put references to our head and foot into a template's w:sectPr, with a first page that differs."""
    for place, made in enumerate(references):
        section.insert(place, made)
    if references and section.find(f"{W}titlePg") is None:
        made = w("titlePg")
        before = next((child for child in section if child.tag in _AFTER_TITLE_PAGE), None)
        if before is None:
            section.append(made)
        else:
            before.addprevious(made)


def page_of(section: Sequence[etree._Element], usual: Page) -> Page:
    """Return the page that a template's w:sectPr sets up; what it doesn't say is as usual."""
    size = section[0].find(f"{W}pgSz") if section else None
    margins = section[0].find(f"{W}pgMar") if section else None
    width_pt = _length_pt(size, "w", usual.width_pt)
    left_pt = _length_pt(margins, "left", usual.margin_left_pt)
    right_pt = _length_pt(margins, "right", usual.margin_right_pt)
    if width_pt - left_pt - right_pt < _LEAST_TEXT_WIDTH_PT:
        return usual
    return Page(
        width_pt=width_pt,
        height_pt=_length_pt(size, "h", usual.height_pt),
        margin_top_pt=_length_pt(margins, "top", usual.margin_top_pt),
        margin_right_pt=right_pt,
        margin_bottom_pt=_length_pt(margins, "bottom", usual.margin_bottom_pt),
        margin_left_pt=left_pt,
    )


def _length_pt(holder: etree._Element | None, name: str, usual_pt: float) -> float:
    value = whole_number(holder.get(W + name)) if holder is not None else None
    return usual_pt if value is None else value / _TWIPS_PER_PT
