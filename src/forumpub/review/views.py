"""What a document says once tracked changes are accepted or rejected.

Source: ECMA-376 part 1, 17.13.5: a tracked end of a paragraph that goes lets the text run on into the next
paragraph; equal to LibreOffice's Accept All and Reject All (tests/e2e/test_libreoffice_views.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import pairwise
from typing import Final

from forumpub.errors import ChoiceError
from forumpub.review.document import Cell, DocParagraph, EditedDocument, Hand, Place, Stretch
from forumpub.review.hanging import take_numbers
from forumpub.values import dataclass

NUMBER_STYLE: Final = "forumpub number"
_BLANKS: Final = " \t\n\r"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Whose tracked changes are taken: everybody's where `authors` is None. The rest is rejected."""

    authors: frozenset[str] | None = None

    def takes(self, hand: Hand) -> bool:
        """Tell whether a change of this hand is taken."""
        return self.authors is None or hand.author in self.authors


ACCEPT_ALL: Final = Policy()
REJECT_ALL: Final = Policy(authors=frozenset())


def read_policy(words: str) -> Policy:
    """Read `all`, `none` or `author=NAME`, as `--accept` gives it. Several names stand between commas.

    Raises:
        ChoiceError: it is none of these.
    """
    kind, _, names = words.partition("=")
    match kind.strip().lower():
        case "all" if not names:
            return ACCEPT_ALL
        case "none" if not names:
            return REJECT_ALL
        case "author" if any(name.strip() for name in names.split(",")):
            return Policy(authors=frozenset(name.strip() for name in names.split(",") if name.strip()))
        case _:
            raise ChoiceError(
                f"can't accept {words[:60]!r}", hints=("write all, none or author=NAME, or author=NAME,NAME",)
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewParagraph:
    """A paragraph as one view shows it.

    `text` is trimmed and without the hanging `number`; `raw` is all there is. `live` counts the characters
    that stand in each of our bookmarks of this document, `dead` those that an accepted deletion took from it
    here; both by the part of the bookmark's name that stands for an ident. `copied` are parts whose bookmark
    was renamed, `foreign` the keys of other documents whose bookmarks stand here. `hands` are those of the
    changes taken, `erasers` those who deleted text of a bookmark. `sources` are places in
    `EditedDocument.paragraphs`: several where ends of paragraphs were deleted. An `erased` paragraph is no
    longer there; it stands for what was deleted with it, `erased_text`. `style_doubtful`: a program may have
    put the style of a deleted paragraph here. `moved`: some of it came here by a tracked move.
    """

    text: str
    raw: str = ""
    number: str | None = None
    live: Mapping[str, int] = field(default_factory=dict)
    dead: Mapping[str, int] = field(default_factory=dict)
    copied: frozenset[str] = frozenset()
    foreign: tuple[str, ...] = ()
    style: str | None = None
    style_doubtful: bool = False
    hands: tuple[Hand, ...] = ()
    erasers: Mapping[str, tuple[Hand, ...]] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    place: Place = Place.BODY
    cell: Cell | None = None
    sources: tuple[int, ...] = ()
    erased: bool = False
    erased_text: str = ""
    moved: bool = False


def view(document: EditedDocument, policy: Policy = ACCEPT_ALL) -> tuple[ViewParagraph, ...]:
    """Return a document's paragraphs with the changes that `policy` takes accepted and the rest rejected.

    Paragraphs that are deleted stand in the result as `erased`. Untracked edits are text like any other.
    """
    return tuple(_Viewer(document, policy).view())


class _Viewer:
    """Goes through the paragraphs of a document once."""

    def __init__(self, document: EditedDocument, policy: Policy) -> None:
        self._paragraphs = document.paragraphs
        self._dockey = document.identity.dockey
        self._policy = policy
        self._open: _Gathering | None = None

    def view(self) -> Iterator[ViewParagraph]:
        doubtful = _doubtful_styles(self._paragraphs)
        for place, paragraph in enumerate(self._paragraphs):
            if self._open is not None and not _joins(self._open.first, paragraph):
                yield self._finish()
            if self._row_is_gone(paragraph):
                yield self._erase_row(paragraph, place)
                continue
            if self._open is None:
                self._open = _Gathering(paragraph, self._dockey, self._policy)
            self._open.add(paragraph, place, doubtful=place in doubtful)
            if not self._runs_on(paragraph):
                yield self._finish()
            elif not self._open.length:
                yield self._finish(erased=True)
        if self._open is not None:
            yield self._finish()

    def _finish(self, *, erased: bool = False) -> ViewParagraph:
        if self._open is None:
            raise ValueError("no paragraph is open")
        made = self._open.finish(erased=erased or (self._open.last_end_gone and not self._open.length))
        self._open = None
        return made

    def _runs_on(self, paragraph: DocParagraph) -> bool:
        inserted, deleted = paragraph.mark_inserted, paragraph.mark_deleted
        gone = (inserted is not None and not self._policy.takes(inserted)) or (
            deleted is not None and self._policy.takes(deleted)
        )
        if self._open is not None:
            self._open.last_end_gone = gone
        return gone

    def _row_is_gone(self, paragraph: DocParagraph) -> bool:
        cell = paragraph.cell
        if cell is None:
            return False
        if cell.row_inserted is not None and not self._policy.takes(cell.row_inserted):
            return True
        return cell.row_deleted is not None and self._policy.takes(cell.row_deleted)

    def _erase_row(self, paragraph: DocParagraph, place: int) -> ViewParagraph:
        gathering = _Gathering(paragraph, self._dockey, self._policy)
        by = paragraph.cell.row_deleted if paragraph.cell is not None else None
        gathering.erase(paragraph, place, by)
        return gathering.finish(erased=True)


class _Gathering:
    """One paragraph of a view while its parts are gathered."""

    def __init__(self, first: DocParagraph, dockey: str | None, policy: Policy) -> None:
        self.first = first
        self.length = 0
        self.last_end_gone = False
        self._dockey = dockey
        self._policy = policy
        self._pieces: list[str] = []
        self._numbers: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._live: dict[str, int] = {}
        self._dead: dict[str, int] = {}
        self._copied: set[str] = set()
        self._foreign: dict[str, None] = {}
        self._hands: dict[Hand, None] = {}
        self._erasers: dict[str, dict[Hand, None]] = {}
        self._comments: dict[str, None] = {}
        self._sources: list[int] = []
        self._style: str | None = None
        self._doubtful = False
        self._moved = False
        self._erased: list[str] = []

    def add(self, paragraph: DocParagraph, place: int, *, doubtful: bool) -> None:
        """Add one of the document's paragraphs."""
        start = self.length
        self._starts.append(start)
        self._sources.append(place)
        self._comments.update(dict.fromkeys(paragraph.anchors))
        for stretch in paragraph.stretches:
            self._add_stretch(stretch)
        for hand in (paragraph.mark_inserted, paragraph.mark_deleted):
            self._note(hand)
        if start == 0:
            # The first part with text gives its style to the whole.
            self._style, self._doubtful = self._style_of(paragraph), doubtful

    def erase(self, paragraph: DocParagraph, place: int, by: Hand | None) -> None:
        """Add a paragraph of which nothing is left."""
        self._sources.append(place)
        self._comments.update(dict.fromkeys(paragraph.anchors))
        self._note(by)
        for stretch in paragraph.stretches:
            self._kill(stretch, by)

    def _style_of(self, paragraph: DocParagraph) -> str | None:
        restyling = paragraph.restyling
        if restyling is None:
            return paragraph.style
        if self._policy.takes(restyling.hand):
            self._note(restyling.hand)
            return paragraph.style
        return restyling.style

    def _add_stretch(self, stretch: Stretch) -> None:
        inserted, deleted = stretch.inserted, stretch.deleted
        if inserted is not None and not self._policy.takes(inserted):
            return
        if stretch.comments:
            self._comments.update(dict.fromkeys(stretch.comments))
        self._note(inserted)
        if deleted is not None and self._policy.takes(deleted):
            if inserted is None:
                self._note(deleted)
                self._kill(stretch, deleted)
            return
        if stretch.hidden is not None:
            return
        if (stretch.look.style or "").lower() == NUMBER_STYLE and stretch.text.isdigit():
            self._numbers.append((self.length, self.length + len(stretch.text)))
        self._pieces.append(stretch.text)
        self.length += len(stretch.text)
        self._moved = self._moved or (stretch.moved and inserted is not None)
        for mark in stretch.marks:
            if mark.dockey != self._dockey:
                self._foreign[mark.dockey] = None
                continue
            self._live[mark.part] = self._live.get(mark.part, 0) + len(stretch.text)
            if mark.copied:
                self._copied.add(mark.part)

    def _kill(self, stretch: Stretch, by: Hand | None) -> None:
        if stretch.hidden is None:
            self._erased.append(stretch.text)
        for mark in stretch.marks:
            if mark.dockey == self._dockey:
                self._dead[mark.part] = self._dead.get(mark.part, 0) + len(stretch.text)
                if by is not None:
                    self._erasers.setdefault(mark.part, {})[by] = None

    def _note(self, hand: Hand | None) -> None:
        if hand is not None and self._policy.takes(hand):
            self._hands[hand] = None

    def finish(self, *, erased: bool) -> ViewParagraph:
        """Return the paragraph."""
        raw = "".join(self._pieces)
        number, text = take_numbers(raw, self._numbers, self._starts, in_cell=self.first.cell is not None)
        return ViewParagraph(
            text=text,
            raw=raw,
            number=number,
            live=self._live,
            dead=self._dead,
            copied=frozenset(self._copied),
            foreign=tuple(self._foreign),
            style=self._style,
            style_doubtful=self._doubtful,
            hands=tuple(self._hands),
            erasers={part: tuple(hands) for part, hands in self._erasers.items()},
            comments=tuple(self._comments),
            place=self.first.place,
            cell=self.first.cell,
            sources=tuple(self._sources),
            erased=erased,
            erased_text="".join(self._erased).strip(_BLANKS) if erased else "",
            moved=self._moved,
        )


def _joins(one: DocParagraph, other: DocParagraph) -> bool:
    """Tell whether text can run on from one paragraph into another: not out of a cell or a note."""
    return one.part == other.part and one.place is other.place and one.cell == other.cell


def _doubtful_styles(paragraphs: Iterable[DocParagraph]) -> frozenset[int]:
    """Find paragraphs whose style may be that of a deleted one before them.

    LibreOffice 7.4 writes the style of a tracked deleted or moved paragraph onto the next one.
    """
    found: set[int] = set()
    for place, (before, after) in enumerate(pairwise(paragraphs), 1):
        deleted = before.mark_deleted is not None and all(
            stretch.deleted is not None or not stretch.text.strip() for stretch in before.stretches
        )
        if deleted and after.restyling is None and before.style == after.style:
            found.add(place)
    return frozenset(found)
