"""Publish one file many times in one process and print the CPU seconds of each repetition.

`python benchmarks/warm.py ours|peer FILE KINDS REPEAT`
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def our_publish(source: str, kinds: str) -> Callable[[], None]:
    """Return a function that publishes `source` once with forumpub."""
    import forumpub

    def once() -> None:
        article = forumpub.parse(forumpub.read(source).value).value
        for kind in kinds.split(","):
            forumpub.render(article, to=kind)

    return once


def peer_publish(source: str, kinds: str) -> Callable[[], None]:
    """Return a function that publishes `source` once with the minimal script."""
    import peer_minimal

    folder = tempfile.mkdtemp()
    return lambda: peer_minimal.main(source, folder, kinds)


def main(side: str, source: str, kinds: str, repeat: str) -> None:
    """Time `repeat` repetitions after one that warms up, and print the CPU seconds, one a line."""
    once = {"ours": our_publish, "peer": peer_publish}[side](source, kinds)
    once()
    for _ in range(int(repeat)):
        started = time.process_time()
        once()
        print(time.process_time() - started)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main(*sys.argv[1:5])
