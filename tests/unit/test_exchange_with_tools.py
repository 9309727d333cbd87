"""Files of OmegaT and Weblate come in without a silent loss, and ours keep the rules of TMX and XLIFF."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from e2e.command import invoke
from forumpub.env import FixedEnvironment
from forumpub.model import Origin
from forumpub.translate.memory import Entry, Unit
from forumpub.translate.memory.exchange import Notices, read_date
from forumpub.translate.memory.tmx import read_tmx, write_tmx
from forumpub.translate.memory.xliff import XliffUnit, read_entries, write_units
from forumpub.translate.terms.loading import load_glossaries
from forumpub.translate.terms.reading import read_glossary

# As OmegaT 6 writes a project's memory: alternatives by place, tags as codes, notes of translators.
OMEGAT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext"
    creationtoolversion="6.0.0_0" segtype="sentence" srclang="EN-US"/>
  <body>
    <tu>
      <prop type="file">news/a.docx</prop>
      <prop type="id">7</prop>
      <prop type="prev">The forum opened.</prop>
      <prop type="next">It ends today.</prop>
      <note>The minister's own words.</note>
      <tuv xml:lang="EN-US"><seg>Trade <bpt i="0" x="0">&lt;b0&gt;</bpt>grew<ept
        i="0">&lt;/b0&gt;</ept>.</seg></tuv>
      <tuv xml:lang="ID" changeid="Ani Wijaya" changedate="20260102T030405Z" creationid="Budi"
        creationdate="20250102T030405Z"><seg>Perdagangan <bpt i="0" x="0">&lt;b0&gt;</bpt>tumbuh<ept
        i="0">&lt;/b0&gt;</ept>.</seg></tuv>
    </tu>
    <tu>
      <tuv xml:lang="EN-US"><seg>See <ph x="1">&lt;img alt="<sub>the port</sub>"&gt;</ph> there.</seg></tuv>
      <tuv xml:lang="ID" creationid="Budi" creationdate="20250102T030405Z"><seg>Lihat di sana.</seg></tuv>
    </tu>
  </body>
</tmx>
"""


def from_tmx(data: bytes) -> tuple[list[Entry], dict[str, str]]:
    notices = Notices("in.tmx")
    entries = list(read_tmx(io.BytesIO(data), "in.tmx", notices))
    return entries, {found.rule.slug: found.message for found in notices.diagnostics}


def from_xliff(data: bytes) -> tuple[list[Entry], list[str]]:
    notices = Notices("in.xlf")
    entries = list(read_entries(io.BytesIO(data), "in.xlf", notices))
    return entries, [found.message for found in notices.diagnostics]


def test_a_memory_of_omegat_comes_with_place_people_and_neighbours() -> None:
    (one, two), told = from_tmx(OMEGAT.encode())
    assert one == Entry(
        source_lang="en",
        target_lang="id",
        unit=Unit(
            source="Trade grew.",
            target="Perdagangan tumbuh.",
            origin=Origin.IMPORT,
            before="The forum opened.",
            after="It ends today.",
            author="Ani Wijaya",
            date="2026-01-02T03:04:05Z",
            part="7",
            doc="news/a.docx",
        ),
    )
    assert (two.unit.source, two.unit.author) == ("See  there.", "Budi")
    assert told["exchange-text-left-out"] == (
        "in.tmx: 2 notes or texts inside codes are left out, first in line 12"
    )
    assert told["exchange-codes-dropped"].startswith("in.tmx: 5 inline codes")


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("UTF-8", codecs.BOM_UTF8),
        ("UTF-16", codecs.BOM_UTF16_LE),
        ("UTF-16", codecs.BOM_UTF16_BE),
        ("ISO-8859-1", b""),
    ],
)
def test_any_encoding_comes_in(encoding: str, mark: bytes, tmp_path: Path) -> None:
    codec = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(mark, encoding)
    text = OMEGAT.replace('encoding="UTF-8"', f'encoding="{encoding}"').replace("Wijaya", "Wijáya")
    path = tmp_path / "omegat.tmx"
    path.write_bytes(mark + text.encode(codec))
    assert from_tmx(path.read_bytes())[0][0].unit.author == "Ani Wijáya"
    done = invoke("memory", "import", path, "--memory", tmp_path / "memory.sqlite")
    assert (done.exit_code, done.stdout) == (0, "omegat.tmx: 2 units\n")


