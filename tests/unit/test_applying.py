"""What an editor does on the page happens to the article: paragraphs, people, facts, credits."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

import forumpub
from editors import (
    EDITOR,
    TRANSCRIPT,
    edit,
    find_paragraph,
    insert_after,
    lay_beside,
    merge,
    move_before,
    publish,
    read_article,
    remove,
    replace,
    split,
    track,
    words_in,
)
from forumpub.diagnostics import Outcome
from forumpub.env import FixedEnvironment
from forumpub.given import ReadingOptions
from forumpub.inputs import Input
from forumpub.model import Article, BlockType
from forumpub.pipeline import PublishOptions, read_input, render_reading
from forumpub.render.docx.wml import W, text_elements, w
from forumpub.review.applying import apply_changes, count_guesses, without_guesses
from forumpub.review.changes import ChangeKind
from forumpub.schema import dump_article, load_article

DATE = "2021-07-17T10:00:00Z"


def revise(
    *edits: Callable[[etree._Element], None], transcript: str = TRANSCRIPT, style: str = "briefing"
) -> Outcome[Article]:
    article = read_article(transcript)
    outcome = apply_changes(article, lay_beside(edit(publish(transcript, style=style), *edits)), date=DATE)
    # What comes out is an article that can be stored, and read again.
    assert load_article(dump_article(outcome.value)).value == outcome.value
    return outcome


def texts(article: Article) -> dict[str, str]:
    return {para.id: para.text for block in article.blocks for para in block.paras}


def shape(article: Article) -> list[tuple[str, str | None, list[str]]]:
    return [(block.type.value, block.speaker, [para.id for para in block.paras]) for block in article.blocks]


def slugs(outcome: Outcome[Article]) -> list[str]:
    return [found.rule.slug for found in outcome.diagnostics]


@pytest.mark.parametrize("style", ["briefing", "wire", "large-print", "transcript"])
def test_nothing_done_changes_nothing(style: str) -> None:
    outcome = revise(style=style)
    assert outcome.value == read_article()
    assert outcome.diagnostics == ()


def test_an_edited_paragraph_keeps_its_id_and_place() -> None:
    outcome = revise(replace("agreed on a plan", "settled on a plan"))
    before, after = texts(read_article()), texts(outcome.value)
    assert after == {**before, "b2p1": "Charlie ministers settled on a plan for trade in services."}
    assert shape(outcome.value) == shape(read_article())


def test_the_history_says_who_did_what() -> None:
    outcome = revise(track("agreed on a plan", "settled on a plan"))
    (revision,) = outcome.value.history
    assert (revision.number, revision.date, revision.authors) == (2, DATE, (EDITOR,))
    assert revision.changes == (
        "edited paragraph 3: Charlie ministers settled on a plan for trade in services.",
    )


def test_the_history_calls_texts_as_people_do() -> None:
    outcome = revise(
        replace("Key points", "Main points"),
        replace("Alpha report opened", "Alpha forum opened", last=False),
        replace("Chief Economist", "Chief Scientist", last=False),
        split("and officials met"),
        insert_after("Bravo digital", "The forum goes on until Sunday."),
        remove("Echo visitors"),
    )
    (revision,) = outcome.value.history
    assert [line.partition(":")[0] for line in revision.changes] == [
        "edited headline",
        "edited role of Xu Kemin",
        "split paragraph 1",
        "inserted behind paragraph 2",
        "deleted paragraph 5",
    ]
    assert "edit-outside-article" in slugs(outcome)


def test_a_part_that_came_in_later_has_the_number_that_is_printed() -> None:
    article = revise(insert_after("Bravo digital", "The forum goes on until Sunday.")).value
    entry = Input(name="a.json", stem="a", data=dump_article(article).encode())
    files = render_reading(
        read_input(entry, ReadingOptions(), FixedEnvironment()).value,
        (),
        PublishOptions(to=("docx",)),
        FixedEnvironment(),
    )
    again = lay_beside(edit(files.value[".docx"], replace("until Sunday", "until Monday")))
    (change,) = [change for change in again.changes if change.kind is not ChangeKind.KEPT]
    assert (change.idents, change.names) == (("r2p1",), ("paragraph 3",))


def test_paragraphs_come_in_where_they_were_typed() -> None:
    outcome = revise(insert_after("Delta studies", "Foxtrot was added by the desk."))
    assert shape(outcome.value)[2] == ("narration", None, ["b3p1", "r2p1", "b3p2"])
    assert texts(outcome.value)["r2p1"] == "Foxtrot was added by the desk."
    spans = [para.span for block in outcome.value.blocks for para in block.paras]
    assert spans == sorted(spans)


def test_a_split_gives_the_tail_a_new_id() -> None:
    outcome = revise(split("has become"))
    assert shape(outcome.value)[0] == ("narration", None, ["b1p1", "b1p2", "r2p1"])
    assert texts(outcome.value)["b1p2"] == "Bravo digital economy"
    assert texts(outcome.value)["r2p1"] == "has become a key driving force for recovery."


def test_a_merged_paragraph_is_the_first_and_comes_from_both() -> None:
    outcome = revise(merge("Delta studies", "Echo visitors"))
    assert shape(outcome.value)[2] == ("narration", None, ["b3p1"])
    (para,) = outcome.value.blocks[2].paras
    assert para.text == (
        "Delta studies show that 11 countries took part in the forum. "
        "Echo visitors came to see the exhibition halls."
    )
    assert len(para.pieces) == 2


def test_deleted_paragraphs_go_and_facts_with_them() -> None:
    outcome = revise(remove("Delta studies"))
    assert "b3p1" not in texts(outcome.value)
    assert "fact-outdated" in slugs(outcome)
    facts = outcome.value.facts
    named = {*(point.para for point in facts.key_points), *(figure.para for figure in facts.key_figures)}
    assert "b3p1" not in named


def test_a_paragraph_that_moves_into_another_block_divides_it() -> None:
    outcome = revise(move_before("Echo visitors", "Bravo digital"))
    assert [name for _, _, names in shape(outcome.value) for name in names][:3] == ["b1p1", "b3p2", "b1p2"]
    ids = [block.id for block in outcome.value.blocks]
    assert len(set(ids)) == len(ids)
    assert {block.type for block in outcome.value.blocks} == {BlockType.NARRATION, BlockType.QUOTE}


def test_a_role_that_is_fixed_in_the_table_is_the_speakers() -> None:
    outcome = revise(replace("Chief Economist", "Chief Engineer", last=False))
    (speaker,) = outcome.value.speakers
    assert (speaker.name, speaker.role, speaker.org) == ("Xu Kemin", "Chief Engineer", "Ministry of Industry")
    assert "Economist" not in speaker.raw[0].text


def test_a_role_that_is_fixed_under_the_quote_is_the_speakers() -> None:
    outcome = revise(replace("Chief Economist", "Chief Engineer"))
    assert outcome.value.speakers[0].role == "Chief Engineer"


def with_row(*cells: str) -> Callable[[etree._Element], None]:
    """Add a row to the participants, under Xu Kemin's."""

    def add(root: etree._Element) -> None:
        row = next(row for row in root.iter(f"{W}tr") if words_in(row).startswith("Xu Kemin"))
        made = copy.deepcopy(row)
        for cell, words in zip(made.iter(f"{W}tc"), (*cells, ""), strict=True):
            (paragraph,) = cell.findall(f"{W}p")
            for child in list(paragraph)[1:]:
                paragraph.remove(child)
            paragraph.append(w("r", *text_elements(words)))
        row.addnext(made)

    return add


