"""Bookmarks and comments that are open at a place of the text."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from forumpub.review.document import Mark
from forumpub.review.wordml import ID, NAME, W

RANGE_TAGS: Final = frozenset(
    W + name for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
)
_MARK_NAME = re.compile(r"_?fp_([0-9A-Za-z]{1,16})_([A-Za-z0-9_]+?)(_Copy_\d+)*", re.IGNORECASE)
_MOST_NAME_CHARS: Final = 80
# No text of ours stands in more than a few; a file made to harm opens thousands.
_MOST_OPEN: Final = 64


def read_mark(name: str) -> Mark | None:
    """Return what a bookmark's name says, None for one that isn't ours."""
    found = _MARK_NAME.fullmatch(name[:_MOST_NAME_CHARS])
    if found is None:
        return None
    return Mark(dockey=found[1].lower(), part=found[2], copied=found[3] is not None)


class OpenRanges:
    """What is open now. `marks` and `comments` are values, made anew only when something opens or closes."""

    def __init__(self, root: etree._Element) -> None:
        self.marks: tuple[Mark, ...] = ()
        self.comments: tuple[str, ...] = ()
        self._ended = frozenset(end.get(ID) for end in root.iter(W + "bookmarkEnd"))
        self._bookmarks: dict[str | None, Mark] = {}
        self._comments: dict[str, None] = {}
        self._anchored: set[str] = set()
        self._anchors: dict[str, None] = {}

    def read(self, element: etree._Element) -> None:
        """Open or close what an element says."""
        tag, ident = element.tag, element.get(ID)
        if tag == W + "bookmarkStart":
            mark = read_mark(element.get(NAME) or "")
            if mark is not None and len(self._bookmarks) < _MOST_OPEN:
                self._bookmarks[ident] = mark
                self._renew()
        elif tag == W + "bookmarkEnd":
            if self._bookmarks.pop(ident, None) is not None:
                self._renew()
        elif ident and tag == W + "commentRangeStart":
            self.anchor(ident)
            if len(self._comments) < _MOST_OPEN:
                self._comments[ident] = None
                self._renew()
        elif ident and tag == W + "commentRangeEnd" and ident in self._comments:
            del self._comments[ident]
            self._renew()

    def anchor(self, comment: str) -> None:
        """Note that a comment's subject starts here, unless it started before."""
        if comment and comment not in self._anchored:
            self._anchored.add(comment)
            self._anchors[comment] = None

    def end_paragraph(self) -> tuple[str, ...]:
        """Close what ends with a paragraph; return the comments whose subjects started in it.

        LibreOffice writes a bookmark over two paragraphs as two starts of one name, the first without an end.
        """
        unended = [key for key in self._bookmarks if key not in self._ended]
        for key in unended:
            del self._bookmarks[key]
        if unended:
            self._renew()
        anchors = tuple(self._anchors)
        self._anchors = {}
        return anchors

    def _renew(self) -> None:
        self.marks = tuple(dict.fromkeys(self._bookmarks.values()))
        self.comments = tuple(self._comments)
