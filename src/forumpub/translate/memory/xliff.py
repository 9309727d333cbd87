"""XLIFF 2.1, the interchange format of texts under translation: one unit a segment. XLIFF 1.2 is read too.

Source:
    https://docs.oasis-open.org/xliff/xliff-core/v2.1/; docs/formats/memory.md.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from lxml import etree

from forumpub.diagnostics import Outcome
from forumpub.model import Article, Origin, TranslatedSegment
from forumpub.translate.memory.exchange import Notices, read_date
from forumpub.translate.memory.unit import Entry, Unit
from forumpub.translate.memory.xml_stream import (
    XML_LANG,
    XML_SPACE,
    Pieces,
    XmlStream,
    line_of,
    local_name,
    read_words,
    texts_in_codes,
)
from forumpub.values import dataclass

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
# The types of lxml know no default namespace.
_NAMESPACES: Any = {None: _CORE, "mda": _METADATA}
_CATEGORY = "forumpub"
_NMTOKEN = re.compile(r"[\w.:-]+", re.ASCII)

# Placeholders of XLIFF 2 and 1.2; <pc>, <g> and <mrk> hold words.
_CODES = frozenset({"ph", "sc", "ec", "sm", "em", "x", "bx", "ex", "bpt", "ept", "it"})
_STARTS = frozenset({"xliff", "file"})
_UNITS = frozenset({"unit", "trans-unit"})
# States in which a person stands for the words: of XLIFF 2, then of 1.2.
_APPROVED = frozenset({"reviewed", "final", "signed-off"})
# States in which nobody has said that the words are a translation; a copy of the source often stands there.
_UNFINISHED = frozenset(
    {
        "initial",
        "new",
        "needs-translation",
        "needs-adaptation",
        "needs-l10n",
        "needs-review-translation",
        "needs-review-adaptation",
        "needs-review-l10n",
    }
)
_MACHINE = frozenset({Origin.ENGINE, Origin.GLOSSARY, Origin.KEPT})
_STATES: Mapping[Origin, str] = {Origin.HUMAN: "reviewed", Origin.KEPT: "initial"}


@dataclass(frozen=True, slots=True, kw_only=True)
class XliffUnit:
    """One unit of an XLIFF file.

    `id` and `part` are those of the `TranslatedSegment` where forumpub wrote the file. `target` is empty
    where nothing is translated yet. `edited`: the translation is no more what forumpub wrote; None where the
    file doesn't tell.
    """

    source_lang: str
    target_lang: str
    doc: str
    id: str
    part: str | None
    source: str
    target: str
    state: str = ""
    origin: Origin | None = None
    author: str | None = None
    date: str | None = None
    edited: bool | None = None
    notes: tuple[str, ...] = ()

    @property
    def approved(self) -> bool:
        """Whether a person stands for the translation."""
        return bool(self.edited) or self.state in _APPROVED

    @property
    def unfinished(self) -> bool:
        """Whether the tool that wrote the file says that the translation isn't one yet."""
        return not self.approved and self.state in _UNFINISHED


def write_xliff(article: Article) -> Outcome[bytes]:
    """Write a translated article as XLIFF, with what the checks found as notes.

    Raises:
        ValueError: the article is no translation.

    Diagnostics:
        exchange-characters-replaced: a text holds what XML can't.
    """
    translation = article.translation
    if translation is None:
        raise ValueError("the article is no translation")
    notices = Notices(article.source.name)
    units = (_from_segment(segment, translation.source_lang, article) for segment in translation.segments)
    data = b"".join(write_units(units, translation.source_lang, article.lang, notices))
    return Outcome(data, notices.diagnostics)


def read_xliff(data: bytes, name: str) -> Outcome[tuple[XliffUnit, ...]]:
    """Read the units of an XLIFF file in order, those without a translation too.

    Raises:
        InputError: the file is no well-formed XML, or defines entities.

    Diagnostics:
        exchange-unit-skipped: a unit without source or languages.
        exchange-codes-dropped: inline codes of another tool.
        exchange-text-left-out: texts inside codes.
        exchange-language-mapped: a language is kept under another tag.
    """
    notices = Notices(name)
    units = tuple(read_units(io.BytesIO(data), name, notices))
    return Outcome(units, notices.diagnostics)


