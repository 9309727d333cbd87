"""Glossary files: what is read of them, and what is said of what can't be."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from forumpub.diagnostics import Outcome, Severity
from forumpub.env import FixedEnvironment
from forumpub.errors import InputError
from forumpub.translate.terms.entry import Part
from forumpub.translate.terms.glossary import Glossary
from forumpub.translate.terms.loading import load_glossaries
from forumpub.translate.terms.reading import read_glossary
from forumpub.translate.terms.row import Row

ENV = FixedEnvironment(glossary_dirs=())

TBX_DCA = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
 <tbxHeader><fileDesc><sourceDesc><p>made up</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
  <conceptEntry id="c1">
   <note>the bloc's office</note>
   <langSec xml:lang="en"><termSec><term>ASEAN Secretariat</term></termSec></langSec>
   <langSec xml:lang="id">
    <termSec><term>Kantor ASEAN</term>
     <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
    <termSec><term>Setnas ASEAN</term>
     <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>
    <termSec><term>Sekretariat ASEAN</term>
     <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
   </langSec>
  </conceptEntry>
  <conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>lonely</term></termSec></langSec></conceptEntry>
 </body></text>
</tbx>"""

TBX_DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min"><text><body><conceptEntry id="c1">
   <langSec xml:lang="en"><termSec><term>trade</term></termSec></langSec>
   <langSec xml:lang="fil">
    <termSec><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus><term>trade</term></termSec>
    <termSec><term>kalakalan</term></termSec></langSec>
  </conceptEntry></body></text></tbx>"""

TBX_TWO = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="1">
 <langSet xml:lang="en"><tig><term>forum</term></tig></langSet>
 <langSet xml:lang="vi"><ntig><termGrp><term>diễn đàn</term></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""

BOMB = """<?xml version="1.0"?>
<!DOCTYPE tbx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<tbx><text><body><conceptEntry><langSec xml:lang="en"><termSec><term>&b;&c;</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def rows_of(text: str) -> tuple[Row, ...]:
    outcome = read_glossary(text.encode(), "g")
    assert outcome.diagnostics == ()
    return outcome.value


def load(tmp_path: Path, *texts: str, source: str = "en", target: str = "id") -> Outcome[Glossary]:
    paths = []
    for number, text in enumerate(texts):
        path = tmp_path / f"g{number}.tsv"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return load_glossaries(paths, source_lang=source, target_lang=target, env=ENV)


def test_a_table_has_forms_parts_and_forbidden_words() -> None:
    (row,) = rows_of(
        "# a comment\nen\tid\tzh-CN\tpart\tstatus\tnote\tforbidden:id\n"
        "Belt and Road|BRI\tSabuk dan Jalan\t“一带一路”\tprogramme\treviewed\twhy\tOBOR|SSJS\n"
    )
    assert row.line == 3
    assert row.forms("en", "source") == ("Belt and Road", "BRI")
    assert row.forms("zh-Hans", "target") == ("“一带一路”",)
    assert row.forbidden("id") == ("OBOR", "SSJS")
    assert row.forbidden("zh-Hans") == ()
    assert (row.part, row.reviewed, row.note) == (Part.PROGRAMME, True, "why")


@pytest.mark.parametrize(
    "text",
    [
        "source\ttarget\nforum\tforum, wadah\n",
        'source,target\nforum,"forum, wadah"\n',
        "source;target\r\nforum;forum, wadah\r\n",
        '"source"\t"target"\n"forum"\t"forum, wadah"\n',
    ],
    ids=["tabs", "commas", "semicolons", "quoted tabs"],
)
def test_separators_are_seen_in_the_headings(text: str) -> None:
    (row,) = rows_of(text)
    assert row.forms("id", "target") == ("forum, wadah",)


def test_a_spreadsheets_utf_16_is_read_and_other_bytes_are_refused() -> None:
    text = "en\tth\nforum\tฟอรัม\n"
    outcome = read_glossary(codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "g")
    assert outcome.value[0].forms("th", "target") == ("ฟอรัม",)
    refused = read_glossary("en\tid\nforum\tforum\ncafé\tkafe\n".encode("latin-1"), "g.tsv")
    assert refused.value == ()
    assert [d.message for d in refused.diagnostics] == ["g.tsv, line 3 is not UTF-8"]


def test_a_stray_quote_swallows_no_lines() -> None:
    rows = rows_of('en\tid\n"Forum\tforum\ntrade\tperdagangan\n')
    assert [row.line for row in rows] == [2, 3]


def test_faults_of_a_table_are_named_by_line() -> None:
    text = "en\tid\tIndonesian\tpart\tkeep\na\t\t\t\t\nb\tc\tx\tfoo\tmaybe\nd\te\t\t\t\tf\n"
    outcome = read_glossary(text.encode(), "g.tsv")
    assert [(d.rule.slug, d.message) for d in outcome.diagnostics] == [
        ("glossary-column", "g.tsv, line 1: the column headed 'Indonesian' is ignored"),
        ("glossary-row", "g.tsv, line 2 has words in fewer than two languages"),
        ("glossary-row", "g.tsv, line 3: keep is 'maybe', which is neither yes nor no"),
        ("glossary-row", "g.tsv, line 3: there is no part 'foo'"),
        ("glossary-row", "g.tsv, line 4 has 6 cells for 5 columns; the last ones are ignored"),
    ]
    assert [row.line for row in outcome.value] == [3, 4]


