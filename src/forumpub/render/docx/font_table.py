"""The font table: what Word may use where a family isn't installed."""

from __future__ import annotations

from typing import Final

from lxml import etree

from forumpub.render.docx.languages import SIMPLIFIED_FAMILY, TRADITIONAL_FAMILY
from forumpub.render.docx.wml import w
from forumpub.styling import Style

# Families that come with Windows and Office, for the scripts that a usual fallback would show as boxes.
_ALTERNATIVES: Final = (
    ("Noto Sans", "Segoe UI", "00"),
    ("Noto Sans Thai", "Leelawadee UI", "DE"),
    ("Noto Sans Lao", "Leelawadee UI", "00"),
    ("Noto Sans Khmer", "Leelawadee UI", "00"),
    ("Noto Sans Myanmar", "Myanmar Text", "00"),
    ("Noto Sans Tamil", "Nirmala UI", "00"),
    (SIMPLIFIED_FAMILY, "Microsoft YaHei", "86"),
    (TRADITIONAL_FAMILY, "Microsoft JhengHei", "88"),
)


def font_table(style: Style) -> etree._Element:
    """Make w:fonts for the families of a style and of all scripts."""
    known = {name for name, _, _ in _ALTERNATIVES}
    choices = [style.fonts, *(look.fonts for look in style.looks.values() if look.fonts is not None)]
    own = sorted({choice.family for choice in choices} - known)
    return w(
        "fonts",
        *(_font(name, None, "00") for name in own),
        *(_font(name, alternative, charset) for name, alternative, charset in _ALTERNATIVES),
    )


def _font(name: str, alternative: str | None, charset: str) -> etree._Element:
    return w(
        "font",
        w("altName", val=alternative) if alternative else None,
        w("charset", val=charset),
        w("family", val="swiss"),
        w("pitch", val="variable"),
        name=name,
    )
