"""TMX and XLIFF: round trips, other tools' files, hostile files, and what other tools read of ours."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable
from typing import Any

import pytest
from translate.storage import tmx as toolkit_tmx
from translate.storage import xliff2 as toolkit_xliff2

from forumpub.errors import InputError
from forumpub.model import (
    Article,
    Detection,
    EngineUse,
    Origin,
    SegmentFinding,
    SourceInfo,
    TranslatedSegment,
    Translation,
)
from forumpub.translate.memory import Entry, Unit
from forumpub.translate.memory.exchange import Notices
from forumpub.translate.memory.tmx import read_tmx, write_tmx
from forumpub.translate.memory.xliff import read_entries, read_xliff, write_entries, write_xliff

ENGINE = EngineUse(name="argos", model="en_th-1.9", route=("en", "th"), sha256="ab" * 32)
UNITS = (
    Unit(source="Trade grew.", target="การค้า & <b>เติบโต</b>", origin=Origin.HUMAN, author="Ani", doc="s.txt",
         date="2026-01-02T03:04:05Z", part="b1p1", before="", after="It fell."),
    Unit(source="  It\nfell. ", target="ลดลง  ", origin=Origin.IMPORT),
    Unit(source="𠀀 “q”", target="x]]>y", origin=Origin.ENGINE, recipe="r1", engine=ENGINE, before="a",
         after="b"),
)  # fmt: skip
ENTRIES = tuple(Entry(source_lang="en", target_lang="th", unit=unit) for unit in UNITS)


def tmx_bytes(entries: Iterable[Entry]) -> bytes:
    return b"".join(write_tmx(entries, Notices("memory.tmx")))


def from_tmx(data: bytes) -> tuple[list[Entry], list[str]]:
    notices = Notices("in.tmx")
    entries = list(read_tmx(io.BytesIO(data), "in.tmx", notices))
    return entries, [found.rule.slug for found in notices.diagnostics]


def from_xliff(data: bytes) -> tuple[list[Entry], list[str]]:
    notices = Notices("in.xlf")
    entries = list(read_entries(io.BytesIO(data), "in.xlf", notices))
    return entries, [found.rule.slug for found in notices.diagnostics]


def other_tmx(body: str, srclang: str = "en", head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<tmx version="1.4"><header srclang="{srclang}"/>'
        f"<body>{body}</body></tmx>"
    ).encode()


def pair(source: str, target: str, langs: tuple[str, str] = ("en", "th"), more: str = "") -> str:
    return (
        f'<tu{more}><tuv xml:lang="{langs[0]}"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{langs[1]}"><seg>{target}</seg></tuv></tu>'
    )


def edition() -> Article:
    segments = (
        TranslatedSegment(id="b1p1.1", part="b1p1", source="Trade grew.", target="Dagang naik.", engine=0,
                          origin=Origin.ENGINE,
                          findings=(SegmentFinding(slug="low-score", message="unsure"),)),
        TranslatedSegment(id="b1p1.2", part="b1p1", source="It fell.", target="Turun.", origin=Origin.HUMAN,
                          author="Ani", date="2026-01-02"),
        TranslatedSegment(id="s1 role", part="s1.role", source="editor", target="editor", origin=Origin.KEPT),
    )  # fmt: skip
    return Article(
        source=SourceInfo(name="story.txt", sha256="", encoding="utf-8", bom=False, eol="LF", chars=20),
        detection=Detection(format="house"),
        lang="id",
        translation=Translation(source_lang="en", segments=segments),
    )


def test_tmx_gives_back_what_was_written() -> None:
    assert from_tmx(tmx_bytes(ENTRIES)) == (list(ENTRIES), [])


def test_an_export_in_many_pieces_is_one_file() -> None:
    entries = [
        Entry(
            source_lang="en",
            target_lang="id",
            unit=Unit(source=f"S {n}", target="t" * 90, origin=Origin.HUMAN),
        )
        for n in range(2000)
    ]
    pieces = list(write_tmx(entries, Notices("x")))
    assert len(pieces) > 5
    assert from_tmx(b"".join(pieces))[0] == entries
    xliff = list(write_entries(entries, "en", "th", Notices("x")))
    assert len(xliff) > 5
    assert [entry.unit.source for entry in from_xliff(b"".join(xliff))[0]] == [f"S {n}" for n in range(2000)]


def test_the_toolkit_of_weblate_reads_our_tmx() -> None:
    toolkit: Any = toolkit_tmx.tmxfile
    units = toolkit.parsestring(tmx_bytes(ENTRIES)).units
    assert [unit.source.strip() for unit in units] == ["Trade grew.", "It\nfell.", "𠀀 “q”"]
    assert [unit.target.strip() for unit in units] == ["การค้า & <b>เติบโต</b>", "ลดลง", "x]]>y"]


def test_the_toolkit_of_weblate_reads_our_xliff() -> None:
    data = b"".join(write_entries(ENTRIES, "en", "th", Notices("x")))
    toolkit: Any = toolkit_xliff2.Xliff2File
    store = toolkit.parsestring(data)
    assert (store.sourcelanguage, store.targetlanguage) == ("en", "th")
    assert [unit.source.strip() for unit in store.units] == ["Trade grew.", "It\nfell.", "𠀀 “q”"]
    assert store.units[0].target == "การค้า & <b>เติบโต</b>"


def test_the_toolkit_writes_what_we_read() -> None:
    store: Any = toolkit_tmx.tmxfile()
    store.addtranslation("Trade & rice.", "en", "Dagang & beras.", "id")
    (entry,), slugs = from_tmx(bytes(store))
    assert (entry.source_lang, entry.target_lang, slugs) == ("en", "id", [])
    assert (entry.unit.source, entry.unit.target) == ("Trade & rice.", "Dagang & beras.")
    assert entry.unit.origin is Origin.IMPORT


def test_languages_get_the_tags_of_editions() -> None:
    body = (
        pair("a", "b", ("EN-us", "zh-TW")) + pair("c", "d", ("en", "fil")) + pair("e", "f", ("en", "fr-CA"))
    )
    entries, slugs = from_tmx(other_tmx(body, "en-US"))
    assert [(entry.source_lang, entry.target_lang) for entry in entries] == [
        ("en", "zh-Hant"),
        ("en", "tl"),
        ("en", "fr-CA"),
    ]
    assert set(slugs) == {"exchange-language-mapped"}


def test_words_around_and_in_codes_stay() -> None:
    marked = '<bpt i="1">&lt;b&gt;</bpt>Trade<ept i="1"/> <hi>grew</hi> by<ph x="1">{0}</ph> 5<ut>x</ut>%.'
    (entry,), slugs = from_tmx(other_tmx(pair(marked, "b")))
    assert entry.unit.source == "Trade grew by 5%."
    assert slugs == ["exchange-codes-dropped"]


@pytest.mark.parametrize(
    "body",
    [
        '<tu><tuv xml:lang="en"><seg>a</seg></tuv></tu>',
        pair("a", " "),
        pair("", "b"),
        pair("a", "b", ("de", "th")),
        "<tu/>",
        '<tu><tuv xml:lang="en"/><tuv xml:lang="th"/></tu>',
    ],
)
def test_a_unit_that_lacks_something_is_left_out_and_told(body: str) -> None:
    entries, slugs = from_tmx(other_tmx(body + pair("c", "d")))
    assert [entry.unit.source for entry in entries] == ["c"]
    assert slugs == ["exchange-unit-skipped"]


def test_many_units_left_out_are_counted() -> None:
    notices = Notices("in.tmx")
    assert list(read_tmx(io.BytesIO(other_tmx("<tu/>" * 500)), "in.tmx", notices)) == []
    assert len(notices.diagnostics) == 21
    assert "480 more" in notices.diagnostics[-1].message


def test_a_unit_with_several_targets_is_one_entry_each() -> None:
    body = (
        '<tu srclang="id"><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="id"><seg>b</seg></tuv>'
        '<tuv xml:lang="th"><seg>c</seg></tuv></tu>'
    )
    entries, _ = from_tmx(other_tmx(body))
    assert [(e.source_lang, e.unit.source, e.target_lang, e.unit.target) for e in entries] == [
        ("id", "b", "en", "a"),
        ("id", "b", "th", "c"),
    ]


def test_a_stranger_cannot_pass_for_our_engine() -> None:
    more = pair("a", "b").replace("<tuv", '<prop type="x-forumpub-origin">engine</prop><tuv', 1)
    odd = pair("c", "d").replace(
        "<tuv",
        '<prop type="x-forumpub-origin">engine</prop><prop type="x-forumpub-recipe">r</prop>'
        '<prop type="x-forumpub-engine">[[[</prop><tuv',
        1,
    )
    (one, two), _ = from_tmx(other_tmx(more + odd))
    assert one.unit.origin is Origin.IMPORT
    assert two.unit.origin is Origin.ENGINE
    assert two.unit.engine is None


@pytest.mark.parametrize("read", [from_tmx, from_xliff])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no xml",
        b"<tmx><body><tu>",
        b'<!DOCTYPE tmx [<!ENTITY x "y">]><tmx><body/></tmx>',
        b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>',
        b"<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
        b"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><l>&c;</l>",
        b"<tmx>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</tmx>",
        "<tmx>\ud800</tmx>".encode("utf-8", "surrogatepass"),
    ],
)
def test_a_damaged_or_hostile_file_is_one_clear_error(read: Any, data: bytes) -> None:
    with pytest.raises(InputError, match=r"can't read in\.(tmx|xlf)"):
        read(data)


def test_what_xml_cannot_hold_is_replaced_and_told() -> None:
    entry = dataclasses.replace(ENTRIES[0], unit=dataclasses.replace(UNITS[0], target="a\x0bb\ufffe"))
    notices = Notices("out.tmx")
    data = b"".join(write_tmx([entry], notices))
    assert from_tmx(data)[0][0].unit.target == "a\ufffdb\ufffd"
    assert [found.rule.slug for found in notices.diagnostics] == ["exchange-characters-replaced"]


def test_an_edition_comes_back_from_xliff() -> None:
    written = write_xliff(edition())
    assert written.diagnostics == ()
    read = read_xliff(written.value, "story.id.xlf")
    assert read.diagnostics == ()
    assert [(unit.id, unit.part, unit.target, unit.approved) for unit in read.value] == [
        ("b1p1.1", "b1p1", "Dagang naik.", False),
        ("b1p1.2", "b1p1", "Turun.", True),
        ("s1 role", "s1.role", "editor", False),
    ]
    assert all(unit.edited is False and unit.doc == "story.txt" for unit in read.value)
    assert read.value[0].notes == ("low-score: unsure",)
    assert read.value[1].author == "Ani"


def test_what_no_editor_changed_in_xliff_is_left_out_and_told() -> None:
    entries, told = from_xliff(write_xliff(edition()).value)
    assert [entry.unit.target for entry in entries] == ["Turun."]
    assert "exchange-machine-left-out" in told


def test_what_an_editor_changes_in_xliff_is_seen_and_is_a_humans() -> None:
    data = write_xliff(edition()).value.replace(b"Dagang naik.", b"Perdagangan naik.")
    first = read_xliff(data, "x").value[0]
    assert first.edited
    assert first.approved
    entries, _ = from_xliff(data)
    # What no person has touched is no news for a memory.
    assert [(entry.unit.target, entry.unit.origin) for entry in entries] == [
        ("Perdagangan naik.", Origin.HUMAN),
        ("Turun.", Origin.HUMAN),
    ]


def test_an_article_that_is_no_translation_is_refused() -> None:
    with pytest.raises(ValueError, match="no translation"):
        write_xliff(dataclasses.replace(edition(), translation=None))


def test_a_unit_cut_up_by_another_tool_is_joined() -> None:
    data = (
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="id">'
        b'<file id="f"><unit id="1"><segment state="final"><source>A.</source><target>B.</target></segment>'
        b"<ignorable><source> </source></ignorable>"
        b'<segment state="final"><source>C <pc id="1">d</pc>.</source>'
        b'<target>E<ph id="2"/>.</target></segment>'
        b'</unit><unit id="2"><segment><source>F.</source></segment></unit></file></xliff>'
    )
    one, two = read_xliff(data, "x").value
    assert (one.source, one.target, one.approved, one.edited) == ("A. C d.", "B. E.", True, None)
    assert (two.source, two.target) == ("F.", "")
    entries, slugs = from_xliff(data)
    assert [entry.unit.target for entry in entries] == ["B. E."]
    assert set(slugs) == {"exchange-codes-dropped", "exchange-unit-skipped"}


def test_xliff_1_2_is_read() -> None:
    data = (
        b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.txt" '
        b'source-language="en-US" target-language="id"><body><trans-unit id="1" approved="yes">'
        b'<source>A<x id="1"/>.</source><target>B.</target></trans-unit>'
        b'<trans-unit id="2"><source>C.</source>'
        b'<target state="translated">D.</target></trans-unit></body></file></xliff>'
    )
    entries, _ = from_xliff(data)
    assert [(e.source_lang, e.unit.source, e.unit.target, e.unit.origin, e.unit.doc) for e in entries] == [
        ("en", "A.", "B.", Origin.HUMAN, "a.txt"),
        ("en", "C.", "D.", Origin.IMPORT, "a.txt"),
    ]
