"""The text of a Word document: runs joined, insertions in, deletions out, tables side by side.

Source: ECMA-376 part 1, WordprocessingML; docs/formats/documents.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from forumpub.containers.archive import Archive, Entry
from forumpub.containers.contained import Contained
from forumpub.containers.lines import LineCollector, report_numbers
from forumpub.containers.numbering import Numbering, read_numbering
from forumpub.containers.xml_parts import parse_part
from forumpub.diagnostics import Findings, Outcome
from forumpub.rules import containers as rules

DOCUMENT = "word/document.xml"
_RELATIONS = "_rels/.rels"
_PROPERTIES = "docProps/custom.xml"
# What every DOCX of ours has among its properties, whoever saved it since (docs/formats/docx.md).
_OWN_PROPERTY = b'"forumpub.docid"'
_W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_SHOWN = 60
_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
# What holds no words of the text: field codes, properties, and the second form of a drawing.
_SILENT = frozenset({"instrText", "delInstrText", "sdtPr", "sectPr", "Fallback"})
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_PICTURES = frozenset({"drawing", "pict", "object"})


def find_document_part(archive: Archive) -> Entry | None:
    """Return the main part of a Word document, None where there is none."""
    relations = archive.find(_RELATIONS)
    if relations is not None:
        root = parse_part(archive.read(relations), document=archive.name, part=_RELATIONS)
        for relation in root.iter("{*}Relationship"):
            if relation.get("Type", "").endswith("/officeDocument"):
                part = archive.find(relation.get("Target", "").lstrip("/"))
                if part is not None and part.name.startswith("word/"):
                    return part
    return archive.find(DOCUMENT)


def read_docx(archive: Archive, part: Entry) -> Outcome[Contained]:
    """Take the text out of a Word document.

    Raises:
        InputError: a part is damaged or built to harm.

    Diagnostics:
        tracked-changes: changes that nobody has accepted.
        part-set-aside: headers, footers, comments, hidden text, pictures.
        notes-moved: footnotes and endnotes stand at the end.
        published-page: it is a briefing of ours, not a transcript.
    """
    findings = Findings()
    collector = LineCollector()
    body = _Body(collector, read_numbering(archive, _local, _value))
    body.read(parse_part(archive.read(part), document=archive.name, part=part.name))
    report_numbers(collector, findings)
    _read_notes(archive, collector, findings)
    _report_changes(body, findings)
    _report_rest(archive, body, findings)
    _report_own(archive, findings)
    return findings.outcome(Contained(text=collector.text(), kind="docx"))


def _local(element: etree._Element) -> str:
    """Return the name of a Word element, and of the one that holds the older form of a drawing."""
    namespace, _, name = str(element.tag)[1:].rpartition("}")
    return name if namespace in _W or name == "Fallback" else ""


def _value(element: etree._Element, name: str) -> str | None:
    for namespace in _W:
        value = element.get(f"{{{namespace}}}{name}")
        if value is not None:
            return str(value)
    return None


def _is_on(element: etree._Element) -> bool:
    return _value(element, "val") not in ("0", "false", "off")


class _Body:
    """Reads one part, element by element, without recursion."""

    def __init__(self, collector: LineCollector, numbering: Numbering | None = None) -> None:
        self.collector = collector
        self.numbering = numbering or Numbering()
        self.counts: Counter[str] = Counter()
        self.deleted: list[str] = []
        self.hidden: list[str] = []
        self._is_hidden = False
        self._open: Counter[str] = Counter()
        self._begin: Mapping[str, Callable[[etree._Element], None]] = {
            "p": self._begin_para,
            "tr": lambda _: self.collector.begin_row(),
            "tc": lambda _: self.collector.begin_cell(),
            "r": self._begin_run,
        }
        self._end: Mapping[str, Callable[[etree._Element], None]] = {
            "p": lambda _: self.collector.end_para(),
            "tr": lambda _: self.collector.end_row(),
            "t": self._add_text,
            "delText": lambda element: self._delete(element.text or ""),
            "sym": lambda _: self.collector.add("\ufffd"),
            "vanish": self._hide,
        }

    def read(self, root: etree._Element) -> None:
        """Read a part."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = _local(element)
            if not name:
                continue
            if event == "start":
                self._open[name] += 1
                if not self._silent and name in self._begin:
                    self._begin[name](element)
            else:
                if not self._silent:
                    self._finish(name, element)
                self._open[name] -= 1

    @property
    def _silent(self) -> bool:
        return any(self._open[name] for name in _SILENT)

    def _finish(self, name: str, element: etree._Element) -> None:
        if name in self._end:
            self._end[name](element)
        elif name in _CHARACTERS and not self._open["pPr"]:
            if name != "br" or _value(element, "type") not in ("page", "column"):
                self._add(_CHARACTERS[name])
        elif name in _PICTURES:
            self.counts["picture"] += element.find(".//{*}txbxContent") is None
        elif name in _INSERTED:
            self.counts["insertion"] += 1
        elif name in _DELETED:
            self.counts["deletion"] += 1
            if self._open["pPr"] and self._open["rPr"]:
                self.collector.join_next()
        elif name == "commentReference":
            self.counts["comment"] += 1

    def _begin_para(self, element: etree._Element) -> None:
        self.collector.begin_para()
        properties = next((child for child in element if _local(child) == "pPr"), None)
        if properties is None or not self.numbering.lists:
            return
        instance, level, style = None, None, None
        for child in properties:
            if _local(child) == "pStyle":
                style = _value(child, "val")
            elif _local(child) == "numPr":
                fields = {_local(one): _value(one, "val") or "" for one in child}
                instance, level = fields.get("numId"), fields.get("ilvl", "")
        depth = int(level) if level and level.isdigit() and len(level) == 1 else None
        label, key = self.numbering.count(instance, depth, style)
        if label:
            self.collector.number(label, key)

    def _begin_run(self, _element: etree._Element) -> None:
        self._is_hidden = False

    def _hide(self, element: etree._Element) -> None:
        if self._open["r"]:
            self._is_hidden = _is_on(element)

    def _add_text(self, element: etree._Element) -> None:
        self._add(element.text or "")

    def _add(self, text: str) -> None:
        if any(self._open[name] for name in _DELETED):
            self._delete(text)
        elif self._is_hidden:
            self.hidden.append(text)
        else:
            self.collector.add(text)

    def _delete(self, text: str) -> None:
        self.deleted.append(text)


