"""HarfBuzz shaping, one entry a grapheme cluster."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class ShapedText:
    """A shaped word."""

    text: str
