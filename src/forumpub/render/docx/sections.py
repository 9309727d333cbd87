"""Page geometry, and where the running head and foot go."""

from __future__ import annotations

from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from forumpub.render.docx.wml import R, twips, w
from forumpub.styling import Page

# Running matter stands in the outer part of its margin.
_RUNNING_SHARE: Final = 0.5


def section_properties(page: Page, references: list[etree._Element]) -> etree._Element:
    """Make w:sectPr: sheet, margins, and a first page that differs."""
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
            header=twips(page.margin_top_pt * _RUNNING_SHARE),
            footer=twips(page.margin_bottom_pt * _RUNNING_SHARE),
            gutter=0,
        ),
        w("cols", space=720),
        w("titlePg"),
    )


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
