"""Which texts keep their order, and which were moved."""

from __future__ import annotations

from collections.abc import Sequence


def find_order(ranks: Sequence[int], weights: Sequence[float]) -> frozenset[int]:
    """Find the heaviest rising subsequence.

    Args:
        ranks: for each text in today's order, its place in the order before; no two are equal.
        weights: how much a text should count as one that stayed, each > 0.

    Returns:
        The places in `ranks` that keep their order; all others were moved. O(n log n).
    """
    by_rank = {rank: number for number, rank in enumerate(sorted(ranks), 1)}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before = [-1] * len(ranks)
    best = (0.0, -1)
    for place, (rank, weight) in enumerate(zip(ranks, weights, strict=True)):
        number = by_rank[rank]
        total, last = _heaviest(tree, number - 1)
        before[place] = last
        candidate = (total + weight, place)
        best = max(best, candidate, key=lambda item: item[0])
        while number < len(tree):
            if candidate[0] > tree[number][0]:
                tree[number] = candidate
            number += number & -number
    kept: set[int] = set()
    place = best[1]
    while place != -1:
        kept.add(place)
        place = before[place]
    return frozenset(kept)


def _heaviest(tree: list[tuple[float, int]], number: int) -> tuple[float, int]:
    """Return the heaviest chain that ends at one of the first `number` ranks (a Fenwick tree of maxima)."""
    best = (0.0, -1)
    while number > 0:
        if tree[number][0] > best[0]:
            best = tree[number]
        number -= number & -number
    return best
