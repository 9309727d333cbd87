"""Speaker cues: their forms, what isn't one, and whom a short name means."""

from __future__ import annotations

import pytest

from forumpub.model import Confidence, Mode
from forumpub.parse.cues import (
    CueParts,
    core_tokens,
    find_mode,
    is_anonymous,
    is_caps_head,
    is_title_head,
    match_cue,
    may_begin_caps_head,
    split_parts,
)
from forumpub.parse.name_book import NameBook, make_cue


def _parts(raw: str) -> CueParts:
    parts = split_parts(raw)
    assert parts is not None
    return parts


@pytest.mark.parametrize(
    ("raw", "head", "role", "mode"),
    [
        ("WOLF BRANDT, CNN ANCHOR", "WOLF BRANDT", "CNN ANCHOR", None),
        ("WEI JIA, CNN CORRESPONDENT (voice-over)", "WEI JIA", "CNN CORRESPONDENT", Mode.VOICE_OVER),
        ("JIA (on camera)", "JIA", None, Mode.ON_CAMERA),
        ("HUANG LIN (through translator)", "HUANG LIN", None, Mode.TRANSLATED),
        ("KING (via telephone)", "KING", None, Mode.PHONE),
        ("SEN. ANA O'NEIL-SMITH (D-HI), ARMED SERVICES", "SEN. ANA O'NEIL-SMITH", "ARMED SERVICES", None),
        ("GEN. MARK HALE (RET), ANALYST", "GEN. MARK HALE", "ANALYST", None),
        ("ROBERT KENT, JR., HEALTH SECRETARY", "ROBERT KENT, JR.", "HEALTH SECRETARY", None),
        ("Mr. RICHARD KYLE (Chief Correspondent)", "Mr. RICHARD KYLE", "Chief Correspondent", None),
        ('SMITH, AUTHOR, "THE BOOK: A STORY"', "SMITH", 'AUTHOR, "THE BOOK: A STORY"', None),
        ("ANA LEE, MAYOR (D) (via Skype)", "ANA LEE", "MAYOR", None),
    ],
)
def test_a_cue_is_taken_apart(raw: str, head: str, role: str | None, mode: Mode | None) -> None:
    parts = _parts(raw)
    assert (parts.head, parts.role, parts.mode) == (head, role, mode)


def test_brackets_without_an_opening_are_no_cue() -> None:
    assert split_parts("LEE)") is None
    assert split_parts("(on camera)") is None


@pytest.mark.parametrize(
    "head",
    ["BRANDT", "S. O'BRIEN", "McCAIN", "DeSANTIS", "RON DeSANTIS", "UNIDENTIFIED MALE", "JEAN-PIERRE",
     "DR. JOHN KING JR.", "Mr. KYLE", "Unidentified Man #2", "VOX POP 1", "ÖZIL", "AL-SABAH", '"JACK" SMITH',
     "THE PRESIDENT", "VAN DER BERG"],
)  # fmt: skip
def test_names_in_capitals(head: str) -> None:
    assert is_caps_head(head)


@pytest.mark.parametrize(
    "head",
    ["The agenda", "First", "WHO", "NOTE", "BREAKING NEWS", "A", "", "12", "Ana Lee", "WE open", "记者",
     "X" * 90, "EDITOR'S NOTE", "A B C D E F G H I J", "TRT"],
)  # fmt: skip
def test_what_names_nobody_in_capitals(head: str) -> None:
    assert not is_caps_head(head)


def test_title_heads() -> None:
    assert is_title_head("Rep. Jim Jones")
    assert is_title_head("Amy van der Berg")
    assert not is_title_head("The agenda")
    assert not is_title_head("Why Me?")
    assert not is_title_head("One Two Three Four Five Six Seven")


@pytest.mark.parametrize("head", ["UNIDENTIFIED FEMALE", "CROWD", "Speaker 2", "QUESTION", "REPORTER", "MAN"])
def test_voices_without_a_name(head: str) -> None:
    assert is_anonymous(head)


def test_manning_is_a_name() -> None:
    assert not is_anonymous("MANNING")
    assert not is_anonymous("ALLEN")


def test_a_mode_is_told_from_other_brackets() -> None:
    assert find_mode("VOICE-OVER") is Mode.VOICE_OVER
    assert find_mode("voiceover") is Mode.VOICE_OVER
    assert find_mode("to camera") is Mode.ON_CAMERA
    assert find_mode("D-HI") is None
    assert find_mode("x" * 90 + " voice-over") is None


@pytest.mark.parametrize(
    "line", ["10:30 we begin", "http://example.org", "no colon here", "A (b: c", "A:B", "X" * 300 + ": y"]
)
def test_what_is_no_cue_at_all(line: str) -> None:
    match = match_cue(line, 0, len(line))
    assert match is None or not is_caps_head(match.parts.head)


