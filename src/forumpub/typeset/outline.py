"""The outline of a document, which readers show beside its pages (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from forumpub.typeset.pdf_file import PdfFile, refer, text_string
from forumpub.typeset.structure import write_destination
from forumpub.typeset.tagging import Landmark
from forumpub.values import dataclass


@dataclass(slots=True, kw_only=True)
class _Item:
    """A place in the outline, and those below it."""

    number: int
    mark: Landmark
    below: list[_Item] = field(default_factory=list)


def write_outline(file: PdfFile, landmarks: Sequence[Landmark], first_page: int) -> int | None:
    """Add the outline of the landmarks with titles, nested by their levels.

    Args:
        file: what it is added to.
        landmarks: in reading order.
        first_page: number of the first page's object; the others follow.

    Returns:
        The number of its root; None where no landmark has a title.
    """
    titled = [mark for mark in landmarks if mark.title]
    if not titled:
        return None
    root = file.reserve()
    top: list[_Item] = []
    open_items: list[_Item] = []
    for mark in titled:
        while open_items and open_items[-1].mark.level >= mark.level:
            open_items.pop()
        item = _Item(number=file.reserve(), mark=mark)
        (open_items[-1].below if open_items else top).append(item)
        open_items.append(item)
    shown = _write_items(file, top, root, first_page)
    file.put(root, f"<</Type/Outlines{_family(top, shown)}>>")
    return root


def _write_items(file: PdfFile, items: Sequence[_Item], parent: int, first_page: int) -> int:
    """Write items beside each other; return how many are shown, with those below them."""
    shown = len(items)
    for index, item in enumerate(items):
        below = _write_items(file, item.below, item.number, first_page) if item.below else 0
        before = f"/Prev {refer(items[index - 1].number)}" if index else ""
        after = f"/Next {refer(items[index + 1].number)}" if index + 1 < len(items) else ""
        file.put(
            item.number,
            f"<</Title{text_string(item.mark.title or '')}/Parent {refer(parent)}{before}{after}"
            f"{_family(item.below, below)}/Dest{write_destination(first_page, item.mark)}>>",
        )
        shown += below
    return shown


def _family(below: Sequence[_Item], shown: int) -> str:
    if not below:
        return ""
    return f"/First {refer(below[0].number)}/Last {refer(below[-1].number)}/Count {shown}"
