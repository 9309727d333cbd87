"""Rows that an editor adds to the table of participants: people whom the article didn't list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from forumpub.diagnostics import Findings
from forumpub.model import Speaker
from forumpub.parse.canonical import canonical_text
from forumpub.review.assignment import Assignment, Fate
from forumpub.review.document import BaseText
from forumpub.review.views import ViewParagraph
from forumpub.rules.revising import EDIT_UNCLEAR
from forumpub.transform.names import name_key
from forumpub.values import dataclass

_PERSON: Final = re.compile(r"(.+)_(name|role|org)")
_ADDED: Final = (Fate.NEW, Fate.COPY)
_Row = tuple[int, int]


@dataclass(slots=True)
class NewRow:
    """One row that came in. `cells` are its words by field, `behind` is the speaker whose row is above.

    `paragraphs` are the places of those words in the view; what stands in other columns isn't among them.
    """

    behind: str | None
    cells: dict[str, str] = field(default_factory=dict)
    paragraphs: set[int] = field(default_factory=set)


def find_new_rows(
    base: Sequence[BaseText],
    paragraphs: Sequence[ViewParagraph],
    assignments: Sequence[Assignment],
    people: Collection[str],
) -> tuple[NewRow, ...]:
    """Find the rows of the table of participants in which nothing is of the base.

    Args:
        base: the texts as published.
        paragraphs: a view of the editor's copy.
        assignments: which paragraph is which text, in order.
        people: the ids of the article's speakers.
    """
    columns = _columns(base, people)
    offsets, known = _tables(base, paragraphs, assignments, columns)
    rows: dict[_Row, NewRow] = {}
    above: str | None = None
    for item in assignments:
        cell = paragraphs[item.paragraph].cell
        if item.fate is Fate.OWN:
            person = _PERSON.fullmatch(item.idents[0])
            above = person[1] if person is not None and person[1] in people else above
        if item.fate not in _ADDED or cell is None or (cell.table, cell.row) in known:
            continue
        column = columns.get(cell.column - offsets[cell.table]) if cell.table in offsets else None
        words = canonical_text(paragraphs[item.paragraph].text)
        if column is not None and words:
            row = rows.setdefault((cell.table, cell.row), NewRow(behind=above))
            # Several lines in a cell are one text.
            row.cells[column] = f"{row.cells[column]} {words}" if column in row.cells else words
            row.paragraphs.add(item.paragraph)
    return tuple(rows.values())


def _columns(base: Sequence[BaseText], people: Collection[str]) -> Mapping[int, str]:
    """Return the fields of people by the column that they were printed in."""
    found = ((text.cell, _PERSON.fullmatch(text.ident)) for text in base)
    return {
        cell.column: person[2]
        for cell, person in found
        if cell is not None and person and person[1] in people
    }


def _tables(
    base: Sequence[BaseText],
    paragraphs: Sequence[ViewParagraph],
    assignments: Sequence[Assignment],
    columns: Mapping[int, str],
) -> tuple[Mapping[int, int], frozenset[_Row]]:
    """Return by each table of people how far its columns have moved, and all rows with texts of the base."""
    cells = {text.ident: text.cell for text in base}
    offsets: dict[int, int] = {}
    known: set[_Row] = set()
    for item in assignments:
        now = paragraphs[item.paragraph].cell
        if item.fate is not Fate.OWN or now is None:
            continue
        known.add((now.table, now.row))
        before, person = cells[item.idents[0]], _PERSON.fullmatch(item.idents[0])
        if before is not None and person is not None and columns.get(before.column) == person[2]:
            offsets.setdefault(now.table, now.column - before.column)
    return offsets, frozenset(known)


def make_people(
    rows: Sequence[NewRow], listed: Sequence[Speaker], findings: Findings, *, number: int
) -> Iterator[tuple[Speaker, str | None]]:
    """Yield a speaker for each row that names one, and the id of the speaker above.

    Args:
        rows: the new rows, in order.
        listed: those whom the article has.
        findings: takes an `edit-unclear` for a row that has no name, or that of somebody who is listed.
        number: the revision's.
    """
    names = {name_key(speaker.name) for speaker in listed if speaker.name}
    taken = {speaker.id for speaker in listed}
    for count, row in enumerate(rows, 1):
        name, words = row.cells.get("name"), ", ".join(row.cells.values())
        if name is None:
            findings.add(
                EDIT_UNCLEAR,
                f"a row without a name was added to the participants, and is not taken over: “{words}”",
                hints=("write the name into the column of names",),
            )
        elif name_key(name) in names:
            findings.add(
                EDIT_UNCLEAR,
                f"{name} is among the participants already; the new row is not taken over: “{words}”",
                hints=("change the row that is there",),
            )
        else:
            names.add(name_key(name))
            ident = f"r{number}s{count}"
            while ident in taken:
                ident += "x"
            taken.add(ident)
            yield (
                Speaker(id=ident, name=name, role=row.cells.get("role"), org=row.cells.get("org")),
                row.behind,
            )
