"""Comments that are added to an editor's file.

Source: ECMA-376 part 1, 17.13.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from lxml import etree

from forumpub.render.docx.wml import text_elements, w
from forumpub.review.rewriting import DocxDraft
from forumpub.review.wordml import ID, VAL, W

_PART: Final = "comments.xml"
_MOST_DIGITS: Final = 9
_TEXT_STYLE: Final = "annotation text"
_REFERENCE_STYLE: Final = "annotation reference"


class Margin:
    """The comments of a file. The part that holds them is made when the first is added."""

    def __init__(self, draft: DocxDraft, *, date: str) -> None:
        self._draft = draft
        self._date = date
        self._root = draft.related_root("comments")
        self._is_new = self._root is None
        self._styles = _style_ids(draft)

    def comment(self, paragraphs: Sequence[etree._Element], text: str, *, author: str) -> None:
        """Comment on the words of paragraphs."""
        if self._root is None:
            self._root = w("comments")
        number = self._next_number(self._root)
        first, last = paragraphs[0], paragraphs[-1]
        properties = first.find(W + "pPr")
        start = w("commentRangeStart", id=number)
        if properties is None:
            first.insert(0, start)
        else:
            properties.addnext(start)
        last.append(w("commentRangeEnd", id=number))
        last.append(w("r", self._run_properties(), w("commentReference", id=number)))
        self._root.append(self._entry(number, text, author))

    def save(self) -> None:
        """Add the part to the file, where it is new and not empty: an empty one is a mistake to Word."""
        if self._is_new and self._root is not None:
            self._draft.add_part(_PART, CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS, self._root)

    def _entry(self, number: int, text: str, author: str) -> etree._Element:
        style = self._styles.get(_TEXT_STYLE)
        lines = [
            w("p", w("pPr", w("pStyle", val=style)) if style else None, w("r", *text_elements(line)))
            for line in text.split("\n")
        ]
        initials = "".join(word[0] for word in author.split()[:3])
        return w("comment", *lines, id=number, author=author, date=self._date, initials=initials)

    def _run_properties(self) -> etree._Element | None:
        style = self._styles.get(_REFERENCE_STYLE)
        return w("rPr", w("rStyle", val=style)) if style else None

    @staticmethod
    def _next_number(root: etree._Element) -> int:
        values = (entry.get(ID) or "" for entry in root)
        numbers = (int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= 9)
        return max(numbers, default=-1) + 1


def _style_ids(draft: DocxDraft) -> dict[str, str]:
    """Return the ids of the file's own styles for comments, by their names."""
    styles = draft.related_root("styles")
    if styles is None:
        return {}
    found: dict[str, str] = {}
    for style in styles.iter(W + "style"):
        name = style.find(W + "name")
        value = (name.get(VAL) or "").lower() if name is not None else ""
        if value in (_TEXT_STYLE, _REFERENCE_STYLE):
            found[value] = style.get(W + "styleId") or ""
    return found
