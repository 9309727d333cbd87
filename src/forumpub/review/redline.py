"""Proposals as tracked changes in the editor's own file: whoever rejects them all has that file again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from forumpub.diagnostics import Findings, Outcome
from forumpub.review.document import EditedDocument
from forumpub.review.live_text import read_atoms, text_of
from forumpub.review.margin import Margin
from forumpub.review.moving import move_paragraph
from forumpub.review.rewriting import DocxDraft, repair_bookmarks
from forumpub.review.tracking import Pen, add_paragraph, delete_paragraph, first_free_id, rewrite
from forumpub.review.views import ViewParagraph
from forumpub.review.wordml import W
from forumpub.rules.revising import PROPOSAL_LEFT_OUT
from forumpub.translate.quoting import in_brief
from forumpub.values import dataclass

AUTHOR: Final = "forumpub"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# What stands before w:trackRevisions in w:settings (ECMA-376 part 1, 17.15.1.78).
_BEFORE_TRACKING: Final = frozenset(
    W + name
    for name in (
        "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
        "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
        "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
        "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
        "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors",
        "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate",
        "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
        "revisionView",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A paragraph of a file: the part of the package, and its number among the `w:p` in it, from 0."""

    part: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a paragraph should say.

    `where` are the `w:p` that show as this paragraph. `before` is what they show, with everything accepted;
    where that isn't so the proposal is left out. An empty `after` deletes the paragraph. `further` are
    paragraphs to insert behind it: new words, or proposals for paragraphs that move there. `reason` becomes a
    comment. `author` is whose proposal it is.
    """

    where: tuple[Where, ...]
    before: str
    after: str
    further: tuple[str | Proposal, ...] = ()
    reason: str | None = None
    author: str = AUTHOR


def write_redline(data: bytes, name: str, proposals: Sequence[Proposal], *, date: str) -> Outcome[bytes]:
    """Write proposals into an editor's file as tracked changes, and turn tracking on.

    What the editor did stays as it is, accepted or not.

    Args:
        data: the editor's DOCX.
        name: what messages call it.
        proposals: at most one for a paragraph.
        date: when they are made, `2021-07-16T12:00:00Z`.

    Raises:
        InputError: the file can't be read, or can't be written into.
        ValueError: the date has another form.

    Diagnostics:
        proposal-left-out: one that doesn't fit the text, or would change what a field makes.
    """
    if not _DATE.fullmatch(date):
        raise ValueError(f"not a date as Word writes it: {date!r}")
    findings = Findings()
    draft = DocxDraft(data, name)
    margin = Margin(draft, date=date)
    writers: dict[str, _PartWriter] = {}
    for proposal in _last_first(proposals):
        part = proposal.where[0].part
        if part not in writers:
            # Word takes comments in the body only.
            in_body = part == draft.main
            writers[part] = _open_part(draft, part, date=date, margin=margin if in_body else None)
        writers[part].write(proposal)
    for left, reason in (pair for writer in writers.values() for pair in writer.left_out):
        findings.add(PROPOSAL_LEFT_OUT, f"the change of “{in_brief(left.before)}” is left out: {reason}")
    margin.save()
    _track(draft)
    return findings.outcome(draft.save())


def _open_part(draft: DocxDraft, part: str, *, date: str, margin: Margin | None) -> _PartWriter:
    root = draft.root(part)
    if root is None:
        raise ValueError(f"there is no part {part}")
    repair_bookmarks(root)
    return _PartWriter(root, date=date, margin=margin)


def _last_first(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Order proposals from the end of the document, so that none moves the place of another."""
    return sorted(proposals, key=lambda found: (found.where[0].part, -found.where[0].number))


def places_of(document: EditedDocument, paragraph: ViewParagraph) -> tuple[Where, ...]:
    """Return the `w:p` that a paragraph of a view shows."""
    found = (document.paragraphs[source] for source in paragraph.sources)
    return tuple(Where(part=item.part, number=item.number) for item in found)


