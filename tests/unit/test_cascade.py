from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from forumpub.errors import MemoryFileError
from forumpub.model import Origin, TermOutcome, TranslatedSegment
from forumpub.translate import recipes
from forumpub.translate.candidates import Judge, Task
from forumpub.translate.cascade import Quality, translate_segments
from forumpub.translate.engine import Decoding, Hypothesis
from forumpub.translate.findings import Finding
from forumpub.translate.memory.store import open_memory
from forumpub.translate.memory.unit import Unit
from forumpub.translate.segments import Segment, SegmentKind, segment_article
from forumpub.translate.terms.entry import TermEntry
from forumpub.translate.terms.glossary import Glossary
from made_articles import make_article
from word_engine import WordEngine

WORDS = {
    "the": "itu", "forum": "forum", "opened": "dibuka", "in": "di", "trade": "dagang", "grew": "tumbuh",
    "and": "dan", "port": "pelabuhan", "belt": "sabuk", "road": "jalan", "initiative": "inisiatif",
    "a": "sebuah", "new": "baru", "with": "dengan", "ships": "kapal", "he": "dia", "is": "adalah",
    "chief": "kepala", "economist": "ekonom", "doctor": "dokter", "mayor": "walikota",
    "president": "presiden", "left": "pergi", "ministry": "kementerian", "said": "berkata", "on": "pada",
}  # fmt: skip


def sentences(*texts: str) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            id=f"b1p{n}.1",
            part=f"b1p{n}",
            text=text,
            before=texts[n - 2] if n > 1 else "",
            after=texts[n] if n < len(texts) else "",
        )
        for n, text in enumerate(texts, 1)
    )


def glossary(*entries: TermEntry) -> Glossary:
    return Glossary(source_lang="en", target_lang="id", entries=entries)


def translate(
    segments: tuple[Segment, ...],
    engine: WordEngine | None = None,
    *entries: TermEntry,
    memory: object = None,
    quality: Quality = Quality.BALANCED,
    keep: tuple[str, ...] = (),
    target_lang: str = "id",
) -> tuple[TranslatedSegment, ...]:
    return translate_segments(
        segments,
        source_lang="en",
        target_lang=target_lang,
        engine=engine or WordEngine(words=WORDS),
        glossary=glossary(*entries),
        memory=memory,  # type: ignore[arg-type]
        quality=quality,
        keep=keep,
    ).value


def test_what_passes_the_checks_is_asked_once() -> None:
    engine = WordEngine(words=WORDS)
    found = translate(sentences("The forum opened.", "Trade grew.", "The forum opened."), engine)
    assert [one.target for one in found] == ["itu forum dibuka.", "dagang tumbuh.", "itu forum dibuka."]
    assert engine.calls == [("The forum opened.", "Trade grew.")]
    assert {(one.origin, one.engine, one.rung, one.score) for one in found} == {
        (Origin.ENGINE, 0, "first", -0.1)
    }


def test_quality_chooses_the_first_search() -> None:
    seen: list[tuple[int, bool]] = []

    def note(text: str, decoding: object) -> str:
        seen.append((decoding.beam, decoding.shortlist))  # type: ignore[attr-defined]
        return text

    for quality in Quality:
        translate(sentences("Trade grew."), WordEngine(words=WORDS, change=note), quality=quality)
    assert seen == [(1, True), (2, False), (4, False)]


def test_only_what_fails_is_searched_wider() -> None:
    engine = WordEngine(
        words=WORDS,
        answers={
            "The forum opened on 16 July.": ("Forum dibuka pada 61 Juli.", "Forum dibuka pada 16 Juli.")
        },
    )
    found = translate(sentences("Trade grew.", "The forum opened on 16 July."), engine)
    assert engine.calls[1] == ("The forum opened on 16 July.",)
    assert (found[1].target, found[1].rung, found[1].findings) == ("Forum dibuka pada 16 Juli.", "n-best", ())


