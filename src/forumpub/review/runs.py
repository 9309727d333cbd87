"""The inside of runs: characters, fields, symbols, drawings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Final

from lxml import etree

from forumpub.review.document import PLAIN_LOOK, Hand, Hidden, Look, Stretch
from forumpub.review.ranges import OpenRanges
from forumpub.review.wordml import ID, MC, VAL, W, choose_form, is_on, local_name
from forumpub.values import dataclass

_CHARACTERS: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
# What carries no text of the document.
_SILENT: Final = frozenset(
    W + name
    for name in (
        "rPr",
        "lastRenderedPageBreak",
        "annotationRef",
        "footnoteRef",
        "endnoteRef",
        "footnoteReference",
        "endnoteReference",
        "separator",
        "continuationSeparator",
    )
)
_DRAWINGS: Final = frozenset({W + "drawing", W + "pict", W + "object"})
_NAMED: Final = {
    "altChunk": "text of another file, put in by reference",
    "subDoc": "text of another file, put in by reference",
    "rt": "reading aids above characters",
    "pgNum": "a page number of an old kind",
}
# What the pages decide: their result in the file is that of the last program, and no edit.
_PAGE_FIELDS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_PAGE_RESULT: Final = "1"
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,5}")
_SURROGATES_AND_PRIVATE: Final = range(0xD800, 0xF900)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """The tracked changes that surround a run."""

    inserted: Hand | None = None
    deleted: Hand | None = None
    moved: bool = False


CLEAR: Final = Tracked()


@dataclass(slots=True)
class _OpenField:
    """A complex field that has begun. Its code ends where its result starts."""

    code: str = ""
    in_result: bool = False
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for all characters of a run."""

    tracked: Tracked
    look: Look
    hidden: Hidden | None


_PLAIN: Final = _Around(CLEAR, PLAIN_LOOK, None)