def test_weblate_s_drafts_do_not_come_before_an_engine() -> None:
    def unit(number: int, state: str, target: str = "Dagang.", more: str = "") -> str:
        return (
            f'<trans-unit id="{number}"{more}><source>Trade {number}.</source>'
            f"<target{state}>{target}</target><note>Seen on the front page.</note></trans-unit>"
        )

    data = (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.po" '
        'source-language="en" target-language="id" datatype="po"><body>'
        + unit(1, ' state="translated"')
        + unit(2, ' state="needs-review-translation"')
        + unit(3, ' state="needs-translation"')
        + unit(4, ' state="new"')
        + unit(5, ' state="needs-review-translation"', more=' approved="yes"')
        + unit(6, "")
        + unit(7, ' state="final"')
        + "</body></file></xliff>"
    )
    entries, told = from_xliff(data.encode())
    assert [(entry.unit.source, entry.unit.origin) for entry in entries] == [
        ("Trade 1.", Origin.IMPORT),
        ("Trade 5.", Origin.HUMAN),
        ("Trade 6.", Origin.IMPORT),
        ("Trade 7.", Origin.HUMAN),
    ]
    assert told[:3] == [
        f"in.xlf: a unit is left out: the translation of '{number}' isn't finished: its state is {state!r}"
        for number, state in ((2, "needs-review-translation"), (3, "needs-translation"), (4, "new"))
    ]
    assert "in.xlf: 7 notes or texts inside codes are left out" in told


