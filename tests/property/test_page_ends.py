"""Wherever pages end, every band stands once, in its order, below the one before it and on the page."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from forumpub.render.pdf.bands import Band, PlacedLine
from forumpub.render.pdf.paging import PageFiller, Placed
from forumpub.render.pdf.rows import Cell, Row
from forumpub.styling import Colour
from forumpub.typeset.setting import SetLine

HEIGHT_PT = 60.0

# Thin joined bands with space around them are dividers; the others are lines, headings and rows.
dividers = st.just(Band(height_pt=0.5, before_pt=8, after_pt=8, joined=True))
lines = st.builds(
    # Hypothesis would make up the fields of a named tuple that have defaults.
    lambda **fields: Band(**fields),
    height_pt=st.sampled_from([10.0, 16.0, 25.0]),
    before_pt=st.sampled_from([0.0, 12.0]),
    after_pt=st.sampled_from([0.0, 8.0]),
    joined=st.booleans(),
    starts_page=st.sampled_from([False, False, False, True]),
)


def row_of(sizes: list[tuple[int, float]], least_lines: int, joined: bool) -> Band:
    cells = tuple(
        Cell(
            leading_pt=leading_pt,
            lines=tuple(
                PlacedLine(
                    line=SetLine(pieces=(), text=f"{column}.{number}", width_pt=1.0),
                    x_pt=float(column),
                    baseline_pt=leading_pt / 2,
                    owner=None,
                )
                for number in range(size)
            ),
        )
        for column, (size, leading_pt) in enumerate(sizes)
    )
    row = Row(
        cells=cells,
        leading_pt=max(leading_pt for _, leading_pt in sizes),
        width_pt=100,
        rule=Colour(1, 2, 3),
        fill=None,
        least_lines=least_lines,
    )
    return row.band()._replace(joined=joined)


rows = st.builds(
    row_of,
    st.lists(st.tuples(st.integers(0, 14), st.sampled_from([7.0, 9.0])), min_size=1, max_size=3),
    st.sampled_from([4, 17]),
    st.booleans(),
)


def pages_of(bands: list[Band]) -> list[tuple[Placed, ...]]:
    filler = PageFiller(iter(bands))
    pages = []
    while not filler.exhausted:
        pages.append(filler.take_page(HEIGHT_PT))
    return pages


@given(st.lists(st.one_of(dividers, lines), max_size=40))
def test_every_band_stands_once_in_order_and_on_the_page(bands: list[Band]) -> None:
    pages = pages_of(bands)
    assert [id(part.band) for page in pages for part in page] == [id(band) for band in bands]
    for page in pages:
        assert page[0].top_pt == 0
        for upper, lower in pairwise(page):
            assert lower.top_pt >= upper.top_pt + upper.band.height_pt
        assert page[-1].top_pt + page[-1].band.height_pt <= HEIGHT_PT + 0.01


@given(st.lists(st.one_of(dividers, lines), max_size=40))
def test_a_page_begins_with_what_is_joined_only_where_nothing_else_fits(bands: list[Band]) -> None:
    pages = pages_of(bands)
    for page, following in pairwise(pages):
        if following[0].band.joined and not following[0].band.starts_page:
            assert all(part.band.joined for part in page[1:])


@given(st.lists(st.one_of(lines, rows), max_size=12))
def test_however_rows_are_divided_their_lines_stand_once_in_order_and_on_the_page(bands: list[Band]) -> None:
    def columns(some: list[Band]) -> list[list[str]]:
        found = [line for band in some for line in band.lines]
        return [[line.line.text for line in found if line.x_pt == column] for column in range(3)]

    pages = pages_of(bands)
    assert columns([part.band for page in pages for part in page]) == columns(bands)
    for page in pages:
        for upper, lower in pairwise(page):
            assert lower.top_pt >= upper.top_pt + upper.band.height_pt
        assert page[-1].top_pt + page[-1].band.height_pt <= HEIGHT_PT + 0.01
        for part in page:
            assert all(0 < line.baseline_pt < part.band.height_pt for line in part.band.lines)
