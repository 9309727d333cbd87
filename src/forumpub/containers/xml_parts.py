"""XML parts of documents from strangers, parsed without entities, networks or endless depth."""

from __future__ import annotations

from lxml import etree

from forumpub.errors import InputError


def guarded_parser() -> etree.XMLParser:
    """Make a parser for XML from anybody: it resolves nothing, fetches nothing, and has limits."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse_part(data: bytes, *, document: str, part: str) -> etree._Element:
    """Parse a part of a document.

    Raises:
        InputError: it is damaged, too deep, or declares a document type, as no office document does.
    """
    try:
        root = etree.fromstring(data, guarded_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            f"can't read {document}: its part {part} is damaged",
            hints=("open it in its program and save it again",),
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(
            f"can't read {document}: its part {part} declares entities, as no office document does",
            hints=("don't trust the file; get it from its source again",),
        )
    return root