def with_words(paragraph: ViewParagraph, words: str) -> str:
    """Return all that a paragraph shows, with other words in the place of its text."""
    raw, text = paragraph.raw, paragraph.text
    start = raw.find(text)
    if start >= 0:
        return raw[:start] + words + raw[start + len(text) :]
    # Numbers hang inside, where paragraphs were joined: that of the first one stays.
    number = f"{paragraph.number}\t" if paragraph.number is not None else ""
    return (number if raw.lstrip().startswith(number) else "") + words


class _PartWriter:
    """Writes into one part. `left_out` is what can't be written, with why."""

    def __init__(self, root: etree._Element, *, date: str, margin: Margin | None) -> None:
        self._paragraphs = list(root.iter(W + "p"))
        self._margin = margin
        self._date = date
        self._next_id = first_free_id(root)
        self.left_out: list[tuple[Proposal, str]] = []

    def write(self, proposal: Proposal) -> None:
        """Write one proposal, with those that move behind its paragraph."""
        paragraphs = self._find(proposal)
        if paragraphs is None:
            return
        pen = self._pen(proposal)
        if proposal.before == proposal.after:
            done = True
        elif not proposal.after and len(paragraphs) == 1:
            done = delete_paragraph(paragraphs[0], pen)
        else:
            done = rewrite(paragraphs, proposal.after, pen)
        self._next_id = pen.next_id
        if done:
            self._write_further(proposal, paragraphs)
        else:
            self.left_out.append((proposal, "a field or a formula makes some of the words"))

    def _find(self, proposal: Proposal) -> list[etree._Element] | None:
        """Return the paragraphs that a proposal is for, if they are there and say what it says."""
        numbers = [where.number for where in proposal.where]
        if max(numbers) >= len(self._paragraphs):
            self.left_out.append((proposal, "the paragraph isn't there"))
            return None
        paragraphs = [self._paragraphs[number] for number in numbers]
        if text_of(read_atoms(paragraphs)) != proposal.before:
            self.left_out.append((proposal, "the paragraph says something else"))
            return None
        return paragraphs

    def _pen(self, proposal: Proposal) -> Pen:
        return Pen(author=proposal.author, date=self._date, next_id=self._next_id)

    def _write_further(self, proposal: Proposal, paragraphs: Sequence[etree._Element]) -> etree._Element:
        """Write what comes in behind a paragraph, and why; return the last of it."""
        behind = paragraphs[-1]
        for further in proposal.further:
            if isinstance(further, Proposal):
                behind = self._move(further, behind)
            else:
                pen = self._pen(proposal)
                behind = add_paragraph(behind, further, pen)
                self._next_id = pen.next_id
        if proposal.reason is not None and self._margin is not None:
            self._margin.comment(paragraphs, proposal.reason, author=proposal.author)
        return behind

    def _move(self, proposal: Proposal, behind: etree._Element) -> etree._Element:
        """Move a paragraph; return the last one that stands there now."""
        paragraphs = self._find(proposal)
        if paragraphs is None:
            return behind
        pen = self._pen(proposal)
        moved = move_paragraph(paragraphs[0], behind, proposal.after, pen) if len(paragraphs) == 1 else None
        self._next_id = pen.next_id
        if moved is not None:
            return self._write_further(proposal, (moved,))
        self.left_out.append((proposal, "it can't be moved, since it holds more than words"))
        self.write(proposal)
        return behind


def _track(draft: DocxDraft) -> None:
    """Turn tracking on, so that the editor's next changes can be told apart too."""
    settings = draft.related_root("settings")
    if settings is None or settings.find(W + "trackRevisions") is not None:
        return
    made = etree.Element(W + "trackRevisions")
    before = [child for child in settings if child.tag in _BEFORE_TRACKING]
    if before:
        before[-1].addnext(made)
    else:
        settings.insert(0, made)
