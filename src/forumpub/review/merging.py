"""Two editors, two copies of one document: three-way, passage by passage.

The first copy is the one that is written into. What only the second editor changed becomes a tracked change
of theirs; where both changed a passage, the second version stands beside the first as a tracked change, with
a comment that quotes the base. Nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Final

from forumpub.diagnostics import Findings, Outcome
from forumpub.review.applying import Copy
from forumpub.review.assignment import Fate
from forumpub.review.changes import ChangeKind
from forumpub.review.document import EditedDocument, Place
from forumpub.review.holding import ADDED, Holding
from forumpub.review.likeness import canonical
from forumpub.review.narrating import is_in_report
from forumpub.review.reconciling import reconcile
from forumpub.review.redline import Proposal, places_of, with_words
from forumpub.review.views import ViewParagraph
from forumpub.rules.revising import MERGE_LEFT_OUT, REVISION_CONFLICT
from forumpub.translate.quoting import in_brief
from forumpub.values import dataclass

# A date may come back with fractions of a second, or without a zone.
_DATE_CHARS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One editor's copy: what the file holds, laid beside the common base. `author` is whose it is."""

    document: EditedDocument
    copy: Copy
    author: str


@dataclass(slots=True)
class _Draft:
    """What is to be written at one paragraph of the first copy.

    `further` is what comes in behind it: words, or the place of a paragraph that moves there.
    """

    after: str
    further: list[str | int] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def merge_copies(first: Version, second: Version) -> Outcome[tuple[Proposal, ...]]:
    """Find what to write into the first copy so that it holds the second one's changes too.

    Args:
        first: the copy that is written into.
        second: the other one, laid beside the same base.

    Diagnostics:
        revision-conflict: both changed a passage, and not in the same way.
        merge-left-out: what has no form as a tracked change, such as a row of a table or a paragraph that
            both moved; a comment says it too.
    """
    findings = Findings()
    merge = _Merge(first, second, findings)
    return findings.outcome(tuple(merge.proposals()))


