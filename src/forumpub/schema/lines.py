"""JSON for people: what fits on one line stands on one line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

_WIDTH = 110


def lay_out(data: Any) -> str:
    """Write JSON data, two blanks a level, objects and arrays broken only where they are wide.

    The standard library's `indent` puts every number of a span on a line of its own, and is slow.
    """
    return "\n".join(_lines(data))


def _lines(data: Any) -> list[str]:
    """Return a value as lines, without indentation on the first level."""
    match data:
        case dict() if data:
            parts = [_keyed(key, _lines(value)) for key, value in data.items()]
            return _bracket("{", parts, "}")
        case list() if data:
            return _bracket("[", [_lines(item) for item in data], "]")
        case _:
            return [json.dumps(data, ensure_ascii=False, allow_nan=False)]


def _keyed(key: str, lines: list[str]) -> list[str]:
    return [f"{json.dumps(key, ensure_ascii=False)}: {lines[0]}", *lines[1:]]


def _bracket(opening: str, parts: list[list[str]], closing: str) -> list[str]:
    if all(len(lines) == 1 for lines in parts):
        room = _WIDTH - 2 * len(parts)
        if sum(len(lines[0]) for lines in parts) <= room:
            return [opening + ", ".join(lines[0] for lines in parts) + closing]
    return [opening, *_indented(parts), closing]


def _indented(parts: list[list[str]]) -> Iterable[str]:
    for index, lines in enumerate(parts):
        comma = "" if index == len(parts) - 1 else ","
        last = len(lines) - 1
        for number, line in enumerate(lines):
            yield f"  {line}{comma if number == last else ''}"
