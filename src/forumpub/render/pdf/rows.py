"""The rows of tables: cells beside each other, each with its own leading, and where a row may be divided."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from forumpub.render.leading import first_line_drop_pt
from forumpub.render.pdf.bands import Anchor, Backdrop, Band, PlacedLine, Rule
from forumpub.styling import Colour
from forumpub.values import dataclass

_ABOVE_PT = 3.0
_RULE_WIDTH_PT = 0.5
_BELOW_PT = _ABOVE_PT + _RULE_WIDTH_PT
# At least two lines of a cell stand together at either side of a page end.
_TOGETHER = 2
_ROUNDING_PT = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The lines of a cell. Their baselines count from the top of their own line, `leading_pt` high."""

    lines: tuple[PlacedLine, ...]
    leading_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, or what of it stands on one page.

    `leading_pt` is the largest of its cells'. A row of fewer lines than `least_lines` is not divided unless
    it is higher than a page. The last part `ends` the row: there the rule is drawn, if any.
    """

    cells: tuple[Cell, ...]
    leading_pt: float
    width_pt: float
    rule: Colour
    fill: Colour | None
    least_lines: int
    anchors: tuple[Anchor, ...] = ()
    ends: bool = True

    def band(self) -> Band:
        """Return the row as a band."""
        height_pt = max(map(self._height_pt, self.cells), default=0.0) + _ABOVE_PT + _BELOW_PT
        rule = Rule(
            left_pt=0.0,
            right_pt=self.width_pt,
            y_pt=height_pt - _RULE_WIDTH_PT,
            width_pt=_RULE_WIDTH_PT,
            colour=self.rule,
        )
        filled = self.fill is not None
        return Band(
            height_pt=height_pt,
            backdrop=Backdrop(left_pt=0.0, right_pt=self.width_pt, fill=self.fill) if filled else None,
            # Cell by cell, not line by line: the order in which the row is read.
            lines=tuple(line for cell in self.cells for line in self._placed(cell)),
            rules=(rule,) if self.ends else (),
            anchors=self.anchors,
            divider=self,
        )

    def divide(self, room_pt: float, *, alone: bool) -> tuple[Band, Band] | None:
        """Return what fits into a room, and the rest; None where the row can't be divided there.

        Cells are divided each for itself, so that all begin at the top of the next page. `alone`: nothing
        else is on the page, so any division is better than none.
        """
        sizes = [len(cell.lines) for cell in self.cells]
        if not alone and max(sizes, default=0) < self.least_lines:
            return None
        counts = [self._fitting(cell, room_pt, alone=alone) for cell in self.cells]
        torn = [count < size for count, size in zip(counts, sizes, strict=True)]
        least = 1 if alone else _TOGETHER
        if not any(torn) or any(tear and count < least for count, tear in zip(counts, torn, strict=True)):
            return None
        upper = replace(self, cells=self._cut(counts, upper=True), ends=False)
        lower = replace(self, cells=self._cut(counts, upper=False), anchors=())
        return upper.band(), lower.band()

    def _cut(self, counts: Sequence[int], *, upper: bool) -> tuple[Cell, ...]:
        return tuple(
            replace(cell, lines=cell.lines[:count] if upper else cell.lines[count:])
            for cell, count in zip(self.cells, counts, strict=True)
        )

    def _fitting(self, cell: Cell, room_pt: float, *, alone: bool) -> int:
        """Return how many lines of a cell stand in a room, with no single line left over."""
        free_pt = room_pt - _ABOVE_PT - _BELOW_PT - self._drop_pt(cell) + _ROUNDING_PT
        size = len(cell.lines)
        count = min(size, max(0, math.floor(free_pt / cell.leading_pt)))
        spare = count > _TOGETHER or not alone
        return count - 1 if size - count == 1 and spare and count else count

    def _placed(self, cell: Cell) -> Iterator[PlacedLine]:
        top_pt = _ABOVE_PT + self._drop_pt(cell)
        for index, line in enumerate(cell.lines):
            yield line._replace(baseline_pt=top_pt + index * cell.leading_pt + line.baseline_pt)

    def _height_pt(self, cell: Cell) -> float:
        return self._drop_pt(cell) + len(cell.lines) * cell.leading_pt

    def _drop_pt(self, cell: Cell) -> float:
        return first_line_drop_pt(cell.leading_pt, self.leading_pt)
