"""Which kind of office document a ZIP archive is."""

from __future__ import annotations

from forumpub.containers.archive import Archive
from forumpub.containers.contained import Contained
from forumpub.containers.docx import DOCUMENT, find_document_part, read_docx
from forumpub.containers.odt import CONTENT, read_odt
from forumpub.diagnostics import Outcome
from forumpub.errors import InputError

_MIMETYPE = "mimetype"
_OTHERS = (
    ("xl/workbook.xml", "an Excel workbook", "save the sheet as text, or copy it into a text file"),
    ("ppt/presentation.xml", "a PowerPoint presentation", "copy its text into a text file"),
    ("META-INF/container.xml", "an e-book", "copy its text into a text file"),
)


def read_office(data: bytes, name: str) -> Outcome[Contained] | None:
    """Take the text out of a Word or OpenDocument file; None for an archive of other files.

    Raises:
        InputError: it is another kind of document, or can't be read.
    """
    archive = Archive(data, name)
    part = find_document_part(archive)
    if part is not None:
        return read_docx(archive, part)
    if archive.find(CONTENT) is not None and archive.find(_MIMETYPE) is not None:
        return read_odt(archive)
    for other, kind, advice in _OTHERS:
        if archive.find(other) is not None:
            raise InputError(f"can't read {name}: this is {kind}, not a transcript", hints=(advice,))
    if archive.find("[Content_Types].xml") is not None:
        message = f"can't read {name}: it holds no Word document (no part {DOCUMENT})"
        raise InputError(message, hints=("open it in Word and save it again",))
    return None
