"""Copies made to keep a reader busy: time grows with the file, not with its square."""

from __future__ import annotations

import pytest

from forumpub.review.alignment import align
from forumpub.review.changes import list_changes
from forumpub.review.document import BaseText
from forumpub.review.reading import read_docx
from forumpub.review.views import view
from word_files import end, marked, para, run, word_file

from limits import cpu_limit

MANY = 20_000
BASE = tuple(
    BaseText(ident=f"b{n}p1", text=f"This is text number {n} of the base.", mark=f"b{n}p1")
    for n in range(1000)
)
TAB = "<w:r><w:tab/></w:r>"

COPIES = {
    "bookmarks that never end": para(
        *(f'<w:bookmarkStart w:id="{n}" w:name="_fp_aa_b{n}p1"/>' for n in range(MANY)), run("x")
    ),
    "one bookmark everywhere": "".join(
        para(marked("_fp_aa_b1p1", run("some words of it"), n)) for n in range(MANY // 2)
    ),
    "runs in one paragraph": para(*(run("x") for _ in range(MANY))),
    "ends that are deleted": "".join(para(end("del"), run(f"part {n}")) for n in range(MANY // 2)),
    "numbers in one paragraph": para(*(run("1") + TAB for _ in range(MANY))),
    "equal paragraphs": "".join(para(run("the same words again")) for _ in range(MANY)),
    "paragraphs like those of the base": "".join(
        para(run(f"This is test number {n} of the bass.")) for n in range(MANY // 4)
    ),
    "comments that never end": para(
        *(f'<w:commentRangeStart w:id="{n}"/>{run("x")}' for n in range(MANY // 2))
    ),
    "one long text": para(run("words and " * MANY)),
    "tables of one cell": "".join(
        f"<w:tbl><w:tr><w:tc>{para(run('x'))}</w:tc></w:tr></w:tbl>" for _ in range(MANY // 2)
    ),
}


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_that_never_ends_is_read_in_time(kind: str) -> None:
    data = word_file(COPIES[kind])
    with cpu_limit():
        paragraphs = view(read_docx(data, "copy.docx").value)
        changes = list_changes(BASE, paragraphs, align(BASE, paragraphs))
    assert paragraphs
    assert changes
