"""What a document gives."""

from __future__ import annotations

from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Contained:
    """The plain text of a document. `kind` is docx, odt, html or markdown."""

    text: str
    kind: str
