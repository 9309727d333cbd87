"""Line ends of the house format: which lines of a wrapped file are whole by what stands in them."""

from __future__ import annotations

from forumpub.parse.canonical import BLANKS, canonical_text, trim
from forumpub.parse.chyron import find_inline, read_line
from forumpub.parse.chyron_uncased import has_uncased
from forumpub.parse.head import is_head_field, is_head_line
from forumpub.parse.labels import LabelFinder
from forumpub.parse.page_matter import is_page_matter
from forumpub.parse.signoff import read_sign_off
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText

_GOES_ON = lazy_pattern(r"(?:[,，、&]|\s(?:of|and|the|for|at|from|in))$")
# What parts a label from its speaker line.
_PARTING = lazy_pattern(r"[ \t\u3000]*[:：–—-]")


class HouseLines:
    """The rules for lines of one text, as `forumpub.parse.paragraphs.split_paragraphs` takes them."""

    def __init__(self, source: SourceText, finder: LabelFinder) -> None:
        self._source = source
        self._text = source.text
        self._finder = finder

    def begins(self, start: int, end: int) -> bool:
        """Say whether a line begins a paragraph in a wrapped file."""
        if self._finder.match_at(self._text, start, end) is not None or is_page_matter(
            self._text, start, end
        ):
            return True
        if is_head_line(self._text[start:end]):
            return True
        return read_sign_off(self._source, start, end, late=True) is not None

    def parts(self, start: int, end: int, next_end: int) -> bool:
        """Say whether the first of two lines is whole: a label alone, a sign-off, or a speaker line."""
        if is_page_matter(self._text, start, end) or is_head_field(self._text[start:end]):
            return True
        label = self._finder.match_at(self._text, start, end)
        if (
            label is not None
            and label.word is not None
            and not self._text[label.span.end : end].strip(BLANKS)
        ):
            return True
        if read_sign_off(self._source, start, end, late=True) is not None:
            return read_sign_off(self._source, start, next_end, late=True) is None
        return self._parts_speaker(start, end, next_end)

    def _parts_speaker(self, start: int, end: int, next_end: int) -> bool:
        """Say whether the first of two lines ends a speaker line, behind its label or on a line below it."""
        begin = self._behind_label(start, end)
        if begin is None:
            before = self._line_before(start)
            begin = start if before is not None and self._is_label_alone(*before) else None
        if begin is None:
            return False
        line, joined = (self._text[begin:stop].strip(BLANKS) for stop in (end, next_end))
        if read_line(line) is None or _GOES_ON.search(line):
            return False
        if has_uncased(line):  # no sentence end and no verb would tell that the words said have begun
            return True
        both = canonical_text(joined)
        return read_line(both) is None and find_inline(both) is None

    def _behind_label(self, start: int, end: int) -> int | None:
        """Return where the text behind a label begins at which a speaker line is expected."""
        label = self._finder.match_at(self._text, start, end)
        expected = label is not None and label.word is not None and label.word.trait == "expected"
        if label is None or not expected:
            return None
        parting = _PARTING.match(self._text, label.span.end, end)
        return parting.end() if parting else label.span.end

    def _is_label_alone(self, start: int, end: int) -> bool:
        behind = self._behind_label(start, end)
        return behind is not None and not self._text[behind:end].strip(BLANKS)

    def _line_before(self, start: int) -> tuple[int, int] | None:
        """Return the offsets of the last line before `start` that isn't blank; a soft break ends one too."""
        number = self._source.position(start).line - 2
        broken = trim(self._text, self._source.lines[number + 1].start, start)
        if len(broken):
            text = self._text[broken.start : broken.end]
            begin = broken.start + max(text.rfind("\u2028"), text.rfind("\x0b")) + 1
            span = trim(self._text, begin, broken.end)
            return span.start, span.end
        while number >= 0 and not self._source.lines[number].text.strip(BLANKS):
            number -= 1
        if number < 0:
            return None
        span = trim(self._text, self._source.lines[number].start, self._source.lines[number].end)
        return span.start, span.end
