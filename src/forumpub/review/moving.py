"""Moving a paragraph as tracked changes: it goes where it was, and comes in where it is.

Word's own form of a move needs names for its two ends, which other programs drop; a deletion and an insertion
say the same everywhere. The bookmark comes along as a copy's is called, so that the reader knows the text.
"""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from forumpub.render.docx.identity import BOOKMARK_PREFIX
from forumpub.review.live_text import read_atoms, text_of
from forumpub.review.tracking import Pen, delete_paragraph, follow, rewrite
from forumpub.review.wordml import ID, NAME, W14, W

_RUN: Final = W + "r"
_START: Final = W + "bookmarkStart"
_END: Final = W + "bookmarkEnd"
_GONE: Final = frozenset(W + name for name in ("del", "moveFrom"))
_CAME: Final = frozenset(W + name for name in ("ins", "moveTo"))
# What stays behind: comments are about the place, and the records of changes are settled in the copy.
_LEFT: Final = frozenset(
    W + name
    for name in (
        "commentRangeStart", "commentRangeEnd", "commentReference", "proofErr", "rPrChange", "pPrChange",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "lastRenderedPageBreak",
    )
)  # fmt: skip
# A note, a picture or a field may stand in a file once: a paragraph with one stays where it is.
_PLAIN: Final = frozenset(
    W + name
    for name in ("t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "rPr", "r", "hyperlink", "pPr")
) | {_START, _END}  # fmt: skip


def move_paragraph(
    paragraph: etree._Element, behind: etree._Element, after: str, pen: Pen
) -> etree._Element | None:
    """Move a paragraph behind another one, where it says `after`, as tracked changes.

    Returns:
        The paragraph in its new place; None where nothing was done, since it holds more than words.
    """
    made = copy.deepcopy(paragraph)
    _accept(made)
    if not _is_plain(made):
        return None
    if text_of(read_atoms((made,))) != after:
        if not rewrite((made,), after, Pen(author=pen.author, date=pen.date, next_id=1)):
            return None
        _accept(made)
    _renew_marks(made, _names_in(paragraph), pen)
    for holder in (made, *made.iter(W + "hyperlink")):
        _track_runs(holder, pen)
    follow(behind, made, pen)
    delete_paragraph(paragraph, pen)
    return made


def _accept(paragraph: etree._Element) -> None:
    """Settle the tracked changes of a paragraph that is in no document yet, and drop what stays behind."""
    for attribute in (f"{W14}paraId", f"{W14}textId"):
        if attribute in paragraph.attrib:
            del paragraph.attrib[attribute]
    for element in list(paragraph.iterdescendants()):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag in _CAME and parent.tag != W + "rPr":
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
        elif element.tag in _GONE or element.tag in _CAME or element.tag in _LEFT:
            parent.remove(element)
    for run in list(paragraph.iter(_RUN)):
        parent = run.getparent()
        if parent is not None and all(child.tag == W + "rPr" for child in run):
            parent.remove(run)


def _is_plain(paragraph: etree._Element) -> bool:
    properties = paragraph.find(W + "pPr")
    if properties is not None and properties.find(W + "sectPr") is not None:
        return False
    inside = (element for child in paragraph if child is not properties for element in _content(child))
    return all(element.tag in _PLAIN for element in inside)


def _content(element: etree._Element) -> list[etree._Element]:
    """Return an element and what is in it, but for properties."""
    if element.tag == W + "rPr":
        return []
    return [element, *(inner for child in element for inner in _content(child))]


def _names_in(element: etree._Element) -> set[str]:
    root = element.getroottree().getroot()
    return {(start.get(NAME) or "").lower() for start in root.iter(_START)}


def _renew_marks(paragraph: etree._Element, taken: set[str], pen: Pen) -> None:
    """Give our bookmarks numbers and names of their own; others stay where they are."""
    numbers: dict[str, str] = {}
    for start in list(paragraph.iter(_START)):
        name = start.get(NAME) or ""
        if not name.startswith(BOOKMARK_PREFIX):
            continue
        numbers[start.get(ID) or ""] = str(pen.next_id)
        pen.next_id += 1
        count = 1
        while (candidate := f"{name}_Copy_{count}").lower() in taken:
            count += 1
        start.set(NAME, candidate)
    for mark in list(paragraph.iter(_START, _END)):
        number = numbers.get(mark.get(ID) or "")
        parent = mark.getparent()
        if number is not None:
            mark.set(ID, number)
        elif parent is not None:
            parent.remove(mark)


def _track_runs(holder: etree._Element, pen: Pen) -> None:
    """Make what runs a holder has an insertion."""
    change: etree._Element | None = None
    for child in list(holder):
        if child.tag != _RUN:
            change = None
            continue
        if change is None:
            change = pen.change("ins")
            child.addprevious(change)
        change.append(child)
