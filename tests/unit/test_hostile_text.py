"""Texts made to hurt a parser: all are parsed in linear time, and nothing of them is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forumpub.parse import ParseOptions, parse
from forumpub.parse.accounting import check_accounting
from forumpub.source import SourceText

from limits import count_calls, cpu_limit

_SIZE = 20_000


def _speaker(number: int) -> str:
    return f"[Concurrent] Wang Li{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}, Director\n\nGo.\n\n"


def _unknown_label(number: int) -> str:
    return f"[Foo{chr(97 + number % 26) * (number % 20)}] x.\n\n"


HOSTILE: dict[str, Callable[[int], str]] = {
    "empty lines in a briefing": lambda n: "Q: a?\n\nA: b.\n" + "\n" * n + "Q: c?\n\nA: d.\n",
    "open brackets": lambda n: "[" * n,
    "open lenticular brackets": lambda n: "【" * n,
    "open round brackets": lambda n: "（" * n,
    "open brackets, one a line": lambda n: "[\n" * n,
    "labels that never close": lambda n: "【解说" * (n // 3),
    "nested brackets": lambda n: "[" * (n // 2) + "Explanation" + "]" * (n // 2),
    "one long word": lambda n: "[Explanation] " + "a" * n,
    "one long quote": lambda n: "[Concurrent] " + "Ab " * (n // 3),
    "one long chyron": lambda n: "[Concurrent] " + "Ab, " * (n // 4),
    "one long paragraph": lambda n: "[Explanation] " + "It is a line. " * (n // 14),
    "paragraphs": lambda n: "[Explanation] One.\n\n" + "It is a line.\n\n" * (n // 15),
    "lines": lambda n: "[Explanation] One.\n" + "It is a line that goes on and\n" * (n // 30),
    "bylines": lambda n: "[Explanation] One.\n\n" + "Reporter A and B and C D report\n\n" * (n // 33),
    "long bylines": lambda n: "[Explanation] One.\n\n" + ("Reporter A, " * 15 + "\n\n") * (n // 182),
    "reporters": lambda n: "Reporter " * (n // 9),
    "editors": lambda n: ("Editor: " * 30 + "\n\n") * (n // 242),
    "colons": lambda n: "[Concurrent] " + "a: " * (n // 3),
    "commas": lambda n: "[Concurrent] " + "," * n,
    "blanks": lambda n: " " * n + "x",
    "blanks inside": lambda n: "[Explanation] a" + " " * n + "b",
    "blank lines": lambda n: "[Explanation] a" + " \n" * (n // 2) + "b",
    "speakers": lambda n: "".join(map(_speaker, range(n // 40))),
    "unknown labels": lambda n: "".join(map(_unknown_label, range(n // 16))),
    "glued labels": lambda n: "[Explanation] It is. " * (n // 21),
    "combining marks": lambda n: "[Explanation] a" + "\u0301\u0316" * (n // 2),
    "front matter": lambda n: "---\nheadline: x\n" + "a: b\n" * (n // 5),
    "dashes": lambda n: "-" * n,
    "digits": lambda n: "1" * n,
    "Chinese without stops": lambda n: "【同期】" + "中" * n,
    "bare labels": lambda n: "Narration: It is.\n\nSound bite (Li Ming, fisherman): We go.\n\n" * (n // 66),
    "bare labels before words": lambda n: "Same period of the year was dry.\n\n" * (n // 34),
    "bare labels that are credits": lambda n: "解说：海。\n\n同期声：是。\n\n" + "配音：刘畅\n\n" * (n // 7),
    "labels half closed": lambda n: "[Concurrent] Li Ming, guide\n\n" + "Explanation] Sea.\n\n" * (n // 19),
    "labels misspelt": lambda n: "[Explanatiom] It is.\n\n" * (n // 22),
    "labels in double brackets": lambda n: "((SOT: Li Ming, fisherman))\nYes.\n\n" * (n // 34),
    "names on one line": lambda n: "【同期】茶农 " + "陈国强、" * (n // 4) + "：是。",
    "modes": lambda n: "ANA PRICE, CNN HOST: Hi.\n" + "(voice-over): It is. " * (n // 21),
    "square directions": lambda n: "ANA PRICE: Hi.\n[BEGIN VIDEO CLIP]\nBOB STONE: Yes.\n" * (n // 50),
    "fused short names": lambda n: "PRICE: Hi.\nSTONE: Yes. " + "PRICE: Well. STONE: No. " * (n // 24),
    "lines that say By": lambda n: "By —\n\nAna Price\n\n" * (n // 17) + "ANA PRICE, HOST: Hi.\n\nBOB: No.\n",
    "colours": lambda n: "".join(
        f"1\n00:00:01,000 --> 00:00:02,000\n<font color={colour}>A b.</font>\n\n"
        for colour in ("red", "blue") * (n // 140)
    ),
    "colours that never end": lambda n: "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<c.yellow>x" * (n // 11),
    "spans without words": lambda n: "<tt><body><p>" + "a" * (n // 2) + "<span color='red'>" * (n // 36),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_lost(name: str) -> None:
    source = SourceText(name=name, text=HOSTILE[name](2000))
    for format_name in (None, "house", "prose"):
        article = parse(source, options=ParseOptions(format=format_name)).value
        assert check_accounting(article, source) == ()


@pytest.mark.parametrize("name", HOSTILE)
def test_work_is_linear(name: str) -> None:
    """Four times the text makes about four times the calls, and no search inside a call runs away."""
    _calls(HOSTILE[name](1000))
    with cpu_limit():
        short, long = _calls(HOSTILE[name](_SIZE // 4)), _calls(HOSTILE[name](_SIZE))
        parse(SourceText(name="hostile", text=HOSTILE[name](8 * _SIZE)))
    assert long < max(6 * short, 20_000)


def _calls(text: str) -> int:
    source = SourceText(name="hostile", text=text)
    return count_calls(lambda: parse(source))
