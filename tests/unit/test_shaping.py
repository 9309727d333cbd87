from __future__ import annotations

import pytest

from forumpub.typeset.shaping import ShapedText, shape
from typeset_samples import LIBRARY, MIXED, SENTENCES


def shaped(text: str, lang: str) -> ShapedText:
    return shape(text, stack=LIBRARY.stack(lang), lang=lang)


@pytest.mark.parametrize("lang", SENTENCES)
def test_clusters_joined_are_the_text_and_no_glyph_is_notdef(lang: str) -> None:
    text = SENTENCES[lang] + MIXED + "🙂\u200b\ud800ꦗ"
    result = shaped(text, lang)
    clusters = [cluster for run in result.runs for cluster in run.clusters]
    assert "".join(cluster.text for cluster in clusters) == text
    assert all(part.glyph for cluster in clusters for part in cluster.components)
    assert result.advance_em == pytest.approx(sum(run.advance_em for run in result.runs))


def test_a_khmer_syllable_is_one_cluster_of_several_glyphs() -> None:
    ((cluster,),) = (run.clusters for run in shaped("ស្ត្រី", "km").runs)
    assert len(cluster.components) > 1
    assert not cluster.is_plain


def test_a_latin_letter_is_one_plain_glyph() -> None:
    assert all(cluster.is_plain for run in shaped("ASEAN", "en").runs for cluster in run.clusters)


def test_what_draws_nothing_is_copied_out_with_the_cluster_before() -> None:
    (run,) = shaped("ab\u200b\u2060", "en").runs
    assert [cluster.text for cluster in run.clusters] == ["a", "b\u200b\u2060"]
    (alone,) = shaped("\u200b", "en").runs
    assert alone.clusters[0].components == ()
    assert alone.advance_em == 0


def test_joiners_leave_no_glyph_behind() -> None:
    (run,) = shaped("ක්\u200dර", "si").runs
    assert all(run.typeface.draws(part.glyph) for cluster in run.clusters for part in cluster.components)


def test_the_body_of_a_word_leaves_out_blanks_at_its_end() -> None:
    word, blank = shaped("word \u3000", "en"), shaped("word", "en")
    assert word.body_em == pytest.approx(blank.advance_em)
    assert word.advance_em > word.body_em
    assert shaped("  ", "en").body_em == 0


def test_kerning_is_applied() -> None:
    apart = shaped("A", "en").advance_em + shaped("V", "en").advance_em
    assert shaped("AV", "en").advance_em < apart


def test_words_shaped_apart_are_as_wide_as_the_sentence() -> None:
    for lang in ("en", "th", "lo", "km", "ta"):
        whole = shaped(SENTENCES[lang], lang)
        parts = SENTENCES[lang].split(" ")
        blanks = len(parts) - 1
        apart = sum(shaped(part, lang).advance_em for part in parts) + blanks * shaped(" ", lang).advance_em
        assert whole.advance_em == pytest.approx(apart, rel=0.01)


def test_equal_words_are_shaped_once() -> None:
    assert shaped("ASEAN ", "en") is shaped("ASEAN ", "en")
    assert shaped("x" * 100, "en") is not shaped("x" * 100, "en")


def test_an_endless_cluster_becomes_several() -> None:
    clusters = [cluster for run in shaped("a" + "\u0301" * 1000, "en").runs for cluster in run.clusters]
    assert max(len(cluster.components) for cluster in clusters) < 128
