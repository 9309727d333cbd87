"""Writes a style out in full, as a file that loads to the same style."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from forumpub.styling.keys import points_of
from forumpub.styling.style import Colour, FontChoice, Look, Page, Style

_MOST_DECIMALS = 6
_MM_PER_POINT = 25.4 / 72


def dump_style(style: Style) -> str:
    """Write every key of a style as TOML, colours as `#rrggbb`, font paths absolute."""
    return "\n".join(_lines(style)) + "\n"


def _lines(style: Style) -> Iterator[str]:
    yield f"title = {_text(style.title)}"
    yield f"summary = {_text(style.summary)}"
    yield f"sections = [{', '.join(_text(section) for section in style.sections)}]"
    yield f"number_paragraphs = {_truth(style.number_paragraphs)}"
    yield f"join_continued = {_truth(style.join_continued)}"
    yield f"show_derived = {_truth(style.show_derived)}"
    yield f"status = {_text(style.status)}"
    yield from ("", "[dates]", f"format = {_text(style.date_format)}", f"thai_era = {_text(style.thai_era)}")
    yield from _page_lines(style.page)
    yield from ("", "[fonts]", *_font_lines(style.fonts, bold_key="bold"))
    yield from ("", "[palette]")
    for name in (
        "text",
        "accent",
        "muted",
        "link",
        "rule",
        "panel",
        "table_head_fill",
        "table_rule",
        "paper",
    ):
        yield f"{name} = {_ink(getattr(style.palette, name))}"
    yield from ("", "[masthead]")
    for name in ("publication", "series", "contact", "rights"):
        yield f"{name} = {_text(getattr(style.masthead, name) or '')}"
    for role, look in style.looks.items():
        yield from ("", f"[looks.{role}]", *_look_lines(look))


def _page_lines(page: Page) -> Iterator[str]:
    yield from ("", "[page]")
    lengths = {
        "width_mm": page.width_pt,
        "height_mm": page.height_pt,
        "margin_top_mm": page.margin_top_pt,
        "margin_right_mm": page.margin_right_pt,
        "margin_bottom_mm": page.margin_bottom_pt,
        "margin_left_mm": page.margin_left_pt,
    }
    for name, length_pt in lengths.items():
        yield f"{name} = {_millimetres(length_pt)}"


def _millimetres(length_pt: float) -> float:
    """Return the roundest length that loads to the same points: 210.0, as it was written, not 210.000003."""
    exact = length_pt * _MM_PER_POINT
    rounded = (round(exact, decimals) for decimals in range(_MOST_DECIMALS))
    return next((mm for mm in rounded if points_of(mm) == length_pt), round(exact, _MOST_DECIMALS))


def _look_lines(look: Look) -> Iterator[str]:
    yield f"size_pt = {look.size_pt}"
    yield f"leading = {look.leading}"
    yield f"colour = {_ink(look.colour)}"
    yield f"bold = {_truth(look.bold)}"
    yield f"align = {_text(look.align)}"
    for name in ("before_pt", "after_pt", "indent_left_pt", "indent_right_pt", "number_gutter_pt"):
        yield f"{name} = {getattr(look, name)}"
    yield f"padding_pt = {look.padding_pt}"
    yield f"keep_with_next = {_truth(look.keep_with_next)}"
    yield f"page_break_before = {_truth(look.page_break_before)}"
    for name in ("fill", "bar", "rule_above", "rule_below"):
        yield f"{name} = {_ink(getattr(look, name))}"
    yield f"bar_width_pt = {look.bar_width_pt}"
    yield f"rule_width_pt = {look.rule_width_pt}"
    if look.fonts is not None:
        yield from _font_lines(look.fonts, bold_key="bold_file")


def _font_lines(fonts: FontChoice, *, bold_key: str) -> Iterator[str]:
    yield f"family = {_text(fonts.family)}"
    files: dict[str, Path | None] = {"regular": fonts.regular, bold_key: fonts.bold}
    for name, path in files.items():
        if path is not None:
            yield f"{name} = {_text(str(path))}"


def _text(text: str) -> str:
    # A JSON string is a TOML basic string, as long as it holds no DEL, and styles hold no control characters.
    return json.dumps(text, ensure_ascii=False)


def _truth(value: object) -> str:
    return "true" if value else "false"


def _ink(colour: Colour | None) -> str:
    return '"none"' if colour is None else f'"#{colour.hex.lower()}"'
