from __future__ import annotations

from forumpub.source import SourceText, Span
from forumpub.typeset.missing import MissingGlyph, check_glyphs, find_missing
from forumpub.typeset.setting import set_lines
from typeset_samples import MIXED, SENTENCES, styled


def test_nothing_is_missing_from_what_the_fonts_cover() -> None:
    for lang, text in SENTENCES.items():
        assert find_missing([styled(text + MIXED + " 🙂\t\u200b\u00ad\n", lang)]) == ()


def test_missing_characters_are_counted_over_all_texts() -> None:
    texts = [styled("one ꦗ", "en"), styled("two \ue000", "en")]
    assert find_missing(texts) == (
        MissingGlyph(char="ꦗ", offset=4),
        MissingGlyph(char="\ue000", offset=9),
    )


def test_a_finding_points_at_the_character_in_the_transcript() -> None:
    source = SourceText(name="x.txt", text="ꦗ elsewhere\nThe word ꦗꦮ here.\n")
    span = Span(12, 30)
    first, second = check_glyphs([styled("The word ꦗꦮ here.", "en")], span=span, source=source)
    assert first.rule.slug == "missing-glyph"
    assert first.span is not None and second.span is not None
    assert source.position(first.span.start) == (2, 10)
    assert source.slice(second.span) == "ꦮ"
    assert first.message == "no font has the character ꦗ (U+A997 javanese letter ja): a replacement is drawn"


def test_a_repeated_character_is_one_finding() -> None:
    (finding,) = check_glyphs([styled("ꦗ ꦗ ꦗ", "en")], span=None, source=None)
    assert finding.span is None
    assert "3 times" in finding.message


def test_a_character_that_the_source_writes_otherwise_points_at_the_paragraph() -> None:
    source = SourceText(name="x.txt", text="no such thing")
    (finding,) = check_glyphs([styled("ꦗ", "en")], span=Span(0, 5), source=source)
    assert finding.span == Span(0, 5)


def test_right_to_left_text_is_said_to_be_that() -> None:
    (finding,) = check_glyphs([styled("م", "en")], span=None, source=None)
    assert "right-to-left" in finding.message


def test_characters_without_a_name_are_shown_by_number() -> None:
    findings = check_glyphs([styled("\x07\ud800", "en")], span=None, source=None)
    assert [finding.message.split(": ")[0] for finding in findings] == [
        "no font has the character U+0007",
        "no font has the character U+D800",
    ]


def test_what_is_missing_keeps_its_place_and_a_visible_width() -> None:
    (line,) = set_lines([styled("aꦗb", "en")], 100, lang="en")
    runs = [run for word in line.pieces[0].words for run in word.runs]
    assert [cluster.text for run in runs for cluster in run.clusters] == ["a", "ꦗ", "b"]
    replaced = runs[1].clusters[0]
    assert replaced.advance > 0
    assert runs[1].typeface.draws(replaced.components[0].glyph)