def test_a_new_row_of_participants_is_a_new_speaker() -> None:
    # The second one's organisation is the first one's: a copy, and hers all the same.
    outcome = revise(with_row("Ana Cruz", "", ""), with_row("Li Na", "Mayor", "Ministry of Industry"))
    people = [(person.id, person.name, person.role, person.org) for person in outcome.value.speakers]
    assert people == [
        ("s1", "Xu Kemin", "Chief Economist", "Ministry of Industry"),
        ("r2s1", "Li Na", "Mayor", "Ministry of Industry"),
        ("r2s2", "Ana Cruz", None, None),
    ]
    assert slugs(outcome) == []
    assert "inserted in a table: Li Na" in outcome.value.history[0].changes


def test_a_new_row_that_names_nobody_new_is_told() -> None:
    outcome = revise(with_row("", "Mayor", "Wuhan"), with_row("XU Kemin", "Minister", ""))
    assert outcome.value.speakers == read_article().speakers
    told = " / ".join(found.message for found in outcome.diagnostics)
    assert "a row without a name was added to the participants, and is not taken over: “Mayor, Wuhan”" in told
    assert "XU Kemin is among the participants already" in told


def test_a_new_speaker_is_found_in_the_text() -> None:
    outcome = revise(
        with_row("Li Na", "Mayor", "Wuhan"), replace("Echo visitors came", "Echo visitors and Li Na came")
    )
    mentioned = {part.speaker: part.mentioned for part in outcome.value.facts.participants}
    assert mentioned["r2s1"] == ("b3p2",)


def without_row(root: etree._Element) -> None:
    row = next(row for row in root.iter(f"{W}tr") if words_in(row).startswith("Xu Kemin"))
    row.getparent().remove(row)  # type: ignore[union-attr]


