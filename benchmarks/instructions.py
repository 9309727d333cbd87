"""Instructions that a warm page takes, ours and Typst's: a count that no neighbour on the machine disturbs.

`python benchmarks/instructions.py [FOLDER]` reads `LANG.txt` files as typeset.py does, and writes its table
into docs/performance.md. A page is the tenth part of what ten pages more take under callgrind. It needs
valgrind, and says nothing of caches: an interpreter waits for memory more often than compiled code does.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from typeset import HERE, LANGS, TAGS

from measure import TEXTS, find_texts, machine, table, write_section

PARAGRAPHS = 9
# Pages before the ones that count, and those.
WARM = 20
COUNTED = 10


def count_instructions(engine: str, lang: str, text: Path, repeat: int) -> int:
    """Return what a process executes that sets a page, and then as many others.

    Raises:
        RuntimeError: the process failed.
    """
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable]
    command += [
        str(HERE / "typeset_one.py"),
        engine,
        TAGS.get(lang, lang),
        str(text),
        str(PARAGRAPHS),
        str(repeat),
    ]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=900)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or found is None:
        raise RuntimeError(f"{engine} failed: {done.stderr[-2000:]}")
    return int(found[1])


def main(folder: str = TEXTS) -> None:
    """Measure and report."""
    if (texts := find_texts(folder)) is None:
        return
    rows: list[list[str]] = []
    for lang in LANGS:
        text = texts / f"{lang}.txt"
        pages = [
            (
                count_instructions(engine, lang, text, WARM + COUNTED)
                - count_instructions(engine, lang, text, WARM)
            )
            / COUNTED
            / 1e6
            for engine in ("forumpub", "typst")
        ]
        rows.append([lang, *(f"{page:.1f}" for page in pages), f"{pages[0] / pages[1]:.2f}"])
    body = table(["language", "forumpub, millions a page", "typst", "ratio"], rows)
    body += f"\n\n{machine()}. `python benchmarks/instructions.py`"
    write_section("instructions", body)
    print(body)


if __name__ == "__main__":
    main(*sys.argv[1:2])
