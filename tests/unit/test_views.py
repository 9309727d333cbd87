"""What is left of a document when changes are accepted or rejected."""

from __future__ import annotations

import pytest

from forumpub.errors import ChoiceError
from forumpub.review.markup import show_markup
from forumpub.review.reading import read_docx
from forumpub.review.views import ACCEPT_ALL, REJECT_ALL, Policy, ViewParagraph, read_policy, view
from word_files import DATE, end, marked, para, run, tracked, word_file

NUMBER = '<w:rPr><w:rStyle w:val="No"/></w:rPr>'
STYLES = (
    "<w:styles NAMESPACES>"
    "<w:style w:type='character' w:styleId='No'><w:name w:val='Forumpub Number'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Q'><w:name w:val='Quote'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='B'><w:name w:val='Body Text'/></w:style></w:styles>"
)
TAB = "<w:r><w:tab/></w:r>"


def views(body: str, policy: Policy = ACCEPT_ALL) -> tuple[ViewParagraph, ...]:
    return view(read_docx(word_file(body, {"styles": STYLES}), "copy.docx").value, policy)


def texts(body: str, policy: Policy = ACCEPT_ALL) -> list[str]:
    return [paragraph.text for paragraph in views(body, policy) if not paragraph.erased]


def style(name: str, more: str = "") -> str:
    return f'<w:pPr><w:pStyle w:val="{name}"/>{more}</w:pPr>'


BOTH = para(run("a "), tracked("del", "old", "Ann"), tracked("ins", "new", "Bo"), run(" z"))
CROSSED = para(run("a"), f'<w:ins w:id="1" w:author="Ann">{tracked("del", "gone", "Bo")}</w:ins>', run("z"))


@pytest.mark.parametrize(
    ("body", "words", "expected"),
    [
        (BOTH, "all", ["a new z"]),
        (BOTH, "none", ["a old z"]),
        (BOTH, "author=Ann", ["a  z"]),
        (BOTH, "author=Bo", ["a oldnew z"]),
        (BOTH, "author=Ann,Bo", ["a new z"]),
        (CROSSED, "all", ["az"]),
        (CROSSED, "none", ["az"]),
        (CROSSED, "author=Ann", ["agonez"]),
        (para(end("del"), run("one. ")) + para(run("two.")), "all", ["one. two."]),
        (para(end("del"), run("one. ")) + para(run("two.")), "none", ["one.", "two."]),
        (para(end("ins"), run("one")) + para(run(" two.")), "none", ["one two."]),
        (para(end("del"), tracked("del", "gone")) + para(run("two.")), "all", ["two."]),
        (para(end("moveFrom"), tracked("moveFrom", "it")) + para(run("x")), "all", ["x"]),
        (para(end("moveTo"), tracked("moveTo", "it")) + para(run("x")), "none", ["x"]),
    ],
)
def test_changes_are_taken_by_policy(body: str, words: str, expected: list[str]) -> None:
    assert texts(body, read_policy(words)) == expected


@pytest.mark.parametrize("words", ["", "some", "author=", "author= , ", "all=x", "none=Ann"])
def test_a_policy_that_means_nothing_is_refused(words: str) -> None:
    with pytest.raises(ChoiceError):
        read_policy(words)


def test_text_never_runs_out_of_its_cell() -> None:
    cells = f"<w:tc>{para(end('del'), run('one'))}</w:tc><w:tc>{para(run('two'))}</w:tc>"
    body = para(end("del"), run("before")) + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + para(run("after"))
    assert texts(body) == ["before", "one", "two", "after"]


def test_a_tracked_row_goes_or_stays_whole() -> None:
    def table(kind: str) -> str:
        change = f'<w:trPr><w:{kind} w:id="1" w:author="Ann" w:date="{DATE}"/></w:trPr>'
        kept = f"<w:tr><w:tc>{para(run('kept'))}</w:tc></w:tr>"
        row = f"<w:tr>{change}<w:tc>{para(run('row'))}</w:tc></w:tr>"
        return f"<w:tbl>{kept}{row}</w:tbl>" + para(run("after"))

    assert texts(table("del")) == ["kept", "after"]
    assert texts(table("del"), REJECT_ALL) == ["kept", "row", "after"]
    assert texts(table("ins"), REJECT_ALL) == ["kept", "after"]
    gone = [paragraph for paragraph in views(table("del")) if paragraph.erased]
    assert [(paragraph.erased_text, [hand.author for hand in paragraph.hands]) for paragraph in gone] == [
        ("row", ["Ann"])
    ]


def test_hanging_numbers_are_no_text() -> None:
    numbered = para(run("12", NUMBER), TAB, run("The text"))
    assert [(p.number, p.text, p.raw) for p in views(numbered)] == [("12", "The text", "12\tThe text")]
    without_style = para(run("12"), TAB, run("The text"))
    assert [(p.number, p.text) for p in views(without_style)] == [("12", "The text")]
    in_table = f"<w:tbl><w:tr><w:tc>{without_style}</w:tc></w:tr></w:tbl>"
    assert [(p.number, p.text) for p in views(in_table)] == [(None, "12\tThe text")]
    joined = para(run("1", NUMBER), TAB, run("One."), run("2", NUMBER), TAB, run("Two."))
    assert [(p.number, p.text) for p in views(joined)] == [("1", "One. Two.")]
    chinese = para(run("1", NUMBER), TAB, run("一。"), run("2", NUMBER), TAB, run("二。"))
    assert [p.text for p in views(chinese)] == ["一。二。"]


def test_bookmarks_are_counted_by_their_characters_and_hands() -> None:
    body = para(
        marked("_fp_aa_b1p1", run("kept") + tracked("del", "gone", "Ann")),
        marked("_fp_aa_b2p1_Copy_1", run("copied"), 8),
        marked("_fp_bb_b9p1", run("foreign"), 9),
        marked("_fp_aa_b3p1", run("more"), 10),
    )
    (paragraph,) = views(body)
    assert paragraph.live == {"b1p1": 4, "b2p1": 6, "b3p1": 4}
    assert paragraph.dead == {"b1p1": 4}
    assert paragraph.copied == {"b2p1"}
    assert paragraph.foreign == ("bb",)
    assert [hand.author for hand in paragraph.erasers["b1p1"]] == ["Ann"]
    (rejected,) = views(body, REJECT_ALL)
    assert rejected.live["b1p1"] == 8
    assert rejected.dead == {}
    assert rejected.hands == ()


def test_the_style_of_a_deleted_paragraph_on_the_next_is_doubted() -> None:
    deleted = end("del", style="Q")
    body = para(deleted, tracked("del", "gone")) + para(style("Q"), run("next")) + para(style("Q"), run("x"))
    assert [(p.style, p.style_doubtful) for p in views(body) if not p.erased] == [
        ("Quote", True),
        ("Quote", False),
    ]


def test_a_tracked_style_is_taken_or_not() -> None:
    change = f'<w:pPrChange w:id="3" w:author="Ann" w:date="{DATE}">{style("B")}</w:pPrChange>'
    body = para(style("Q", change), run("text"))
    assert [(p.style, len(p.hands)) for p in views(body)] == [("Quote", 1)]
    assert [(p.style, len(p.hands)) for p in views(body, REJECT_ALL)] == [("Body Text", 0)]


def test_all_changes_are_marked() -> None:
    document = read_docx(
        word_file(para(end("ins"), run("a "), tracked("ins", "b")) + BOTH), "copy.docx"
    ).value
    assert show_markup(document) == ("a {++b++}{++¶++}", "a {--old--}{++new++} z")