def test_a_person_who_is_quoted_can_not_be_deleted_from_the_table() -> None:
    outcome = revise(without_row)
    assert outcome.value.speakers == read_article().speakers
    (message,) = [found.message for found in outcome.diagnostics if found.rule.slug == "edit-unclear"]
    assert message == "Xu Kemin was deleted from the participants and is still quoted: the row stays"
    gone = revise(without_row, remove("Charlie ministers"), remove("Xu Kemin, Chief Economist"))
    assert gone.value.speakers == ()


def test_a_name_that_is_cleared_alone_is_told() -> None:
    outcome = revise(
        replace("Xu Kemin", "", last=False), remove("Charlie ministers"), remove("Xu Kemin, Chief Economist")
    )
    assert [person.name for person in outcome.value.speakers] == ["Xu Kemin"]
    assert "the name of Xu Kemin was deleted, and their role was not" in outcome.diagnostics[0].message


def test_a_key_point_keeps_the_editors_words() -> None:
    words = "Delta studies show that 11 countries"
    outcome = revise(replace(words, "Eleven countries", last=False))
    points = [point.text for point in outcome.value.facts.key_points]
    assert any(text.startswith("Eleven countries took part") and text.endswith("forum.") for text in points)
    assert texts(outcome.value) == texts(read_article())


def test_facts_follow_an_edited_sentence() -> None:
    outcome = revise(replace("11 countries took part", "12 countries took part"))
    facts = outcome.value.facts
    assert [figure.value for figure in facts.key_figures] == ["12 countries"]
    text = texts(outcome.value)["b3p1"]
    for point in facts.key_points:
        if point.para == "b3p1":
            assert point.text in text


def test_credits_are_read_back() -> None:
    outcome = revise(replace("Zou Hao", "Zou Hao, Li Wei"), replace("Ji Xiang", "Ji Xiangyu"))
    byline = outcome.value.byline
    assert byline is not None
    assert byline.reporters == ("Zou Hao", "Li Wei")
    assert byline.place == "Wuhan, Hubei"
    assert [editor.name for editor in outcome.value.editors] == ["Ji Xiangyu"]


def test_the_headline_is_no_longer_derived() -> None:
    def retitle(root: etree._Element) -> None:
        title = find_paragraph(root, "Alpha report", last=False)
        text = next(title.iter(f"{W}t"))
        text.text = "Forum opens"

    headline = revise(retitle).value.headline
    assert headline is not None
    assert (headline.text.split()[:2], headline.derived) == (["Forum", "opens"], False)


def test_what_is_not_the_articles_is_named() -> None:
    outcome = revise(replace("Key points", "Main points"))
    assert slugs(outcome) == ["edit-outside-article"]
    assert outcome.value == read_article()


def test_a_note_in_the_wrong_place_is_named_not_lost() -> None:
    outcome = revise(insert_after("Notes to editors", "A remark for nobody."))
    assert "edit-outside-article" in slugs(outcome)
    assert "A remark for nobody." in outcome.diagnostics[0].message


def test_marks_that_nobody_touched_stay_the_articles() -> None:
    transcript = TRANSCRIPT.replace("Bravo digital economy", 'Bravo "digital" economy...')
    outcome = revise(replace("a key driving", "the driving"), transcript=transcript)
    assert (
        texts(outcome.value)["b1p2"]
        == 'Bravo "digital" economy... has become the driving force for recovery.'
    )


def test_guesses_can_be_refused() -> None:
    article = read_article()
    copy = lay_beside(publish())
    assert count_guesses(copy.alignment) == 0
    assert without_guesses(copy.alignment) == copy.alignment
    assert article.history == ()


def test_the_library_revises_a_file(tmp_path: Path) -> None:
    copy = tmp_path / "a.docx"
    copy.write_bytes(edit(publish(), replace("agreed on a plan", "settled on a plan")))
    options = forumpub.ReviseOptions(publish=forumpub.PublishOptions(to=("md",), out=tmp_path / "out"))
    revised = forumpub.revise(copy, options, env=FixedEnvironment())
    assert [change.idents for change in revised.changed] == [("b2p1",)]
    assert texts(revised.article)["b2p1"].startswith("Charlie ministers settled")
    assert (tmp_path / "out" / "a.json").exists()


FIGURES = """[Explanation]
Alpha report opened in Wuhan on 5 May. Trade reached $500 million in 2020, the ministry said.

[Explanation]
Delta studies show that 11 countries took part in the forum.

Echo visitors came to see the exhibition halls. Some 7,000 people registered on the first day.
"""


