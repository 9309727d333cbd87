"""The theme part: a house style's colours and font for Word's pickers. No style refers to it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from forumpub.styling import Colour, Style

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WHITE: Final = Colour(255, 255, 255)

# DrawingML wants three fills, lines, effects and backgrounds, subtle to intense. Ours are all plain.
_FILL: Final = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE: Final = f'<a:ln w="6350" cap="flat" cmpd="sng" algn="ctr">{_FILL}<a:prstDash val="solid"/></a:ln>'
_EFFECT: Final = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FORMATS: Final = (
    '<a:fmtScheme name="Plain">'
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>"
    f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
    "</a:fmtScheme>"
)


def theme(style: Style) -> bytes:
    """Return the theme part of a house style."""
    root = etree.fromstring(
        f'<a:theme xmlns:a="{_A}"><a:themeElements><a:clrScheme/><a:fontScheme/>{_FORMATS}</a:themeElements>'
        "</a:theme>"
    )
    root.set("name", style.title)
    elements = root[0]
    _fill_colours(elements[0], style)
    _fill_fonts(elements[1], style)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fill_colours(scheme: etree._Element, style: Style) -> None:
    palette = style.palette
    scheme.set("name", style.title)
    accents = (palette.accent, palette.muted, palette.rule, palette.panel, palette.table_rule, palette.link)
    colours = {"dk1": palette.text, "lt1": _WHITE, "dk2": palette.accent, "lt2": palette.panel}
    colours |= {f"accent{number}": colour for number, colour in enumerate(accents, 1)}
    colours |= {"hlink": palette.link, "folHlink": palette.muted}
    for name, colour in colours.items():
        holder = etree.SubElement(scheme, f"{{{_A}}}{name}")
        etree.SubElement(holder, f"{{{_A}}}srgbClr").set("val", colour.hex)


def _fill_fonts(scheme: etree._Element, style: Style) -> None:
    scheme.set("name", style.title)
    for name in ("majorFont", "minorFont"):
        holder = etree.SubElement(scheme, f"{{{_A}}}{name}")
        etree.SubElement(holder, f"{{{_A}}}latin").set("typeface", style.fonts.family)
        etree.SubElement(holder, f"{{{_A}}}ea").set("typeface", "")
        etree.SubElement(holder, f"{{{_A}}}cs").set("typeface", "")
