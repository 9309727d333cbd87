"""Proposals as tracked changes: valid, small, and gone when they are rejected."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from docx_checks import assert_valid, part, parts, rezip
from editors import DATE, edit, find_paragraph, publish, track
from forumpub.errors import InputError
from forumpub.render.docx.wml import W
from forumpub.review.live_text import read_atoms, text_of
from forumpub.review.package import DocxPackage
from forumpub.review.reading import read_docx
from forumpub.review.redline import AUTHOR, Proposal, Where, write_redline
from forumpub.review.views import ACCEPT_ALL, Policy, view
from forumpub.review.words import Edit, compare_words, split_words

BODY = "word/document.xml"


def propose(data: bytes, words: str, **changes: object) -> Proposal:
    """Propose for the last paragraph with some words; `old` and `new` are words to replace."""
    found = [
        (number, text)
        for number, item in enumerate(part(data, BODY).iter(f"{W}p"))
        if words in (text := text_of(read_atoms((item,))))
    ]
    number, text = found[-1]
    old, new = str(changes.pop("old", "")), str(changes.pop("new", ""))
    values: dict[str, object] = {"after": text.replace(old, new) if old else text, **changes}
    return Proposal(where=(Where(part=BODY, number=number),), before=text, **values)  # type: ignore[arg-type]


def shown(data: bytes, policy: Policy = ACCEPT_ALL) -> list[str]:
    document = read_docx(data, "x.docx").value
    return [paragraph.text for paragraph in view(document, policy) if not paragraph.erased]


def others(data: bytes) -> Policy:
    """Take everybody's changes but ours: what rejecting the proposals leaves."""
    document = read_docx(data, "x.docx").value
    hands = {
        hand.author
        for paragraph in document.paragraphs
        for stretch in paragraph.stretches
        for hand in (stretch.inserted, stretch.deleted)
        if hand is not None
    }
    return Policy(authors=frozenset(hands - {AUTHOR}))


def redline(data: bytes, *proposals: Proposal) -> bytes:
    outcome = write_redline(data, "x.docx", proposals, date=DATE)
    assert outcome.diagnostics == ()
    return outcome.value


def test_a_replaced_word_is_one_deletion_and_one_insertion(tmp_path: Path) -> None:
    data = publish()
    made = redline(data, propose(data, "Charlie", old="agreed", new="disagreed"))
    assert_valid(made, tmp_path)
    root = part(made, BODY)
    assert ["".join(map(str, item.itertext())) for item in root.iter(f"{W}del")] == ["agreed"]
    assert ["".join(map(str, item.itertext())) for item in root.iter(f"{W}ins")] == ["disagreed"]
    assert "Charlie ministers disagreed on a plan for trade in services." in shown(made)
    assert shown(made, others(made)) == shown(data)


def test_bookmarks_stay_round_the_words() -> None:
    data = publish()
    made = redline(
        data, propose(data, "Bravo", old="Bravo", new="The"), propose(data, "Echo", old=".", new="!")
    )
    (before, after) = (
        {
            name: number
            for paragraph in view(read_docx(which, "x.docx").value)
            for name, number in paragraph.live.items()
        }
        for which in (data, made)
    )
    assert before.keys() == after.keys()
    assert after["b1p2"] == before["b1p2"] - len("Bravo") + len("The")


def test_tracking_is_on_afterwards() -> None:
    data = publish()
    settings = part(redline(data, propose(data, "Echo", old="Echo", new="Other")), "word/settings.xml")
    assert settings.find(f"{W}trackRevisions") is not None
    assert [child.tag.rpartition("}")[2] for child in settings][:2] == ["zoom", "trackRevisions"]


