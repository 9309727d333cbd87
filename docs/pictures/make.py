"""Make the pictures of the README: `python docs/pictures/make.py`. Needs pdftoppm and ImageMagick's montage.

The contact sheet shows the first page of every language under `seeds/languages` (article 1 of the Universal
Declaration of Human Rights, not checked by native readers).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "000_5a4b88556f8a4d86.txt"
FORUMPUB = [sys.executable, "-m", "forumpub", "publish", "--quiet", "--to", "pdf", "--out"]


def run(*command: str | Path) -> None:
    """Run a command; the clock stands still, so that equal pages are equal files."""
    fixed = {**os.environ, "SOURCE_DATE_EPOCH": "1626437400"}
    subprocess.run([str(word) for word in command], check=True, env=fixed, stdout=subprocess.DEVNULL)


def picture_seed(folder: Path, pictures: Path) -> None:
    """Draw the seed's first two pages side by side."""
    run(*FORUMPUB, folder, SEED)
    run("pdftoppm", "-r", "75", "-png", "-l", "2", folder / f"{SEED.stem}.pdf", folder / "seed")
    pages = sorted(folder.glob("seed-*.png"))
    look = ("-geometry", "+8+8", "-background", "#d5dadd")
    run("montage", *pages, *look, pictures / "seed.png")


def picture_languages(folder: Path, pictures: Path) -> None:
    """Draw the top of every language's first page on one sheet."""
    sources = sorted((ROOT / "seeds" / "languages").glob("*.txt"))
    run(*FORUMPUB, folder, *sources)
    tops: list[Path] = []
    for source in sources:
        stem = folder / source.stem
        run("pdftoppm", "-r", "60", "-png", "-singlefile", "-H", "440", stem.with_suffix(".pdf"), stem)
        tops.append(stem.with_suffix(".png"))
    sheet = pictures / "languages.png"
    look = ("-geometry", "+6+6", "-background", "#d5dadd")
    run("montage", *tops, "-tile", "5x", *look, sheet)


def main() -> None:
    """Make all pictures."""
    pictures = Path(__file__).parent
    with tempfile.TemporaryDirectory() as name:
        picture_seed(Path(name), pictures)
        picture_languages(Path(name), pictures)


if __name__ == "__main__":
    main()