@pytest.mark.parametrize(
    ("change", "home"),
    [
        (split("Some 7,000"), "r2p1"),
        (merge("Delta studies", "Echo visitors"), "b2p1"),
        (replace("Some 7,000 people registered", "Some 7,000 people came"), "b2p2"),
    ],
)
def test_facts_follow_their_sentence_into_another_paragraph(
    change: Callable[[etree._Element], None], home: str
) -> None:
    before, outcome = read_article(FIGURES), revise(change, transcript=FIGURES)
    figures = {figure.value: figure.para for figure in outcome.value.facts.key_figures}
    assert figures.keys() == {figure.value for figure in before.facts.key_figures}
    assert figures["7,000 people"] == home
    points = {point.text[:10]: point.para for point in outcome.value.facts.key_points}
    assert points["Some 7,000"] == home


def test_a_figure_that_is_gone_is_told() -> None:
    outcome = revise(replace("Some 7,000 people registered", "Many registered"), transcript=FIGURES)
    assert "7,000 people" not in {figure.value for figure in outcome.value.facts.key_figures}
    assert any(found.message.startswith("of “7,000 people:") for found in outcome.diagnostics)


def test_a_name_whose_words_are_gone_is_told() -> None:
    outcome = revise(remove("Charlie ministers"))
    assert [block.id for block in outcome.value.blocks] == ["b1", "b3"]
    (told,) = [found for found in outcome.diagnostics if found.rule.slug == "edit-unclear"]
    assert told.message.startswith("“Xu Kemin, Chief Economist, Ministry of Industry” is still named")


ORGANISED = TRANSCRIPT.replace(
    "Echo visitors came to see the exhibition halls.",
    "This forum is co-sponsored by the Alpha Center, the Bravo Center, and the Wuhan Municipal Government.",
)


def again(article: Article, *edits: Callable[[etree._Element], None]) -> Outcome[Article]:
    """Publish a revision, and take the edits of its copy over."""
    entry = Input(name="a.json", stem="a", data=dump_article(article).encode())
    reading = read_input(entry, ReadingOptions(), FixedEnvironment()).value
    files = render_reading(reading, (), PublishOptions(to=("docx",)), FixedEnvironment())
    return apply_changes(article, lay_beside(edit(files.value[".docx"], *edits)), date=DATE)


def test_background_that_an_editor_wrote_outlives_its_paragraph() -> None:
    outcome = revise(
        remove("This forum is co-sponsored"),
        replace("Municipal", "City", last=False),
        transcript=ORGANISED,
    )
    (fact,) = outcome.value.facts.background
    assert (fact.text, fact.para) == (
        "the Alpha Center, the Bravo Center, and the Wuhan City Government",
        None,
    )
    assert again(outcome.value, replace("agreed", "settled")).value.facts.background == (fact,)


def test_what_an_editor_wrote_is_kept_by_later_revisions() -> None:
    first = revise(replace("Municipal", "City", last=True), transcript=ORGANISED)
    (fact,) = first.value.facts.background
    assert "City" in fact.text
    second = again(first.value, replace("agreed", "settled"))
    assert second.value.facts.background == (fact,)


def test_a_label_that_an_editor_changed_is_told() -> None:
    outcome = revise(replace("Organisers", "Hosts"), transcript=ORGANISED)
    (told,) = outcome.diagnostics
    assert told.rule.slug == "edit-outside-article"
    assert told.message.startswith("“Organisers:” is “Hosts:” in the file")


def test_a_quote_that_says_what_its_paragraph_does_not_is_told() -> None:
    outcome = revise(replace("11 countries took part", "12 countries came", last=False))
    (told,) = [found for found in outcome.diagnostics if found.rule.slug == "fact-apart"]
    assert told.message.startswith("paragraph 4 still says “Delta studies show that 11 countries")
    both = revise(
        replace("11 countries took part", "12 countries came", last=False),
        replace("11 countries took part", "12 countries came"),
    )
    assert "fact-apart" not in slugs(both)


def test_a_corrected_name_is_still_mentioned_by_its_old_one() -> None:
    transcript = TRANSCRIPT.replace("Echo visitors", "Xu Kemin and visitors")

    def rename(root: etree._Element) -> None:
        cell = next(text for text in root.iter(f"{W}t") if text.text == "Xu Kemin")
        cell.text = "Xu Keming"

    outcome = revise(rename, transcript=transcript)
    (speaker,), (part,) = outcome.value.speakers, outcome.value.facts.participants
    assert (speaker.name, speaker.aliases) == ("Xu Keming", ("Xu Kemin",))
    assert (part.quoted, part.mentioned) == (("b2p1",), ("b3p2",))
