"""The system's fonts, looked at only when a character is in no font that comes before them."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from pathlib import Path

import uharfbuzz as hb

from forumpub.errors import FontError
from forumpub.typeset.typefaces import FontFile, find_fault, open_face, table, weight_class
from forumpub.values import dataclass

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
# A machine with more fonts than this is a type foundry's; its first ones must do.
_MAX_FILES = 4000
_NORMAL_WIDTH = 5


@dataclass(frozen=True, slots=True)
class SkippedFont:
    """A file that can't be used, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    file: FontFile
    weight: int
    has_weight_axis: bool
    oddity: int
    coverage: hb.Set

    def rank(self, weight: int) -> tuple[int, int, str, int]:
        distance = 0 if self.has_weight_axis else abs(self.weight - weight)
        return (self.oddity, distance, str(self.file.path), self.file.index)


class SystemFonts:
    """The fonts in some folders and below, upright ones only.

    The same files give the same choice whatever order the folders list them in: plain sans-serif faces of the
    nearest weight come first, then by path.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders

    @functools.cached_property
    def _found(self) -> tuple[tuple[_Candidate, ...], tuple[SkippedFont, ...]]:
        candidates: list[_Candidate] = []
        skipped: list[SkippedFont] = []
        for path in _font_files(self._folders):
            try:
                for found in _read(path):
                    if isinstance(found, SkippedFont):
                        skipped.append(found)
                    else:
                        candidates.append(found)
            except FontError as error:
                skipped.append(SkippedFont(path, str(error)))
        return tuple(candidates), tuple(skipped)

    @property
    def _candidates(self) -> tuple[_Candidate, ...]:
        return self._found[0]

    @property
    def skipped(self) -> tuple[SkippedFont, ...]:
        """The files that can't be used."""
        return self._found[1]

    def files(self, weight: int) -> tuple[FontFile, ...]:
        """Return all usable fonts, best first for a weight."""
        ranked = sorted(self._candidates, key=lambda candidate: candidate.rank(weight))
        return tuple(candidate.file for candidate in ranked)

    def files_with(self, char: str, weight: int) -> tuple[FontFile, ...]:
        """Return the fonts that have a character, best first for a weight."""
        code = ord(char)
        having = [candidate for candidate in self._candidates if code in candidate.coverage]
        having.sort(key=lambda candidate: candidate.rank(weight))
        return tuple(candidate.file for candidate in having)


@functools.lru_cache(maxsize=8)
def system_fonts(folders: tuple[Path, ...]) -> SystemFonts:
    """Return the fonts below some folders; a process looks at them once."""
    return SystemFonts(folders)


def _font_files(folders: tuple[Path, ...]) -> list[Path]:
    found: dict[Path, None] = {}
    for folder in folders:
        for parent, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if Path(name).suffix.lower() in _SUFFIXES:
                    found.setdefault(Path(parent, name))
            if len(found) >= _MAX_FILES:
                return list(found)[:_MAX_FILES]
    return list(found)


def _read(path: Path) -> Iterator[_Candidate | SkippedFont]:
    for index in range(_count_fonts(path)):
        file = FontFile(path, index, "system")
        face = open_face(file)
        if fault := find_fault(face):
            yield SkippedFont(path, fault)
        elif not _is_slanted(face):
            axes = {axis.tag for axis in face.axis_infos} if face.has_var_data else set()
            yield _Candidate(
                file=file,
                weight=weight_class(face),
                has_weight_axis="wght" in axes,
                oddity=_oddity(face, path),
                coverage=face.unicodes,
            )


def _count_fonts(path: Path) -> int:
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise FontError(f"can't read the font {path}: {error.strerror or error}") from error
    return min(int.from_bytes(head[8:12], "big"), 64) if head[:4] == b"ttcf" else 1


def _is_slanted(face: hb.Face) -> bool:
    # OS/2 fsSelection, bit 0 italic and bit 9 oblique.
    return bool(int.from_bytes(table(face, "OS/2")[62:64], "big") & 0x0201)


def _oddity(face: hb.Face, path: Path) -> int:
    """Count what would make a font stand out among plain sans-serif text."""
    name = path.stem.lower()
    width = int.from_bytes(table(face, "OS/2")[6:8], "big") or _NORMAL_WIDTH
    is_fixed_pitch = any(table(face, "post")[12:16])
    is_serif = "serif" in name and "sans" not in name
    return 4 * (width != _NORMAL_WIDTH) + 2 * is_fixed_pitch + is_serif
