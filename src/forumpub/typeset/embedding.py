"""Fonts of one PDF: which character codes stand for which clusters, and the font programs that draw them.

A code (CID) is given to each distinct cluster in order of first use. A cluster of several glyphs becomes one
composite glyph, so every code has exactly one text: no reader can get order or spacing wrong. The fonts are
composite fonts with Identity-H encoding (ISO 32000-1, 9.7).
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from forumpub.typeset.characters import text_for_extraction
from forumpub.typeset.shaping import Cluster, Component, ShapedRun, ShapedText, is_plain
from forumpub.typeset.subsetting import cut
from forumpub.typeset.truetype import Box
from forumpub.typeset.typefaces import Typeface

# Half of what two bytes can count: codes and their composites share the glyph indices with the components.
_MAX_CODES = 30000
_MAX_CACHED_RUNS = 20000

# What every font says of itself, whatever its own metrics: those of Noto Sans. Readers put characters on one
# line by comparing these boxes; with its own for each font, pdfminer takes Latin words in Burmese text for
# lines of their own.
_LINE_ASCENT = 1069
_LINE_DESCENT = -293

_Key: TypeAlias = tuple[tuple[Component, ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FontProgram:
    """All that a PDF's font objects say of one font. Lengths are thousandths of an em, widths from code 1."""

    base_font: str
    data: bytes
    widths: tuple[float, ...]
    cid_to_gid: bytes
    to_unicode: bytes
    box: Box
    ascent: int
    descent: int
    cap_height: int
    is_bold: bool


class _Code(NamedTuple):
    """A code in hexadecimal, as strings of the page show it, and its width in font units.

    The width of a composite is the advance at first use; kerning makes up for any later difference.
    """

    shown: str
    advance: int


class EmbeddedFont:
    """One typeface in one document, while codes are still given out."""

    def __init__(self, typeface: Typeface, resource: str) -> None:
        self.typeface = typeface
        self.resource = resource
        self._codes: dict[_Key, _Code] = {}
        self._scale = 1000 / typeface.units_per_em

    def has_room(self, run: ShapedRun) -> bool:
        """Tell whether all clusters of a run can get codes."""
        if len(self._codes) + len(run.clusters) <= _MAX_CODES:
            return True
        new = {(cluster.components, cluster.text) for cluster in run.clusters} - self._codes.keys()
        return len(self._codes) + len(new) <= _MAX_CODES

    def encode(self, clusters: Iterable[Cluster]) -> tuple[str, float]:
        """Return clusters as part of a `TJ` array, and the thousandths of an em to move back after them."""
        codes, scale = self._codes, self._scale
        parts = ["<"]
        due = 0.0
        for components, text, advance in clusters:
            if not -0.5 < due < 0.5:
                parts.append(f">{round(due)}<")
                due -= round(due)
            shown, width = codes.get((components, text)) or self._new_code(components, text, advance)
            parts.append(shown)
            if width != advance:
                due += (width - advance) * scale
        parts.append(">")
        return "".join(parts), due

    def _new_code(self, components: tuple[Component, ...], text: str, advance: int) -> _Code:
        width = self.typeface.advance_units(components[0].glyph) if is_plain(components) else max(0, advance)
        code = self._codes[components, text] = _Code(f"{len(self._codes) + 1:04X}", width)
        return code

    def finish(self) -> FontProgram:
        """Make the font program of all codes given out.

        Raises:
            FontError: the font can't be taken apart.
        """
        typeface = self.typeface
        subset = cut(typeface, {part.glyph for components, _ in self._codes for part in components})
        font = subset.font
        glyphs: list[int] = []
        made: dict[tuple[tuple[Component, ...], int], int] = {}
        for (components, _), (_, advance) in self._codes.items():
            if is_plain(components):
                glyphs.append(subset.index_of[components[0].glyph])
                continue
            drawn = (components, advance)
            if drawn not in made:
                placed = [(subset.index_of[part.glyph], part.dx, part.dy) for part in components]
                made[drawn] = font.add_composite(placed, advance)
            glyphs.append(made[drawn])
        scale = self._scale
        texts = [text_for_extraction(text) for _, text in self._codes]
        return FontProgram(
            base_font=f"{_subset_tag(self._codes)}+{typeface.name}",
            data=font.to_bytes(),
            widths=tuple(round(code.advance * scale, 3) for code in self._codes.values()),
            cid_to_gid=b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs),
            to_unicode=_to_unicode(texts),
            box=Box(*(round(edge * scale) for edge in font.box)),
            ascent=_LINE_ASCENT,
            descent=_LINE_DESCENT,
            cap_height=round(typeface.cap_height),
            is_bold=typeface.is_bold,
        )


class DocumentFonts:
    """All fonts embedded in one document, in order of first use."""

    def __init__(self) -> None:
        self.fonts: list[EmbeddedFont] = []
        self._current: dict[Typeface, EmbeddedFont] = {}
        self._encoded: dict[ShapedRun, tuple[EmbeddedFont, str, float]] = {}

    def show(self, words: Iterable[ShapedText], size_pt: float) -> str:
        """Return the operators `Tf` and `TJ` that show some words, one after the other."""
        operators: list[str] = []
        shown: list[str] = []
        current: EmbeddedFont | None = None
        adjustment = 0.0
        for word in words:
            for run in word.runs:
                font, codes, left_over = self._encoded.get(run) or self._encode(run)
                if font is not current:
                    if shown:
                        operators.append(_show(shown))
                        shown = []
                    operators.append(f"/{font.resource} {number(size_pt)} Tf")
                    current = font
                if abs(adjustment) >= 0.5:
                    shown.append(str(round(adjustment)))
                    adjustment -= round(adjustment)
                shown.append(codes)
                adjustment += left_over
        if shown:
            operators.append(_show(shown))
        return " ".join(operators)

    def _encode(self, run: ShapedRun) -> tuple[EmbeddedFont, str, float]:
        font = self._font_for(run)
        if len(self._encoded) >= _MAX_CACHED_RUNS:
            self._encoded.clear()
        encoded = self._encoded[run] = (font, *font.encode(run.clusters))
        return encoded

    def _font_for(self, run: ShapedRun) -> EmbeddedFont:
        font = self._current.get(run.typeface)
        if font is None or not font.has_room(run):
            font = self._current[run.typeface] = EmbeddedFont(run.typeface, f"T{len(self.fonts) + 1}")
            self.fonts.append(font)
        return font


# The same sizes, colours and margins are on every line.
@functools.lru_cache(maxsize=8192)
def number(value: float) -> str:
    """Return a number as PDF writes it: to a thousandth, without exponent or trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _show(shown: list[str]) -> str:
    return f"[{''.join(shown).replace('><', '')}] TJ"


def _subset_tag(codes: Iterable[_Key]) -> str:
    """Return the six letters before a subset's name: equal for equal subsets."""
    digest = hashlib.sha256(
        repr([(tuple(map(tuple, parts)), text) for parts, text in codes]).encode("utf-8", "replace")
    )
    return "".join(chr(ord("A") + byte % 26) for byte in digest.digest()[:6])


def _to_unicode(texts: list[str]) -> bytes:
    """Return a ToUnicode CMap for codes from 1 (ISO 32000-1, 9.10.3)."""
    rows = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts, start=1)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(rows), 100):  # the most that one bfchar section may hold
        chunk = rows[start : start + 100]
        lines += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
