"""Placing the lines of a paragraph: baselines, alignment, and the box around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from forumpub.render.pdf.bands import Anchor, Backdrop, Band, PlacedLine, Rule
from forumpub.styling import Align, Look
from forumpub.typeset.setting import SetLine

# At least two lines of a paragraph stand together at either side of a page end.
_TOGETHER = 2
_RULE_GAP_PT = 1.0
# How far the baseline lies below the middle of a line, in sizes: about half the height of a capital.
_BASELINE_DROP = 0.34


def baseline_in(leading_pt: float, size_pt: float) -> float:
    """Return how far below the top of a line its baseline lies.

    Capitals stand in the middle of the line, in every script and font alike, so that mixed lines agree.
    """
    return leading_pt / 2 + _BASELINE_DROP * size_pt


def stack_lines(
    rows: list[tuple[PlacedLine, ...]], leading_pt: float, look: Look, width_pt: float, anchor: Anchor
) -> Iterator[Band]:
    """Yield one band a row, with the space, rules and box of a paragraph around them."""
    backdrop = _backdrop(look, width_pt)
    last = len(rows) - 1
    has_anchor = anchor.name is not None or anchor.title is not None
    for index, lines in enumerate(rows):
        above = _RULE_GAP_PT + look.rule_width_pt if look.rule_above and index == 0 else 0.0
        below = _RULE_GAP_PT + look.rule_width_pt if look.rule_below and index == last else 0.0
        height_pt = above + leading_pt + below
        yield Band(
            height_pt=height_pt,
            before_pt=look.before_pt if index == 0 else 0.0,
            after_pt=look.after_pt if index == last else 0.0,
            joined=0 < index < _TOGETHER or 0 < index > last + 1 - _TOGETHER,
            starts_page=look.page_break_before and index == 0,
            backdrop=backdrop,
            lines=tuple(line._replace(baseline_pt=above + line.baseline_pt) for line in lines)
            if above
            else lines,
            rules=_rules(look, width_pt, height_pt, above_pt=above, below_pt=below),
            anchors=(anchor,) if has_anchor and index == 0 else (),
        )


def _rules(
    look: Look, width_pt: float, height_pt: float, *, above_pt: float, below_pt: float
) -> tuple[Rule, ...]:
    edges = ((above_pt, look.rule_above, 0.0), (below_pt, look.rule_below, height_pt - look.rule_width_pt))
    return tuple(
        Rule(
            left_pt=look.indent_left_pt,
            right_pt=width_pt - look.indent_right_pt,
            y_pt=y_pt,
            width_pt=look.rule_width_pt,
            colour=colour,
        )
        for room_pt, colour, y_pt in edges
        if room_pt and colour is not None
    )


def _backdrop(look: Look, width_pt: float) -> Backdrop | None:
    if look.fill is None and look.bar is None:
        return None
    return Backdrop(
        left_pt=look.indent_left_pt - look.padding_pt,
        right_pt=width_pt - look.indent_right_pt + look.padding_pt,
        # A bar alone is as high as its text, as in Word.
        padding_pt=look.padding_pt if look.fill is not None else 0.0,
        fill=look.fill,
        bar=look.bar,
        bar_width_pt=look.bar_width_pt,
    )


def room_before(line: SetLine, width_pt: float, align: Align) -> float:
    """Return how far right of the left edge of its column an aligned line starts."""
    match align:
        case Align.LEFT:
            return 0.0
        case Align.CENTRE:
            return max(0.0, (width_pt - line.width_pt) / 2)
        case Align.RIGHT:
            return max(0.0, width_pt - line.width_pt)
        case _:
            assert_never(align)
