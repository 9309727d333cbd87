"""Word comments: a plan's remarks as comments in the margin, and their part of the package.

A comment is a range of the text, a reference at its end, and an entry of `word/comments.xml` (ECMA-376
part 1, 17.13.4). The range marks stand between runs, so runs are cut where a remark begins or ends.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.parts.document import DocumentPart
from lxml import etree

from forumpub.plan import Remark, Run, Text
from forumpub.render.docx.languages import word_tag
from forumpub.render.docx.package import add_part
from forumpub.render.docx.roles import StyleIds
from forumpub.render.docx.wml import text_elements, w
from forumpub.values import dataclass

# By this name an editor, and we ourselves when the file comes back, tell our comments from people's.
AUTHOR: Final = "forumpub"
_INITIALS: Final = "fp"


class Comments:
    """Numbers the comments of one document and keeps what they say."""

    def __init__(self, ids: StyleIds, *, made: dt.datetime, lang: str) -> None:
        self._ids = ids
        self._date = made.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._lang = lang
        self._entries: list[etree._Element] = []

    def open_remark(self, remark: Remark) -> int:
        """Add the comment of a remark, and return its number."""
        number = len(self._entries)
        lines = [self._line(line, first=place == 0) for place, line in enumerate(remark.lines)]
        made = w("comment", *lines, id=number, author=AUTHOR, date=self._date, initials=_INITIALS)
        self._entries.append(made)
        return number

    def reference(self, number: int) -> etree._Element:
        """Make the run that stands for a comment in the text."""
        return w(
            "r",
            w("rPr", w("rStyle", val=self._ids.comment_reference)),
            w("commentReference", id=number),
        )

    def add_part(self, main: DocumentPart) -> None:
        """Add the part, where there are comments: an empty one is a mistake to Word."""
        if self._entries:
            root = w("comments", *self._entries)
            add_part(main, "/word/comments.xml", CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS, root)

    def _line(self, run: Run, *, first: bool) -> etree._Element:
        tag = word_tag(run.lang or self._lang)
        mark = w("r", w("rPr", w("rStyle", val=self._ids.comment_reference)), w("annotationRef"))
        words = w("r", w("rPr", w("lang", val=tag, eastAsia=tag, bidi=tag)), *text_elements(run.text))
        return w("p", w("pPr", w("pStyle", val=self._ids.comment_text)), mark if first else None, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Part of a run, with the remarks that begin before it and those that end after it."""

    run: Run
    starting: tuple[Remark, ...] = ()
    ending: tuple[Remark, ...] = ()


def cut_at_remarks(text: Text) -> Iterator[Piece]:
    """Cut a text's runs where remarks begin or end; the pieces joined are the runs.

    Each remark begins and ends at one piece; one that holds no character of the text has none.
    """
    starts: dict[int, list[Remark]] = defaultdict(list)
    ends: dict[int, list[Remark]] = defaultdict(list)
    length = sum(len(run.text) for run in text.runs)
    for remark in dict.fromkeys(text.remarks):
        if 0 <= remark.start < remark.end <= length:
            starts[remark.start].append(remark)
            ends[remark.end].append(remark)
    edges = sorted({*starts, *ends})
    offset = 0
    for run in text.runs:
        end = offset + len(run.text)
        inner = edges[bisect.bisect_right(edges, offset) : bisect.bisect_left(edges, end)]
        for first, last in pairwise((offset, *inner, end)):
            yield Piece(
                run=replace(run, text=run.text[first - offset : last - offset]) if inner else run,
                starting=tuple(starts.pop(first, ())) if first < last else (),
                ending=tuple(ends.pop(last, ())) if first < last else (),
            )
        offset = end
