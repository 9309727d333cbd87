"""The lines of a document, as its paragraphs, tables and notes come."""

from __future__ import annotations

import itertools
from dataclasses import field

from forumpub.diagnostics import Findings
from forumpub.patterns import lazy_pattern
from forumpub.rules import containers as rules
from forumpub.values import dataclass

# A table whose cells hold more than this is a page layout, and its cells are read one after the other.
_MAX_CELL_LINES = 30
DIVIDER = " | "
# A label, a name or a mark of a question: a number in front of it would hide it from its reader.
_OPENS_TURN = lazy_pattern(r"\s*(?:[\[【［〔〖(（>]|Q[\s.:]|[^\s:：][^:：]{0,60}[:：](?:\s|[^\d/]))")


@dataclass(slots=True)
class _Row:
    cells: list[list[str]] = field(default_factory=list)
    nested: bool = False


class LineCollector:
    """Collects lines. A paragraph inside another (in a text box) follows the one that it hangs on."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.notes: list[str] = []
        self._paras: list[list[str]] = []
        self._hanging: list[str] = []
        self._rows: list[_Row] = []
        self._aside: int | None = None
        self._joins = False
        self._begun = ""
        self._number: tuple[str, str] | None = None
        self._numbered: list[tuple[int, str, str]] = []

    def begin_para(self) -> None:
        """Begin a paragraph."""
        if not self._paras:
            self._number = None
        self._paras.append([])

    def number(self, label: str, key: str) -> None:
        """Say that the paragraph has a number in front, counted in the list `key`."""
        if len(self._paras) == 1:
            self._number = (label, key)

    def add(self, text: str) -> None:
        """Add characters to the paragraph; outside one they are a paragraph of their own."""
        if self._paras:
            self._paras[-1].append(text)
        elif text.strip():
            self._emit(text)

    def join_next(self) -> None:
        """The next paragraph goes on with this one: its mark was deleted."""
        self._joins = True

    def end_para(self) -> None:
        """End the paragraph."""
        if not self._paras:
            return
        text = "".join(self._paras.pop())
        if self._aside is not None and len(self._paras) > self._aside:
            self._paras[-1].append(f"{text} ")
            return
        if self._paras:
            self._hanging.append(text)
            return
        if self._joins:
            self._begun, self._joins = self._begun + text, False
            return
        text, self._begun = self._begun + text, ""
        if self._number is not None and not self._rows and text.strip():
            self._numbered.append((len(self.lines), *self._number))
        self._emit(text)
        hanging, self._hanging = self._hanging, []
        for one in hanging:
            self._emit(one)

    def begin_note(self) -> None:
        """What follows is a note: it stands at the end of the text."""
        self._aside = len(self._paras)
        self._paras.append([])

    def end_note(self) -> None:
        """End the note."""
        if self._aside is not None and len(self._paras) > self._aside:
            words = "".join(itertools.chain.from_iterable(self._paras[self._aside :])).strip()
            del self._paras[self._aside :]
            if words:
                self.notes.append(words)
        self._aside = None

    def begin_row(self) -> None:
        """Begin a row of a table."""
        for row in self._rows:
            row.nested = True
        self._rows.append(_Row())

    def begin_cell(self) -> None:
        """Begin a cell."""
        if self._rows:
            self._rows[-1].cells.append([])

    def end_row(self) -> None:
        """End a row: its cells stand side by side where they are a table's, one below the other otherwise."""
        if not self._rows:
            return
        row = self._rows.pop()
        filled = [cell for cell in row.cells if any(line.strip() for line in cell)]
        long = any(len(cell) > _MAX_CELL_LINES for cell in row.cells)
        if not filled or len(row.cells) == 1 or row.nested or long:
            for cell in row.cells:
                for line in cell:
                    self._emit(line)
            return
        cells = [[line for text in cell if text.strip() for line in text.split("\n")] for cell in row.cells]
        for side_by_side in itertools.zip_longest(*cells, fillvalue=""):
            self._emit(DIVIDER.join(side_by_side).rstrip())

    def _emit(self, text: str) -> None:
        if self._rows and self._rows[-1].cells:
            self._rows[-1].cells[-1].append(text)
        else:
            self.lines.append(text)

    def numbers_left_out(self) -> int:
        """Return how many numbers would stand in front of labels and names, which they would hide."""
        turns = self._lists_of_turns()
        return sum(key in turns for _, _, key in self._numbered)

    def _lists_of_turns(self) -> frozenset[str]:
        return frozenset(key for place, _, key in self._numbered if _OPENS_TURN.match(self.lines[place][:80]))

    def _write_numbers(self) -> list[str]:
        """Return the lines with their numbers, but for lists whose paragraphs open with a label or a name."""
        turns = self._lists_of_turns()
        lines = list(self.lines)
        for place, label, key in self._numbered:
            if key not in turns:
                lines[place] = f"{label} {lines[place].lstrip()}"
        return lines

    def text(self) -> str:
        """Return all lines, and the notes below them."""
        while self._rows:
            self.end_row()
        while self._paras:
            self.end_para()
        if self._begun:
            self._emit(self._begun)
        lines = [*self._write_numbers(), *([""] if self.notes else []), *self.notes]
        return "\n".join(lines).strip("\n") + "\n" if any(line.strip() for line in lines) else ""


def report_numbers(collector: LineCollector, findings: Findings) -> None:
    """Say which numbers of lists don't stand in the text.

    Diagnostics:
        part-set-aside: numbers in front of labels and names.
    """
    if count := collector.numbers_left_out():
        message = f"{count} list number{'s' if count > 1 else ''} in front of names or labels left out"
        findings.add(rules.PART_SET_ASIDE, message)
