"""Section labels without brackets: `解说：…`, `Narration: …`, `Explanation] …`, or a line of their own.

A word of the table is also a word of the language, so that one alone proves nothing. A file has such labels
where it tells narration and sound bites apart by them; beside labels in brackets only words count that no
sentence begins with.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from forumpub.model import BlockType
from forumpub.parse.canonical import BLANKS, trim
from forumpub.parse.chyron import find_inline
from forumpub.parse.labels import LabelFinder, LabelMatch, LabelWord, fold_label, label_table
from forumpub.parse.reader import ReadOptions
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText, Span

_WORD_CHARS = 40
_SAMPLE_LINES = 2000
_STOP = lazy_pattern(r"[:：(（\]】］〕〗)\r\n]|\s[-–—]\s|\t")
_BLANK = lazy_pattern(r"[ \t\u3000\xa0]+")
_CLOSING = "]】］〕〗"
# Words that nothing but a script sets before a colon.
_CORE = frozenset(
    map(
        fold_label,
        [
            *("解说", "解說", "解说词", "解說詞", "旁白", "画外音", "畫外音", "同期", "同期声", "同期聲"),
            *("现场同期", "現場同期", "现场同期声", "現場同期聲", "记者出镜", "記者出鏡"),
            *("Narration", "Voiceover", "Concurrent", "Concurrent sound", "Same period"),
            *("Sound bite", "SOT", "Synchronous sound", "Simultaneous sound", "Sync sound"),
            *("Simultaneous on-site",),
            *(
                "Narasi",
                "Sulih suara",
                "Suara latar",
                "Lời bình",
                "Thuyết minh",
                "Lời thuyết minh",
                "Salaysay",
            ),
            *("บรรยาย", "เสียงบรรยาย", "ปล่อยเสียง", "ບັນຍາຍ", "ສຽງບັນຍາຍ", "សំឡេងអត្ថាធិប្បាយ", "အင်တာဗျူး"),
            *("பின்னணிக் குரல்", "விவரிப்பு", "Narração", "Locução", "Narrasaun"),
        ],
    )
)
# Words that count beside labels in brackets, and alone are words of any text.
_USUAL = frozenset(map(fold_label, ["Explanation", "Commentary"]))


class BareLabelFinder(LabelFinder):
    """Finds labels with and without brackets. With `core` only words count that no sentence begins with."""

    def __init__(self, options: ReadOptions, *, core: bool = False) -> None:
        super().__init__(options.labels)
        self._own = frozenset(options.labels)
        self._core_only = core
        # First words of the labels that a speaker line follows: most lines need no more than a look.
        self._openings = _openings()

    def match_at(self, text: str, start: int, end: int) -> LabelMatch | None:
        """Return the label that begins at `start`, in brackets or without."""
        found = super().match_at(text, start, end)
        return found if found is not None else self.match_bare(text, start, end)

    def match_bare(self, text: str, start: int, end: int) -> LabelMatch | None:
        """Return the label without brackets that begins at `start`; it ends before its colon."""
        if start >= end or not text[start].isalpha():
            return None
        found = self._match_closed(text, start, end) or self._match_before_speaker(text, start, end)
        usual = found is not None and fold_label(found.text) in _USUAL
        if found is None or not self._core_only or found.unclosed or usual or self.is_core(found):
            return found
        return None

    def is_core(self, label: LabelMatch) -> bool:
        """Say whether a label's word is one that only scripts hold, or one of the user's own."""
        folded = fold_label(label.word.label if label.word else label.text)
        # NARRATOR in capitals stands beside NAMES in capitals: a dialogue.
        narrator = folded == "narrator" and not label.text.isupper()
        return folded in _CORE or folded in self._own or narrator

    def _match_closed(self, text: str, start: int, end: int) -> LabelMatch | None:
        """Match a word that a colon, a bracket, a dash or the end of its line ends."""
        limit = min(end, start + _WORD_CHARS)
        stop = _STOP.search(text, start, limit)
        if stop is None and limit < end:
            return None
        at = stop.start() if stop else limit
        word, _ = self.find_word(text[start:at])
        if word is None:
            return None
        mark = stop.group().strip() if stop else ""
        if mark in (")", "）") or (mark and mark in "(（-–—" and word.trait not in ("expected", "optional")):
            return None
        closing = bool(mark) and mark in _CLOSING
        last = at + 1 if closing else start + len(text[start:at].rstrip(BLANKS))
        return _match(text, start, last, word, unclosed=closing)

    def _match_before_speaker(self, text: str, start: int, end: int) -> LabelMatch | None:
        """Match the label of a sound bite with only a blank before the speaker: `同期声 游客 张晓梅：…`."""
        for blank in _BLANK.finditer(text, start, min(end, start + _WORD_CHARS)):
            if fold_label(text[start : blank.start()]) not in self._openings:
                return None
            word, _ = self.find_word(text[start : blank.start()])
            if word is not None and word.trait == "expected" and find_inline(text[blank.end() : end]):
                return _match(text, start, blank.start(), word)
        return None


@functools.cache
def _openings() -> frozenset[str]:
    """Return the labels of sound bites, and their first words, folded."""
    found: set[str] = set()
    for row in label_table().values():
        if row.trait == "expected":
            tokens = row.label.split()
            found.update(fold_label("".join(tokens[:stop])) for stop in range(1, len(tokens) + 1))
    return frozenset(found)


def _match(text: str, start: int, end: int, word: LabelWord, *, unclosed: bool = False) -> LabelMatch:
    return LabelMatch(span=Span(start, end), word=word, text=text[start:end], bare=True, unclosed=unclosed)


def choose_finder(source: SourceText, options: ReadOptions) -> LabelFinder:
    """Return the finder for the labels of a text: with bare ones where the text has them."""
    plain = LabelFinder(options.labels)
    bare = BareLabelFinder(options)
    bracketed: set[BlockType] = set()
    found: list[LabelMatch] = []
    for start, end in _line_spans(source, options):
        label = plain.match_at(source.text, start, end)
        if label is not None:
            if label.word is not None:
                bracketed.add(label.word.type)
        elif (label := bare.match_bare(source.text, start, end)) is not None:
            found.append(label)
    if not found:
        return plain
    if bracketed:
        return BareLabelFinder(options, core=True) if _pairs(found, bracketed, bare) else plain
    return bare if _is_script(found, bare) else plain


def _line_spans(source: SourceText, options: ReadOptions) -> Iterator[tuple[int, int]]:
    """Give the first lines that aren't blank, without the blanks around them."""
    seen = 0
    for line in source.lines:
        if line.end < options.body_start:
            continue
        span = trim(source.text, max(line.start, options.body_start), line.end)
        if len(span):
            yield span.start, span.end
            seen += 1
        if seen >= _SAMPLE_LINES:
            return


def _pairs(found: Sequence[LabelMatch], bracketed: set[BlockType], finder: BareLabelFinder) -> bool:
    """Say whether bare labels stand beside those in brackets: one half closed, or words of scripts only."""
    if any(label.unclosed for label in found):
        return True
    types = {label.word.type for label in found if label.word and finder.is_core(label)}
    both = {BlockType.NARRATION, BlockType.QUOTE}
    return bool(types) and both <= types | bracketed


def _is_script(found: Sequence[LabelMatch], finder: BareLabelFinder) -> bool:
    """Say whether bare labels make a script: narration and sound bites, or narration twice."""
    types = {label.word.type for label in found if label.word}
    if not any(finder.is_core(label) for label in found):
        return False
    if BlockType.NARRATION in types and BlockType.QUOTE in types:
        return True
    core = [label for label in found if finder.is_core(label) and label.word]
    return sum(label.word.type is BlockType.NARRATION for label in core if label.word) >= 2
