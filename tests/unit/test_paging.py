"""Where pages break."""

from __future__ import annotations

import pytest

from forumpub.render.pdf.bands import Backdrop, Band
from forumpub.render.pdf.paging import PageFiller
from forumpub.styling import Colour

LINE = Band(height_pt=10)
JOINED = LINE._replace(joined=True)


def fill(*bands: Band, height_pt: float = 30) -> list[int]:
    """Divide bands into pages and return how many stand on each."""
    filler = PageFiller(iter(bands))
    counts = []
    while not filler.exhausted:
        counts.append(len(filler.take_page(height_pt)))
    return counts


def test_pages_are_filled_and_nothing_is_lost() -> None:
    assert fill(*[LINE] * 7) == [3, 3, 1]


def test_joined_bands_move_together() -> None:
    assert fill(LINE, LINE, LINE, JOINED, LINE) == [2, 3]


def test_a_page_without_a_break_is_cut_where_it_is_full() -> None:
    assert fill(*[JOINED] * 5) == [3, 2]


def test_a_band_higher_than_the_page_stands_alone() -> None:
    assert fill(LINE, LINE._replace(height_pt=99), LINE) == [1, 1, 1]


def test_a_page_break_before_a_band() -> None:
    assert fill(LINE, LINE._replace(starts_page=True), LINE) == [1, 2]


def test_space_counts_between_bands_and_is_dropped_at_the_top() -> None:
    spaced = LINE._replace(before_pt=6, after_pt=4)
    filler = PageFiller(iter([spaced] * 3))
    assert [part.top_pt for part in filler.take_page(30)] == [0, 20]
    assert [part.top_pt for part in filler.take_page(30)] == [0]


def test_padding_stands_only_at_the_ends_of_a_group_that_touches() -> None:
    panel = Backdrop(left_pt=0, right_pt=9, padding_pt=5, fill=Colour(1, 2, 3))
    boxed = LINE._replace(backdrop=panel, after_pt=2)
    placed = PageFiller(iter([LINE, boxed, boxed, LINE])).take_page(100)
    assert [part.top_pt for part in placed] == [0, 15, 27, 44]


def test_the_padding_below_must_fit_the_page_too() -> None:
    boxed = LINE._replace(backdrop=Backdrop(left_pt=0, right_pt=9, padding_pt=5, fill=Colour(1, 2, 3)))
    assert fill(LINE, boxed, height_pt=29) == [1, 1]


def test_a_table_header_repeats_on_every_page_and_takes_no_row_away() -> None:
    row = LINE._replace(header=(LINE,))
    filler = PageFiller(iter([LINE, row._replace(joined=True), *[row] * 4]))
    pages = []
    while not filler.exhausted:
        pages.append([part.repeated for part in filler.take_page(30)])
    assert pages == [[False] * 3, [True, False, False], [True, False]]


def test_a_header_that_fills_half_the_page_is_not_repeated() -> None:
    row = LINE._replace(header=(LINE._replace(height_pt=20),))
    filler = PageFiller(iter([row]))
    assert [part.repeated for part in filler.take_page(30)] == [False]


@pytest.mark.parametrize("count", [1, 2, 3, 50])
def test_every_band_lands_on_exactly_one_page(count: int) -> None:
    assert sum(fill(*[LINE, JOINED] * count)) == 2 * count
