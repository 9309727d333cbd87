"""Times of publication as web pages print them."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from forumpub.patterns import lazy_pattern

_LABEL = (
    r"(?:released?(?:\s+(?:time|date|on|at))?|publish(?:ed|ing)?(?:\s+(?:time|date|on|at))?|"
    r"publication\s+(?:time|date)|"
    r"posted(?:\s+(?:on|at))?|updated?(?:\s+(?:time|on|at))?|time|date|"
    r"发布时间|发布日期|发布于|發布時間|發佈時間|发表时间|发稿时间|更新时间|更新時間|时间|時間|日期)"
)
_NUMBERS = r"(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?:\s?日)?"
_TIME = r"(?:[T\s]\s{0,3}(?P<hour>\d{1,2})[:：](?P<minute>\d\d)(?:[:：](?P<second>\d\d))?)?"
_MOMENT = lazy_pattern(
    rf"(?P<open>[(（\[【]?)\s*(?P<label>{_LABEL}\s*[:：]?\s*)?{_NUMBERS}{_TIME}\s*[)）\]】]?", re.IGNORECASE
)


class Moment(NamedTuple):
    """A time: ISO 8601, how many characters it takes, and whether the text calls it a time of release."""

    iso: str
    length: int
    labelled: bool


def read_moment(text: str) -> Moment | None:
    """Read a time of publication at the start of a text."""
    match = _MOMENT.match(text)
    if match is None:
        return None
    behind = text[match.end() : match.end() + 1]
    if behind and not behind.isspace() and behind not in "【[(（|来來":
        return None
    try:
        day = dt.date(*(int(match.group(name)) for name in ("year", "month", "day")))
        iso = day.isoformat()
        if match.group("hour"):
            hour, minute, second = (int(match.group(name) or 0) for name in ("hour", "minute", "second"))
            clock = dt.time(hour, minute, second)
            iso += f"T{clock.isoformat()}"
    except ValueError:
        return None
    return Moment(iso, match.end(), match.group("label") is not None)
