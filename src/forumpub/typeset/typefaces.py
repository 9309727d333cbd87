"""One weight of one font file: its coverage, its metrics, and HarfBuzz's view of it."""

from __future__ import annotations

import functools
import threading
import unicodedata
from pathlib import Path

import uharfbuzz as hb

from forumpub.errors import FontError
from forumpub.typeset.alphabet import Alphabet
from forumpub.typeset.characters import SYNTHETIC_BLANKS, drop_ignorable
from forumpub.values import dataclass

REGULAR_WEIGHT = 400
BOLD_WEIGHT = 700
# usWeightClass from which a static font counts as bold: 600 is semi-bold.
_BOLD_FROM = 600

# OS/2 fsType, bits 1 and 9: the font may not be embedded, or only as bitmaps.
_RESTRICTED = 0x0002
_BITMAPS_ONLY = 0x0200
_PREVIEW_OR_EDITABLE = 0x000C


@dataclass(frozen=True, slots=True, order=True)
class FontFile:
    """A font in a file, `index`-th of a collection. `provider` is `style`, a package, or `system`."""

    path: Path
    index: int = 0
    provider: str = "system"


@functools.lru_cache(maxsize=256)
def _open_face(path: Path, index: int) -> hb.Face:
    # HarfBuzz maps the file into memory: of the 17 MB of a Chinese font only the pages used are ever read.
    try:
        blob = hb.Blob.from_file_path(str(path))
    except (OSError, hb.HarfBuzzError) as error:
        raise FontError(f"can't read the font {path}") from error
    face = hb.Face(blob, index)
    if not face.glyph_count or not {"head", "cmap"}.issubset(face.table_tags):
        raise FontError(f"{path} is not a font")
    return face


def open_face(file: FontFile) -> hb.Face:
    """Open a font file; a process opens each file once.

    Raises:
        FontError: the file can't be read or isn't a font.
    """
    return _open_face(file.path, file.index)


def find_fault(face: hb.Face) -> str | None:
    """Say why a font can't be embedded in a PDF; None where it can."""
    tags = set(face.table_tags)
    if not tags & {"glyf", "CFF ", "CFF2"}:
        return "it has no outlines"
    permission = int.from_bytes(table(face, "OS/2")[8:10], "big")
    if permission & _BITMAPS_ONLY or (permission & _RESTRICTED and not permission & _PREVIEW_OR_EDITABLE):
        return "its licence bits (OS/2 fsType) forbid embedding"
    return None


def table(face: hb.Face, tag: str) -> bytes:
    """Return the bytes of a font's table, none where it has no such table."""
    return bytes(face.reference_table(tag).data) if tag in face.table_tags else b""


class Typeface:
    """One weight of one font file.

    Equal for equal file and weight, so that a document embeds it once however often it was opened.
    Lengths are thousandths of an em unless their name says font units.
    """

    def __init__(self, file: FontFile, weight: int) -> None:
        face = open_face(file)
        if fault := find_fault(face):
            raise FontError(f"can't use the font {file.path}: {fault}")
        self.file = file
        self.weight = weight
        self.face = face
        self.font = hb.Font(face)
        self.variations = _pin(face, weight)
        if self.variations:
            self.font.set_variations(self.variations)
        self.is_bold = _is_bold(face, self.variations)
        self.is_truetype = "glyf" in face.table_tags
        self.units_per_em: int = face.upem
        self.name = _postscript_name(face, file, self.variations)
        self.coverage = face.unicodes
        extents = self.font.get_font_extents("ltr")
        self.ascent = extents.ascender * 1000 / face.upem
        self.descent = extents.descender * 1000 / face.upem
        self._alphabet = Alphabet()
        self._key = (str(file.path), file.index, weight)
        self._hash = hash(self._key)
        self.advance_units = functools.lru_cache(maxsize=8192)(self.font.get_glyph_h_advance)
        self.draws = functools.lru_cache(maxsize=8192)(self._draws)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Typeface) and self._key == other._key)

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Typeface({self.name!r}, {self.file.provider!r})"

    @property
    def alphabet(self) -> Alphabet:
        """The characters that stand for clusters of this typeface."""
        if self._alphabet.is_full:
            self._alphabet = Alphabet()
        return self._alphabet

    @property
    def cap_height(self) -> float:
        """The height of capitals."""
        units: int = self.font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
        return units * 1000 / self.units_per_em

    def covers(self, cluster: str) -> bool:
        """Tell whether the font has glyphs for all of a grapheme cluster, composed or decomposed."""
        if len(cluster) == 1 and ord(cluster) in self.coverage:
            return True
        text = drop_ignorable(cluster)
        if self._has_all(text):
            return True
        return not text.isascii() and any(
            self._has_all(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")
        )

    def _has_all(self, text: str) -> bool:
        coverage = self.coverage
        return all(
            ord(char) in coverage
            or (char in SYNTHETIC_BLANKS and 0x20 in coverage)
            or (char == "\u2011" and 0x2010 in coverage)
            for char in text
        )

    def _draws(self, glyph: int) -> bool:
        """Tell whether a glyph has any ink."""
        extents = self.font.get_glyph_extents(glyph)
        return bool(extents and extents.width and extents.height)


def _pin(face: hb.Face, weight: int) -> dict[str, float]:
    """Choose a place on every axis: the wanted weight as near as the font has it, else the default."""
    if not face.has_var_data:
        return {}
    pinned = {axis.tag: axis.default_value for axis in face.axis_infos}
    for axis in face.axis_infos:
        if axis.tag == "wght":
            pinned["wght"] = min(max(float(weight), axis.min_value), axis.max_value)
    return pinned


def weight_class(face: hb.Face) -> int:
    """Return the weight that a font declares, 400 where it declares none."""
    return int.from_bytes(table(face, "OS/2")[4:6], "big") or REGULAR_WEIGHT


def _is_bold(face: hb.Face, variations: dict[str, float]) -> bool:
    return variations.get("wght", weight_class(face)) >= _BOLD_FROM


def _postscript_name(face: hb.Face, file: FontFile, variations: dict[str, float]) -> str:
    declared = face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or file.path.stem
    name = "".join(char for char in declared if char.isascii() and (char.isalnum() or char in "-_"))
    if "wght" in variations:
        weight = round(variations["wght"])
        named = {REGULAR_WEIGHT: "Regular", BOLD_WEIGHT: "Bold"}.get(weight, f"wght{weight}")
        name = f"{name.partition('-')[0]}-{named}"
    return name or "Font"


_typefaces: dict[tuple[FontFile, int], Typeface] = {}
_lock = threading.Lock()
_MAX_TYPEFACES = 256


def open_typeface(file: FontFile, weight: int) -> Typeface:
    """Return one weight of a font file; a process opens each once.

    Raises:
        FontError: the file can't be read, isn't a font, or can't be embedded.
    """
    key = (file, weight)
    with _lock:
        found = _typefaces.get(key)
        if found is None:
            if len(_typefaces) >= _MAX_TYPEFACES:
                _typefaces.clear()
            found = _typefaces[key] = Typeface(file, weight)
        return found
