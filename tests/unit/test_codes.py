"""Codes of a font file: rows for letters, the next free one for all else, and the map to their texts."""

from __future__ import annotations

import pytest

from forumpub.typeset import codes as codes_module
from forumpub.typeset.codes import FIRST_CODE, Codes
from forumpub.typeset.typefaces import Typeface
from typeset_samples import LIBRARY


def face(lang: str, *, bold: bool = False) -> Typeface:
    found = LIBRARY.stack(lang, bold=bold).find("a")
    assert found is not None
    return found


REGULAR, BOLD = face("en"), face("en", bold=True)


def entries(codes: Codes) -> list[str]:
    """Return the lines of a map that say which text a code has."""
    return [line for line in codes.to_unicode().decode("ascii").splitlines() if line.startswith("<")]


def test_ascii_of_the_first_typeface_is_its_own_code() -> None:
    codes = Codes()
    assert [codes.give(REGULAR, char) for char in "ba~ "] == [0x62, 0x61, 0x7E, 0x20]
    assert entries(codes) == ["<0020> <007E> <0020>"]


def test_an_alphabet_has_a_row_for_each_typeface() -> None:
    codes = Codes()
    given = [codes.give(typeface, char) for typeface in (REGULAR, BOLD) for char in "ขกa"]
    assert given == [0x82, 0x81, 0x61, 0x102, 0x101, 0x1E1]
    assert entries(codes) == [
        "<0061> <0061> <0061>",
        "<0081> <0082> <0E01>",
        "<0101> <0102> <0E01>",
        "<01E1> <01E1> <0061>",
    ]


def test_all_else_takes_the_next_free_code() -> None:
    codes = Codes()
    texts = ["é", "กำ", "国", "国"]
    given = [codes.give(REGULAR, text) for text in texts]
    assert given == [0x80, 0x81, 0x82, 0x83]
    assert entries(codes) == ["<0080> <00E9>", "<0081> <0E010E33>", "<0082> <56FD>", "<0083> <56FD>"]


def test_a_letter_drawn_in_a_second_way_takes_a_free_code() -> None:
    codes = Codes()
    assert [codes.give(REGULAR, "a"), codes.give(REGULAR, "a")] == [0x61, 0x80]


def test_what_is_copied_out_as_something_else_is_no_letter() -> None:
    codes = Codes()
    assert [codes.give(REGULAR, char) for char in "\t\u2028"] == [0x80, 0x81]
    assert entries(codes) == ["<0080> <0020>", "<0081> <0020>"]


def test_code_0_is_nobodys() -> None:
    # U+1000 is the first letter of a row, U+0000 that of ASCII.
    codes = Codes()
    for text in ("\u1000", "\0", "a"):
        assert codes.give(REGULAR, text) >= FIRST_CODE


def test_no_code_is_given_twice_though_rows_and_others_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes_module, "_ROWS_END", 0x1000)
    codes = Codes()
    given = []
    for number in range(6000):
        given.append(codes.give(REGULAR, chr(0x300 + number)))
        given.append(codes.give(BOLD, chr(0x4E00 + number)))
    assert len(set(given)) == len(given) == len(codes)
    assert codes.end == max(given) + 1
    assert codes.unused() == set(range(1, codes.end)) - set(given)


def test_sections_of_a_map_hold_a_hundred_lines_at_most() -> None:
    codes = Codes()
    for number in range(250):
        codes.give(REGULAR, chr(0x4E00 + number))
    lines = codes.to_unicode().decode("ascii").splitlines()
    assert [line for line in lines if "beginbfchar" in line] == [
        "100 beginbfchar", "100 beginbfchar", "50 beginbfchar",
    ]  # fmt: skip
