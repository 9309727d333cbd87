"""The words of a paragraph that show once all tracked changes are accepted, with the elements that hold them.

They are the words that `forumpub.review.views` shows, so that a place in a view is a place in the file.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from forumpub.review.wordml import W, is_on
from forumpub.values import dataclass

_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_RUN: Final = W + "r"
_TEXT: Final = W + "t"
_GONE: Final = frozenset({W + "del", W + "moveFrom"})
_CAME: Final = frozenset({W + "ins", W + "moveTo"})
_PROPERTIES: Final = W + "rPr"
_LAYOUT: Final = W + "lastRenderedPageBreak"
_SEE_THROUGH: Final = frozenset(
    W + name for name in ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo")
)
_CHARACTERS: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}


@dataclass(slots=True)
class Atom:
    """One child of a run that shows text. Text that a field makes, or a formula, can't be changed."""

    element: etree._Element
    run: etree._Element
    text: str
    fixed: bool


def read_atoms(paragraphs: Sequence[etree._Element]) -> list[Atom]:
    """Return what shows in paragraphs, in document order: several, where their ends are deleted."""
    walker = _Walker()
    for paragraph in paragraphs:
        walker.walk(paragraph, fixed=False)
    return walker.atoms


def text_of(atoms: Sequence[Atom]) -> str:
    """Return the words."""
    return "".join(atom.text for atom in atoms)


class _Walker:
    def __init__(self) -> None:
        self.atoms: list[Atom] = []
        self._open_fields = 0
        self._codes = 0

    def walk(self, holder: etree._Element, *, fixed: bool) -> None:
        for child in holder:
            tag = child.tag
            if tag == _RUN:
                self._run(child, fixed=fixed)
            elif tag in _GONE:
                self._pass_over(child)
            elif tag in _SEE_THROUGH or tag in _CAME:
                self.walk(child, fixed=fixed)
            elif tag == W + "fldSimple":
                self.walk(child, fixed=True)

    def _pass_over(self, holder: etree._Element) -> None:
        """Count the fields in what is deleted: one may begin there and end after it."""
        for run in holder.iter(_RUN):
            for mark in run.iter(W + "fldChar"):
                self._field(mark)

    def _run(self, run: etree._Element, *, fixed: bool) -> None:
        properties = run.find(_PROPERTIES)
        hidden = properties is not None and is_on(properties.find(W + "vanish"))
        for child in run:
            tag = child.tag
            if tag == W + "fldChar":
                self._field(child)
            elif not hidden and not self._codes and (words := _words(child)):
                self.atoms.append(
                    Atom(element=child, run=run, text=words, fixed=fixed or self._open_fields > 0)
                )

    def _field(self, mark: etree._Element) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._open_fields += 1
            self._codes += 1
        elif kind == "separate" and self._codes:
            self._codes -= 1
        elif kind == "end" and self._open_fields:
            self._open_fields -= 1
            self._codes = min(self._codes, self._open_fields)


def _words(element: etree._Element) -> str:
    tag = element.tag
    if tag == _TEXT:
        return element.text or ""
    if tag == W + "br":
        return "\n" if element.get(W + "type") in (None, "textWrapping") else ""
    return _CHARACTERS.get(str(tag), "")


def cut_at(atoms: list[Atom], offsets: Sequence[int]) -> None:
    """Cut runs so that one begins at each offset, in place. `offsets` are in rising order.

    Elements of a run that aren't words, such as the reference of a footnote, get runs of their own there.
    """
    wanted = iter(offsets)
    offset = next(wanted, None)
    place = 0
    start = 0
    while place < len(atoms) and offset is not None:
        atom = atoms[place]
        end = start + len(atom.text)
        if offset >= end:
            place, start = place + 1, end
            continue
        if offset > start:
            atoms[place : place + 1] = _cut_text(atom, offset - start)
            place, start = place + 1, offset
            continue
        _cut_run(atoms, place)
        offset = next((later for later in wanted if later > offset), None)


def _cut_text(atom: Atom, offset: int) -> tuple[Atom, Atom]:
    rest = copy.copy(atom.element)
    rest.text, atom.element.text = atom.text[offset:], atom.text[:offset]
    for element in (rest, atom.element):
        element.set(_XML_SPACE, "preserve")
    atom.element.addnext(rest)
    first = Atom(element=atom.element, run=atom.run, text=atom.text[:offset], fixed=atom.fixed)
    return first, Atom(element=rest, run=atom.run, text=atom.text[offset:], fixed=atom.fixed)


def _cut_run(atoms: list[Atom], place: int) -> None:
    """Let a run begin with the atom at `place`."""
    atom = atoms[place]
    old = atom.run
    children = [child for child in old if child.tag not in (_PROPERTIES, _LAYOUT)]
    if children[0] is atom.element:
        return
    moved = children[children.index(atom.element) :]
    run = empty_like(old)
    run.extend(moved)
    old.addnext(run)
    for later in atoms[place:]:
        if later.run is not old:
            break
        later.run = run


def empty_like(run: etree._Element) -> etree._Element:
    """Return a run without content that looks like `run`."""
    made = etree.Element(_RUN, nsmap={"w": W[1:-1]})
    properties = run.find(_PROPERTIES)
    if properties is not None:
        made.append(copy.deepcopy(properties))
    return made


def isolate_words(run: etree._Element, words: Sequence[etree._Element]) -> Iterator[etree._Element]:
    """Give the stretches of `words` in a run, and what stands between them, runs of their own.

    Yields the runs that hold the words.
    """
    wanted = set(words)
    children = [child for child in run if child.tag not in (_PROPERTIES, _LAYOUT)]
    if all(child in wanted for child in children):
        yield run
        return
    current, kind = run, children[0] in wanted
    if kind:
        yield current
    for child in children:
        if (child in wanted) is not kind:
            kind = child in wanted
            following = empty_like(run)
            current.addnext(following)
            current = following
            if kind:
                yield current
        if current is not run:
            current.append(child)
