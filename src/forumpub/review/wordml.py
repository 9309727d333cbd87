"""Names of WordprocessingML, and small questions to its elements."""

from __future__ import annotations

from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

VAL: Final = W + "val"
ID: Final = W + "id"
NAME: Final = W + "name"

_OFF: Final = frozenset({"0", "false", "off"})
# Files saved as "Strict Open XML" say the same in other namespaces.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATHS[1:-1].encode()),
)


def transitional(data: bytes) -> bytes:
    """Return the XML of a part in the namespaces that Word uses by default."""
    for strict, usual in _STRICT:
        if strict in data:
            data = data.replace(strict, usual)
    return data


def is_on(element: etree._Element | None) -> bool | None:
    """Return what an on/off property such as `w:b` says, None where it isn't there."""
    return None if element is None else element.get(VAL) not in _OFF


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def choose_form(alternatives: etree._Element) -> etree._Element:
    """Return the form of content to read: the first choice, else the one for older programs."""
    for tag in (MC + "Choice", MC + "Fallback"):
        found = alternatives.find(tag)
        if found is not None:
            return found
    return alternatives
