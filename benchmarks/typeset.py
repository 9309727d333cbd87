"""Typesetting against Typst, WeasyPrint, fpdf2 and stock ReportLab: CPU, size, text that comes out again.

`python benchmarks/typeset.py [FOLDER]` reads `LANG.txt` files, a sentence a line, from FOLDER (by
default `../shared/eval/ntrex`) and writes its tables into docs/performance.md; without the folder it says so.
Needs the dependency group `bench` and poppler's pdftotext.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from engines import ENGINES, FLOOR
from measure import TEXTS, find_texts, interleave, machine, table, write_section

HERE = Path(__file__).parent
LANGS = ("en", "th", "km", "my", "ta", "zh")
TAGS = {"zh": "zh-Hans"}
EXTRACTED_LINES = 200
# A hundred times slower than the others: measured less often, and long documents in two languages only.
SLOW = ("weasyprint", "fpdf2")
ROUNDS = 3
WIDTHS_PT = (80, 120, 180, 250, 340, 480)


def run_engine(
    engine: str, lang: str, text: Path, count: int, repeat: int, out: Path
) -> tuple[float, ...] | None:
    """Return first CPU, median later CPU, bytes and peak MiB; None where the engine fails on the text."""
    command = [sys.executable, str(HERE / "typeset_one.py"), engine, TAGS.get(lang, lang), str(text)]
    command += [str(count), str(repeat), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    last = done.stdout.strip().splitlines()[-1:] or [""]
    return None if done.returncode else tuple(float(word) for word in last[0].split())


def _poppler(path: Path) -> str:
    return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout


def _pypdf(path: Path) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def _pdfium(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    # PDFium writes a hyphen at a line's end as U+FFFE or U+0002.
    return text.replace("\ufffe", "-").replace("\x02", "-")


def _pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(path)


def _mupdf(path: Path) -> str:
    import pymupdf

    with pymupdf.open(path) as document:
        return "\n".join(page.get_text() for page in document)


EXTRACTORS: Mapping[str, Callable[[Path], str]] = {
    "poppler": _poppler, "pypdf": _pypdf, "PDFium": _pdfium, "pdfminer": _pdfminer, "MuPDF": _mupdf,
}  # fmt: skip


def squeeze(text: str) -> str:
    """Return the text composed and without white space, which no extractor is asked to guess."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def exact_paragraphs(path: Path, paragraphs: list[str]) -> list[str]:
    """Return for each extractor how many paragraphs come out exactly, in order."""
    cells: list[str] = []
    for extract in EXTRACTORS.values():
        text, at, found = squeeze(extract(path)), 0, 0
        for paragraph in paragraphs:
            place = text.find(squeeze(paragraph), at)
            if place >= 0:
                found, at = found + 1, place + 1
        cells.append(f"{found}")
    return cells


def measure_speed(texts: Path, folder: Path) -> str:
    """Return the table of one page warm and of a long document."""
    rows = [row for lang in LANGS for row in measure_language(lang, texts / f"{lang}.txt", folder)]
    header = ["language", "engine", "one page, warm CPU", "÷ Typst", "KiB"]
    return table([*header, "about 190 pages, CPU", "÷ Typst", "KiB", "peak MiB"], rows)


def measure_language(lang: str, text: Path, folder: Path) -> Iterator[list[str]]:
    """Yield the rows of one language: medians of three runs of each engine in turns, of one of slow ones."""
    pages: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    longs: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for turn in range(ROUNDS):
        for engine in ENGINES:
            slow = engine in SLOW
            if slow and turn:
                continue
            if page := run_engine(engine, lang, text, 9, 5 if slow else 15, folder / "one.pdf"):
                pages[engine].append(page)
                if not slow or lang in ("en", "th"):
                    long = run_engine(engine, lang, text, 1997, 0, folder / "long.pdf")
                    longs[engine] += [long] if long else []
    for engine in ENGINES:
        drawn = engine != FLOOR
        page_s = statistics.median([page[1] for page in pages[engine]] or [0.0])
        long_s = statistics.median([long[0] for long in longs[engine]] or [0.0])
        row = [lang, engine, *(["fails", "", ""] if not page_s else [])]
        if page_s:
            typst_s = statistics.median(page[1] for page in pages["typst"])
            row += [f"{page_s * 1000:.1f} ms", f"{page_s / typst_s:.2f}"]
            row.append(f"{pages[engine][0][2] / 1024:.1f}" if drawn else "")
        if long_s:
            typst_s = statistics.median(long[0] for long in longs["typst"])
            row += [f"{long_s:.2f} s", f"{long_s / typst_s:.2f}"]
            row += [f"{longs[engine][0][2] / 1024:.0f}", f"{longs[engine][0][3]:.0f}"] if drawn else ["", ""]
        else:
            row += ["fails" if engine not in SLOW or not page_s else "not run", "", "", ""]
        yield row