def test_where_few_are_left_later_steps_are_asked_at_once() -> None:
    wrong = WordEngine(words=WORDS, change=lambda text, _: text.replace("16", "61"))
    text = "The forum opened with 16 ships, and trade grew."
    translate(sentences(text, "Trade grew."), wrong)
    assert wrong.calls == [
        (text, "Trade grew."),
        (text,),
        (text[:-1], "The forum opened with 16 ships,", "and trade grew."),
        (text,),
    ]


def test_where_many_are_left_each_step_asks_for_its_own() -> None:
    engine = WordEngine(
        words=WORDS, change=lambda text, _: text if text.endswith(".") else text.replace("6", "9")
    )
    texts = tuple(f"The forum opened with {n} ships, and trade grew" for n in range(60, 65))
    found = translate(sentences(*texts), engine)
    assert engine.calls == [texts, texts, tuple(f"{text}." for text in texts)]
    assert {one.rung for one in found} == {"final-stop"}


def test_the_first_choice_of_a_wide_search_stands_where_the_checks_like_it() -> None:
    class Short(WordEngine):
        def translate(
            self, sentences: Sequence[str], decoding: Decoding
        ) -> tuple[tuple[Hypothesis, ...], ...]:
            answers = super().translate(sentences, decoding)
            return tuple((one[0], replace(one[0], text="Dagang itu naik.", score=-0.01)) for one in answers)

    (found,) = translate(sentences("Trade grew."), Short(words=WORDS), quality=Quality.BEST)
    assert found.target == "dagang tumbuh."
    wrong = Short(words=WORDS, answers={"Trade grew.": ("dan dan dan dan dan dan",)})
    (found,) = translate(sentences("Trade grew."), wrong, quality=Quality.BEST)
    assert (found.target, found.rung) == ("Dagang itu naik.", "first")


def test_what_was_searched_wide_is_not_searched_so_again() -> None:
    wrong = WordEngine(words=WORDS, change=lambda text, _: text.replace("16", "61"))
    text = "The forum opened on 16 ships."
    translate(sentences(text), wrong, quality=Quality.BEST)
    assert wrong.calls == [(text,), (text[:-1],), (text,)]


def test_what_stays_wrong_is_kept_with_its_finding() -> None:
    wrong = WordEngine(words=WORDS, change=lambda text, _: text.replace("16", "61"))
    (found,) = translate(sentences("The forum opened on 16 ships."), wrong)
    assert "61" in found.target
    assert [finding.slug for finding in found.findings] == ["number-differs"]


@pytest.mark.parametrize("answer", ["", "   ", "dan dan dan dan dan dan"])
def test_an_engine_that_returns_nothing_or_loops_leaves_the_sources_words(answer: str) -> None:
    (found,) = translate(sentences("The forum opened."), WordEngine(change=lambda *_: answer))
    assert (found.target, found.origin, found.engine, found.rung) == (
        "The forum opened.",
        Origin.KEPT,
        None,
        "kept",
    )
    assert [finding.slug for finding in found.findings] == ["segment-kept"]


def test_a_loop_ends_where_repetition_is_held_back() -> None:
    engine = WordEngine(
        words=WORDS, change=lambda text, how: text if how.no_repeat_ngram else "dan dan dan dan dan dan"
    )
    (found,) = translate(sentences("The forum opened."), engine)
    assert (found.target, found.rung) == ("itu forum dibuka.", "no-repeat")


def test_clauses_are_translated_one_by_one() -> None:
    engine = WordEngine(words=WORDS, change=lambda text, _: text if len(text) < 35 else "")
    (found,) = translate(sentences("The forum opened with ships, and trade grew."), engine)
    assert (found.target, found.rung) == ("itu forum dibuka dengan kapal, dan dagang tumbuh.", "clauses")


