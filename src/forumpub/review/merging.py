"""Two editors, two copies of one document: three-way, block by block.

The first copy is the one that is written into. What only the second editor changed becomes a tracked change
of theirs; where both changed a block, the second version stands beside the first as a tracked change, with a
comment that quotes the base. Nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from forumpub.diagnostics import Findings, Outcome
from forumpub.review.applying import Copy
from forumpub.review.assignment import Fate
from forumpub.review.changes import Change, ChangeKind
from forumpub.review.document import BaseText, EditedDocument
from forumpub.review.likeness import canonical
from forumpub.review.redline import Proposal, Where
from forumpub.review.views import ViewParagraph
from forumpub.rules.revising import EDIT_UNCLEAR, REVISION_CONFLICT

_SHOWN_CHARS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One editor's copy: what the file holds, laid beside the common base. `author` is whose it is."""

    document: EditedDocument
    copy: Copy
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What one copy has of a text: its first paragraph, and all its words; no paragraph if it is gone."""

    place: int | None
    texts: tuple[str, ...]

    @property
    def words(self) -> str:
        return canonical(" ".join(self.texts))


def merge_copies(first: Version, second: Version) -> Outcome[tuple[Proposal, ...]]:
    """Find what to write into the first copy so that it holds the second one's changes too.

    Args:
        first: the copy that is written into.
        second: the other one, laid beside the same base.

    Diagnostics:
        revision-conflict: both changed a text, and not in the same way.
        edit-unclear: a move of the second copy, which stays where the first one has it.
    """
    findings = Findings()
    merge = _Merge(first, second, findings)
    return findings.outcome(tuple(merge.proposals()))


class _Merge:
    def __init__(self, first: Version, second: Version, findings: Findings) -> None:
        self._first = first
        self._second = second
        self._findings = findings
        self._ours = _states(first.copy)
        self._theirs = _states(second.copy)
        self._their_base = {text.ident: canonical(text.text) for text in second.copy.base}
        self._made: dict[int, Proposal] = {}

    def proposals(self) -> Iterator[Proposal]:
        for text in self._first.copy.base:
            self._merge_text(text)
        self._insert_new()
        self._tell_moves()
        self._carry_comments()
        yield from (self._made[place] for place in sorted(self._made))

    def _merge_text(self, text: BaseText) -> None:
        gone = _State(place=None, texts=())
        ours, theirs = self._ours.get(text.ident, gone), self._theirs.get(text.ident, gone)
        # The same text may have been printed otherwise in the second copy: a date of issue, a label.
        if theirs.words in (self._their_base.get(text.ident, ""), ours.words):
            return
        untouched = ours.words == canonical(text.text)
        if ours.place is None:
            # They changed what we deleted: their version comes in again, and is told.
            self._conflict(text, "the first editor deleted it")
            self._insert_behind(self._place_before(text.ident), theirs.texts, self._reason(text, "deleted"))
            return
        if not untouched:
            self._conflict(text, "both editors changed it")
        reason = None if untouched else self._reason(text, "changed")
        if len(ours.texts) > 1:
            # The first editor divided it: its pieces stay, and the other version comes in behind them.
            self._insert_behind(ours.place, theirs.texts, reason)
            return
        self._propose(ours.place, theirs.texts, reason)

    def _propose(self, place: int, texts: tuple[str, ...], reason: str | None) -> None:
        paragraph = self._first.copy.paragraphs[place]
        if place in self._made:
            # Two texts that the first editor joined: one proposal a paragraph, the others are said.
            old = self._made[place]
            more = " ".join(texts) or "(deleted)"
            said = "; ".join(filter(None, (old.reason, reason, f"the other copy also has: {more}")))
            self._made[place] = replace(old, reason=said)
            return
        start = paragraph.raw.find(paragraph.text)
        head, tail = paragraph.raw[:start], paragraph.raw[start + len(paragraph.text) :]
        self._made[place] = Proposal(
            where=self._where(paragraph),
            before=paragraph.raw,
            after=f"{head}{texts[0]}{tail}" if texts else "",
            further=texts[1:],
            reason=reason,
            author=self._second.author,
        )

    def _insert_new(self) -> None:
        """Bring in what only the second editor wrote, each behind what it stands behind there."""
        before: str | None = None
        run: list[str] = []
        known = {paragraph.text for paragraph in self._first.copy.paragraphs if not paragraph.erased}
        for item in self._second.copy.alignment.assignments:
            paragraph = self._second.copy.paragraphs[item.paragraph]
            if item.fate in (Fate.NEW, Fate.COPY):
                if paragraph.text not in known or item.fate is Fate.COPY:
                    run.append(paragraph.text)
                continue
            if run:
                self._insert_behind(self._place_of(before), tuple(run), None)
                run = []
            if item.fate is Fate.OWN:
                before = item.idents[-1]
        if run:
            self._insert_behind(self._place_of(before), tuple(run), None)

    def _place_of(self, ident: str | None) -> int:
        if ident is None:
            return 0
        state = self._ours.get(ident)
        return state.place if state is not None and state.place is not None else self._place_before(ident)

    def _place_before(self, ident: str) -> int:
        """Return where, in the first copy, the nearest text before another one of the base stands."""
        found = 0
        for text in self._first.copy.base:
            if text.ident == ident:
                break
            state = self._ours.get(text.ident)
            if state is not None and state.place is not None:
                found = state.place
        return found

    def _insert_behind(self, place: int, texts: tuple[str, ...], reason: str | None) -> None:
        paragraph = self._first.copy.paragraphs[place]
        old = self._made.get(place) or Proposal(
            where=self._where(paragraph),
            before=paragraph.raw,
            after=paragraph.raw,
            author=self._second.author,
        )
        said = "; ".join(filter(None, (old.reason, reason))) or None
        self._made[place] = replace(old, further=(*old.further, *texts), reason=said)

    def _where(self, paragraph: ViewParagraph) -> tuple[Where, ...]:
        found = (self._first.document.paragraphs[source] for source in paragraph.sources)
        return tuple(Where(part=item.part, number=item.number) for item in found)

    def _conflict(self, text: BaseText, why: str) -> None:
        shown = text.text[:_SHOWN_CHARS] + ("…" if len(text.text) > _SHOWN_CHARS else "")
        self._findings.add(
            REVISION_CONFLICT,
            f"{why}, and the other copy has its own version: “{shown}”",
            hints=("accept one version in the merged file, and reject the other",),
        )

    def _reason(self, text: BaseText, what: str) -> str:
        return (
            f"Both editors worked on this paragraph: {self._first.author} {what} it, "
            f"{self._second.author} wrote another version. It was: “{text.text}”"
        )

    def _tell_moves(self) -> None:
        for change in self._second.copy.changes:
            if change.kind is ChangeKind.MOVED:
                self._tell_move(change)

    def _tell_move(self, change: Change) -> None:
        place = self._place_of(change.idents[0])
        behind = self._first.copy.paragraphs[self._place_of(change.follows)].text[:_SHOWN_CHARS]
        self._findings.add(
            EDIT_UNCLEAR, f"the other copy has “{change.after[0][:_SHOWN_CHARS]}” behind “{behind}”"
        )
        self._insert_behind(place, (), f"{self._second.author} moved this paragraph behind “{behind}”.")

    def _carry_comments(self) -> None:
        """Bring over the comments that only the second copy has."""
        known = {(comment.author, comment.text) for comment in self._first.document.comments}
        fresh = {
            comment.id: comment
            for comment in self._second.document.comments
            if (comment.author, comment.text) not in known and not comment.resolved
        }
        for change in self._second.copy.changes:
            for ident in change.comments:
                comment = fresh.pop(ident, None)
                if comment is not None and change.idents:
                    said = f"{comment.author}: {comment.text}"
                    self._insert_behind(self._place_of(change.idents[0]), (), said)


def _states(copy: Copy) -> Mapping[str, _State]:
    """Return what a copy has of every text of the base that is still there."""
    found: dict[str, _State] = {}
    for item in copy.alignment.assignments:
        words = copy.paragraphs[item.paragraph].text
        if item.fate is Fate.OWN:
            found[item.idents[0]] = _State(place=item.paragraph, texts=(words,))
            # Of texts that were joined the first holds all the words.
        elif item.fate is Fate.PIECE and item.idents[0] in found:
            old = found[item.idents[0]]
            found[item.idents[0]] = replace(old, texts=(*old.texts, words))
    return found
