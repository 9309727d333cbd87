"""Tables of data: fixed columns, a header row that repeats, a summary for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Protocol

from lxml import etree

from forumpub.plan import Table, Text
from forumpub.render.docx.wml import printable, twips, w

_MOST_CAPTION_CHARS: Final = 255


class CellWriter(Protocol):
    """Writes the paragraph of one cell."""

    def __call__(self, text: Text, *, beside: Sequence[Text], keep_with_next: bool) -> etree._Element:
        """Return the w:p; its first line stands on one baseline with those of the cells beside it."""
        ...


def table(table: Table, width_pt: float, style_id: str, cell: CellWriter) -> etree._Element:
    """Make the w:tbl of a table as wide as the text."""
    columns = _columns(table, width_pt)
    rows = [_row(table.header, columns, cell, header=True, whole=True)] if table.header else []
    rows += [_row(row, columns, cell, whole=not table.divides_rows) for row in table.rows]
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
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val=_label(table.summary)),
        w("tblDescription", val=_label(names or table.summary)),
    )


def _label(text: str) -> str:
    return " ".join(printable(text).split())[:_MOST_CAPTION_CHARS]


def _row(
    cells: Sequence[Text], columns: Sequence[int], cell: CellWriter, *, whole: bool, header: bool = False
) -> etree._Element:
    properties = w("trPr", w("cantSplit") if whole else None, w("tblHeader") if header else None)
    made = w("tr", properties if len(properties) else None)
    for place, column in enumerate(columns):
        known = place < len(cells)
        content = cell(cells[place], beside=cells, keep_with_next=header) if known else w("p")
        made.append(w("tc", w("tcPr", w("tcW", w=column, type="dxa")), content))
    return made
