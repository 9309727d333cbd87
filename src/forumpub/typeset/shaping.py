"""HarfBuzz shaping, one entry a grapheme cluster."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import NamedTuple

import uharfbuzz as hb

from forumpub.typeset.characters import has_ignorable, is_blank, is_ignorable, text_for_shaping
from forumpub.typeset.fonts import FontStack
from forumpub.typeset.itemise import TextRun, itemise
from forumpub.typeset.scripts import script_of
from forumpub.typeset.squeezing import squeezed
from forumpub.typeset.typefaces import Typeface

_FEATURES = {"kern": True, "liga": True}
_UNKNOWN_SCRIPT = "Zyyy"
_CHINESE = "Hani"
_NOTDEF = 0

# Words are short; what is longer is rare enough to be shaped again, and would fill the cache.
_MAX_CACHED_LENGTH = 48
_CACHED_WORDS = 32768


class Component(NamedTuple):
    """One glyph of a cluster and its place, in font units from the cluster's origin."""

    glyph: int
    dx: int
    dy: int


class Cluster(NamedTuple):
    """What is drawn for one or more grapheme clusters that can't be told apart in the glyphs.

    `advance` is in font units. `components` is empty where nothing is drawn.
    """

    components: tuple[Component, ...]
    text: str
    advance: int

    @property
    def is_plain(self) -> bool:
        """One glyph where it stands: needs no composite."""
        return is_plain(self.components)


def is_plain(components: tuple[Component, ...]) -> bool:
    """Tell whether a cluster is one glyph where it stands."""
    return len(components) == 1 and not components[0].dx and not components[0].dy


@functools.lru_cache(maxsize=16384)
def _alone(glyph: int) -> tuple[Component, ...]:
    """Return the components of a cluster that is one glyph where it stands, as most are."""
    return (Component(glyph, 0, 0),)


@dataclass(frozen=True, slots=True, eq=False)
class ShapedRun:
    """Clusters of one typeface. `advance_em` is in thousandths of the size."""

    typeface: Typeface
    clusters: tuple[Cluster, ...]
    advance_em: float


@dataclass(frozen=True, slots=True, eq=False)
class ShapedText:
    """A shaped word or more.

    Widths are thousandths of the size; `body_em` leaves out blanks at the end. `last_typeface` is that of the
    end of the text: characters of no script stay in it after the text.
    """

    text: str
    runs: tuple[ShapedRun, ...]
    advance_em: float
    body_em: float
    last_typeface: Typeface | None


def shape(
    text: str, *, stack: FontStack, lang: str, before: Typeface | None = None, after: str = ""
) -> ShapedText:
    """Shape a text with the typefaces of a stack.

    Args:
        text: any.
        stack: typefaces in order of preference.
        lang: BCP 47 tag, which chooses local forms.
        before: typeface of what stands before the text: its first characters of no script stay in it.
        after: the opening mark that follows the text, if any: a Chinese one makes room for it.
    """
    if before is not None and (not text or _has_script(text[0])):
        before = None
    if len(text) <= _MAX_CACHED_LENGTH:
        return _shape_cached(text, stack, lang, before, after)
    return _shape(text, stack, lang, before, after)


@functools.lru_cache(maxsize=4096)
def _has_script(char: str) -> bool:
    return script_of(text_for_shaping(char)) is not None


def _shape(text: str, stack: FontStack, lang: str, before: Typeface | None, after: str) -> ShapedText:
    found = itemise(text, stack=stack, before=before)
    runs = tuple(
        _shape_missing(run, stack, lang)
        if run.is_missing
        else _shape_run(run, lang, after if run is found[-1] else "")
        for run in found
    )
    advance_em = sum(run.advance_em for run in runs)
    last_typeface = runs[-1].typeface if runs else None
    return ShapedText(text, runs, advance_em, advance_em - _trailing_blank_em(runs), last_typeface)


_shape_cached = functools.lru_cache(maxsize=_CACHED_WORDS)(_shape)


def _trailing_blank_em(runs: tuple[ShapedRun, ...]) -> float:
    width = 0.0
    for run in reversed(runs):
        for cluster in reversed(run.clusters):
            if not is_blank(cluster.text):
                return width
            width += cluster.advance * 1000 / run.typeface.units_per_em
    return width


def _shape_run(run: TextRun, lang: str, after: str) -> ShapedRun:
    typeface = run.typeface
    halves = squeezed(run.text, after, lang) if run.script == _CHINESE else ()
    clusters = _clusters(run.text, typeface, run.script, lang, halves)
    if has_ignorable(run.text):
        clusters = _join_ignorable(clusters)
    return _shaped(typeface, tuple(clusters))


def _shape_missing(run: TextRun, stack: FontStack, lang: str) -> ShapedRun:
    """Shape the replacement, but keep the character that it stands for as its text."""
    shaped = _clusters(stack.replacement.char, run.typeface, None, lang)
    return _shaped(run.typeface, tuple(cluster._replace(text=run.text) for cluster in shaped))


def _shaped(typeface: Typeface, clusters: tuple[Cluster, ...]) -> ShapedRun:
    units = sum(cluster.advance for cluster in clusters)
    return ShapedRun(typeface, clusters, units * 1000 / typeface.units_per_em)


def _clusters(
    text: str, typeface: Typeface, script: str | None, lang: str, halves: tuple[int, ...] = ()
) -> list[Cluster]:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(text_for_shaping(text))
    buffer.direction = "ltr"
    buffer.script = script or _UNKNOWN_SCRIPT
    buffer.language = lang
    hb.shape(typeface.font, buffer, _FEATURES if not halves else _with_halves(halves))
    infos = buffer.glyph_infos
    if not infos:
        return [Cluster((), text, 0)] if text else []
    found: list[Cluster] = []
    # What HarfBuzz leaves out counts as part of its neighbour, at the start of the text as well.
    ends = [info.cluster for info in infos[1:]]
    ends.append(len(text))
    start = 0
    components: list[Component] = []
    x = y = 0
    for info, position, end in zip(infos, buffer.glyph_positions or (), ends, strict=True):
        dx, dy = x + position.x_offset, y + position.y_offset
        x += position.x_advance
        if end != start and not components and not dx and not dy:
            found.append(Cluster(_alone(info.codepoint), text[start:end], x))
            start = end
            x = 0
            continue
        components.append(Component(info.codepoint, dx, dy))
        y += position.y_advance
        if end != start:
            found.append(Cluster(_inked(components, typeface), text[start:end], x))
            start = end
            components = []
            x = y = 0
    return found


def _with_halves(halves: tuple[int, ...]) -> dict[str, bool | list[tuple[int, int, bool]]]:
    return {**_FEATURES, "halt": [(at, at + 1, True) for at in halves]}


def _inked(components: list[Component], typeface: Typeface) -> tuple[Component, ...]:
    """Leave out glyphs without ink, such as those of joiners, unless nothing else is there."""
    if len(components) == 1:
        return tuple(components)
    return tuple(c for c in components if typeface.draws(c.glyph)) or tuple(components[:1])


def _join_ignorable(clusters: list[Cluster]) -> list[Cluster]:
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
