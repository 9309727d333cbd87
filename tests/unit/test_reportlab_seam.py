"""These fail when a new ReportLab no longer has what the seam builds on."""

from __future__ import annotations

import io

import pikepdf
import pytest
import reportlab
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from forumpub.typeset.reportlab_seam import PlainCanvas, append_operators, text_object
from forumpub.typeset.setting import draw_line, set_line
from typeset_samples import styled


def test_the_version_is_the_one_the_seam_was_written_for() -> None:
    assert reportlab.Version.startswith("5.1.")


def test_private_names_are_still_there() -> None:
    canvas = Canvas(io.BytesIO())
    assert isinstance(vars(canvas)["_code"], list)
    document = vars(canvas)["_doc"]
    assert isinstance(document, pdfdoc.PDFDocument)
    assert document.delayedFonts == []
    assert isinstance(document.idToObject["BasicFonts"], pdfdoc.PDFDictionary)
    assert isinstance(vars(canvas)["_preamble"], str)
    canvas.showPage()
    (page,) = vars(document)["Pages"].pages
    assert isinstance(page.stream, str)
    assert callable(vars(Canvas)["_make_preamble"])


def test_operators_reach_the_page_in_order() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=0)
    append_operators(canvas, "/P <</MCID 0>> BDC")
    draw_line(canvas, set_line([styled("text", "en")]), 50, 700)
    append_operators(canvas, "EMC")
    canvas.showPage()
    canvas.save()
    with pikepdf.open(stream) as pdf:
        operators = [str(step.operator) for step in pikepdf.parse_content_stream(pdf.pages[0])]
    assert operators[-8:] == ["BDC", "BT", "rg", "Td", "Tf", "TJ", "ET", "EMC"]


def test_fonts_are_asked_for_their_objects_when_the_file_is_written() -> None:
    canvas = Canvas(stream := io.BytesIO(), invariant=1)
    assert text_object(canvas) is text_object(canvas)
    draw_line(canvas, set_line([styled("ការ", "km")]), 50, 700)
    canvas.save()
    with pikepdf.open(stream) as pdf:
        font = pdf.pages[0].Resources.Font["/T1"]
        assert font.Subtype == "/Type0"
        assert font.DescendantFonts[0].FontDescriptor.FontName == font.BaseFont


def test_a_plain_canvas_brings_no_helvetica() -> None:
    def fonts(kind: type[Canvas]) -> set[str]:
        canvas = kind(io.BytesIO(), invariant=1)
        draw_line(canvas, set_line([styled("text", "en")]), 50, 700)
        canvas.showPage()
        data: bytes = canvas.getpdfdata()  # type: ignore[no-untyped-call]
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return {str(font.BaseFont)[1:].partition("+")[2] for font in pdf.pages[0].Resources.Font.values()}

    assert fonts(PlainCanvas) == {"NotoSans-Regular"}
    assert "" in fonts(Canvas)  # the fault that the plain canvas is there to prevent


@pytest.mark.parametrize("text", ["", "\u200b", "\n"])
def test_text_that_draws_nothing_is_harmless(text: str) -> None:
    canvas = Canvas(stream := io.BytesIO(), invariant=1)
    draw_line(canvas, set_line([styled(text, "en")]), 50, 700)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(stream) as pdf:
        assert len(pdf.pages) == 1
