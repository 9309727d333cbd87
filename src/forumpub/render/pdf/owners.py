"""Whose text a piece of a line is: the paragraph's own, or that of a link or foreign phrase within it."""

from __future__ import annotations

from forumpub.typeset.tagging import StructureLog, Tag
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A stretch of a paragraph that needs an element of its own; the mark of its styled texts.

    `index` tells equal phrases of a paragraph apart. `contents` says where the link goes.
    """

    index: int
    href: str | None = None
    contents: str = ""
    lang: str | None = None


class Owner:
    """An element of running text, with the elements of its phrases, which are opened when first drawn."""

    __slots__ = ("_log", "_phrases", "element")

    def __init__(self, log: StructureLog, element: int) -> None:
        self._log = log
        self._phrases: dict[Phrase, int] = {}
        self.element = element

    def element_of(self, mark: object) -> int:
        """Return the element that a piece with this mark belongs to."""
        if not isinstance(mark, Phrase):
            return self.element
        if mark not in self._phrases:
            tag = Tag.SPAN if mark.href is None else Tag.LINK
            self._phrases[mark] = self._log.open_element(tag, self.element, lang=mark.lang)
        return self._phrases[mark]
