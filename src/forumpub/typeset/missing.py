"""Characters that no font covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forumpub.diagnostics import Diagnostic
from forumpub.source import SourceText, Span
from forumpub.typeset.setting import StyledText


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingGlyph:
    """A character without a glyph. `offset` counts code points in the joined texts."""

    char: str
    offset: int


def find_missing(texts: Sequence[StyledText]) -> tuple[MissingGlyph, ...]:
    """Return the characters of a paragraph that will be drawn as a replacement, in reading order."""
    raise NotImplementedError


def check_glyphs(
    texts: Sequence[StyledText], *, span: Span | None, source: SourceText | None
) -> tuple[Diagnostic, ...]:
    """Report the characters of a paragraph that no font covers, once for each character.

    `span` is the paragraph's in `source`; with both, a diagnostic points at the character itself.

    Diagnostics:
        missing-glyph: a character that no font of the stack covers.
    """
    raise NotImplementedError
