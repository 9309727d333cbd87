"""The file around drawn pages: what makes it accessible (PDF/UA-1) and archival (PDF/A).

ReportLab draws the pages; what the two standards ask of the document as a whole is written here.

Source: ISO 14289-1; ISO 19005-2 and -3; docs/decisions/0133-own-writer.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from forumpub.typeset import srgb
from forumpub.typeset.drawn import DrawnPages
from forumpub.typeset.embedding import number
from forumpub.typeset.font_objects import write_fonts
from forumpub.typeset.outline import write_outline
from forumpub.typeset.pdf_file import PdfFile, name, refer, text_string
from forumpub.typeset.srgb import srgb_profile
from forumpub.typeset.structure import WrittenStructure, write_structure
from forumpub.typeset.tagging import LinkArea, StructureLog
from forumpub.typeset.xmp import CREATOR_TOOL, PDF_A_2A, PDF_A_3A, PRODUCER, Properties, render_xmp
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to be carried inside the PDF as the source of what it shows."""

    name: str
    data: bytes
    mime_type: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A finished PDF, and the links of its text that lead nowhere and were left out."""

    data: bytes
    dead_links: tuple[LinkArea, ...]


def archive(
    drawn: DrawnPages,
    *,
    properties: Properties,
    log: StructureLog,
    attachments: Sequence[Attachment] = (),
) -> Archived:
    """Make drawn pages a tagged PDF/UA-1 and PDF/A-2a; with attachments, PDF/A-3a.

    Args:
        drawn: pages that carry the marked content that `log` lists.
        properties: what the document says about itself.
        log: its structure.
        attachments: files to embed, with distinct names.

    Raises:
        ValueError: two attachments have the same name.
    """
    file = PdfFile()
    count = len(drawn.contents)
    first_page = file.reserve(count)
    structure = write_structure(file, log, first_page, count)
    pages = _write_pages(file, drawn, first_page, structure)
    outline = write_outline(file, log.landmarks, first_page)
    packet = render_xmp(properties, PDF_A_3A if attachments else PDF_A_2A)
    # Not compressed, so that archives find its claims without reading PDF.
    metadata = file.add_stream(packet, "/Type/Metadata/Subtype/XML", compressed=False)
    root = file.add(
        f"<</Type/Catalog/Pages {refer(pages)}/Lang{text_string(properties.lang)}"
        f"/ViewerPreferences<</DisplayDocTitle true>>/MarkInfo<</Marked true>>"
        f"/StructTreeRoot {refer(structure.root)}/Metadata {refer(metadata)}"
        f"/OutputIntents[{_write_output_intent(file)}]{_write_attachments(file, attachments, properties)}"
        f"{'' if outline is None else f'/Outlines {refer(outline)}'}>>"
    )
    information = file.add(_information(properties))
    return Archived(data=file.to_bytes(root, information), dead_links=structure.dead_links)


def _write_pages(file: PdfFile, drawn: DrawnPages, first_page: int, structure: WrittenStructure) -> int:
    """Add the pages, and return the number of their tree's root."""
    tree = file.reserve()
    fonts = refer(write_fonts(file, drawn.fonts))
    box = f"[0 0 {number(drawn.width_pt)} {number(drawn.height_pt)}]"
    for index, content in enumerate(drawn.contents):
        annotations = " ".join(map(refer, structure.annotations.get(index, ())))
        file.put(
            first_page + index,
            f"<</Type/Page/Parent {refer(tree)}/MediaBox{box}/Resources<</Font {fonts}>>"
            f"/Contents {refer(file.add_stream(content))}/StructParents {index}/Tabs/S"
            f"{f'/Annots[{annotations}]' if annotations else ''}>>",
        )
    count = len(drawn.contents)
    kids = " ".join(map(refer, range(first_page, first_page + count)))
    file.put(tree, f"<</Type/Pages/Count {count}/Kids[{kids}]>>")
    return tree


def _information(properties: Properties) -> str:
    entries = {
        "Title": properties.title,
        "Author": properties.author,
        "Subject": properties.subject,
        "Keywords": ", ".join(properties.keywords),
        "Creator": CREATOR_TOOL,
        "Producer": PRODUCER,
        "CreationDate": _date(properties),
        "ModDate": _date(properties),
    }
    return f"<<{''.join(f'/{key}{text_string(text)}' for key, text in entries.items() if text)}>>"


def _date(properties: Properties) -> str:
    return f"{properties.created:D:%Y%m%d%H%M%SZ}"


def _write_output_intent(file: PdfFile) -> str:
    """Say what our RGB values mean; without it PDF/A forbids device colours."""
    profile = file.add_stream(srgb_profile(), "/N 3")
    said = text_string(srgb.NAME)
    return (
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier{said}/Info{said}"
        f"/DestOutputProfile {refer(profile)}>>"
    )


def _write_attachments(file: PdfFile, attachments: Sequence[Attachment], properties: Properties) -> str:
    """Add files, and return the entries of the catalogue that name them."""
    names = [attachment.name for attachment in attachments]
    if len(set(names)) < len(names):
        raise ValueError(f"attachments share a name: {names}")
    if not attachments:
        return ""
    date = text_string(_date(properties))
    specs: dict[str, str] = {}
    for attachment in attachments:
        size = len(attachment.data)
        data = file.add_stream(
            attachment.data,
            f"/Type/EmbeddedFile/Subtype{name(attachment.mime_type)}"
            f"/Params<</CreationDate{date}/ModDate{date}/Size {size}>>",
        )
        said = text_string(attachment.name)
        spec = file.add(
            f"<</Type/Filespec/F{said}/UF{said}/Desc{text_string(attachment.description)}"
            f"/AFRelationship/Source/EF<</F {refer(data)}/UF {refer(data)}>>>>"
        )
        specs[attachment.name] = refer(spec)
    # A name tree is in the order of its keys' bytes.
    tree = "".join(f"{key}{specs[said]}" for key, said in sorted((text_string(said), said) for said in names))
    return f"/Names<</EmbeddedFiles<</Names[{tree}]>>>>/AF[{' '.join(specs.values())}]"
