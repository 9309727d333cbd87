"""The only module that touches names ReportLab keeps private. Written for reportlab 5.1.

What is used: `Canvas._code`, the operators of the page being drawn; `Canvas._doc.Pages.pages`, those of the
pages before it; `Canvas._make_preamble` and `Canvas._preamble`, the operators that each begins with.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from forumpub.typeset.drawn import DrawnPages
from forumpub.typeset.text_objects import TextObject


class TextCanvas(Canvas):
    """A ReportLab canvas whose text is ours: shaped, in embedded fonts, and tagged.

    `text` is the text object of the page being drawn, and knows all fonts that are shown.
    """

    def __init__(self, width_pt: float, height_pt: float) -> None:
        # The file is written by ours; ReportLab's is never asked for.
        super().__init__(io.BytesIO(), pagesize=(width_pt, height_pt), invariant=1, pageCompression=0)
        self._size_pt = (width_pt, height_pt)
        self.text = TextObject()

    def _make_preamble(self) -> None:
        # ReportLab's would begin every page by selecting Helvetica.
        self._preamble = ""

    def finish(self, draw_last: Callable[[TextCanvas, int, int], None]) -> DrawnPages:
        """Draw once more on every page, when their number is known, and return all that was drawn.

        `draw_last` gets the canvas, the number of the page, from 1, and the number of pages.

        Raises:
            FontError: a font can't be taken apart.
        """
        pages = self._doc.Pages.pages  # type: ignore[attr-defined]
        contents: list[bytes] = []
        for page_number, page in enumerate(pages, start=1):
            self._code: list[str] = []
            self.init_graphics_state()
            draw_last(self, page_number, len(pages))
            operators = "\n".join(self._code)
            # Each character is a byte.
            contents.append(f"{page.stream}{operators}".encode("latin-1"))
            page.stream = ""
        width_pt, height_pt = self._size_pt
        return DrawnPages(
            contents=contents,
            width_pt=width_pt,
            height_pt=height_pt,
            fonts=[file.finish() for file in self.text.fonts.files],
        )


def append_operators(canvas: TextCanvas, operators: str) -> None:
    """Append content stream operators to the page being drawn, such as `/P <</MCID 0>> BDC` or `EMC`."""
    canvas._code.append(operators)
