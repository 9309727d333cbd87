"""Copies of several editors in one file: what each did is there, and rejecting it gives the first copy."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from docx_checks import assert_valid, parts, rezip
from editors import (
    edit,
    find_paragraph,
    insert_after,
    merge,
    move_before,
    publish,
    remove,
    replace,
    split,
    words_in,
)
from forumpub.comparisons import merge_files
from forumpub.env import FixedEnvironment
from forumpub.errors import InputError
from forumpub.render.docx.lint import lint_docx
from forumpub.render.docx.wml import W, text_elements, w
from forumpub.review.document import Comment
from forumpub.review.reading import read_docx
from forumpub.review.reconciling import divide_alike
from forumpub.review.views import ACCEPT_ALL, REJECT_ALL, Policy, view
from forumpub.review.wordml import W14, W15

Edit = Callable[[etree._Element], None]
ALPHA = "Alpha report opened in Wuhan, and officials met on Friday morning."
BRAVO = "Bravo digital economy has become a key driving force for recovery."
DELTA = "Delta studies show that 11 countries took part in the forum."
DELTA_HEAD = "Delta studies show that 11 countries took part"
ECHO = "Echo visitors came to see the exhibition halls."


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A merged file: what it says, what it says with all that came in rejected, and what was told."""

    texts: list[str]
    rejected: list[str]
    slugs: list[str]
    messages: list[str]
    comments: tuple[Comment, ...]
    data: bytes

    def after(self, words: str) -> list[str]:
        """Return the paragraphs from the last one that begins with some words."""
        places = [number for number, text in enumerate(self.texts) if text.startswith(words)]
        return self.texts[places[-1] :]


def shown(data: bytes, policy: Policy = ACCEPT_ALL) -> list[str]:
    return [
        item.text for item in view(read_docx(data, "x.docx").value, policy) if item.text and not item.erased
    ]


def joined(folder: Path, *copies: Sequence[Edit]) -> Merged:
    """Merge copies in which nobody tracks anything, so that all that is tracked came in."""
    paths = []
    for name, edits in zip("abcd", copies, strict=False):
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(edit(publish(), *edits))
    result = merge_files(paths, FixedEnvironment(), out=folder / "out")
    data = result.written[0].path.read_bytes()
    if not lint_docx(paths[0].read_bytes()):
        assert_valid(data, folder)
    merged = Merged(
        texts=shown(data),
        rejected=shown(data, REJECT_ALL),
        slugs=[found.diagnostic.rule.slug for found in result.placed],
        messages=[found.diagnostic.message for found in result.placed],
        comments=read_docx(data, "x.docx").value.comments,
        data=data,
    )
    assert merged.rejected == shown(paths[0].read_bytes())
    return merged


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        pytest.param([], [split("in the forum")], [DELTA_HEAD, "in the forum.", ECHO], id="split"),
        pytest.param([], [split("studies show")], ["Delta", DELTA[6:], ECHO], id="short-first-piece"),
        pytest.param([], [merge("Delta studies", "Echo visitors")], [f"{DELTA} {ECHO}"], id="join"),
        pytest.param(
            [replace("Delta studies", "Delta works")],
            [split("in the forum")],
            ["Delta works show that 11 countries took part", "in the forum.", ECHO],
            id="edit-and-split",
        ),
        pytest.param(
            [split("in the forum")],
            [replace("Delta studies", "Delta works")],
            ["Delta works show that 11 countries took part", "in the forum.", ECHO],
            id="split-and-edit",
        ),
        pytest.param(
            [merge("Delta studies", "Echo visitors")],
            [replace("Echo visitors", "Echo guests")],
            [f"{DELTA} Echo guests came to see the exhibition halls."],
            id="join-and-edit",
        ),
        pytest.param(
            [replace("Echo visitors", "Echo guests")],
            [merge("Delta studies", "Echo visitors")],
            [f"{DELTA} Echo guests came to see the exhibition halls."],
            id="edit-and-join",
        ),
        pytest.param(
            [split("in the forum")],
            [insert_after("Delta studies", "New here.")],
            [DELTA_HEAD, "in the forum.", "New here.", ECHO],
            id="split-and-insert",
        ),
        pytest.param(
            [insert_after("Delta studies", "New here.")],
            [insert_after("Delta studies", "New here.")],
            [DELTA, "New here.", ECHO],
            id="same-words-in-the-same-place",
        ),
        pytest.param(
            [split("in the forum")], [split("in the forum")], [DELTA_HEAD, "in the forum.", ECHO], id="same"
        ),
    ],
)
def test_edits_that_agree_are_joined_without_a_word(
    tmp_path: Path, ours: Sequence[Edit], theirs: Sequence[Edit], both: list[str]
) -> None:
    merged = joined(tmp_path, ours, theirs)
    assert merged.after("Delta")[: len(both)] == both
    assert merged.slugs == []


