"""The readers of captions, speech recognition and news formats: which they choose, and what attacks cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_files import CASES, find_cases, read_case
from forumpub.model import MarkKind
from forumpub.parse import ParseOptions, parse
from forumpub.parse.accounting import check_accounting
from forumpub.parse.decode import decode
from forumpub.parse.detect import detect
from forumpub.parse.json_values import MAX_DEPTH, scan_json
from forumpub.parse.reader import ReadOptions
from forumpub.parse.registry import BUILT_IN, built_in_readers
from forumpub.source import SourceText

from limits import cpu_limit

OWN = {"asr": "asr-json", **{name: name for name in ("srt", "webvtt", "ttml", "ninjs", "newsml", "nitf")}}
SAMPLES = [path for path in find_cases("parse") if path.stem.split("-")[0] in OWN]


def read(text: str, name: str | None = None) -> str:
    source = SourceText(name="made", text=text)
    article = parse(source, options=ParseOptions(format=name)).value
    assert check_accounting(article, source) == ()
    parts = [para.text for block in article.blocks for para in block.paras]
    return "\n".join([*parts, *(mark.raw for mark in article.marks)])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_sample_chooses_its_own_reader_among_all(path: Path) -> None:
    source = decode(read_case(path).data(), name=path.name).value
    scores = {name: reader.weigh(source, ReadOptions()).score for name, reader in built_in_readers().items()}
    own = OWN[path.stem.split("-")[0]]
    assert max(scores, key=lambda name: scores[name]) == own
    assert all(score < scores[own] - 0.1 for name, score in scores.items() if name != own), scores


@pytest.mark.parametrize(
    "path", [path for path in find_cases("parse") if path not in SAMPLES], ids=lambda p: p.stem
)
def test_no_other_sample_chooses_one_of_these(path: Path) -> None:
    source = decode(read_case(path).data(), name=path.name).value
    outcome = detect(source, ReadOptions(), built_in_readers())
    assert outcome.value.format not in OWN.values()


def test_there_are_four_samples_of_each() -> None:
    assert CASES.is_dir()
    for prefix, name in OWN.items():
        assert name in BUILT_IN
        assert sum(path.stem.split("-")[0] == prefix for path in SAMPLES) >= 4, name


_TIME = "00:00:01,000 --> 00:00:02,000\n"
ATTACKS = {
    "srt: a word of 200,000 letters": ("srt", f"1\n{_TIME}{'a' * 200_000}\n"),
    "srt: 30,000 captions": ("srt", "".join(f"{n}\n{_TIME}Text {n} goes\n\n" for n in range(30_000))),
    "srt: 30,000 equal captions": ("srt", f"1\n{_TIME}the same words again\n\n" * 30_000),
    "srt: open tags": ("srt", f"1\n{_TIME}{'<i' * 100_000}"),
    "srt: open braces": ("srt", f"1\n{_TIME}{'{' * 100_000}"),
    "srt: arrows": ("srt", f"1\n{_TIME}" + "-->" * 60_000),
    "srt: brackets": ("srt", f"1\n{_TIME}" + "[" * 100_000),
    "srt: names": ("srt", f"1\n{_TIME}" + "A B, " * 40_000 + ":"),
    "webvtt: open voices": ("webvtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v Name" * 40_000),
    "webvtt: 20,000 speakers": (
        "webvtt",
        "WEBVTT\n\n" + "".join(f"00:01.000 --> 00:02.000\n<v N{n} M{n}>Text.\n\n" for n in range(20_000)),
    ),
    "webvtt: ampersands": ("webvtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "&amp" * 60_000),
    "ttml: depth": ("ttml", "<tt xmlns='http://www.w3.org/ns/ttml'><body>" + "<div>" * 100_000 + "<p>Text."),
    "ttml: spans": ("ttml", "<tt><body><p>" + "<span ttm:agent='a'>x</span>" * 30_000),
    "ttml: comments": ("ttml", "<tt><body><p>" + "<!--" * 100_000),
    "ttml: sections": ("ttml", "<tt><body><p>" + "<![CDATA[" * 60_000),
    "ttml: declarations": ("ttml", "<!DOCTYPE tt [" * 40_000 + "<tt><body><p>x"),
    "ttml: quotes": ("ttml", "<tt><body>" + "<p a='" * 60_000),
    "ttml: attributes": ("ttml", "<tt><body><p " + "a " * 60_000 + ">x</p>"),
    "nitf: depth": ("nitf", "<nitf><body>" + "<blockquote>" * 100_000 + "Text." + "</blockquote>" * 100_000),
    "nitf: closings": ("nitf", "<nitf><body>" + "</bq>" * 100_000 + "Text."),
    "nitf: bylines": ("nitf", "<nitf><body><byline>By " + "A and " * 50_000),
    "newsml: fields": ("newsml", "<newsItem>" + "<headline>x</headline>" * 20_000),
    "newsml: plain lines": ("newsml", "<newsItem><inlineData>" + "x\n" * 60_000),
    "asr: depth": ("asr-json", "[" * 200_000),
    "asr: objects in depth": ("asr-json", '{"segments":' * 60_000),
    "asr: quotes": ("asr-json", '{"segments": [{"text": ' + '"' * 100_001),
    "asr: backslashes": ("asr-json", '{"text": "' + "\\" * 200_001),
    "asr: 30,000 segments": (
        "asr-json",
        '{"segments":['
        + ",".join('{"start":1,"end":2,"text":"a b","speaker":"S"}' for _ in range(30_000))
        + "]}",
    ),
    "asr: endless numbers": ("asr-json", '{"segments":[{"text":"a","start":' + "9" * 100_000 + "}]}"),
    "ninjs: bodies": ("ninjs", '{"uri":"u","bodies":[' + '{"value":"<p>x</p>"},' * 20_000 + "]}"),
    "ninjs: open tags": ("ninjs", '{"uri":"u","bodies":[{"value":"' + "<p" * 100_000 + '"}]}'),
    "ninjs: line ends": ("ninjs", '{"uri":"u","bodies":[{"value":"' + "\\n" * 100_000 + '"}]}'),
}


@pytest.mark.parametrize(("name", "text"), ATTACKS.values(), ids=ATTACKS)
def test_an_attack_costs_no_time_and_loses_nothing(name: str, text: str) -> None:
    with cpu_limit():
        read(text, name)
    read(text[:40_000])  # and the detector is not harmed


@pytest.mark.parametrize("name", OWN.values())
def test_a_text_of_another_format_is_kept(name: str) -> None:
    kept = read("[Explanation] The forum opened.\n\nWEI JIA: We open.\n\x00\ud800 & < > {", name)
    assert "The forum opened." in kept
    assert "We open." in kept
    assert read("", name) == ""


def test_json_too_deep_is_passed_over_and_the_rest_is_read() -> None:
    text = '{"a": ' + "[" * (MAX_DEPTH + 5) + '"deep"' + "]" * (MAX_DEPTH + 5) + ', "b": "near"}'
    assert [text[value.start : value.end] for value in scan_json(text)] == ["near"]


def test_words_that_no_article_has_are_told() -> None:
    text = '{"segments": [{"text": "Hi.", "start": 1}], "note": "please do not publish this before noon"}'
    outcome = parse(SourceText(name="made", text=text))
    assert [found.rule.slug for found in outcome.diagnostics if found.rule.slug == "field-set-aside"]


def test_times_of_day_and_milliseconds_are_seconds() -> None:
    text = '{"segments": [{"text": "One.", "start": 1000000, "end": 1002000, "speaker": "A"}, ' + (
        '{"text": "Two.", "start": 1002000, "end": 9002000, "speaker": "B"}]}'
    )
    article = parse(SourceText(name="made", text=text)).value
    time_range = article.blocks[0].time
    assert time_range is not None
    assert (time_range.start_s, time_range.end_s) == (1000.0, 1002.0)
    assert [speaker.name for speaker in article.speakers] == [None, None]


def test_a_caption_that_runs_backwards_ends_where_it_begins() -> None:
    text = "1\n00:00:05,000 --> 00:00:02,000\nText.\n"
    article = parse(SourceText(name="made", text=text)).value
    time_range = article.blocks[0].time
    assert time_range is not None
    assert time_range.start_s == time_range.end_s == 5.0
    assert {mark.kind for mark in article.marks} == {MarkKind.TIMING}
