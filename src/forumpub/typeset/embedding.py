"""Fonts of one PDF: which character codes stand for which clusters, and the font programs that draw them.

A code (CID) is given to each distinct cluster. A cluster of several glyphs becomes one composite glyph, so
every code has exactly one text: no reader can get order or spacing wrong. The fonts are composite fonts with
Identity-H encoding (ISO 32000-1, 9.7).
"""

from __future__ import annotations

import functools
import itertools
import operator
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from forumpub.typeset.alphabet import Alphabet, Component
from forumpub.typeset.codes import FIRST_CODE, Codes
from forumpub.typeset.forms import Form, Key, forms_of
from forumpub.typeset.pdf_file import ESCAPES
from forumpub.typeset.shaping import ShapedText
from forumpub.typeset.subsetting import glyph_store
from forumpub.typeset.truetype import NO_GLYPH, Box, Glyph
from forumpub.typeset.typefaces import Typeface
from forumpub.values import dataclass

# With the rows of the alphabets, half of what two bytes can count: codes share the glyph indices with what
# composites are made of.
_MAX_CODES = 24000

# What every font says of itself, whatever its own metrics: those of Noto Sans. Readers put characters on one
# line by comparing these boxes; with its own for each font, pdfminer takes Latin words in Burmese text for
# lines of their own.
_LINE_ASCENT = 1069
_LINE_DESCENT = -293

_STRING_BYTES = tuple(ESCAPES.get(char, char) for char in map(chr, range(0x100)))

_ALPHABET_OF = operator.attrgetter("alphabet")
_CHARS_OF = operator.attrgetter("chars")
_RUNS_OF = operator.attrgetter("runs")


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


class Code(NamedTuple):
    """A code, the number of its glyph as well; how strings of the page show it; its width in font units.

    The width of a composite is the advance at first use; kerning makes up for any later difference.
    """

    number: int
    shown: str
    width: int


class FontFile:
    """The typefaces of one document whose units are equal, while codes are still given out.

    They share a file, its list of widths and its ToUnicode map: what each would say anew is a tenth of a file
    of one page.
    """

    def __init__(self) -> None:
        self.fonts: list[EmbeddedFont] = []
        self.codes = Codes()
        self.widths: dict[int, float] = {}

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
        unused = iter(sorted(codes.unused()))
        for font in self.fonts:
            font.put_glyphs(glyphs, unused)
        widths = map(self.widths.get, range(FIRST_CODE, codes.end), itertools.repeat(0.0))
        made = glyph_store(self.fonts[0].typeface).make_font(glyphs)
        data = made.to_bytes()
        to_unicode = codes.to_unicode()
        tag = _subset_tag(data, to_unicode)
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
        self.codes: dict[Key, Code] = {}
        self._tables: dict[Alphabet, _Table] = {}
        # The code of each glyph that is shown where it stands, those that need a composite, and for which
        # text each glyph was first asked.
        self._plain: dict[int, int] = {}
        self._composites: list[tuple[tuple[Component, ...], Code]] = []
        self._texts: dict[int, str] = {}

    def has_room(self, alphabet: Alphabet, chars: str) -> bool:
        """Tell whether all clusters of a run can get codes."""
        room = self.file.room
        if len(chars) <= room:
            return True
        forms = forms_of(self.typeface, alphabet)
        new = {forms[ord(char)].key for char in chars} - self.codes.keys()
        return len(new) <= room

    def encode(self, alphabet: Alphabet, chars: str) -> str:
        """Return the clusters that characters of an alphabet stand for, within a string of a `TJ` array."""
        table = self._tables.get(alphabet)
        if table is None:
            table = self._tables[alphabet] = _Table(self, alphabet)
        return chars.translate(table)

    def new_code(self, form: Form) -> Code:
        """Give a cluster a code."""
        key, glyph, width, width_em, _, _ = form
        components, text = key
        at = self.file.codes.give(self.typeface, text)
        self.file.widths[at] = width_em
        code = self.codes[key] = Code(at, _write_code(at), width)
        if glyph is not None and glyph not in self._plain:
            self._plain[glyph] = at
            self._texts[glyph] = text
        else:
            self._composites.append((components, code))
            self._texts.update([(part.glyph, text) for part in components if part.glyph not in self._texts])
        return code

    def put_glyphs(self, glyphs: list[Glyph], unused: Iterator[int]) -> None:
        """Put the glyphs of the codes in their places, what those are made of in unused ones or at the end.

        Raises:
            FontError: the font can't be taken apart.
        """
        store = glyph_store(self.typeface)
        outlines = store.take(self._texts)
        numbers = self._plain.copy()
        # In the order of the typeface neighbours are more alike than in that of use: the file packs better.
        parts = sorted(_find_parts(self._texts, outlines) - numbers.keys())
        for glyph in parts:
            numbers[glyph] = next(unused, len(glyphs))
            if numbers[glyph] == len(glyphs):
                glyphs.append(NO_GLYPH)
        for glyph in parts:
            # Nothing shows it alone, so its width says nothing.
            glyphs[numbers[glyph]] = outlines[glyph].renumbered(numbers)._replace(advance=0)
        for glyph, at in self._plain.items():
            made = outlines[glyph]
            glyphs[at] = made.renumbered(numbers) if made.slots else made
        for components, code in self._composites:
            glyphs[code.number] = store.compose(components, code.width).renumbered(numbers)


def _find_parts(glyphs: Iterable[int], outlines: Mapping[int, Glyph]) -> set[int]:
    """Return glyphs and those that they are made of."""
    found = set(glyphs)
    waiting = [glyph for glyph in found if outlines[glyph].slots]
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
        self._codes = font.codes
        self._scale = 1000 / font.typeface.units_per_em
        self._forms = forms_of(font.typeface, alphabet)

    def __missing__(self, char: int) -> str:
        key, _, _, _, advance, apart = form = self._forms[char]
        if apart is not None:
            shown = self[apart[0]] + self[apart[1]]
        else:
            _, shown, width = self._codes.get(key) or self._font.new_code(form)
            if width != advance:
                # How far to move on or back.
                shown = f"{shown}){number((width - advance) * self._scale)}("
        self[char] = shown
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
        runs = list(itertools.chain.from_iterable(map(_RUNS_OF, words)))
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


@functools.lru_cache(maxsize=_MAX_CODES)
def _write_code(code: int) -> str:
    """Write a code within a literal string, half as long as in hexadecimal."""
    return _STRING_BYTES[code >> 8] + _STRING_BYTES[code & 0xFF]


# The same sizes, colours and margins are on every line.
@functools.lru_cache(maxsize=8192)
def number(value: float) -> str:
    """Return a number as PDF writes it: to a thousandth, without exponent or trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _subset_tag(program: bytes, to_unicode: bytes) -> str:
    """Return the six letters before a subset's name: equal for equal subsets."""
    rest = zlib.crc32(to_unicode, zlib.crc32(program))
    letters = []
    for _ in range(6):
        rest, letter = divmod(rest, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)
