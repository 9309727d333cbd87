"""Memory for a document of some 2,000 pages, against Typst.

`python benchmarks/longest.py [FOLDER]` reads `LANG.txt` files, a sentence a line, from FOLDER (by default
`../shared/eval/ntrex`), sets every line eleven times in orders that never come back, and writes its table
into docs/performance.md; without the folder it says so. Needs the dependency group `bench`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pikepdf
from typeset import run_engine

from measure import TEXTS, find_texts, machine, table, write_section

LANGS = ("en", "km", "zh")
TIMES = 11


def shuffle(lines: list[str]) -> list[str]:
    """Return every line `TIMES` times, under a number of its own, each time in another order."""
    steps = range(7, 7 + 2 * TIMES, 2)
    return [f"{step}.{n} {lines[n * step % len(lines)]}" for step in steps for n in range(len(lines))]


def main(folder: str = TEXTS) -> None:
    """Measure and report."""
    if (texts := find_texts(folder)) is None:
        return
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "longest.txt", Path(name) / "longest.pdf"
        for lang in LANGS:
            lines = shuffle((texts / f"{lang}.txt").read_text(encoding="utf-8").splitlines())
            source.write_text("\n".join(lines), encoding="utf-8")
            for engine in ("forumpub", "typst"):
                done = run_engine(engine, lang, source, len(lines), 0, out)
                if done is None:
                    rows.append([lang, engine, "fails", "", "", ""])
                    continue
                with pikepdf.open(out) as document:
                    pages = len(document.pages)
                figures = [f"{done[0]:.1f} s", f"{done[2] / 2**20:.1f}", f"{done[3]:.0f}"]
                rows.append([lang, engine, f"{pages:,}", *figures])
    body = table(["language", "engine", "pages", "CPU", "MiB", "peak MiB"], rows)
    body += f"\n\n{machine()}. `python benchmarks/longest.py`"
    write_section("longest", body)
    print(body)


if __name__ == "__main__":
    main(*sys.argv[1:2])
