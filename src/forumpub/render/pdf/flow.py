"""A plan's pages on a canvas, filled one after the other where our rules let them break."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from forumpub.render.pdf.bands import Band
from forumpub.render.pdf.paging import PageFiller, Placed
from forumpub.styling import Page
from forumpub.typeset.drawn import DrawnPages
from forumpub.typeset.reportlab_seam import TextCanvas

DrawPage = Callable[[TextCanvas, Sequence[Placed]], None]
DrawMargins = Callable[[TextCanvas, int, int], None]


def draw_pages(
    bands: Iterator[Band],
    page: Page,
    *,
    draw_body: DrawPage,
    draw_margins: DrawMargins,
    end_page: Callable[[], None],
) -> DrawnPages:
    """Draw bands on as many pages as they need, at least one.

    Args:
        bands: what is drawn between the margins, in order.
        page: the sheet.
        draw_body: draws the bands of a page.
        draw_margins: draws the running matter of a page, given its number, from 1, and the number of pages;
            it is called when all else is drawn.
        end_page: is called after the bands of each page.

    Raises:
        FontError: a font can't be taken apart.
    """
    canvas = TextCanvas(page.width_pt, page.height_pt)
    height_pt = page.height_pt - page.margin_top_pt - page.margin_bottom_pt
    pages = PageFiller(bands)
    while True:
        draw_body(canvas, pages.take_page(height_pt))
        end_page()
        canvas.showPage()
        if pages.exhausted:
            return canvas.finish(draw_margins)
