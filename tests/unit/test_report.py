"""Reports: places, carets under wide and combined characters, folding, and nothing a terminal obeys."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumpub.diagnostics import Diagnostic, Rule, Severity
from forumpub.excerpts import PlacedDiagnostic, place_diagnostics
from forumpub.report.lines import (
    Drawing,
    Line,
    count_words,
    draw_all,
    draw_concise,
    draw_failure,
    draw_full,
    take_severities,
)
from forumpub.report.painting import write_lines
from forumpub.report.visible import show_cells, show_text
from forumpub.source import SourceText, Span

WARN = Rule(slug="label-unknown", severity=Severity.WARNING, why="", example="", remedy="")
FAIL = Rule(slug="input-binary", severity=Severity.ERROR, why="", example="", remedy="")


def placed(text: str, *spans: tuple[int, int], hints: tuple[str, ...] = ()) -> tuple[PlacedDiagnostic, ...]:
    source = SourceText(name="a.txt", text=text)
    found = [Diagnostic(rule=WARN, message="odd label", span=Span(*span), hints=hints) for span in spans]
    return place_diagnostics(found, source)


def drawn(findings: Iterable[PlacedDiagnostic], draw: Drawing = draw_full, name: str = "a.txt") -> str:
    return plain(draw_all(name, findings, draw))


def plain(lines: Iterable[Line]) -> str:
    stream = io.StringIO()
    write_lines(lines, stream, colour=False)
    return stream.getvalue()


def test_the_full_form_has_place_line_mark_and_help() -> None:
    text = "first\r\n[Explantion] words\r\n"
    assert drawn(placed(text, (7, 19), hints=("did you mean [Explanation]?",))) == (
        "a.txt:2:1: warning[label-unknown] odd label\n"
        " 2 | [Explantion] words\n"
        "   | ^^^^^^^^^^^^\n"
        "   = help: did you mean [Explanation]?\n"
    )


@pytest.mark.parametrize(
    ("text", "span", "marks"),
    [
        ("【解说】你好", (4, 6), "        ^^^^"),
        ("\tab", (1, 2), "    ^"),
        ("ab\tcd", (3, 5), "    ^^"),
        ("e\u0301x", (2, 3), " ^"),
        ("กำลัง x", (6, 7), "     ^"),
        ("a\x1bb", (2, 3), "     ^"),
        ("ab", (1, 1), " ^"),
        ("ab", (2, 2), "  ^"),
        ("ab\ncd", (1, 4), " ^"),
    ],
)
def test_the_mark_stands_under_the_place(text: str, span: tuple[int, int], marks: str) -> None:
    assert drawn(placed(text, span)).split("\n")[2] == "   | " + marks


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "word " * 100_000 + "HERE " + "more " * 1000
    line, marks = drawn(placed(text, (500_000, 500_004))).split("\n")[1:3]
    assert len(line) <= 106
    assert line.startswith(" 1 | …")
    assert line.endswith("…")
    assert line[marks.index("^") : marks.rindex("^") + 1] == "HERE"


def test_a_long_line_is_cut_at_its_end_only_when_the_place_is_near_its_start() -> None:
    line, marks = drawn(placed("你好" * 500, (2, 4))).split("\n")[1:3]
    assert line.startswith(" 1 | 你好你好")
    assert line.endswith("…")
    assert marks == "   |     ^^^^"


def test_the_concise_form_is_one_line_a_finding() -> None:
    assert drawn(placed("ab\ncd", (4, 5)), draw_concise) == "a.txt:2:2: warning[label-unknown] odd label\n"


def test_repeats_are_counted() -> None:
    findings = placed("x" * 1800, *((at, at + 1) for at in range(1800)))
    lines = drawn(findings, draw_concise).splitlines()
    assert len(lines) == 4
    assert lines[-1] == "a.txt: warning[label-unknown] … 1,797 more"
    assert len(plain(draw_all("a.txt", findings, draw_concise, fold=False)).splitlines()) == 1800


def test_a_finding_without_a_place_names_the_file() -> None:
    finding = place_diagnostics([Diagnostic(rule=FAIL, message="not text")], SourceText(name="a", text=""))
    assert drawn(finding) == "a.txt: error[input-binary] not text\n"
    lost = place_diagnostics([Diagnostic(rule=FAIL, message="not text", span=Span(3, 4))], None)
    assert drawn(lost) == "a.txt: error[input-binary] not text\n"


def test_findings_stand_in_the_order_of_the_text() -> None:
    places = [finding.excerpt.column for finding in placed("abcdef", (4, 5), (0, 1)) if finding.excerpt]
    assert places == [1, 5]


def test_what_is_found_twice_is_said_once() -> None:
    columns = [
        finding.excerpt.column for finding in placed("abcdef", (4, 5), (0, 1), (4, 5)) if finding.excerpt
    ]
    assert columns == [1, 5]


def test_severities_are_taken() -> None:
    findings = placed("abc", (0, 1))
    assert not list(take_severities(findings, [Severity.ERROR]))
    assert list(take_severities(findings, [Severity.ERROR, Severity.WARNING])) == list(findings)


def test_a_failure_names_its_input_once() -> None:
    text = plain(draw_failure("a.txt", "can't read a.txt: no such file", ["look again"]))
    assert text == "error: can't read a.txt: no such file\n  = help: look again\n"
    assert plain(draw_failure("a.txt", "no font", [])) == "a.txt: error: no font\n"


def test_counts_are_words() -> None:
    assert count_words({"error": 1, "warning": 0, "note": 1234}) == "1 error, 1,234 notes"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb", "a\\x0ab"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202etxt", "\\u202etxt"),
        ("caf\udce9", "caf\\xe9"),
        ("\ud800", "\\ud800"),
        ("ไทย\u200bကမ္ဘာ\u200d", "ไทย\u200bကမ္ဘာ\u200d"),
    ],
)
def test_what_a_terminal_obeys_is_escaped(text: str, shown: str) -> None:
    assert show_text(text) == shown


ANY = st.text(st.characters(codec=None) | st.sampled_from("\x1b\t\r\n\x9b\u202e中é"), max_size=80)


@given(ANY, ANY, ANY)
def test_no_report_holds_a_control_character(name: str, text: str, message: str) -> None:
    found = Diagnostic(rule=WARN, message=message, span=Span(0, len(text) // 2), hints=(text,))
    finding = place_diagnostics([found], SourceText(name="a", text=text))
    report = drawn(finding, name=name) + plain(draw_failure(name, message, [text]))
    assert not [char for char in report if (ord(char) < 0x20 and char != "\n") or 0x7F <= ord(char) < 0xA0]
    report.encode("utf-8")
    shown, columns = show_cells(text)
    assert columns == sorted(columns)
    assert len(columns) == len(text) + 1
    assert show_text(shown) == shown


def test_colour_adds_escapes_and_changes_no_word() -> None:
    stream = io.StringIO()
    findings = placed("[x] :smile: [red]words[/red] 中", (0, 3), hints=("[bold]",))
    write_lines(draw_all("a.txt", findings, draw_full), stream, colour=True)
    assert "\x1b[" in stream.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()) == drawn(findings)


def test_a_poor_encoding_gets_escapes() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n")
    write_lines(draw_all("a.txt", placed("中…", (0, 1)), draw_full), stream, colour=False)
    stream.flush()
    assert b"\\u4e2d\\u2026" in stream.buffer.getvalue()
