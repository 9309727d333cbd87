"""WordprocessingML elements: building them, and the characters and units they take."""

from __future__ import annotations

import copy
import functools
from typing import Final

from lxml import etree

from forumpub.patterns import lazy_pattern

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

NSMAP: Final = {"w": W[1:-1], "r": R[1:-1]}

# What XML 1.0 forbids, and the control characters that it allows but Word shows as boxes.
_UNPRINTABLE = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Where Word wants an element of its own instead of a character.
_BREAKS = lazy_pattern("([\t\n\r\u2028\u2029])")
_OUTER_SPACE = lazy_pattern(r"^\s|\s$|\s\s")

# Half-points, twentieths of a point and eighths of a point: what Word counts in.
_TWIPS_PER_PT: Final = 20
_MOST_DIGITS: Final = 9
_HALVES_PER_PT: Final = 2
_EIGHTHS_PER_PT: Final = 8


def twips(length_pt: float) -> int:
    """Convert points to twentieths of a point, Word's unit for lengths."""
    return round(length_pt * _TWIPS_PER_PT)


def half_points(size_pt: float) -> int:
    """Convert points to half-points, Word's unit for font sizes; at least 1."""
    return max(1, round(size_pt * _HALVES_PER_PT))


def eighths(width_pt: float) -> int:
    """Convert points to eighths of a point, Word's unit for borders, within its limits."""
    return min(96, max(2, round(width_pt * _EIGHTHS_PER_PT)))


def w(name: str, /, *children: etree._Element | None, **attributes: str | int | None) -> etree._Element:
    """Make the element `w:name`; attributes are of the same namespace, None is left out."""
    # A copy costs a quarter of an element made anew, and a document has two thousand.
    made = copy.copy(_empty(name))
    for key, value in attributes.items():
        if value is not None:
            made.set(W + key, str(value))
    made.extend([child for child in children if child is not None])
    return made


@functools.cache
def _empty(name: str) -> etree._Element:
    return etree.Element(W + name, nsmap=NSMAP)


def root_of(namespace: str, name: str) -> etree._Element:
    """Make the root element of a part in another namespace, which is that part's default."""
    return etree.fromstring(f'<{name} xmlns="{namespace}"/>')


def flag(name: str, *, on: bool) -> etree._Element:
    """Make an on/off property such as `w:b`."""
    return w(name) if on else w(name, val="0")


def whole_number(text: str | None) -> int | None:
    """Return the number that an attribute of a foreign file holds, None where it holds none of use."""
    if text and text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    return None


def printable(text: str) -> str:
    """Replace what an XML file can't hold or Word can't show by U+FFFD, so that the loss can be seen."""
    return _UNPRINTABLE.sub("\ufffd", text)


def text_elements(text: str) -> list[etree._Element]:
    """Make the children of a run that hold `text`: w:t, w:tab and w:br."""
    found: list[etree._Element] = []
    for piece in _BREAKS.split(printable(text)):
        if piece == "\t":
            found.append(w("tab"))
        elif piece in {"\n", "\r", "\u2028", "\u2029"}:
            found.append(w("br"))
        elif piece:
            made = w("t")
            made.text = piece
            if _OUTER_SPACE.search(piece):
                made.set(XML_SPACE, "preserve")
            found.append(made)
    return found


def to_xml(root: etree._Element) -> bytes:
    """Write a part's XML as Word does: UTF-8, with a declaration."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
