"""The values of a JSON text with their places in it.

The standard library's parser forgets where a value stood, and a text that is cut off has no value for it at
all. This one reads what is there: linear, without recursion, and deaf to what is nested too deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

MAX_DEPTH = 64
_TOKEN = lazy_pattern(r"\"(?P<inner>(?:[^\"\\]|\\.)*+)(?:\"|$)|[{}\[\]:,]|[^\s{}\[\]:,\"]++", re.DOTALL)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A string, number or word. `start` and `end` hold a string without its quotation marks, escapes as is.

    `path` is made of the keys and indices that lead to it.
    """

    path: Path
    start: int
    end: int
    is_text: bool

    @property
    def key(self) -> str:
        """The last key of the path, `""` where there is none."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


class _Level:
    """An object or a list that is open: the key that waits for its value, or the index of the next one."""

    __slots__ = ("is_list", "key")

    def __init__(self, *, is_list: bool) -> None:
        self.is_list = is_list
        self.key: str | int | None = 0 if is_list else None


def scan_json(text: str, start: int = 0, end: int | None = None) -> Iterator[JsonValue]:
    """Give every string, number and word that is a value, in order of the text."""
    levels: list[_Level] = []
    too_deep = 0
    for token in _TOKEN.finditer(text, start, len(text) if end is None else end):
        sign = token.group() if token["inner"] is None else ""
        if sign in ("{", "["):
            if too_deep or len(levels) >= MAX_DEPTH:
                too_deep += 1
            else:
                levels.append(_Level(is_list=sign == "["))
        elif sign in ("}", "]"):
            if too_deep:
                too_deep -= 1
            elif levels:
                levels.pop()
        elif too_deep or sign == ":":
            continue
        elif sign == ",":
            _next(levels)
        elif levels and not levels[-1].is_list and levels[-1].key is None:
            levels[-1].key = token["inner"] if token["inner"] is not None else sign
        else:
            path = tuple(level.key for level in levels if level.key is not None)
            place = token.span("inner") if token["inner"] is not None else token.span()
            yield JsonValue(path, *place, token["inner"] is not None)


def _next(levels: list[_Level]) -> None:
    if not levels:
        return
    level = levels[-1]
    if isinstance(level.key, int):
        level.key += 1
    else:
        level.key = None
