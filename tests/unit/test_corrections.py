"""Human corrections of a translated edition: into the memory, back into the edition, flagged when stale."""

from __future__ import annotations

from dataclasses import replace as changed
from pathlib import Path

from editors import (
    EDITOR,
    TEXTS,
    edit,
    edition,
    insert_after,
    lay_beside,
    publish,
    read_article,
    replace,
    split,
    track,
)
from forumpub.env import FixedEnvironment
from forumpub.inputs import Input
from forumpub.model import Article, Origin
from forumpub.pipeline import PublishOptions, Reading, render_reading
from forumpub.review.applying import apply_changes
from forumpub.revisions import Revised, ReviseOptions, revise_input
from forumpub.translate.articles import Tools, translate_articles
from forumpub.translate.cascade import Quality
from forumpub.translate.checks import find_faults
from forumpub.translate.human import keep_corrections
from forumpub.translate.memory import open_memory
from forumpub.translate.terms.glossary import Glossary
from word_engine import WordEngine


def revise(article: Article, folder: Path, *edits: object) -> Revised:
    env = FixedEnvironment(data_dir=folder / "data")
    files = render_reading(Reading(article=article, source=None), (), PublishOptions(to=("docx",)), env)
    data = edit(files.value[".docx"], *edits)  # type: ignore[arg-type]
    options = ReviseOptions(
        publish=PublishOptions(to=("md",), out=folder / "out"), memory=folder / "m.sqlite"
    )
    return revise_input(Input(name="a.docx", stem="a", data=data), options, env)


def targets(article: Article) -> dict[str, list[tuple[str, str]]]:
    assert article.translation is not None
    found: dict[str, list[tuple[str, str]]] = {}
    for one in article.translation.segments:
        found.setdefault(one.part, []).append((one.origin.value, one.target))
    return found


def test_nothing_done_remembers_nothing(tmp_path: Path) -> None:
    revised = revise(edition(), tmp_path)
    assert revised.article == edition()
    assert not (tmp_path / "m.sqlite").exists()


def test_a_correction_is_a_human_row_with_its_author(tmp_path: Path) -> None:
    revised = revise(edition(), tmp_path, track("penggerak utama", "mesin utama"))
    assert targets(revised.article)["b1p2"] == [("human", "Ekonomi digital Bravo menjadi mesin utama.")]
    assert targets(revised.article)["b2p1"] == targets(edition())["b2p1"]
    with open_memory(tmp_path / "m.sqlite").value as memory:
        entries = list(memory.read_entries())
    (unit,) = (entry.unit for entry in entries)
    assert (unit.source, unit.target) == (
        "Bravo digital economy has become a key driving force for recovery.",
        "Ekonomi digital Bravo menjadi mesin utama.",
    )
    assert (unit.origin, unit.author, unit.part) == (Origin.HUMAN, EDITOR, "b1p2")
    assert (entries[0].source_lang, entries[0].target_lang) == ("en", "id")


def test_one_sentence_of_a_paragraph_is_corrected_alone(tmp_path: Path) -> None:
    revised = revise(edition(), tmp_path, replace("Para pejabat bertemu", "Para pejabat berunding"))
    assert targets(revised.article)["b1p1"] == [
        ("engine", "Laporan Alpha dibuka di Wuhan."),
        ("human", "Para pejabat berunding."),
    ]
    with open_memory(tmp_path / "m.sqlite").value as memory:
        sources = [entry.unit.source for entry in memory.read_entries()]
    assert sources == [
        "and officials met on Friday morning.",
        "Alpha report opened in Wuhan, and officials met on Friday morning.",
    ]


