"""What was drawn, before it becomes a file."""

from __future__ import annotations

from collections.abc import Sequence

from forumpub.typeset.embedding import FontProgram
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPages:
    """Pages of one size in points, each its content stream, and the fonts that they show."""

    contents: Sequence[bytes]
    width_pt: float
    height_pt: float
    fonts: Sequence[FontProgram]
