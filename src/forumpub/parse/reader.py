"""The seam for input formats: what a reader is, and what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Protocol

from forumpub.diagnostics import Outcome
from forumpub.model import BlockType
from forumpub.parse.draft import Draft
from forumpub.source import SourceText
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How well a text fits a format: `score` from 0 (not at all) to 1 (certain), and why."""

    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the caller knows better than the text.

    `lang` is a BCP 47 tag. `labels` are the user's own section labels, folded as `parse.labels` folds them.
    `body_start` is the offset at which the text begins after front matter.
    """

    lang: str | None = None
    labels: Mapping[str, BlockType] = field(default_factory=dict)
    body_start: int = 0


class Reader(Protocol):
    """One input format. A reader can't fail: what it can't place becomes an `unknown` block and a finding."""

    @property
    def name(self) -> str:
        """The name for `--format` and the article's `format`: lower case, kebab-case."""
        ...

    @property
    def summary(self) -> str:
        """One line for `--help` and the documentation."""
        ...

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Say how well the text fits, in time linear in at most its first 200,000 characters."""
        ...

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Recognise the text, in linear time. Every non-blank character ends in a span of the draft."""
        ...
