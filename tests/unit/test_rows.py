"""Rows of tables: first baselines agree, and a page end divides what it may."""

from __future__ import annotations

import pytest

from forumpub.render.pdf.bands import Anchor, Band, PlacedLine, divide_band
from forumpub.render.pdf.paging import PageFiller
from forumpub.render.pdf.rows import Cell, Row
from forumpub.styling import Colour
from forumpub.typeset.setting import SetLine

FRAME_PT = 6.5
HEADER = Band(height_pt=10)


def cell(count: int, leading_pt: float = 10.0, x_pt: float = 0.0) -> Cell:
    """A cell whose lines are as long as their number, so that they can be told apart."""
    lines = tuple(
        PlacedLine(
            line=SetLine(text="x", pieces=(), width_pt=float(number)),
            x_pt=x_pt,
            baseline_pt=leading_pt / 2 + 3,
            owner=None,
        )
        for number in range(count)
    )
    return Cell(lines=lines, leading_pt=leading_pt)


def row(*cells: Cell, least_lines: int = 4) -> Row:
    return Row(
        cells=cells,
        leading_pt=max(part.leading_pt for part in cells),
        width_pt=100,
        rule=Colour(1, 2, 3),
        fill=None,
        least_lines=least_lines,
        anchors=(Anchor(name="p1"),),
    )


def columns(band: Band, x_pt: float = 0.0) -> list[int]:
    """The lines of the cell at a place, by number."""
    return [int(line.line.width_pt) for line in band.lines if line.x_pt == x_pt]


def divide(whole: Row, lines: float, *, alone: bool = False) -> tuple[Band, Band] | None:
    return divide_band(whole.band(), FRAME_PT + lines * 10, alone=alone)


def test_first_baselines_agree_whatever_the_leading() -> None:
    band = row(cell(2, 14, x_pt=0), cell(2, 18.5, x_pt=50)).band()
    small, large = ([line for line in band.lines if line.x_pt == x] for x in (0.0, 50.0))
    assert small[0].baseline_pt == pytest.approx(large[0].baseline_pt)
    assert small[1].baseline_pt - small[0].baseline_pt == pytest.approx(14)
    assert large[1].baseline_pt - large[0].baseline_pt == pytest.approx(18.5)
    assert band.height_pt == pytest.approx(2 * 18.5 + FRAME_PT)


def test_a_row_is_divided_where_its_lines_end() -> None:
    parts = divide(row(cell(8), cell(5, x_pt=50)), 5.7)
    assert parts is not None
    upper, lower = parts
    assert (columns(upper), columns(lower)) == ([0, 1, 2, 3, 4], [5, 6, 7])
    assert (columns(upper, 50), columns(lower, 50)) == ([0, 1, 2, 3, 4], [])
    assert (upper.rules, len(lower.rules)) == ((), 1)
    assert (len(upper.anchors), lower.anchors) == (1, ())
    assert upper.height_pt + lower.height_pt == pytest.approx(8 * 10 + 2 * FRAME_PT)
    assert lower.lines[0].baseline_pt == upper.lines[0].baseline_pt


def test_no_line_is_left_alone() -> None:
    parts = divide(row(cell(6), cell(9, x_pt=50)), 5)
    assert parts is not None
    assert [len(columns(part)) for part in parts] == [4, 2]
    assert [len(columns(part, 50)) for part in parts] == [5, 4]


@pytest.mark.parametrize("lines", [0, 1, 1.9])
def test_a_row_that_would_leave_a_single_line_moves_whole(lines: float) -> None:
    assert divide(row(cell(8)), lines) is None


def test_three_lines_beside_more_move_whole_where_two_would_fit() -> None:
    assert divide(row(cell(8), cell(3, x_pt=50)), 2) is None


def test_rows_of_few_lines_are_divided_only_where_no_page_holds_them() -> None:
    data = row(cell(8), least_lines=17)
    assert divide(data, 5) is None
    parts = divide(data, 5, alone=True)
    assert parts is not None
    assert [len(columns(part)) for part in parts] == [5, 3]


def test_a_row_without_room_for_a_line_is_not_divided_even_alone() -> None:
    assert divide(row(cell(8)), 0.5, alone=True) is None


def test_parts_keep_the_space_and_company_of_their_sides() -> None:
    band = row(cell(8)).band()._replace(before_pt=3, after_pt=8, joined=True, header=(HEADER,))
    parts = divide_band(band, FRAME_PT + 40, alone=False)
    assert parts is not None
    upper, lower = parts
    assert (upper.before_pt, upper.after_pt, upper.joined, upper.header) == (3, 0, True, (HEADER,))
    assert (lower.before_pt, lower.after_pt, lower.joined, lower.header) == (0, 8, False, (HEADER,))
    assert divide_band(HEADER, 5, alone=True) is None


def pages_of(*bands: Band, height_pt: float) -> list[list[list[int]]]:
    filler = PageFiller(iter(bands))
    pages = []
    while not filler.exhausted:
        placed = filler.take_page(height_pt)
        assert placed[-1].top_pt + placed[-1].band.height_pt <= height_pt + 0.01
        pages.append([columns(part.band) for part in placed])
    return pages


def test_pages_are_filled_with_parts_of_rows() -> None:
    whole = row(cell(12)).band()._replace(header=(HEADER,))
    assert pages_of(HEADER, whole, height_pt=10 + FRAME_PT + 45) == [
        [[], [0, 1, 2, 3]],
        [[], [4, 5, 6, 7]],
        [[], [8, 9, 10, 11]],
    ]


def test_what_is_joined_to_a_row_takes_its_last_lines_along() -> None:
    quote, attribution = row(cell(6)).band(), row(cell(1)).band()._replace(joined=True)
    assert pages_of(quote, attribution, height_pt=6 * 10 + FRAME_PT + 5) == [[[0, 1, 2, 3]], [[4, 5], [0]]]


def test_joined_rows_of_data_move_together() -> None:
    first, second = row(cell(2)).band(), row(cell(2)).band()._replace(joined=True)
    assert pages_of(HEADER, first, second, height_pt=60) == [[[]], [[0, 1], [0, 1]]]
