"""Parse one generated transcript and print CPU seconds and peak memory in MiB of the parse alone.

`python benchmarks/parse_one.py FORMAT CHARS`
"""

from __future__ import annotations

import resource
import sys
import time

from forumpub.parse import ParseOptions, parse
from forumpub.parse.decode import decode

from transcripts import FORMATS


def main(name: str, chars: str) -> None:
    """Parse once and report."""
    data = FORMATS[name](int(chars)).encode()
    options = ParseOptions(format=name)
    repeat = max(1, 300_000 // len(data))
    parse(decode(b"[Explanation] Warm.", name="warm").value)
    started = time.process_time()
    for _ in range(repeat):
        parse(decode(data, name="generated").value, options=options)
    cpu_s = (time.process_time() - started) / repeat
    print(len(data), cpu_s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:3])
