"""From a place in a paragraph back to the source."""

from __future__ import annotations

from forumpub.model import Para
from forumpub.parse.canonical import locate
from forumpub.source import SourceText, Span

# `locate` walks the paragraph for every place. A pass that finds thousands of places in one long paragraph
# that lost characters on its way would take quadratic time; beyond this, it points at the paragraph.
_WALKED_CHARS = 2_000_000


class Places:
    """Turns places in paragraphs into spans of the source, for one pass over one article.

    Without the source text, a paragraph that lost characters on its way (blanks, line ends, mark-up) can
    only be pointed at as a whole.
    """

    def __init__(self, source: SourceText | None) -> None:
        self._source = source
        self._para: Para | None = None
        self._plain = False
        self._walked = 0

    def span(self, para: Para, start: int, end: int) -> Span:
        """Return where `para.text[start:end]` stands in the source."""
        if para is not self._para:
            self._para = para
            self._plain = self._is_plain(para)
        if self._plain:
            return Span(para.span.start + start, para.span.start + end)
        if self._source is None or self._walked > _WALKED_CHARS or para.span.end > len(self._source.text):
            return para.span
        self._walked += 2 * len(para.text)
        first = locate(self._source, para, start)
        # The end is the end of the last character; what the wrapping left after it is not part of the words.
        last = locate(self._source, para, max(start, end - 1))
        after = locate(self._source, para, end)
        return Span(first, max(first, min(after, last + 1)))

    def _is_plain(self, para: Para) -> bool:
        """Tell whether the paragraph's text is its source, character for character."""
        if para.pieces or len(para.span) != len(para.text):
            return False
        return self._source is None or self._source.slice(para.span) == para.text


def source_span(para: Para, start: int, end: int, source: SourceText | None) -> Span:
    """Return where `para.text[start:end]` stands in the source, for a single place."""
    return Places(source).span(para, start, end)
