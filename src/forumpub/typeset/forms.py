"""What a cluster is in the font file of a PDF, worked out once in a process.

Documents in one language share most of their clusters: what doesn't depend on the document is looked up.
"""

from __future__ import annotations

import functools
from typing import NamedTuple, TypeAlias

from forumpub.typeset.alphabet import Alphabet, Cluster, Component
from forumpub.typeset.typefaces import Typeface

Key: TypeAlias = tuple[tuple[Component, ...], str]
"""What is drawn, and the text it stands for."""


class Form(NamedTuple):
    """What is drawn for a cluster, under one code or, if it can be taken apart, under those of two others.

    `glyph` is that of a cluster of one glyph where it stands, None for others, which need a composite.
    `width` is that of the glyph or composite and `advance` that of the cluster, in font units: kerning makes
    up for a difference. `width_em` is the width in thousandths of the size. `apart` has the numbers of two
    other clusters in the alphabet.
    """

    key: Key
    glyph: int | None
    width: int
    width_em: float
    advance: int
    apart: tuple[int, int] | None


class Forms(dict[int, Form]):
    """Forms by the numbers of the clusters in an alphabet, worked out when first asked for."""

    def __init__(self, typeface: Typeface, alphabet: Alphabet) -> None:
        super().__init__()
        self._typeface = typeface
        self._alphabet = alphabet

    def __missing__(self, number: int) -> Form:
        cluster = self._alphabet.cluster(number)
        components, text, advance = cluster
        glyph = components[0].glyph if cluster.is_plain else None
        width = max(0, advance) if glyph is None else self._typeface.advance_units(glyph)
        apart = None
        if (parts := take_apart(cluster, self._typeface)) is not None:
            head, letter = map(self._alphabet.char, parts)
            apart = ord(head), ord(letter)
        width_em = round(width * 1000 / self._typeface.units_per_em, 3)
        found = self[number] = Form((components, text), glyph, width, width_em, advance, apart)
        return found


@functools.lru_cache(maxsize=64)
def forms_of(typeface: Typeface, alphabet: Alphabet) -> Forms:
    """Return the forms of an alphabet's clusters in its typeface; a process has them once."""
    return Forms(typeface, alphabet)


def take_apart(cluster: Cluster, typeface: Typeface) -> tuple[Cluster, Cluster] | None:
    """Part a cluster before a last letter that just follows the rest, as a visarga or a vowel sign may.

    HarfBuzz counts them as one. Two codes are shared by more clusters than one is: a page of Burmese is 2 %
    smaller. What reaches under or over its letter stays with it: screens would move it by a pixel, and
    readers lose marks that stand alone.
    """
    components, text, advance = cluster
    if len(components) < 2 or len(text) < 2:
        return None
    *before, (glyph, dx, dy) = components
    width = typeface.advance_units(glyph)
    if dy or dx <= 0 or width <= 0 or dx + width != advance:
        return None
    if typeface.font.get_nominal_glyph(ord(text[-1])) != glyph:
        return None
    if not _stands_clear(typeface, glyph):
        return None
    return Cluster(tuple(before), text[:-1], dx), Cluster((Component(glyph, 0, 0),), text[-1], width)


@functools.lru_cache(maxsize=4096)
def _stands_clear(typeface: Typeface, glyph: int) -> bool:
    """Tell whether a glyph begins right of where the one before it ends."""
    extents = typeface.font.get_glyph_extents(glyph)
    return extents is not None and extents.width > 0 and extents.x_bearing > 0