def test_capitals_are_tried_small() -> None:
    engine = WordEngine(
        words=WORDS, change=lambda text, _: "" if "DIBUKA" in text or text.isupper() else text
    )
    engine.answers = {"THE FORUM OPENED IN WUHAN": ("",)}
    (found,) = translate(sentences("THE FORUM OPENED IN WUHAN"), engine)
    assert (found.target.lower(), found.rung) == ("itu forum dibuka di wuhan", "lower-case")


def test_a_stop_is_lent_to_a_sentence_without_one_and_taken_back() -> None:
    engine = WordEngine(words=WORDS, change=lambda text, _: text if text.endswith(".") else "")
    (found,) = translate(sentences("The forum opened in Wuhan"), engine)
    assert (found.target, found.rung) == ("itu forum dibuka di Wuhan", "final-stop")


def test_links_to_a_lent_stop_are_taken_back_with_it() -> None:
    words = {"forum": "វេទិកា", "opened": "បើក", "port": "។", " ": ""}
    engine = WordEngine(words=words, change=lambda text, _: text if text.endswith(".") else "")
    port = TermEntry(source="port", target="កំពង់ផែ")
    (found,) = translate(sentences("forum opened port"), engine, port, target_lang="km")
    assert found.target.startswith("វេទិកាបើក")


BELT = TermEntry(source="Belt and Road Initiative", target="Inisiatif Sabuk dan Jalan")
BELT_ALONE = (BELT.source, BELT.source.lower(), f"the {BELT.source}")
FORUM = "The Belt and Road Initiative grew."


def test_a_term_in_the_first_answer_is_honoured() -> None:
    engine = WordEngine(words=WORDS, answers={FORUM: ("Inisiatif Sabuk dan Jalan tumbuh.",)})
    (found,) = translate(sentences(FORUM), engine, BELT)
    assert [use.outcome for use in found.terms] == [TermOutcome.HONOURED]
    assert engine.sent == 1


def test_a_term_in_another_answer_is_chosen() -> None:
    engine = WordEngine(
        words=WORDS, answers={FORUM: ("Prakarsa itu tumbuh.", "Inisiatif Sabuk dan Jalan tumbuh.")}
    )
    (found,) = translate(sentences(FORUM), engine, BELT)
    assert ([use.outcome for use in found.terms], found.rung) == ([TermOutcome.N_BEST], "n-best")


def test_the_models_own_word_for_a_term_is_replaced() -> None:
    engine = WordEngine(words=WORDS, gives_links=False)
    (found,) = translate(sentences(FORUM), engine, BELT)
    assert found.target == "itu Inisiatif Sabuk dan Jalan tumbuh."
    assert [use.outcome for use in found.terms] == [TermOutcome.REPLACED]
    assert found.findings == ()


def test_a_name_that_a_model_knows_only_with_its_article_is_replaced() -> None:
    engine = WordEngine(words=WORDS, gives_links=False, answers=dict.fromkeys(BELT_ALONE[:2], ("kucing",)))
    (found,) = translate(sentences(FORUM), engine, BELT)
    assert found.target == "Inisiatif Sabuk dan Jalan tumbuh."
    assert [use.outcome for use in found.terms] == [TermOutcome.REPLACED]


def test_a_rendering_that_is_no_word_is_replaced_in_no_other() -> None:
    # Letters of Thai run on: ศู begins ศูนย์, and is no word.
    words = {"the": "", "centre": "ศูนย์", "opened": "เปิด", " ": ""}
    engine = WordEngine(words=words, gives_links=False, answers={"centre": ("ศู",), "the centre": ("ศู",)})
    centre = TermEntry(source="centre", target="บ้าน")
    (found,) = translate(sentences("the centre opened"), engine, centre, target_lang="th")
    assert "นย์" not in found.target.replace("ศูนย์", "")


