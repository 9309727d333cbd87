"""Tables of data: fixed columns, a header row that repeats, a summary for screen readers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, Protocol

from lxml import etree

from forumpub.plan import CELL_SIDE_PT, LEAST_DIVIDED_LINES, Table, Text
from forumpub.render.docx.wml import printable, twips, w
from forumpub.values import dataclass

_MOST_CAPTION_CHARS: Final = 255


class CellWriter(Protocol):
    """Writes the paragraph of one cell."""

    def __call__(self, text: Text, *, beside: Sequence[Text], keep_with_next: bool) -> etree._Element:
        """Return the w:p; its first line stands on one baseline with those of the cells beside it."""
        ...


def table(
    table: Table,
    width_pt: float,
    style_id: str,
    cell: CellWriter,
    guess_width_pt: Callable[[Text], float],
) -> etree._Element:
    """Make the w:tbl of a table as wide as the text.

    Args:
        table: its columns share the width as the plan says.
        width_pt: of the text.
        style_id: the table's style.
        cell: writes the paragraph of a cell.
        guess_width_pt: guesses how long a text is on one line.
    """
    columns = _columns(table, width_pt)
    margins = _Margins(len(columns), table.gap_pt)
    rows = [_row(table.header, columns, cell, margins, header=True, whole=True)] if table.header else []
    for place, row in enumerate(table.rows):
        whole = not table.divides_rows or _is_low(row, table, width_pt, guess_width_pt)
        rows.append(_row(row, columns, cell, margins, whole=whole, parted=_parted(table, place)))
    return w(
        "tbl",
        _properties(table, style_id, sum(columns)),
        w("tblGrid", *(w("gridCol", w=column) for column in columns)),
        *rows,
    )


def _columns(table: Table, width_pt: float) -> list[int]:
    """Return the widths in twips; a row longer than `widths` makes all columns equal, and keeps its text."""
    count = max([len(table.widths), len(table.header), *map(len, table.rows)])
    shares = table.widths if count == len(table.widths) else (1 / count,) * count
    edges = [round(twips(width_pt) * sum(shares[:place])) for place in range(count + 1)]
    return [right - left for left, right in pairwise(edges)]


def _properties(table: Table, style_id: str, width: int) -> etree._Element:
    names = " · ".join("".join(run.text for run in text.runs) for text in table.header)
    return w(
        "tblPr",
        w("tblStyle", val=style_id),
        w("tblW", w=width, type="dxa"),
        w("tblLayout", type="fixed"),
        _look(names_rows=table.names_rows),
        w("tblCaption", val=_label(table.summary)),
        w("tblDescription", val=_label(names or table.summary)),
    )


def _look(*, names_rows: bool) -> etree._Element:
    """Say that the first row is a header, and whether the first column is one."""
    return w(
        "tblLook",
        val="04A0" if names_rows else "0420",
        firstRow=1,
        lastRow=0,
        firstColumn=int(names_rows),
        lastColumn=0,
        noHBand=0,
        noVBand=1,
    )


def _label(text: str) -> str:
    return " ".join(printable(text).split())[:_MOST_CAPTION_CHARS]


@dataclass(frozen=True, slots=True)
class _Margins:
    """The margins of the cells of a table: the style's own, but between columns what the plan asks for."""

    columns: int
    gap_pt: float

    def of(self, place: int) -> etree._Element | None:
        """Make the w:tcMar of a cell; None where the style's margins are right."""
        if self.gap_pt == 2 * CELL_SIDE_PT or self.columns < 2:
            return None
        half = twips(self.gap_pt / 2)
        return w(
            "tcMar",
            w("left", w=half, type="dxa") if place else None,
            w("right", w=half, type="dxa") if place < self.columns - 1 else None,
        )


def _row(
    cells: Sequence[Text],
    columns: Sequence[int],
    cell: CellWriter,
    margins: _Margins,
    *,
    whole: bool,
    header: bool = False,
    parted: tuple[bool, bool] = (True, True),
) -> etree._Element:
    """Make a w:tr. `parted`: whether rules part it from the rows above and below."""
    properties = w("trPr", w("cantSplit") if whole else None, w("tblHeader") if header else None)
    made = w("tr", properties if len(properties) else None)
    # LibreOffice looks at the first cell only, and divides no row that is kept: a long one would leave a page
    # half empty.
    kept = header or (whole and any(text.keep_with_next for text in cells))
    for place, column in enumerate(columns):
        known = place < len(cells)
        content = cell(cells[place], beside=cells, keep_with_next=kept) if known else w("p")
        width = w("tcW", w=column, type="dxa")
        made.append(w("tc", w("tcPr", width, _borders(parted), margins.of(place)), content))
    return made


def _is_low(
    row: Sequence[Text], table: Table, width_pt: float, guess_width_pt: Callable[[Text], float]
) -> bool:
    """Guess whether a row has too few lines to be divided.

    Word would see to it that none of them stands alone; LibreOffice 7.4 doesn't in tables.
    """
    if len(row) != len(table.widths):
        return False
    rooms = (max(share * width_pt - table.gap_pt, 1.0) for share in table.widths)
    lines = (math.ceil(guess_width_pt(text) / room) for text, room in zip(row, rooms, strict=True))
    return max(lines, default=0) < LEAST_DIVIDED_LINES


def _parted(table: Table, place: int) -> tuple[bool, bool]:
    return place not in table.going_on, place + 1 not in table.going_on


def _borders(parted: tuple[bool, bool]) -> etree._Element | None:
    """Make the w:tcBorders of a cell; None where it has the table's own."""
    if all(parted):
        return None
    above, below = (
        None if rule else w(side, val="nil") for side, rule in zip(("top", "bottom"), parted, strict=True)
    )
    return w("tcBorders", above, below)
