"""Wherever pages end, every band stands once, in its order, below the one before it and on the page."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from forumpub.render.pdf.bands import Band
from forumpub.render.pdf.paging import PageFiller, Placed

HEIGHT_PT = 60.0

# Thin joined bands with space around them are dividers; the others are lines, headings and rows.
dividers = st.just(Band(height_pt=0.5, before_pt=8, after_pt=8, joined=True))
lines = st.builds(
    Band,
    height_pt=st.sampled_from([10.0, 16.0, 25.0]),
    before_pt=st.sampled_from([0.0, 12.0]),
    after_pt=st.sampled_from([0.0, 8.0]),
    joined=st.booleans(),
    starts_page=st.sampled_from([False, False, False, True]),
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
