"""Text objects: what is in force is said once, and pages stay well nested."""

from __future__ import annotations

import io

import pikepdf
import pytest

from forumpub.typeset.shaping import ShapedText, shape
from forumpub.typeset.text_objects import TextObject
from pdf_checks import render
from typeset_samples import LIBRARY

from plans import LANGS, sample_plan

BLACK, RED = (0.0, 0.0, 0.0), (1.0, 0.0, 0.0)
PATHS = {"re", "f", "m", "l", "S", "q", "Q", "cm"}


def word(text: str) -> list[ShapedText]:
    return [shape(text, stack=LIBRARY.stack("en"), lang="en")]


def test_words_without_an_open_text_object_have_one_of_their_own() -> None:
    text = TextObject()
    for _ in range(2):
        assert text.show(word("a"), 9, BLACK, 45, 500.5) == "BT 0 0 0 rg 45 500.5 Td /T1 9 Tf [(\0a)]TJ ET"
    assert not text.is_open


def test_within_one_only_what_changes_is_said() -> None:
    text = TextObject()
    assert text.begin() == "BT"
    shown = [
        text.show(word("a"), 9, BLACK, 45, 500.5),
        text.show(word("b"), 9, BLACK, 45, 485.1),
        text.show(word("c"), 9, RED, 50, 485.1),
        text.show(word("d"), 8, RED, 45, 470),
        text.end(),
    ]
    assert shown == [
        "0 0 0 rg 45 500.5 Td /T1 9 Tf [(\0a)]TJ",
        "0 -15.4 Td [(\0b)]TJ",
        "1 0 0 rg 5 0 Td [(\0c)]TJ",
        "-5 -15.1 Td /T1 8 Tf [(\0d)]TJ",
        "ET",
    ]


def test_the_next_text_object_starts_afresh() -> None:
    text = TextObject()
    text.begin()
    first = text.show(word("a"), 9, BLACK, 45, 500)
    text.end()
    text.begin()
    assert text.show(word("a"), 9, BLACK, 45, 500) == first


def test_words_that_show_nothing_write_nothing() -> None:
    text = TextObject()
    assert text.show([], 9, RED, 45, 500) == ""
    text.begin()
    assert text.show([], 9, RED, 45, 500) == ""
    assert text.show(word("a"), 9, BLACK, 45, 500).startswith("0 0 0 rg 45 500 Td")


def test_rounded_distances_do_not_add_up_to_another_place() -> None:
    text = TextObject()
    text.begin()
    y_pt, at_pt = 500.0, 0.0
    for _ in range(200):
        y_pt -= 15.40049
        at_pt += float(text.show(word("a"), 9, BLACK, 45, y_pt).partition(" Td")[0].split()[-1])
    assert at_pt == pytest.approx(y_pt, abs=0.0006)


@pytest.mark.parametrize("lang", LANGS)
def test_text_and_marks_are_nested_on_every_page(lang: str) -> None:
    with pikepdf.open(io.BytesIO(render(sample_plan(lang)))) as pdf:
        for page in pdf.pages:
            open_ones: list[str] = []
            for step in pikepdf.parse_content_stream(page):
                match str(step.operator):
                    case "BT" | "BDC" as begin:
                        assert begin not in open_ones
                        open_ones.append(begin)
                    case "ET":
                        assert open_ones.pop() == "BT"
                    case "EMC":
                        assert open_ones.pop() == "BDC"
                    case "TJ":
                        assert sorted(open_ones) == ["BDC", "BT"]
                    case operator if operator in PATHS:
                        assert open_ones == ["BDC"]
                    case _:
                        pass
            assert open_ones == []