def _read_notes(archive: Archive, collector: LineCollector, findings: Findings) -> None:
    for name, kind in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        entry = archive.find(name)
        if entry is None:
            continue
        root = parse_part(archive.read(entry), document=archive.name, part=name)
        count = 0
        for note in root:
            if _local(note) != kind or _value(note, "type") is not None:
                continue
            inner = LineCollector()
            _Body(inner).read(note)
            words = inner.text().strip()
            if words:
                collector.notes.append(words)
                count += 1
        if count:
            message = f"{count} {kind}{_s(count)} stand{'' if count > 1 else 's'} at the end of the text"
            findings.add(rules.NOTES_MOVED, message)


def _report_changes(body: _Body, findings: Findings) -> None:
    insertions, deletions = body.counts["insertion"], body.counts["deletion"]
    if not insertions and not deletions:
        return
    words = " ".join("".join(body.deleted).split())
    taken, left = f"{insertions} insertion{_s(insertions)}", f"{deletions} deletion{_s(deletions)}"
    message = f"tracked changes: {taken} taken, {left} left out"
    if words:
        message += f" (“{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}”)"
    findings.add(rules.TRACKED_CHANGES, message, hints=["accept or reject them in Word if that is wrong"])


def _report_rest(archive: Archive, body: _Body, findings: Findings) -> None:
    for kind in ("comment", "picture"):
        if count := body.counts[kind]:
            findings.add(rules.PART_SET_ASIDE, f"{count} {kind}{_s(count)} left out")
    if words := " ".join("".join(body.hidden).split()):
        findings.add(rules.PART_SET_ASIDE, f"hidden text is left out: “{words[:_SHOWN]}”")
    for entry in _margins(archive):
        inner = LineCollector()
        _Body(inner).read(parse_part(archive.read(entry), document=archive.name, part=entry.name))
        if words := " ".join(inner.text().split()):
            what = "header" if "header" in entry.name else "footer"
            findings.add(rules.PART_SET_ASIDE, f"a page's {what} is left out: “{words[:_SHOWN]}”")


def _report_own(archive: Archive, findings: Findings) -> None:
    properties = archive.find(_PROPERTIES)
    if properties is None or _OWN_PROPERTY not in archive.read(properties):
        return
    findings.add(
        rules.PUBLISHED_PAGE,
        "this is a briefing that forumpub published: the page is read, with its headings, tables and notes",
        hints=["give the transcript, or the article's JSON", "`forumpub revise` reads what editors changed"],
    )


def _margins(archive: Archive) -> Iterator[Entry]:
    for entry in archive.entries:
        if entry.name.startswith(("word/header", "word/footer")) and entry.name.endswith(".xml"):
            yield entry


def _s(count: int) -> str:
    return "" if count == 1 else "s"
