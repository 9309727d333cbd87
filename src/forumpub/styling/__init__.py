"""House styles: TOML in, unit-typed values out.

A style says what every role looks like and which sections a briefing has. Lengths are points inside; TOML
gives pages and margins in millimetres. Errors carry the path of the key.
"""

from __future__ import annotations

from forumpub.styling.dumping import dump_style
from forumpub.styling.files import StyleListing, list_styles, load_style
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

__all__ = [
    "Align",
    "Colour",
    "FontChoice",
    "Look",
    "Masthead",
    "Page",
    "Palette",
    "Role",
    "Section",
    "Status",
    "Style",
    "StyleListing",
    "ThaiEra",
    "dump_style",
    "list_styles",
    "load_style",
]
