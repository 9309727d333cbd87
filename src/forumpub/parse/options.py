"""What the caller of `parse` knows better than the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from forumpub.model import BlockType
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseOptions:
    """Settings of one parse; each wins over the front matter, which wins over the text.

    `format` forces a reader by name. `lang` is a BCP 47 tag. `date` is the ISO date of publication, `place`
    that of the event, `source` the publisher. `labels` are the user's own section labels, as
    `forumpub.parse.labels.read_labels` returns them.
    """

    format: str | None = None
    lang: str | None = None
    headline: str | None = None
    date: str | None = None
    place: str | None = None
    source: str | None = None
    labels: Mapping[str, BlockType] = field(default_factory=dict)
