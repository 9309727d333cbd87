"""Defects to plant into a conforming PDF, so that a validator can prove itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pikepdf
from pikepdf import Array, Name

Defect = Callable[[pikepdf.Pdf], None]


def damage(data: bytes, defect: Defect) -> bytes:
    """Return a file with a defect."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        defect(pdf)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _drop(key: str) -> Defect:
    def defect(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return defect


def _first_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].obj.Resources.Font.values()))


def _document_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot.K[0]


def _add_untagged(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].obj.Contents.read_bytes()
    pdf.pages[0].obj.Contents = pdf.make_stream(content + b"\n0 0 9 9 re f\n")


def _drop_font_file(pdf: pikepdf.Pdf) -> None:
    del _first_font(pdf).DescendantFonts[0].FontDescriptor.FontFile2


def _drop_unicode(pdf: pikepdf.Pdf) -> None:
    del _first_font(pdf).ToUnicode


def _falsify_widths(pdf: pikepdf.Pdf) -> None:
    # The last width is of a code that is shown; not all of ASCII are.
    _first_font(pdf).DescendantFonts[0].W[1][-1] = 3333


def _show_notdef(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].obj.Contents.read_bytes()
    at = content.index(b"[(") + 2
    pdf.pages[0].obj.Contents = pdf.make_stream(content[:at] + b"\0\0" + content[at + 2 :])


def _start_with_h3(pdf: pikepdf.Pdf) -> None:
    next(kid for kid in _document_of(pdf).K if Name.H1 == kid.S).S = Name.H3


def _use_unknown_role(pdf: pikepdf.Pdf) -> None:
    _document_of(pdf).K[1].S = Name.Paragraph


def _drop_note_id(pdf: pikepdf.Pdf) -> None:
    del next(kid for kid in _document_of(pdf).K if Name.Note == kid.S).ID


def _drop_link_contents(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            del annotation.Contents


def _drop_ua_claim(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b' pdfuaid:part="1"', b""))


DEFECTS: Mapping[str, Defect] = MappingProxyType(
    {
        "no language": _drop("/Lang"),
        "not marked": _drop("/MarkInfo"),
        "no title bar": _drop("/ViewerPreferences"),
        "no metadata": _drop("/Metadata"),
        "no output intent": _drop("/OutputIntents"),
        "no structure": _drop("/StructTreeRoot"),
        "untagged content": _add_untagged,
        "font not embedded": _drop_font_file,
        "no unicode": _drop_unicode,
        "wrong widths": _falsify_widths,
        "notdef shown": _show_notdef,
        "heading skips levels": _start_with_h3,
        "unknown role": _use_unknown_role,
        "note without id": _drop_note_id,
        "link without contents": _drop_link_contents,
        "no ua claim": _drop_ua_claim,
    }
)
