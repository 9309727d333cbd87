"""What an editor did to an article, as a list."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeVar

from forumpub.review.assignment import Alignment, Assignment, Fate, Layer
from forumpub.review.document import BaseText, Hand
from forumpub.review.likeness import canonical, likeness
from forumpub.review.naming import name_texts
from forumpub.review.views import ViewParagraph
from forumpub.values import dataclass

# Less in common, and a text is rewritten rather than edited.
_EDITED_LIKENESS: Final = 0.5
_NORMAL: Final = "normal"
_Item = TypeVar("_Item", Hand, str)


class ChangeKind(enum.StrEnum):
    """What happened to one or several texts."""

    KEPT = "kept"
    EDITED = "edited"
    REWRITTEN = "rewritten"
    SPLIT = "split"
    MERGED = "merged"
    INSERTED = "inserted"
    COPIED = "copied"
    DELETED = "deleted"
    MOVED = "moved"
    RESTYLED = "restyled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change.

    `idents` are the base's texts concerned, in the base's order: none for an insertion, the source for a
    copy, several for a merge. `names` is what people call them, and for an insertion where it is.
    `before` are their texts, `after` those of the paragraphs now: several for a split. `paragraphs` are the
    places of those in the view. `follows` is the ident of the text that the first of them stands behind, None
    at the top. `styles` are the style's names before and after, for `RESTYLED`. `confidence` is 1 for what a
    bookmark or equal words show, and below 0.5 for a guess.
    A text may have several changes: moved and edited.
    """

    kind: ChangeKind
    idents: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()
    follows: str | None = None
    styles: tuple[str | None, str | None] | None = None
    confidence: float = 1.0
    hands: tuple[Hand, ...] = ()
    comments: tuple[str, ...] = ()


def list_changes(
    base: Sequence[BaseText],
    paragraphs: Sequence[ViewParagraph],
    alignment: Alignment,
    *,
    names: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Change, ...]:
    """Say what happened to every text of the base, and where every paragraph of a view comes from.

    Args:
        base: the texts as published.
        paragraphs: a view of a copy.
        alignment: of both.
        names: what people call texts, by ident, where the page doesn't say.

    Returns:
        Changes in the order of the view; texts that are gone come where they stood. Every text with words has
        one change at least, `KEPT` where nothing happened to it; so has every paragraph with words.
    """
    return tuple(_Changes(base, paragraphs, alignment, names).all())


