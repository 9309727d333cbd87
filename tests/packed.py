"""Documents and archives made by hand, whole and broken, for the tests of containers."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)


def pack(parts: dict[str, str | bytes]) -> bytes:
    """Make a ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def word_part(body: str, *, root: str = "document") -> str:
    """Make a part of a Word file around its inner XML."""
    inner = f"<w:body>{body}</w:body>" if root == "document" else body
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{W}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"{inner}</w:{root}>"
    )


def docx(body: str, **parts: str) -> bytes:
    """Make a Word file; `parts` are further parts under `word/` by name without suffix."""
    further = {f"word/{name}.xml": content for name, content in parts.items()}
    return pack(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _RELS,
            "word/document.xml": word_part(body),
            **further,
        }
    )


def para(*runs: str) -> str:
    """Make a Word paragraph of runs of text."""
    return "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs) + "</w:p>"


def odt(body: str, *, manifest: str = "") -> bytes:
    """Make an OpenDocument text around the inner XML of its `office:text`."""
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
    )
    content = (
        f"<office:document-content{names}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    parts: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text"}
    parts["content.xml"] = content
    if manifest:
        parts["META-INF/manifest.xml"] = manifest
    return pack(parts)
