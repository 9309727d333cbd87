"""Document properties: what the file says about itself."""

from __future__ import annotations

import datetime as dt
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.package import Package
from lxml import etree

from forumpub.plan import Metadata
from forumpub.render.docx.wml import printable, root_of

# What python-docx and Word take for any property.
_MOST_CHARS: Final = 255
_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def property_text(text: str) -> str:
    """Return a text as a property: one line, nothing unprintable, cut at a word if it is too long."""
    line = " ".join(printable(text).split())
    if len(line) <= _MOST_CHARS:
        return line
    cut = line[: _MOST_CHARS - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > _MOST_CHARS // 2 else cut).rstrip() + "…"


def set_core_properties(
    package: Package, metadata: Metadata, *, lang: str, revision: int, modified: dt.datetime
) -> None:
    """Set title, author and the rest; a template's own values don't shine through."""
    for rel in [rel for rel in package.rels.values() if _is_core(rel.reltype)]:
        del package.rels[rel.rId]
    name = PackURI("/docProps/core.xml")
    part = CorePropertiesPart(name, CONTENT_TYPE.OPC_CORE_PROPERTIES, CT_CoreProperties.new(), package)
    core = part.core_properties
    core.title = property_text(metadata.title)
    core.subject = property_text(metadata.subject)
    core.author = property_text(metadata.author)
    core.keywords = property_text(", ".join(metadata.keywords))
    core.identifier = property_text(metadata.identifier)
    core.language = lang
    core.last_modified_by = property_text(metadata.publisher)
    core.revision = revision
    core.created = metadata.created
    core.modified = modified
    package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def _is_core(reltype: str) -> bool:
    # LibreOffice 24.2 and later write the type in another case, and python-docx would make a second part.
    return reltype.lower().endswith("/metadata/core-properties")


def set_extended_properties(package: Package, metadata: Metadata) -> None:
    """Name program and publisher; keep those of a template."""
    reltype = RELATIONSHIP_TYPE.EXTENDED_PROPERTIES
    if any(rel.reltype == reltype for rel in package.rels.values()):
        return
    root = root_of(_EXTENDED, "Properties")
    etree.SubElement(root, f"{{{_EXTENDED}}}Application").text = "forumpub"
    etree.SubElement(root, f"{{{_EXTENDED}}}Company").text = property_text(metadata.publisher)
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    name = PackURI("/docProps/app.xml")
    package.relate_to(Part(name, CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, blob, package), reltype)