def test_a_colon_in_brackets_ends_no_cue() -> None:
    line = "ANA LEE (HOST: MORNING): Hello."
    match = match_cue(line, 0, len(line))
    assert match is not None
    assert line[match.after :] == " Hello."


def test_a_cue_may_wrap_only_where_it_is_told_to() -> None:
    line = "ANA LEE, Manager,\nHarbour Airlines: It is."
    assert match_cue(line, 0, len(line)) is None
    match = match_cue(line, 0, len(line), wrapped=True)
    assert match is not None
    assert match.parts.role == "Manager, Harbour Airlines"


def test_the_cheap_look_agrees_with_the_close_one() -> None:
    for head in (
        "BRANDT",
        "McCAIN",
        "Mr. KYLE",
        "Unidentified Man #2",
        "DeSANTIS",
        '"JACK" SMITH',
        "A MARTIN",
    ):
        assert may_begin_caps_head(head, 0)
    assert not may_begin_caps_head("The quay is busy", 0)


def _book(*heads: str) -> NameBook:
    book = NameBook()
    for place, head in enumerate(heads):
        book.add(_parts(head), place * 100)
    return book


def test_a_surname_means_the_person_introduced_last_before_it() -> None:
    book = _book("SOLEDAD O'BRIEN, ANCHOR", "MILES O'BRIEN, ANCHOR")
    first, second = book.find("O'BRIEN", 50), book.find("O’BRIEN", 150)
    assert first is not None
    assert second is not None
    assert (first.person.name, second.person.name) == ("SOLEDAD O'BRIEN", "MILES O'BRIEN")
    assert second.others == ("SOLEDAD O'BRIEN",)
    assert second.confidence is Confidence.LOW


def test_initials_titles_and_long_surnames() -> None:
    book = _book(
        "SOLEDAD O'BRIEN, ANCHOR", "MILES O'BRIEN, ANCHOR", "SEN. CHRIS VAN HOLLEN", "DR. JOHN KING JR."
    )
    expected = {
        "S. O'BRIEN": "SOLEDAD O'BRIEN",
        "VAN HOLLEN": "SEN. CHRIS VAN HOLLEN",
        "MR. KING": "DR. JOHN KING JR.",
    }
    for short, name in expected.items():
        found = book.find(short, 1000)
        assert found is not None
        assert found.person.name == name
        assert found.others == ()


def test_a_name_introduced_later_is_found_too() -> None:
    found = _book("ANA LEE, MAYOR").find("LEE", 0)
    assert found is not None
    assert found.person.name == "ANA LEE"


def test_a_surname_may_stand_first() -> None:
    found = _book("XI PING").find("XI", 500)
    assert found is not None
    assert found.confidence is Confidence.MEDIUM


def test_offices_and_initials_are_no_full_names() -> None:
    book = _book("THE PRESIDENT", "S. O'BRIEN", "UNIDENTIFIED MALE")
    assert book.find("PRESIDENT", 500) is None
    assert book.find("O'BRIEN", 500) is None
    assert book.find("MALE", 500) is None


def test_core_tokens_leave_titles_and_suffixes_out() -> None:
    assert core_tokens("SEN. ANA O'NEIL-SMITH") == ("ana", "o'neil-smith")
    assert core_tokens("KING") == ("king",)
    assert core_tokens('JOHN "JACK" SMITH, JR.') == ("john", "smith")


def test_a_short_cue_keeps_its_words_and_gets_the_full_name() -> None:
    text = "WEI JIA, REPORTER: Hi.\nJIA: Yes.\nCROWD: No.\nREPORTER: Why?"
    book = NameBook()
    cues = []
    for start in (0, 23, 33, 44):
        match = match_cue(text, start, len(text))
        assert match is not None
        book.add(match.parts, match.start)
        cues.append(make_cue(match, text, book)[0])
    assert [(cue.raw, cue.name, cue.role) for cue in cues] == [
        ("WEI JIA, REPORTER", "WEI JIA", "REPORTER"),
        ("JIA", "WEI JIA", None),
        ("CROWD", None, None),
        ("REPORTER", None, "REPORTER"),
    ]


def test_ten_thousand_namesakes_cost_no_square() -> None:
    book = NameBook()
    for number in range(10_000):
        book.add(CueParts(head=f"ANA{number} LEE"), number)
    for number in range(0, 10_000, 7):
        found = book.find("LEE", number)
        assert found is not None
        assert found.person.name == f"ANA{number} LEE"
        assert len(found.others) <= 6
