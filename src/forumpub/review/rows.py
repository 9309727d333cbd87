"""Cells of tables that carry no bookmark, known by the others of their row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from forumpub.review.document import BaseText
from forumpub.review.views import ViewParagraph

_Row = tuple[int, int]


def match_cells(
    base: Sequence[BaseText],
    paragraphs: Sequence[ViewParagraph],
    owner: Mapping[str, int],
    free: Sequence[int],
) -> Iterator[tuple[str, int]]:
    """Match free paragraphs in rows of which another cell is known.

    A cell that was empty is known this way too. Of several paragraphs in a cell the first is matched; columns
    that were put in before count.

    Args:
        base: the texts as published.
        paragraphs: a view of the editor's copy.
        owner: by ident, the place of the paragraph that is known to be that text.
        free: the places of the paragraphs to match, in order.
    """
    texts = {text.ident: text for text in base}
    by_cell = {
        (text.cell.table, text.cell.row, text.cell.column): text.ident
        for text in base
        if text.cell is not None
    }
    votes: dict[_Row, Counter[tuple[_Row, int]]] = defaultdict(Counter)
    for ident, place in owner.items():
        before, now = texts[ident].cell, paragraphs[place].cell
        if before is not None and now is not None:
            vote = ((before.table, before.row), now.column - before.column)
            votes[now.table, now.row][vote] += 1
    used = set(owner)
    for place in free:
        now = paragraphs[place].cell
        counts = votes.get((now.table, now.row)) if now is not None else None
        if now is None or not counts:
            continue
        ((table, row), offset), _ = counts.most_common(1)[0]
        ident_here = by_cell.get((table, row, now.column - offset))
        if ident_here is not None and ident_here not in used:
            used.add(ident_here)
            yield ident_here, place