class _Merge:
    def __init__(self, first: Version, second: Version, findings: Findings) -> None:
        self._first = first
        self._second = second
        self._findings = findings
        self._ours = Holding(first.copy)
        self._theirs = Holding(second.copy)
        moved = self._ours.moved | self._theirs.moved
        # What neither editor moved stands in the same order in both copies.
        self._stable = (self._ours.places.keys() & self._theirs.places.keys()) - moved
        self._drafts: dict[int, _Draft] = {}
        self._brought: set[int] = set()

    def proposals(self) -> Iterator[Proposal]:
        for passage in self._passages():
            self._merge_passage(passage)
        self._follow_their_order()
        self._tell_restylings()
        self._carry_comments()
        for place in sorted(self._drafts.keys() - self._brought):
            yield self._proposal(place)

    def _proposal(self, place: int) -> Proposal:
        draft, paragraph = self._drafts[place], self._paragraph(place)
        return Proposal(
            where=places_of(self._first.document, paragraph),
            before=paragraph.raw,
            after=draft.after,
            further=tuple(self._proposal(item) if isinstance(item, int) else item for item in draft.further),
            reason="\n".join(draft.reasons) or None,
            author=self._second.author,
        )

    def _paragraph(self, place: int) -> ViewParagraph:
        return self._first.copy.paragraphs[place]

    def _draft(self, place: int) -> _Draft:
        return self._drafts.setdefault(place, _Draft(after=self._paragraph(place).raw))

    def _place_of(self, ident: str | None) -> int:
        """Return the last paragraph of a text in the first copy, else that of the text before it."""
        if ident is None:
            return 0
        places = self._ours.places.get(ident)
        return places[-1] if places else self._ours.place_before(ident)

    def _tell(self, place: int, what: str, words: str) -> None:
        """Say what can't be written as a tracked change: in the report, and in a comment."""
        shown = in_brief(words)
        self._findings.add(
            MERGE_LEFT_OUT,
            f"{self._second.author} {what}, and it is not merged: “{shown}”",
            hints=("do it by hand in the merged file, where a comment says it too",),
        )
        self._draft(place).reasons.append(f"{self._second.author} {what}: “{words}”")

    # --- what was in the base ---

    def _passages(self) -> list[list[str]]:
        """Return the base's texts in their order, those together that one of the editors joined."""
        home: dict[str, list[str]] = {ident: [ident] for ident in self._ours.base}
        for idents in (*self._ours.joined, *self._theirs.joined):
            known = [ident for ident in idents if ident in home]
            for ident in known[1:]:
                passage, other = home[known[0]], home[ident]
                if passage is not other:
                    passage.extend(other)
                    home.update(dict.fromkeys(other, passage))
        order = {ident: number for number, ident in enumerate(home)}
        passages = {id(passage): passage for passage in home.values()}.values()
        return [sorted(passage, key=order.__getitem__) for passage in passages]

    def _merge_passage(self, idents: list[str]) -> None:
        ours, theirs = self._ours.side(idents), self._theirs.side(idents)
        found = reconcile(ours, theirs)
        if found is None:
            return
        places = self._ours.places_of(idents)
        if not places and not ours.base and (cell := self._ours.find_empty_cell(idents[0])) is not None:
            places = (cell,)
        if places:
            self._write(places, found.texts)
            draft = self._draft(places[0])
        else:
            # They changed what we deleted: their version comes in again, and is told.
            draft = self._draft(self._ours.place_before(idents[0]))
            draft.further.extend(found.texts)
        if found.clash:
            draft.reasons.append(self._clash(" ".join(ours.base), ours.now, theirs.now))

    def _write(self, places: Sequence[int], texts: Sequence[str]) -> None:
        """Let some paragraphs say some texts: the last one gets what is more, and what is fewer goes."""
        for number, place in enumerate(places):
            after = with_words(self._paragraph(place), texts[number]) if number < len(texts) else ""
            self._draft(place).after = after
        self._draft(places[-1]).further.extend(texts[len(places) :])

    def _clash(self, base: str, ours: Sequence[str], theirs: Sequence[str]) -> str:
        """Tell that both editors changed a passage; return what the comment says of it."""
        one, other = self._first.author, self._second.author
        first = f"{one} changed it" if ours else f"{one} deleted it"
        second = f"{other} wrote another version" if theirs else f"{other} deleted it"
        self._findings.add(
            REVISION_CONFLICT,
            f"“{in_brief(base)}”: {first}, and {second}",
            hints=("accept one version in the merged file, and reject the other",),
        )
        return f"Both editors worked on this paragraph: {first}, {second}. It was: “{base}”"

    # --- what only the second copy has, and its order ---

    def _follow_their_order(self) -> None:
        """Bring in what only the second editor wrote, and what they moved, each behind what it follows."""
        ours, added, rows = self._ours.anchors(self._stable), self._ours.added(), self._theirs.rows()
        before: str | None = None
        anchor: str | None = None
        for item in self._theirs.items:
            paragraph = self._second.copy.paragraphs[item.paragraph]
            if item.fate in ADDED:
                if (canonical(paragraph.text), before) not in added:
                    self._bring_in(paragraph, before, rows)
            elif item.fate is Fate.OWN:
                ident, before = item.idents[0], item.idents[-1]
                if ident in self._stable:
                    anchor = before
                elif ident in self._theirs.moved and ours.get(ident, "") != anchor:
                    self._move(ident, anchor)

    def _bring_in(
        self, paragraph: ViewParagraph, before: str | None, rows: frozenset[tuple[int, int]]
    ) -> None:
        place, cell = self._place_of(before), paragraph.cell
        if paragraph.place is not Place.BODY:
            self._tell(place, "wrote outside of the text", paragraph.text)
        elif cell is not None and (cell.table, cell.row) not in rows:
            self._tell(place, "put a row into a table", paragraph.text)
        else:
            self._draft(place).further.append(paragraph.text)

    def _move(self, ident: str, anchor: str | None) -> None:
        """Move a paragraph behind the text that it follows in the second copy, where the first one agrees."""
        behind = self._place_of(anchor)
        agreed = self._ours.has_alone(ident) and ident not in self._ours.moved
        place = self._place_of(ident)
        both = (self._paragraph(place), self._paragraph(behind))
        if agreed and all(map(is_in_report, both)) and self._draft(place).after:
            self._draft(behind).further.append(place)
            self._brought.add(place)
            return
        there = in_brief(self._paragraph(behind).text)
        self._tell(place, f"moved a paragraph behind “{there}”", self._theirs.base[ident].text)

    def _tell_restylings(self) -> None:
        for change in self._second.copy.changes:
            if change.kind is not ChangeKind.RESTYLED or change.styles is None:
                continue
            place = self._place_of(change.idents[0])
            style = change.styles[1] or "Normal"
            if (self._paragraph(place).style or "Normal").lower() != style.lower():
                self._tell(place, f"gave a paragraph the style {style}", change.after[0])

    def _carry_comments(self) -> None:
        """Bring over what only the second copy says in comments that are open, with its answers."""
        ours = {
            (comment.author, comment.text, (comment.date or "")[:_DATE_CHARS])
            for comment in self._first.document.comments
        }
        threads: dict[str, list[str]] = {}
        for comment in self._second.document.comments:
            key = (comment.author, comment.text, (comment.date or "")[:_DATE_CHARS])
            if not comment.resolved and key not in ours:
                said = f"{comment.author}: {comment.text}"
                threads.setdefault(comment.parent or comment.id, []).append(said)
        for change in self._second.copy.changes:
            for ident in change.comments:
                for said in threads.pop(ident, ()):
                    about = change.idents[0] if change.idents else change.follows
                    self._draft(self._place_of(about)).reasons.append(said)
        for said in (said for lines in threads.values() for said in lines):
            # It is about nothing that has words, such as a picture.
            self._draft(0).reasons.append(said)
