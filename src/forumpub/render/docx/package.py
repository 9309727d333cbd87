"""The OPC package: an empty one of ours, its settings and properties, and its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from forumpub.errors import TemplateError
from forumpub.render.docx.languages import WordLanguage
from forumpub.render.docx.packing import pack_parts
from forumpub.render.docx.wml import root_of, to_xml, w, whole_number

_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_CUSTOM_XML: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_CUSTOM_PROPERTIES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_XML_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STRING_PROPERTY: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_WORD_2013_MODE: Final = "15"


def new_package() -> tuple[Package, DocumentPart]:
    """Return a package with an empty main document and nothing else: no theme, no thumbnail."""
    package = Package()
    body = w("document", w("body", w("sectPr")))
    part = DocumentPart.load(
        PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, to_xml(body), package
    )
    package.relate_to(part, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    return package, part


def add_part(owner: Part, name: str, content_type: str, reltype: str, content: etree._Element | bytes) -> str:
    """Add a part that `owner` refers to; `name` may hold `%d` for the next free number. Returns the id."""
    package = owner.package
    uri = package.next_partname(name) if "%d" in name else PackURI(name)
    blob = content if isinstance(content, bytes) else to_xml(content)
    return owner.relate_to(Part(uri, content_type, blob, package), reltype)


def part_content(main: DocumentPart, reltype: str) -> tuple[Part, etree._Element] | None:
    """Return a copy of the part that the document relates to as `reltype`, empty, and its content."""
    for rel in main.rels.values():
        if rel.reltype == reltype and not rel.is_external:
            old = rel.target_part
            holder = Part(old.partname, old.content_type, b"", main.package)
            holder.rels.update(old.rels)
            return holder, etree.fromstring(old.blob, _safe_parser())
    return None


def replace_part(main: DocumentPart, reltype: str, holder: Part, root: etree._Element) -> None:
    """Let the document relate to `holder`, filled with `root`, in place of what it related to before."""
    for rel in [rel for rel in main.rels.values() if rel.reltype == reltype]:
        del main.rels[rel.rId]
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    filled = Part(holder.partname, holder.content_type, blob, main.package)
    filled.rels.update(holder.rels)
    main.relate_to(filled, reltype)


def settings(language: WordLanguage) -> etree._Element:
    """Make w:settings: Word 2013 mode, spaces above and below added up, the language of the interface."""
    uri = "http://schemas.microsoft.com/office/word"
    compat = w(
        "compat",
        w("doNotUseHTMLParagraphAutoSpacing"),
        *(
            w("compatSetting", name=name, uri=uri, val=value)
            for name, value in (
                ("compatibilityMode", _WORD_2013_MODE),
                ("overrideTableStyleFontSizeAndJustification", "1"),
                ("enableOpenTypeFeatures", "1"),
                ("doNotFlipMirrorIndents", "1"),
                ("differentiateMultirowTableHeaders", "1"),
            )
        ),
    )
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="compressPunctuation"),
        compat,
        w("themeFontLang", val=language.latin, eastAsia=language.east_asian, bidi=language.complex),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def add_custom_xml(main: DocumentPart, xml: bytes, *, namespace: str, guid: str) -> None:
    """Add a custom XML part. The next free name: a template may have some of its own."""
    package = main.package
    item = Part(package.next_partname("/customXml/item%d.xml"), CONTENT_TYPE.XML, xml, package)
    main.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    store = etree.Element(f"{{{_CUSTOM_XML}}}datastoreItem", nsmap={"ds": _CUSTOM_XML})
    store.set(f"{{{_CUSTOM_XML}}}itemID", guid)
    references = etree.SubElement(store, f"{{{_CUSTOM_XML}}}schemaRefs")
    etree.SubElement(references, f"{{{_CUSTOM_XML}}}schemaRef").set(f"{{{_CUSTOM_XML}}}uri", namespace)
    name = package.next_partname("/customXml/itemProps%d.xml")
    blob = etree.tostring(store, xml_declaration=True, encoding="UTF-8", standalone=True)
    properties = Part(name, _CUSTOM_XML_PROPERTIES_TYPE, blob, package)
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def set_custom_properties(package: Package, values: Mapping[str, str]) -> None:
    """Set custom document properties; those of a template stay."""
    reltype = RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
    existing = next((rel for rel in package.rels.values() if rel.reltype == reltype), None)
    if existing is None:
        root = root_of(_CUSTOM_PROPERTIES, "Properties")
        name = PackURI("/docProps/custom.xml")
    else:
        root = etree.fromstring(existing.target_part.blob, _safe_parser())
        name = existing.target_part.partname
        del package.rels[existing.rId]
    for child in [child for child in root if child.get("name") in values]:
        root.remove(child)
    used = (whole_number(child.get("pid")) for child in root)
    first = max((number for number in used if number is not None), default=1) + 1
    for number, (key, value) in enumerate(values.items(), first):
        attributes = {"fmtid": _STRING_PROPERTY, "pid": str(number), "name": key}
        holder = etree.SubElement(root, f"{{{_CUSTOM_PROPERTIES}}}property", attributes)
        text = etree.SubElement(holder, f"{{{_VARIANT_TYPES}}}lpwstr", nsmap={"vt": _VARIANT_TYPES})
        text.text = value
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package.relate_to(Part(name, _CUSTOM_PROPERTIES_TYPE, blob, package), reltype)


def _safe_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def pack(package: Package) -> bytes:
    """Return the bytes of a package: equal packages give equal bytes.

    Not python-docx's own writer, which stamps the time of day on every part.

    Raises:
        TemplateError: two parts have the same name, which only a broken template can cause.
    """
    parts = list(package.iter_parts())
    members = {"[Content_Types].xml": _content_types(parts), "_rels/.rels": package.rels.xml}
    for part in parts:
        if part.partname.membername in members:
            raise TemplateError(f"the template has two parts named {part.partname}")
        members[part.partname.membername] = part.blob
        if part.rels:
            members[part.partname.rels_uri.membername] = part.rels.xml
    return pack_parts(members)


def _content_types(parts: list[Part]) -> bytes:
    """Name the type of every part; of the two forms only that for one part, but for XML and relationships."""
    root = root_of(_CONTENT_TYPES, "Types")
    defaults = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
    for part in parts:
        # Word wants pictures and fonts by their extension.
        if part.partname.ext.lower() != "xml":
            defaults.setdefault(part.partname.ext.lower(), part.content_type)
    for extension, content_type in defaults.items():
        etree.SubElement(
            root, f"{{{_CONTENT_TYPES}}}Default", {"Extension": extension, "ContentType": content_type}
        )
    for part in parts:
        if defaults.get(part.partname.ext.lower()) != part.content_type:
            etree.SubElement(
                root,
                f"{{{_CONTENT_TYPES}}}Override",
                {"PartName": str(part.partname), "ContentType": part.content_type},
            )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
