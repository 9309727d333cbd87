"""Characters that no font covers: drawn as a visible replacement, and reported."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from forumpub.diagnostics import Diagnostic
from forumpub.rules.publishing import MISSING_GLYPH
from forumpub.source import SourceText, Span
from forumpub.typeset.characters import LINE_ENDS
from forumpub.typeset.fonts import FontStack
from forumpub.typeset.itemise import itemise
from forumpub.typeset.scripts import char_script
from forumpub.typeset.setting import StyledText
from forumpub.values import dataclass

_DRAWN_AS_BLANKS = LINE_ENDS | {"\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingGlyph:
    """A character without a glyph. `offset` counts code points in the joined texts."""

    char: str
    offset: int


def find_missing(texts: Sequence[StyledText]) -> tuple[MissingGlyph, ...]:
    """Return the characters of a paragraph that will be drawn as a replacement, in reading order."""
    missing: list[MissingGlyph] = []
    start = 0
    for styled in texts:
        missing += (
            MissingGlyph(char=char, offset=start + offset)
            for offset, char in _find_in_text(styled.text, styled.stack)
        )
        start += len(styled.text)
    return tuple(missing)


def check_glyphs(
    texts: Sequence[StyledText], *, span: Span | None, source: SourceText | None
) -> tuple[Diagnostic, ...]:
    """Report the characters of a paragraph that no font covers, once for each character.

    Args:
        texts: the paragraph as it is set, which need not be the words of the source.
        span: the paragraph's place in `source`; with both, a diagnostic points at the character itself where
            the source has it there, else at the paragraph.
        source: the transcript.

    Diagnostics:
        missing-glyph: a character that no font of the stack covers.
    """
    counts: dict[str, int] = {}
    for missing in find_missing(texts):
        counts[missing.char] = counts.get(missing.char, 0) + 1
    return tuple(
        Diagnostic(
            rule=MISSING_GLYPH,
            message=_message(char, count),
            span=_locate(char, span, source),
            hints=_hints(char),
        )
        for char, count in counts.items()
    )


def _find_in_text(text: str, stack: FontStack) -> Iterator[tuple[int, str]]:
    # Where each character has a glyph on its own, none can be missing in a cluster.
    if stack.covered.issuperset(text):
        return
    new = set(text) - stack.covered
    lacking = {char for char in new if stack.find(char) is None and char not in _DRAWN_AS_BLANKS}
    stack.covered.update(new - lacking)
    if not lacking:
        return
    offset = 0
    for run in itemise(text, stack=stack):
        if run.is_missing:
            yield offset, run.text
        offset += len(run.text)


def _message(char: str, count: int) -> str:
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "").lower()
    shown = f"{char} ({code} {name})" if name and char.isprintable() else code
    times = "" if count == 1 else f", {count} times"
    if char_script(char).is_rtl:
        return f"can't set the right-to-left character {shown}{times}: a replacement is drawn"
    return f"no font has the character {shown}{times}: a replacement is drawn"


def _hints(char: str) -> tuple[str, ...]:
    if char_script(char).is_rtl:
        return ("write it in Latin letters",)
    if char_script(char).code in {"Hani", "Hira", "Kana", "Hang", "Bopo"}:
        return ('pip install "forumpub[cjk]"',)
    return ("install a font that has it, or name one in the style under [fonts]",)


def _locate(char: str, span: Span | None, source: SourceText | None) -> Span | None:
    if span is None or source is None:
        return span
    at = source.text.find(char, span.start, span.end)
    return span if at < 0 else Span(at, at + 1)
