"""Text objects of a page (ISO 32000-1, 9.4): what places and shows words, said once while it holds.

Between `BT` and `ET` a line is placed by its distance from the one before, nearly always the leading, and
colour, font and size are said where they change. A fifteenth of a long file less than saying all each time.
"""

from __future__ import annotations

from collections.abc import Sequence

from forumpub.typeset.embedding import DocumentFonts, number
from forumpub.typeset.shaping import ShapedText

_PLACES = 3  # of decimals, as `number` writes


class TextObject:
    """The text object of the page being drawn, open or not, and what is in force within it.

    While one is open, nothing may be drawn but text; marked content may begin and end.
    """

    def __init__(self) -> None:
        self.fonts = DocumentFonts()
        self.is_open = False
        self._x_pt = self._y_pt = 0.0
        self._rgb: tuple[float, float, float] | None = None
        self._font = ""

    def begin(self) -> str:
        """Return the operator that opens a text object, in which nothing is in force yet."""
        self.is_open = True
        self._x_pt = self._y_pt = 0.0
        self._rgb = None
        self._font = ""
        return "BT"

    def end(self) -> str:
        """Return the operator that closes the text object."""
        self.is_open = False
        return "ET"

    def show(
        self,
        words: Sequence[ShapedText],
        size_pt: float,
        rgb: tuple[float, float, float],
        x_pt: float,
        y_pt: float,
    ) -> str:
        """Return the operators that show some words at a place on the page, "" if nothing is to be shown.

        Without an open text object they are one of their own.
        """
        if not self.is_open:
            begun, shown, ended = self.begin(), self.show(words, size_pt, rgb, x_pt, y_pt), self.end()
            return f"{begun} {shown} {ended}" if shown else ""
        operators, font = self.fonts.show(words, size_pt, self._font)
        if not operators:
            return ""
        self._font = font
        x_pt, y_pt = round(x_pt, _PLACES), round(y_pt, _PLACES)
        right, up = round(x_pt - self._x_pt, _PLACES), round(y_pt - self._y_pt, _PLACES)
        self._x_pt, self._y_pt = x_pt, y_pt
        placed = f"{number(right)} {number(up)} Td {operators}"
        if rgb == self._rgb:
            return placed
        self._rgb = rgb
        red, green, blue = map(number, rgb)
        return f"{red} {green} {blue} rg {placed}"
