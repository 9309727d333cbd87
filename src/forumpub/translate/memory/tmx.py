"""TMX 1.4b, the interchange format of translation memories: read and written one unit at a time.

Source:
    https://www.gala-global.org/tmx-14b; docs/formats/memory.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lxml import etree

from forumpub import __version__
from forumpub.model import Origin
from forumpub.translate.memory.exchange import Notices, read_date
from forumpub.translate.memory.unit import Entry, Unit
from forumpub.translate.memory.values import dump_engine, read_engine
from forumpub.translate.memory.xml_stream import (
    XML_LANG,
    Pieces,
    XmlStream,
    line_of,
    local_name,
    read_words,
    texts_in_codes,
)

_ANY_LANGUAGE = "*all*"
# What stands in these is code of the tool that wrote the file, or a text beside the sentence (<sub>).
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})

# OmegaT's names for the neighbours, and memoQ's; the rest are ours.
_BEFORE = ("prev", "x-context-pre")
_AFTER = ("next", "x-context-post")
_DOC = "file"
_PART = "id"
_ORIGIN = "x-forumpub-origin"
_RECIPE = "x-forumpub-recipe"
_ENGINE = "x-forumpub-engine"


def read_tmx(file: BinaryIO, name: str, notices: Notices) -> Iterator[Entry]:
    """Read the units of a TMX file, one entry a unit and target language.

    A unit that forumpub wrote keeps its origin; any other is an import.

    Raises:
        InputError: the file is no well-formed XML, or defines entities.

    Diagnostics:
        exchange-unit-skipped: a unit without source, translation or language.
        exchange-codes-dropped: inline codes of another tool.
        exchange-text-left-out: notes, and texts inside codes.
        exchange-language-mapped: a language is kept under another tag.
    """
    common = None
    for event, element in XmlStream(file, name).read(frozenset({"header", "tmx"}), frozenset({"tu"})):
        if event == "start":
            if local_name(element) == "header":
                common = element.get("srclang")
            continue
        yield from _read_unit(element, element.get("srclang") or common, notices)


def write_tmx(entries: Iterable[Entry], notices: Notices) -> Iterator[bytes]:
    """Write entries as a TMX file, in pieces of some 64 KiB.

    Diagnostics:
        exchange-characters-replaced: a text holds what XML can't.
    """
    pieces = Pieces()
    with etree.xmlfile(pieces, encoding="utf-8") as xml:
        xml.write_declaration(standalone=None)
        xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with xml.element("tmx", {"version": "1.4"}):
            xml.write(_make_header())
            with xml.element("body"):
                for entry in entries:
                    xml.write(_make_unit(entry, notices), pretty_print=True)
                    if pieces.full:
                        yield pieces.take()
    yield pieces.take()


def _read_unit(tu: etree._Element, source_lang: str | None, notices: Notices) -> Iterator[Entry]:
    variants = [(tuv.get(XML_LANG) or tuv.get("lang") or "", tuv) for tuv in tu.iterchildren("{*}tuv")]
    source = _find_source(variants, source_lang)
    others = [(lang, tuv) for lang, tuv in variants if tuv is not source and lang]
    if source is None or not others:
        notices.skip(line_of(tu), "it has no source, no translation or no language")
        return
    lang = next(lang for lang, tuv in variants if tuv is source)
    words = _read_words(source, notices)
    for note in tu.iter("{*}note"):
        notices.leave_text(line_of(note))
    for target_lang, tuv in others:
        target = _read_words(tuv, notices)
        if not words.strip() or not target.strip():
            notices.skip(line_of(tu), "its source or translation is blank")
            continue
        yield Entry(
            source_lang=notices.map_language(lang),
            target_lang=notices.map_language(target_lang),
            unit=_make_entry_unit(words, target, _read_props(tu) | _read_props(tuv), (tuv, tu)),
        )


def _find_source(
    variants: list[tuple[str, etree._Element]], source_lang: str | None
) -> etree._Element | None:
    """Return the variant in the source language; a file that names none means the first."""
    if source_lang and source_lang != _ANY_LANGUAGE:
        wanted = source_lang.lower()
        for exact in (True, False):
            for lang, tuv in variants:
                found = lang.lower()
                if found == wanted if exact else found.partition("-")[0] == wanted.partition("-")[0]:
                    return tuv
        return None
    return variants[0][1] if variants and variants[0][0] else None


def _make_entry_unit(
    source: str, target: str, props: dict[str, str], places: tuple[etree._Element, ...]
) -> Unit:
    origin = _read_origin(props)
    machine = origin not in (Origin.HUMAN, Origin.IMPORT)
    return Unit(
        source=source,
        target=target,
        origin=origin,
        before=_first(props, _BEFORE),
        after=_first(props, _AFTER),
        recipe=props[_RECIPE] if machine else "",
        engine=read_engine(props.get(_ENGINE, "")) if machine else None,
        author=_attribute(places, "changeid", "creationid"),
        date=read_date(_attribute(places, "changedate", "creationdate")),
        part=props.get(_PART),
        doc=props.get(_DOC),
    )


def _read_origin(props: dict[str, str]) -> Origin:
    """Return the origin that forumpub gave; a machine's unit without a recipe could never be used as one."""
    given = props.get(_ORIGIN, "")
    if given not in set(Origin):
        return Origin.IMPORT
    origin = Origin(given)
    return origin if origin is Origin.HUMAN or props.get(_RECIPE) else Origin.IMPORT