def test_words_are_changed_in_paragraphs_that_were_joined_as_a_tracked_change(tmp_path: Path) -> None:
    def delete_end(root: etree._Element) -> None:
        properties = find_paragraph(root, "Delta studies").find(f"{W}pPr")
        assert properties is not None
        properties.append(w("rPr", w("del", id=9999, author="Ann", date="2021-07-17T09:30:00Z")))

    paths = [tmp_path / "a.docx", tmp_path / "b.docx"]
    paths[0].write_bytes(edit(publish(), delete_end))
    paths[1].write_bytes(edit(publish(), replace("Echo visitors", "Echo guests")))
    result = merge_files(paths, FixedEnvironment(), out=tmp_path / "out")
    assert result.placed == ()
    texts = shown(result.written[0].path.read_bytes())
    assert f"{DELTA} Echo guests came to see the exhibition halls." in texts
    assert not any(text.startswith("Echo") and "(paragraph" not in text for text in texts)


def test_the_same_words_in_another_place_come_in_too(tmp_path: Path) -> None:
    merged = joined(
        tmp_path, [insert_after("Bravo digital", "[Applause]")], [insert_after("Echo visitors", "[Applause]")]
    )
    assert merged.texts.count("[Applause]") == 2


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ([split("in the forum")], [remove("Delta studies")], "a changed it, and b deleted it"),
        ([remove("Delta studies")], [replace("11 countries", "12 countries")], "a deleted it, and b wrote"),
        ([replace("11", "12")], [replace("11", "13")], "a changed it, and b wrote another version"),
        ([split("in the forum")], [split("countries")], "a changed it, and b wrote another version"),
    ],
)
def test_edits_that_do_not_agree_are_told(
    tmp_path: Path, ours: Sequence[Edit], theirs: Sequence[Edit], told: str
) -> None:
    merged = joined(tmp_path, ours, theirs)
    assert merged.slugs == ["revision-conflict"]
    assert told in merged.messages[0]
    (comment,) = merged.comments
    assert DELTA in comment.text


def test_a_moved_paragraph_moves_with_its_bookmark(tmp_path: Path) -> None:
    merged = joined(tmp_path, [], [move_before("Echo visitors", "Delta studies")])
    assert merged.after("Echo")[:2] == [ECHO, DELTA]
    assert merged.slugs == []
    (tmp_path / "merged.docx").write_bytes(merged.data)
    again = joined(tmp_path, [move_before("Echo visitors", "Delta studies")], [])
    assert [text for text in merged.texts if text] == again.texts


def test_a_move_takes_the_edits_of_both_and_what_follows_along(tmp_path: Path) -> None:
    merged = joined(
        tmp_path,
        [replace("Echo visitors", "Echo guests")],
        [move_before("Echo visitors", "Delta studies"), insert_after("Echo visitors", "Behind them.")],
    )
    assert merged.after("Echo guests")[:3] == [ECHO.replace("visitors", "guests"), "Behind them.", DELTA]
    assert merged.slugs == []


def test_two_that_moved_together_keep_their_order(tmp_path: Path) -> None:
    merged = joined(
        tmp_path,
        [],
        [move_before("Delta studies", "Alpha report"), move_before("Echo visitors", "Alpha report")],
    )
    assert merged.after("Delta")[:3] == [DELTA, ECHO, ALPHA]


