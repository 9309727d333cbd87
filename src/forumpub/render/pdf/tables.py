"""Tables as bands: a row is one band, so that it is never torn, unless it is very high."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from forumpub.plan import Run, Table, Text
from forumpub.render.pdf.bands import Anchor, Backdrop, Band, PlacedLine, Rule
from forumpub.render.pdf.lettering import Lettering
from forumpub.render.pdf.owners import Owner
from forumpub.render.pdf.placing import baseline_in, room_before
from forumpub.styling import Colour, Style
from forumpub.typeset.setting import SetLine
from forumpub.typeset.tagging import StructureLog, Tag

_CELL_SIDE_PT = 5.0
_CELL_ABOVE_PT = 3.0
_RULE_WIDTH_PT = 0.5
_SPACE_AFTER_PT = 8.0
# A row of more lines than this may be divided between pages, in slices of so many.
_UNDIVIDED_LINES = 16
_SLICE_LINES = 8


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
            fill = self._palette.table_head_fill
            header = tuple(self._row(table, table.header, element, Tag.TH, fill))
            header = tuple(replace(band, joined=index > 0) for index, band in enumerate(header))
            yield from header
        joins_next = bool(header)
        for number, row in enumerate(table.rows):
            last_row = number == len(table.rows) - 1
            slices = list(self._row(table, row, element, Tag.TD, None))
            for index, band in enumerate(slices):
                last = last_row and index == len(slices) - 1
                yield replace(
                    band,
                    joined=index == 0 and joins_next,
                    after_pt=_SPACE_AFTER_PT if last else 0.0,
                    header=header,
                )
            joins_next = any(text.keep_with_next for text in row)

    def _row(
        self, table: Table, texts: Sequence[Text], parent: int, tag: Tag, fill: Colour | None
    ) -> Iterator[Band]:
        row = self._log.open_element(Tag.TR, parent)
        cells: list[list[PlacedLine]] = []
        left_pt = 0.0
        leadings = [self._lettering.leading_pt(text) for text in texts]
        leading_pt = max(leadings, default=0.0)
        for text, share in zip(texts, table.widths, strict=True):
            owner = Owner(self._log, self._log.open_element(tag, row, lang=self._foreign(text)))
            cells.append(self._cell(text, left_pt, share * self._width_pt, leading_pt, owner))
            left_pt += share * self._width_pt
        count = max((len(cell) for cell in cells), default=1)
        anchors = tuple(Anchor(name=text.ident) for text in texts if text.ident is not None)
        size = count if count <= _UNDIVIDED_LINES else _SLICE_LINES
        for start in range(0, count, size):
            yield self._slice(
                [cell[start : start + size] for cell in cells],
                leading_pt,
                fill,
                first=start == 0,
                last=start + size >= count,
                anchors=anchors if start == 0 else (),
            )

    def _cell(
        self, text: Text, left_pt: float, width_pt: float, leading_pt: float, owner: Owner
    ) -> list[PlacedLine]:
        look = self._lettering.look(text.role)
        inner_pt = max(width_pt - 2 * _CELL_SIDE_PT, look.size_pt)
        return [
            PlacedLine(
                line=line,
                x_pt=left_pt + _CELL_SIDE_PT + room_before(line, inner_pt, look.align),
                baseline_pt=baseline_in(leading_pt, look.size_pt),
                owner=owner,
            )
            for line in self._lines(text, inner_pt)
        ]

    def _lines(self, text: Text, width_pt: float) -> tuple[SetLine, ...]:
        if text.number:
            # A cell has no gutter: its number stands before its words.
            text = replace(text, number=None, runs=(Run(text=f"{text.number} "), *text.runs))
        return self._lettering.lines(text, width_pt)

    def _slice(
        self,
        cells: list[list[PlacedLine]],
        leading_pt: float,
        fill: Colour | None,
        *,
        first: bool,
        last: bool,
        anchors: tuple[Anchor, ...],
    ) -> Band:
        above_pt = _CELL_ABOVE_PT if first else 0.0
        below_pt = _CELL_ABOVE_PT + _RULE_WIDTH_PT if last else 0.0
        count = max((len(cell) for cell in cells), default=0)
        height_pt = above_pt + count * leading_pt + below_pt
        # Cell by cell, not line by line: the order in which the row is read.
        lines = tuple(
            replace(line, baseline_pt=above_pt + index * leading_pt + line.baseline_pt)
            for cell in cells
            for index, line in enumerate(cell)
        )
        rule = Rule(
            left_pt=0.0,
            right_pt=self._width_pt,
            y_pt=height_pt - _RULE_WIDTH_PT,
            width_pt=_RULE_WIDTH_PT,
            colour=self._palette.table_rule,
        )
        backdrop = Backdrop(left_pt=0.0, right_pt=self._width_pt, fill=fill) if fill is not None else None
        return Band(
            height_pt=height_pt,
            backdrop=backdrop,
            lines=lines,
            rules=(rule,) if last else (),
            anchors=anchors,
        )

    def _foreign(self, text: Text) -> str | None:
        lang = self._lettering.lang_of(text)
        return lang if lang != self._log.lang else None
