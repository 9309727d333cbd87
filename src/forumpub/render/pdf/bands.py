"""Bands: what a plan is cut into before it is divided into pages.

A band is as wide as the text and is not cut, unless it has a divider: a line of a paragraph, a row of a
table, a rule. Positions within a band count from its upper left corner, to the right and down.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from forumpub.render.pdf.owners import Owner
from forumpub.styling import Colour
from forumpub.typeset.setting import SetLine
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdrop:
    """The box behind a band. Neighbours with equal fill and bar touch.

    `left_pt` and `right_pt` count from the left margin and include the padding at the sides. `padding_pt`
    is kept above and below each group of neighbours that touch.
    """

    left_pt: float
    right_pt: float
    padding_pt: float = 0.0
    fill: Colour | None = None
    bar: Colour | None = None
    bar_width_pt: float = 0.0

    def touches(self, other: Backdrop | None) -> bool:
        """Whether the space between two neighbours is filled too."""
        return other is not None and self.fill == other.fill and self.bar == other.bar


class PlacedLine(NamedTuple):
    """A line of text in a band. Where `owner` is None it is no part of the document."""

    line: SetLine
    x_pt: float
    baseline_pt: float
    owner: Owner | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A horizontal rule, `y_pt` being its upper edge."""

    left_pt: float
    right_pt: float
    y_pt: float
    width_pt: float
    colour: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What links and the outline can name: a text's ident, and a heading's title and level."""

    name: str | None = None
    title: str | None = None
    level: int = 1


class Divider(Protocol):
    """Divides a band between two pages."""

    def divide(self, room_pt: float, *, alone: bool) -> tuple[Band, Band] | None:
        """Return the part that fits into a room and the rest, or None; `alone` on its page, it must."""
        ...


class Band(NamedTuple):
    """Something that stands on one page.

    `before_pt` and `after_pt` are the space above and below; the first is dropped at the top of a page.
    `joined`: stands on the same page as the band before it. `header` repeats at the top of every page that
    starts with this band.
    """

    height_pt: float
    before_pt: float = 0.0
    after_pt: float = 0.0
    joined: bool = False
    starts_page: bool = False
    backdrop: Backdrop | None = None
    lines: tuple[PlacedLine, ...] = ()
    rules: tuple[Rule, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    header: tuple[Band, ...] = ()
    divider: Divider | None = None


def divide_band(band: Band, room_pt: float, *, alone: bool) -> tuple[Band, Band] | None:
    """Divide a band; its parts keep its space and its company on the sides that they have."""
    parts = band.divider.divide(room_pt, alone=alone) if band.divider is not None else None
    if parts is None:
        return None
    upper, lower = parts
    return (
        upper._replace(
            before_pt=band.before_pt,
            joined=band.joined,
            starts_page=band.starts_page,
            header=band.header,
        ),
        lower._replace(after_pt=band.after_pt, header=band.header),
    )