def test_the_words_that_attention_links_to_a_term_are_replaced() -> None:
    # Alone the model renders the term otherwise than in the sentence.
    engine = WordEngine(words=WORDS, answers=dict.fromkeys(BELT_ALONE, ("prakarsa",)))
    (found,) = translate(sentences("Trade in the Belt and Road Initiative grew."), engine, BELT)
    assert found.target == "dagang di itu Inisiatif Sabuk dan Jalan tumbuh."
    assert [use.outcome for use in found.terms] == [TermOutcome.REPLACED]


def test_a_token_is_the_last_resort() -> None:
    # The model renders the term in a sentence by something that nothing leads to.
    engine = WordEngine(
        words=WORDS, gives_links=False, change=lambda text, _: text.replace("sabuk dan jalan", "x")
    )
    engine.answers = dict.fromkeys(BELT_ALONE, ("prakarsa",))
    (found,) = translate(sentences(FORUM), engine, BELT)
    assert (found.target, found.rung) == ("itu Inisiatif Sabuk dan Jalan tumbuh.", "token")
    assert [use.outcome for use in found.terms] == [TermOutcome.TOKEN]


def test_a_term_that_nothing_brings_in_is_reported_as_failed() -> None:
    engine = WordEngine(words=WORDS, change=lambda *_: "Dagang tumbuh pesat sekali.")
    (found,) = translate(sentences(FORUM), engine, BELT)
    assert [use.outcome for use in found.terms] == [TermOutcome.FAILED]
    assert "term-not-used" in [finding.slug for finding in found.findings]


def test_a_forbidden_word_gives_way() -> None:
    entry = TermEntry(source="port", target="bandar", forbidden=("pelabuhan",))
    (found,) = translate(
        sentences("The port opened with ships."), WordEngine(words=WORDS, gives_links=False), entry
    )
    assert found.target == "itu bandar dibuka dengan kapal."


def test_names_to_keep_come_back_as_they_are() -> None:
    engine = WordEngine(words={**WORDS, "Xu": "Su", "Kemin": "Kemin"})
    (found,) = translate(sentences("Xu Kemin opened the forum."), engine, keep=("Xu Kemin", "Chen Dehai"))
    assert found.target == "Xu Kemin dibuka itu forum."
    assert [(use.source, use.outcome) for use in found.terms] == [("Xu Kemin", TermOutcome.REPLACED)]


@pytest.mark.parametrize(
    "text",
    [
        "The Zorvaa and the zorvab opened QZA, QZB and [1] with the Belt and Road Initiative.",
        "[1] [2] [3] [4] [5] [6] [7] [8] [9] The Belt and Road Initiative grew with Zorvaa.",
        "__0__ {0} %s <x id=1/> &amp; grew with the Belt and Road Initiative.",
    ],
)
def test_text_that_looks_like_a_token_is_safe(text: str) -> None:
    engine = WordEngine(
        words=WORDS, gives_links=False, change=lambda text, _: text.replace("sabuk dan jalan", "x")
    )
    engine.answers = dict.fromkeys(BELT_ALONE, ("prakarsa",))
    (found,) = translate(sentences(text), engine, BELT)
    expected = text
    for word in ("Zorvaa", "zorvab", "QZA", "QZB", "[1]", "[9]", "__0__", "{0}", "%s", "&amp;"):
        assert found.target.count(word) == expected.count(word)
    assert "Inisiatif Sabuk dan Jalan" in found.target


def test_a_text_that_is_a_term_needs_no_engine() -> None:
    engine = WordEngine(words=WORDS)
    segment = Segment(
        id="s1.org.1", part="s1.org", text="the Belt and Road Initiative", kind=SegmentKind.ORGANISATION
    )
    (found,) = translate((segment,), engine, BELT)
    assert (found.target, found.origin, found.rung) == (BELT.target, Origin.GLOSSARY, "glossary")
    assert not engine.calls


def test_a_text_without_a_letter_stays() -> None:
    engine = WordEngine()
    (found,) = translate(sentences("2021 – 2025."), engine)
    assert (found.target, found.origin) == ("2021 – 2025.", Origin.KEPT)
    assert not engine.calls