def measure_extraction(texts: Path, folder: Path) -> str:
    """Return the table of paragraphs that five extractors give back exactly."""
    rows: list[list[str]] = []
    for lang_file in sorted(texts.glob("*.txt")):
        lang = lang_file.stem
        paragraphs = lang_file.read_text(encoding="utf-8").splitlines()[:EXTRACTED_LINES]
        for engine in ("forumpub", "typst"):
            out = folder / f"{engine}.pdf"
            done = run_engine(engine, lang, lang_file, EXTRACTED_LINES, 0, out)
            cells = exact_paragraphs(out, paragraphs) if done else ["fails"] * len(EXTRACTORS)
            rows.append([lang, engine, *cells])
    return table(["language", f"exact of {EXTRACTED_LINES}", *EXTRACTORS], rows)


def measure_cold(texts: Path, folder: Path) -> str:
    """Return the table of a whole process that makes one page, against a stock ReportLab script."""
    names = ("forumpub", "reportlab", "typst", "weasyprint", "fpdf2")
    rows: list[list[str]] = []
    for lang in ("en", "th"):
        text = str(texts / f"{lang}.txt")
        seen = interleave(
            {
                name: [
                    sys.executable,
                    str(HERE / "typeset_one.py"),
                    name,
                    lang,
                    text,
                    "9",
                    "0",
                    str(folder / "c.pdf"),
                ]
                for name in names
            },
            rounds=7,
        )
        base = seen["reportlab"].cpu_s
        cells = [f"{seen[name].cpu_s * 1000:.0f} ms ({seen[name].cpu_s / base:.2f})" for name in names]
        rows.append([lang, *cells])
    return table(["one page, cold process, CPU (÷ stock ReportLab)", *names], rows)


def measure_lines(texts: Path) -> str:
    """Return the table of lines over the margin and of breaks that ICU doesn't allow, at six widths."""
    from icu4py.breakers import LineBreaker

    from forumpub.env import FixedEnvironment
    from forumpub.typeset.fonts import FontLibrary
    from forumpub.typeset.setting import StyledText, measure, set_lines

    library = FontLibrary(FixedEnvironment())
    rows: list[list[str]] = []
    for file in sorted(texts.glob("*.txt")):
        lang = TAGS.get(file.stem, file.stem)
        stack, lines, over, emergency, wrong = library.stack(lang), 0, 0, 0, 0
        for paragraph in file.read_text(encoding="utf-8").splitlines()[:EXTRACTED_LINES]:
            segments = list(LineBreaker(paragraph, lang))
            allowed = {0}
            for segment in segments:
                allowed.add(max(allowed) + len(segment))
            style = StyledText(text=paragraph, stack=stack, size_pt=11, rgb=(0, 0, 0), lang=lang)
            for width_pt in WIDTHS_PT:
                at = 0
                for line in set_lines((style,), width_pt, lang=lang):
                    lines += 1
                    over += line.width_pt > width_pt + 0.01
                    at += len(line.text)
                    if at not in allowed:
                        # Only a word that is itself wider than the column may be broken elsewhere.
                        whole = next(s for s, end in _ends(segments) if end >= at)
                        word = StyledText(
                            text=whole.rstrip(), stack=stack, size_pt=11, rgb=(0, 0, 0), lang=lang
                        )
                        emergency += measure((word,)) > width_pt
                        wrong += measure((word,)) <= width_pt
        rows.append([lang, f"{lines:,}", str(over), str(emergency), str(wrong)])
    header = ["language", "lines", "over the margin", "emergency breaks", "other breaks off ICU's"]
    return table(header, rows)


def _ends(segments: list[str]) -> list[tuple[str, int]]:
    ends: list[tuple[str, int]] = []
    for segment in segments:
        ends.append((segment, (ends[-1][1] if ends else 0) + len(segment)))
    return ends


def main(folder: str = TEXTS) -> None:
    """Measure and report."""
    if (texts := find_texts(folder)) is None:
        return
    with tempfile.TemporaryDirectory() as name:
        tables = [
            measure_speed(texts, Path(name)),
            measure_cold(texts, Path(name)),
            measure_extraction(texts, Path(name)),
            measure_lines(texts),
        ]
    body = "\n\n".join([*tables, f"{machine()}. `python benchmarks/typeset.py`"])
    write_section("typesetting", body)
    print(body)


if __name__ == "__main__":
    main(*sys.argv[1:2])
