"""Lines of text: breaking paragraphs into shaped lines, and drawing them on a ReportLab canvas."""

from __future__ import annotations

import bisect
import itertools
import operator
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from forumpub.typeset.breaking import segments
from forumpub.typeset.characters import LINE_ENDS, is_blank
from forumpub.typeset.fonts import FontStack
from forumpub.typeset.reportlab_seam import TextCanvas, append_operators
from forumpub.typeset.shaping import ShapedText, shape, shape_segments
from forumpub.typeset.squeezing import OPENING
from forumpub.typeset.typefaces import Typeface
from forumpub.values import dataclass

# Sums of rounded advances may differ from the column by less than anyone can see.
_TOLERANCE_PT = 0.001

_ADVANCE_OF = operator.attrgetter("advance_em")
_BODY_OF = operator.attrgetter("body_em")
_TEXT_OF = operator.attrgetter("text")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledText:
    """Characters of one look.

    `lang` is the BCP 47 tag of these characters, for shaping. `rgb` is sRGB, each channel 0–1. `mark` is the
    caller's own key, such as a link or a foreign-language span; pieces of different mark are never merged.
    A line end within `text` ends the line there and draws nothing.
    """

    text: str
    stack: FontStack
    size_pt: float
    rgb: tuple[float, float, float]
    lang: str
    mark: Hashable | None = None


class SetPiece(NamedTuple):
    """The part of one line that comes from one `StyledText`.

    `x_pt` counts from the start of the line. `width_pt` includes trailing blanks.
    """

    style: StyledText
    text: str
    words: tuple[ShapedText, ...]
    x_pt: float
    width_pt: float


class SetLine(NamedTuple):
    """One line. `width_pt` leaves out the blanks at its end, which hang over the margin."""

    pieces: tuple[SetPiece, ...]
    text: str
    width_pt: float


class _Word(NamedTuple):
    """A shaped part of a segment.

    `position` is that of its `StyledText`. `body_pt` is its width without the blanks at its end.
    """

    position: int
    style: StyledText
    shaped: ShapedText
    width_pt: float
    body_pt: float


def _make_word(position: int, style: StyledText, shaped: ShapedText) -> _Word:
    size_pt = style.size_pt
    return _Word(position, style, shaped, shaped.advance_em * size_pt / 1000, shaped.body_em * size_pt / 1000)


def set_lines(texts: Sequence[StyledText], width_pt: float, *, lang: str) -> tuple[SetLine, ...]:
    """Break one paragraph into lines.

    First fit at ICU line-break opportunities; a word wider than the column breaks between grapheme clusters.

    Args:
        texts: the paragraph, in reading order.
        width_pt: width of the column in points, > 0.
        lang: BCP 47 tag of the paragraph, for the break rules.

    Returns:
        The lines, at least one; their texts joined are the texts joined. A paragraph without characters is
        one line without pieces.

    Raises:
        ValueError: width_pt is not positive.
    """
    if width_pt <= 0:
        raise ValueError(f"a column must have a width, not {width_pt}")
    room_pt = width_pt + _TOLERANCE_PT
    if len(texts) == 1 and texts[0].text and LINE_ENDS.isdisjoint(texts[0].text):
        plain = _set_plain(texts[0], room_pt, lang)
        if plain is not None:
            return plain
    breaker = _LineBreaker(room_pt)
    for words in _segments(texts, lang):
        breaker.add(words)
    return breaker.finish()


def set_line(texts: Sequence[StyledText]) -> SetLine:
    """Set texts on one line, however long it gets."""
    return _make_line(
        list(itertools.chain.from_iterable(_segments(texts, texts[0].lang if texts else "und")))
    )


def measure(texts: Sequence[StyledText]) -> float:
    """Return the width in points of the texts on one line, blanks at the end included."""
    return sum(piece.width_pt for piece in set_line(texts).pieces)


def draw_piece(canvas: TextCanvas, piece: SetPiece, x_pt: float, baseline_pt: float) -> None:
    """Draw one piece of a line that starts at `x_pt`.

    Writes into the open text object, or one of its own; marked content is the caller's.
    """
    style = piece.style
    place = (x_pt + piece.x_pt, baseline_pt)
    shown = canvas.text.show(piece.words, style.size_pt, style.rgb, *place)
    if shown:
        append_operators(canvas, shown)