@pytest.mark.parametrize(
    "data",
    [b"", b"just words\nand more\n", b'en,id\n"open,x\n', b"<tbx><text>", b"<html></html>", BOMB.encode()],
    ids=["empty", "no headings", "open quote", "broken XML", "other XML", "entities"],
)
def test_what_is_no_glossary_is_one_error(data: bytes) -> None:
    outcome = read_glossary(data, "g")
    assert outcome.value == ()
    assert [d.rule.slug for d in outcome.diagnostics] == ["glossary-unreadable"]
    assert outcome.diagnostics[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('en,id\nA,B\n"open,x\nC,D\n', "line 3: a quotation mark opens a cell, and none closes it"),
        ('en;id\r\n"two\r\nlines";"x ""y"""\r\nA;"open\r\n', "line 4: a quotation mark opens a cell, and"),
        # The next cell in marks closes it, and the reader would name that one's line.
        ('en,id\n"open,x\nA,B\n"C",D\n', "line 2: the quotation mark that opens a cell is closed in"),
        # So long that the reader gives up for its length.
        ('en,id\n"open,x\n' + "trade,perdagangan\n" * 9_000, "line 2: a quotation mark opens a cell"),
        ('en,id\n"open ""', "line 2: a quotation mark opens a cell, and none"),
    ],
)  # fmt: skip
def test_a_quotation_mark_that_none_closes_is_told_by_its_line(table: str, told: str) -> None:
    outcome = read_glossary(table.encode(), "g.csv")
    assert outcome.value == ()
    (found,) = outcome.diagnostics
    assert found.message.startswith(f"g.csv, {told}")
    assert found.hints


@pytest.mark.parametrize(("root", "kind"), [("tmx", "a TMX"), ("xliff", "an XLIFF")])
def test_a_translation_memory_is_no_glossary(root: str, kind: str) -> None:
    (found,) = read_glossary(f'<{root} version="1.4"><body/></{root}>'.encode(), "g.tmx").diagnostics
    assert found.message == f"g.tmx is {kind}: it holds translations of sentences, and no terms"
    assert found.hints == ("`forumpub memory import` takes it",)


def test_tbx_tells_preferred_from_deprecated() -> None:
    outcome = read_glossary(TBX_DCA.encode(), "g.tbx")
    (row,) = outcome.value
    assert row.forms("id", "target") == ("Sekretariat ASEAN", "Setnas ASEAN")
    assert row.forbidden("id") == ("Kantor ASEAN",)
    assert (row.line, row.note) == (5, "the bloc's office")
    assert [d.message for d in outcome.diagnostics] == [
        "g.tbx, line 17: the concept has words in fewer than two languages"
    ]


def test_tbx_in_its_other_style_and_its_older_version() -> None:
    (row,) = rows_of(TBX_DCT)
    assert (row.forms("tl", "target"), row.forbidden("tl")) == (("kalakalan",), ("trade",))
    (row,) = rows_of(TBX_TWO)
    assert row.forms("vi", "target") == ("diễn đàn",)


def test_rows_that_disagree_are_named_by_their_lines(tmp_path: Path) -> None:
    outcome = load(tmp_path, "en\tid\ntrade\tperdagangan\nforum\tforum\nTrade\tniaga\nForum\tforum\n")
    assert [(d.rule.slug, d.message) for d in outcome.diagnostics] == [
        (
            "glossary-conflict",
            "g0.tsv, lines 2 and 4: 'Trade' occurs twice, as 'perdagangan' and as 'niaga'; the first is used",
        ),
        ("glossary-duplicate", "g0.tsv, lines 3 and 5: 'Forum' occurs twice with the same rendering 'forum'"),
    ]
    assert [(e.source, e.target) for e in outcome.value.entries] == [
        ("trade", "perdagangan"),
        ("forum", "forum"),
    ]


def test_a_later_glossary_has_the_last_word(tmp_path: Path) -> None:
    outcome = load(tmp_path, "en\tid\ntrade\tperdagangan\n", "en\tid\nTrade\tniaga\n")
    assert outcome.diagnostics == ()
    assert [(e.target, e.origin) for e in outcome.value.entries] == [("niaga", "g1.tsv:2")]


def test_a_term_that_is_kept_needs_no_rendering(tmp_path: Path) -> None:
    entry = load(tmp_path, "en\tid\tkeep\nRCEP\t\tyes\n").value.entries[0]
    assert (entry.target, entry.keep) == ("RCEP", True)


def test_any_column_can_be_the_source(tmp_path: Path) -> None:
    text = "en\tid\tzh-Hans\nASEAN\tASEAN\t东盟\nforum\tforum\t\n"
    glossary = load(tmp_path, text, source="zh", target="id").value
    assert [(e.source, e.target) for e in glossary.entries] == [("东盟", "ASEAN")]


def test_a_glossary_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv"):
        load_glossaries([tmp_path / "none.tsv"], source_lang="en", target_lang="id", env=ENV)


def test_blanks_in_a_term_are_one_blank() -> None:
    (row,) = rows_of("en\tid\nthe   digital\u00a0economy \t ekonomi   digital\n")
    assert (row.forms("en", ""), row.forms("id", "")) == (("the digital economy",), ("ekonomi digital",))


def test_a_rendering_of_a_term_that_is_kept_is_told(tmp_path: Path) -> None:
    loaded = load(tmp_path, "en\tid\tms\tkeep\nXinhua\tKantor Xinhua\tXinhua\tyes\n")
    assert [(entry.target, entry.keep) for entry in loaded.value.entries] == [("Xinhua", True)]
    assert [(found.rule.slug, found.message) for found in loaded.diagnostics] == [
        ("glossary-row", "g0.tsv, line 2: 'Xinhua' is kept as it is, so 'Kantor Xinhua' is not used")
    ]
    malay = load(tmp_path, "en\tid\tms\tkeep\nXinhua\tKantor Xinhua\tXinhua\tyes\n", target="ms")
    assert malay.diagnostics == ()
