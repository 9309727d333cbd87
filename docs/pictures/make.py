"""Make the pictures of the README: `python docs/pictures/make.py`. Needs pdftoppm and ImageMagick's montage.

The contact sheet shows the first page of every language under `seeds/languages`: articles 1 and 3 of the
Universal Declaration of Human Rights, not checked by native readers. A second one sets the first of them in
the same type by our PDF, our DOCX in LibreOffice and Typst; it needs `soffice` and `pip install typst`,
and the file that is there stays where one of them is missing.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from forumpub.typeset.packaged_fonts import packaged_files
from forumpub.typeset.scripts import leading_factor

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "000_5a4b88556f8a4d86.txt"
LANGUAGES = ("en", "id", "ms", "vi", "tl", "pt", "tet", "th", "lo", "km", "my", "ta", "zh-Hans", "zh-Hant")
# A slip of paper instead of a page, with the report alone.
SLIP = """
extends = "briefing"
title = "Slip"
summary = "One paragraph, to compare engines"
sections = ["narrative"]
number_paragraphs = false
[page]
width_mm = 110
height_mm = 70
margin_top_mm = 14
margin_right_mm = 8
margin_bottom_mm = 14
margin_left_mm = 8
[looks.body]
size_pt = 11
number_gutter_pt = 0
"""
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


def picture_side_by_side(folder: Path, pictures: Path) -> None:
    """Set one paragraph of every language three times: our PDF, our DOCX in LibreOffice, Typst."""
    if shutil.which("soffice") is None or importlib.util.find_spec("typst") is None:
        sys.stderr.write("side-by-side.png is left as it is: it needs soffice and typst\n")
        return
    slips = folder / "slips"
    made = {name: folder / name for name in ("ours", "word", "typst")}
    for place in (slips, *made.values()):
        place.mkdir()
    style = folder / "slip.toml"
    style.write_text(SLIP, encoding="utf-8")
    for lang in LANGUAGES:
        paragraph = first_paragraph(ROOT / "seeds" / "languages" / f"{lang}.txt")
        (slips / f"{lang}.txt").write_text(f"---\nlang: {lang}\n---\n{paragraph}\n", encoding="utf-8")
        set_in_typst(paragraph, lang, made["typst"] / f"{lang}.pdf")
    publish = (sys.executable, "-m", "forumpub", "publish", "--quiet", "--style", style, "--embed-fonts")
    run(*publish, "--to", "docx,pdf", "--out", made["ours"], slips)
    office = ("soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless")
    run(*office, "--convert-to", "pdf", "--outdir", made["word"], *sorted(made["ours"].glob("*.docx")))
    shown: list[Path] = []
    for lang in LANGUAGES:
        for place in made.values():
            stem = place / lang
            page = ("-r", "72", "-singlefile", "-y", "30", "-H", "104")
            run("pdftoppm", "-png", *page, stem.with_suffix(".pdf"), stem)
            shown.append(stem.with_suffix(".png"))
    look = ("-geometry", "+3+3", "-background", "#d5dadd")
    run("montage", *shown, "-tile", "6x", *look, pictures / "side-by-side.png")


def first_paragraph(source: Path) -> str:
    """Return the first paragraph of a transcript, without its label."""
    _, _, text = source.read_text("utf-8").split("---\n")
    return text.split("\n\n")[0].removeprefix("[Explanation] ")


def set_in_typst(paragraph: str, lang: str, target: Path) -> None:
    """Set a paragraph as the slip has it."""
    import typst

    fonts = packaged_files(lang)[:2]
    families = ", ".join(f'"{family_name(font.path)}"' for font in fonts)
    language, _, script = lang.partition("-")
    region = {"Hans": ', region: "CN"', "Hant": ', region: "TW"'}.get(script, "")
    # Typst counts from baseline to the height of capitals.
    gap = leading_factor(paragraph, lang, latin=1.4) - 0.714
    source = target.with_suffix(".typ")
    source.write_text(
        f"""
#set page(width: 110mm, height: 70mm, margin: (x: 8mm, y: 14mm))
#set text(font: ({families}), size: 11pt, lang: "{language}"{region}, fill: rgb("#1c2226"))
#set par(leading: {gap}em)
#{json.dumps(paragraph, ensure_ascii=False)}
""",
        encoding="utf-8",
    )
    folders = sorted({str(font.path.parent) for font in fonts})
    typst.compile(str(source), output=str(target), font_paths=folders, ignore_system_fonts=True)


def family_name(font: Path) -> str:
    """Return the family that a font file belongs to."""
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        return str(opened["name"].getBestFamilyName())


def main() -> None:
    """Make all pictures."""
    pictures = Path(__file__).parent
    with tempfile.TemporaryDirectory() as name:
        picture_seed(Path(name), pictures)
        picture_languages(Path(name), pictures)
        picture_side_by_side(Path(name), pictures)


if __name__ == "__main__":
    main()