def draw_line(canvas: TextCanvas, line: SetLine, x_pt: float, baseline_pt: float) -> None:
    """Draw all pieces of a line that starts at `x_pt`."""
    for piece in line.pieces:
        draw_piece(canvas, piece, x_pt, baseline_pt)


def _segments(texts: Sequence[StyledText], lang: str) -> Iterator[list[_Word]]:
    """Yield the shaped parts of each unbreakable segment; one segment may have several looks."""
    filled = [(index, style) for index, style in enumerate(texts) if style.text]
    if len(filled) == 1:
        position, style = filled[0]
        found = segments(style.text, lang)
        for shaped in shape_segments(found, stack=style.stack, lang=style.lang):
            yield [_make_word(position, style, shaped)]
        return
    ends = list(itertools.accumulate(len(style.text) for _, style in filled))
    whole = "".join(style.text for _, style in filled)
    start = at = 0
    before: Typeface | None = None
    stack: FontStack | None = None
    for segment in segments(whole, lang):
        end = start + len(segment)
        words: list[_Word] = []
        while start < end:
            index, style = filled[at]
            stop = min(end, ends[at])
            part = segment if stop - start == len(segment) else whole[start:stop]
            if style.stack is not stack:
                stack, before = style.stack, None
            after = whole[stop : stop + 1]
            after = after if after in OPENING else ""
            shaped = shape(part, stack=style.stack, lang=style.lang, before=before, after=after)
            before = shaped.last_typeface
            words.append(_make_word(index, style, shaped))
            start = stop
            if stop == ends[at]:
                at += 1
        yield words


def _set_plain(style: StyledText, room_pt: float, lang: str) -> tuple[SetLine, ...] | None:
    """Fill lines as `_LineBreaker` does with a paragraph in one look without line ends, which nearly all are.

    Where each segment ends is summed up once, so that the end of a line is one search.

    Returns:
        The lines; None where a word is wider than the column.
    """
    words = shape_segments(segments(style.text, lang), stack=style.stack, lang=style.lang)
    scale = style.size_pt / 1000
    ends_em = list(itertools.accumulate(map(_ADVANCE_OF, words), initial=0.0))
    bodies_em = list(map(_BODY_OF, words))
    room_em = room_pt / scale
    if max(bodies_em) > room_em:
        return None
    # Never falling, since a body is never wider than its segment.
    body_ends_em = list(map(operator.add, ends_em, bodies_em))
    lines: list[SetLine] = []
    start = 0
    while start < len(words):
        gained_em = 0.0
        first = words[start]
        if first.text[0] in OPENING:
            after = words[start + 1].text[0] if start + 1 < len(words) else ""
            first = _at_line_start(first, style, after)
            gained_em = words[start].advance_em - first.advance_em
        start_em = ends_em[start] + gained_em
        stop = bisect.bisect_right(body_ends_em, start_em + room_em, start + 1)
        line = (first, *words[start + 1 : stop])
        text = "".join(map(_TEXT_OF, line))
        width_pt = (ends_em[stop] - start_em) * scale
        piece = SetPiece(style=style, text=text, words=line, x_pt=0.0, width_pt=width_pt)
        body = stop - 1
        while body > start and not bodies_em[body]:
            body -= 1
        body_pt = (body_ends_em[body] - start_em) * scale
        lines.append(SetLine(pieces=(piece,), text=text, width_pt=body_pt))
        start = stop
    return tuple(lines)


def _at_line_start(shaped: ShapedText, style: StyledText, after: str) -> ShapedText:
    """Shape a word that begins with an opening mark as the first of a line."""
    return shape(
        shaped.text,
        stack=style.stack,
        lang=style.lang,
        before=shaped.runs[0].typeface,
        after=after if after in OPENING else "",
        starts_line=True,
    )


