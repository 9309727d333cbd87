"""What a person should look at before a copy becomes a revision, and what keeps it from being one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Article
from forumpub.review.document import Comment, EditedDocument, Hand
from forumpub.review.redline import AUTHOR
from forumpub.review.views import Policy
from forumpub.rules.revising import COMMENT_OPEN, EDITOR_UNKNOWN, FINAL_WITH_COMMENTS, GUESS_UNCONFIRMED
from forumpub.translate.quoting import in_brief

_LEAST_LIKENESS: Final = 60.0


def open_comments(document: EditedDocument) -> tuple[Comment, ...]:
    """Return the comments of people that nobody has resolved; answers count with what they answer.

    A remark of ours counts once somebody has answered it: the answer is what is open.
    """
    people = [comment for comment in document.comments if comment.author != AUTHOR]
    answers = {comment.parent: comment for comment in reversed(people) if comment.parent is not None}
    first = [
        comment if comment.author != AUTHOR else answers.get(comment.id)
        for comment in document.comments
        if comment.parent is None and not comment.resolved
    ]
    return tuple(comment for comment in first if comment is not None)


def is_emptied(before: Article, after: Article) -> bool:
    """Tell whether a revision would leave no paragraph of a report: the copy is likely of another text."""
    return any(block.paras for block in before.blocks) and not any(block.paras for block in after.blocks)


def check_comments(document: EditedDocument, *, is_final: bool) -> Outcome[bool]:
    """Tell of open comments.

    Returns:
        Whether they keep the copy from being published: nobody has a question about what is final.

    Diagnostics:
        comment-open, final-with-comments.
    """
    findings = Findings()
    remarks = open_comments(document)
    for comment in remarks:
        who = comment.author or "somebody"
        findings.add(COMMENT_OPEN, f"a comment of {who} is open: “{in_brief(comment.text)}”")
    if is_final and remarks:
        findings.add(
            FINAL_WITH_COMMENTS,
            f"{_count(len(remarks), 'open comment')}: nothing is published as final",
            hints=("resolve them in the document, or publish with another --status",),
        )
    return findings.outcome(is_final and bool(remarks))


def check_guesses(guesses: int, *, emptied: bool, undoing: str | None = None) -> Outcome[int]:
    """Tell of changes that need a yes.

    Args:
        guesses: how many changes are only likely.
        emptied: whether nothing of the report is left.
        undoing: the name of a copy that was made before what the base holds.

    Returns:
        How many there are; an emptied report counts as one, and so does a copy that undoes revisions.

    Diagnostics:
        guess-unconfirmed.
    """
    findings = Findings()
    if guesses:
        findings.add(
            GUESS_UNCONFIRMED,
            f"{_count(guesses, 'change')} {'is' if guesses == 1 else 'are'} guessed: nothing is written",
            hints=("look at the changes that are marked as guessed, and give --yes if they are right",),
        )
    if emptied:
        findings.add(
            GUESS_UNCONFIRMED,
            "no paragraph of the report is in the file: nothing is written",
            hints=("see whether it is the right file, and the right --base; --yes deletes the report",),
        )
    if undoing is not None:
        findings.add(
            GUESS_UNCONFIRMED,
            f"{undoing} was made before the base was revised, and would undo that: nothing is written",
            hints=(
                f"`forumpub merge NEWEST.docx {undoing} --base {undoing}` joins both; --yes undoes what the "
                "copy doesn't have",
            ),
        )
    return findings.outcome(guesses + emptied + (undoing is not None))


def check_authors(document: EditedDocument, policy: Policy) -> Outcome[bool]:
    """Tell of editors whose changes are to be taken, and who tracked none, while others' are rejected.

    Returns:
        Whether there is one: the name is most likely wrong, and nothing shall come of it.

    Diagnostics:
        editor-unknown.
    """
    findings = Findings()
    authors = {hand.author for hand in _hands(document) if hand.author}
    rejected = sorted(authors - (policy.authors or frozenset()))
    unknown = sorted(policy.authors - authors) if policy.authors and rejected else []
    for name in unknown:
        near = max(rejected, key=lambda other: _likeness(name, other))
        findings.add(
            EDITOR_UNKNOWN,
            f"no tracked change is by {name!r}, and those by {', '.join(map(repr, rejected))} would be "
            "rejected",
            hints=(f"did you mean author={near}?",) if _likeness(name, near) >= _LEAST_LIKENESS else (),
        )
    return findings.outcome(bool(unknown))


def _likeness(name: str, other: str) -> float:
    """Compare two names; one that is a part of the other is very like it."""
    from rapidfuzz import fuzz

    return fuzz.WRatio(name.casefold(), other.casefold())


def _hands(document: EditedDocument) -> Iterator[Hand]:
    for paragraph in document.paragraphs:
        hands = [paragraph.mark_inserted, paragraph.mark_deleted]
        if paragraph.cell is not None:
            hands += [paragraph.cell.row_inserted, paragraph.cell.row_deleted]
        if paragraph.restyling is not None:
            hands.append(paragraph.restyling.hand)
        for stretch in paragraph.stretches:
            hands += [stretch.inserted, stretch.deleted]
        yield from (hand for hand in hands if hand is not None)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
