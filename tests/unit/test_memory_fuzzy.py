"""Fuzzy suggestions: what resembles a text, who may suggest, and that the index keeps up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from forumpub.model import Origin
from forumpub.translate.memory import Memory, Unit, open_memory
from forumpub.translate.memory.fuzzy import shingle_hashes

TEXTS = {
    "en": "Trade between China and ASEAN grew by 5.2 percent in the first half of 2021.",
    "zh-Hans": "今年上半年中国与东盟贸易额同比增长百分之五点二。",
    "th": "การค้าระหว่างจีนกับอาเซียนเติบโตร้อยละห้าในครึ่งแรกของปีนี้",
    "my": "တရုတ်နှင့် အာဆီယံ ကုန်သွယ်မှုသည် ယခုနှစ်တွင် တိုးတက်ခဲ့သည်။",
    "ta": "சீனாவுக்கும் ஆசியானுக்கும் இடையிலான வர்த்தகம் இந்த ஆண்டு வளர்ந்தது.",
}


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with open_memory(tmp_path / "memory.sqlite").value as memory:
        yield memory


def remember(
    memory: Memory, source: str, origin: Origin = Origin.HUMAN, lang: str = "en", to: str = "id"
) -> None:
    recipe = "" if origin in (Origin.HUMAN, Origin.IMPORT) else "r"
    unit = Unit(source=source, target=f"<{source}>", origin=origin, recipe=recipe)
    memory.remember([unit], source_lang=lang, target_lang=to)


def suggested(memory: Memory, text: str, lang: str = "en", to: str = "id") -> list[str]:
    return [one.unit.source for one in memory.suggest(text, source_lang=lang, target_lang=to)]


@pytest.mark.parametrize("lang", TEXTS)
def test_a_small_edit_is_suggested_in_every_script(memory: Memory, lang: str) -> None:
    text = TEXTS[lang]
    remember(memory, text, lang=lang)
    middle = len(text) // 2
    edited = text[: middle - 1] + text[middle + 1 :]
    (one,) = memory.suggest(edited, source_lang=lang, target_lang="id")
    assert one.unit.source == text
    assert 75 <= one.score < 100


def test_amounts_and_case_do_not_hide_a_text(memory: Memory) -> None:
    remember(memory, TEXTS["en"])
    assert suggested(memory, TEXTS["en"].upper().replace("TRADE", "Trade")) == []
    assert suggested(memory, TEXTS["en"].replace("5.2", "7.9").replace("2021", "2022")) == [TEXTS["en"]]
    assert shingle_hashes("Grew 5 percent", "en") == shingle_hashes("grew 77 PERCENT", "en")


def test_what_resembles_less_is_no_suggestion(memory: Memory) -> None:
    remember(memory, TEXTS["en"])
    assert suggested(memory, "Trade between China and ASEAN is one of several things that matter here.") == []
    assert suggested(memory, "") == []
    assert suggested(memory, "?!") == []


def test_one_word_is_found_again(memory: Memory) -> None:
    remember(memory, "Headlines")
    assert suggested(memory, "headlines") == ["Headlines"]


def test_the_best_come_first_and_no_more_than_asked(memory: Memory) -> None:
    for year in ("", " again", " once again", " and over again", " for the second time"):
        remember(memory, TEXTS["en"][:-1] + year + ".")
    found = memory.suggest(TEXTS["en"], source_lang="en", target_lang="id", most=3)
    assert [one.unit.source for one in found][:2] == [TEXTS["en"], TEXTS["en"][:-1] + " again."]
    assert len(found) == 3
    assert sorted((one.score for one in found), reverse=True) == [one.score for one in found]


def test_a_machine_suggests_nothing_and_a_human_comes_before_an_import(memory: Memory) -> None:
    remember(memory, "Only a machine has translated this sentence.", Origin.ENGINE)
    assert suggested(memory, "Only a machine has translated that sentence.") == []
    remember(memory, TEXTS["en"], Origin.IMPORT)
    remember(memory, TEXTS["en"], Origin.HUMAN)
    (one,) = memory.suggest(TEXTS["en"] + "!", source_lang="en", target_lang="id")
    assert one.unit.origin is Origin.HUMAN


def test_only_texts_translated_into_the_language_count(memory: Memory) -> None:
    # More candidates of another language than are compared at once.
    for number in range(120):
        remember(memory, f"{TEXTS['en']} No. {number}", to="th")
    remember(memory, TEXTS["en"][:-1] + " or so.")
    assert suggested(memory, TEXTS["en"]) == [TEXTS["en"][:-1] + " or so."]
    assert suggested(memory, TEXTS["en"], to="ms") == []


def test_the_index_keeps_up_with_other_processes(memory: Memory) -> None:
    assert suggested(memory, TEXTS["en"]) == []
    with open_memory(memory.path).value as other:
        assert suggested(other, TEXTS["en"]) == []
        remember(other, "Something else that was said on Tuesday by the minister.")
        remember(memory, TEXTS["en"] + " Again.")
        assert suggested(other, TEXTS["en"]) == [TEXTS["en"] + " Again."]
        assert suggested(memory, TEXTS["en"]) == [TEXTS["en"] + " Again."]


def test_edits_of_random_sentences_are_found(memory: Memory) -> None:
    chance = random.Random(4)  # noqa: S311
    words = ["".join(chance.choices("aeioukstnr", k=6)) for _ in range(300)]
    texts = [" ".join(chance.choices(words, k=chance.randint(6, 25))) for _ in range(400)]
    units = [Unit(source=text, target="x", origin=Origin.IMPORT) for text in texts]
    memory.remember(units, source_lang="en", target_lang="id")
    for text in texts[::8]:
        edited = text.split()
        edited[chance.randrange(len(edited))] = "changed"
        assert suggested(memory, " ".join(edited))[0] == text
