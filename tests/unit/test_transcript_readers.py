"""Which reader a text goes to, and that no text can make a transcript reader slow."""

from __future__ import annotations

import pytest

from case_files import find_cases, read_case
from forumpub.parse import ParseOptions, parse
from forumpub.parse.accounting import check_accounting
from forumpub.parse.reader import ReadOptions
from forumpub.parse.registry import BUILT_IN, load_reader
from forumpub.source import SourceText

from limits import cpu_limit

READERS = ("cnn", "npr", "abc", "qa", "rev", "captions-text", "rundown", "nsml", "fountain")
_PREFIXES = {"pbs": "npr", "captions": "captions-text"}


def _source(text: str) -> SourceText:
    return SourceText(name="made", text=text)


def _format(text: str) -> str:
    return parse(_source(text)).value.detection.format


def _own_cases() -> list[tuple[str, str]]:
    found = []
    for path in find_cases("parse"):
        prefix = path.stem.partition("-")[0]
        name = _PREFIXES.get(prefix, prefix)
        if name in READERS and read_case(path).options.get("format") is None:
            found.append((name, path.stem))
    return found


@pytest.mark.parametrize(("name", "stem"), _own_cases())
def test_a_sample_chooses_its_own_reader(name: str, stem: str) -> None:
    case = next(path for path in find_cases("parse") if path.stem == stem)
    assert _format(read_case(case).input) == name


@pytest.mark.parametrize("name", READERS)
def test_house_and_prose_samples_choose_theirs(name: str) -> None:
    for path in find_cases("parse"):
        article = read_case(path).expected["article"]
        if "\nformat house" in article or "\nformat prose" in article:
            source = _source(read_case(path).input)
            rival = load_reader(name).weigh(source, ReadOptions()).score
            own = load_reader("house" if "\nformat house" in article else "prose").weigh(
                source, ReadOptions()
            )
            assert rival == 0 or rival < own.score, path.stem


@pytest.mark.parametrize(
    "text",
    [
        "The agenda: ports.\n\nFirst: the north. Second: the south.\n\nThe result: money.",
        "Note: it rains.\n\nUpdate: it snows.\n\nNote: it rains again.\n\nUpdate: it stops.",
        "Where: Qinzhou\nWhen: May 8\nWho: everybody\nContact: Ana Lee\nTel: 555-0100\n\nAll may come.",
        "BREAKING NEWS: A forum opened.\n\nIt closes soon. WARNING: rain. WHO: nobody knows.",
        "> first reply\n>> second reply\n>> third reply\n> fourth reply\n\nSo they said.",
        "- Agenda: ports\n- Guests: many\n- Agenda: ships\n\nA list and a sentence.",
        "The minister was asked about the lines.\n\nQuestion: who pays? The answer: everybody.",
        "Dear all,\n\nthe forum opens at 10:30 (local time).\n\nYours,\nAna Lee",
    ],
)
def test_a_name_rule_is_never_let_loose_on_prose(text: str) -> None:
    article = parse(_source(text)).value
    assert article.detection.format not in READERS
    assert article.speakers == ()


def test_a_house_script_with_american_labels_stays_a_house_script() -> None:
    text = "[SOT] Xu Kemin, Chief Economist\n\nIt works.\n\n[NATS] (horn)\n\n[Explanation] It does.\n"
    assert _format(text) == "house"


def test_the_runner_up_and_the_reasons_are_told() -> None:
    detection = parse(_source("ANA LEE, HOST:\n\nHi.\n\nTOM WU, BYLINE: Hello.\n")).value.detection
    assert detection.format == "npr"
    assert detection.runner_up is not None
    assert "a byline" in detection.reasons[0]


def test_every_reader_says_what_it_reads() -> None:
    for name in READERS:
        reader = load_reader(name)
        assert reader.name == name
        assert name in BUILT_IN
        assert 20 < len(reader.summary) < 120


_SIZE = 20_000
_HOSTILE = {
    "letters": "a", "caps": "A", "colons": ":", "open brackets": "(", "square brackets": "[", "angles": "<",
    "chevrons": ">", "notes": "♪", "line ends": "\n", "blanks": " ", "dashes": "-", "pipes": "|",
    "capital words": "AA ", "capital list": "AA, ", "half-open": "(AA ", "quotes": '"AA ', "aside": "(AA) ",
    "cues": "ANA LEE, PORT DIRECTOR (on camera): Hi. ", "short cues": "LEE: Hi there. ", "sentences": "A. B",
    "clips": "(BEGIN VIDEO CLIP) ", "notes and comments": "[[a /* ", "questions": "Q  why?\nMR. A:  so.\n",
    "times": "00:01 ", "timed": "Ana: (00:01)\nx\n", "turns": ">> a ", "tags": "<p><pi>", "entities": "&amp;",
    "orders": "TAKE SOT\nCG: ANA\n", "scenes": "INT. A\n\nANA\nhi\n\n", "headings": "**A\n", "returns": "A\r",
    "repeats": "we will open it\n", "lyrics": "♪ a\n", "cells": "a|b\n", "numbered": "Speaker 1:\n",
}  # fmt: skip


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", _HOSTILE)
def test_no_text_makes_a_reader_slow(name: str, kind: str) -> None:
    unit = _HOSTILE[kind]
    source = _source(unit * (_SIZE // len(unit)))
    # What grows with the square of its input takes a minute here; what is linear, a few tenths of a second.
    with cpu_limit(15):
        evidence = load_reader(name).weigh(source, ReadOptions())
        load_reader(name).read(source, ReadOptions())
    assert 0 <= evidence.score <= 1


@pytest.mark.parametrize("name", READERS)
def test_a_long_word_is_kept_whole(name: str) -> None:
    word = "x" * 200_000
    source = _source(f"ANA LEE, HOST: {word}\n\nTOM WU, BYLINE: Hi.\n")
    article = parse(source, options=ParseOptions(format=name)).value
    assert check_accounting(article, source) == ()
    assert any(word in para.text for block in article.blocks for para in block.paras)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "text", ["", " ", "\n", ":", ">>", "(", "Q", "<nsml>", "TAKE SOT", "ANA:", "INT. A", "[00:01]"]
)
def test_the_smallest_texts_are_read(name: str, text: str) -> None:
    source = _source(text)
    article = parse(source, options=ParseOptions(format=name)).value
    assert check_accounting(article, source) == ()
