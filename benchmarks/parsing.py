"""Parse throughput and its growth from 10 KB to 50 MB, by format.

`python benchmarks/parsing.py [FORMAT …]` writes its table into docs/performance.md.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

from measure import machine, table, write_section

SIZES = (10_000, 100_000, 1_000_000, 10_000_000, 50_000_000)


def measure(name: str, size: int, *, rounds: int) -> tuple[int, float, float]:
    """Return bytes, median CPU seconds and peak MiB of parsing one size."""
    command = [sys.executable, str(Path(__file__).parent / "parse_one.py"), name, str(size)]
    printed = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(rounds)
    ]
    return (
        int(printed[0][0]),
        statistics.median(float(row[1]) for row in printed),
        max(float(row[2]) for row in printed),
    )


def main(names: list[str]) -> None:
    """Measure every size of every format and report."""
    rows: list[list[str]] = []
    for name in names:
        per_byte: list[float] = []
        for size in SIZES:
            count, cpu_s, peak = measure(name, size, rounds=3 if size <= 10_000_000 else 1)
            per_byte.append(cpu_s / count)
            growth = f"{per_byte[-1] / per_byte[0]:.2f}"
            rows.append(
                [
                    name,
                    f"{count / 1e6:.2f} MB",
                    f"{cpu_s:.3f} s",
                    f"{count / 1e6 / cpu_s:.1f}",
                    growth,
                    f"{peak:.0f}",
                ]
            )
    header = ["format", "size", "CPU", "MB/s", "CPU per byte ÷ that at 10 KB", "peak MiB"]
    body = f"{table(header, rows)}\n\n{machine()}. `python benchmarks/parsing.py {' '.join(names)}`"
    write_section("parse", body)
    print(body)


if __name__ == "__main__":
    main(sys.argv[1:] or ["house"])
