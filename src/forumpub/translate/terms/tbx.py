"""Glossaries as TBX: version 3 in both its styles (DCA, DCT), and version 2 as older tools write it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lxml import etree

from forumpub.containers.xml_parts import guarded_parser
from forumpub.diagnostics import Findings, Outcome
from forumpub.rules import glossary as rules
from forumpub.translate.terms.entry import Part
from forumpub.translate.terms.row import Row, Wording, canonical_lang

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES, _SECTIONS, _TERMS = (
    frozenset(["conceptEntry", "termEntry"]),
    frozenset(["langSec", "langSet"]),
    frozenset(["termSec", "tig", "ntig"]),
)
# Those of the standard, then Weblate's.
_NOT_TO_BE_USED = ("deprecatedTerm", "supersededTerm", "forbidden", "obsolete")
# What translation tools exchange beside terms, by its root.
_MEMORIES = {"tmx": "a TMX", "xliff": "an XLIFF"}
_NEEDED = "Translation needed"
_PREFERRED = "preferredTerm"
_PROPER = {"proper": Part.ORGANISATION, "person": Part.PERSON, "place": Part.PLACE}


def read_tbx(data: bytes, name: str) -> Outcome[tuple[Row, ...]]:
    """Read a TBX document. Terms whose administrative status is deprecated or superseded are forbidden ones.

    A concept that needs no translation, as Weblate marks those, stays as it is.

    Diagnostics:
        glossary-unreadable: not well-formed, no TBX, or with a document type that declares entities.
        glossary-row: a concept without two languages.
    """
    findings = Findings()
    root = _parse(data, name, findings)
    if root is None:
        return findings.outcome(())
    if (memory := _MEMORIES.get(_local(root))) is not None:
        message = f"{name} is {memory}: it holds translations of sentences, and no terms"
        findings.add(rules.GLOSSARY_UNREADABLE, message, hints=["`forumpub memory import` takes it"])
        return findings.outcome(())
    rows = [_read_concept(entry, name, findings) for entry in _inside(root, _ENTRIES)]
    if not rows:
        findings.add(rules.GLOSSARY_UNREADABLE, f"{name} is XML without terms, so it is not TBX")
    return findings.outcome(tuple(row for row in rows if row is not None))


def _parse(data: bytes, name: str, findings: Findings) -> etree._Element | None:
    try:
        root = etree.fromstring(data, guarded_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        findings.add(rules.GLOSSARY_UNREADABLE, f"{name} is damaged XML: {error}")
        return None
    declared = root.getroottree().docinfo.internalDTD
    # TBX 2 names its DTD, which is harmless and never fetched; entities of its own are not.
    if declared is not None and any(declared.iterentities()):  # type: ignore[union-attr]
        findings.add(rules.GLOSSARY_UNREADABLE, f"{name} declares entities, as no glossary needs to")
        return None
    return root


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _line(element: etree._Element) -> int:
    return int(str(element.sourceline))


def _inside(element: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    return (child for child in element.iter() if _local(child) in names)


def _read_concept(entry: etree._Element, name: str, findings: Findings) -> Row | None:
    line = _line(entry)
    wordings: dict[str, Wording] = {}
    parts: list[Part] = []
    for section in _inside(entry, _SECTIONS):
        tag = section.get(_LANG) or section.get("lang") or ""
        lang = canonical_lang(tag)
        wording = _read_section(section, lang, parts)
        seen = wordings.get(lang, Wording(lang=lang))
        wordings[lang] = Wording(
            lang=lang, forms=seen.forms + wording.forms, forbidden=seen.forbidden + wording.forbidden
        )
    keep = _is_kept(entry)
    if sum(1 for lang, wording in wordings.items() if lang and wording.forms) < (1 if keep else 2):
        findings.add(
            rules.GLOSSARY_ROW, f"{name}, line {line}: the concept has words in fewer than two languages"
        )
        return None
    return Row(
        line=line,
        wordings=tuple(wording for lang, wording in wordings.items() if lang),
        part=parts[0] if parts else Part.TERM,
        keep=keep,
        note=_text(next(_inside(entry, frozenset(["note", "definition"])), None)),
    )


def _is_kept(entry: etree._Element) -> bool:
    marks = (child for child in _inside(entry, frozenset(["descrip"])) if child.get("type") == _NEEDED)
    return any(_text(mark).casefold() == "no" for mark in marks)


def _read_section(section: etree._Element, lang: str, parts: list[Part]) -> Wording:
    preferred: list[str] = []
    others: list[str] = []
    forbidden: list[str] = []
    for group in _inside(section, _TERMS):
        term = _text(next(_inside(group, frozenset(["term"])), None))
        if not term:
            continue
        status = _note(group, "administrativeStatus")
        kind = _note(group, "properNoun") or _note(group, "termType")
        parts.extend(part for word, part in _PROPER.items() if word in kind.lower())
        if status.startswith(_NOT_TO_BE_USED):
            forbidden.append(term)
        elif status.startswith(_PREFERRED):
            preferred.append(term)
        else:
            others.append(term)
    return Wording(lang=lang, forms=(*preferred, *others), forbidden=tuple(forbidden))


def _note(group: etree._Element, kind: str) -> str:
    """Return a term's note: `<termNote type="KIND">` in DCA style, `<x:KIND>` in DCT style."""
    for child in group.iter():
        name = _local(child)
        if name == kind or (name == "termNote" and child.get("type") == kind):
            return _text(child)
    return ""


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return unicodedata.normalize("NFC", " ".join("".join(str(part) for part in element.itertext()).split()))
