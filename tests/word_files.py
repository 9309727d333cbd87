"""Small Word files made of the XML of their parts, for tests that read what other programs write."""

from __future__ import annotations

from docx_checks import rezip

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DATE = "2026-07-16T09:00:00Z"


def run(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def tracked(kind: str, text: str, author: str = "Lim") -> str:
    tag = "delText" if kind == "del" else "t"
    return f'<w:{kind} w:id="1" w:author="{author}" w:date="{DATE}">{run(text, tag=tag)}</w:{kind}>'


def end(kind: str, author: str = "Lim", style: str = "") -> str:
    """Return the properties of a paragraph whose end is a tracked change."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:pPr>{named}<w:rPr><w:{kind} w:id="2" w:author="{author}" w:date="{DATE}"/></w:rPr></w:pPr>'


def para(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def marked(name: str, content: str, number: int = 7) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def relations(*pairs: tuple[str, str]) -> bytes:
    found = "".join(
        f'<Relationship Id="r{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'.encode()


def word_file(body: str, parts: dict[str, str] | None = None, more: dict[str, bytes] | None = None) -> bytes:
    """Return a DOCX with a body; `parts` are related parts of the main one, by relationship (`comments`)."""
    parts = parts or {}
    names = {kind: f"{kind}.xml" for kind in parts}
    contents = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/xml"/></Types>'
        ).encode(),
        "_rels/.rels": relations((f"{OFFICE}/officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": relations(
            *((f"{OFFICE}/{kind}", name) for kind, name in names.items())
        ),
    }
    for kind, content in parts.items():
        contents[f"word/{names[kind]}"] = content.replace("NAMESPACES", NAMESPACES).encode()
    return rezip(contents | (more or {}))
