"""Every key that a style file may hold, and what its value must be.

One table serves three readers: the loader checks against it, `dump_style` writes in its order, and a test
compares `docs/formats/styles.md` with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from forumpub.styling.style import Align, Role, Section, Status, ThaiEra
from forumpub.values import dataclass

_POINTS_PER_MM = 72 / 25.4
DATE_LENGTHS = ("full", "long", "medium", "short")
SHEETS_MM: Mapping[str, tuple[float, float]] = {
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
}
MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, at most `MAX_TEXT` characters. An empty one is allowed where `may_be_empty`."""

    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `least` to `most`, both included."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour: `#rrggbb`, or outside `[palette]` the name of a palette colour; `none` where `optional`."""

    optional: bool = False


@dataclass(frozen=True, slots=True)
class FontFile:
    """A path, relative to the style file."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of different words out of a set."""

    words: tuple[str, ...]


Kind: TypeAlias = Words | Number | Truth | Choice | Ink | FontFile | ListOf

TOP: Mapping[str, Kind] = {
    "title": Words(),
    "summary": Words(),
    "extends": Words(),
    "sections": ListOf(tuple(Section)),
    "number_paragraphs": Truth(),
    "join_continued": Truth(),
    "show_derived": Truth(),
    "status": Choice(tuple(Status)),
}
DATES: Mapping[str, Kind] = {"format": Choice(DATE_LENGTHS), "thai_era": Choice(tuple(ThaiEra))}
PAGE: Mapping[str, Kind] = {
    "size": Choice(tuple(SHEETS_MM)),
    "width_mm": Number(70, 1500),
    "height_mm": Number(70, 1500),
    "margin_top_mm": Number(5, 200),
    "margin_right_mm": Number(5, 200),
    "margin_bottom_mm": Number(5, 200),
    "margin_left_mm": Number(5, 200),
}
FONTS: Mapping[str, Kind] = {"family": Words(), "regular": FontFile(), "bold": FontFile()}
PALETTE: Mapping[str, Kind] = {
    "text": Ink(),
    "accent": Ink(),
    "muted": Ink(),
    "link": Ink(),
    "rule": Ink(),
    "panel": Ink(),
    "table_head_fill": Ink(),
    "table_rule": Ink(),
    "paper": Ink(),
}
MASTHEAD: Mapping[str, Kind] = {
    "publication": Words(),
    "series": Words(may_be_empty=True),
    "contact": Words(may_be_empty=True),
    "rights": Words(may_be_empty=True),
}
LOOK: Mapping[str, Kind] = {
    "size_pt": Number(6, 72),
    "leading": Number(1, 3),
    "colour": Ink(),
    "bold": Truth(),
    "align": Choice(tuple(Align)),
    "before_pt": Number(0, 200),
    "after_pt": Number(0, 200),
    "indent_left_pt": Number(0, 300),
    "indent_right_pt": Number(0, 300),
    "number_gutter_pt": Number(0, 200),
    "padding_pt": Number(0, 60),
    "keep_with_next": Truth(),
    "page_break_before": Truth(),
    "fill": Ink(optional=True),
    "bar": Ink(optional=True),
    "bar_width_pt": Number(0.25, 12),
    "rule_above": Ink(optional=True),
    "rule_below": Ink(optional=True),
    "rule_width_pt": Number(0.25, 12),
    "family": Words(),
    "regular": FontFile(),
    "bold_file": FontFile(),
}
TABLES: Mapping[str, Mapping[str, Kind]] = {
    "dates": DATES,
    "page": PAGE,
    "fonts": FONTS,
    "palette": PALETTE,
    "masthead": MASTHEAD,
}
LOOKS = "looks"
ROLES = tuple(Role)


def points_of(length_mm: float) -> float:
    """Return a length of a style file, in millimetres, as the points that a style holds."""
    # Four decimals are finer than any device, and give the same number back after a dump.
    return round(length_mm * _POINTS_PER_MM, 4)
