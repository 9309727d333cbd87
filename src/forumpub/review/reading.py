"""A DOCX from outside becomes an `EditedDocument`: everything it says, and by whose hand.

Nothing is accepted or rejected, nothing is thrown away: `forumpub.review.views` chooses. Every text of the
file lies in a stretch; what the reader doesn't understand is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import InputError
from forumpub.review.document import DocParagraph, EditedDocument, Hand, Hidden, Place
from forumpub.review.origin import read_identity
from forumpub.review.package import DocxPackage
from forumpub.review.remarks import read_comments
from forumpub.review.story import StoryReader
from forumpub.review.wordml import NAME, W, is_on
from forumpub.rules.review import DOCX_CONTENT_UNREAD, DOCX_PART_DOUBLED, DOCX_TEXT_HIDDEN

_SHOWN = 60
_NOTES = (("footnotes", "footnote", Place.FOOTNOTE), ("endnotes", "endnote", Place.ENDNOTE))
_MARGINS = (("header", Place.HEADER), ("footer", Place.FOOTER))


def read_docx(data: bytes, name: str) -> Outcome[EditedDocument]:
    """Read a DOCX, one of ours or not, as an editor's program has saved it.

    Args:
        data: the file.
        name: what to call it in messages.

    Raises:
        InputError: it is no DOCX, is encrypted, damaged or built to harm.

    Diagnostics:
        docx-content-unread: pictures, formulas and other content that can't be taken over.
        docx-text-hidden: words that are formatted as hidden.
        docx-part-doubled: the package holds two parts of one name.
    """
    findings = Findings()
    package = DocxPackage(data, name)
    try:
        paragraphs, unread = _read_stories(package)
    except RecursionError as error:
        raise InputError(f"can't read {name}: its text is nested too deeply") from error
    document = EditedDocument(
        name=name,
        paragraphs=tuple(paragraphs),
        comments=read_comments(package),
        identity=read_identity(package, paragraphs),
        unread=unread,
        producer=_producer(package),
        saved_by=_saved_by(package),
        tracking=_is_tracking(package),
    )
    _report(document, package, findings)
    return findings.outcome(document)


def _read_stories(package: DocxPackage) -> tuple[list[DocParagraph], tuple[str, ...]]:
    """Read the text first, then notes, then the margins of the pages."""
    names = _style_names(package)
    paragraphs: list[DocParagraph] = []
    unread: dict[str, None] = {}
    tables = 0
    for part, root, holders in _stories(package):
        reader = StoryReader(root, part, names, first_table=tables)
        for holder, place in holders:
            reader.read(holder, place)
        tables = reader.tables
        paragraphs += reader.paragraphs
        unread.update(dict.fromkeys(reader.unread))
    return paragraphs, tuple(unread)


def _stories(
    package: DocxPackage,
) -> Iterator[tuple[str, etree._Element, list[tuple[etree._Element, Place]]]]:
    main = package.root(package.main)
    body = main.find(W + "body") if main is not None else None
    if main is None or body is None:
        raise InputError(f"can't read {package.name}: its text has no body")
    yield package.main, main, [(body, Place.BODY)]
    for kind, tag, place in _NOTES:
        for part in package.related(kind):
            root = package.root(part)
            if root is not None:
                notes = [note for note in root.iter(W + tag) if note.get(W + "type") in (None, "normal")]
                yield part, root, [(note, place) for note in notes]
    for kind, place in _MARGINS:
        for part in package.related(kind):
            root = package.root(part)
            if root is not None:
                yield part, root, [(root, place)]


def _style_names(package: DocxPackage) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for part in package.related("styles"):
        root = package.optional_root(part)
        for style in root.iter(W + "style") if root is not None else ():
            name = style.find(NAME)
            if name is not None:
                found[style.get(W + "styleId") or ""] = name.get(W + "val") or ""
    return found


def _producer(package: DocxPackage) -> str | None:
    for part in package.related("extended-properties", to=""):
        root = package.optional_root(part)
        if root is not None:
            words = (root.findtext(f"{{*}}{tag}") or "" for tag in ("Application", "AppVersion"))
            return " ".join(word.strip() for word in words if word.strip())[:_SHOWN] or None
    return None


def _saved_by(package: DocxPackage) -> Hand | None:
    # LibreOffice from 24.2 on names the relationship as no other program does; both end alike.
    for part in package.related("metadata/core-properties", to=""):
        root = package.optional_root(part)
        if root is not None:
            author = (root.findtext("{*}lastModifiedBy") or "").strip()
            date = (root.findtext("{*}modified") or "").strip()
            return Hand(author=author, date=date or None) if author or date else None
    return None


def _is_tracking(package: DocxPackage) -> bool:
    for part in package.related("settings"):
        root = package.optional_root(part)
        if root is not None:
            return is_on(root.find(W + "trackRevisions")) is True
    return False


def _report(document: EditedDocument, package: DocxPackage, findings: Findings) -> None:
    for kind in document.unread:
        findings.add(
            DOCX_CONTENT_UNREAD,
            f"{document.name} holds {kind}, which is not taken over",
            hints=("look at it in the file, and put its words into the text if they matter",),
        )
    hidden = " ".join(
        stretch.text
        for paragraph in document.paragraphs
        for stretch in paragraph.stretches
        if stretch.hidden is Hidden.STYLE and stretch.text.strip()
    )
    if hidden:
        shown = " ".join(hidden.split())
        shown = shown[:_SHOWN] + ("…" if len(shown) > _SHOWN else "")
        findings.add(
            DOCX_TEXT_HIDDEN,
            f"{document.name} holds hidden text, which is not taken over: “{shown}”",
            hints=("select it in Word and clear Font > Hidden, or delete it",),
        )
    for part in package.doubled:
        findings.add(
            DOCX_PART_DOUBLED,
            f"{document.name} holds the part {part} twice; the last one was read",
            hints=("open it in its program and save it again",),
        )
