"""Fonts of one PDF: which character codes stand for which clusters, and the font programs that draw them.

A code (CID) is given to each distinct cluster. A cluster of several glyphs becomes one composite glyph, so
every code has exactly one text: no reader can get order or spacing wrong. The fonts are composite fonts with
Identity-H encoding (ISO 32000-1, 9.7).
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from forumpub.typeset.alphabet import Alphabet, Cluster, Component, is_plain
from forumpub.typeset.codes import FIRST_CODE, Codes
from forumpub.typeset.shaping import ShapedText
from forumpub.typeset.subsetting import glyph_store
from forumpub.typeset.truetype import NO_GLYPH, Box, Glyph
from forumpub.typeset.typefaces import Typeface

# With the rows of the alphabets, half of what two bytes can count: codes share the glyph indices with what
# composites are made of.
_MAX_CODES = 24000

# What every font says of itself, whatever its own metrics: those of Noto Sans. Readers put characters on one
# line by comparing these boxes; with its own for each font, pdfminer takes Latin words in Burmese text for
# lines of their own.
_LINE_ASCENT = 1069
_LINE_DESCENT = -293

# Bytes within a literal string (ISO 32000-1, 7.3.4.2): some mean something else there, and line ends would be
# read as U+000A.
_ESCAPES = {"(": "\\(", ")": "\\)", "\\": "\\\\", "\r": "\\r", "\n": "\\n"}
_STRING_BYTES = tuple(_ESCAPES.get(char, char) for char in map(chr, range(0x100)))

_ALPHABET_OF = operator.attrgetter("alphabet")
_CHARS_OF = operator.attrgetter("chars")

_Key: TypeAlias = tuple[tuple[Component, ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFace:
    """What is said of one of the typefaces in a font file. `cap_height` is in thousandths of an em."""

    resource: str
    base_font: str
    cap_height: int
    is_bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FontProgram:
    """All that a PDF's font objects say of one font file. A code is the number of its glyph.

    Lengths are thousandths of an em, widths from `FIRST_CODE`.
    """

    data: bytes
    widths: tuple[float, ...]
    to_unicode: bytes
    box: Box
    ascent: int
    descent: int
    faces: tuple[FontFace, ...]


class _Code(NamedTuple):
    """A code, the number of its glyph as well; how strings of the page show it; its width in font units.

    `is_plain`: it shows one glyph where it stands. The width of a composite is the advance at first use;
    kerning makes up for any later difference.
    """

    number: int
    shown: str
    advance: int
    is_plain: bool


class FontFile:
    """The typefaces of one document whose units are equal, while codes are still given out.

    They share a file, its list of widths and its ToUnicode map: what each would say anew is a tenth of a file
    of one page.
    """

    def __init__(self) -> None:
        self.fonts: list[EmbeddedFont] = []
        self.codes = Codes()

    @property
    def room(self) -> int:
        """How many more codes can be given out."""
        return _MAX_CODES - len(self.codes)

    def finish(self) -> FontProgram:
        """Make the font program of all codes given out. The glyph of a code has its number.

        Raises:
            FontError: a font can't be taken apart.
        """
        scale = 1000 / self.fonts[0].typeface.units_per_em
        codes = self.codes
        # `.notdef` is shown by none.
        glyphs = [NO_GLYPH] * codes.end
        unused = iter([code for code in range(1, codes.end) if code not in codes])
        widths = [0.0] * (codes.end - FIRST_CODE)
        for font in self.fonts:
            font.put_glyphs(glyphs, unused)
            for number, _, advance, _ in font.codes.values():
                widths[number - FIRST_CODE] = round(advance * scale, 3)
        made = glyph_store(self.fonts[0].typeface).make_font(glyphs)
        data = made.to_bytes()
        to_unicode = codes.to_unicode()
        tag = _subset_tag(data + to_unicode)
        return FontProgram(
            data=data,
            widths=tuple(widths),
            to_unicode=to_unicode,
            box=Box(*(round(edge * scale) for edge in made.box)),
            ascent=_LINE_ASCENT,
            descent=_LINE_DESCENT,
            faces=tuple(
                FontFace(
                    resource=font.resource,
                    base_font=f"{tag}+{font.typeface.name}",
                    cap_height=round(font.typeface.cap_height),
                    is_bold=font.typeface.is_bold,
                )
                for font in self.fonts
            ),
        )


class EmbeddedFont:
    """One typeface in one document, while codes are still given out."""

    def __init__(self, typeface: Typeface, resource: str, file: FontFile) -> None:
        self.typeface = typeface
        self.resource = resource
        self.file = file
        self.codes: dict[_Key, _Code] = {}
        self._tables: dict[Alphabet, _Table] = {}
        self._scale = 1000 / typeface.units_per_em

    def has_room(self, alphabet: Alphabet, chars: str) -> bool:
        """Tell whether all clusters of a run can get codes."""
        room = self.file.room
        if len(chars) <= room:
            return True
        new = {(components, text) for components, text, _ in alphabet.clusters(chars)} - self.codes.keys()
        return len(new) <= room

    def encode(self, alphabet: Alphabet, chars: str) -> str:
        """Return the clusters that characters of an alphabet stand for, within a string of a `TJ` array."""
        table = self._tables.get(alphabet)
        if table is None:
            table = self._tables[alphabet] = _Table(self, alphabet)
        return chars.translate(table)

    def show(self, cluster: Cluster) -> str:
        """Return a cluster within a string of a `TJ` array, and how far to move on or back after it."""
        apart = _take_apart(cluster, self.typeface)
        if apart is not None:
            head, letter = apart
            return self.show(head) + self.show(letter)
        components, text, advance = cluster
        key = (components, text)
        _, shown, width, _ = self.codes.get(key) or self._new_code(key, advance)
        return shown if width == advance else f"{shown}){number((width - advance) * self._scale)}("

    def _new_code(self, key: _Key, advance: int) -> _Code:
        components, text = key
        plain = is_plain(components)
        width = self.typeface.advance_units(components[0].glyph) if plain else max(0, advance)
        number = self.file.codes.give(self.typeface, text)
        code = self.codes[key] = _Code(number, _write_code(number), width, plain)
        return code

    def put_glyphs(self, glyphs: list[Glyph], unused: Iterator[int]) -> None:
        """Put the glyphs of the codes in their places, what those are made of in unused ones or at the end.

        Raises:
            FontError: the font can't be taken apart.
        """
        store = glyph_store(self.typeface)
        outlines = store.take([(part.glyph, text) for components, text in self.codes for part in components])
        numbers: dict[int, int] = {}
        for (components, _), code in self.codes.items():
            if code.is_plain:
                numbers.setdefault(components[0].glyph, code.number)
        # In the order of the typeface neighbours are more alike than in that of use: the file packs better.
        parts = sorted(_find_parts(self.codes, outlines) - numbers.keys())
        for glyph in parts:
            numbers[glyph] = next(unused, len(glyphs))
            if numbers[glyph] == len(glyphs):
                glyphs.append(NO_GLYPH)
        for glyph in parts:
            # Nothing shows it alone, so its width says nothing.
            glyphs[numbers[glyph]] = outlines[glyph].renumbered(numbers)._replace(advance=0)
        for (components, _), code in self.codes.items():
            if code.is_plain and numbers[components[0].glyph] == code.number:
                made = outlines[components[0].glyph]
            else:
                made = store.compose(components, code.advance)
            glyphs[code.number] = made.renumbered(numbers)


def _take_apart(cluster: Cluster, typeface: Typeface) -> tuple[Cluster, Cluster] | None:
    """Part a cluster before a last letter that just follows the rest, as a visarga or a vowel sign may.

    HarfBuzz counts them as one. Two codes are shared by more clusters than one is: a page of Burmese is 2 %
    smaller. What reaches under or over its letter stays with it: screens would move it by a pixel, and
    readers lose marks that stand alone.
    """
    components, text, advance = cluster
    if len(components) < 2 or len(text) < 2:
        return None
    *before, (glyph, dx, dy) = components
    width = typeface.advance_units(glyph)
    if dy or dx <= 0 or width <= 0 or dx + width != advance:
        return None
    if typeface.font.get_nominal_glyph(ord(text[-1])) != glyph:
        return None
    if not _stands_clear(typeface, glyph):
        return None
    return Cluster(tuple(before), text[:-1], dx), Cluster((Component(glyph, 0, 0),), text[-1], width)


@functools.lru_cache(maxsize=4096)
def _stands_clear(typeface: Typeface, glyph: int) -> bool:
    """Tell whether a glyph begins right of where the one before it ends."""
    extents = typeface.font.get_glyph_extents(glyph)
    return extents is not None and extents.width > 0 and extents.x_bearing > 0


def _find_parts(clusters: Iterable[_Key], outlines: Mapping[int, Glyph]) -> set[int]:
    """Return the glyphs that clusters are made of, and those that these are made of."""
    found = {part.glyph for components, _ in clusters for part in components}
    waiting = list(found)
    for glyph in waiting:
        new = [part for part in outlines[glyph].parts() if part not in found]
        found.update(new)
        waiting += new
    return found


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
        self.files: list[FontFile] = []
        self._fonts_count = 0
        self._current_files: dict[int, FontFile] = {}
        self._current: dict[Typeface, EmbeddedFont] = {}

    def show(self, words: Sequence[ShapedText], size_pt: float, selected: str = "") -> tuple[str, str]:
        """Return the operators `Tf` and `TJ` that show some words, one after the other.

        Each character is a byte of the content stream.

        Args:
            words: what to show.
            size_pt: size in points.
            selected: the operator that selected the font in force, if one is known to be.

        Returns:
            The operators, and the one that selected the font in force after them.
        """
        operators: list[str] = []
        shown: list[str] = []
        size = number(size_pt)
        for typeface, alphabet, chars in self._with_room(words):
            font = self._font_for(typeface, alphabet, chars)
            selecting = f"/{font.resource} {size} Tf"
            if selecting != selected:
                if shown:
                    operators.append(_show(shown))
                    shown = []
                operators.append(selecting)
                selected = selecting
            shown.append(font.encode(alphabet, chars))
        if shown:
            operators.append(_show(shown))
        return " ".join(operators), selected

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
        if all(file.room >= count for file in self._current_files.values()):
            return joined
        return [(run.typeface, run.alphabet, run.chars) for run in runs]

    def _font_for(self, typeface: Typeface, alphabet: Alphabet, chars: str) -> EmbeddedFont:
        font = self._current.get(typeface)
        if font is not None and font.has_room(alphabet, chars):
            return font
        units = typeface.units_per_em
        file = self._current_files.get(units)
        is_full = font is not None and font.file is file
        if file is None or is_full or file.room < len(chars):
            file = self._current_files[units] = FontFile()
            self.files.append(file)
        self._fonts_count += 1
        font = self._current[typeface] = EmbeddedFont(typeface, f"T{self._fonts_count}", file)
        file.fonts.append(font)
        return font


def _show(shown: list[str]) -> str:
    return f"[({''.join(shown)})]TJ"


def _write_code(code: int) -> str:
    """Write a code within a literal string, half as long as in hexadecimal."""
    return _STRING_BYTES[code >> 8] + _STRING_BYTES[code & 0xFF]


# The same sizes, colours and margins are on every line.
@functools.lru_cache(maxsize=8192)
def number(value: float) -> str:
    """Return a number as PDF writes it: to a thousandth, without exponent or trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _subset_tag(subset: bytes) -> str:
    """Return the six letters before a subset's name: equal for equal subsets."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(subset).digest()[:6])
