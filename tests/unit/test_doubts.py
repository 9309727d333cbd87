"""Which comments are open, and so keep an edition from being final."""

from __future__ import annotations

import pytest

from forumpub.review.document import Comment, EditedDocument
from forumpub.review.doubts import check_comments, open_comments
from forumpub.review.redline import AUTHOR


def remark(ident: str, author: str, *, parent: str | None = None, resolved: bool = False) -> Comment:
    return Comment(id=ident, author=author, date=None, text="Why?", parent=parent, resolved=resolved)


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        ((remark("1", "Ann"),), ["1"]),
        ((remark("1", "Ann", resolved=True),), []),
        ((remark("1", "Ann"), remark("2", "Ben", parent="1")), ["1"]),
        ((remark("1", AUTHOR),), []),
        # What we said is no question; what somebody answered may be one.
        ((remark("1", AUTHOR), remark("2", "Ben", parent="1"), remark("3", "Ann", parent="1")), ["2"]),
        ((remark("1", AUTHOR, resolved=True), remark("2", "Ben", parent="1", resolved=True)), []),
    ],
)
def test_comments_of_people_are_open(comments: tuple[Comment, ...], expected: list[str]) -> None:
    document = EditedDocument(name="a.docx", paragraphs=(), comments=comments)
    assert [comment.id for comment in open_comments(document)] == expected
    outcome = check_comments(document, is_final=True)
    assert outcome.value is bool(expected)
    assert [found.rule.slug for found in outcome.diagnostics] == (
        ["comment-open", "final-with-comments"] if expected else []
    )
