"""Tables as bands: a row of data is one band and stays whole, unless it is very high."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from forumpub.plan import AFTER_TABLE_PT, CELL_SIDE_PT, LEAST_DIVIDED_LINES, Run, Table, Text
from forumpub.render.pdf.bands import Anchor, Band, PlacedLine
from forumpub.render.pdf.lettering import Lettering
from forumpub.render.pdf.owners import Owner
from forumpub.render.pdf.placing import baseline_in, room_before
from forumpub.render.pdf.rows import Cell, Row
from forumpub.styling import Colour, Style
from forumpub.typeset.setting import SetLine
from forumpub.typeset.tagging import Scope, StructureLog, Tag

# A row of data that has so many lines may be divided between pages.
_LEAST_LINES_OF_DATA = 17


class TableComposer:
    """Composes tables over the full width of the text."""

    def __init__(self, lettering: Lettering, style: Style, log: StructureLog) -> None:
        self._lettering = lettering
        self._palette = style.palette
        self._width_pt = style.page.text_width_pt
        self._log = log

    def compose(self, table: Table) -> Iterator[Band]:
        """Yield the bands of a table, its header first; the header stays with the first row."""
        element = self._log.open_element(Tag.TABLE, self._log.document, summary=table.summary or None)
        header: tuple[Band, ...] = ()
        if table.header:
            # A header that were divided could not repeat.
            head = self._row(table, table.header, element, Tag.TH, self._palette.table_head_fill)
            header = (head._replace(divider=None),)
            yield from header
        joins_next = bool(header)
        for number, row in enumerate(table.rows):
            last = number == len(table.rows) - 1
            band = self._row(table, row, element, Tag.TD, None, ends=number + 1 not in table.going_on)
            yield band._replace(
                joined=joins_next,
                after_pt=AFTER_TABLE_PT if last else 0.0,
                header=header,
            )
            joins_next = any(text.keep_with_next for text in row)

    def _row(
        self,
        table: Table,
        texts: Sequence[Text],
        parent: int,
        tag: Tag,
        fill: Colour | None,
        *,
        ends: bool = True,
    ) -> Band:
        element = self._log.open_element(Tag.TR, parent)
        cells: list[Cell] = []
        left_pt = 0.0
        last = len(table.widths) - 1
        for place, (text, share) in enumerate(zip(texts, table.widths, strict=True)):
            names_row = table.names_rows and place == 0 and tag is Tag.TD
            cell = self._log.open_element(
                Tag.TH if names_row else tag,
                element,
                lang=self._foreign(text),
                scope=Scope.ROW if names_row else Scope.COLUMN,
            )
            width_pt = share * self._width_pt
            before_pt, after_pt = (
                CELL_SIDE_PT if is_outer else table.gap_pt / 2 for is_outer in (place == 0, place == last)
            )
            inner_pt = width_pt - before_pt - after_pt
            cells.append(self._cell(text, left_pt + before_pt, inner_pt, Owner(self._log, cell)))
            left_pt += width_pt
        row = Row(
            cells=tuple(cells),
            leading_pt=max((cell.leading_pt for cell in cells), default=0.0),
            width_pt=self._width_pt,
            rule=self._palette.table_rule,
            fill=fill,
            least_lines=LEAST_DIVIDED_LINES if table.divides_rows else _LEAST_LINES_OF_DATA,
            anchors=tuple(Anchor(name=text.ident) for text in texts if text.ident is not None),
            ends=ends,
        )
        return row.band()

    def _cell(self, text: Text, left_pt: float, inner_pt: float, owner: Owner) -> Cell:
        look = self._lettering.look(text.role)
        leading_pt = self._lettering.leading_pt(text)
        inner_pt = max(inner_pt, look.size_pt)
        lines = tuple(
            PlacedLine(
                line=line,
                x_pt=left_pt + room_before(line, inner_pt, look.align),
                baseline_pt=baseline_in(leading_pt, look.size_pt),
                owner=owner,
            )
            for line in self._lines(text, inner_pt)
        )
        return Cell(lines=lines, leading_pt=leading_pt)

    def _lines(self, text: Text, width_pt: float) -> tuple[SetLine, ...]:
        if text.number:
            # A cell has no gutter: its number stands before its words.
            text = replace(text, number=None, runs=(Run(text=f"{text.number} "), *text.runs))
        return self._lettering.lines(text, width_pt)

    def _foreign(self, text: Text) -> str | None:
        lang = self._lettering.lang_of(text)
        return lang if lang != self._log.lang else None