def test_a_role_is_translated_in_a_carrier_and_small() -> None:
    engine = WordEngine(words={**WORDS, "Chief": "WRONG", "Economist": "WRONG"})
    segment = Segment(id="s1.role.1", part="s1.role", text="Chief Economist", kind=SegmentKind.ROLE)
    (found,) = translate((segment,), engine)
    assert (found.target, found.rung) == ("kepala ekonom", "carrier")


def test_a_carrier_that_models_render_in_no_common_way_is_not_used() -> None:
    engine = WordEngine(
        words=WORDS,
        answers={"He is the doctor.": ("Dokter dia.",), "He is the mayor.": ("Itu walikota sana!",)},
    )
    segment = Segment(id="s1.role.1", part="s1.role", text="Chief Economist", kind=SegmentKind.ROLE)
    (found,) = translate((segment,), engine)
    assert (found.target, found.rung) == ("kepala ekonom", "lower-case")


def test_a_headline_in_title_case_is_sent_as_a_sentence() -> None:
    engine = WordEngine(words=WORDS)
    segments = (
        Segment(id="headline.1", part="headline", text="New Port Opened In Wuhan", kind=SegmentKind.HEADLINE),
        *sentences("A new port opened in Wuhan."),
    )
    translate(segments, engine)
    assert engine.calls[0][0] == "New port opened in Wuhan"


def test_a_blank_before_a_comma_is_not_sent_and_the_source_stays() -> None:
    engine = WordEngine(words=WORDS)
    (found,) = translate(sentences("The forum  opened , and trade grew."), engine)
    assert engine.calls == [("The forum opened, and trade grew.",)]
    assert found.source == "The forum  opened , and trade grew."


def test_between_variants_of_one_language_nothing_changes() -> None:
    texts = ("The forum  opened , and and and and trade grew.", "Zürich")
    found = translate(sentences(*texts), WordEngine(), BELT, target_lang="en")
    assert tuple(one.target for one in found) == texts
    assert all(one.findings == () for one in found)


def test_a_sentence_beyond_the_limit_goes_in_pieces_and_loses_no_word() -> None:
    engine = WordEngine(words=WORDS, limit_words=8)
    text = " ".join(f"w{n}x" for n in range(100)) + "; " + "the port, " * 10 + "opened."
    outcome = translate_segments(
        sentences(text),
        source_lang="en",
        target_lang="id",
        engine=engine,
        glossary=glossary(),
        memory=None,
    )
    target = outcome.value[0].target
    (found,) = outcome.diagnostics
    assert found.rule.slug == "sentence-split"
    assert found.message.startswith("the sentence “w0x w1x w2x ")
    assert "… is too long for the model" in found.message.replace("”", "")
    assert all(f"w{n}x" in target for n in range(100))
    assert target.count("pelabuhan") == 10
    assert target.endswith("dibuka.")


def test_what_not_even_fits_as_a_character_stays() -> None:
    engine = WordEngine(limit_words=0)
    (found,) = translate(sentences("The forum."), engine)
    assert (found.target.replace(" ", ""), found.rung) != ("", "first")
    assert not engine.calls or not engine.sent


# ---------------------------------------------------------------- memory


