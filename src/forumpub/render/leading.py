"""The distance of baselines, equal in all paged formats."""

from __future__ import annotations

from forumpub.styling import Look
from forumpub.typeset.scripts import leading_factor


def leading_pt(look: Look, text: str, lang: str) -> float:
    """Return the distance of baselines that a look and the scripts of `text` need, in points.

    The look's factor holds for Latin; a script with marks above and below raises it.
    """
    return look.size_pt * leading_factor(text, lang, latin=look.leading)


def first_line_drop_pt(leading_pt: float, row_leading_pt: float) -> float:
    """Return how much lower than its neighbours a cell begins, so that the first baselines of a row agree.

    A baseline lies in the middle of its line, but for a share of the size, which the cells of a row have in
    common.
    """
    return (row_leading_pt - leading_pt) / 2
