"""From the tags of running text (XHTML, NITF) to the blocks of a draft."""

from __future__ import annotations

from collections import Counter

from forumpub.model import BlockType, MarkKind
from forumpub.parse.canonical import BLANKS
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.source import Span

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"})
_KINDS = {
    **dict.fromkeys(_HEADINGS, BlockType.HEADING),
    **dict.fromkeys(("figcaption", "media-caption", "caption"), BlockType.CAPTION),
    **dict.fromkeys(("blockquote", "block-quote", "bq"), BlockType.QUOTE),
    "abstract": BlockType.LEAD,
    "tagline": BlockType.NOTE,
}
# Everything that begins or ends a paragraph; what isn't here stands inside one.
_BLOCK_NAMES = (
    "p li td th tr dt dd div section article aside header footer main body block pre figure table ul ol dl"
    " nitf-table table-row note address center hr fn media body.head body.content body.end html nitf"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split()) | set(_KINDS)
_SILENT = frozenset({"script", "style", "template", "svg", "head", "media-metadata", "media-reference"})
_DIVIDER = lazy_pattern(r"\s*[_=*–—-]{3,80}\s*")
_LINE_END = lazy_pattern(r"\r\n|\n|\r|(?:\\r)?\\n")


class FlowWriter:
    """Writes paragraphs as tags and words come. Words without a paragraph are one too."""

    def __init__(self, builder: DraftBuilder) -> None:
        self.builder = builder
        self._pieces: list[Span] = []
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        self._breaks = 0

    @property
    def is_silent(self) -> bool:
        """Whether the words that come are no words of the text."""
        return any(self._counts[name] for name in _SILENT)

    def open(self, name: str) -> None:
        """Begin an element."""
        if name == "br":
            self.break_line()
        elif name in _BLOCKS or name in _SILENT:
            self.end_para()
            # A heading that never ends doesn't swallow the text below it.
            if self._open and self._open[-1] in _HEADINGS and name not in _SILENT:
                self._counts[self._open.pop()] -= 1
            if name in _KINDS or name in _SILENT:
                self._open.append(name)
                self._counts[name] += 1

    def close(self, name: str) -> None:
        """End an element; one that isn't open ends only the paragraph."""
        if name in _BLOCKS or name in _SILENT:
            self.end_para()
        while self._counts[name] > 0:
            last = self._open.pop()
            self._counts[last] -= 1
            if last == name:
                break

    def break_line(self) -> None:
        """Two line breaks in a row are how some systems end a paragraph."""
        self._breaks += 1
        if self._breaks >= 2:
            self.end_para()

    def add(self, start: int, end: int) -> None:
        """Add words, or set them aside where they are none."""
        if not self.builder.source.text[start:end].strip(BLANKS) or self.is_silent:
            return
        self._breaks = 0
        self._pieces.append(Span(start, end))

    def add_markup_text(self, start: int, end: int) -> None:
        """Add words between tags inside a JSON string, where an escaped line end is no word."""
        text = self.builder.source.text
        if _LINE_END.sub("", text[start:end]).replace("\\t", "").strip(BLANKS):
            self.add(start, end)

    def add_lines(self, start: int, end: int) -> None:
        """Add plain text: blank lines divide paragraphs, or line ends where there is no blank line."""
        text = self.builder.source.text
        bounds = [match.span() for match in _LINE_END.finditer(text, start, end)]
        lines = list(zip((start, *(b for _, b in bounds)), (*(a for a, _ in bounds), end), strict=True))
        filled = [bool(text[a:b].strip(BLANKS)) for a, b in lines]
        inner = filled[filled.index(True) :] if True in filled else []
        spaced = False in inner[: len(inner) - inner[::-1].index(True)] if True in inner else False
        for (first, last), has_words in zip(lines, filled, strict=True):
            if has_words:
                self.add(first, last)
            if not spaced or not has_words:
                self.end_para()
        self.end_para()

    def end_para(self) -> None:
        """End the paragraph."""
        self._breaks = 0
        if not self._pieces:
            return
        if len(self._pieces) == 1 and _DIVIDER.fullmatch(self.builder.source.slice(self._pieces[0])):
            # Agencies set a row of strokes between the story and what belongs to it.
            self.builder.mark(MarkKind.SEPARATOR, self._pieces[0].start, self._pieces[0].end)
            self._pieces = []
            return
        kind = next((_KINDS[name] for name in reversed(self._open) if name in _KINDS), BlockType.BODY)
        current = self.builder.current
        if current is None or current.type is not kind or kind in (BlockType.HEADING, BlockType.CAPTION):
            self.builder.open(kind)
        self.builder.add_text(self._pieces)
        self._pieces = []

    def finish(self) -> None:
        """End the text: a new one begins with nothing open."""
        self.end_para()
        self._open.clear()
        self._counts.clear()