def test_the_second_run_asks_only_for_the_changed_sentence(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    texts = ["The forum opened.", "Trade grew.", "A new port opened."]
    with open_memory(path).value as memory:
        first = translate(sentences(*texts), memory=memory)
    texts[1] = "Trade left."
    engine = WordEngine(words=WORDS)
    with open_memory(path).value as memory:
        second = translate(sentences(*texts), engine, memory=memory)
    assert engine.calls == [("Trade left.",)]
    assert [second[0], second[2]] == [first[0], first[2]]


def test_another_glossary_quality_or_model_asks_again(tmp_path: Path) -> None:
    with open_memory(tmp_path / "memory.db").value as memory:
        translate(sentences(FORUM), memory=memory)
        for entries, quality, model in (
            ((BELT,), Quality.BALANCED, "00"),
            ((), Quality.FAST, "00"),
            ((), Quality.BALANCED, "01"),
        ):
            engine = WordEngine(words=WORDS)
            engine.use = type(engine.use)(name="words", model="words-1", route=("en", "id"), sha256=model)
            translate(sentences(FORUM), engine, *entries, memory=memory, quality=quality)
            assert engine.calls


def test_what_failed_is_told_again_from_the_memory(tmp_path: Path) -> None:
    with open_memory(tmp_path / "memory.db").value as memory:
        engine = WordEngine(change=lambda *_: "")
        first = translate(sentences("The forum opened."), engine, memory=memory)
        calls = len(engine.calls)
        assert translate(sentences("The forum opened."), engine, memory=memory) == first
        assert len(engine.calls) == calls


def test_what_checks_said_is_remembered_until_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def check(self: Judge, task: Task, target: str, score: float | None) -> tuple[Finding, ...]:
        checked.append(target)
        return real(self, task, target, score)

    real = Judge.check
    monkeypatch.setattr(Judge, "check", check)
    wrong = WordEngine(words=WORDS, change=lambda text, _: text.replace("16", "61"))
    segments = sentences("The forum opened with 16 ships.", "Trade grew with Xu Kemin.")
    with open_memory(tmp_path / "memory.db").value as memory:
        first = translate(segments, wrong, memory=memory)
        checked.clear()
        assert translate(segments, wrong, memory=memory) == first
        assert [[finding.slug for finding in one.findings] for one in first] == [["number-differs"], []]
        assert checked == []
        # A name that must be kept since makes the sentence that has it be looked at again, and no other.
        translate(segments, wrong, memory=memory, keep=("Xu Kemin",))
        assert {target for target in checked if "16" in target or "61" in target} == set()
        checked.clear()
        monkeypatch.setattr(recipes, "_digest_checks", lambda: "other")
        translate(segments, wrong, memory=memory)
        assert checked == [one.target for one in first]


def test_a_persons_words_come_first_and_are_checked(tmp_path: Path) -> None:
    with open_memory(tmp_path / "memory.db").value as memory:
        translate(sentences("It grew by 12 ships."), memory=memory)
        unit = Unit(
            source="It grew by 12 ships.",
            target="Naik 13 kapal.",
            origin=Origin.HUMAN,
            author="Ani",
            date="2021-07-17",
        )
        memory.remember((unit,), source_lang="en", target_lang="id")
        (found,) = translate(sentences("It grew by 12 ships."), memory=memory)
    assert (found.target, found.origin, found.author, found.engine) == (
        "Naik 13 kapal.",
        Origin.HUMAN,
        "Ani",
        None,
    )
    assert [finding.slug for finding in found.findings] == ["number-differs"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("Forum dibuka. Dagang tumbuh.", ["Forum dibuka.", "Dagang tumbuh."]),
        ("Forum dibuka dan dagang tumbuh.", ["Forum dibuka dan dagang tumbuh.", ""]),
    ],
)
def test_a_paragraph_by_a_person_stands_for_its_sentences(
    tmp_path: Path, target: str, expected: list[str]
) -> None:
    article, _ = make_article("The forum opened. Trade grew.\n\nA new port opened.")
    segments = segment_article(article)
    with open_memory(tmp_path / "memory.db").value as memory:
        translate(segments, memory=memory)
        unit = Unit(source="The forum opened. Trade grew.", target=target, origin=Origin.HUMAN)
        memory.remember((unit,), source_lang="en", target_lang="id")
        found = translate(segments, memory=memory)
    assert [one.target for one in found] == [*expected, "sebuah baru pelabuhan dibuka."]
    assert [one.rung for one in found] == ["paragraph", "paragraph", "first"]


