"""The sizes of the tiny models, and what each of them translates."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

WIDTH = 128
HEADS = 2
FEED_FORWARD = 512
LAYERS = 2
LONGEST = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One model: its pairs of languages, and the number of pieces and of training steps.

    `tagged`: as in M2M-100, a source begins with its language's token and ends with `</s>`, and a target
    begins with its language's token.
    """

    name: str
    pairs: tuple[tuple[str, str], ...]
    pieces: int
    steps: int
    tagged: bool = False

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages, in the order of their tokens."""
        return tuple(dict.fromkeys(lang for pair in self.pairs for lang in pair))


PLANS = {
    plan.name: plan
    for plan in (
        Plan(name="en_id", pairs=(("en", "id"),), pieces=1100, steps=4000),
        Plan(name="en_th", pairs=(("en", "th"),), pieces=1200, steps=4000),
        Plan(name="en_zh", pairs=(("en", "zh"),), pieces=1400, steps=4000),
        Plan(name="zh_en", pairs=(("zh", "en"),), pieces=1400, steps=4000),
        Plan(
            name="m2m",
            pairs=(*(("en", lang) for lang in ("vi", "km", "lo", "my", "ta")), ("vi", "en")),
            pieces=2400,
            steps=9000,
            tagged=True,
        ),
    )
}


def position_encodings(width: int = WIDTH) -> np.ndarray:
    """Return sines and cosines, interleaved: (`LONGEST`, `width`)."""
    place = np.arange(LONGEST)[:, None]
    frequency = np.exp(np.arange(0, width, 2) * -(math.log(10000.0) / width))
    table = np.zeros((LONGEST, width), np.float32)
    table[:, 0::2] = np.sin(place * frequency)
    table[:, 1::2] = np.cos(place * frequency)
    return table
