"""A plan's pages in Platypus: one column that splits where our rules allow."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from forumpub.render.pdf.bands import Band
from forumpub.render.pdf.paging import PageFiller, Placed
from forumpub.styling import Page
from forumpub.typeset.reportlab_seam import PlainCanvas, finish_canvas

DrawPage = Callable[[Canvas, Sequence[Placed]], None]
DrawMargins = Callable[[Canvas, int, int], None]

# Less than this is what rounding leaves of a page that is full.
_FULL_PT = 1.0


class Column(Flowable):
    """All bands of a document. It never fits: Platypus has it split off one page after the other.

    Platypus splits paragraph by paragraph and knows no rules between them but "keep with next", which moves
    whole paragraphs; `PageFiller` knows lines.
    """

    def __init__(self, pages: PageFiller, draw: DrawPage) -> None:
        super().__init__()
        self._pages = pages
        self._draw = draw

    def wrap(self, avail_width_pt: float, avail_height_pt: float) -> tuple[float, float]:
        """Ask to be split."""
        return avail_width_pt, math.inf

    def split(self, avail_width_pt: float, avail_height_pt: float) -> list[Flowable]:
        """Return one page, which fills what is available, and the rest, if any; nothing on a full page."""
        if avail_height_pt < _FULL_PT:
            return []
        page = PageBody(self._pages.take_page(avail_height_pt), self._draw)
        return [page] if self._pages.exhausted else [page, Column(self._pages, self._draw)]


class PageBody(Flowable):
    """The bands of one page. As high as the frame, so that nothing else gets onto the page."""

    def __init__(self, placed: Sequence[Placed], draw: DrawPage) -> None:
        super().__init__()
        self._placed = placed
        self._draw = draw

    def wrap(self, avail_width_pt: float, avail_height_pt: float) -> tuple[float, float]:
        """Take all there is."""
        self.width, self.height = avail_width_pt, avail_height_pt
        return avail_width_pt, avail_height_pt

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - Platypus's names
        """Draw in the coordinates of the sheet, which links and the outline need."""
        self._draw(canvas, self._placed)


def draw_pages(
    bands: Iterator[Band],
    page: Page,
    *,
    draw_body: DrawPage,
    draw_margins: DrawMargins,
    end_page: Callable[[], None],
) -> bytes:
    """Draw bands on as many pages as they need, at least one.

    Args:
        bands: what is drawn between the margins, in order.
        page: the sheet.
        draw_body: draws the bands of a page.
        draw_margins: draws the running matter of a page, given its number, from 1, and the number of pages;
            it is called when all else is drawn.
        end_page: is called after the bands of each page.

    Returns:
        The file, without compression.
    """
    frame = Frame(
        page.margin_left_pt,
        page.margin_bottom_pt,
        page.text_width_pt,
        page.height_pt - page.margin_top_pt - page.margin_bottom_pt,
        leftPadding=0,
        bottomPadding=0,
        rightPadding=0,
        topPadding=0,
    )
    template = PageTemplate(
        id="page",
        frames=[frame],
        onPageEnd=lambda canvas, document: end_page(),
    )
    document = BaseDocTemplate(
        io.BytesIO(),
        pagesize=(page.width_pt, page.height_pt),
        pageTemplates=[template],
        # Dates and compression are the archive pass's business.
        invariant=1,
        pageCompression=0,
    )
    document.build([Column(PageFiller(bands), draw_body)], canvasmaker=PlainCanvas)
    return finish_canvas(document.canv, draw_margins)
