"""Two editors' whole sessions on one document are joined: what only one of them did is there, and no more."""

from __future__ import annotations

import pytest

from drawn_sessions import DATE, two_copies
from forumpub.render.docx.lint import lint_docx
from forumpub.review.applying import Copy
from forumpub.review.document import Place
from forumpub.review.holding import ADDED, Holding
from forumpub.review.likeness import canonical
from forumpub.review.merging import merge_copies
from forumpub.review.reading import read_docx
from forumpub.review.redline import write_redline
from forumpub.review.views import ACCEPT_ALL, REJECT_ALL, Policy, view
from sessions import Dialect

PAIRS = 8


def shown(data: bytes, policy: Policy) -> list[str]:
    found = view(read_docx(data, "merged.docx").value, policy)
    return [canonical(item.text) for item in found if item.text and not item.erased]


def texts_of(holding: Holding, copy: Copy, ident: str) -> list[str]:
    return [canonical(copy.paragraphs[place].text) for place in holding.places_of([ident])]


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("seed", range(PAIRS))
def test_what_one_editor_did_is_in_the_merged_file(seed: int, dialect: Dialect) -> None:
    data, first, second = two_copies(seed, dialect)
    made = write_redline(data, "a.docx", merge_copies(first, second).value, date=DATE)
    assert shown(made.value, REJECT_ALL) == shown(data, ACCEPT_ALL)
    # LibreOffice's own files have doubled bookmarks, which are repaired.
    assert {found.message for found in lint_docx(made.value)} <= {found.message for found in lint_docx(data)}
    merged = shown(made.value, ACCEPT_ALL)
    ours, theirs = Holding(first.copy), Holding(second.copy)
    joined = {ident for idents in (*ours.joined, *theirs.joined) for ident in idents}
    for ident in set(ours.base) - joined:
        mine, yours = ours.side([ident]), theirs.side([ident])
        if mine.is_untouched and not yours.is_untouched:
            assert not set(texts_of(theirs, second.copy, ident)) - set(merged), ident
        if yours.is_untouched:
            assert not set(texts_of(ours, first.copy, ident)) - set(merged), ident
    for holding, copy in ((ours, first.copy), (theirs, second.copy)):
        added = [copy.paragraphs[item.paragraph] for item in holding.items if item.fate in ADDED]
        assert not {canonical(one.text) for one in added if one.place is Place.BODY} - set(merged)
