"""The peer: what somebody would write by hand in ten minutes with python-docx and reportlab.

It prints the same text as the briefing's narrative, a paragraph a paragraph, with no model, no checks and no
styles. It is what `benchmarks/publishing.py` measures against, cold (a process) and warm (a loop).
"""

from __future__ import annotations

import sys
from pathlib import Path


def write_docx(paragraphs: list[str], path: Path) -> None:
    """Write every paragraph into a DOCX."""
    from docx import Document

    document = Document()
    document.add_heading(paragraphs[0], 0)
    for paragraph in paragraphs[1:]:
        document.add_paragraph(paragraph)
    document.save(str(path))


def write_pdf(paragraphs: list[str], path: Path) -> None:
    """Write every paragraph into a PDF."""
    from xml.sax.saxutils import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    styles = getSampleStyleSheet()
    story = [Paragraph(escape(paragraphs[0]), styles["Title"])]
    for paragraph in paragraphs[1:]:
        story += [Paragraph(escape(paragraph), styles["BodyText"]), Spacer(1, 6)]
    SimpleDocTemplate(str(path), pagesize=A4).build(story)


def main(source: str, out: str, kinds: str) -> None:
    """Publish `source` into the folder `out`."""
    text = Path(source).read_text(encoding="utf-8")
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    if "docx" in kinds:
        write_docx(paragraphs, Path(out) / "peer.docx")
    if "pdf" in kinds:
        write_pdf(paragraphs, Path(out) / "peer.pdf")


if __name__ == "__main__":
    main(*sys.argv[1:4])
