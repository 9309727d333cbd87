"""Text of strangers on a terminal: nothing of it is obeyed, and its width is known."""

from __future__ import annotations

from forumpub.patterns import lazy_pattern

_TAB_CELLS = 4
# Beside control characters: line ends that no editor shows, and what turns the direction of a line.
_UNSAFE = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_SURROGATE_BYTES = range(0xDC80, 0xDD00)


def show_text(text: str) -> str:
    """Return a text on one line, with everything that a terminal would obey as a visible escape."""
    return _UNSAFE.sub(lambda match: _escape(match.group()), text)


def show_cells(text: str) -> tuple[str, list[int]]:
    """Return a text as it is shown, and the column at which each of its characters begins, and the end.

    Columns are terminal cells from 0: a Chinese character takes two, a combining mark none, a tab up to the
    next multiple of four.
    """
    # Only a report with a source line needs the table of widths.
    from rich.cells import get_character_cell_size as cells_of

    shown: list[str] = []
    columns = [0]
    for char in text:
        at = columns[-1]
        piece = " " * (_TAB_CELLS - at % _TAB_CELLS) if char == "\t" else show_text(char)
        shown.append(piece)
        columns.append(at + (cells_of(char) if piece == char else len(piece)))
    return "".join(shown), columns


def _escape(char: str) -> str:
    code = ord(char)
    if code in _SURROGATE_BYTES:
        # A byte of a file name that is not UTF-8.
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
