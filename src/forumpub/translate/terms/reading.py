"""Glossary files: bytes to rows."""

from __future__ import annotations

import codecs
import unicodedata

from forumpub.diagnostics import Findings, Outcome
from forumpub.rules import glossary as rules
from forumpub.translate.terms.row import Row
from forumpub.translate.terms.table import read_table
from forumpub.translate.terms.tbx import read_tbx

_UTF8 = "utf-8"
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, _UTF8))


def read_glossary(data: bytes, name: str) -> Outcome[tuple[Row, ...]]:
    """Read a glossary: TBX where it begins as XML, else a table (TSV or CSV).

    Args:
        data: the whole file; UTF-8, or UTF-16 with its mark, as spreadsheets save "Unicode text".
        name: what messages call it.

    Returns:
        Its rows in order, texts in NFC. A row that can't be used is left out and reported with its line.

    Diagnostics:
        glossary-unreadable, glossary-column, glossary-row.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", _UTF8))
    body = data[len(mark) :]
    if body.lstrip()[:1] == b"<" or body.lstrip()[:2] in (b"<\x00", b"\x00<"):
        return read_tbx(data, name)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        findings = Findings()
        line = body.count(b"\n", 0, error.start) + 1
        hints = ["save it as UTF-8 from its program"]
        told = "UTF-8" if encoding == _UTF8 else "UTF-16"
        findings.add(rules.GLOSSARY_UNREADABLE, f"{name}, line {line} is not {told}", hints=hints)
        return findings.outcome(())
    return read_table(unicodedata.normalize("NFC", text), name)
