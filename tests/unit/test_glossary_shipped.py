"""The shipped glossary: what the issue promises of it, and that it contradicts itself nowhere."""

from __future__ import annotations

import itertools
import unicodedata

import pytest

from forumpub.env import FixedEnvironment
from forumpub.translate.terms.entry import Part
from forumpub.translate.terms.loading import list_shipped, load_glossaries
from forumpub.translate.terms.reading import read_glossary

ENV = FixedEnvironment()
TARGETS = ("id", "ms", "th", "vi", "tl", "km", "lo", "my", "ta", "zh-Hans")
MEMBERS = (
    "Brunei Darussalam",
    "Cambodia",
    "Indonesia",
    "Laos",
    "Malaysia",
    "Myanmar",
    "Philippines",
    "Singapore",
    "Thailand",
    "Timor-Leste",
    "Vietnam",
)
SCRIPTS = {"th": "THAI", "km": "KHMER", "lo": "LAO", "my": "MYANMAR", "ta": "TAMIL", "zh-Hans": "CJK"}

(PATH,) = list_shipped(ENV)
ROWS = read_glossary(PATH.read_bytes(), PATH.name)


def test_it_is_read_without_a_word() -> None:
    assert ROWS.diagnostics == ()


def test_it_has_the_terms_that_it_promises() -> None:
    terms = [row for row in ROWS.value if row.part is not Part.PLACE]
    assert len(terms) >= 150
    full = [row for row in terms if row.keep or all(row.forms(lang, "") for lang in TARGETS)]
    assert len(full) >= 150


def test_every_member_state_has_a_name_in_every_language() -> None:
    named = {form: row for row in ROWS.value if row.part is Part.PLACE for form in row.forms("en", "")}
    assert [
        (member, lang) for member in MEMBERS for lang in TARGETS if not named[member].forms(lang, "")
    ] == []


def test_no_row_claims_a_review_that_did_not_happen() -> None:
    assert [row.line for row in ROWS.value if row.reviewed] == []


@pytest.mark.parametrize("lang", SCRIPTS)
def test_every_word_is_in_its_languages_script(lang: str) -> None:
    strangers = {
        character
        for row in ROWS.value
        for form in row.forms(lang, "")
        for character in form
        if character.isalpha() and not unicodedata.name(character).startswith((SCRIPTS[lang], "LATIN"))
    }
    assert strangers == set()


@pytest.mark.parametrize(("source", "target"), list(itertools.product(("en", "zh-Hans", "id"), TARGETS)))
def test_it_contradicts_itself_in_no_pair(source: str, target: str) -> None:
    if source == target:
        return
    outcome = load_glossaries((), source_lang=source, target_lang=target, env=ENV)
    assert [diagnostic.message for diagnostic in outcome.diagnostics] == []
    assert len(outcome.value.entries) >= 150
