"""Checked settings become a `Style`: lengths in points, colour names resolved, contrast held."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from forumpub.errors import StyleError
from forumpub.styling import keys
from forumpub.styling.checking import Settings, Value, wrong
from forumpub.styling.contrast import LEAST_CONTRAST, contrast_ratio
from forumpub.styling.style import (
    Align,
    Colour,
    FontChoice,
    Look,
    Masthead,
    Page,
    Palette,
    Role,
    Section,
    Status,
    Style,
    ThaiEra,
)
from forumpub.values import dataclass

# Narrower text than this can't be set without breaking words all over.
_LEAST_TEXT_WIDTH_PT = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Typed access to settings. A key that must be there and isn't is an error with its path."""

    where: str
    settings: Settings

    def find(self, *path: str) -> Value | None:
        return self.settings.get(path)

    def get(self, *path: str) -> Value:
        value = self.settings.get(path)
        if value is None:
            hint = 'start the file with extends = "briefing", and give only what differs'
            raise wrong(self.where, path, "is missing", hint)
        return value

    def text(self, *path: str) -> str:
        return str(self.get(*path))

    def number(self, *path: str) -> float:
        value = self.get(*path)
        if not isinstance(value, float):
            raise wrong(self.where, path, "must be a number")
        return value

    def words(self, *path: str) -> tuple[str, ...]:
        value = self.get(*path)
        if not isinstance(value, tuple):
            raise wrong(self.where, path, "must be a list of words")
        return value

    def file(self, *path: str) -> Path | None:
        value = self.find(*path)
        return value if isinstance(value, Path) else None


def build_style(settings: Settings, *, name: str, where: str) -> Style:
    """Make a style of checked, merged settings.

    Raises:
        StyleError: a key is missing, the margins leave no text width, or a text lacks contrast.
    """
    reading = _Reading(where=where, settings=settings)
    palette = _build_palette(reading)
    fonts = FontChoice(
        family=reading.text("fonts", "family"),
        regular=reading.file("fonts", "regular"),
        bold=reading.file("fonts", "bold"),
    )
    looks = {role: _build_look(reading, role, palette, fonts) for role in Role}
    style = Style(
        name=name,
        title=reading.text("title"),
        summary=reading.text("summary"),
        page=_build_page(reading),
        fonts=fonts,
        palette=palette,
        looks=MappingProxyType(looks),
        sections=_order_sections(reading.words("sections")),
        masthead=_build_masthead(reading),
        date_format=reading.text("dates", "format"),
        number_paragraphs=bool(reading.get("number_paragraphs")),
        join_continued=bool(reading.get("join_continued")),
        show_derived=bool(reading.get("show_derived")),
        thai_era=ThaiEra(reading.text("dates", "thai_era")),
        status=Status(reading.text("status")),
    )
    _check_widths(style, where=where)
    _check_contrast(style, where=where)
    return style


