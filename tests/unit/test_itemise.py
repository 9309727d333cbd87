from __future__ import annotations

import pytest

from forumpub.typeset import itemise as itemise_module
from forumpub.typeset.breaking import segments
from forumpub.typeset.itemise import itemise
from typeset_samples import LIBRARY, MIXED, SENTENCES


def test_latin_within_thai_gets_a_latin_font() -> None:
    runs = itemise("ครั้งที่ ASEAN 2021 จบ", stack=LIBRARY.stack("th"))
    assert [(run.text, run.typeface.name, run.script) for run in runs] == [
        ("ครั้งที่ ", "NotoSansThai-Regular", "Thai"),
        ("ASEAN 2021 ", "NotoSans-Regular", "Latn"),
        ("จบ", "NotoSansThai-Regular", "Thai"),
    ]


def test_a_paragraph_of_eight_scripts_falls_apart_by_script() -> None:
    runs = itemise(MIXED, stack=LIBRARY.stack("th"))
    assert "".join(run.text for run in runs) == MIXED
    assert {run.script for run in runs} - {None} == {"Thai", "Latn", "Laoo", "Mymr", "Khmr", "Hani", "Taml"}
    assert not any(run.is_missing for run in runs)


def test_what_stands_before_decides_the_font_of_a_space() -> None:
    stack = LIBRARY.stack("th")
    thai, latin, *_ = stack.typefaces()
    assert itemise(" ", stack=stack, before=latin)[0].typeface is latin
    assert itemise(" ", stack=stack, before=thai)[0].typeface is thai
    assert itemise(" ", stack=stack)[0].typeface is thai


def test_missing_characters_are_runs_of_their_own() -> None:
    runs = itemise("aꦗꦗb", stack=LIBRARY.stack("en"))
    assert [(run.text, run.is_missing) for run in runs] == [
        ("a", False),
        ("ꦗ", True),
        ("ꦗ", True),
        ("b", False),
    ]


def test_of_a_cluster_nobody_covers_the_known_part_is_kept() -> None:
    runs = itemise("e\ua9b6", stack=LIBRARY.stack("en"))
    assert [(run.text, run.is_missing) for run in runs] == [("e", False), ("\ua9b6", True)]


def test_right_to_left_scripts_are_missing_even_where_a_font_has_them() -> None:
    assert all(run.is_missing for run in itemise("سلام", stack=LIBRARY.stack("en")))


@pytest.mark.parametrize("lang", SENTENCES)
def test_the_short_cut_for_words_changes_nothing(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stack = LIBRARY.stack(lang)
    first = next(stack.typefaces())
    words = [*segments(SENTENCES[lang] + " " + MIXED, lang), "e\u0301", "\u0301", "1)", "\u200b", "ꦗ"]
    quick = [itemise(word, stack=stack, before=before) for word in words for before in (None, first)]
    monkeypatch.setattr(itemise_module, "_find_single_run", lambda text, stack, before: None)
    assert quick == [itemise(word, stack=stack, before=before) for word in words for before in (None, first)]