class _Changes:
    """What is known of one alignment, by ident."""

    def __init__(
        self,
        base: Sequence[BaseText],
        paragraphs: Sequence[ViewParagraph],
        alignment: Alignment,
        names: Mapping[str, str],
    ) -> None:
        self._base = {text.ident: text for text in base}
        self._names = {**name_texts(base), **names}
        self._paragraphs = paragraphs
        self._alignment = alignment
        self._pieces: dict[str, list[int]] = defaultdict(list)
        for item in alignment.assignments:
            if item.fate is Fate.PIECE:
                self._pieces[item.idents[0]].append(item.paragraph)
        self._keeps_styles = self._has_known_styles()
        self._follows = self._predecessors()

    def all(self) -> Iterator[Change]:
        gone = self._deletions()
        yield from gone.pop(None, ())
        for item in self._alignment.assignments:
            match item.fate:
                case Fate.OWN:
                    yield from self._own(item)
                case Fate.NEW:
                    yield self._change(ChangeKind.INSERTED, item, (item.paragraph,))
                case Fate.COPY:
                    yield self._change(ChangeKind.COPIED, item, (item.paragraph,))
                case Fate.PIECE | Fate.REPEATED:
                    pass
            for ident in item.idents if item.fate is Fate.OWN else ():
                yield from gone.pop(ident, ())
        for rest in gone.values():
            yield from rest

    def _own(self, item: Assignment) -> Iterator[Change]:
        pieces = (place for ident in item.idents for place in self._pieces[ident])
        places = tuple(sorted({item.paragraph, *pieces}))
        if len(item.idents) > 1:
            yield self._change(ChangeKind.MERGED, item, places)
        elif len(places) > 1:
            yield self._change(ChangeKind.SPLIT, item, places)
        else:
            yield self._change(self._fate_of_words(item), item, places)
        moved = [ident for ident in item.idents if ident in self._alignment.moved]
        if moved:
            yield self._change(ChangeKind.MOVED, item, places)
        styles = self._restyling(item)
        if styles is not None:
            yield self._change(ChangeKind.RESTYLED, item, (item.paragraph,), styles=styles)

    def _fate_of_words(self, item: Assignment) -> ChangeKind:
        before = canonical(self._base[item.idents[0]].text)
        after = canonical(self._paragraphs[item.paragraph].text)
        if before == after:
            return ChangeKind.KEPT
        alike = likeness(before, after) >= _EDITED_LIKENESS
        return ChangeKind.EDITED if alike and item.layer is not Layer.GAP else ChangeKind.REWRITTEN

    def _change(
        self,
        kind: ChangeKind,
        item: Assignment,
        places: tuple[int, ...],
        *,
        styles: tuple[str | None, str | None] | None = None,
    ) -> Change:
        shown = [self._paragraphs[place] for place in places]
        return Change(
            kind=kind,
            idents=item.idents,
            names=tuple(self._names[ident] for ident in item.idents) or self._behind(places[0]),
            before=tuple(self._base[ident].text for ident in item.idents),
            after=tuple(paragraph.text for paragraph in shown),
            paragraphs=places,
            follows=self._follows.get(places[0]),
            styles=styles,
            confidence=item.confidence,
            hands=_unique(hand for paragraph in shown for hand in paragraph.hands),
            comments=_unique(comment for paragraph in shown for comment in paragraph.comments),
        )

    def _behind(self, place: int) -> tuple[str, ...]:
        if self._paragraphs[place].cell is not None:
            return ("in a table",)
        follows = self._follows.get(place)
        return (f"behind {self._names[follows]}",) if follows is not None else ()

    def _deletions(self) -> dict[str | None, list[Change]]:
        """Return the deletions by the text that stood before them and is still there."""
        hands, comments = self._erasers()
        gone = set(self._alignment.deleted)
        found: dict[str | None, list[Change]] = {}
        here = {ident for item in self._alignment.assignments for ident in item.idents}
        before: str | None = None
        for ident, text in self._base.items():
            if ident in gone:
                change = Change(
                    kind=ChangeKind.DELETED,
                    idents=(ident,),
                    names=(self._names[ident],),
                    before=(text.text,),
                    follows=before,
                    hands=hands.get(ident, ()),
                    comments=comments.get(ident, ()),
                )
                found.setdefault(before, []).append(change)
            elif ident in here:
                before = ident
        return found

    def _erasers(self) -> tuple[Mapping[str, tuple[Hand, ...]], Mapping[str, tuple[str, ...]]]:
        by_mark = {text.mark.lower(): ident for ident, text in self._base.items() if text.mark is not None}
        by_words = {canonical(text.text): ident for ident, text in self._base.items()}
        hands: dict[str, tuple[Hand, ...]] = {}
        comments: dict[str, tuple[str, ...]] = {}
        for paragraph in self._paragraphs:
            for part, erasers in paragraph.erasers.items():
                ident = by_mark.get(part.lower())
                if ident is not None:
                    hands[ident] = _unique((*hands.get(ident, ()), *erasers))
            if paragraph.erased and paragraph.erased_text:
                # Words without a bookmark, such as those of the interface.
                ident = by_words.get(canonical(paragraph.erased_text))
                marked = [by_mark[part.lower()] for part in paragraph.dead if part.lower() in by_mark]
                for gone in marked or ([ident] if ident is not None else []):
                    hands.setdefault(gone, paragraph.hands)
                    comments[gone] = _unique((*comments.get(gone, ()), *paragraph.comments))
        return hands, comments

    def _predecessors(self) -> dict[int, str | None]:
        found: dict[int, str | None] = {}
        before: str | None = None
        for item in self._alignment.assignments:
            found[item.paragraph] = before
            if item.fate is Fate.OWN:
                before = item.idents[-1]
            elif item.fate is Fate.PIECE:
                before = item.idents[0]
        return found

    def _has_known_styles(self) -> bool:
        """Tell whether the copy still has our styles.

        Some programs put their own everywhere, or keep headings alone; nobody restyles most of a document.
        """
        kept = [
            _style(self._paragraphs[item.paragraph].style) == _style(self._base[item.idents[0]].style)
            for item in self._alignment.assignments
            if item.fate is Fate.OWN and self._base[item.idents[0]].style is not None
        ]
        return sum(kept) * 3 > len(kept)

    def _restyling(self, item: Assignment) -> tuple[str | None, str | None] | None:
        paragraph, text = self._paragraphs[item.paragraph], self._base[item.idents[0]]
        # A merged paragraph may have the style of either.
        known = {_style(self._base[ident].style) for ident in item.idents}
        if not self._keeps_styles or paragraph.style_doubtful or text.style is None:
            return None
        return None if _style(paragraph.style) in known else (text.style, paragraph.style)


def _style(name: str | None) -> str:
    return (name or _NORMAL).lower()


def _unique(items: Iterable[_Item]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys(items))