def parse_colour(text: str) -> Colour:
    """Read `#rrggbb`."""
    return Colour(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


def _order_sections(words: tuple[str, ...]) -> tuple[Section, ...]:
    # The order of a briefing is the handbook's, whatever order a style lists its sections in.
    return tuple(section for section in Section if section in words)


def _build_palette(reading: _Reading) -> Palette:
    inks = {name: parse_colour(reading.text("palette", name)) for name in keys.PALETTE}
    return Palette(**inks)


def _build_page(reading: _Reading) -> Page:
    size = reading.find("page", "size")
    own = [reading.find("page", name) for name in ("width_mm", "height_mm")]
    if size is not None and own != [None, None]:
        raise wrong(reading.where, ("page", "size"), "stands beside width_mm or height_mm; give one of them")
    if size is None and own != [None, None]:
        width_mm, height_mm = reading.number("page", "width_mm"), reading.number("page", "height_mm")
    else:
        width_mm, height_mm = keys.SHEETS_MM[reading.text("page", "size")]

    def margin_pt(side: str) -> float:
        return keys.points_of(reading.number("page", f"margin_{side}_mm"))

    return Page(
        width_pt=keys.points_of(width_mm),
        height_pt=keys.points_of(height_mm),
        margin_top_pt=margin_pt("top"),
        margin_right_pt=margin_pt("right"),
        margin_bottom_pt=margin_pt("bottom"),
        margin_left_pt=margin_pt("left"),
    )


def _build_masthead(reading: _Reading) -> Masthead:
    return Masthead(
        publication=reading.text("masthead", "publication"),
        series=reading.text("masthead", "series"),
        contact=str(reading.find("masthead", "contact") or "") or None,
        rights=str(reading.find("masthead", "rights") or "") or None,
    )


def _build_look(reading: _Reading, role: Role, palette: Palette, fonts: FontChoice) -> Look:
    at = ("looks", role.value)
    own: Mapping[str, Value] = {
        name: value for name in keys.LOOK if (value := reading.find(*at, name)) is not None
    }

    def ink(name: str) -> Colour | None:
        value = own.get(name, "none")
        return None if value == "none" else _resolve_ink(str(value), palette)

    def number(name: str, default: float) -> float:
        value = own.get(name, default)
        return value if isinstance(value, float) else default

    return Look(
        size_pt=reading.number(*at, "size_pt"),
        leading=reading.number(*at, "leading"),
        colour=_resolve_ink(reading.text(*at, "colour"), palette),
        bold=bool(own.get("bold", False)),
        align=Align(str(own.get("align", Align.LEFT))),
        before_pt=number("before_pt", 0.0),
        after_pt=number("after_pt", 0.0),
        indent_left_pt=number("indent_left_pt", 0.0),
        indent_right_pt=number("indent_right_pt", 0.0),
        number_gutter_pt=number("number_gutter_pt", 0.0),
        keep_with_next=bool(own.get("keep_with_next", False)),
        fill=ink("fill"),
        bar=ink("bar"),
        rule_above=ink("rule_above"),
        rule_below=ink("rule_below"),
        padding_pt=number("padding_pt", 0.0),
        bar_width_pt=number("bar_width_pt", 2.5),
        rule_width_pt=number("rule_width_pt", 0.5),
        page_break_before=bool(own.get("page_break_before", False)),
        fonts=_own_fonts(own, fonts),
    )


def _own_fonts(own: Mapping[str, Value], fonts: FontChoice) -> FontChoice | None:
    """Read the fonts that a role has for itself, None where it is set in the style's."""
    family, regular, bold = (own.get(name) for name in ("family", "regular", "bold_file"))
    if family is None and regular is None and bold is None:
        return None
    return FontChoice(
        family=str(family or fonts.family),
        regular=regular if isinstance(regular, Path) else None,
        bold=bold if isinstance(bold, Path) else None,
    )


def _resolve_ink(word: str, palette: Palette) -> Colour:
    if word.startswith("#"):
        return parse_colour(word)
    colour = getattr(palette, word)
    if not isinstance(colour, Colour):
        raise StyleError(f"{word!r} is not a colour of the palette")
    return colour


def _check_widths(style: Style, *, where: str) -> None:
    page = style.page
    if page.height_pt - page.margin_top_pt - page.margin_bottom_pt < _LEAST_TEXT_WIDTH_PT:
        raise wrong(where, ("page", "margin_top_mm"), "the margins leave no room for text on the page")
    if page.text_width_pt < _LEAST_TEXT_WIDTH_PT:
        raise wrong(where, ("page", "margin_left_mm"), "the margins leave no room for text on the line")
    for role, look in style.looks.items():
        taken_pt = look.indent_left_pt + look.indent_right_pt + look.number_gutter_pt
        if page.text_width_pt - taken_pt < _LEAST_TEXT_WIDTH_PT:
            path = ("looks", role, "indent_left_pt")
            raise wrong(where, path, "the indents leave no room for text on the line")


def _check_contrast(style: Style, *, where: str) -> None:
    paper = style.palette.paper
    for role, look in style.looks.items():
        ground = style.palette.table_head_fill if role is Role.TABLE_HEAD else look.fill or paper
        _check_pair(("looks", role, "colour"), look.colour, ground, where=where)
    grounds = {paper, *(look.fill for look in style.looks.values() if look.fill is not None)}
    for ground in sorted(grounds, key=lambda colour: colour.hex):
        # Any paragraph may hold links and muted words.
        _check_pair(("palette", "link"), style.palette.link, ground, where=where)
        _check_pair(("palette", "muted"), style.palette.muted, ground, where=where)


def _check_pair(path: tuple[str, ...], text: Colour, ground: Colour, *, where: str) -> None:
    ratio = contrast_ratio(text, ground)
    if ratio < LEAST_CONTRAST:
        raise wrong(
            where,
            path,
            f"#{text.hex.lower()} on #{ground.hex.lower()} has a contrast of {ratio:.2f}:1; "
            f"at least {LEAST_CONTRAST}:1 is needed",
            "darken the text or lighten what it stands on (WCAG 2.2, 1.4.3)",
        )
