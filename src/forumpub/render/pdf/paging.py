"""Dividing bands into pages, one page at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from forumpub.render.pdf.bands import Band, divide_band

_ROUNDING_PT = 0.01
# So much less room, and a band loses its last line.
_CUT_PT = 0.1
# A table whose header takes more than this share of the page repeats no header: rows would find no room.
_MOST_HEADER = 0.5


class Placed(NamedTuple):
    """A band on a page, its upper edge `top_pt` below the top of the text. `repeated`: a header once more."""

    band: Band
    top_pt: float
    repeated: bool = False


class PageFiller:
    """Takes pages off a stream of bands.

    Looks ahead one page at most, so that memory doesn't grow with the document.
    """

    def __init__(self, bands: Iterator[Band]) -> None:
        self._bands = bands
        self._ahead: deque[Band] = deque()

    @property
    def exhausted(self) -> bool:
        """Whether nothing is left."""
        return self._peek(0) is None

    def take_page(self, height_pt: float) -> tuple[Placed, ...]:
        """Return the bands of the next page.

        Breaks at the last place where nothing joined is torn apart; if a page has no such place, where it is
        full. A band that can be divided is, where it or what is joined to it doesn't fit. One that can't and
        is higher than the page stands alone and runs over its end.
        """
        placed: list[Placed] = []
        taken = 0
        breakable = 0
        while (band := self._peek(taken)) is not None:
            if taken and band.starts_page:
                break
            if not taken:
                placed += _repeat_header(band, height_pt)
            above = placed[-1] if placed else None
            top = _top(above, band)
            if top + band.height_pt + _padding(band) > height_pt + _ROUNDING_PT:
                divided = self._divide(taken, height_pt - top - _padding(band), alone=not taken)
                if divided is None and taken:
                    break
                band = divided or band
            placed.append(Placed(band=band, top_pt=top))
            taken += 1
            following = self._peek(taken)
            if following is None or following.starts_page or not following.joined:
                breakable = taken
        if breakable < taken and (cut := self._divide_last(placed[-1], taken - 1)) is not None:
            placed[-1] = cut
            breakable = taken
        count = breakable or taken
        for _ in range(count):
            self._ahead.popleft()
        return tuple(placed[: len(placed) - taken + count])

    def _divide(self, index: int, room_pt: float, *, alone: bool) -> Band | None:
        """Divide a band ahead; return the part that fits, if any, while the rest waits behind it."""
        parts = divide_band(self._ahead[index], room_pt, alone=alone)
        if parts is None:
            return None
        self._ahead[index] = parts[0]
        self._ahead.insert(index + 1, parts[1])
        return parts[0]

    def _divide_last(self, last: Placed, index: int) -> Placed | None:
        """Divide the last band of a page whose company didn't fit, so that its end goes with that."""
        upper = self._divide(index, last.band.height_pt - _CUT_PT, alone=False)
        return None if upper is None else last._replace(band=upper)

    def _peek(self, index: int) -> Band | None:
        while len(self._ahead) <= index:
            band = next(self._bands, None)
            if band is None:
                return None
            self._ahead.append(band)
        return self._ahead[index]


def _repeat_header(band: Band, height_pt: float) -> list[Placed]:
    repeated: list[Placed] = []
    if sum(part.height_pt for part in band.header) > height_pt * _MOST_HEADER:
        return repeated
    for part in band.header:
        top = _top(repeated[-1] if repeated else None, part)
        repeated.append(Placed(band=part, top_pt=top, repeated=True))
    return repeated


def _top(above: Placed | None, band: Band) -> float:
    """Return where a band goes below another, or at the top of the page."""
    if above is None:
        return _padding(band)
    upper = above.band
    gap = upper.after_pt + band.before_pt
    if upper.backdrop is None or not upper.backdrop.touches(band.backdrop):
        gap += _padding(upper) + _padding(band)
    return above.top_pt + upper.height_pt + gap


def _padding(band: Band) -> float:
    return band.backdrop.padding_pt if band.backdrop is not None else 0.0
