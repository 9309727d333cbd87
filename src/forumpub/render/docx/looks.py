"""A role's look in Word's terms: paragraph and run properties, in the order the schema wants."""

from __future__ import annotations

from lxml import etree

from forumpub.render.docx.languages import Slot, WordLanguage
from forumpub.render.docx.wml import eighths, flag, half_points, twips, w
from forumpub.styling import Align, Colour, Look, Style
from forumpub.values import dataclass

# Word takes whole points up to this between text and border.
_MOST_SPACE_PT = 31
# A border that only widens a fill: the thinnest that Word draws.
_EDGE_PT = 0.25
_RULE_SPACE_PT = 1
# Room for a bullet where the look leaves none, in sizes.
_BULLET_GUTTER = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """Font families by Word's slots."""

    latin: str
    east_asian: str
    complex: str
    language: WordLanguage

    def element(self) -> etree._Element:
        """Make w:rFonts. The hint makes quotation marks Chinese in a Chinese edition."""
        hint = "eastAsia" if self.language.slot is Slot.EAST_ASIAN else None
        return w(
            "rFonts",
            hint=hint,
            ascii=self.latin,
            hAnsi=self.latin,
            eastAsia=self.east_asian,
            cs=self.complex,
        )


def families(style: Style, look: Look | None, language: WordLanguage) -> Families:
    """Return the families that a look is set in: the style's own for Latin, Noto for the other slots."""
    fonts = (look.fonts if look else None) or style.fonts
    return Families(
        latin=fonts.family,
        east_asian=language.east_asian_family,
        complex=language.complex_family or fonts.family,
        language=language,
    )


def run_properties(look: Look, fonts: Families) -> etree._Element:
    """Make the w:rPr of a look: every property in all of Word's slots."""
    size = half_points(look.size_pt)
    return w(
        "rPr",
        fonts.element(),
        flag("b", on=look.bold),
        flag("bCs", on=look.bold),
        flag("i", on=False),
        flag("iCs", on=False),
        w("color", val=look.colour.hex),
        w("sz", val=size),
        w("szCs", val=size),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a role is used in one plan, as far as it changes its style.

    `hanging` where its paragraphs have numbers or bullets, which stand in the gutter; `right_tab_pt` where it
    is the left end of split lines.
    """

    leading_pt: float
    hanging: bool = False
    gutter_pt: float = 0.0
    right_tab_pt: float | None = None
    outline_level: int | None = None
    numbering_id: int | None = None


def paragraph_properties(look: Look, setting: Setting) -> etree._Element:
    """Make the w:pPr of a look."""
    numbering = None
    if setting.numbering_id is not None:
        numbering = w("numPr", w("numId", val=setting.numbering_id))
    tabs = None
    if setting.right_tab_pt is not None:
        tabs = w("tabs", w("tab", val="right", pos=twips(setting.right_tab_pt)))
    outline = None
    if setting.outline_level is not None:
        outline = w("outlineLvl", val=setting.outline_level)
    return w(
        "pPr",
        flag("keepNext", on=True) if look.keep_with_next else None,
        flag("pageBreakBefore", on=True) if look.page_break_before else None,
        flag("widowControl", on=True),
        numbering,
        borders(look),
        shading(look.fill),
        tabs,
        spacing(look, setting.leading_pt),
        indents(look, setting.gutter_pt, hanging=setting.hanging),
        w("jc", val=_JUSTIFICATION[look.align]),
        outline,
    )


_JUSTIFICATION = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


def spacing(look: Look, leading_pt: float, *, drop_pt: float = 0.0) -> etree._Element:
    """Make w:spacing: exact lines, so that a page breaks where the PDF's does."""
    return w(
        "spacing",
        before=twips(look.before_pt + drop_pt),
        after=twips(look.after_pt),
        line=twips(leading_pt),
        lineRule="exact",
    )


def gutter_pt(look: Look, *, bulleted: bool) -> float:
    """Return the room left of the text for a number or bullet."""
    return look.number_gutter_pt or (look.size_pt * _BULLET_GUTTER if bulleted else 0.0)


def boxed_gutter(look: Look) -> bool:
    """Return whether a bar or fill reaches round the gutter.

    Word measures the box from the first line: neighbours that are to share one all start in the gutter, those
    without a number with a tab.
    """
    return bool(look.number_gutter_pt) and (look.bar is not None or look.fill is not None)


def indents(look: Look, gutter_pt: float, *, hanging: bool) -> etree._Element:
    """Make w:ind. With `hanging` the first line starts where the number stands."""
    gutter = twips(gutter_pt)
    return w(
        "ind",
        left=twips(look.indent_left_pt) + gutter,
        right=twips(look.indent_right_pt),
        hanging=gutter if hanging and gutter else None,
        firstLine=None if hanging and gutter else 0,
    )


def shading(fill: Colour | None) -> etree._Element | None:
    """Make w:shd for a background, None for none."""
    return None if fill is None else w("shd", val="clear", color="auto", fill=fill.hex)


def borders(look: Look) -> etree._Element | None:
    """Make w:pBdr: rules, bar, and the edges that widen a fill by its padding.

    Word joins neighbours whose borders are equal, fills the space between them, and draws `between` where it
    would have drawn the inner rules.
    """
    rule = look.rule_above or look.rule_below
    edge = look.fill
    found = [
        _horizontal("top", look.rule_above, edge, look),
        _left(look, edge),
        _horizontal("bottom", look.rule_below, edge, look),
        None if look.fill is None else _border("right", look.fill, _EDGE_PT, look.padding_pt),
        _horizontal("between", rule, None, look),
    ]
    return w("pBdr", *found) if any(side is not None for side in found) else None


def _left(look: Look, edge: Colour | None) -> etree._Element | None:
    if look.bar is not None:
        space_pt = look.padding_pt - look.bar_width_pt
        return _border("left", look.bar, look.bar_width_pt, space_pt)
    return None if edge is None else _border("left", edge, _EDGE_PT, look.padding_pt)


def _horizontal(side: str, rule: Colour | None, edge: Colour | None, look: Look) -> etree._Element | None:
    """Make an upper or lower border: a rule, or the unseen edge that keeps the padding."""
    if rule is not None:
        return _border(side, rule, look.rule_width_pt, look.padding_pt if edge else _RULE_SPACE_PT)
    return _border(side, edge, _EDGE_PT, look.padding_pt) if edge and look.padding_pt else None


def _border(side: str, colour: Colour, width_pt: float, space_pt: float) -> etree._Element:
    space = min(_MOST_SPACE_PT, max(0, round(space_pt)))
    return w(side, val="single", sz=eighths(width_pt), space=space, color=colour.hex)
