"""HarfBuzz shaping, one entry a grapheme cluster."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import uharfbuzz as hb

from forumpub.typeset.alphabet import Alphabet, Cluster, Component, Placed
from forumpub.typeset.characters import has_ignorable, is_ignorable, text_for_shaping
from forumpub.typeset.fonts import FontStack
from forumpub.typeset.itemise import TextRun, itemise
from forumpub.typeset.scripts import script_of
from forumpub.typeset.squeezing import MARKS, OPENING, squeezed
from forumpub.typeset.typefaces import Typeface

_UNKNOWN_SCRIPT = "Zyyy"
_CHINESE = "Hani"

# Offset to the right and up, advance in both directions, in font units.
_Place: TypeAlias = tuple[int, int, int, int]

# Of what HarfBuzz says of a glyph, and where it is put.
_GLYPH_OF = operator.attrgetter("codepoint")
_CLUSTER_OF = operator.attrgetter("cluster")
_PLACE_OF = operator.attrgetter("position")

# Words are short; what is longer is rare enough to be shaped again, and would fill the cache.
_MAX_CACHED_LENGTH = 48
_CACHED_WORDS = 32768


class ShapedRun(NamedTuple):
    """Clusters of one typeface, as characters of an alphabet. `advance_em` is in thousandths of the size."""

    typeface: Typeface
    alphabet: Alphabet
    chars: str
    advance_em: float

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """What the characters stand for."""
        return self.alphabet.clusters(self.chars)


class ShapedText(NamedTuple):
    """A shaped word or more.

    Widths are thousandths of the size; `body_em` leaves out blanks at the end. `last_typeface` is that of the
    end of the text: characters of no script stay in it after the text.
    """

    text: str
    runs: tuple[ShapedRun, ...]
    advance_em: float
    body_em: float
    last_typeface: Typeface | None


_NOT_SHAPED = ShapedText("", (), 0.0, 0.0, None)


def shape(
    text: str,
    *,
    stack: FontStack,
    lang: str,
    before: Typeface | None = None,
    after: str = "",
    starts_line: bool = False,
) -> ShapedText:
    """Shape a text with the typefaces of a stack.

    Args:
        text: any.
        stack: typefaces in order of preference.
        lang: BCP 47 tag, which chooses local forms.
        before: typeface of what stands before the text: its first characters of no script stay in it.
        after: the opening mark that follows the text, if any: a Chinese one makes room for it.
        starts_line: an opening mark at the start of the text gives up its empty half, if it is Chinese.
    """
    if before is not None and (not text or _has_script(text[0])):
        before = None
    if len(text) <= _MAX_CACHED_LENGTH:
        return _shape_cached(text, stack, lang, before, after, starts_line=starts_line)
    return _shape(text, stack, lang, before, after, starts_line=starts_line)


def shape_segments(segments: Sequence[str], *, stack: FontStack, lang: str) -> list[ShapedText]:
    """Shape the segments of a paragraph in one look, as `shape` does with what stands before and after each.

    Nearly all are words that look the same in any company. They are looked up all at once.
    """
    known = _known_words(stack, lang)
    words = list(map(known.get, segments, itertools.repeat(_NOT_SHAPED)))
    for index in [index for index, word in enumerate(words) if word is _NOT_SHAPED]:
        segment = segments[index]
        if _stands_alone(segment):
            if len(known) >= _CACHED_WORDS:
                known.clear()
            words[index] = known[segment] = _shape(segment, stack, lang, None, "", starts_line=False)
        else:
            before = words[index - 1].last_typeface if index else None
            after = segments[index + 1][0] if index + 1 < len(segments) else ""
            after = after if after in OPENING else ""
            words[index] = shape(segment, stack=stack, lang=lang, before=before, after=after)
    return words


@functools.lru_cache(maxsize=64)
def _known_words(stack: FontStack, lang: str) -> dict[str, ShapedText]:
    """Return the words of a language that were shaped before and stand alone."""
    return {}


def _stands_alone(segment: str) -> bool:
    """Tell whether a segment looks the same whatever is before and after it."""
    return len(segment) <= _MAX_CACHED_LENGTH and _has_script(segment[0]) and segment[-1] not in MARKS


@functools.lru_cache(maxsize=4096)
def _has_script(char: str) -> bool:
    return script_of(text_for_shaping(char)) is not None


def _shape(
    text: str,
    stack: FontStack,
    lang: str,
    before: Typeface | None,
    after: str,
    *,
    starts_line: bool,
) -> ShapedText:
    found = itemise(text, stack=stack, before=before)
    if len(found) == 1 and not found[0].is_missing:
        run = _shape_run(found[0], lang, after, starts_line=starts_line)
        return ShapedText(
            text, (run,), run.advance_em, run.advance_em - _trailing_blank_em((run,)), run.typeface
        )
    last = len(found) - 1
    runs = tuple(
        [
            _shape_missing(run, stack, lang)
            if run.is_missing
            else _shape_run(run, lang, after if index == last else "", starts_line=starts_line and index == 0)
            for index, run in enumerate(found)
        ]
    )
    advance_em = sum([run.advance_em for run in runs])
    last_typeface = runs[-1].typeface if runs else None
    return ShapedText(text, runs, advance_em, advance_em - _trailing_blank_em(runs), last_typeface)


_shape_cached = functools.lru_cache(maxsize=_CACHED_WORDS)(_shape)


def _trailing_blank_em(runs: tuple[ShapedRun, ...]) -> float:
    width = 0.0
    for typeface, alphabet, chars, _ in reversed(runs):
        units = 0
        for char in reversed(chars):
            advance = alphabet.blanks.get(char)
            if advance is None:
                return width + units * 1000 / typeface.units_per_em
            units += advance
        width += units * 1000 / typeface.units_per_em
    return width


def _shape_run(run: TextRun, lang: str, after: str, *, starts_line: bool) -> ShapedRun:
    # A bracket in a look of its own is a run without letters; its font has halves if it is a Chinese one.
    chinese = run.script == _CHINESE or (run.script is None and lang[:2].lower() == "zh")
    halves = squeezed(run.text, after, lang, starts_line=starts_line) if chinese else ()
    shaped = _shape_in(run.typeface, run.text, run.script, lang, halves)
    if has_ignorable(run.text):
        return _of_clusters(shaped, _join_ignorable(shaped.clusters))
    return shaped


def _shape_missing(run: TextRun, stack: FontStack, lang: str) -> ShapedRun:
    """Shape the replacement, but keep the character that it stands for as its text."""
    shaped = _shape_in(run.typeface, stack.replacement.char, None, lang)
    return _of_clusters(shaped, [cluster._replace(text=run.text) for cluster in shaped.clusters])


def _of_clusters(shaped: ShapedRun, clusters: Sequence[Cluster]) -> ShapedRun:
    """Return a run with other clusters."""
    typeface, alphabet, _, _ = shaped
    units = sum(cluster.advance for cluster in clusters)
    chars = "".join(map(alphabet.char, clusters))
    return ShapedRun(typeface, alphabet, chars, units * 1000 / typeface.units_per_em)


def _shape_in(
    typeface: Typeface, text: str, script: str | None, lang: str, halves: tuple[int, ...] = ()
) -> ShapedRun:
    """Shape characters of one script in one typeface."""
    alphabet = typeface.alphabet
    buffer = hb.Buffer()
    # Its clusters are at least grapheme clusters and never out of order (MONOTONE_GRAPHEMES), its default.
    buffer.add_str(text_for_shaping(text))
    buffer.direction = "ltr"
    buffer.script = script or _UNKNOWN_SCRIPT
    buffer.language = lang
    hb.shape(typeface.font, buffer, _with_halves(halves) if halves else None)
    infos = buffer.glyph_infos
    if not infos:
        nothing = alphabet.char(Cluster((), text, 0)) if text else ""
        return ShapedRun(typeface, alphabet, nothing, 0.0)
    clusters = list(map(_CLUSTER_OF, infos))
    places = list(map(_PLACE_OF, buffer.glyph_positions or ()))
    glyphs = map(_GLYPH_OF, infos)
    if clusters == list(range(len(text))):
        rights, ups, advances, _ = zip(*places, strict=True)
        if not any(rights) and not any(ups):
            # Each character is one glyph where it stands, as in nearly all Latin and Chinese words.
            chars = "".join(map(alphabet.plain.__getitem__, zip(glyphs, text, advances, strict=True)))
            return ShapedRun(typeface, alphabet, chars, sum(advances) * 1000 / typeface.units_per_em)
    # What HarfBuzz leaves out counts as part of its neighbour, at the start of the text as well.
    ends = [*clusters[1:], len(text)]
    chars = "".join(_chars(typeface, alphabet, text, zip(glyphs, places, ends, strict=True)))
    units = sum([advance for _, _, advance, _ in places])
    return ShapedRun(typeface, alphabet, chars, units * 1000 / typeface.units_per_em)


def _chars(
    typeface: Typeface, alphabet: Alphabet, text: str, glyphs: Iterable[tuple[int, _Place, int]]
) -> list[str]:
    """Return the characters of the clusters of a text.

    Each glyph comes with its place and the offset of the next glyph's cluster: it ends its own where that is
    another one.
    """
    chars: list[str] = []
    plain = alphabet.plain
    start = 0
    placed: list[tuple[int, int, int]] = []
    x = y = 0
    for glyph, (dx, dy, advance, y_advance), end in glyphs:
        if end != start and not placed and not dx and not dy:
            chars.append(plain[glyph, text[start:end], advance])
            start = end
            continue
        placed.append((glyph, x + dx, y + dy))
        x += advance
        y += y_advance
        if end != start:
            chars.append(_char_of_several(typeface, alphabet, tuple(placed), text[start:end], x))
            start = end
            placed = []
            x = y = 0
    return chars


def _char_of_several(
    typeface: Typeface,
    alphabet: Alphabet,
    placed: Placed,
    text: str,
    advance: int,
) -> str:
    """Return the character of a cluster, given its glyphs and their places."""
    found = alphabet.find_several(placed, text, advance)
    if found is None:
        components = _inked([Component(*glyph) for glyph in placed], typeface)
        found = alphabet.add_several(placed, Cluster(components, text, advance))
    return found


def _with_halves(halves: tuple[int, ...]) -> dict[str, bool | list[tuple[int, int, bool]]]:
    return {"halt": [(at, at + 1, True) for at in halves]}


def _inked(components: list[Component], typeface: Typeface) -> tuple[Component, ...]:
    """Leave out glyphs without ink, such as those of joiners, unless nothing else is there."""
    if len(components) == 1:
        return tuple(components)
    return tuple(c for c in components if typeface.draws(c.glyph)) or tuple(components[:1])


def _join_ignorable(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Give characters that draw nothing to the cluster before, so that they are copied out with it."""
    joined: list[Cluster] = []
    for cluster in clusters:
        if not is_ignorable(cluster.text):
            joined.append(cluster)
        elif joined:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + cluster.text)
        else:
            joined.append(Cluster((), cluster.text, 0))
    return joined
