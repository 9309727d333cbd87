"""Lists for a terminal in columns."""

from __future__ import annotations

from collections.abc import Sequence

from forumpub.report.visible import show_cells


def draw_table(rows: Sequence[Sequence[str]]) -> str:
    """Write rows in columns, two blanks between them; all rows have the same number of cells."""
    shown = [[show_cells(cell) for cell in row] for row in rows]
    widths = [max(columns[-1] for _, columns in cells) for cells in zip(*shown, strict=True)]
    lines = []
    for row in shown:
        padded = [
            text + " " * (width - columns[-1]) for (text, columns), width in zip(row, widths, strict=True)
        ]
        lines.append("  ".join(padded).rstrip() + "\n")
    return "".join(lines)
