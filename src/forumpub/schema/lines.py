"""JSON for people and for `diff`: a paragraph, a span, a fact stands on one line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def lay_out(data: Any) -> str:
    """Write JSON data, two blanks a level; an object without an object inside stands on one line.

    The standard library's `indent` would put every number of a span on a line of its own.
    """
    return "\n".join(_lines(data))


def _lines(data: Any) -> list[str]:
    match data:
        case dict() if any(map(_holds_object, data.values())):
            return ["{", *_indented(_keyed(key, _lines(value)) for key, value in data.items()), "}"]
        case list() if any(map(_holds_object, (data, *data))):
            return ["[", *_indented(map(_lines, data)), "]"]
        case _:
            return [_compact(data)]


def _holds_object(value: Any) -> bool:
    """Tell whether a value is an object, or an array of them; deeper arrays count as plain."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )


def _keyed(key: str, lines: list[str]) -> list[str]:
    return [f"{_compact(key)}: {lines[0]}", *lines[1:]]


def _indented(parts: Iterable[list[str]]) -> list[str]:
    """Indent parts and put commas between them."""
    found: list[str] = []
    for lines in parts:
        found.extend(f"  {line}" for line in lines)
        found[-1] += ","
    found[-1] = found[-1][:-1]
    return found
