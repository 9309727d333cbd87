"""The only module that touches names ReportLab keeps private. Written for reportlab 5.1.

What is used: `Canvas._code`, the operators of the page being drawn; `Canvas._doc`, the PDF document;
`Canvas._make_preamble` and `Canvas._preamble`, the operators before them; `PDFDocument.Pages.pages`;
`PDFDocument.delayedFonts`, each asked to add its objects when the file is written;
`PDFDocument.idToObject["BasicFonts"]`, the font resources of all pages.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from forumpub.typeset.codes import FIRST_CODE
from forumpub.typeset.embedding import FontFace, FontProgram, number
from forumpub.typeset.text_objects import TextObject

# ISO 32000-1, table 123, bit 3: no glyph is looked up through a standard encoding.
_SYMBOLIC = 4
_BOLD_STEM = 140
_REGULAR_STEM = 80


class PlainCanvas(Canvas):
    """A canvas whose pages don't start by selecting Helvetica, so that only embedded fonts enter the file."""

    def _make_preamble(self) -> None:
        self._preamble = ""


def append_operators(canvas: Canvas, operators: str) -> None:
    """Append content stream operators to the page being drawn, such as `/P <</MCID 0>> BDC` or `EMC`."""
    canvas._code.append(operators)  # type: ignore[attr-defined]


def finish_canvas(canvas: Canvas, draw_last: Callable[[Canvas, int, int], None]) -> bytes:
    """Draw once more on every page, when their number is known, and return the file.

    `draw_last` gets the canvas, the number of the page, from 1, and the number of pages.
    """
    pages = canvas._doc.Pages.pages  # type: ignore[attr-defined]
    for page_number, page in enumerate(pages, start=1):
        canvas._code = []  # type: ignore[attr-defined]
        canvas.init_graphics_state()
        draw_last(canvas, page_number, len(pages))
        operators = "\n".join([*canvas._code, ""])  # type: ignore[attr-defined]
        # ReportLab would encode a string by its own, slow codec; here each character is a byte.
        page.stream = f"{page.stream}{operators}".encode("latin-1")
    canvas._code = []  # type: ignore[attr-defined]
    data: bytes = canvas.getpdfdata()  # type: ignore[no-untyped-call]
    return data


def text_object(canvas: Canvas) -> TextObject:
    """Return the text object of the canvas's page; the fonts it shows are written with the document."""
    delayed = canvas._doc.delayedFonts  # type: ignore[attr-defined]
    for font in delayed:
        if isinstance(font, _DelayedFonts):
            return font.text
    added = _DelayedFonts()
    delayed.append(added)
    return added.text


class _DelayedFonts:
    """Stands among ReportLab's own fonts, which it asks for their objects last."""

    def __init__(self) -> None:
        self.text = TextObject()

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        resources = document.idToObject["BasicFonts"].dict  # type: ignore[attr-defined]
        for file_number, file in enumerate(self.text.fonts.files):
            resources |= _add_fonts(document, file.finish(), file_number)


class _Verbatim(pdfdoc.PDFObject):
    """PDF syntax that is written as it stands: ReportLab's own objects cost more than what is in them."""

    def __init__(self, syntax: bytes) -> None:
        self._syntax = syntax

    def format(self, document: object) -> bytes:
        return self._syntax


def _add_fonts(document: pdfdoc.PDFDocument, program: FontProgram, file_number: int) -> dict[str, Any]:
    """Add the objects of composite fonts (ISO 32000-1, 9.7.4) and return references to them by resource."""

    def add(kind: str, syntax: bytes) -> Any:
        return document.Reference(_Verbatim(syntax), f"typeset:{kind}")  # type: ignore[no-untyped-call]

    def add_named(kind: str, syntax: bytes) -> str:
        reference: bytes = add(kind, syntax).format(document)
        return reference.decode("ascii")

    file = add_named(f"file:{file_number}", _stream(program.data, f"/Length1 {len(program.data)}"))
    unicode = add_named(f"unicode:{file_number}", _stream(program.to_unicode))
    list_of_widths = f"[{FIRST_CODE}[{' '.join(map(number, program.widths))}]]"
    widths = add_named(f"widths:{file_number}", list_of_widths.encode("ascii"))
    fonts: dict[str, Any] = {}
    for face in program.faces:
        name = pdfdoc.PDFName(face.base_font)
        descriptor = add_named(f"{face.resource}:descriptor", _descriptor(program, face, name, file))
        descendant = add_named(
            f"{face.resource}:descendant",
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor}/DW 0/W {widths}/CIDToGIDMap/Identity>>".encode("ascii"),
        )
        fonts[face.resource] = add(
            f"{face.resource}:font",
            f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant}]/ToUnicode {unicode}>>".encode("ascii"),
        )
    return fonts


def _descriptor(program: FontProgram, face: FontFace, name: str, file: str) -> bytes:
    box = " ".join(map(str, program.box))
    stem = _BOLD_STEM if face.is_bold else _REGULAR_STEM
    return (
        f"<</Type/FontDescriptor/FontName{name}/Flags {_SYMBOLIC}/FontBBox[{box}]/ItalicAngle 0"
        f"/Ascent {program.ascent}/Descent {program.descent}/CapHeight {face.cap_height}"
        f"/StemV {stem}/FontFile2 {file}>>"
    ).encode("ascii")


def _stream(content: bytes, entries: str = "") -> bytes:
    """Return a compressed stream, without the ASCII armour that ReportLab puts on by default."""
    packed = zlib.compress(content)
    head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
    return head.encode("ascii") + packed + b"\nendstream\n"
