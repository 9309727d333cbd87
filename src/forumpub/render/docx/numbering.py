"""The numbering part: one bulleted list."""

from __future__ import annotations

from typing import Final

from lxml import etree

from forumpub.render.docx.looks import gutter_pt, indents
from forumpub.render.docx.wml import w
from forumpub.styling import Look, Palette

_BULLET: Final = "•"


def bullet_definition(look: Look, palette: Palette, family: str, abstract_id: int) -> etree._Element:
    """Make the w:abstractNum of bullets in the accent colour that stand where numbers would."""
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("lvlText", val=_BULLET),
        w("lvlJc", val="left"),
        w("pPr", indents(look, gutter_pt(look, bulleted=True), hanging=True)),
        w(
            "rPr",
            w("rFonts", hint="default", ascii=family, hAnsi=family, eastAsia=family, cs=family),
            w("color", val=palette.accent.hex),
        ),
        ilvl=0,
    )
    return w("abstractNum", w("multiLevelType", val="hybridMultilevel"), level, abstractNumId=abstract_id)


def number_instance(number_id: int, abstract_id: int) -> etree._Element:
    """Make the w:num that paragraphs refer to."""
    return w("num", w("abstractNumId", val=abstract_id), numId=number_id)