@dataclass(slots=True)
class RunReader:
    """Collects the stretches of a paragraph. Lives as long as its part is read."""

    ranges: OpenRanges
    style_names: Mapping[str, str]
    unread: dict[str, None] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)
    _stretches: list[Stretch] = field(default_factory=list)
    _fields: list[_OpenField] = field(default_factory=list)
    _run_number: int = 0

    def end_paragraph(self) -> tuple[Stretch, ...]:
        """Return the stretches since the last paragraph."""
        if any(item.is_page for item in self._fields):
            # Such a field never spans paragraphs; one without an end must not swallow the text.
            self.name("a field without an end")
            self._fields = [item for item in self._fields if not item.is_page]
        found = tuple(self._stretches)
        self._stretches, self._run_number = [], 0
        return found

    def style_name(self, element: etree._Element | None) -> str | None:
        """Return the name of the style that an element refers to."""
        if element is None:
            return None
        style_id = element.get(VAL) or ""
        return self.style_names.get(style_id, style_id) or None

    def name(self, what: str) -> None:
        """Note a kind of content that isn't understood."""
        self.unread[what] = None

    def read(self, run: etree._Element, tracked: Tracked) -> None:
        """Read a run."""
        properties = run.find(W + "rPr")
        if properties is None or not len(properties):
            around = _Around(tracked, PLAIN_LOOK, None)
        else:
            around = _Around(tracked, *self._look(properties))
        for child in run:
            self._child(child, around)
        self._run_number += 1

    def page_field(self, runs: int, tracked: Tracked) -> None:
        """Read a simple field that shows a number of pages, in so many runs."""
        self._run_number += runs
        self._add(_PAGE_RESULT, _Around(tracked, PLAIN_LOOK, None))

    def formula(self, words: str, tracked: Tracked) -> None:
        """Read the letters of a formula, whose form is lost."""
        self.name("a formula")
        self._add(words, _Around(tracked, PLAIN_LOOK, None))

    def unknown(self, element: etree._Element, tracked: Tracked) -> None:
        """Name an element that isn't understood, and take the words in it, if there are any."""
        name = local_name(element)
        self.name(_NAMED.get(name, f"an element named {name[:40]}"))
        words = "".join(text.text or "" for text in element.iter(W + "t", W + "delText"))
        self._add(words, _Around(tracked, PLAIN_LOOK, None))

    def _look(self, properties: etree._Element) -> tuple[Look, Hidden | None]:
        style, bold, italic, underline, hidden = None, None, None, None, None
        for child in properties:
            tag = child.tag
            if tag == W + "rStyle":
                style = self.style_name(child)
            elif tag == W + "b":
                bold = is_on(child)
            elif tag == W + "i":
                italic = is_on(child)
            elif tag == W + "u":
                underline = child.get(VAL) != "none"
            elif tag == W + "vanish":
                hidden = Hidden.STYLE if is_on(child) else None
        return Look(style=style, bold=bold, italic=italic, underline=underline), hidden

    def _child(self, child: etree._Element, around: _Around) -> None:
        tag = child.tag
        if tag in (W + "t", W + "delText"):
            self._add(child.text or "", around)
        elif tag in _CHARACTERS:
            self._add(_CHARACTERS[tag], around)
        elif tag in _SILENT:
            return
        elif tag in _DRAWINGS:
            self._drawing(child)
        elif tag == MC + "AlternateContent":
            for inner in choose_form(child):
                self._child(inner, around)
        else:
            read = _RARE.get(tag)
            if read is None:
                self.unknown(child, around.tracked)
            else:
                read(self, child, around)

    def _break(self, element: etree._Element, around: _Around) -> None:
        # Of a page or a column: no character.
        if element.get(W + "type") in (None, "textWrapping"):
            self._add("\n", around)

    def _field_code(self, element: etree._Element, around: _Around) -> None:
        code = element.text or ""
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].code += code
        if code:
            self._put(code, around, Hidden.FIELD_CODE)

    def _field_char(self, element: etree._Element, around: _Around) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_OpenField())
        elif not self._fields:
            return
        elif kind == "separate":
            last = self._fields[-1]
            last.in_result, last.is_page = True, is_page_field(last.code)
        elif kind == "end":
            last = self._fields.pop()
            if is_page_field(last.code):
                self._add(_PAGE_RESULT, around)

    def _symbol(self, element: etree._Element, around: _Around) -> None:
        code = element.get(W + "char") or ""
        value = int(code, 16) if _HEXADECIMAL.fullmatch(code) else 0
        if value >= ord(" ") and value not in _SURROGATES_AND_PRIVATE:
            self._add(chr(value), around)
        else:
            self.name(f"a symbol of the font {element.get(W + 'font') or 'unknown'}")
            self._add("\ufffd", around)

    def _comment(self, element: etree._Element, _around: _Around) -> None:
        self.ranges.anchor(element.get(ID) or "")

    def _ruby(self, element: etree._Element, around: _Around) -> None:
        for part in element:
            if part.tag == W + "rubyBase":
                for run in part.iter(W + "r"):
                    self.read(run, around.tracked)
            elif part.tag == W + "rt":
                words = "".join(text.text or "" for text in part.iter(W + "t"))
                self.name(f"a reading aid above characters, “{words[:40]}”")

    def _drawing(self, element: etree._Element) -> None:
        boxes = list(element.iter(W + "txbxContent"))
        # A box in a box is read with the outer one; a form for older programs says the same again.
        own = [box for box in boxes if not _is_within(box, element)]
        self.boxes += own
        if not boxes:
            chart = any("/chart" in str(item.get("uri") or "") for item in element.iter("{*}graphicData"))
            embedded = element.tag == W + "object"
            self.name("a chart" if chart else "an embedded object" if embedded else "a picture")

    def _add(self, text: str, around: _Around) -> None:
        if text and not any(item.is_page for item in self._fields):
            self._put(text, around, around.hidden)

    def _put(self, text: str, around: _Around, hidden: Hidden | None) -> None:
        self._stretches.append(
            Stretch(
                text=text,
                inserted=around.tracked.inserted,
                deleted=around.tracked.deleted,
                moved=around.tracked.moved,
                marks=self.ranges.marks,
                comments=self.ranges.comments,
                look=around.look,
                hidden=hidden,
                element=self._run_number,
            )
        )


def is_page_field(code: str) -> bool:
    """Tell whether a field's code asks for the number of a page, or of all."""
    return _PAGE_FIELDS.match(code) is not None


def _is_within(box: etree._Element, drawing: etree._Element) -> bool:
    """Tell whether a text box stands in another one, or in the second form of one, of the same drawing."""
    for above in box.iterancestors():
        if above is drawing:
            return False
        if above.tag in (W + "txbxContent", MC + "Fallback"):
            return True
    return False


_RARE: Final[Mapping[str, Callable[[RunReader, etree._Element, _Around], None]]] = {
    W + "br": RunReader._break,
    W + "instrText": RunReader._field_code,
    W + "delInstrText": RunReader._field_code,
    W + "fldChar": RunReader._field_char,
    W + "sym": RunReader._symbol,
    W + "commentReference": RunReader._comment,
    W + "ruby": RunReader._ruby,
}
