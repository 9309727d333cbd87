"""The numbers that an OpenDocument text counts in front of paragraphs.

Source: OASIS, OpenDocument 1.3 part 3, 5.3 (lists) and 16.31 (list styles); docs/formats/documents.md.
"""

from __future__ import annotations

from dataclasses import field

from lxml import etree

from forumpub.containers.numbering import write_number
from forumpub.values import dataclass

_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    prefix: str
    suffix: str
    start: int


@dataclass(slots=True)
class _List:
    """An open list. `fresh` says that its item has had no paragraph yet: later ones bear no number."""

    style: str
    key: str
    number: int | None = None
    fresh: bool = False


@dataclass(slots=True)
class ListCounter:
    """Counts the lists of one document, element by element; lives while it is read."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    _open: list[_List] = field(default_factory=list)
    _last: dict[str, int] = field(default_factory=dict)  # the last number of a style, for lists that go on
    _lists: int = 0

    def read_styles(self, root: etree._Element) -> None:
        """Take in the list styles of a part."""
        for style in root.iter("{*}list-style"):
            for level in style.iterchildren("{*}list-level-style-number"):
                form = _FORMS.get(_attribute(level, "num-format"), "")
                if form:
                    place = _integer(_attribute(level, "level"), 1)
                    self.levels[_attribute(style, "name"), place] = _Level(
                        form,
                        _attribute(level, "num-prefix"),
                        _attribute(level, "num-suffix"),
                        _integer(_attribute(level, "start-value"), 1),
                    )

    def begin(self, name: str, element: etree._Element) -> None:
        """Begin a list or an item."""
        if name == "list":
            above = self._open[-1] if self._open else None
            style = _attribute(element, "style-name") or (above.style if above else "")
            self._lists += not self._open
            goes_on = _attribute(element, "continue-numbering") == "true" or _attribute(
                element, "continue-list"
            )
            number = self._last.get(style) if goes_on and above is None else None
            self._open.append(_List(style, f"{self._lists}:{style}", number))
        elif name == "list-item" and self._open:
            current = self._open[-1]
            level = self.levels.get((current.style, len(self._open)))
            given = _attribute(element, "start-value")
            first = level.start if level else 1
            following = first if current.number is None else current.number + 1
            current.number = _integer(given, following) if given else following
            current.fresh = True
        elif name == "list-header" and self._open:
            self._open[-1].fresh = False

    def end(self, name: str) -> None:
        """End a list."""
        if name == "list" and self._open:
            closed = self._open.pop()
            if closed.number is not None and not self._open:
                self._last[closed.style] = closed.number

    def take_number(self) -> tuple[str, str]:
        """Return the number of the paragraph that begins, and its list; empty where it has none."""
        if not self._open or not self._open[-1].fresh:
            return "", ""
        current = self._open[-1]
        current.fresh = False
        level = self.levels.get((current.style, len(self._open)))
        if level is None or current.number is None:
            return "", ""
        return f"{level.prefix}{write_number(current.number, level.form)}{level.suffix}", current.key


def _attribute(element: etree._Element, name: str) -> str:
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )


def _integer(value: str, default: int) -> int:
    return int(value) if value.isdigit() and len(value) < 10 else default
