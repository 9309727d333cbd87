"""Which paragraph is which text, layer by layer, and the changes that follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from forumpub.review.alignment import LEAST_CERTAIN, Fate, Layer, align
from forumpub.review.changes import Change, ChangeKind, list_changes
from forumpub.review.document import BaseText, Cell, Hand, Place
from forumpub.review.likeness import canonical
from forumpub.review.sequence import find_order
from forumpub.review.views import ViewParagraph

ONE = "The forum opened on Friday in the port city of Wuhan."
TWO = "Delegates of eleven countries signed a plan for trade in services."
THREE = "The next forum will be held in Nanning, the organisers said."
NEW = "Nobody had expected this sentence at all, least of all its editor."
ANN = Hand(author="Ann", date="2026-07-16T09:00:00Z")


def base(*texts: str) -> tuple[BaseText, ...]:
    return tuple(
        BaseText(ident=f"b{n}p1", text=text, mark=f"b{n}p1", number=str(n), style="Body Text")
        for n, text in enumerate(texts, 1)
    )


def para(text: str, *marks: str, **more: Any) -> ViewParagraph:
    live = {mark: max(1, len(text) // len(marks)) for mark in marks}
    return replace(ViewParagraph(text=text, raw=text, live=live, style="Body Text"), **more)


def changes(texts: tuple[BaseText, ...], *paragraphs: ViewParagraph) -> list[Change]:
    return [
        change
        for change in list_changes(texts, paragraphs, align(texts, paragraphs))
        if change.kind is not ChangeKind.KEPT
    ]


def kinds(
    texts: tuple[BaseText, ...], *paragraphs: ViewParagraph
) -> list[tuple[ChangeKind, tuple[str, ...]]]:
    return [(change.kind, change.idents) for change in changes(texts, *paragraphs)]


def test_an_edited_text_is_known_by_its_bookmark() -> None:
    texts = base(ONE, TWO)
    edited = ONE.replace("Friday", "Monday")
    (change,) = changes(texts, para(edited, "b1p1", hands=(ANN,)), para(TWO, "b2p1"))
    assert (change.kind, change.idents, change.confidence) == (ChangeKind.EDITED, ("b1p1",), 1.0)
    assert (change.before, change.after, change.hands) == ((ONE,), (edited,), (ANN,))


def test_a_retyped_text_is_rewritten() -> None:
    assert kinds(base(ONE, TWO), para(NEW, "b1p1"), para(TWO, "b2p1")) == [(ChangeKind.REWRITTEN, ("b1p1",))]


def test_a_text_typed_over_its_deletion_is_known_by_the_dead_bookmark() -> None:
    (change,) = changes(base(ONE, TWO), para(NEW, dead={"b1p1": 50}), para(TWO, "b2p1"))
    assert (change.kind, change.idents) == (ChangeKind.REWRITTEN, ("b1p1",))
    assert change.confidence == pytest.approx(0.9)


def test_halves_and_joints() -> None:
    texts = base(ONE, TWO, THREE)
    halves = (para(ONE[:24], "b1p1"), para(ONE[25:], "b1p1"))
    assert kinds(texts, *halves, para(f"{TWO} {THREE}", "b2p1", "b3p1")) == [
        (ChangeKind.SPLIT, ("b1p1",)),
        (ChangeKind.MERGED, ("b2p1", "b3p1")),
    ]
    split = changes(texts, *halves, para(TWO, "b2p1"), para(THREE, "b3p1"))[0]
    assert split.after == (ONE[:24], ONE[25:])
    assert split.paragraphs == (0, 1)


def test_without_bookmarks_words_are_enough() -> None:
    texts = base(ONE, TWO, THREE)
    paragraphs = (para(THREE), para(ONE.replace("Friday", "Monday")), para(TWO[:30]), para(TWO[31:]))
    assert sorted(kinds(texts, *paragraphs)) == [
        (ChangeKind.EDITED, ("b1p1",)),
        (ChangeKind.MOVED, ("b3p1",)),
        (ChangeKind.SPLIT, ("b2p1",)),
    ]
    assert kinds(texts, para(f"{ONE} {TWO}"), para(THREE)) == [(ChangeKind.MERGED, ("b1p1", "b2p1"))]


def test_copies_are_told_from_their_source() -> None:
    texts = base(ONE, TWO)
    renamed = para(ONE, "b1p1", copied=frozenset({"b1p1"}))
    assert kinds(texts, renamed, para(TWO, "b2p1"), para(ONE, "b1p1")) == [
        (ChangeKind.COPIED, ("b1p1",)),
        (ChangeKind.MOVED, ("b1p1",)),
    ]
    # Only the copy is left: it is the text, which was moved.
    assert kinds(texts, para(TWO, "b2p1"), renamed) == [(ChangeKind.MOVED, ("b1p1",))]
    # A program that leaves copies without a bookmark.
    assert kinds(texts, para(ONE, "b1p1"), para(TWO, "b2p1"), para(ONE)) == [(ChangeKind.COPIED, ("b1p1",))]


def test_what_only_neighbours_suggest_is_a_guess() -> None:
    texts = base(ONE, TWO, THREE)
    (change,) = changes(texts, para(ONE, "b1p1"), para(NEW, number="2"), para(THREE, "b3p1"))
    assert (change.kind, change.idents) == (ChangeKind.REWRITTEN, ("b2p1",))
    assert LEAST_CERTAIN <= change.confidence < 1
    plain = tuple(replace(text, number=None) for text in texts)
    (guess,) = changes(plain, para(ONE, "b1p1"), para(NEW), para(THREE, "b3p1"))
    assert (guess.kind, guess.idents) == (ChangeKind.REWRITTEN, ("b2p1",))
    assert guess.confidence < LEAST_CERTAIN


def test_a_deleted_text_is_not_guessed_to_be_the_new_one_beside_it() -> None:
    texts = tuple(replace(text, number=None) for text in base(ONE, TWO, THREE))
    gone = ViewParagraph(
        text="",
        erased=True,
        erased_text=TWO,
        dead={"b2p1": len(TWO)},
        hands=(ANN,),
        erasers={"b2p1": (ANN,)},
        comments=("4",),
    )
    found = changes(texts, para(ONE, "b1p1"), gone, para(NEW), para(THREE, "b3p1"))
    assert [(change.kind, change.idents, change.follows) for change in found] == [
        (ChangeKind.DELETED, ("b2p1",), "b1p1"),
        (ChangeKind.INSERTED, (), "b1p1"),
    ]
    assert (found[0].hands, found[0].comments) == ((ANN,), ("4",))


def test_equal_texts_are_told_apart_by_number_and_place() -> None:
    cue = "[Explanation]"
    texts = base(cue, ONE, cue, TWO, cue)
    unmarked = tuple(replace(text, mark=None) for text in texts)
    alignment = align(unmarked, (para(cue, number="3"), para(ONE), para(TWO), para(cue)))
    assert [item.idents for item in alignment.assignments] == [("b3p1",), ("b2p1",), ("b4p1",), ("b5p1",)]
    assert alignment.deleted == ("b1p1",)


def test_the_report_comes_before_texts_that_were_taken_from_it() -> None:
    """A file that is no print of ours has no headline of ours: its paragraphs are those of the report."""
    taken = (
        BaseText(ident="headline", text=ONE.rstrip("."), mark="headline", role="headline"),
        BaseText(ident="lead", text=TWO, mark="lead", role="summary"),
        BaseText(ident="~1", text="Key points"),
        BaseText(ident="point1", text=THREE, mark="point1", role="key-point"),
        BaseText(ident="~2", text="Participants"),
        BaseText(ident="~3", text="Full report"),
    )
    texts = (*taken, *base(ONE, TWO, THREE))
    foreign = align(texts, (para(NEW), para(TWO), para(ONE.rstrip(".")), para(THREE)))
    assert [item.idents for item in foreign.assignments] == [(), ("b2p1",), ("b1p1",), ("b3p1",)]
    labels = [para(word) for word in ("Key points", "Participants", "Full report")]
    stripped = align(texts, (para(ONE.rstrip(".")), *labels, para(ONE), para(TWO), para(THREE)))
    assert stripped.assignments[0].idents == ("headline",)


ROW = (
    BaseText(ident="s1_name", text="Xu Kemin", mark="s1_name", cell=Cell(table=0, row=1, column=0)),
    BaseText(ident="s1_role", text="", mark="s1_role", cell=Cell(table=0, row=1, column=1)),
    BaseText(ident="~1", text="3", cell=Cell(table=0, row=1, column=2)),
)


def test_a_cell_is_known_by_its_row() -> None:
    def cell(column: int, text: str, *marks: str) -> ViewParagraph:
        return para(text, *marks, cell=Cell(table=4, row=2, column=column), style=None)

    (filled,) = changes(ROW, cell(0, "Xu Kemin", "s1_name"), cell(1, "economist"), cell(2, "3"))
    assert (filled.idents, filled.before, filled.after) == (("s1_role",), ("",), ("economist",))
    # A column was put in before.
    shifted = align(
        ROW, (cell(0, "No. 1"), cell(1, "Xu Kemin", "s1_name"), cell(2, "economist"), cell(3, "3"))
    )
    assert [item.idents for item in shifted.assignments] == [(), ("s1_name",), ("s1_role",), ("~1",)]
    assert shifted.assignments[2].layer is Layer.CELL


def test_margins_are_known_by_their_words_and_may_repeat() -> None:
    texts = (*base(ONE), BaseText(ident="~9", text="Forum hails decades\tPress", place=Place.HEADER))
    head = para("Forum hails decades\tPress", place=Place.HEADER)
    assert changes(texts, para(ONE, "b1p1"), head, head) == []
    edited = para("Forum hails three decades\tPress", place=Place.HEADER)
    assert kinds(texts, para(ONE, "b1p1"), edited, head) == [(ChangeKind.EDITED, ("~9",))]
    # A program that drops them has deleted nothing of the text.
    assert changes(texts, para(ONE, "b1p1")) == []


def test_styles_count_only_where_the_copy_still_has_ours() -> None:
    texts = base(ONE, TWO)
    quoted = para(ONE, "b1p1", style="Quote")
    (change,) = changes(texts, quoted, para(TWO, "b2p1"))
    assert (change.kind, change.styles) == (ChangeKind.RESTYLED, ("Body Text", "Quote"))
    assert changes(texts, replace(quoted, style_doubtful=True), para(TWO, "b2p1")) == []
    assert changes(texts, para(ONE, "b1p1", style=None), para(TWO, "b2p1", style=None)) == []


def test_bookmarks_of_another_document_say_nothing() -> None:
    texts = base(ONE, TWO)
    pasted = para(NEW, foreign=("bb",))
    assert kinds(texts, para(ONE, "b1p1"), pasted, para(TWO, "b2p1")) == [(ChangeKind.INSERTED, ())]


def test_blanks_and_composition_are_no_edit() -> None:
    texts = base("Café opens\u00a0here today, and the delegates come")
    assert changes(texts, para("Cafe\u0301  opens\u00a0here\ntoday, and the delegates come", "b1p1")) == []
    assert canonical("a\u00a0b") == "a\u00a0b"


def test_every_paragraph_and_every_text_is_accounted_for() -> None:
    texts = base(ONE, TWO, THREE)
    paragraphs = (para(NEW), para(""), para(TWO, "b2p1"), para(TWO[:20], "b2p1"))
    alignment = align(texts, paragraphs)
    assert [item.paragraph for item in alignment.assignments] == [0, 2, 3]
    known = {ident for item in alignment.assignments if item.fate is Fate.OWN for ident in item.idents}
    assert known | set(alignment.deleted) == {text.ident for text in texts}


@pytest.mark.parametrize(
    ("ranks", "weights", "moved"),
    [
        ([0, 1, 2], [1, 1, 1], set()),
        ([2, 0, 1], [1, 1, 1], {0}),
        ([1, 0], [1, 0.5], {1}),
        ([1, 0], [0.5, 1], {0}),
        ([], [], set()),
    ],
)
def test_the_fewest_texts_moved(ranks: list[int], weights: list[float], moved: set[int]) -> None:
    assert set(range(len(ranks))) - find_order(ranks, weights) == moved
