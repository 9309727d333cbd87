"""Drawing one page: boxes, bars and rules first, then the text in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forumpub.render.pdf.bands import Anchor, Backdrop, PlacedLine
from forumpub.render.pdf.lettering import rgb
from forumpub.render.pdf.owners import Owner, Phrase
from forumpub.render.pdf.paging import Placed
from forumpub.styling import Colour, Page
from forumpub.typeset.reportlab_seam import TextCanvas
from forumpub.typeset.setting import SetPiece, draw_piece
from forumpub.typeset.tagging import ArtifactKind, Landmark, LinkArea, StructureLog, Tagger
from forumpub.values import dataclass

_UNDERLINE_DROP = 0.16
_UNDERLINE_WIDTH = 0.05
# The part of the size above and below the baseline that a click on a link reaches.
_LINK_ABOVE = 0.85
_LINK_BELOW = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """The backdrop of neighbours that touch, as one piece."""

    backdrop: Backdrop
    top_pt: float
    bottom_pt: float


class Artist:
    """Draws bands on a canvas whose origin is the lower left corner of the sheet."""

    def __init__(self, page: Page, log: StructureLog) -> None:
        self._page = page
        self._log = log

    def draw_body(self, canvas: TextCanvas, placed: Sequence[Placed]) -> None:
        """Draw the bands of a page between its margins and note their structure."""
        top_pt = self._page.height_pt - self._page.margin_top_pt
        tagger = Tagger(canvas, self._log)
        self._draw_decoration(canvas, placed, top_pt, tagger, ArtifactKind.LAYOUT)
        for part in placed:
            if not part.repeated:
                self._note_anchors(part.band.anchors, top_pt - part.top_pt)
            for line in part.band.lines:
                owner = None if part.repeated else line.owner
                self._draw_line(
                    canvas, line, owner, top_pt - part.top_pt, tagger, other=ArtifactKind.REPEATED
                )
        tagger.close()

    def draw_artifact(
        self, canvas: TextCanvas, placed: Sequence[Placed], top_pt: float, kind: ArtifactKind
    ) -> None:
        """Draw running matter whose upper edge is `top_pt` above the lower edge of the sheet."""
        tagger = Tagger(canvas, self._log)
        self._draw_decoration(canvas, placed, top_pt, tagger, kind)
        for part in placed:
            for line in part.band.lines:
                self._draw_line(canvas, line, None, top_pt - part.top_pt, tagger, other=kind)
        tagger.close()

    def _note_anchors(self, anchors: Sequence[Anchor], top_pt: float) -> None:
        for anchor in anchors:
            self._log.add_landmark(
                Landmark(
                    page=self._log.page,
                    left_pt=self._page.margin_left_pt,
                    top_pt=top_pt,
                    name=anchor.name,
                    title=anchor.title,
                    level=anchor.level,
                )
            )

    def _draw_decoration(
        self,
        canvas: TextCanvas,
        placed: Sequence[Placed],
        top_pt: float,
        tagger: Tagger,
        kind: ArtifactKind,
    ) -> None:
        left_pt = self._page.margin_left_pt
        for box in _boxes(placed):
            tagger.mark_artifact(kind)
            height_pt = box.bottom_pt - box.top_pt
            low_pt = top_pt - box.bottom_pt
            drop = box.backdrop
            if drop.fill is not None:
                width_pt = drop.right_pt - drop.left_pt
                _fill(canvas, drop.fill, left_pt + drop.left_pt, low_pt, width_pt, height_pt)
            if drop.bar is not None:
                _fill(canvas, drop.bar, left_pt + drop.left_pt, low_pt, drop.bar_width_pt, height_pt)
        for part in placed:
            for rule in part.band.rules:
                tagger.mark_artifact(kind)
                low_pt = top_pt - part.top_pt - rule.y_pt - rule.width_pt
                width_pt = rule.right_pt - rule.left_pt
                _fill(canvas, rule.colour, left_pt + rule.left_pt, low_pt, width_pt, rule.width_pt)
            for line in part.band.lines:
                self._underline(canvas, line, top_pt - part.top_pt, tagger, kind)

    def _underline(
        self, canvas: TextCanvas, line: PlacedLine, top_pt: float, tagger: Tagger, kind: ArtifactKind
    ) -> None:
        """Underline links that lead out of the document: colour alone doesn't show them to everyone."""
        for piece in line.line.pieces:
            mark = piece.style.mark
            if not isinstance(mark, Phrase) or mark.href is None or mark.href.startswith("#"):
                continue
            tagger.mark_artifact(kind)
            size_pt = piece.style.size_pt
            red, green, blue = piece.style.rgb
            canvas.setFillColorRGB(red, green, blue)
            canvas.rect(
                self._page.margin_left_pt + line.x_pt + piece.x_pt,
                top_pt - line.baseline_pt - _UNDERLINE_DROP * size_pt,
                piece.width_pt,
                _UNDERLINE_WIDTH * size_pt,
                stroke=0,
                fill=1,
            )

    def _draw_line(
        self,
        canvas: TextCanvas,
        line: PlacedLine,
        owner: Owner | None,
        top_pt: float,
        tagger: Tagger,
        *,
        other: ArtifactKind,
    ) -> None:
        x_pt = self._page.margin_left_pt + line.x_pt
        baseline_pt = top_pt - line.baseline_pt
        for piece in line.line.pieces:
            mark = piece.style.mark
            if owner is None:
                tagger.mark_artifact(other)
            else:
                element = owner.element_of(mark)
                tagger.mark_element(element)
                if isinstance(mark, Phrase) and mark.href is not None:
                    self._note_link(piece, mark, element, x_pt, baseline_pt)
            draw_piece(canvas, piece, x_pt, baseline_pt)

    def _note_link(
        self, piece: SetPiece, mark: Phrase, element: int, x_pt: float, baseline_pt: float
    ) -> None:
        size_pt = piece.style.size_pt
        self._log.add_link(
            LinkArea(
                parent=element,
                page=self._log.page,
                left_pt=x_pt + piece.x_pt,
                bottom_pt=baseline_pt - _LINK_BELOW * size_pt,
                right_pt=x_pt + piece.x_pt + piece.width_pt,
                top_pt=baseline_pt + _LINK_ABOVE * size_pt,
                href=mark.href or "",
                contents=mark.contents,
            )
        )


