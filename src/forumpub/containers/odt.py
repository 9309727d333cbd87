"""The text of an OpenDocument file.

Source: OASIS, OpenDocument 1.3 part 3; docs/formats/documents.md.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from forumpub.containers.archive import Archive
from forumpub.containers.contained import Contained
from forumpub.containers.lines import LineCollector, report_numbers
from forumpub.containers.odt_lists import ListCounter
from forumpub.containers.xml_parts import parse_part
from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import InputError
from forumpub.patterns import lazy_pattern
from forumpub.rules import containers as rules

CONTENT = "content.xml"
_STYLES = "styles.xml"
_MANIFEST = "META-INF/manifest.xml"
_KIND = b"application/vnd.oasis.opendocument.text"
_PARAS = frozenset({"p", "h"})
_SILENT = frozenset({"tracked-changes", "annotation", "note-citation", "sequence-decls", "scripts", "forms"})
_MAX_BLANKS = 100
_BLANKS = lazy_pattern(r"[ \t\r\n]+")


def read_odt(archive: Archive) -> Outcome[Contained]:
    """Take the text out of an OpenDocument text.

    Raises:
        InputError: it is another kind of document, protected, damaged or built to harm.

    Diagnostics:
        tracked-changes, part-set-aside, notes-moved.
    """
    mimetype = archive.find("mimetype")
    if mimetype is not None and not archive.read(mimetype).startswith(_KIND):
        raise InputError(
            f"can't read {archive.name}: this is an OpenDocument file without a text in it",
            hints=("copy its text into a text file",),
        )
    _refuse_protected(archive)
    content = archive.find(CONTENT)
    if content is None:
        raise InputError(f"can't read {archive.name}: it holds no text (no part {CONTENT})")
    root = parse_part(archive.read(content), document=archive.name, part=CONTENT)
    body = root.find("{*}body/{*}text")
    findings = Findings()
    collector = LineCollector()
    counter = ListCounter()
    styles = archive.find(_STYLES)
    if styles is not None:
        counter.read_styles(parse_part(archive.read(styles), document=archive.name, part=_STYLES))
    counter.read_styles(root)
    counts = _read_body(root if body is None else body, collector, counter)
    report_numbers(collector, findings)
    if counts["deletion"] or counts["insertion"]:
        taken, left = counts["insertion"], counts["deletion"]
        message = f"tracked changes: {taken} insertions taken, {left} deletions left out"
        findings.add(rules.TRACKED_CHANGES, message)
    if counts["annotation"]:
        findings.add(rules.PART_SET_ASIDE, f"{counts['annotation']} comments left out")
    if counts["note"]:
        findings.add(rules.NOTES_MOVED, f"{counts['note']} notes stand at the end of the text")
    return findings.outcome(Contained(text=collector.text(), kind="odt"))


def _refuse_protected(archive: Archive) -> None:
    manifest = archive.find(_MANIFEST)
    if manifest is None:
        return
    root = parse_part(archive.read(manifest), document=archive.name, part=_MANIFEST)
    if root.find(".//{*}encryption-data") is not None:
        raise InputError(
            f"can't read {archive.name}: it is protected by a password",
            hints=("open it, remove the password and save it again",),
        )


def _read_body(body: etree._Element, collector: LineCollector, counter: ListCounter) -> Counter[str]:
    counts: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = str(element.tag).rpartition("}")[2]
        if event == "start":
            open_[name] += 1
            if not _silent(open_):
                counter.begin(name, element)
                _begin(name, element, collector, counter)
            counts[name] += 1
        else:
            if not _silent(open_):
                counter.end(name)
                _end(name, collector)
            open_[name] -= 1
            if element.tail and not _silent(open_) and (open_["p"] or open_["h"]) and element is not body:
                collector.add(_collapse(element.tail))
    return counts


def _silent(open_: Counter[str]) -> bool:
    return any(open_[name] for name in _SILENT)


def _begin(name: str, element: etree._Element, collector: LineCollector, counter: ListCounter) -> None:
    if name in _PARAS:
        collector.begin_para()
        label, key = counter.take_number()
        if label:
            collector.number(label, key)
    elif name == "note":
        collector.begin_note()
    elif name == "table-row":
        collector.begin_row()
    elif name in ("table-cell", "covered-table-cell"):
        collector.begin_cell()
    elif name == "tab":
        collector.add("\t")
    elif name == "line-break":
        collector.add("\n")
    elif name == "s":
        count = next((value for key, value in element.attrib.items() if str(key).endswith("}c")), "1")
        collector.add(" " * min(int(count) if str(count).isdigit() else 1, _MAX_BLANKS))
    if element.text and name in (*_PARAS, "span", "a", "ruby-base", "meta", "date", "time", "title"):
        collector.add(_collapse(element.text))


def _end(name: str, collector: LineCollector) -> None:
    if name in _PARAS:
        collector.end_para()
    elif name == "note":
        collector.end_note()
    elif name == "table-row":
        collector.end_row()


def _collapse(text: str) -> str:
    """Blanks in a row are one in this format; more are written as elements."""
    return _BLANKS.sub(" ", text)
