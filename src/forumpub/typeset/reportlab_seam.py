"""The only module that touches names ReportLab keeps private. Written for reportlab 5.1."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas


class PlainCanvas(Canvas):
    """A canvas whose pages don't start by selecting Helvetica, so that only embedded fonts enter the file."""


def append_operators(canvas: Canvas, operators: str) -> None:
    """Append content stream operators to the page being drawn, such as `/P <</MCID 0>> BDC` or `EMC`."""
    raise NotImplementedError
