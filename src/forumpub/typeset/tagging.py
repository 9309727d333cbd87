"""The logical structure of a tagged PDF, noted down while pages are drawn.

A `StructureLog` is one growing list of frozen records: elements, marked content and link areas, each naming
the element it belongs to. The children of an element are the records that name it, in the order of the list,
and that is the reading order. `forumpub.typeset.structure` writes the log into the file.

Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1), clause 7.
"""

from __future__ import annotations

import enum
from typing import NamedTuple, TypeAlias

from forumpub.typeset.reportlab_seam import TextCanvas, append_operators
from forumpub.values import dataclass


class Tag(enum.StrEnum):
    """Standard structure types of ISO 32000-1, 14.8.4, that a briefing needs."""

    DOCUMENT = "Document"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    P = "P"
    L = "L"
    LI = "LI"
    LBL = "Lbl"
    LBODY = "LBody"
    BLOCK_QUOTE = "BlockQuote"
    TABLE = "Table"
    TR = "TR"
    TH = "TH"
    TD = "TD"
    LINK = "Link"
    NOTE = "Note"
    SPAN = "Span"


class Scope(enum.Enum):
    """What a header cell of a table is the header of."""

    COLUMN = "Column"
    ROW = "Row"


class ArtifactKind(enum.StrEnum):
    """Why something on the page is not part of the document, as property list entries."""

    LAYOUT = "/Type/Layout"
    BACKGROUND = "/Type/Background"
    REPEATED = "/Type/Pagination"
    HEADER = "/Type/Pagination/Subtype/Header"
    FOOTER = "/Type/Pagination/Subtype/Footer"


class Element(NamedTuple):
    """A structure element.

    `parent` is the index of an element of the same log, None for the document. `lang` is a BCP 47 tag where
    it differs from the parent's. `identifier` is unique in the file. `summary` belongs to tables, `scope` to
    their header cells.
    """

    tag: Tag
    parent: int | None
    lang: str | None = None
    identifier: str | None = None
    summary: str | None = None
    scope: Scope = Scope.COLUMN


class MarkedContent(NamedTuple):
    """Part of an element's content: one marked-content sequence. `page` counts from 0."""

    parent: int
    page: int
    mcid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkArea:
    """A rectangle that can be clicked, in points from the lower left corner of the page.

    `href` is a URL, or `#` and the name of a landmark. `contents` says where the link goes.
    """

    parent: int
    page: int
    left_pt: float
    bottom_pt: float
    right_pt: float
    top_pt: float
    href: str
    contents: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A place that links and the outline can name. With a `title` it stands in the outline, `level` 1–3."""

    page: int
    left_pt: float
    top_pt: float
    name: str | None = None
    title: str | None = None
    level: int = 1


Record: TypeAlias = Element | MarkedContent | LinkArea


class StructureLog:
    """Collects the records of one document while it is drawn."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._records: list[Record] = [Element(tag=Tag.DOCUMENT, parent=None)]
        self._landmarks: list[Landmark] = []
        self._page = 0
        self._next_mcid = 0

    @property
    def document(self) -> int:
        """The index of the document element."""
        return 0

    @property
    def page(self) -> int:
        """The page being drawn, from 0."""
        return self._page

    @property
    def records(self) -> tuple[Record, ...]:
        """Everything noted so far."""
        return tuple(self._records)

    @property
    def landmarks(self) -> tuple[Landmark, ...]:
        """The landmarks noted so far."""
        return tuple(self._landmarks)

    def open_element(
        self,
        tag: Tag,
        parent: int,
        *,
        lang: str | None = None,
        identifier: str | None = None,
        summary: str | None = None,
        scope: Scope = Scope.COLUMN,
    ) -> int:
        """Note an element after its parent's other children and return its index."""
        element = Element(
            tag=tag, parent=parent, lang=lang, identifier=identifier, summary=summary, scope=scope
        )
        self._records.append(element)
        return len(self._records) - 1

    def tag_of(self, element: int) -> Tag:
        """Return the tag of an element.

        Raises:
            ValueError: the index is not an element's.
        """
        record = self._records[element]
        if not isinstance(record, Element):
            raise ValueError(f"record {element} is not an element")
        return record.tag

    def mark_content(self, element: int) -> int:
        """Note a marked-content sequence of an element on this page and return its MCID."""
        mcid = self._next_mcid
        self._next_mcid += 1
        self._records.append(MarkedContent(parent=element, page=self._page, mcid=mcid))
        return mcid

    def add_link(self, area: LinkArea) -> None:
        """Note a clickable rectangle."""
        self._records.append(area)

    def add_landmark(self, landmark: Landmark) -> None:
        """Note a place that links and the outline can name."""
        self._landmarks.append(landmark)

    def next_page(self) -> None:
        """Begin a page: MCIDs count from 0 on every one."""
        self._page += 1
        self._next_mcid = 0


class Tagger:
    """Wraps what is drawn on a canvas in marked content, one sequence for neighbours of one element.

    Everything drawn lies between `mark_element` or `mark_artifact` and `close`. Of elements only text is
    drawn, and neighbours share a text object.
    """

    def __init__(self, canvas: TextCanvas, log: StructureLog) -> None:
        self._canvas = canvas
        self._log = log
        self._text = canvas.text
        self._open: int | ArtifactKind | None = None

    def mark_element(self, element: int) -> None:
        """Let what is drawn next belong to an element."""
        if self._open == element:
            return
        self._end_mark()
        if not self._text.is_open:
            append_operators(self._canvas, self._text.begin())
        mcid = self._log.mark_content(element)
        append_operators(self._canvas, f"/{self._log.tag_of(element)}<</MCID {mcid}>>BDC")
        self._open = element

    def mark_artifact(self, kind: ArtifactKind) -> None:
        """Let what is drawn next be no part of the document."""
        if self._open is kind:
            return
        self.close()
        append_operators(self._canvas, f"/Artifact<<{kind}>>BDC")
        self._open = kind

    def close(self) -> None:
        """End the open sequence and the text object, if any."""
        self._end_mark()
        if self._text.is_open:
            append_operators(self._canvas, self._text.end())

    def _end_mark(self) -> None:
        if self._open is not None:
            append_operators(self._canvas, "EMC")
            self._open = None
