"""Set one document with one engine and print CPU seconds (first, then later ones), bytes and peak memory.

`python benchmarks/typeset_one.py ENGINE LANG TEXTFILE PARAGRAPHS REPEAT [OUT.pdf]`: REPEAT documents of
PARAGRAPHS lines after one that warms up, each of other lines, so that no cache of finished documents answers.
The first time leaves out imports and the loading of fonts, and the bytes are those of that document, the
same whatever REPEAT is; REPEAT 0 makes just that one.
"""

from __future__ import annotations

import logging
import resource
import statistics
import sys
import time
from pathlib import Path

from engines import ENGINES


def main(name: str, lang: str, text_file: str, count: str, repeat: str, out: str = "") -> None:
    """Make the documents and report."""
    logging.disable(logging.CRITICAL)
    lines = Path(text_file).read_text(encoding="utf-8").splitlines()
    size = int(count)
    engine = ENGINES[name]()
    engine.start(lang)
    started = time.process_time()
    data = engine.make(lines[0], lines[1:size])
    first_s = time.process_time() - started
    times: list[float] = []
    for number in range(1, int(repeat) + 1):
        at = number * size % max(1, len(lines) - size + 1)
        started = time.process_time()
        engine.make(lines[at], lines[at + 1 : at + size])
        times.append(time.process_time() - started)
    if out:
        Path(out).write_bytes(data)
    cpu_s = statistics.median(times) if times else 0.0
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(first_s, cpu_s, len(data), peak_mib)


if __name__ == "__main__":
    main(*sys.argv[1:7])