def test_what_the_editor_tracked_stays_tracked(tmp_path: Path) -> None:
    data = edit(publish(), track("agreed on a plan", "settled a scheme"))
    made = redline(data, propose(data, "Charlie", old="settled a scheme", new="settled one scheme"))
    assert_valid(made, tmp_path)
    assert "Charlie ministers settled one scheme for trade in services." in shown(made)
    assert shown(made, others(made)) == shown(data)
    assert shown(made, Policy(authors=frozenset())) == shown(data, Policy(authors=frozenset()))


def test_a_word_inside_an_insertion_cuts_it_in_two(tmp_path: Path) -> None:
    data = edit(publish(), track("agreed on a plan", "settled a very fine scheme"))
    made = redline(data, propose(data, "Charlie", old="fine", new="fine and good"))
    assert_valid(made, tmp_path)
    nested = [
        item for item in part(made, BODY).iter(f"{W}ins") if any(True for _ in item.iterancestors(f"{W}ins"))
    ]
    assert nested == []
    assert shown(made, others(made)) == shown(data)


def test_paragraphs_are_deleted_and_added(tmp_path: Path) -> None:
    data = publish()
    made = redline(
        data,
        propose(data, "Echo", after=""),
        propose(data, "Bravo", further=("A new one.", "And another.")),
    )
    assert_valid(made, tmp_path)
    words = shown(made)
    place = next(i for i, text in enumerate(words) if text.startswith("Bravo digital") and i > 5)
    assert words[place + 1 : place + 3] == ["A new one.", "And another."]
    assert "Echo visitors came to see the exhibition halls." not in words
    assert shown(made, others(made)) == shown(data)


def test_words_at_an_end_and_a_paragraph_behind_are_typed_on(tmp_path: Path) -> None:
    data = publish()
    proposal = propose(data, "Delta", old="forum.", new="forum today", further=("More.", "And more."))
    made = redline(data, proposal)
    assert_valid(made, tmp_path)
    first = find_paragraph(part(made, BODY), "Delta")
    three = (first, *list(first.itersiblings())[:2])
    marked = [paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is not None for paragraph in three]
    # The last has the end that the first one had; LibreOffice would join it to the next one otherwise.
    assert marked == [True, True, False]
    assert shown(made, others(made)) == shown(data)


def test_a_cell_gets_and_loses_its_words(tmp_path: Path) -> None:
    data = publish()
    made = redline(data, propose(data, "Ministry of Industry", old="Industry", new="Trade"))
    assert_valid(made, tmp_path)
    assert shown(made, others(made)) == shown(data)


def test_a_reason_is_a_comment(tmp_path: Path) -> None:
    data = publish()
    made = redline(
        data, propose(data, "Charlie", old="agreed", new="met", reason="They only met.\nSee note.")
    )
    assert_valid(made, tmp_path)
    (comment,) = read_docx(made, "x.docx").value.comments
    assert (comment.author, comment.text) == (AUTHOR, "They only met.\nSee note.")
    again = redline(made, propose(made, "Echo", old="came", new="went", reason="Checked."))
    assert_valid(again, tmp_path)
    assert [found.text for found in read_docx(again, "x.docx").value.comments][1:] == ["Checked."]


def test_a_proposal_for_other_words_is_left_out() -> None:
    data = publish()
    wrong = Proposal(where=(Where(part=BODY, number=3),), before="not this", after="that")
    outcome = write_redline(data, "x.docx", (wrong,), date=DATE)
    assert [found.rule.slug for found in outcome.diagnostics] == ["proposal-left-out"]
    assert shown(outcome.value) == shown(data)
    nowhere = Proposal(where=(Where(part=BODY, number=9_999),), before="x", after="y")
    assert write_redline(data, "x.docx", (nowhere,), date=DATE).diagnostics


def test_what_a_field_makes_is_not_changed() -> None:
    data = edit(publish(), _put_into_field("Charlie"))
    proposal = propose(data, "Charlie", old="agreed", new="met")
    outcome = write_redline(data, "x.docx", (proposal,), date=DATE)
    assert [found.rule.slug for found in outcome.diagnostics] == ["proposal-left-out"]


