"""Interface words: catalogues are complete and compiled, dates and lists are the language's."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import forumpub.locales
from forumpub.locales import LANGUAGES, Word, find_language, load_words
from forumpub.styling import ThaiEra

FOLDER = Path(forumpub.locales.__file__).parent
EDITIONS = ["en", "id", "ms", "vi", "tl", "th", "lo", "km", "my", "ta", "zh-Hans", "zh-Hant", "pt", "tet"]
PLACEHOLDER = re.compile(r"\{\w*\}")


def read_catalogue(tag: str) -> Catalog:
    with (FOLDER / tag / "LC_MESSAGES" / "forumpub.po").open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def test_there_is_a_catalogue_for_every_edition() -> None:
    assert sorted(LANGUAGES) == sorted(EDITIONS)
    assert sorted(path.name for path in FOLDER.iterdir() if (path / "LC_MESSAGES").is_dir()) == sorted(
        EDITIONS
    )


@pytest.mark.parametrize("tag", EDITIONS)
def test_a_catalogue_is_complete(tag: str) -> None:
    messages = {str(message.id): str(message.string) for message in read_catalogue(tag) if message.id}
    assert set(messages) == {word.value for word in Word}
    for source, translation in messages.items():
        assert translation.strip(), source
        assert sorted(PLACEHOLDER.findall(translation)) == sorted(PLACEHOLDER.findall(source)), source
        assert "\u200b" not in translation, source


@pytest.mark.parametrize("tag", EDITIONS)
def test_the_compiled_catalogue_is_current(tag: str) -> None:
    with (FOLDER / tag / "LC_MESSAGES" / "forumpub.mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for message in read_catalogue(tag):
        if message.id:
            assert compiled.gettext(str(message.id)) == message.string, "run tools/compile_catalogues.py"


@pytest.mark.parametrize("tag", EDITIONS)
def test_what_nobody_has_reviewed_says_so(tag: str) -> None:
    text = (FOLDER / tag / "LC_MESSAGES" / "forumpub.po").read_text(encoding="utf-8")
    assert ("X-Review: unreviewed" in text) == (tag != "en")


@pytest.mark.parametrize(
    ("tag", "catalogue"),
    [
        ("en-GB", "en"),
        ("fil", "tl"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("yue", "zh-Hant"),
        ("pt_BR", "pt"),
        ("TH", "th"),
    ],
)
def test_a_tag_finds_its_catalogue(tag: str, catalogue: str) -> None:
    assert load_words(tag).lang == catalogue


def test_an_unknown_language_gets_english_words() -> None:
    assert find_language("fr") is None
    assert find_language("") is None
    assert load_words("fr")[Word.KEY_POINTS] == "Key points"


@pytest.mark.parametrize(
    ("tag", "whole", "month"),
    [
        ("en", "16 July 2021", "July 2021"),
        ("id", "16 Juli 2021", "Juli 2021"),
        ("vi", "16 tháng 7, 2021", "tháng 7 năm 2021"),
        ("th", "16 กรกฎาคม พ.ศ. 2564", "กรกฎาคม พ.ศ. 2564"),
        ("km", "16 កក្កដា 2021", "កក្កដា 2021"),
        ("zh-Hans", "2021年7月16日", "2021年7月"),
        ("pt", "16 de julho de 2021", "julho de 2021"),
        ("tet", "16 Jullu 2021", "Jullu 2021"),
    ],
)
def test_dates_are_written_as_the_language_does(tag: str, whole: str, month: str) -> None:
    words = load_words(tag)
    assert words.date("2021-07-16") == whole
    assert words.date("2021-07") == month


def test_thai_years_are_counted_as_the_style_says() -> None:
    words = load_words("th")
    assert words.date("2021", thai_era=ThaiEra.BUDDHIST) == "พ.ศ. 2564"
    assert words.date("2024-02-29", length="short", thai_era=ThaiEra.BUDDHIST) == "29/2/67"
    assert words.date("2021-07-16", thai_era=ThaiEra.GREGORIAN) == "16 กรกฎาคม ค.ศ. 2021"


@pytest.mark.parametrize("said", ["last summer", "2021-13-01", "2021-02-29", "0000", "", "2021-7-1"])
def test_what_is_no_date_stays_as_it_is(said: str) -> None:
    assert load_words("en").date(said) == said


@pytest.mark.parametrize("tag", EDITIONS)
def test_no_zero_width_space_is_stored(tag: str) -> None:
    words = load_words(tag)
    texts = [words.join(["A", "B", "C"]), words.number(1234567.5)]
    texts += [words.date("2021-07-16", length=length) for length in ("full", "long", "medium", "short")]
    assert not any("\u200b" in text for text in texts)
    assert all(letter in texts[0] for letter in "ABC")


def test_lists_and_numbers() -> None:
    assert load_words("en").join(["Zou Hao", "Li Jun"]) == "Zou Hao and Li Jun"
    assert load_words("zh-Hans").join(["邹浩", "李军"]) == "邹浩和李军"
    assert load_words("tet").join(["A", "B", "C"]) == "A, B no C"
    assert load_words("en").join([]) == ""
    assert load_words("my").number(1234) == "1,234"
    assert load_words("id").number(1234.5) == "1.234,5"


def test_a_phrase_takes_its_values_literally() -> None:
    assert load_words("en").fill(Word.EDITION, id="{x}%s") == "Edition {x}%s"
    with pytest.raises(KeyError):
        load_words("en").fill(Word.PAGE_OF, page="1")