def read_units(file: BinaryIO, name: str, notices: Notices) -> Iterator[XliffUnit]:
    """Read as `read_xliff` does, one by one."""
    languages, doc = ("", ""), ""
    for event, element in XmlStream(file, name).read(_STARTS, _UNITS):
        if event == "end":
            unit = _read_unit(element, languages, doc, notices)
            if unit is not None:
                yield unit
            continue
        languages = (
            element.get("srcLang") or element.get("source-language") or languages[0],
            element.get("trgLang") or element.get("target-language") or languages[1],
        )
        doc = element.get("original", "") if local_name(element) == "file" else ""


def read_entries(file: BinaryIO, name: str, notices: Notices) -> Iterator[Entry]:
    """Read the translations of an XLIFF file for a memory.

    What a person has approved or changed is a human's. What forumpub's engines wrote and nobody touched is
    left out: the memory has it. So is what another tool calls unfinished: it would come before an engine's.
    """
    for unit in read_units(file, name, notices):
        for _ in unit.notes:
            notices.leave_text(None)
        if not unit.target.strip():
            notices.skip(None, f"{unit.id!r} has no translation")
        elif unit.origin is None and unit.unfinished:
            notices.skip(None, f"the translation of {unit.id!r} isn't finished: its state is {unit.state!r}")
        elif unit.approved or unit.origin not in _MACHINE:
            yield Entry(
                source_lang=unit.source_lang,
                target_lang=unit.target_lang,
                unit=Unit(
                    source=unit.source,
                    target=unit.target,
                    origin=Origin.HUMAN if unit.approved or unit.origin is Origin.HUMAN else Origin.IMPORT,
                    author=unit.author,
                    date=unit.date,
                    part=unit.part,
                    doc=unit.doc or None,
                ),
            )
        else:
            notices.leave_machine()


def write_entries(
    entries: Iterable[Entry], source_lang: str, target_lang: str, notices: Notices
) -> Iterator[bytes]:
    """Write a memory's entries of one pair of languages as XLIFF, in pieces."""
    return write_units(map(_from_entry, entries), source_lang, target_lang, notices)


def write_units(
    units: Iterable[XliffUnit], source_lang: str, target_lang: str, notices: Notices
) -> Iterator[bytes]:
    """Write units of one pair of languages as XLIFF, in pieces of some 64 KiB. A unit without id gets one."""
    pieces = Pieces()
    with etree.xmlfile(pieces, encoding="utf-8") as xml:
        xml.write_declaration(standalone=None)
        attributes = {"version": "2.1", "srcLang": source_lang, "trgLang": target_lang}
        with xml.element(f"{{{_CORE}}}xliff", attributes, nsmap=_NAMESPACES):
            rest = iter(units)
            some = tuple(itertools.islice(rest, 1))
            doc = notices.write(some[0].doc) if some else ""
            original = {"original": doc} if doc else {}
            with xml.element(f"{{{_CORE}}}file", {"id": "f1", **original}):
                for number, unit in enumerate(itertools.chain(some, rest), 1):
                    xml.write(_make_unit(unit, number, notices))
                    if pieces.full:
                        yield pieces.take()
    yield pieces.take()


def _from_segment(segment: TranslatedSegment, source_lang: str, article: Article) -> XliffUnit:
    return XliffUnit(
        source_lang=source_lang,
        target_lang=article.lang,
        doc=article.source.name,
        id=segment.id,
        part=segment.part,
        source=segment.source,
        target=segment.target,
        state="translated" if segment.stale else _STATES.get(segment.origin, "translated"),
        origin=segment.origin,
        author=segment.author,
        date=segment.date,
        notes=tuple(f"{finding.slug}: {finding.message}" for finding in segment.findings),
    )


def _from_entry(entry: Entry) -> XliffUnit:
    unit = entry.unit
    return XliffUnit(
        source_lang=entry.source_lang,
        target_lang=entry.target_lang,
        doc=unit.doc or "",
        id="",
        part=unit.part,
        source=unit.source,
        target=unit.target,
        state=_STATES.get(unit.origin, "translated"),
        origin=unit.origin,
        author=unit.author,
        date=unit.date,
    )


def _make_unit(unit: XliffUnit, number: int, notices: Notices) -> etree._Element:
    usable = _NMTOKEN.fullmatch(unit.id)
    # lxml's streaming writer can't write an attribute of the xml namespace: it stands on each unit.
    attributes = {"id": unit.id if usable else f"u{number}", XML_SPACE: "preserve"}
    element = etree.Element(f"{{{_CORE}}}unit", attributes, nsmap=_NAMESPACES)
    if unit.part:
        element.set("name", notices.write(unit.part))
    _add_metadata(element, unit, notices)
    if unit.notes:
        notes = etree.SubElement(element, f"{{{_CORE}}}notes")
        for note in unit.notes:
            etree.SubElement(notes, f"{{{_CORE}}}note", {"appliesTo": "target"}).text = notices.write(note)
    segment = etree.SubElement(element, f"{{{_CORE}}}segment")
    if unit.target:
        segment.set("state", unit.state or "translated")
    etree.SubElement(segment, f"{{{_CORE}}}source").text = notices.write(unit.source)
    if unit.target:
        etree.SubElement(segment, f"{{{_CORE}}}target").text = notices.write(unit.target)
    return element


