"""The dialogue in the lines of a transcript: a cheap look at it for detection, and what ends it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from forumpub.model import MarkKind
from forumpub.parse.cue_words import TITLES
from forumpub.parse.cues import CueParts, is_anonymous, match_cue
from forumpub.parse.dialogue import Grammar, is_line_cue
from forumpub.parse.reader import ReadOptions
from forumpub.parse.sampling import SAMPLE_CHARS, sample_lines
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.source import Line, SourceText
from forumpub.values import dataclass

_END_MARK = lazy_pattern(
    r"(?:\(?\s?(?:END|ENDS|Ends|End)\s?\)?\.?|-+\s?30\s?-+|#(?:\s?#){1,4}|\*\s?\*\s?\*"
    r"|END\s+\d{1,2}:\d\d\s?[AP]\.?M\.?(?:\s+[A-Z]{2,4})?|（完）|\[END\]|END OF (?:TRANSCRIPT|INTERVIEW))"
)
_TIME_OF_DAY = lazy_pattern(r"\d{1,2}:\d\d\s?[AP]\.?M\.?(?:\s+[A-Z]{2,4})?")
# A house label opens a line; so does a list item or a heading of Markdown.
_BRACKET_LABEL = lazy_pattern(r"\s*[\[【［〔〖(（][^\]】］〕〗)）\d:]{1,30}[\]】］〕〗)）]\s*\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueSample:
    """What the first lines of a text hold. `paras` counts lines that aren't blank.

    `introduced`: a cue has a role, a mode or a title, or names nobody (`CALLER`).
    """

    text: str
    cues: int
    heads: int
    paras: int
    words_per_cue: float
    labels: int
    introduced: bool

    @property
    def talks(self) -> bool:
        """Say whether people talk: somebody comes back, or is introduced; clauses of a contract aren't."""
        return self.introduced or self.heads < self.cues

    @property
    def plausible(self) -> bool:
        """Say whether cues carry the text: two at least, not lost in prose, not beside house labels."""
        dense = self.cues * 8 >= self.paras or self.words_per_cue <= 220
        return (self.cues >= 2 or (self.cues == 1 and self.paras <= 3)) and dense and self.labels <= self.cues


def sample_dialogue(source: SourceText, options: ReadOptions, grammar: Grammar) -> DialogueSample:
    """Count the cues that begin lines or follow a sentence in the first part of a text."""
    lines = sample_lines(source, options)
    cues = paras = labels = words = 0
    heads: set[str] = set()
    introduced = False
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        paras += 1
        words += text.count(" ") + 1
        labels += bool(_BRACKET_LABEL.match(text))
        for start in _cue_starts(text):
            match = match_cue(text, start, len(text))
            if match is not None and is_line_cue(match, grammar):
                cues += 1
                heads.add(match.parts.head)
                introduced = introduced or _introduces(match.parts)
    return DialogueSample(
        text=source.text[options.body_start : options.body_start + SAMPLE_CHARS],
        cues=cues,
        heads=len(heads),
        paras=paras,
        words_per_cue=words / cues if cues else float("inf"),
        labels=labels,
        introduced=introduced,
    )


def _introduces(parts: CueParts) -> bool:
    titled = parts.head.split()[0].strip(".").casefold() in TITLES
    return bool(parts.role or parts.asides or titled or is_anonymous(parts.head))


_INLINE_CUE = lazy_pattern(
    r"(?<=[.?!)\]-])\s+(?=[A-Z]{2}[A-Z'’.-]{0,30}(?: [A-Z][A-Z'’.-]{0,30}){0,6}[,:( ])"
)


def _cue_starts(text: str) -> list[int]:
    if ":" not in text:
        return []
    found = _INLINE_CUE.finditer(text)
    return [0, *(match.end() for match in itertools.islice(found, 2000))]


def take_end_mark(builder: DraftBuilder, lines: Sequence[Line]) -> list[Line]:
    """Take an end mark off the end of a transcript and record it."""
    last = len(lines)
    while last and not lines[last - 1].text.strip():
        last -= 1
    if not last:
        return []
    above = next((at for at in range(last - 2, max(-1, last - 6), -1) if lines[at].text.strip()), None)
    if above is not None and _TIME_OF_DAY.fullmatch(lines[last - 1].text.strip()[:40]):
        builder.mark(MarkKind.TIMING, lines[last - 1].start, lines[last - 1].end)
        last = above + 1
    words = lines[last - 1].text.strip()
    if len(words) <= 40 and _END_MARK.fullmatch(words):
        builder.end_mark = words
        builder.mark(MarkKind.END, lines[last - 1].start, lines[last - 1].end)
        last -= 1
    return list(lines[:last])