def _read_words(tuv: etree._Element, notices: Notices) -> str:
    seg = next(tuv.iterchildren("{*}seg"), None)
    if seg is None:
        return ""
    for text in texts_in_codes(seg, _CODES):
        notices.leave_text(line_of(text))
    return "".join(read_words(seg, _CODES, notices.drop_code))


def _read_props(element: etree._Element) -> dict[str, str]:
    return {prop.get("type", ""): prop.text or "" for prop in element.iterchildren("{*}prop")}


def _first(props: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((props[name] for name in names if name in props), None)


def _attribute(places: tuple[etree._Element, ...], *names: str) -> str | None:
    return next((value for place in places for name in names if (value := place.get(name))), None)


def _write_date(date: str) -> str | None:
    """Return an ISO date as TMX writes one, a day as its midnight; None for what is no date."""
    known = read_date(date)
    if known is None:
        return None
    day, _, time = known.rstrip("Z").partition("T")
    return f"{day}T{time or '00:00:00'}Z".replace("-", "").replace(":", "")


def _make_header() -> etree._Element:
    return etree.Element(
        "header",
        {
            "creationtool": "forumpub",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "forumpub",
            "adminlang": "en",
            "srclang": _ANY_LANGUAGE,
            "datatype": "plaintext",
        },
    )


def _make_unit(entry: Entry, notices: Notices) -> etree._Element:
    unit = entry.unit
    tu = etree.Element("tu", {"srclang": entry.source_lang})
    for name, value in _list_props(unit):
        prop = etree.SubElement(tu, "prop", {"type": name})
        prop.text = notices.write(value)
    _add_variant(tu, entry.source_lang, unit.source, notices)
    _add_maker(_add_variant(tu, entry.target_lang, unit.target, notices), unit, notices)
    return tu


def _add_variant(tu: etree._Element, lang: str, text: str, notices: Notices) -> etree._Element:
    tuv = etree.SubElement(tu, "tuv", {XML_LANG: lang})
    etree.SubElement(tuv, "seg").text = notices.write(text)
    return tuv


def _add_maker(tuv: etree._Element, unit: Unit, notices: Notices) -> None:
    if unit.author:
        tuv.set("changeid", notices.write(unit.author))
    if unit.date and (date := _write_date(unit.date)):
        tuv.set("changedate", date)


def _list_props(unit: Unit) -> Iterator[tuple[str, str]]:
    yield _ORIGIN, unit.origin.value
    if unit.recipe:
        yield _RECIPE, unit.recipe
    if unit.engine is not None:
        yield _ENGINE, dump_engine(unit.engine)
    for name, value in (
        (_DOC, unit.doc),
        (_PART, unit.part),
        (_BEFORE[0], unit.before),
        (_AFTER[0], unit.after),
    ):
        if value is not None:
            yield name, value
