"""Documents that hold a transcript: bytes in, the plain text out, read then like any other text.

Word and OpenDocument files, web pages and Markdown. The spans of an article point into the text that was
taken out; what was left out is told.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from forumpub.containers.archive import is_zip
from forumpub.containers.contained import Contained
from forumpub.containers.signs import is_html
from forumpub.diagnostics import Findings, Outcome
from forumpub.parse.canonical import BLANKS
from forumpub.parse.decode import decode
from forumpub.parse.suspects import check_characters
from forumpub.rules import input as rules
from forumpub.source import SourceText, find_eol

__all__ = ["read_text"]

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})


def read_text(data: bytes, *, name: str, encoding: str | None = None) -> Outcome[SourceText]:
    """Take the text out of a file of any kind.

    Args:
        data: the whole file.
        name: what messages call it; its suffix tells Markdown.
        encoding: the codec for bytes that are no UTF-8.

    Returns:
        The text; for a document, its `encoding` is the kind of the document.

    Raises:
        InputError: a document is damaged, protected, holds no text part, or is built to harm.
        ChoiceError: there is no such encoding.
    """
    if is_zip(data):
        from forumpub.containers.office import read_office

        office = read_office(data, name)
        if office is not None:
            return _contained(office, name, data)
    decoded = decode(data, name=name, encoding=encoding)
    if is_html(decoded.value.text):
        from forumpub.containers.html import find_charset, read_html

        if encoding is None and decoded.value.encoding != "utf-8" and (declared := find_charset(data)):
            decoded = decode(data, name=name, encoding=declared)
        return _contained(_within(decoded, read_html(decoded.value.text)), name, data)
    if PurePath(name).suffix.casefold() in _MARKDOWN:
        from forumpub.containers.markdown import read_markdown

        return _contained(_within(decoded, read_markdown(decoded.value.text)), name, data)
    return decoded


def _within(decoded: Outcome[SourceText], taken: Outcome[Contained]) -> Outcome[Contained]:
    """Keep what decoding found; its places are in a text that nobody will see."""
    findings = Findings()
    for found in decoded.diagnostics:
        if found.rule is not rules.INPUT_EMPTY:
            findings.add(found.rule, found.message, hints=found.hints)
    return findings.outcome(findings.take(taken))


def _contained(taken: Outcome[Contained], name: str, data: bytes) -> Outcome[SourceText]:
    findings = Findings()
    contained = findings.take(taken)
    if not contained.text.strip(BLANKS):
        message = f"there is no text in {name}"
        findings.add(rules.INPUT_EMPTY, message, hints=["check that its export finished"])
    told = {found.rule for found in taken.diagnostics}
    for found in check_characters(contained.text).diagnostics:
        if found.rule not in told:
            findings.add(found.rule, found.message, found.span, hints=found.hints, related=found.related)
    source = SourceText(
        name=name,
        text=contained.text,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=contained.kind,
        eol=find_eol(contained.text),
    )
    return findings.outcome(source)
