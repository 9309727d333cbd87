"""Front matter: `key: value` lines between two lines of three hyphens, at the top of a file.

It looks like YAML and is read as plain text: a tag, an anchor or a bracket in a value is part of the value.
"""

from __future__ import annotations

import datetime as dt
import difflib

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Mark, MarkKind
from forumpub.parse.canonical import BLANKS, canonical_text
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure as rules
from forumpub.source import Line, SourceText, Span
from forumpub.values import dataclass

KEYS = ("headline", "date", "place", "source", "lang")
_LINES_MAX = 60
_PAIR = lazy_pattern(r"(?P<key>[A-Za-z][\w-]{0,30})\s*[:：](?:\s+(?P<value>.*)|$)")
_LANG = lazy_pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What front matter says; `body_start` is the offset behind it."""

    headline: str | None = None
    date: str | None = None
    place: str | None = None
    source: str | None = None
    lang: str | None = None
    marks: tuple[Mark, ...] = ()
    body_start: int = 0


def read_front_matter(source: SourceText) -> Outcome[FrontMatter]:
    """Read the front matter of a file that has some.

    Diagnostics:
        front-matter-unclosed: the second line of hyphens is missing; all of it is left as text.
        front-matter-key: a key that isn't known.
        front-matter-value: a value that can't be used.
    """
    findings = Findings()
    lines = source.lines
    first = next((at for at, line in enumerate(lines[:_LINES_MAX]) if line.text.strip(BLANKS)), None)
    if first is None or lines[first].text.rstrip() != "---":
        return findings.outcome(FrontMatter())
    pairs, last = _pairs(lines, first + 1)
    if not _is_front_matter(pairs):
        return findings.outcome(FrontMatter())
    if last is None:
        span = Span(lines[first].start, lines[first].end)
        hints = ["end it with a line of three hyphens"]
        findings.add(rules.FRONT_MATTER_UNCLOSED, "the front matter isn't closed", span, hints=hints)
        return findings.outcome(FrontMatter())
    values: dict[str, str] = {}
    for line in lines[first + 1 : last]:
        _read_line(line, values, findings)
    span = Span(lines[first].start, lines[last].end)
    mark = Mark(kind=MarkKind.FRONT_MATTER, raw=canonical_text(source.slice(span)), span=span)
    body_start = lines[last + 1].start if last + 1 < len(lines) else len(source.text)
    return findings.outcome(FrontMatter(**values, marks=(mark,), body_start=body_start))


def _pairs(lines: tuple[Line, ...], at: int) -> tuple[list[str], int | None]:
    """Return the keys up to the closing line, and which line that is."""
    keys: list[str] = []
    for place in range(at, min(len(lines), at + _LINES_MAX)):
        text = lines[place].text.rstrip()
        if text in ("---", "..."):
            return keys, place
        match = _PAIR.match(text)
        if match:
            keys.append(match.group("key").casefold())
        elif text and not keys and not text.startswith("#"):
            return keys, None
    return keys, None


def _is_front_matter(keys: list[str]) -> bool:
    """Say whether a key is known, or nearly: a text may begin with hyphens too."""
    return any(key in KEYS or difflib.get_close_matches(key, KEYS, n=1, cutoff=0.8) for key in keys)


def _read_line(line: Line, values: dict[str, str], findings: Findings) -> None:
    text = line.text.strip(BLANKS)
    if not text or text.startswith("#"):
        return
    span = Span(line.start, line.end)
    match = _PAIR.match(text)
    if match is None:
        hints = ["write one key: value a line"]
        findings.add(
            rules.FRONT_MATTER_VALUE, "this line of the front matter is no key and value", span, hints=hints
        )
        return
    key = match.group("key").casefold()
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, n=1)
        hints = [f"did you mean {near[0]}?"] if near else [f"keys are {', '.join(KEYS)}"]
        findings.add(
            rules.FRONT_MATTER_KEY, f"front matter has no key {match.group('key')}", span, hints=hints
        )
        return
    value = canonical_text(_unquote((match.group("value") or "").strip(BLANKS)))
    if not value:
        return
    problem = _problem(key, value)
    if problem:
        findings.add(rules.FRONT_MATTER_VALUE, f"{key}: {problem}", span, hints=["it is ignored"])
    else:
        values[key] = value


def _problem(key: str, value: str) -> str | None:
    if key == "date" and not is_iso_date(value):
        return f"{value} is no date like 2021-07-16"
    if key == "lang" and not _LANG.fullmatch(value):
        return f"{value} is no language tag like en or zh-Hans"
    return None


def is_iso_date(text: str) -> bool:
    """Say whether a text is an ISO date, with or without a time, or a year and month, or a year."""
    try:
        dt.datetime.fromisoformat({4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text))
    except ValueError:
        return False
    return True


def _unquote(value: str) -> str:
    for opening, closing in _QUOTES:
        if len(value) > 1 and value[0] == opening and value[-1] == closing:
            return value[1:-1]
    return value
