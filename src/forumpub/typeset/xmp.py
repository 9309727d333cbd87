"""Document properties, and the XMP packet that repeats them and claims conformance.

Source: ISO 16684-1 (XMP); ISO 19005-2, 6.6 (PDF/A-2); ISO 14289-1, 5 (PDF/UA identification).
"""

from __future__ import annotations

import datetime as dt
from html import escape

from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

CREATOR_TOOL = "forumpub"
PRODUCER = "forumpub, ReportLab"


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a PDF says about itself. `lang` is a BCP 47 tag; `created` is in UTC; empty texts are left out."""

    lang: str
    title: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    publisher: str = ""
    identifier: str = ""
    created: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformance:
    """The PDF/A part and level, such as 2 and A."""

    part: int
    level: str


PDF_A_2A = Conformance(part=2, level="A")
PDF_A_3A = Conformance(part=3, level="A")

# Characters that XML 1.0 can't hold, not even escaped.
_NOT_IN_XML = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# PDF/A knows neither the PDF/UA namespace nor its property unless the packet declares them (6.6.2.3).
# Attributes are shorter than elements; page-validation reads those of the property, but none of the schema.
_UA_SCHEMA = (
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType='Resource'>"
    "<pdfaSchema:schema>PDF/UA</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq>"
    "<rdf:li pdfaProperty:name='part' pdfaProperty:valueType='Integer' pdfaProperty:category='internal' "
    "pdfaProperty:description='Part of ISO 14289'/>"
    "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


def render_xmp(properties: Properties, conformance: Conformance) -> bytes:
    """Make the metadata packet: Dublin Core, XMP, PDF, PDF/UA-1 and PDF/A identification."""
    created = f"{properties.created:%Y-%m-%dT%H:%M:%SZ}"
    parts = [
        f"<dc:title>{_alternative(properties.title)}</dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{_text(properties.lang)}</rdf:li></rdf:Bag></dc:language>",
        _list("dc:creator", "Seq", (properties.author,)),
        _list("dc:publisher", "Bag", (properties.publisher,)),
        _list("dc:subject", "Bag", properties.keywords),
        _UA_SCHEMA,
    ]
    if properties.subject:
        parts.append(f"<dc:description>{_alternative(properties.subject)}</dc:description>")
    if properties.identifier:
        parts.append(f"<dc:identifier>{_text(properties.identifier)}</dc:identifier>")
    if properties.keywords:
        parts.append(f"<pdf:Keywords>{_text(', '.join(properties.keywords))}</pdf:Keywords>")
    namespaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    simple = (
        f'pdfaid:part="{conformance.part}" pdfaid:conformance="{conformance.level}" pdfuaid:part="1" '
        f'xmp:CreateDate="{created}" xmp:ModifyDate="{created}" xmp:CreatorTool="{CREATOR_TOOL}" '
        f'pdf:Producer="{PRODUCER}"'
    )
    # Not compressed, so that archives find its claims without reading PDF. So it is short.
    # Signatures of PRONOM, by which they sort files, want pdfaid's namespace, part and level in this order.
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {namespaces} {simple}>{"".join(parts)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    return packet.encode()


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", text), quote=False)


def _alternative(text: str) -> str:
    """Write a text in the language of the document, which is every reader's default."""
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(text)}</rdf:li></rdf:Alt>'


def _list(name: str, kind: str, values: tuple[str, ...]) -> str:
    items = "".join(f"<rdf:li>{_text(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