def _put_into_field(words: str):  # type: ignore[no-untyped-def]
    def change(root: etree._Element) -> None:
        run = [item for item in root.iter(f"{W}r") if words in "".join(map(str, item.itertext()))][-1]
        field = etree.Element(f"{W}fldSimple")
        field.set(f"{W}instr", " TITLE ")
        run.addprevious(field)
        field.append(run)

    return change


def test_the_same_bytes_for_the_same_proposals() -> None:
    data = publish()
    proposal = propose(data, "Charlie", old="agreed", new="met")
    assert redline(data, proposal) == redline(data, proposal)


def test_split_bookmarks_of_libreoffice_are_repaired(tmp_path: Path) -> None:
    def double(root: etree._Element) -> None:
        start = next(
            item for item in root.iter(f"{W}bookmarkStart") if (item.get(f"{W}name") or "").endswith("b1p2")
        )
        twin = etree.Element(f"{W}bookmarkStart")
        twin.set(f"{W}id", "7777")
        twin.set(f"{W}name", start.get(f"{W}name") or "")
        start.addprevious(twin)

    data = edit(publish(), double)
    made = redline(data, propose(data, "Echo", old="came", new="went"))
    assert_valid(made, tmp_path)


def test_a_name_as_long_as_word_takes_is_made_shorter_for_its_number(tmp_path: Path) -> None:
    def double(root: etree._Element) -> None:
        for start in list(root.iter(f"{W}bookmarkStart"))[:2]:
            start.set(f"{W}name", "a" * 40)

    data = edit(publish(), double)
    made = redline(data, propose(data, "Echo", old="came", new="went"))
    assert_valid(made, tmp_path)
    names = [start.get(f"{W}name") for start in part(made, BODY).iter(f"{W}bookmarkStart")][:2]
    assert names == ["a" * 40, "a" * 33 + "_Copy_1"]


def test_files_that_can_not_be_written_into_are_refused() -> None:
    data = publish()
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in parts(data).items()
    }
    with pytest.raises(InputError, match="Strict Open XML"):
        write_redline(rezip(strict), "x.docx", (), date=DATE)
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/styles.xml", b"<x/>")
    with pytest.raises(InputError, match="two parts named"):
        write_redline(target.getvalue(), "x.docx", (), date=DATE)
    with pytest.raises(ValueError, match="not a date"):
        write_redline(data, "x.docx", (), date="17 July")


def test_the_package_is_otherwise_as_it_was() -> None:
    data = publish()
    made = redline(data, propose(data, "Echo", old="came", new="went"))
    before, after = parts(data), parts(made)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {BODY, "word/settings.xml"}
    assert DocxPackage(made, "x.docx").doubled == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The forum was held in Wuhan.", "The big forum took place in Wuhan."),
        ("论坛在武汉举行。", "论坛在北京开幕。"),
        ("การประชุมเปิดที่อู่ฮั่น", "การประชุมใหญ่เปิดที่เมืองอู่ฮั่น"),
        ("", "new"),
        ("old", ""),
        ("a" * 50 + " b " * 5000, "c " * 5000),
    ],
)
def test_compared_words_are_both_texts(before: str, after: str) -> None:
    passages = compare_words(before, after)
    assert "".join(found.text for found in passages if found.edit is not Edit.INSERTED) == before
    assert "".join(found.text for found in passages if found.edit is not Edit.DELETED) == after


def test_words_are_compared_as_words() -> None:
    passages = compare_words("About 30 partners came on Friday.", "About 40 partners went on Monday.")
    assert [(found.edit.value, found.text) for found in passages if found.edit is not Edit.KEPT] == [
        ("deleted", "30"),
        ("inserted", "40"),
        ("deleted", "came on Friday"),
        ("inserted", "went on Monday"),
    ]
    assert split_words("ខ្មែរ ไทย") == ["ខ្", "មែ", "រ", " ", "ไ", "ท", "ย"]
