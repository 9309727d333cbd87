"""Which code of a font file stands for which text, and the ToUnicode map that says so to readers.

Letters of one alphabet lie in one row of Unicode. Their codes lie in a row as well, in the order of their
characters, so that one line of the map stands for all of them. Any other cluster gets the next free code.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator
from typing import TypeAlias

from forumpub.typeset.characters import text_for_extraction
from forumpub.typeset.typefaces import Typeface

FIRST_CODE = 0x20
"""That of the space in the first font: a character of ASCII is its own code there."""

_ROW = 0x80
# Rows may stay nearly empty: they end where the codes of a long document may still come.
_ROWS_END = 0x2000
# Without Latin letters with marks, of which a text uses a few, and Chinese characters.
_ALPHABETS = range(0x300, 0x2000)

# The most that one section of a map may hold.
_SECTION = 100

_Row: TypeAlias = tuple[Typeface, int]


class Codes:
    """The codes of one font file, given out in order of first use."""

    def __init__(self) -> None:
        self._texts: dict[int, str] = {}
        self._rows: dict[_Row, int] = {}
        self._next_row = _ROW
        self._free: Iterator[int] = iter(())

    def __len__(self) -> int:
        """Count the codes given out."""
        return len(self._texts)

    def unused(self) -> set[int]:
        """Return the numbers before the last code that are none, without 0."""
        return set(range(1, self.end)) - self._texts.keys()

    @property
    def end(self) -> int:
        """The number after the last code, at least that of the first."""
        return max(self._texts, default=FIRST_CODE - 1) + 1

    def give(self, typeface: Typeface, text: str) -> int:
        """Return a new code for a cluster of a typeface."""
        code = None
        letter = _letter_of(text)
        if letter is not None:
            row, place = letter
            first = self._rows.get((typeface, row))
            if first is None:
                first = self._begin_row(typeface, row)
            if first is not None and first + place not in self._texts:
                code = first + place
        if code is None:
            code = next(self._free, None)
        if code is None:
            self._free = iter(range(self._next_row, self._next_row + _ROW))
            self._next_row += _ROW
            code = next(self._free)
        self._texts[code] = text
        return code

    def _begin_row(self, typeface: Typeface, row: int) -> int | None:
        """Return the first code of a new row; None where no room for one is left."""
        if row == 0 and 0 not in self._rows.values():
            first = 0
        elif self._next_row >= _ROWS_END:
            return None
        else:
            first = self._next_row
            self._next_row += _ROW
        self._rows[typeface, row] = first
        return first

    def to_unicode(self) -> bytes:
        """Return a ToUnicode CMap (ISO 32000-1, 9.10.3).

        Ranges with lists of texts would be shorter, but page-validation takes them for damage.
        """
        codes = sorted(self._texts)
        rows = sorted(self._rows.values())
        ranges: list[str] = []
        for first in rows:
            own = codes[bisect.bisect_left(codes, first) : bisect.bisect_left(codes, first + _ROW)]
            ranges.append(f"<{own[0]:04X}> <{own[-1]:04X}> <{ord(self._texts[own[0]]):04X}>")
        starts = frozenset(rows)
        singles = [
            f"<{code:04X}> <{_utf16_for_extraction(self._texts[code])}>"
            for code in codes
            if code - code % _ROW not in starts
        ]
        lines = [
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *_sections("bfrange", ranges),
            *_sections("bfchar", singles),
            "endcmap CMapName currentdict/CMap defineresource pop end end",
        ]
        return "\n".join(lines).encode("ascii")


def _sections(kind: str, entries: list[str]) -> Iterator[str]:
    for start in range(0, len(entries), _SECTION):
        chunk = entries[start : start + _SECTION]
        yield "\n".join([f"{len(chunk)} begin{kind}", *chunk, f"end{kind}"])


@functools.lru_cache(maxsize=4096)
def _letter_of(text: str) -> tuple[int, int] | None:
    """Return the row of an alphabet, and the place in it, of one character that is copied out as it is."""
    if len(text) != 1 or text_for_extraction(text) != text:
        return None
    return divmod(ord(text), _ROW) if " " <= text <= "~" or ord(text) in _ALPHABETS else None


@functools.lru_cache(maxsize=16384)
def _utf16_for_extraction(text: str) -> str:
    return text_for_extraction(text).encode("utf-16-be").hex().upper()
