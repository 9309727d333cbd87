"""What a house style is, as values. Lengths are points."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from pathlib import Path

from forumpub.values import dataclass


class Role(enum.StrEnum):
    """What a paragraph is on the page. Every style gives every role a look."""

    PUBLICATION = "publication"
    SERIES = "series"
    STATUS = "status"
    STRIP = "strip"
    HEADLINE = "headline"
    SUMMARY = "summary"
    PANEL_HEADING = "panel-heading"
    HEADING2 = "heading2"
    HEADING3 = "heading3"
    ANNEX_HEADING = "annex-heading"
    BODY = "body"
    LEAD = "lead"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    STANDUP = "standup"
    NATSOUND = "natsound"
    CAPTION = "caption"
    STAGE = "stage"
    NOTE = "note"
    NOTE_HEADING = "note-heading"
    KEY_POINT = "key-point"
    TABLE_HEAD = "table-head"
    TABLE_CELL = "table-cell"
    CREDIT = "credit"
    END_MARK = "end-mark"
    TRANSCRIPT_LINE = "transcript-line"
    RUNNING_HEAD = "running-head"
    RUNNING_FOOT = "running-foot"


class Align(enum.StrEnum):
    """Horizontal alignment. Nothing is ever justified: half our scripts have no spaces to stretch."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour, each channel 0–255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """Six upper-case hex digits, without `#`."""
        return f"{self.red:02X}{self.green:02X}{self.blue:02X}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FontChoice:
    """Fonts a style prefers: its own files, then a family name for Word. Paths are absolute."""

    family: str
    regular: Path | None = None
    bold: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a role is set.

    `leading` is a factor of the size for Latin text; other scripts raise it to what they need.

    Across, from the left margin: the paragraph's box starts at `indent_left_pt` and ends `indent_right_pt`
    before the right margin. A number or bullet stands at the left edge of the box, the text
    `number_gutter_pt` to the right of it, whether or not there is a number. `fill` colours the box widened by
    `padding_pt` on all sides; `bar` is a vertical rule `bar_width_pt` wide along the left edge of that
    widened box; `rule_above` and `rule_below` are `rule_width_pt` thick. Neighbours with equal fill and bar
    touch: the space between them is filled too, and padding above and below is added only at the ends of
    such a group. These are what Word's paragraph borders and shading do.

    `fonts` is None where the role is set in the style's own fonts.
    """

    size_pt: float
    leading: float
    colour: Colour
    bold: bool = False
    align: Align = Align.LEFT
    before_pt: float = 0.0
    after_pt: float = 0.0
    indent_left_pt: float = 0.0
    indent_right_pt: float = 0.0
    number_gutter_pt: float = 0.0
    keep_with_next: bool = False
    fill: Colour | None = None
    bar: Colour | None = None
    rule_above: Colour | None = None
    rule_below: Colour | None = None
    padding_pt: float = 0.0
    bar_width_pt: float = 2.5
    rule_width_pt: float = 0.5
    page_break_before: bool = False
    fonts: FontChoice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The sheet and its margins, in points."""

    width_pt: float
    height_pt: float
    margin_top_pt: float
    margin_right_pt: float
    margin_bottom_pt: float
    margin_left_pt: float

    @property
    def text_width_pt(self) -> float:
        """The width between the side margins."""
        return self.width_pt - self.margin_left_pt - self.margin_right_pt


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours that no single role owns, and that looks can name.

    `paper` is what the page is taken to be printed on; it is never drawn.
    """

    accent: Colour
    muted: Colour
    link: Colour
    rule: Colour
    table_head_fill: Colour
    table_rule: Colour
    text: Colour = Colour(0, 0, 0)
    panel: Colour = Colour(255, 255, 255)
    paper: Colour = Colour(255, 255, 255)


class Section(enum.StrEnum):
    """The parts of a briefing, in the order of the handbook."""

    MASTHEAD = "masthead"
    HEADLINE = "headline"
    SUMMARY = "summary"
    STRIP = "strip"
    KEY_POINTS = "key-points"
    KEY_FIGURES = "key-figures"
    PARTICIPANTS = "participants"
    NARRATIVE = "narrative"
    BACKGROUND = "background"
    ABBREVIATIONS = "abbreviations"
    NOTES = "notes"
    CREDITS = "credits"
    TRANSCRIPT = "transcript"


class Status(enum.StrEnum):
    """How far an edition has been checked. NONE prints no label."""

    NONE = "none"
    MACHINE_TRANSLATED = "machine-translated"
    EDITED = "edited"
    FINAL = "final"


class ThaiEra(enum.StrEnum):
    """Which era the years of a Thai edition are counted in."""

    BUDDHIST = "buddhist"
    GREGORIAN = "gregorian"


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """Words of the publication itself."""

    publication: str
    series: str
    contact: str | None = None
    rights: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A house style. `date_format` is a CLDR date length: full, long, medium or short.

    `status` is the label of editions whose status nobody gives.
    """

    name: str
    title: str
    summary: str
    page: Page
    fonts: FontChoice
    palette: Palette
    looks: Mapping[Role, Look]
    sections: tuple[Section, ...]
    masthead: Masthead
    date_format: str = "long"
    number_paragraphs: bool = True
    join_continued: bool = True
    show_derived: bool = True
    thai_era: ThaiEra = ThaiEra.BUDDHIST
    status: Status = Status.NONE
