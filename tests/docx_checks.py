"""What every DOCX that a test makes must pass, and ways to look inside one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from lxml import etree
from openxml_audit import AppPrediction, OpenXmlValidator, predict

from forumpub.env import Environment, FixedEnvironment
from forumpub.plan import Plan, texts_of
from forumpub.render.docx import DocxRenderer
from forumpub.render.docx.lint import lint_docx
from forumpub.render.docx.wml import W
from forumpub.render.renderer import Edition

VALIDATOR = OpenXmlValidator()


def assert_valid(data: bytes, folder: Path) -> None:
    """Fail unless Word is expected to open the file cleanly."""
    path = folder / "checked.docx"
    path.write_bytes(data)
    result = VALIDATOR.validate(path)
    assert [error.description for error in result.errors] == []
    assert predict(result).prediction is AppPrediction.OPENS_CLEAN
    assert lint_docx(data) == ()


def rendered(edition: Edition, renderer: DocxRenderer | None = None, env: Environment | None = None) -> bytes:
    return (renderer or DocxRenderer()).render(edition, env or FixedEnvironment()).value


def opened(data: bytes) -> DocumentType:
    return Document(io.BytesIO(data))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezip(contents: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target.getvalue()


def words_of(root: etree._Element) -> list[str]:
    """Return the text of each paragraph, tabs and breaks included."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        pieces = []
        for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
            if element.tag == f"{W}t":
                pieces.append(element.text or "")
            elif (holder := element.getparent()) is not None and holder.tag == f"{W}r":
                pieces.append("\t" if element.tag == f"{W}tab" else "\n")
        found.append("".join(pieces))
    return found


def plan_words(plan: Plan) -> list[str]:
    return ["".join(run.text for run in text.runs) for item in plan.items for text in texts_of(item)]
