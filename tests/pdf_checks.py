"""Gates for every PDF that a test makes: conformance, and the text that comes out again."""

from __future__ import annotations

import io
import re

import page
import pikepdf
import pypdf
import pypdfium2
from pdfminer.converter import TextConverter
from pdfminer.high_level import extract_text as pdfminer_text
from pdfminer.layout import LAParams
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from forumpub.env import FixedEnvironment
from forumpub.plan import Plan
from forumpub.render.pdf import PdfRenderer

from plans import edition_of, texts_of

# page-validation 0.11 takes a stream for too short whose data happens to end in CR, as compressed data may.
_FALSE_ALARM = "STREAM-LENGTH"
# A stream as qpdf writes it.
_STREAM = re.compile(rb"/Length (\d+)[^\n]*>>\nstream\n")


def render(plan: Plan) -> bytes:
    """Render a plan that gives no diagnostics, and check the file."""
    outcome = PdfRenderer().render(edition_of(plan), FixedEnvironment())
    assert outcome.diagnostics == ()
    check_pdf(outcome.value)
    return outcome.value


def check_pdf(data: bytes, *, archive: str = "2a") -> None:
    """Assert PDF/UA-1 and a part of PDF/A."""
    for profile in ("ua1", archive):
        failures = find_failures(data, profile)
        assert failures == [], failures


def find_failures(data: bytes, profile: str) -> list[str]:
    """Return the rules of a profile that a file breaks."""
    report = page.validate_pdf_bytes(data, profile=profile)
    return [
        f"{failure.rule_id}: {failure.message}"
        for failure in report.failures
        if not (_FALSE_ALARM in failure.rule_id and _is_false_alarm(data))
    ]


def _is_false_alarm(data: bytes) -> bool:
    """Tell whether every stream of a file is as long as it says, and one of them ends in CR."""
    at = 0
    ends_in_cr = False
    while (head := _STREAM.search(data, at)) is not None:
        at = head.end() + int(head.group(1))
        if data[at : at + 10] != b"\nendstream":
            return False
        ends_in_cr |= data[at - 1 : at] == b"\r"
    return ends_in_cr


def extract_pypdf(data: bytes) -> str:
    """Extract all text in the order of the content."""
    return "\n".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(data)).pages)


def extract_pdfium(data: bytes) -> str:
    """Extract all text as Chrome would copy it."""
    document = pypdfium2.PdfDocument(data)
    texts = []
    for part in document:
        text_page = part.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        part.close()
    document.close()
    # PDFium takes a hyphen at a line end for one that a typesetter put there, and gives U+FFFE for it.
    return "\n".join(texts).replace("\ufffe", "-")


def extract_pdfminer(data: bytes) -> str:
    """Extract all text in the order of the content, without layout analysis."""
    out = io.StringIO()
    resources = PDFResourceManager()
    device = TextConverter(resources, out, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for part in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(part)
    return out.getvalue()


def extract_pdfminer_lines(data: bytes) -> str:
    """Extract all text line by line, as it stands on the page."""
    return pdfminer_text(io.BytesIO(data), laparams=LAParams(boxes_flow=None))


def page_count(data: bytes) -> int:
    """Count the pages."""
    return len(pypdf.PdfReader(io.BytesIO(data)).pages)


def pages_of(data: bytes) -> list[str]:
    """Extract the text of each page."""
    return [part.extract_text() for part in pypdf.PdfReader(io.BytesIO(data)).pages]


def squeeze(text: str) -> str:
    """Drop white space, which extractors put where lines end."""
    return re.sub(r"\s+", "", text)


def find_lost(plan: Plan, extracted: str) -> list[str]:
    """Return the paragraphs of a plan that are not found, in order, in an extracted text."""
    haystack = squeeze(extracted)
    at = 0
    lost = []
    for text in texts_of(plan):
        needle = squeeze("".join(run.text for run in text.runs))
        found = haystack.find(needle, at)
        if found < 0:
            lost.append(needle)
        else:
            at = found + len(needle)
    return lost


def tree_of(data: bytes) -> str:
    """Draw the structure tree as one line, such as `Document(H1 P(Link) L(LI(Lbl LBody)))`."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K.as_list()
        return _draw(document)


def _draw(element: pikepdf.Object) -> str:
    kids: list[pikepdf.Object] = []
    if "/K" in element:
        kids = list(element.K.as_list()) if isinstance(element.K, pikepdf.Array) else [element.K]
    inner = [_draw(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    name = str(element.S)[1:]
    return f"{name}({' '.join(inner)})" if inner else name
