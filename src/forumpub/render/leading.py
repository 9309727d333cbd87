"""The distance of baselines, equal in all paged formats."""

from __future__ import annotations

from forumpub.styling import Look
from forumpub.typeset.scripts import leading_factor


def leading_pt(look: Look, text: str, lang: str) -> float:
    """Return the distance of baselines that a look and the scripts of `text` need, in points.

    The look's factor holds for Latin; a script with marks above and below raises it.
    """
    return look.size_pt * leading_factor(text, lang, latin=look.leading)
