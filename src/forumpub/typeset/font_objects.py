"""Composite fonts of a document as PDF objects (ISO 32000-1, 9.7.4)."""

from __future__ import annotations

from collections.abc import Iterable

from forumpub.typeset.codes import FIRST_CODE
from forumpub.typeset.embedding import FontFace, FontProgram, number
from forumpub.typeset.pdf_file import PdfFile, name, refer

# ISO 32000-1, table 123, bit 3: no glyph is looked up through a standard encoding.
_SYMBOLIC = 4
_BOLD_STEM = 140
_REGULAR_STEM = 80


def write_fonts(file: PdfFile, programs: Iterable[FontProgram]) -> int:
    """Add fonts, and return the number of the dictionary that names them, the resources of every page."""
    fonts = [found for program in programs for found in _write_program(file, program)]
    return file.add(f"<<{''.join(fonts)}>>")


def _write_program(file: PdfFile, program: FontProgram) -> list[str]:
    """Add the fonts of one file and return the entries of the dictionary that name them."""
    data = refer(file.add_stream(program.data, f"/Length1 {len(program.data)}"))
    unicode = refer(file.add_stream(program.to_unicode))
    widths = refer(file.add(f"[{FIRST_CODE}[{' '.join(map(number, program.widths))}]]"))
    fonts: list[str] = []
    for face in program.faces:
        base_font = name(face.base_font)
        descriptor = refer(file.add(_descriptor(program, face, data)))
        descendant = refer(
            file.add(
                f"<</Type/Font/Subtype/CIDFontType2/BaseFont{base_font}"
                "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                f"/FontDescriptor {descriptor}/DW 0/W {widths}/CIDToGIDMap/Identity>>"
            )
        )
        font = file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont{base_font}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant}]/ToUnicode {unicode}>>"
        )
        fonts.append(f"/{face.resource} {refer(font)}")
    return fonts


def _descriptor(program: FontProgram, face: FontFace, data: str) -> str:
    box = " ".join(map(str, program.box))
    stem = _BOLD_STEM if face.is_bold else _REGULAR_STEM
    return (
        f"<</Type/FontDescriptor/FontName{name(face.base_font)}/Flags {_SYMBOLIC}/FontBBox[{box}]"
        f"/ItalicAngle 0/Ascent {program.ascent}/Descent {program.descent}/CapHeight {face.cap_height}"
        f"/StemV {stem}/FontFile2 {data}>>"
    )