def test_the_next_edition_has_the_correction(tmp_path: Path) -> None:
    joined = "Laporan Alpha dibuka di Wuhan ketika para pejabat bertemu."
    revise(edition(), tmp_path, replace(TEXTS["b1p1"], joined))
    with open_memory(tmp_path / "m.sqlite").value as memory:
        outcome = keep_corrections(edition(), memory)
    texts = {para.id: para.text for block in outcome.value.blocks for para in block.paras}
    assert texts["b1p1"] == joined
    assert targets(outcome.value)["b1p1"] == [("human", joined)]
    assert outcome.diagnostics == ()


def test_a_correction_whose_source_changed_is_shown_not_taken(tmp_path: Path) -> None:
    revise(edition(), tmp_path, track("menyetujui rencana", "menyepakati rencana"))
    later = edition()
    assert later.translation is not None
    segments = tuple(
        changed(one, source=one.source.replace("agreed on a plan", "rejected a plan"), target="Mesin.")
        if one.part == "b2p1"
        else one
        for one in later.translation.segments
    )
    later = changed(later, translation=changed(later.translation, segments=segments))
    with open_memory(tmp_path / "m.sqlite").value as memory:
        outcome = keep_corrections(later, memory)
    # It is told by whoever tells the findings of segments, and once.
    assert outcome.diagnostics == ()
    told = [found.diagnostic.rule.slug for found in find_faults(outcome.value)]
    assert told.count("correction-outdated") == 1
    assert outcome.value.translation is not None
    (one,) = (found for found in outcome.value.translation.segments if found.part == "b2p1")
    assert (one.target, one.stale, one.origin) == ("Mesin.", True, Origin.ENGINE)
    assert "menyepakati rencana" in one.findings[-1].message


def test_another_article_of_the_same_name_gets_no_flags(tmp_path: Path) -> None:
    revise(edition(), tmp_path, track("menyetujui rencana", "menyepakati rencana"))
    other = edition()
    assert other.translation is not None
    segments = tuple(changed(one, source="Quite another thing 42!") for one in other.translation.segments)
    other = changed(other, translation=changed(other.translation, segments=segments))
    with open_memory(tmp_path / "m.sqlite").value as memory:
        assert keep_corrections(other, memory).value == other
    assert keep_corrections(other, None).value == other


def test_a_divided_paragraph_is_remembered_as_one(tmp_path: Path) -> None:
    revised = revise(edition(), tmp_path, split("menjadi penggerak"))
    with open_memory(tmp_path / "m.sqlite").value as memory:
        (unit,) = (entry.unit for entry in memory.read_entries())
    assert unit.target == "Ekonomi digital Bravo menjadi penggerak utama."
    assert unit.part == "b1p2"
    assert [part for part in targets(revised.article) if part.startswith("b1")] == ["b1p1", "b1p2"]


def test_what_an_editor_adds_is_no_translation(tmp_path: Path) -> None:
    revised = revise(edition(), tmp_path, insert_after("Pengunjung Echo", "Catatan meja."))
    assert not (tmp_path / "m.sqlite").exists()
    assert "Catatan meja." in {para.text for block in revised.article.blocks for para in block.paras}


def test_an_edition_after_a_revision_translates_only_what_changed(tmp_path: Path) -> None:
    def calls(article: Article) -> list[str]:
        engine = WordEngine()
        with open_memory(tmp_path / "m.sqlite").value as memory:
            glossary = Glossary(source_lang="en", target_lang="id")
            tools = Tools(engine=engine, glossary=glossary, memory=memory, quality=Quality.FAST)
            translate_articles((article,), tools, target_lang="id")
        return [sentence for call in engine.calls for sentence in call]

    before = read_article()
    assert len(calls(before)) > 5
    assert calls(before) == []
    copy = lay_beside(edit(publish(), replace("agreed on a plan", "settled a plan")))
    after = apply_changes(before, copy, date="2021-07-17T10:00:00Z").value
    # It may be asked more than once for it: what a check finds is tried again.
    asked = {sentence.rstrip(".") for sentence in calls(after)}
    assert asked == {"Charlie ministers settled a plan for trade in services"}