def test_a_paragraph_that_both_moved_stays_and_is_told(tmp_path: Path) -> None:
    merged = joined(
        tmp_path,
        [move_before("Echo visitors", "Alpha report")],
        [move_before("Echo visitors", "Bravo digital")],
    )
    assert merged.slugs == ["merge-left-out"]
    assert merged.after("Echo")[:2] == [ECHO, ALPHA]
    (comment,) = merged.comments
    assert "b moved a paragraph" in comment.text
    same = joined(tmp_path, *[[move_before("Echo visitors", "Delta studies")]] * 2)
    assert (same.slugs, same.comments) == ([], ())


def test_a_paragraph_with_a_note_is_not_moved_but_told(tmp_path: Path) -> None:
    def add_picture(root: etree._Element) -> None:
        find_paragraph(root, "Echo visitors").append(w("r", w("drawing")))

    paths = [tmp_path / "a.docx", tmp_path / "b.docx"]
    paths[0].write_bytes(edit(publish(), add_picture))
    paths[1].write_bytes(edit(publish(), move_before("Echo visitors", "Alpha report")))
    result = merge_files(paths, FixedEnvironment(), out=tmp_path / "out")
    slugs = [found.diagnostic.rule.slug for found in result.placed]
    assert "proposal-left-out" in slugs
    data = result.written[0].path.read_bytes()
    assert shown(data) == shown(paths[0].read_bytes())


def test_an_empty_cell_is_filled(tmp_path: Path) -> None:
    transcript = "[Concurrent]\nXu Kemin\nWe agreed.\n\n[Concurrent]\nLi Na, Mayor\nYes.\n"

    def fill(root: etree._Element) -> None:
        row = next(row for row in root.iter(f"{W}tr") if words_in(row).startswith("Xu Kemin"))
        cell = next(cell for cell in row.iter(f"{W}tc") if not words_in(cell))
        next(cell.iter(f"{W}p")).append(w("r", *text_elements("Chief Economist")))

    paths = [tmp_path / "a.docx", tmp_path / "b.docx"]
    paths[0].write_bytes(publish(transcript))
    paths[1].write_bytes(edit(publish(transcript), fill))
    result = merge_files(paths, FixedEnvironment(), out=tmp_path / "out")
    assert result.placed == ()
    texts = shown(result.written[0].path.read_bytes())
    assert texts[texts.index("Xu Kemin") + 1] == "Chief Economist"


def test_what_has_no_tracked_form_is_told(tmp_path: Path) -> None:
    def add_row(root: etree._Element) -> None:
        row = next(row for row in root.iter(f"{W}tr") if words_in(row).startswith("Xu Kemin"))
        made = copy.deepcopy(row)
        for number, cell in enumerate(made.iter(f"{W}tc")):
            (paragraph,) = cell.findall(f"{W}p")
            for child in list(paragraph)[1:]:
                paragraph.remove(child)
            paragraph.append(w("r", *text_elements(f"Cell {number}")))
        row.addnext(made)

    def restyle(root: etree._Element) -> None:
        quoted = find_paragraph(root, "Charlie").find(f"{W}pPr")
        plain = find_paragraph(root, "Echo visitors").find(f"{W}pPr")
        assert quoted is not None
        assert plain is not None
        plain.getparent().replace(plain, copy.deepcopy(quoted))  # type: ignore[union-attr]

    merged = joined(tmp_path, [], [add_row, restyle])
    assert set(merged.slugs) == {"merge-left-out"}
    assert any("Cell 0" in message for message in merged.messages)
    assert any("gave a paragraph the style" in message for message in merged.messages)
    assert merged.texts == merged.rejected