class _LineBreaker:
    """First fit: fills one line after the other."""

    def __init__(self, width_pt: float) -> None:
        self._width_pt = width_pt
        self._lines: list[SetLine] = []
        self._words: list[_Word] = []
        self._used_pt = 0.0

    def add(self, words: list[_Word]) -> None:
        """Add one segment to the line, or to the next where it doesn't fit."""
        body_pt = words[0].body_pt if len(words) == 1 else _body_pt(words)
        if self._words and self._used_pt + body_pt > self._width_pt:
            self._end_line()
        if not self._words and words[0].shaped.text[0] in OPENING:
            words = _first_of_line(words)
            body_pt = _body_pt(words)
        if body_pt > self._width_pt:
            for word in words:
                self._add_in_parts(word)
        else:
            for word in words:
                self._words.append(word)
                self._used_pt += word.width_pt
        if words[-1].shaped.text[-1] in LINE_ENDS:
            self._end_line()

    def finish(self) -> tuple[SetLine, ...]:
        if self._words or not self._lines:
            self._end_line()
        return tuple(self._lines)

    def _end_line(self) -> None:
        self._lines.append(_make_line(self._words))
        self._words = []
        self._used_pt = 0.0

    def _add_in_parts(self, word: _Word) -> None:
        """Break a word that is wider than the column between its clusters."""
        clusters = tuple(_clusters(word))
        first = start = 0
        while first < len(clusters):
            count = self._count_fitting(clusters, first)
            if not count:
                self._end_line()
                continue
            part, count = self._part(word, start, clusters[first : first + count])
            self._words.append(part)
            self._used_pt += part.width_pt
            first += count
            start += len(part.shaped.text)
            if first < len(clusters):
                self._end_line()

    def _count_fitting(self, clusters: Sequence[_Cluster], first: int) -> int:
        """Count the clusters from `first` that fit on the line; an empty line takes at least one."""
        used_pt = self._used_pt
        count = 0
        for index in range(first, len(clusters)):
            cluster = clusters[index]
            is_first_of_line = not self._words and not count
            if not cluster.is_blank and used_pt + cluster.width_pt > self._width_pt and not is_first_of_line:
                break
            used_pt += cluster.width_pt
            count += 1
        while count > 1 and first + count < len(clusters) and clusters[first + count].is_mark:
            count -= 1
        return count

    def _part(self, word: _Word, start: int, clusters: Sequence[_Cluster]) -> tuple[_Word, int]:
        """Shape some clusters on their own; without their neighbours they may get wider and fewer must do."""
        while True:
            length = sum(cluster.length for cluster in clusters)
            shaped = shape(
                word.shaped.text[start : start + length], stack=word.style.stack, lang=word.style.lang
            )
            part = _make_word(word.position, word.style, shaped)
            if len(clusters) == 1 or self._used_pt + _body_pt([part]) <= self._width_pt:
                return part, len(clusters)
            clusters = clusters[:-1]


def _first_of_line(words: list[_Word]) -> list[_Word]:
    """Return a segment as it stands at the start of a line."""
    first = words[0]
    after = words[1].shaped.text[0] if len(words) > 1 else ""
    shaped = _at_line_start(first.shaped, first.style, after)
    return [_make_word(first.position, first.style, shaped), *words[1:]]


class _Cluster(NamedTuple):
    """A cluster of a word; `length` counts characters.

    `is_mark` is a sign such as the Burmese visarga: a cluster for UAX #29, but nothing to start a line with.
    """

    length: int
    width_pt: float
    is_blank: bool
    is_mark: bool


def _clusters(word: _Word) -> Iterator[_Cluster]:
    for run in word.shaped.runs:
        scale = word.style.size_pt / run.typeface.units_per_em
        for cluster in run.clusters:
            text = cluster.text
            is_mark = unicodedata.category(text[0]).startswith("M")
            yield _Cluster(len(text), cluster.advance * scale, is_blank(text), is_mark)


def _body_pt(words: Sequence[_Word]) -> float:
    """Return the width of words without the blanks at their end."""
    width_pt = 0.0
    is_trailing = True
    for word in reversed(words):
        width_pt += word.body_pt if is_trailing else word.width_pt
        is_trailing = is_trailing and not word.body_pt
    return width_pt


def _make_line(words: list[_Word]) -> SetLine:
    pieces: list[SetPiece] = []
    x_pt = 0.0
    for _, group in itertools.groupby(words, key=operator.attrgetter("position")):
        same = list(group)
        width_pt = sum(word.width_pt for word in same)
        pieces.append(
            SetPiece(
                style=same[0].style,
                text="".join(word.shaped.text for word in same),
                words=tuple(word.shaped for word in same),
                x_pt=x_pt,
                width_pt=width_pt,
            )
        )
        x_pt += width_pt
    return SetLine(
        pieces=tuple(pieces), text="".join(piece.text for piece in pieces), width_pt=_body_pt(words)
    )