def test_a_paragraph_by_a_person_is_checked_as_a_whole(tmp_path: Path) -> None:
    article, _ = make_article("The forum opened 3 ports. Trade grew.")
    unit = Unit(
        source="The forum opened 3 ports. Trade grew.",
        target="Forum dibuka. Dagang tumbuh di 8 pelabuhan.",
        origin=Origin.HUMAN,
    )
    with open_memory(tmp_path / "memory.db").value as memory:
        memory.remember((unit,), source_lang="en", target_lang="id")
        found = translate(segment_article(article), memory=memory)
    assert [[finding.slug for finding in one.findings] for one in found] == [["number-differs"], []]


def test_a_name_that_must_be_kept_since_is_minded(tmp_path: Path) -> None:
    engine = WordEngine(words={**WORDS, "Xu": "Su"})
    segments = sentences("Xu Kemin opened the forum.")
    with open_memory(tmp_path / "memory.db").value as memory:
        (before,) = translate(segments, engine, memory=memory)
        (after,) = translate(segments, engine, memory=memory, keep=("Xu Kemin",))
        calls = len(engine.calls)
        assert translate(segments, engine, memory=memory, keep=("Xu Kemin",)) == (after,)
    assert (before.target, after.target) == ("Su Kemin dibuka itu forum.", "Xu Kemin dibuka itu forum.")
    assert len(engine.calls) == calls


class FailingMemory:
    """A memory on a disk that is full, or whose file is gone."""

    def __init__(self, *, reads: bool) -> None:
        self._reads = reads

    def look_up(self, queries: Sequence[object], **_: str) -> tuple[None, ...]:
        if not self._reads:
            raise MemoryFileError("the memory is damaged")
        return (None,) * len(queries)

    def remember(self, units: object, **_: str) -> int:
        raise MemoryFileError("the disk is full")


@pytest.mark.parametrize("reads", [True, False])
def test_a_memory_that_fails_on_the_way_is_given_up(*, reads: bool) -> None:
    outcome = translate_segments(
        sentences("The forum opened.", "Trade grew."),
        source_lang="en",
        target_lang="id",
        engine=WordEngine(words=WORDS),
        glossary=glossary(),
        memory=FailingMemory(reads=reads),  # type: ignore[arg-type]
    )
    assert [one.target for one in outcome.value] == ["itu forum dibuka.", "dagang tumbuh."]
    assert [diagnostic.rule.slug for diagnostic in outcome.diagnostics] == ["memory-given-up"]


def test_ctrl_c_leaves_what_was_finished_in_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[translate_segments.__module__], "BATCH_TEXTS", 10)
    texts = [f"The port number{n}th opened." for n in range(25)]

    def interrupt(text: str, _decoding: object) -> str:
        if "number20th" in text:
            raise KeyboardInterrupt
        return text

    path = tmp_path / "memory.db"
    with open_memory(path).value as memory, pytest.raises(KeyboardInterrupt):
        translate(sentences(*texts), WordEngine(words=WORDS, change=interrupt), memory=memory)
    engine = WordEngine(words=WORDS)
    with open_memory(path).value as memory:
        found = translate(sentences(*texts), engine, memory=memory)
    assert engine.sent <= 5
    assert len(found) == 25


def test_the_last_stop_is_written_as_the_language_writes_it() -> None:
    words = {"ships": "船只", "left": "离开了港口"}
    made = translate_segments(
        sentences("Ships left."),
        source_lang="en",
        target_lang="zh-Hans",
        engine=WordEngine(words=words),
        glossary=Glossary(source_lang="en", target_lang="zh-Hans", entries=()),
        memory=None,
        quality=Quality.FAST,
    )
    (segment,) = made.value
    assert segment.target.endswith("离开了港口。")
    told = {found.rule.slug: found.message for found in made.diagnostics}
    assert told["end-punctuation-mended"].startswith("“Ships left.”: ")
