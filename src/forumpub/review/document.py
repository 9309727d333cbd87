"""What a DOCX holds that comes back from an editor: every stretch of text, and whose hand it shows.

Values only. Nothing is accepted or rejected here; `forumpub.review.views` does that.
"""

from __future__ import annotations

import enum

from forumpub.values import dataclass


class Place(enum.StrEnum):
    """Where in a document a paragraph stands."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TEXT_BOX = "text-box"


class Hidden(enum.StrEnum):
    """Why a stretch is not on the page."""

    STYLE = "style"
    FIELD_CODE = "field-code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who made a tracked change, and when. `date` is as written, mostly ISO 8601 in UTC or without a zone."""

    author: str
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One of our bookmarks, read from its name.

    `part` stands for an ident (`forumpub.render.docx.identity.name_part`); `copied` where the program that
    saved the file gave the name a suffix, because the text is there twice or was moved.
    """

    dockey: str
    part: str
    copied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How characters look: the name of their character style, and what stands on the run itself."""

    style: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None


PLAIN_LOOK = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Characters of a paragraph that are alike in everything.

    `inserted` and `deleted` are the hands of tracked changes; both, where one editor deleted what another had
    inserted. `moved`: the change is half of a move. `marks` are our bookmarks over the stretch, `comments`
    the ids of comments that it is the subject of. Tabs and line breaks are characters of `text`. `element`
    counts the runs of the paragraph, from 0, in document order.
    """

    text: str
    inserted: Hand | None = None
    deleted: Hand | None = None
    moved: bool = False
    marks: tuple[Mark, ...] = ()
    comments: tuple[str, ...] = ()
    look: Look = PLAIN_LOOK
    hidden: Hidden | None = None
    element: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table, counted from 0 in the whole document. The hands are those of a tracked row."""

    table: int
    row: int
    column: int
    row_inserted: Hand | None = None
    row_deleted: Hand | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restyling:
    """A tracked change of a paragraph's style: the name of the style before, and whose hand."""

    style: str | None
    hand: Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class DocParagraph:
    """One `w:p`, as it stands in the file.

    `style` is the name of its style, None for the default one. `mark_inserted` and `mark_deleted` are
    tracked changes of its end: where it goes, the paragraph runs on into the next one. `anchors` are comments
    whose subject starts here. `part` is the part of the package and `number` counts the `w:p` in it, from 0,
    in document order.
    """

    stretches: tuple[Stretch, ...]
    style: str | None = None
    restyling: Restyling | None = None
    mark_inserted: Hand | None = None
    mark_deleted: Hand | None = None
    place: Place = Place.BODY
    cell: Cell | None = None
    anchors: tuple[str, ...] = ()
    part: str = "word/document.xml"
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment. `parent` is the id of the comment that it answers."""

    id: str
    author: str
    date: str | None
    text: str
    parent: str | None = None
    resolved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseText:
    """One paragraph as it was printed, to compare with.

    `ident` is that of the plan (`b3p1`, `headline`, `s1.role`), or `~7` for the seventh of the words that the
    article doesn't hold, such as section headings. `mark` is what stands for it in bookmark names, None where
    it has none. `text` is all of the paragraph but the `number` that hangs before it: labels, voices and
    references that the article doesn't hold are part of it. `joined` are the idents of further paragraphs
    that the text runs on with.
    """

    ident: str
    text: str
    mark: str | None = None
    number: str | None = None
    joined: tuple[str, ...] = ()
    role: str | None = None
    style: str | None = None
    place: Place = Place.BODY
    cell: Cell | None = None

    @property
    def in_article(self) -> bool:
        """Whether the text is the article's: not an interface word."""
        return not self.ident.startswith("~")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which article a file says it holds.

    `dockey` is the one most of its bookmarks have; `article_json` and `base` come from the custom XML parts,
    and are None where the file has lost them. `sha256` is that of the JSON when the file was written.
    """

    docid: str | None = None
    dockey: str | None = None
    revision: int | None = None
    lang: str | None = None
    sha256: str | None = None
    article_json: str | None = None
    base: tuple[BaseText, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedDocument:
    """A DOCX as read, in document order: the body, then text boxes, notes, headers and footers.

    `unread` names what the reader doesn't understand, each kind once. `producer` is the program that saved
    the file last, as it names itself; `saved_by` who it says did so, for edits that nobody
    tracked. `tracking`: Track Changes was on when it was saved.
    """

    name: str
    paragraphs: tuple[DocParagraph, ...]
    comments: tuple[Comment, ...] = ()
    identity: Identity = Identity()
    unread: tuple[str, ...] = ()
    producer: str | None = None
    saved_by: Hand | None = None
    tracking: bool = False
