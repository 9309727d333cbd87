"""These fail when a new ReportLab no longer has what the seam builds on."""

from __future__ import annotations

import io

import pikepdf
import pytest
import reportlab
from reportlab.pdfgen.canvas import Canvas

from forumpub.typeset.reportlab_seam import TextCanvas, append_operators
from forumpub.typeset.setting import draw_line, set_line
from typeset_samples import finish, styled


def test_the_version_is_the_one_the_seam_was_written_for() -> None:
    assert reportlab.Version.startswith("5.1.")


def test_private_names_are_still_there() -> None:
    canvas = Canvas(io.BytesIO())
    assert isinstance(vars(canvas)["_code"], list)
    assert isinstance(vars(canvas)["_preamble"], str)
    canvas.showPage()
    (page,) = vars(vars(canvas)["_doc"])["Pages"].pages
    assert isinstance(page.stream, str)
    assert callable(vars(Canvas)["_make_preamble"])


def operators_of(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(step.operator) for step in pikepdf.parse_content_stream(pdf.pages[0])]


def test_operators_reach_the_page_in_order() -> None:
    canvas = TextCanvas(595, 842)
    append_operators(canvas, "/P <</MCID 0>> BDC")
    draw_line(canvas, set_line([styled("text", "en")]), 50, 700)
    append_operators(canvas, "EMC")
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(10, 10, 20, 20, stroke=0, fill=1)
    canvas.showPage()
    operators = operators_of(finish(canvas))
    assert operators == ["BDC", "BT", "rg", "Td", "Tf", "TJ", "ET", "EMC", "rg", "n", "re", "f*"]


def test_the_last_drawing_comes_after_all_else_on_every_page() -> None:
    canvas = TextCanvas(595, 842)
    for _ in range(2):
        append_operators(canvas, "body")
        canvas.showPage()
    drawn = canvas.finish(lambda canvas, number, pages: append_operators(canvas, f"{number} of {pages}"))
    assert [content.split() for content in drawn.contents] == [
        [b"body", b"1", b"of", b"2"],
        [b"body", b"2", b"of", b"2"],
    ]


def test_only_embedded_fonts_are_in_the_file() -> None:
    canvas = TextCanvas(595, 842)
    draw_line(canvas, set_line([styled("ការ", "km")]), 50, 700)
    canvas.showPage()
    with pikepdf.open(io.BytesIO(finish(canvas))) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        assert font.Subtype == "/Type0"
        assert font.DescendantFonts[0].FontDescriptor.FontName == font.BaseFont
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
    stock = Canvas(stream := io.BytesIO(), invariant=1)
    stock.showPage()
    stock.save()
    # The fault that a preamble of our own is there to prevent.
    assert "Tf" in operators_of(stream.getvalue())


@pytest.mark.parametrize("text", ["", "\u200b", "\n"])
def test_text_that_draws_nothing_is_harmless(text: str) -> None:
    canvas = TextCanvas(595, 842)
    draw_line(canvas, set_line([styled(text, "en")]), 50, 700)
    canvas.showPage()
    with pikepdf.open(io.BytesIO(finish(canvas))) as pdf:
        assert len(pdf.pages) == 1
