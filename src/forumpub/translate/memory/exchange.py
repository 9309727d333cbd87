"""What is noticed while files are exchanged with other tools: each kind counted, and told once."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter

from forumpub.diagnostics import Diagnostic, Findings
from forumpub.locales.languages import find_language
from forumpub.rules.memory import (
    EXCHANGE_CHARACTERS_REPLACED,
    EXCHANGE_CODES_DROPPED,
    EXCHANGE_HUMAN_KEPT,
    EXCHANGE_LANGUAGE_MAPPED,
    EXCHANGE_MACHINE_LEFT_OUT,
    EXCHANGE_TEXT_LEFT_OUT,
    EXCHANGE_UNIT_SKIPPED,
)
from forumpub.translate.memory.unit import Unit
from forumpub.translate.memory.xml_stream import writable_text

# Each is worth a line until the reader knows the kind.
_SHOWN = 20


class Notices:
    """Collects what is noticed while one file is read or written, however many units it has.

    It lives as long as the stream of units; `diagnostics` are complete when that has ended.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._skipped: list[tuple[int | None, str]] = []
        self._skipped_count = 0
        self._kept: list[tuple[Unit, Unit]] = []
        self._kept_count = 0
        self._machine = 0
        self._codes = 0
        self._first_code: int | None = None
        self._beside = 0
        self._first_beside: int | None = None
        self._mapped: Counter[tuple[str, str]] = Counter()
        self._tags: dict[str, str] = {}
        self._replaced = 0

    def skip(self, line: int | None, reason: str) -> None:
        """Note a unit that is left out; `line` counts from 1."""
        self._skipped_count += 1
        if len(self._skipped) < _SHOWN:
            self._skipped.append((line, reason))

    def keep_human(self, present: Unit, other: Unit) -> None:
        """Note a human unit of the file that is left out for one that the memory has."""
        self._kept_count += 1
        if len(self._kept) < _SHOWN:
            self._kept.append((present, other))

    def leave_machine(self) -> None:
        """Note a unit that is left out because an engine of ours wrote it and nobody has touched it."""
        self._machine += 1

    def drop_code(self, line: int | None) -> None:
        """Note an inline code that is left out."""
        self._codes += 1
        self._first_code = self._first_code or line

    def leave_text(self, line: int | None) -> None:
        """Note a text that belongs to no sentence, such as a translator's note."""
        self._beside += 1
        self._first_beside = self._first_beside or line

    def map_language(self, tag: str) -> str:
        """Return the tag under which editions know a language: `en` for `EN-US`; any other as it is."""
        if tag not in self._tags:
            known = find_language(tag)
            self._tags[tag] = known.tag if known else tag
        if (mapped := self._tags[tag]) != tag:
            self._mapped[tag, mapped] += 1
        return mapped

    def write(self, text: str) -> str:
        """Return a text as XML can hold it."""
        written = writable_text(text)
        self._replaced += written != text
        return written

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was noticed, most serious first."""
        findings = Findings()
        for line, reason in self._skipped:
            place = f"{self._name}, line {line}" if line else self._name
            findings.add(EXCHANGE_UNIT_SKIPPED, f"{place}: a unit is left out: {reason}")
        if more := self._skipped_count - len(self._skipped):
            findings.add(
                EXCHANGE_UNIT_SKIPPED, f"{self._name}: {more:,} more units are left out for such reasons"
            )
        for present, other in self._kept:
            findings.add(
                EXCHANGE_HUMAN_KEPT,
                f"{self._name}: {_short(other.target)} is left out: people have {_short(present.target)} for "
                f"{_short(other.source)}",
            )
        if more := self._kept_count - len(self._kept):
            findings.add(EXCHANGE_HUMAN_KEPT, f"{self._name}: {more:,} more are left out for the same reason")
        if self._replaced:
            findings.add(
                EXCHANGE_CHARACTERS_REPLACED,
                f"{self._name}: {self._replaced:,} texts hold control characters, written as U+FFFD",
            )
        if self._machine:
            what = (
                f"{self._name}: {self._machine:,} machine translations that nobody has touched are left out"
            )
            findings.add(EXCHANGE_MACHINE_LEFT_OUT, what, hints=("a memory is moved whole as TMX",))
        if self._codes:
            what = f"{self._name}: {self._codes:,} inline codes are left out"
            findings.add(EXCHANGE_CODES_DROPPED, f"{what}{_first(self._first_code)}")
        if self._beside:
            what = f"{self._name}: {self._beside:,} notes or texts inside codes are left out"
            findings.add(EXCHANGE_TEXT_LEFT_OUT, f"{what}{_first(self._first_beside)}")
        for (given, kept), count in self._mapped.items():
            findings.add(
                EXCHANGE_LANGUAGE_MAPPED, f"{self._name}: {given!r} is kept as {kept!r} ({count:,} texts)"
            )
        return findings.outcome(None).diagnostics


def read_date(raw: str | None) -> str | None:
    """Return `20260102T030405Z` as `2026-01-02T03:04:05Z`, a day alone as a day; None for what is no date."""
    match = _date().match(raw or "")
    if match is None:
        return None
    year, month, day, hour, minute, second = match.groups()
    date = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second}Z" if hour else "")
    try:
        dt.datetime.fromisoformat(date)
    except ValueError:
        return None
    return date


@functools.cache
def _date() -> re.Pattern[str]:
    return re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d))?", re.ASCII)


def _first(line: int | None) -> str:
    return f", first in line {line}" if line else ""


def _short(text: str) -> str:
    return repr(f"{text[:79]}…" if len(text) > 80 else text)
