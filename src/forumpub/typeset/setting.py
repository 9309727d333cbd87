"""Lines of text: breaking paragraphs into shaped lines, and drawing them on a ReportLab canvas."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from forumpub.typeset.fonts import FontStack
from forumpub.typeset.shaping import ShapedText


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledText:
    """Characters of one look.

    `lang` is the BCP 47 tag of these characters, for shaping. `rgb` is sRGB, each channel 0–1. `mark` is the
    caller's own key, such as a link or a foreign-language span; pieces of different mark are never merged.
    A line end within `text` ends the line there.
    """

    text: str
    stack: FontStack
    size_pt: float
    rgb: tuple[float, float, float]
    lang: str
    mark: Hashable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPiece:
    """The part of one line that comes from one `StyledText`.

    `x_pt` counts from the start of the line. `width_pt` includes trailing blanks.
    """

    style: StyledText
    text: str
    words: tuple[ShapedText, ...]
    x_pt: float
    width_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """One line. `width_pt` leaves out the blanks at its end, which hang over the margin."""

    pieces: tuple[SetPiece, ...]
    text: str
    width_pt: float


def set_lines(texts: Sequence[StyledText], width_pt: float, *, lang: str) -> tuple[SetLine, ...]:
    """Break one paragraph into lines.

    First fit at ICU line-break opportunities; a word wider than the column breaks between grapheme clusters.

    Args:
        texts: the paragraph, in reading order.
        width_pt: width of the column in points, > 0.
        lang: BCP 47 tag of the paragraph, for the break rules.

    Returns:
        The lines, at least one; their texts joined are the texts joined. A paragraph without characters is
        one line without pieces.

    Raises:
        ValueError: width_pt is not positive.
    """
    raise NotImplementedError


def set_line(texts: Sequence[StyledText]) -> SetLine:
    """Set texts on one line, however long it gets."""
    raise NotImplementedError


def measure(texts: Sequence[StyledText]) -> float:
    """Return the width in points of the texts on one line, blanks at the end included."""
    raise NotImplementedError


def draw_piece(canvas: Canvas, piece: SetPiece, x_pt: float, baseline_pt: float) -> None:
    """Draw one piece of a line that starts at `x_pt`.

    Writes one text object and leaves the fill colour of the piece set; marked content is the caller's.
    """
    raise NotImplementedError


def draw_line(canvas: Canvas, line: SetLine, x_pt: float, baseline_pt: float) -> None:
    """Draw all pieces of a line that starts at `x_pt`."""
    raise NotImplementedError
