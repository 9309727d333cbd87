"""Writing tracked changes into the elements of a document.

Source: ECMA-376 part 1, 17.13.5. A deletion inside another editor's insertion is a `w:del` in the `w:ins`; an
insertion never stands inside another one, so that each can be rejected by itself.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from forumpub.render.docx.wml import text_elements
from forumpub.review.live_text import Atom, cut_at, empty_like, isolate_words, read_atoms, text_of
from forumpub.review.wordml import ID, W
from forumpub.review.words import Edit, Passage, compare_words
from forumpub.values import dataclass

_RUN: Final = W + "r"
_CHANGES: Final = frozenset({W + "ins", W + "moveTo"})
# What numbers its annotations in one sequence.
_NUMBERED: Final = tuple(
    W + name
    for name in (
        "ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "rPrChange",
        "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "bookmarkStart", "cellIns",
        "cellDel",
    )
)  # fmt: skip
_NOT_COPIED: Final = frozenset(W + name for name in ("rPrChange", "ins", "del", "moveFrom", "moveTo"))
_MOST_DIGITS: Final = 9


@dataclass(slots=True)
class Pen:
    """Whose changes are written, when, and the number of the next one. `date` is ISO 8601 in UTC."""

    author: str
    date: str
    next_id: int

    def change(self, name: str, *children: etree._Element) -> etree._Element:
        """Make `w:ins` or `w:del`."""
        made = etree.Element(W + name, nsmap={"w": W[1:-1]})
        made.set(ID, str(self.next_id))
        made.set(W + "author", self.author)
        made.set(W + "date", self.date)
        made.extend(children)
        self.next_id += 1
        return made


def first_free_id(root: etree._Element) -> int:
    """Return a number above those of all tracked changes and bookmarks of a part."""
    values = (element.get(ID) or "" for element in root.iter(*_NUMBERED))
    numbers = (
        int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
    )
    return max(numbers, default=0) + 1


def rewrite(paragraphs: Sequence[etree._Element], after: str, pen: Pen) -> bool:
    """Change the words of a paragraph to `after`, word by word, as tracked changes.

    Args:
        paragraphs: one w:p, or several that show as one because their ends are deleted.
        after: the words to show; tabs and line ends as characters.
        pen: whose changes they are.

    Returns:
        Whether it was done. It isn't where words that a field or a formula makes would have to change.
    """
    atoms = read_atoms(paragraphs)
    passages = compare_words(text_of(atoms), after)
    changes = [passage for passage in passages if passage.edit is not Edit.KEPT]
    if _touch_fixed(atoms, changes):
        return False
    cut_at(atoms, sorted({edge for passage in changes for edge in (passage.start, passage.end)}))
    starts = _starts(atoms)
    for place, passage in reversed(list(enumerate(changes))):
        if passage.edit is Edit.DELETED:
            _delete([atoms[index] for index in _between(starts, passage.start, passage.end)], pen)
            continue
        before = changes[place - 1] if place else None
        replaced = before is not None and before.edit is Edit.DELETED and before.end == passage.start
        _insert(paragraphs, atoms, starts, passage, pen, replaces=replaced)
    return True


def _touch_fixed(atoms: Sequence[Atom], changes: Iterable[Passage]) -> bool:
    starts = _starts(atoms)
    return any(
        atoms[index].fixed
        for passage in changes
        if passage.edit is Edit.DELETED
        for index in _between(starts, passage.start, passage.end, partly=True)
    )


def _starts(atoms: Sequence[Atom]) -> list[int]:
    """Return where each atom starts, and at last where they end."""
    starts = [0]
    for atom in atoms:
        starts.append(starts[-1] + len(atom.text))
    return starts


def _between(starts: Sequence[int], start: int, end: int, *, partly: bool = False) -> list[int]:
    if partly:
        return [
            index for index in range(len(starts) - 1) if starts[index] < end and starts[index + 1] > start
        ]
    return [index for index in range(len(starts) - 1) if starts[index] >= start and starts[index + 1] <= end]


def _delete(atoms: Sequence[Atom], pen: Pen) -> None:
    by_run: dict[etree._Element, list[etree._Element]] = {}
    for atom in atoms:
        by_run.setdefault(atom.run, []).append(atom.element)
    holder: etree._Element | None = None
    for run, words in by_run.items():
        for part in list(isolate_words(run, words)):
            for element in part.iter(W + "t"):
                element.tag = W + "delText"
            if holder is not None and part.getprevious() is holder:
                holder.append(part)
                continue
            holder = pen.change("del")
            part.addprevious(holder)
            holder.append(part)


def _insert(
    paragraphs: Sequence[etree._Element],
    atoms: Sequence[Atom],
    starts: Sequence[int],
    passage: Passage,
    pen: Pen,
    *,
    replaces: bool,
) -> None:
    """Put in new words: behind the words that they replace, else beside their neighbours."""
    before = next((index for index in range(len(atoms)) if starts[index + 1] == passage.start), None)
    after = next((index for index in range(len(atoms)) if starts[index] == passage.start), None)
    if before is None and after is None:
        change = pen.change("ins", _run(passage.text, None))
        paragraphs[0].append(change)
        return
    use_after = before is None or (not replaces and after is not None and _starts_words(atoms, before, after))
    model = atoms[after if use_after and after is not None else before or 0]
    change = pen.change("ins", _run(passage.text, model.run))
    anchor = _climb(model.run, pen, behind=not use_after)
    if use_after:
        anchor.addprevious(change)
    else:
        anchor.addnext(change)


def _starts_words(atoms: Sequence[Atom], before: int, after: int) -> bool:
    """Tell whether a bookmark starts between two neighbours: what is typed there belongs into it."""
    one, other = atoms[before].run, atoms[after].run
    following = one.getnext() if one.getparent() is other.getparent() else None
    while following is not None and following is not other:
        if following.tag == W + "bookmarkStart":
            return True
        following = following.getnext()
    return atoms[before].text.endswith("\t")


def _climb(run: etree._Element, pen: Pen, *, behind: bool) -> etree._Element:
    """Return the element to put an insertion beside: outside of tracked changes, which are cut in two."""
    element = run
    parent = element.getparent()
    while parent is not None and (parent.tag in _CHANGES or parent.tag == W + "del"):
        siblings = list(parent)
        index = siblings.index(element)
        moved = siblings[index + 1 :] if behind else siblings[index:]
        if (behind and not moved) or (not behind and index == 0):
            element = parent
        else:
            rest = etree.SubElement(parent, parent.tag)
            for key, value in parent.attrib.items():
                rest.set(key, value)
            rest.set(ID, str(pen.next_id))
            pen.next_id += 1
            rest.extend(moved)
            parent.addnext(rest)
            element = parent if behind else rest
        parent = element.getparent()
    return element


def _run(text: str, model: etree._Element | None) -> etree._Element:
    run = etree.Element(_RUN, nsmap={"w": W[1:-1]}) if model is None else empty_like(model)
    properties = run.find(W + "rPr")
    if properties is not None:
        for child in [child for child in properties if child.tag in _NOT_COPIED]:
            properties.remove(child)
    run.extend(text_elements(text))
    return run


def delete_paragraph(paragraph: etree._Element, pen: Pen) -> bool:
    """Delete a paragraph's words, and its end where another paragraph follows that it can run on into.

    Returns:
        Whether it was done; not where a field or a formula makes some of its words.
    """
    atoms = read_atoms((paragraph,))
    if any(atom.fixed for atom in atoms):
        return False
    _delete(atoms, pen)
    if (following := paragraph.getnext()) is not None and following.tag == W + "p":
        _mark_end(paragraph, "del", pen)
    return True


def add_paragraph(behind: etree._Element, text: str, pen: Pen) -> etree._Element:
    """Insert a paragraph of the same style behind another one, and return it."""
    made = etree.Element(W + "p", nsmap={"w": W[1:-1]})
    properties = behind.find(W + "pPr")
    atoms = read_atoms((behind,))
    if properties is not None:
        kept = copy.deepcopy(properties)
        for child in [child for child in kept if child.tag in (W + "rPr", W + "pPrChange", W + "sectPr")]:
            kept.remove(child)
        made.append(kept)
    words = [atom for atom in atoms if atom.text.strip()]
    made.append(pen.change("ins", _run(text, words[-1].run if words else None)))
    follow(behind, made, pen)
    return made


def follow(behind: etree._Element, made: etree._Element, pen: Pen) -> None:
    """Put a new paragraph behind another one; its end, or that of the other one, is inserted."""
    behind.addnext(made)
    following = made.getnext()
    # A rejected end lets its paragraph run on into the next one; at the end of a cell there is none.
    is_last = following is None or following.tag != W + "p"
    _mark_end(behind if is_last or _ends_inserted(behind, pen) else made, "ins", pen)


def _ends_inserted(paragraph: etree._Element, pen: Pen) -> bool:
    """Tell whether words of the same hand were inserted at a paragraph's end, as if typed on into the next.

    LibreOffice 7.4 takes two insertions that touch for one, with the end between them.
    """
    runs = [run for run in paragraph.iter(_RUN) if run.find(W + "t") is not None]
    holder = runs[-1].getparent() if runs else None
    is_ours = holder is not None and holder.tag == W + "ins" and holder.get(W + "author") == pen.author
    settled = paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is None and paragraph.find(f"{W}pPr/{W}sectPr") is None
    return is_ours and settled


def _mark_end(paragraph: etree._Element, name: str, pen: Pen) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    ends = properties.find(W + "rPr")
    if ends is None:
        ends = etree.Element(W + "rPr")
        later = next((child for child in properties if child.tag in (W + "sectPr", W + "pPrChange")), None)
        if later is None:
            properties.append(ends)
        else:
            later.addprevious(ends)
    if ends.find(W + name) is None:
        # `w:ins` stands before `w:del`, and both before all else.
        ends.insert(1 if name == "del" and ends.find(W + "ins") is not None else 0, pen.change(name))