def _boxes(placed: Sequence[Placed]) -> Iterator[_Box]:
    """Yield the backdrops of a page, those that touch closed up and equal ones joined."""
    boxes: list[_Box] = []
    above: Placed | None = None
    for part in placed:
        drop = part.band.backdrop
        if drop is not None:
            top_pt = part.top_pt - drop.padding_pt
            bottom_pt = part.top_pt + part.band.height_pt + drop.padding_pt
            if above is not None and drop.touches(above.band.backdrop):
                upper = boxes.pop()
                if (upper.backdrop.left_pt, upper.backdrop.right_pt) == (drop.left_pt, drop.right_pt):
                    boxes.append(_Box(backdrop=drop, top_pt=upper.top_pt, bottom_pt=bottom_pt))
                else:
                    boxes.append(_Box(backdrop=upper.backdrop, top_pt=upper.top_pt, bottom_pt=part.top_pt))
                    boxes.append(_Box(backdrop=drop, top_pt=part.top_pt, bottom_pt=bottom_pt))
            else:
                boxes.append(_Box(backdrop=drop, top_pt=top_pt, bottom_pt=bottom_pt))
        above = part
    yield from boxes


def _fill(
    canvas: TextCanvas, colour: Colour, x_pt: float, y_pt: float, width_pt: float, height_pt: float
) -> None:
    canvas.setFillColorRGB(*rgb(colour))
    canvas.rect(x_pt, y_pt, width_pt, height_pt, stroke=0, fill=1)
