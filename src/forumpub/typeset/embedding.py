"""Fonts of one PDF: which character codes stand for which clusters, and the font programs that draw them.

A code (CID) is given to each distinct cluster in order of first use; a character of ASCII is its own. A
cluster of several glyphs becomes one composite glyph, so every code has exactly one text: no reader can get
order or spacing wrong. The fonts are composite fonts with Identity-H encoding (ISO 32000-1, 9.7).
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import operator
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from forumpub.typeset.alphabet import Alphabet, Cluster, Component, is_plain
from forumpub.typeset.characters import text_for_extraction
from forumpub.typeset.shaping import ShapedText
from forumpub.typeset.subsetting import GlyphStore, glyph_store
from forumpub.typeset.truetype import NO_GLYPH, Box, Glyph
from forumpub.typeset.typefaces import Typeface

# Half of what two bytes can count: codes and their composites share the glyph indices with the components.
_MAX_CODES = 30000

# What every font says of itself, whatever its own metrics: those of Noto Sans. Readers put characters on one
# line by comparing these boxes; with its own for each font, pdfminer takes Latin words in Burmese text for
# lines of their own.
_LINE_ASCENT = 1069
_LINE_DESCENT = -293

# What means something else within a literal string; line ends would be read as U+000A.
_ESCAPES = {"(": "\\(", ")": "\\)", "\\": "\\\\", "\r": "\\r", "\n": "\\n"}

# A character of ASCII is its own code, which says in one line of ToUnicode what else takes one for each.
FIRST_CODE = 0x20
_FIRST_FREE = 0x7F
_ASCII = frozenset(map(chr, range(FIRST_CODE, _FIRST_FREE)))

_ALPHABET_OF = operator.attrgetter("alphabet")
_CHARS_OF = operator.attrgetter("chars")

_Key: TypeAlias = tuple[tuple[Component, ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FontProgram:
    """All that a PDF's font objects say of one font. A code is the number of its glyph.

    Lengths are thousandths of an em, widths from `FIRST_CODE`.
    """

    base_font: str
    data: bytes
    widths: tuple[float, ...]
    to_unicode: bytes
    box: Box
    ascent: int
    descent: int
    cap_height: int
    is_bold: bool


class _Code(NamedTuple):
    """A code, the number of its glyph as well; how strings of the page show it; its width in font units.

    The width of a composite is the advance at first use; kerning makes up for any later difference.
    """

    number: int
    shown: str
    advance: int


class EmbeddedFont:
    """One typeface in one document, while codes are still given out."""

    def __init__(self, typeface: Typeface, resource: str) -> None:
        self.typeface = typeface
        self.resource = resource
        self._codes: dict[_Key, _Code] = {}
        self._taken: set[str] = set()
        self._next = _FIRST_FREE
        self._tables: dict[Alphabet, _Table] = {}
        self._scale = 1000 / typeface.units_per_em

    @property
    def room(self) -> int:
        """How many more codes can be given out."""
        return _MAX_CODES - len(self._codes)

    def has_room(self, alphabet: Alphabet, chars: str) -> bool:
        """Tell whether all clusters of a run can get codes."""
        if len(chars) <= self.room:
            return True
        new = {(components, text) for components, text, _ in alphabet.clusters(chars)} - self._codes.keys()
        return len(new) <= self.room

    def encode(self, alphabet: Alphabet, chars: str) -> str:
        """Return the clusters that characters of an alphabet stand for, within a string of a `TJ` array."""
        table = self._tables.get(alphabet)
        if table is None:
            table = self._tables[alphabet] = _Table(self, alphabet)
        return chars.translate(table)

    def show(self, cluster: Cluster) -> str:
        """Return a cluster within a string of a `TJ` array, and how far to move on or back after it."""
        components, text, advance = cluster
        _, shown, width = self._codes.get((components, text)) or self._new_code(components, text, advance)
        return shown if width == advance else f"{shown}){number((width - advance) * self._scale)}("

    def _new_code(self, components: tuple[Component, ...], text: str, advance: int) -> _Code:
        width = self.typeface.advance_units(components[0].glyph) if is_plain(components) else max(0, advance)
        number = self._next
        if text in _ASCII and text not in self._taken:
            self._taken.add(text)
            number = ord(text)
        else:
            self._next += 1
        code = self._codes[components, text] = _Code(number, _write_code(number), width)
        return code

    def finish(self) -> FontProgram:
        """Make the font program of all codes given out. The glyph of a code has its number.

        Raises:
            FontError: the font can't be taken apart.
        """
        typeface, scale = self.typeface, self._scale
        store = glyph_store(typeface)
        wanted = [(part.glyph, text) for components, text in self._codes for part in components]
        outlines = store.take(wanted)
        font = store.make_font(_number_glyphs(self._codes.items(), outlines, store))
        data = font.to_bytes()
        to_unicode = _to_unicode({code.number: text for (_, text), code in self._codes.items()})
        widths = [0.0] * (self._next - FIRST_CODE)
        for number, _, advance in self._codes.values():
            widths[number - FIRST_CODE] = round(advance * scale, 3)
        return FontProgram(
            base_font=f"{_subset_tag(data + to_unicode)}+{typeface.name}",
            data=data,
            widths=tuple(widths),
            to_unicode=to_unicode,
            box=Box(*(round(edge * scale) for edge in font.box)),
            ascent=_LINE_ASCENT,
            descent=_LINE_DESCENT,
            cap_height=round(typeface.cap_height),
            is_bold=typeface.is_bold,
        )


def _number_glyphs(
    codes: Collection[tuple[_Key, _Code]], outlines: Mapping[int, Glyph], store: GlyphStore
) -> list[Glyph]:
    """Return the glyphs of a document's font: those of the codes, then what those are made of.

    Args:
        codes: the clusters with their codes.
        outlines: glyphs of the typeface by their numbers there, parts of others among them.
        store: makes composites of them.
    """
    numbers: dict[int, int] = {}
    for (components, _), code in codes:
        if is_plain(components):
            numbers.setdefault(components[0].glyph, code.number)
    needed = dict.fromkeys(part.glyph for (components, _), _ in codes for part in components)
    waiting = list(needed)
    further: list[int] = []
    first_further = max(_FIRST_FREE, 1 + max(code.number for _, code in codes))
    for glyph in waiting:
        if glyph not in numbers:
            numbers[glyph] = first_further + len(further)
            further.append(glyph)
        new = [part for part in outlines[glyph].parts() if part not in needed]
        needed |= dict.fromkeys(new)
        waiting += new
    # Codes not given out show nothing, and `.notdef` is shown by none.
    made = [NO_GLYPH] * first_further
    for (components, _), code in codes:
        if is_plain(components) and numbers[components[0].glyph] == code.number:
            made[code.number] = outlines[components[0].glyph].renumbered(numbers)
        else:
            made[code.number] = store.compose(components, code.advance).renumbered(numbers)
    return [*made, *(outlines[glyph].renumbered(numbers) for glyph in further)]


class _Table(dict[int, str]):
    """What a font shows for each character of an alphabet, worked out when it is first asked."""

    def __init__(self, font: EmbeddedFont, alphabet: Alphabet) -> None:
        super().__init__()
        self._font = font
        self._alphabet = alphabet

    def __missing__(self, char: int) -> str:
        shown = self[char] = self._font.show(self._alphabet.cluster(char))
        return shown


class DocumentFonts:
    """All fonts embedded in one document, in order of first use."""

    def __init__(self) -> None:
        self.fonts: list[EmbeddedFont] = []
        self._current: dict[Typeface, EmbeddedFont] = {}

    def show(self, words: Sequence[ShapedText], size_pt: float) -> str:
        """Return the operators `Tf` and `TJ` that show some words, one after the other.

        Each character is a byte of the content stream.
        """
        operators: list[str] = []
        shown: list[str] = []
        current: EmbeddedFont | None = None
        for typeface, alphabet, chars in self._with_room(words):
            font = self._font_for(typeface, alphabet, chars)
            if font is not current:
                if shown:
                    operators.append(_show(shown))
                    shown = []
                operators.append(f"/{font.resource} {number(size_pt)} Tf")
                current = font
            shown.append(font.encode(alphabet, chars))
        if shown:
            operators.append(_show(shown))
        return " ".join(operators)

    def _with_room(self, words: Sequence[ShapedText]) -> list[tuple[Typeface, Alphabet, str]]:
        """Return the runs of some words, neighbours joined unless a font may get full between them."""
        runs = [run for word in words for run in word.runs]
        groups = [runs]
        if len(set(map(_ALPHABET_OF, runs))) > 1:
            groups = [list(same) for _, same in itertools.groupby(runs, key=_ALPHABET_OF)]
        joined = [
            (same[0].typeface, same[0].alphabet, "".join(map(_CHARS_OF, same))) for same in groups if same
        ]
        count = sum([len(chars) for _, _, chars in joined])
        if all(font.room >= count for font in self._current.values()):
            return joined
        return [(run.typeface, run.alphabet, run.chars) for run in runs]

    def _font_for(self, typeface: Typeface, alphabet: Alphabet, chars: str) -> EmbeddedFont:
        font = self._current.get(typeface)
        if font is None or not font.has_room(alphabet, chars):
            font = self._current[typeface] = EmbeddedFont(typeface, f"T{len(self.fonts) + 1}")
            self.fonts.append(font)
        return font


def _show(shown: list[str]) -> str:
    return f"[({''.join(shown)})]TJ"


def _write_code(code: int) -> str:
    """Write a code within a literal string (ISO 32000-1, 7.3.4.2), half as long as in hexadecimal."""
    return "".join(_ESCAPES.get(char, char) for char in map(chr, divmod(code, 0x100)))


# The same sizes, colours and margins are on every line.
@functools.lru_cache(maxsize=8192)
def number(value: float) -> str:
    """Return a number as PDF writes it: to a thousandth, without exponent or trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _subset_tag(subset: bytes) -> str:
    """Return the six letters before a subset's name: equal for equal subsets."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(subset).digest()[:6])


@functools.lru_cache(maxsize=16384)
def _utf16_for_extraction(text: str) -> str:
    return text_for_extraction(text).encode("utf-16-be").hex().upper()


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    """Return a ToUnicode CMap (ISO 32000-1, 9.10.3), given the texts of the codes.

    Ranges with lists of texts would be shorter, but page-validation takes them for damage.
    """
    lines = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    rows = [
        f"<{code:04X}> <{_utf16_for_extraction(text)}>" for code, text in texts.items() if code >= _FIRST_FREE
    ]
    if len(rows) < len(texts):
        first = f"<{FIRST_CODE:04X}>"
        lines += ["1 beginbfrange", f"{first} <{_FIRST_FREE - 1:04X}> {first}", "endbfrange"]
    for start in range(0, len(rows), 100):  # the most that one bfchar section may hold
        chunk = rows[start : start + 100]
        lines += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
    lines.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