@pytest.mark.parametrize(
    ("states", "comes"), [(("translated", "initial"), False), (("translated", ""), True)]
)
def test_a_unit_of_several_segments_is_finished_when_all_are(states: tuple[str, str], comes: bool) -> None:
    segments = "".join(
        f"<segment{f' state={state!r}' if state else ''}><source>A.</source><target>B.</target></segment>"
        for state in states
    )
    data = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="id">'
        f'<file id="f"><unit id="1">{segments}</unit></file></xliff>'
    )
    assert bool(from_xliff(data.encode())[0]) is comes


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("20260102T030405Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02", "2026-01-02"),
        ("99999999T999999Z", None),
        ("20260230T000000Z", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_one_or_none(raw: str | None, date: str | None) -> None:
    assert read_date(raw) == date


# The content models and required attributes of TMX 1.4b, in words of our own: a child's name, and how many.
TMX_RULES = {
    "tmx": ({"version"}, "header body"),
    "header": (
        {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"},
        "((note|prop|ude) )*",
    ),
    "body": (set(), "(tu )*"),
    "tu": (set(), "((note|prop) )*(tuv )+"),
    "prop": ({"type"}, ""),
    "tuv": ({"{http://www.w3.org/XML/1998/namespace}lang"}, "((note|prop) )*seg "),
    "seg": (set(), ""),
}
UNITS = (
    Unit(source="Trade grew.", target="Dagang tumbuh.", origin=Origin.HUMAN, author="Ani", before="",
         after="x", date="2026-01-02", part="b1p1", doc="a.txt"),
    Unit(source="ASEAN", target="ASEAN", origin=Origin.ENGINE, recipe="r", date="2026-01-02T03:04:05Z"),
)  # fmt: skip


def children(element: etree._Element) -> str:
    return "".join(f"{etree.QName(child).localname} " for child in element)


def test_our_tmx_keeps_the_rules_of_its_version() -> None:
    entries = [Entry(source_lang="en", target_lang="id", unit=unit) for unit in UNITS]
    data = b"".join(write_tmx(entries, Notices("x")))
    assert b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">' in data
    root = etree.fromstring(data)
    for element in root.iter():
        required, content = TMX_RULES[str(element.tag)]
        assert required <= set(element.attrib), element.tag
        assert re.fullmatch(content.replace("header body", "header body "), children(element)), element.tag
    dates = [tuv.get("changedate") for tuv in root.iter("tuv")]
    assert dates == [None, "20260102T000000Z", None, "20260102T030405Z"]
    assert [tuv.get("changeid") for tuv in root.iter("tuv")] == [None, "Ani", None, None]


CORE = "{urn:oasis:names:tc:xliff:document:2.0}"


def xliff_units() -> Iterator[XliffUnit]:
    bare = XliffUnit(
        source_lang="en", target_lang="id", doc="a.txt", id="", part=None, source="A.", target=""
    )
    yield replace(bare, id="b1p1.1", target="B.", state="reviewed", origin=Origin.HUMAN, notes=("x: y", "z"))
    yield replace(bare, id="s1 role")
    yield bare


def test_our_xliff_keeps_the_rules_of_its_version() -> None:
    root = etree.fromstring(b"".join(write_units(xliff_units(), "en", "id", Notices("x"))))
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "en", "id")
    (file,) = root
    assert file.get("id")
    units = list(file)
    idents = [unit.get("id", "") for unit in units]
    assert len(set(idents)) == len(idents) == 3
    assert all(re.fullmatch(r"[\w.:-]+", ident, re.ASCII) for ident in idents)
    for unit in units:
        # Modules first, then notes, then the text.
        assert re.fullmatch("(metadata )?(notes )?(segment )+", children(unit))
        for group in unit.iter("{urn:oasis:names:tc:xliff:metadata:2.0}metaGroup"):
            assert len(group)
            assert all(meta.get("type") for meta in group)
        for notes in unit.iter(f"{CORE}notes"):
            assert len(notes)
        (segment,) = unit.iterchildren(f"{CORE}segment")
        assert re.fullmatch("source (target )?", children(segment))
        # What has no translation has no other state than the initial one.
        assert segment.get("state") is None or len(segment) == 2


def test_an_export_of_nothing_is_no_file_of_xliff(tmp_path: Path) -> None:
    memory, out = tmp_path / "memory.sqlite", tmp_path / "out.xlf"
    (tmp_path / "in.tmx").write_text(OMEGAT, "utf-8")
    invoke("memory", "import", tmp_path / "in.tmx", "--memory", memory)
    done = invoke("memory", "export", out, "--memory", memory, "--origin", "human")
    assert done.exit_code == 2
    assert "the memory has no such units" in done.stderr
    assert not out.exists()


WEBLATE_TBX = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><langSet xml:lang="en"><tig><term>trade</term></tig></langSet>
<langSet xml:lang="id"><tig><term>perdagangan</term></tig>
<tig><term>niaga</term><termNote type="administrativeStatus">forbidden</termNote></tig>
<tig><term>dagang</term><termNote type="administrativeStatus">obsolete</termNote></tig></langSet></termEntry>
<termEntry id="2"><descrip type="Translation needed">No</descrip>
<langSet xml:lang="en"><tig><term>Xinhua</term></tig></langSet></termEntry>
<termEntry id="3"><descrip type="Translation needed">Yes</descrip>
<langSet xml:lang="en"><tig><term>forum</term></tig></langSet></termEntry>
</body></text></martif>
"""


def test_weblate_s_glossary_forbids_and_keeps(tmp_path: Path) -> None:
    path = tmp_path / "weblate.tbx"
    path.write_text(WEBLATE_TBX, "utf-8")
    env = FixedEnvironment(glossary_dirs=())
    loaded = load_glossaries((path,), source_lang="en", target_lang="id", env=env)
    trade, xinhua = loaded.value.entries
    assert (trade.target, trade.forbidden) == ("perdagangan", ("niaga", "dagang"))
    assert (xinhua.target, xinhua.keep) == ("Xinhua", True)
    assert [found.message for found in loaded.diagnostics] == [
        "weblate.tbx, line 10: the concept has words in fewer than two languages"
    ]


def test_a_term_that_nothing_can_find_is_named(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("en\tid\n—\tgaris\nport\tpelabuhan\n", "utf-8")
    assert len(read_glossary(path.read_bytes(), path.name).value) == 2
    loaded = load_glossaries(
        (path,), source_lang="en", target_lang="id", env=FixedEnvironment(glossary_dirs=())
    )
    assert [entry.source for entry in loaded.value.entries] == ["port"]
    (found,) = loaded.diagnostics
    assert found.message == "terms.tsv, line 2: '—' has no letter or digit to be found by"
