"""What hangs before a text on the page and isn't part of it: its number, and the tab to its indent."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BLANKS = " \t\n\r"
_PLAIN_NUMBER = re.compile(r"[ \t]*(\d{1,5})\t")
_SPACELESS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]"
)


def take_numbers(
    raw: str, numbers: Sequence[tuple[int, int]], starts: Sequence[int], *, in_cell: bool
) -> tuple[str | None, str]:
    """Take the hanging numbers and the tabs of indents out of a text.

    Args:
        raw: a paragraph as it stands, several ones joined included.
        numbers: where digits in the style of numbers stand.
        starts: where each of the joined paragraphs starts.
        in_cell: whether the text is a table's, where nothing hangs.

    Returns:
        The number at the start, and the text, trimmed. What hung before a paragraph that was joined gives way
        to a blank, where the writing has blanks and there is none.
    """
    cuts = [(start, end + 1) for start, end in numbers if raw[end : end + 1] == "\t"]
    if not cuts and not in_cell:
        # Some programs drop the style of the number.
        found = _PLAIN_NUMBER.match(raw)
        cuts = [(found.start(1), found.end())] if found is not None else []
    cuts += [(start, start + 1) for start in starts if start and raw[start : start + 1] == "\t"]
    number: str | None = None
    pieces: list[str] = []
    last, done = "", 0
    for start, end in sorted(cuts):
        piece = raw[done:start]
        pieces.append(piece)
        last = piece[-1:] or last
        if number is None and not last.strip(_BLANKS) and not "".join(pieces).strip(_BLANKS):
            number = raw[start:end].rstrip("\t") or None
        else:
            gap = _gap(last)
            pieces.append(gap)
            last = gap or last
        done = max(done, end)
    pieces.append(raw[done:])
    return number, "".join(pieces).strip(_BLANKS)


def _gap(last: str) -> str:
    return "" if not last or last.isspace() or _SPACELESS.match(last) else " "
