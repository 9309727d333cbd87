"""Setting keeps every character, whatever a transcript holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forumpub.typeset import setting
from forumpub.typeset.missing import find_missing
from forumpub.typeset.setting import StyledText, measure, set_line, set_lines
from forumpub.typeset.shaping import shape
from typeset_samples import LIBRARY, MIXED, SENTENCES, find_line_faults, styled

LANGS = st.sampled_from(sorted(SENTENCES))
# What transcripts are made of: words of all languages, names, figures, quotes, links, and what typists and
# converters leave behind.
ODDITIES = st.sampled_from(
    [
        *("ASEAN", "2021", "26/10", "(", ")", "“", "”", "—", "…", "50%", "₱1,000", "U.S.", "COVID-19"),
        *("\u00a0", "\u200b", "\u200d", "\ufeff", "\u00ad", "\t", "   ", "\u3000", "\n", "\u2028"),
        *("🙂", "👩\u200d🚀", "e\u0301", "\ue000", "\ud800", "ꦗ", "سلام"),
        *("ๆ", "ໆ", "ៗ", "ฯ", "ฯลฯ", "。", "：“", "x" * 90, "ก" * 60, "https://example.org/a/b?c=d&e=f"),
    ]
)
WORDS = st.sampled_from(sorted({word for text in (*SENTENCES.values(), MIXED) for word in text.split()}))
TEXTS = st.lists(st.one_of(WORDS, WORDS, ODDITIES, st.just(" "), st.just(" ")), max_size=24).map("".join)


@settings(deadline=None, max_examples=150)
@given(text=TEXTS, lang=LANGS, width_pt=st.sampled_from([3, 40, 80, 200, 475]))
def test_lines_joined_give_the_text_back(text: str, lang: str, width_pt: float) -> None:
    lines = set_lines([styled(text, lang)], width_pt, lang=lang)
    faults = find_line_faults(lines, text, width_pt, lang)
    if width_pt < 40:  # narrower than some single clusters
        faults = [fault for fault in faults if "wide" not in fault]
    assert faults == []


@settings(deadline=None, max_examples=150)
@given(text=TEXTS, lang=LANGS, width_pt=st.sampled_from([40, 80, 200, 475]))
def test_the_short_way_fills_lines_as_the_long_one_does(text: str, lang: str, width_pt: float) -> None:
    style = styled(text, lang)
    breaker = setting._LineBreaker(width_pt + setting._TOLERANCE_PT)
    for words in setting._segments([style], lang):
        breaker.add(words)
    expected = breaker.finish()
    lines = set_lines([style], width_pt, lang=lang)
    assert [line.text for line in lines] == [line.text for line in expected]
    for line, other in zip(lines, expected, strict=True):
        assert line.width_pt == pytest.approx(other.width_pt, abs=1e-6)
        assert [piece.width_pt for piece in line.pieces] == pytest.approx([p.width_pt for p in other.pieces])


@settings(deadline=None, max_examples=80)
@given(
    parts=st.lists(st.tuples(TEXTS, LANGS, st.booleans()), max_size=5), width_pt=st.sampled_from([60, 300])
)
def test_paragraphs_of_many_looks_keep_every_character(
    parts: list[tuple[str, str, bool]], width_pt: float
) -> None:
    texts = [styled(text, lang, bold=bold) for text, lang, bold in parts]
    lines = set_lines(texts, width_pt, lang="en")
    whole = "".join(text for text, _, _ in parts)
    assert "".join(line.text for line in lines) == whole
    by_style: dict[int, str] = {}
    for line in lines:
        assert line.text == "".join(piece.text for piece in line.pieces)
        for piece in line.pieces:
            assert piece.text == "".join(word.text for word in piece.words)
            by_style[id(piece.style)] = by_style.get(id(piece.style), "") + piece.text
    assert [by_style.get(id(text), "") for text in texts] == [text.text for text in texts]


@settings(deadline=None, max_examples=80)
@given(text=TEXTS, lang=LANGS)
def test_clusters_joined_give_the_word_back_without_notdef(text: str, lang: str) -> None:
    shaped = shape(text, stack=LIBRARY.stack(lang), lang=lang)
    clusters = [cluster for run in shaped.runs for cluster in run.clusters]
    assert "".join(cluster.text for cluster in clusters) == text
    assert all(component.glyph for cluster in clusters for component in cluster.components)
    assert shaped.body_em <= shaped.advance_em


@settings(deadline=None, max_examples=80)
@given(text=TEXTS, lang=LANGS)
def test_missing_characters_are_where_the_text_has_them(text: str, lang: str) -> None:
    for missing in find_missing([styled(text, lang)]):
        assert text[missing.offset] == missing.char
        assert missing.char in "\ue000\ud800ꦗسلام"


@settings(deadline=None, max_examples=40)
@given(text=TEXTS, size_pt=st.floats(4, 40))
def test_width_grows_with_the_size(text: str, size_pt: float) -> None:
    small: StyledText = styled(text, "en", size_pt=size_pt)
    assert measure([small]) >= 0
    assert abs(measure([styled(text, "en", size_pt=2 * size_pt)]) - 2 * measure([small])) < 0.01
    assert set_line([small]).width_pt <= measure([small]) + 1e-6
