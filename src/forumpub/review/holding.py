"""Where one editor's copy has the texts of the base."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Final

from forumpub.review.applying import Copy
from forumpub.review.assignment import Assignment, Fate, first_pieces_own
from forumpub.review.likeness import canonical
from forumpub.review.reconciling import Side

ADDED: Final = (Fate.NEW, Fate.COPY)


class Holding:
    """One copy by the idents of its base. `items` are its paragraphs in order, `moved` the texts that moved.

    `places` says by ident which paragraphs have words of it; `joined` are the texts that share one.
    """

    def __init__(self, copy: Copy) -> None:
        self._paragraphs = copy.paragraphs
        self.base = {text.ident: text for text in copy.base}
        self.items: Sequence[Assignment] = first_pieces_own(copy.alignment.assignments)
        self.moved = copy.alignment.moved
        self.places: dict[str, list[int]] = {}
        self.joined = tuple(item.idents for item in self.items if _is_joined(item))
        self._idents: dict[int, tuple[str, ...]] = {}
        for item in self.items:
            if item.fate in (Fate.OWN, Fate.PIECE):
                self._idents[item.paragraph] = item.idents
                for ident in item.idents:
                    self.places.setdefault(ident, []).append(item.paragraph)

    def places_of(self, idents: Sequence[str]) -> tuple[int, ...]:
        """Return the paragraphs that hold some texts, each once."""
        return tuple(dict.fromkeys(place for ident in idents for place in self.places.get(ident, ())))

    def has_alone(self, ident: str) -> bool:
        """Tell whether one paragraph holds a text, and nothing else."""
        places = self.places.get(ident, ())
        return len(places) == 1 and self._idents[places[0]] == (ident,)

    def side(self, idents: Sequence[str]) -> Side:
        """Return what the copy has of a passage."""
        places = self.places_of(idents)
        printed = (self.base[ident].text for ident in idents if ident in self.base)
        return Side(
            base=tuple(text for text in printed if canonical(text)),
            now=tuple(self._paragraphs[place].text for place in places),
            divided=any(len(self._idents[place]) > 1 for place in places)
            or any(len(self.places.get(ident, ())) > 1 for ident in idents),
        )

    def place_before(self, ident: str) -> int:
        """Return where the nearest text before one of the base stands; 0 where there is none."""
        found = 0
        for other in self.base:
            if other == ident:
                break
            found = self.places.get(other, [found])[-1]
        return found

    def anchors(self, stable: Container[str]) -> Mapping[str, str | None]:
        """Return by each text the nearest one of `stable` that stands before it, None at the top."""
        found: dict[str, str | None] = {}
        anchor: str | None = None
        for item in self.items:
            if item.fate is Fate.OWN:
                found[item.idents[0]] = anchor
                anchor = item.idents[-1] if item.idents[0] in stable else anchor
        return found

    def added(self) -> frozenset[tuple[str, str | None]]:
        """Return the words of new paragraphs, each with the text that it stands behind."""
        found: set[tuple[str, str | None]] = set()
        before: str | None = None
        for item in self.items:
            if item.fate in ADDED:
                found.add((canonical(self._paragraphs[item.paragraph].text), before))
            elif item.fate is Fate.OWN:
                before = item.idents[-1]
        return frozenset(found)

    def rows(self) -> frozenset[tuple[int, int]]:
        """Return the rows of tables that hold a text of the base."""
        cells = (self._paragraphs[place].cell for place in self._idents)
        return frozenset((cell.table, cell.row) for cell in cells if cell is not None)

    def find_empty_cell(self, ident: str) -> int | None:
        """Find the paragraph of a cell that was printed empty, by another cell of its row."""
        cell = self.base[ident].cell
        for other, text in self.base.items():
            beside = text.cell
            if cell is None or beside is None or (beside.table, beside.row) != (cell.table, cell.row):
                continue
            for place in self.places.get(other, ()):
                now = self._paragraphs[place].cell
                if now is not None:
                    return self._find_cell(now.table, now.row, now.column + cell.column - beside.column)
        return None

    def _find_cell(self, table: int, row: int, column: int) -> int | None:
        for place, paragraph in enumerate(self._paragraphs):
            cell = paragraph.cell
            if cell is not None and (cell.table, cell.row, cell.column) == (table, row, column):
                return place
        return None


def _is_joined(item: Assignment) -> bool:
    return item.fate is Fate.OWN and len(item.idents) > 1
