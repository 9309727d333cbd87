"""What checks find is said in the words of the edition, with the same numbers and words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from forumpub.env import FixedEnvironment
from forumpub.layout import Status, make_plan
from forumpub.layout.note_sentences import SENTENCES, find_sentence
from forumpub.locales import LANGUAGES, Word, load_words
from forumpub.model import SegmentFinding
from forumpub.plan import Text, texts_of
from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.styling import load_style
from forumpub.translate.checks import Pair, check_pair
from forumpub.translate.terms.entry import TermEntry, TermMatch
from made_articles import make_article, narration
from made_translations import segment, translated

NOW = dt.datetime(2021, 7, 20, 8, 0, tzinfo=dt.UTC)
TERM = TermMatch(
    span=Span(4, 28),
    entry=TermEntry(
        source="Belt and Road Initiative", target="Inisiatif Sabuk dan Jalan", forbidden=("OBOR",)
    ),
)
LONG = "The ministers met in Bangkok on Friday, signed the declaration and went home by train."
WHOLE = "Para menteri bertemu di Bangkok pada hari Jumat, menandatangani deklarasi dan pulang naik kereta."


def pair(source: str, target: str, lang: str = "id", **more: object) -> Pair:
    return replace(Pair(source=source, target=target, source_lang="en", target_lang=lang), **more)  # type: ignore[arg-type]


# What makes the checks write each of the sentences.
FAULTS = {
    Word.SAYS_NUMBER_CHANGED: pair("15 countries signed.", "25 negara menandatangani."),
    Word.SAYS_NUMBER_MISSING: pair("15 countries signed it.", "Negara-negara menandatanganinya."),
    Word.SAYS_NUMBER_ADDED: pair("Countries signed it.", "25 negara menandatanganinya."),
    Word.SAYS_MONTH_MISSING: pair("They met on 16 July 2021.", "Mereka bertemu pada 16 Juni 2021."),
    Word.SAYS_NAME_ALTERED: pair("Zhang Liqeng spoke.", "Zhang Liqang berbicara."),
    Word.SAYS_WORDS_MISSING: pair("Li Keqiang came.", "Li Keqang datang.", keep=("Li Keqiang",)),
    Word.SAYS_TERM_NOT_USED: pair(
        "The Belt and Road Initiative grows.", "Inisiatif Ikat Pinggang tumbuh.", terms=(TERM,)
    ),
    Word.SAYS_FORBIDDEN: pair(
        "The Belt and Road Initiative grows.", "Inisiatif Sabuk dan Jalan (OBOR) tumbuh.", terms=(TERM,)
    ),
    Word.SAYS_BREAKS_OFF: pair(LONG, "Para menteri bertemu di"),
    Word.SAYS_NO_STOP: pair("The forum opened in Wuhan today.", "Forum dibuka di Wuhan hari ini"),
    Word.SAYS_SHORT: pair(LONG, "Para menteri bertemu di Bangkok hari Jumat, lalu pulang."),
    Word.SAYS_LONG: pair(LONG, f"{WHOLE} Lalu {WHOLE.lower()}"),
    Word.SAYS_QUOTE_ALONE: pair("“They met,” he said.", "“Mereka bertemu, katanya."),
    Word.SAYS_QUOTES_MISSING: pair("“They met,” he said. “We left.”", "Mereka bertemu, katanya. Kami pergi."),
    Word.SAYS_BRACKET_ALONE: pair("They met (twice).", "Mereka bertemu (dua kali."),
    Word.SAYS_COPIED: pair(LONG, LONG),
    Word.SAYS_STILL_SOURCE: pair(
        LONG, "Para menteri bertemu, signed the declaration and went home by train."
    ),
    Word.SAYS_LATIN: pair(LONG, "Rathamontri phop kan thi Krungthep nai wan suk lae long nam.", "th"),
    Word.SAYS_UNSURE: pair("They met.", "Mereka bertemu.", score=-2.5),
    Word.SAYS_REPEATS: pair("They met.", "Mereka bertemu bertemu bertemu bertemu."),
    Word.SAYS_EMPTY: pair("They met.", ""),
    Word.SAYS_ADDRESS_MISSING: pair("Write to desk@example.org now.", "Tulislah sekarang."),
}


def note_of(lang: str, slug: str, message: str) -> Text:
    """Return the note that an edition has of a finding."""
    article, _ = make_article(narration("The forum opens on July 6."))
    finding = SegmentFinding(slug=slug, message=message)
    target = "Forum dibuka 16 Juli."
    made = [segment("b1p1", "The forum opens on July 6.", target, finding)]
    edition = translated(article, lang, {"b1p1": target}, made)
    style, words = load_style("briefing", FixedEnvironment()), load_words(lang)
    plan = make_plan(edition, style=style, words=words, now=NOW, status=Status.MACHINE_TRANSLATED).value
    texts = [text for item in plan.items for text in texts_of(item)]
    heading = words[Word.NOTE_TRANSLATION_FINDINGS]
    return texts[next(at for at, text in enumerate(texts) if words_of(text) == heading) + 1]


def words_of(text: Text) -> str:
    return "".join(run.text for run in text.runs).replace("\u00a0", " ")


def test_every_sentence_is_one_that_a_check_writes() -> None:
    assert set(FAULTS) == set(SENTENCES)
    assert {word for word in Word if word.name.startswith("SAYS_")} == set(SENTENCES)


@pytest.mark.parametrize("word", SENTENCES, ids=lambda word: word.name)
def test_what_a_check_writes_is_found_again(word: Word) -> None:
    found = [find_sentence(finding.message) for finding in check_pair(FAULTS[word])]
    assert word in [sentence[0] for sentence in found if sentence is not None]


def test_a_note_is_in_the_language_of_the_edition() -> None:
    number = "the number 6 of the source became 16"
    assert words_of(note_of("id", rules.NUMBER_DIFFERS.slug, number)) == (
        "Angka: angka 6 dalam sumber menjadi 16 (paragraf 1)"
    )
    assert words_of(note_of("en", rules.NUMBER_DIFFERS.slug, number)) == (
        "The number 6 of the source became 16 (paragraph 1)"
    )


def test_words_of_the_source_are_in_its_language() -> None:
    note = note_of("id", rules.NAME_ALTERED.slug, "“Liqeng {x}” of the source became “Liqang”")
    assert [(run.text, run.lang) for run in note.runs[1:6]] == [
        ("“", None),
        ("Liqeng {x}", "en"),
        ("” dalam sumber menjadi “", None),
        ("Liqang", None),
        ("”", None),
    ]


def test_what_no_catalogue_has_is_in_english() -> None:
    note = note_of("id", rules.RANGE_REVERSED.slug, "the range from 10 to 15 runs downwards")
    assert [(run.text, run.lang) for run in note.runs[1:2]] == [
        ("the range from 10 to 15 runs downwards", "en")
    ]
    # Without a label before it, a sentence begins with a capital.
    address = note_of("id", rules.ADDRESS_CHANGED.slug, "the address a@b.example is missing")
    assert words_of(address).startswith("Alamat a@b.example tidak ada")


@pytest.mark.parametrize("lang", [tag for tag in LANGUAGES if tag != "en"])
def test_every_catalogue_says_it_in_its_own_words(lang: str) -> None:
    own, english = load_words(lang), load_words("en")
    assert [word.name for word in SENTENCES if own[word] == english[word]] == []
    assert all(english[word] == word.value for word in SENTENCES)