def _add_metadata(element: etree._Element, unit: XliffUnit, notices: Notices) -> None:
    values = {
        "id": "" if _NMTOKEN.fullmatch(unit.id) else unit.id,
        "origin": unit.origin or "",
        "author": unit.author or "",
        "date": unit.date or "",
        # Tells a later reader whether anybody has touched the words.
        "target-digest": _digest(notices.write(unit.target)) if unit.target else "",
    }
    if not any(values.values()):
        return
    metadata = etree.SubElement(element, f"{{{_METADATA}}}metadata")
    group = etree.SubElement(metadata, f"{{{_METADATA}}}metaGroup", {"category": _CATEGORY})
    for name, value in values.items():
        if value:
            etree.SubElement(group, f"{{{_METADATA}}}meta", {"type": name}).text = notices.write(value)


def _digest(target: str) -> str:
    return hashlib.blake2b(target.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _read_unit(
    element: etree._Element, languages: tuple[str, str], doc: str, notices: Notices
) -> XliffUnit | None:
    source, target = _read_text(element, "source", notices), _read_text(element, "target", notices)
    languages = (languages[0], languages[1] or _target_language(element))
    if not source.strip() or not all(languages):
        notices.skip(line_of(element), "it has no source, or the file doesn't name both languages")
        return None
    metadata = _read_metadata(element)
    edited = _digest(target) != metadata["target-digest"] if "target-digest" in metadata else None
    origin = metadata.get("origin", "")
    return XliffUnit(
        source_lang=notices.map_language(languages[0]),
        target_lang=notices.map_language(languages[1]),
        doc=doc,
        id=metadata.get("id") or element.get("id") or "",
        part=element.get("name") or element.get("resname"),
        source=source,
        target=target,
        state=_read_state(element),
        origin=Origin(origin) if origin in set(Origin) else None,
        # Whoever has changed the words is not whom the file names.
        author=None if edited else metadata.get("author"),
        date=None if edited else read_date(metadata.get("date")),
        edited=edited,
        notes=tuple("".join(read_words(note, _CODES, notices.drop_code)) for note in element.iter("{*}note")),
    )


def _read_text(unit: etree._Element, name: str, notices: Notices) -> str:
    """Return the source or target of a unit; that of a unit which a tool has cut up, joined again.

    A translation of some of its segments only is none.
    """
    holders = [child for child in unit.iterchildren() if local_name(child) in ("segment", "ignorable")] or [
        unit
    ]
    texts = []
    for holder in holders:
        found = next(holder.iterchildren(f"{{*}}{name}"), None)
        if found is None and local_name(holder) == "ignorable":
            # Blanks between segments stand once, for both languages.
            found = next(holder.iterchildren("{*}source"), None)
        if found is None:
            return ""
        for text in texts_in_codes(found, _CODES):
            notices.leave_text(line_of(text))
        texts.append("".join(read_words(found, _CODES, notices.drop_code)))
    return "".join(texts)


def _target_language(unit: etree._Element) -> str:
    return next((target.get(XML_LANG, "") for target in unit.iter("{*}target")), "")


def _read_state(unit: etree._Element) -> str:
    """Return the state of a unit's segments: of several the least, and none where the file has none.

    The standard says that no state means `initial`; most tools that write none have translated all the same.
    """
    states = {segment.get("state", "") for segment in unit.iterchildren("{*}segment")}
    if states:
        unfinished = sorted(states & _UNFINISHED)
        return unfinished[0] if unfinished else states.pop() if len(states) == 1 else "translated"
    if unit.get("approved") == "yes":
        return "final"
    return next((target.get("state", "") for target in unit.iterchildren("{*}target")), "")


def _read_metadata(unit: etree._Element) -> dict[str, str]:
    return {
        meta.get("type", ""): meta.text or ""
        for group in unit.iter(f"{{{_METADATA}}}metaGroup")
        if group.get("category") == _CATEGORY
        for meta in group.iterchildren(f"{{{_METADATA}}}meta")
    }
