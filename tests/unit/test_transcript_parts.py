"""The parts that transcript readers share: wrapped lines, repeated captions, columns, cues, dates."""

from __future__ import annotations

import pytest

from forumpub.model import BlockType, MarkKind
from forumpub.parse.caption_repeats import find_repeats
from forumpub.parse.columns import has_column_header, split_rows
from forumpub.parse.draft import Cue
from forumpub.parse.front_matter import SlashDates, find_date
from forumpub.parse.production import Order, match_spoken_order, read_production_cue
from forumpub.parse.rev import read_clock_s
from forumpub.parse.turns import DraftBuilder
from forumpub.parse.wrapping import ends_sentence, is_hard_wrapped, split_chunks
from forumpub.source import SourceText, Span


def _source(text: str) -> SourceText:
    return SourceText(name="made", text=text)


def _never(line: str) -> bool:
    return False


def test_wrapped_lines_are_told_from_paragraphs() -> None:
    wrapped = _source("The quay is busy long before the\ndawn, and nobody here expects that\nto change.\n")
    single = _source(
        "The quay is busy long before dawn.\nNobody expects that to change.\nIt rests --\nat night.\n"
    )
    assert is_hard_wrapped(wrapped.lines, _never)
    assert not is_hard_wrapped(single.lines, _never)


def test_a_line_in_mid_sentence_takes_one_in_small_letters() -> None:
    source = _source("The quay\nis busy.\nIt rests.\n\nNow")
    chunks = split_chunks(source.lines, wrapped=False, is_start=_never)
    assert [source.text[chunk.start : chunk.end] if chunk else None for chunk in chunks] == [
        "The quay\nis busy.",
        "It rests.",
        None,
        "Now",
    ]


@pytest.mark.parametrize("line", ["It is.", "Is it?", "So --", "他说。", "“Yes.”", "(LAUGHTER)", "He said:"])
def test_ends_of_sentences(line: str) -> None:
    assert ends_sentence(line)


def test_mid_sentence_ends_none() -> None:
    assert not ends_sentence("the quay is")


def _repeats(text: str) -> list[str]:
    return [line.text for line in find_repeats(_source(text).lines)]


def test_repeated_caption_lines() -> None:
    assert _repeats("we open it today\nwe open it today\nand more\n") == ["we open it today"]
    assert _repeats("we open it\nwe open it today\n") == ["we open it"]
    assert _repeats("a new line opens\nthe port today\n\nthe port today\nat nine\n") == ["the port today"]


def test_short_lines_may_be_said_twice() -> None:
    assert _repeats("No.\nNo.\n") == []
    long = "we open it today\nwe open it today\nthe port is open\nthe port is open\nNo.\nNo.\n"
    assert _repeats(long) == ["we open it today", "the port is open", "No."]


def test_columns_of_pipes_tabs_and_blanks() -> None:
    for text in (
        "VIDEO | AUDIO\nTAKE VO | The quay\n",
        "| VIDEO | AUDIO |\n|---|---|\n| TAKE VO | The quay |\n",
        "VIDEO\tAUDIO\nTAKE VO\tThe quay\n",
        "VIDEO            AUDIO\n\nTAKE VO          The quay\n",
    ):
        source = _source(text)
        cells = [
            (source.slice(row.left), source.slice(row.right))
            for row in split_rows(source.lines, source.text)
            if row.left is not None and len(row.left)
        ]
        assert cells == [("TAKE VO", "The quay")], text


def test_text_without_columns_is_one_column() -> None:
    source = _source("TAKE VO\nThe quay    is busy.\n")
    assert all(row.left is None for row in split_rows(source.lines, source.text))
    assert not has_column_header("VIDEO killed the AUDIO star of a very long sentence")


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("TAKE VO", Order.VOICE_OVER),
        ("------VO------", Order.VOICE_OVER),
        ("VO CONTINUES", Order.VOICE_OVER),
        ("TAKE SOT", Order.BITE),
        ("[SOT FULL]", Order.BITE),
        ("(NATS UP FULL)", Order.NATSOUND),
        ("ANCHOR ON CAM", Order.ON_CAMERA),
        ("ANCHOR ON CAM TAG", Order.TAG),
        ("***LIVE***", Order.STANDUP),
        ("PKG", Order.PACKAGE),
        ("CG: HUANG LIN", Order.TITLE),
        ("cg: (story location)", Order.TITLE),
        ("TRT: :12", Order.TIMING),
        ("TRT 1:30", Order.TIMING),
        ('OUTCUE: "...lines."', Order.WORDS),
        ("SLUG: PORTS", Order.FIELD),
        ("-30-", Order.END),
        ("###", Order.END),
    ],
)
def test_production_cues(words: str, order: Order) -> None:
    cue = read_production_cue(words)
    assert cue is not None
    assert cue.order is order


@pytest.mark.parametrize(
    "words",
    ["Live", "Live it is.", "The package came.", "VO IS WHAT WE CALL IT", "Video killed it", "In: a word", "",
     "Time: the enemy", "IT WAS DARK"],
)  # fmt: skip
def test_sentences_are_no_production_cues(words: str) -> None:
    assert read_production_cue(words) is None


def test_an_order_with_its_words() -> None:
    assert match_spoken_order("SOT: We will.") == (Order.BITE, 3, 5)
    assert match_spoken_order("Sot: We will.") is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Aired May 08, 2022 - 17:00 ET", "2022-05-08"),
        ("Friday, 3 June , 2011", "2011-06-03"),
        ("24th April 2015", "2015-04-24"),
        ("2022-08-19 19:40", "2022-08-19"),
        ("2022年8月19日", "2022-08-19"),
        ("Mayhem 99, 2022", None),
        ("08/05/2022", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    found = find_date(text)
    assert (found.date if found else None) == date


def test_dates_with_slashes_need_a_country() -> None:
    day_first, month_first = (
        find_date("08/05/2022", SlashDates.DAY_FIRST),
        find_date("08/05/2022", SlashDates.MONTH_FIRST),
    )
    assert day_first is not None
    assert month_first is not None
    assert (day_first.date, month_first.date) == ("2022-05-08", "2022-08-05")


def test_clocks() -> None:
    assert read_clock_s("02:03") == 123
    assert read_clock_s("1:02:03,500") == pytest.approx(3723.5)


def test_a_builder_sets_the_colon_of_a_cue_aside_once() -> None:
    builder = DraftBuilder(_source("LEE : Yes."))
    builder.open(BlockType.SPEECH, cue=Cue(raw="LEE", span=Span(0, 3), name="LEE"))
    builder.add_text((Span(5, 10),))
    draft = builder.draft()
    assert [(mark.kind, mark.raw) for mark in draft.marks] == [(MarkKind.SEPARATOR, ":")]
    assert [para.text for para in draft.blocks[0].paras] == ["Yes."]


def test_an_empty_block_leaves_no_trace() -> None:
    builder = DraftBuilder(_source("  "))
    builder.open(BlockType.SPEECH)
    assert not builder.add_text((Span(0, 2),))
    assert builder.draft().blocks == ()
