"""The last pass over a drawn PDF: what makes it accessible (PDF/UA-1) and archival (PDF/A).

ReportLab writes pages and fonts; everything the two standards ask of the document as a whole is added here.

Source: ISO 14289-1; ISO 19005-2 and -3; docs/decisions/0020-archival-pass.md.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import (
    Array,
    AttachedFileSpec,
    Dictionary,
    Name,
    ObjectStreamMode,
    Pdf,
    Stream,
    StreamDecodeLevel,
    String,
)

from forumpub.typeset import srgb
from forumpub.typeset.srgb import srgb_profile
from forumpub.typeset.structure import write_structure
from forumpub.typeset.tagging import LinkArea, StructureLog
from forumpub.typeset.xmp import CREATOR_TOOL, PDF_A_2A, PDF_A_3A, PRODUCER, Properties, render_xmp


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
    drawn: bytes,
    *,
    properties: Properties,
    log: StructureLog,
    attachments: Sequence[Attachment] = (),
) -> Archived:
    """Make a drawn document a tagged PDF/UA-1 and PDF/A-2a; with attachments, PDF/A-3a.

    Args:
        drawn: a PDF whose pages carry the marked content that `log` lists.
        properties: what the document says about itself.
        log: its structure.
        attachments: files to embed, with distinct names.

    Raises:
        ValueError: two attachments have the same name.
    """
    with Pdf.open(io.BytesIO(drawn)) as pdf:
        _remove_leftovers(pdf)
        dead_links = write_structure(pdf, log)
        _write_properties(pdf, properties)
        packet = Stream(pdf, render_xmp(properties, PDF_A_3A if attachments else PDF_A_2A))
        packet.Type = Name.Metadata
        packet.Subtype = Name.XML
        pdf.Root.Metadata = pdf.make_indirect(packet)
        _write_output_intent(pdf)
        _attach(pdf, attachments, properties)
        return Archived(data=_save(pdf), dead_links=dead_links)


def _remove_leftovers(pdf: Pdf) -> None:
    """Take out what ReportLab writes and nobody needs: empty transitions, defaults, sets of procedures."""
    if Name.PageMode in pdf.Root:
        del pdf.Root.PageMode
    for page in pdf.pages:
        for owner, name in (
            (page.obj, Name.Trans),
            (page.obj, Name.Rotate),
            (page.obj.Resources, Name.ProcSet),
        ):
            if name in owner:
                del owner[name]


def _write_properties(pdf: Pdf, properties: Properties) -> None:
    pdf.Root.Lang = String(properties.lang)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    date = String(f"{properties.created:D:%Y%m%d%H%M%SZ}")
    entries = {
        "/Title": properties.title,
        "/Author": properties.author,
        "/Subject": properties.subject,
        "/Keywords": ", ".join(properties.keywords),
        "/Creator": CREATOR_TOOL,
        "/Producer": PRODUCER,
    }
    # In place of ReportLab's.
    information = {key: String(text) for key, text in entries.items() if text}
    information |= {"/CreationDate": date, "/ModDate": date}
    pdf.docinfo = pdf.make_indirect(Dictionary(information))


def _write_output_intent(pdf: Pdf) -> None:
    """Say what our RGB values mean; without it PDF/A forbids device colours."""
    profile = Stream(pdf, srgb_profile())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(srgb.NAME),
        Info=String(srgb.NAME),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([intent])


def _attach(pdf: Pdf, attachments: Sequence[Attachment], properties: Properties) -> None:
    names = [attachment.name for attachment in attachments]
    if len(set(names)) < len(names):
        raise ValueError(f"attachments share a name: {names}")
    date = f"{properties.created:D:%Y%m%d%H%M%SZ}"
    associated = []
    for attachment in attachments:
        spec = AttachedFileSpec(
            pdf,
            attachment.data,
            filename=attachment.name,
            description=attachment.description,
            mime_type=attachment.mime_type,
            relationship=Name.Source,
            creation_date=date,
            mod_date=date,
        )
        pdf.attachments[attachment.name] = spec
        associated.append(pdf.attachments[attachment.name].obj)
    if associated:
        pdf.Root.AF = Array(associated)


def _save(pdf: Pdf) -> bytes:
    # The file id is made from the content, and nothing else depends on the clock or on chance.
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        object_stream_mode=ObjectStreamMode.generate,
        compress_streams=True,
        stream_decode_level=StreamDecodeLevel.generalized,
        recompress_flate=False,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return out.getvalue()