def test_open_comments_come_over_with_their_answers(tmp_path: Path) -> None:
    def remark(number: int, words: str) -> Edit:
        def add(root: etree._Element) -> None:
            paragraph = find_paragraph(root, words)
            paragraph.insert(1, w("commentRangeStart", id=number))
            paragraph.append(w("commentRangeEnd", id=number))
            paragraph.append(w("r", w("commentReference", id=number)))

        return add

    data = edit(
        publish(),
        insert_after("Delta studies", "New here."),
        remark(1, "New here."),
        remark(2, "Echo visitors"),
    )
    notes = [
        w("comment", w("p", w("r", *text_elements(words))), id=number, author=author)
        for number, author, words in ((1, "Ann", "Why?"), (2, "Ann", "Check."), (3, "Ben", "Checked it."))
    ]
    for number, note in enumerate(notes):
        note[0].set(f"{W14}paraId", f"1234567{number}")
    threads = (
        f'<w15:commentsEx xmlns:w15="{W15[1:-1]}"><w15:commentEx w15:paraId="12345672" '
        'w15:paraIdParent="12345671" w15:done="0"/></w15:commentsEx>'
    )
    contents = parts(data)
    contents["word/comments.xml"] = etree.tostring(w("comments", *notes))
    contents["word/commentsExtended.xml"] = threads.encode()
    rels = contents["word/_rels/document.xml.rels"].decode()
    more = "".join(
        f'<Relationship Id="rIdC{name}" Type="http://x/{name}" Target="{name}.xml"/>'
        for name in ("comments", "commentsExtended")
    )
    contents["word/_rels/document.xml.rels"] = rels.replace(
        "</Relationships>", f"{more}</Relationships>"
    ).encode()
    paths = [tmp_path / "a.docx", tmp_path / "b.docx"]
    paths[0].write_bytes(publish())
    paths[1].write_bytes(rezip(contents))
    result = merge_files(paths, FixedEnvironment(), out=tmp_path / "out")
    said = [one.text for one in read_docx(result.written[0].path.read_bytes(), "x").value.comments]
    assert sorted(said) == ["Ann: Check.\nBen: Checked it.", "Ann: Why?"]


def test_three_copies_are_one_after_the_other(tmp_path: Path) -> None:
    merged = joined(
        tmp_path,
        [replace("Alpha report", "Alfa report"), replace("11 countries", "eleven countries")],
        [replace("Bravo digital", "Brava digital"), replace("11 countries", "12 countries")],
        [
            replace("Echo visitors", "Echo guests"),
            replace("11 countries", "13 countries"),
            split("in the forum"),
        ],
    )
    assert merged.slugs == ["revision-conflict"] * 2
    assert any("a and b changed it, and c wrote another version" in message for message in merged.messages)
    for words in ("Alfa report", "Brava digital", "Echo guests"):
        assert any(text.startswith(words) for text in merged.texts)
    # All three versions are in the file.
    body = "".join(
        read.text for para in read_docx(merged.data, "x").value.paragraphs for read in para.stretches
    )
    assert all(version in body for version in ("eleven", "12", "13"))


def test_copies_of_other_articles_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.docx" for name in "abc"]
    for path in paths[:2]:
        path.write_bytes(publish())
    paths[2].write_bytes(publish("Another text altogether, which nobody knows.\n"))
    with pytest.raises(InputError, match=r"a\.docx and c\.docx"):
        merge_files(paths, FixedEnvironment(), out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with pytest.raises(ValueError, match="two copies or more"):
        merge_files(paths[:1], FixedEnvironment())


@pytest.mark.parametrize(
    ("pieces", "words", "expected"),
    [
        (("One two.", "Three four."), "One too. Three five.", ("One too.", "Three five.")),
        (("One two.", "Three four."), "One two. And so Three four.", ("One two.", "And so Three four.")),
        (("One two.", "Three four."), "Something else", None),
        (("政府宣布。", "会议开始。"), "政府今天宣布。会议结束。", ("政府今天宣布。", "会议结束。")),
        (("One two.",), "One too.", ("One too.",)),
    ],
)
def test_a_text_is_divided_as_another_version_of_it(
    pieces: tuple[str, ...], words: str, expected: tuple[str, ...] | None
) -> None:
    assert divide_alike(pieces, words) == expected
