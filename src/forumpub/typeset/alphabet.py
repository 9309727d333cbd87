"""Clusters as characters: a shaped run is a string in the alphabet of its typeface.

Joining words to a line, keeping 30,000 of them and finding the codes of their clusters (`str.translate`)
are then single steps of the interpreter, and the garbage collector has nothing to visit.
"""

from __future__ import annotations

import threading
from typing import NamedTuple, TypeAlias

from forumpub.typeset.characters import is_blank

# Far more than a language has. Text made to have more begins a new alphabet, so that memory stays bounded.
_MAX_CLUSTERS = 200_000


# Glyphs and where they are put, in font units.
Placed: TypeAlias = tuple[tuple[int, int, int], ...]


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


class _PlainChars(dict[tuple[int, str, int], str]):
    """Characters of clusters by glyph, text and advance; one that is not there yet is added when asked."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet

    def __missing__(self, key: tuple[int, str, int]) -> str:
        glyph, text, advance = key
        found = self[key] = self._alphabet.char(Cluster((Component(glyph, 0, 0),), text, advance))
        return found


class Alphabet:
    """Gives each cluster of a typeface a character, for as long as the process lives.

    Which character it is depends on what the process has shaped before: none of it may reach a file.
    """

    def __init__(self) -> None:
        self._clusters: list[Cluster] = []
        self._chars: dict[Cluster, str] = {}
        self.plain = _PlainChars(self)
        """The same by glyph, text and advance, for clusters of one glyph where it stands, as most are."""
        self.blanks: dict[str, int] = {}
        """The characters of clusters that draw nothing, and their advances in font units."""
        # And by what HarfBuzz gave for it, before glyphs without ink were left out.
        self._several: dict[tuple[Placed, str, int], str] = {}
        self._lock = threading.Lock()

    @property
    def is_full(self) -> bool:
        """Whether it is time for a new one."""
        return len(self._clusters) >= _MAX_CLUSTERS

    def cluster(self, number: int) -> Cluster:
        """Return what a character stands for, given its number (`ord`)."""
        return self._clusters[number]

    def clusters(self, chars: str) -> tuple[Cluster, ...]:
        """Return what some characters stand for."""
        return tuple(map(self._clusters.__getitem__, map(ord, chars)))

    def char(self, cluster: Cluster) -> str:
        """Return the character of a cluster."""
        return self._chars.get(cluster) or self._add(cluster)

    def find_several(self, placed: Placed, text: str, advance: int) -> str | None:
        """Return the character of a cluster by the glyphs that HarfBuzz gave for it."""
        return self._several.get((placed, text, advance))

    def add_several(self, placed: Placed, cluster: Cluster) -> str:
        """Remember for which glyphs of HarfBuzz's a cluster stands, and return its character."""
        found = self._several[placed, cluster.text, cluster.advance] = self.char(cluster)
        return found

    def _add(self, cluster: Cluster) -> str:
        with self._lock:
            found = self._chars.get(cluster)
            if found is None:
                found = chr(len(self._clusters))
                self._clusters.append(cluster)
                if is_blank(cluster.text):
                    self.blanks[found] = cluster.advance
                self._chars[cluster] = found
            return found
