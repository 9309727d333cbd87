"""Transcripts of any size, made of sentences that vary, for speed and memory tests.

Deterministic: the same size gives the same text.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

_SUBJECTS = (
    "The port authority", "A deputy to the congress", "The research team", "Every workshop in the town",
    "The joint committee", "A group of farmers", "The new railway", "An expert from the institute",
)  # fmt: skip
_VERBS = ("opened", "reported", "expanded", "visited", "completed", "discussed", "recorded", "restored")
_OBJECTS = (
    "a cooperation plan with ASEAN partners",
    "the second phase of the bridge", "a market for forest products",
    "three training courses for young people", "the customs channel", "a library of old recordings",
)  # fmt: skip
_TAILS = (
    "on July {n}", "in {y}", "after {n} months of work",
    "for {n} per cent less than planned", "with {n} families",
)  # fmt: skip
_NAMES = (
    "Lin Meiyu",
    "Huang Lin",
    "Wei Jia",
    "Shi Jia",
    "Liu Dazhong",
    "Chen Jianguo",
    "Ye Qiuyun",
    "Fang Ning",
)
_ROLES = ("Director, Port Office", "Captain of Fengqiao Brigade", "a citizen of Xinyuan", "Chief Economist")


def sentences(seed: int = 1) -> Iterator[str]:
    """Yield sentences without end."""
    dice = random.Random(seed)  # noqa: S311
    while True:
        tail = dice.choice(_TAILS).format(n=dice.randint(2, 99), y=dice.randint(1990, 2026))
        yield f"{dice.choice(_SUBJECTS)} {dice.choice(_VERBS)} {dice.choice(_OBJECTS)} {tail}."


def _paragraph(source: Iterator[str], count: int) -> str:
    return " ".join(next(source) for _ in range(count))


def house(chars: int) -> str:
    """Return a house-format transcript of about `chars` characters."""
    source, dice, parts, size = sentences(), random.Random(2), [], 0  # noqa: S311
    while size < chars:
        block = [f"[Explanation] {_paragraph(source, 3)}", _paragraph(source, 2)]
        block.append(f"[Concurrent] {dice.choice(_NAMES)}, {dice.choice(_ROLES)}")
        block.append(_paragraph(source, 4))
        parts += block
        size += sum(len(part) + 2 for part in block)
    return "\n\n".join([*parts, "Reporter Zou Hao reports from Wuhan, Hubei", "Editor in charge: [Ji Xiang]"])


def cnn(chars: int) -> str:
    """Return a CNN-like transcript of about `chars` characters."""
    source, dice, parts, size = sentences(), random.Random(3), ["CNN NEWSROOM", "[17:00:03]"], 0  # noqa: S311
    introduced: set[str] = set()
    while size < chars:
        name = dice.choice(_NAMES).upper()
        cue = name.split()[-1] if name in introduced else f"{name}, CNN CORRESPONDENT (voice-over)"
        introduced.add(name)
        parts.append(f"{cue}: {_paragraph(source, 3)}")
        size += len(parts[-1]) + 2
    return "\n\n".join(parts)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d},{int(seconds * 1000) % 1000:03d}"


def srt(chars: int) -> str:
    """Return SubRip captions of about `chars` characters."""
    source, parts, size, number = sentences(), [], 0, 0
    while size < chars:
        number += 1
        words = next(source).split()
        middle = len(words) // 2
        text = " ".join(words[:middle]) + "\n" + " ".join(words[middle:])
        parts.append(f"{number}\n{_clock(number * 3)} --> {_clock(number * 3 + 2.5)}\n{text}\n")
        size += len(parts[-1]) + 1
    return "\n".join(parts)


FORMATS = {"house": house, "cnn": cnn, "srt": srt}
