"""Guessed widths are those of the packaged fonts, or somewhat more."""

from __future__ import annotations

import pytest

from forumpub.locales import LANGUAGES, Word, load_words
from forumpub.typeset.line_width import guess_width_pt
from forumpub.typeset.setting import measure
from typeset_samples import styled


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("bold", [False, True])
def test_a_guess_is_near_and_never_too_small(lang: str, *, bold: bool) -> None:
    words = load_words(lang)
    for word in (Word.MACHINE_TRANSLATED, Word.NOTE_MACHINE, Word.NOTE_EXTRACTED):
        true_pt = measure([styled(words[word], lang, bold=bold)])
        guess_pt = guess_width_pt(words[word], 11.0, bold=bold)
        assert 0.99 * true_pt < guess_pt < (1.42 if lang == "km" else 1.2) * true_pt
