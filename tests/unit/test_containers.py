"""Documents that hold a transcript: what their text is, what is told, and which are refused."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from forumpub.containers import archive, read_text
from forumpub.containers.texts import unpack_texts
from forumpub.errors import InputError

from limits import cpu_limit
from packed import docx, odt, pack, para, word_part


def text_of(data: bytes, name: str = "a.docx") -> str:
    return read_text(data, name=name).value.text


def slugs(data: bytes, name: str = "a.docx") -> list[str]:
    return [found.rule.slug for found in read_text(data, name=name).diagnostics]


_NUMBERING = word_part(
    "<w:abstractNum w:abstractNumId='0'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.%2)'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/>"
    "</w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='2'><w:lvl w:ilvl='0'><w:numFmt w:val='chineseCounting'/>"
    "<w:lvlText w:val='%1、'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='0'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>"
    "<w:num w:numId='4'><w:abstractNumId w:val='2'/></w:num>",
    root="numbering",
)
_STYLES = word_part(
    "<w:style w:styleId='Parent'><w:pPr><w:numPr><w:numId w:val='4'/></w:numPr></w:pPr></w:style>"
    "<w:style w:styleId='Child'><w:basedOn w:val='Parent'/></w:style>",
    root="styles",
)


def _item(text: str, *, instance: int = 1, level: int = 0) -> str:
    """Make a numbered paragraph."""
    number = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{instance}'/></w:numPr>"
    return f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


class TestDocx:
    def test_runs_that_split_a_label_are_one_line(self) -> None:
        data = docx(para("[Expla", "nation", "] The forum", " opened.") + para("") + para("It rained."))
        outcome = read_text(data, name="a.docx")
        assert outcome.value.text == "[Explanation] The forum opened.\n\nIt rained.\n"
        assert outcome.value.encoding == "docx"
        assert not outcome.diagnostics

    def test_inserted_text_counts_and_deleted_text_does_not(self) -> None:
        data = docx(
            "<w:p><w:r><w:t xml:space='preserve'>The forum </w:t></w:r>"
            "<w:ins><w:r><w:t>opened</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>closed in anger</w:delText></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>elsewhere</w:t></w:r></w:moveFrom><w:r><w:t>.</w:t></w:r></w:p>"
        )
        outcome = read_text(data, name="a.docx")
        assert outcome.value.text == "The forum opened.\n"
        (found,) = outcome.diagnostics
        assert found.rule.slug == "tracked-changes"
        assert "1 insertion taken, 2 deletions left out" in found.message
        assert "closed in anger" in found.message

    def test_a_deleted_paragraph_mark_joins_two_paragraphs(self) -> None:
        first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>The forum </w:t></w:r></w:p>"
        assert text_of(docx(first + para("opened.") + para("End."))) == "The forum opened.\nEnd.\n"

    def test_tabs_breaks_and_hyphens_are_characters(self) -> None:
        body = (
            "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>VIDEO</w:t><w:tab/><w:t>AUDIO</w:t><w:br/>"
            "<w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:br w:type='page'/></w:r></w:p>"
        )
        assert text_of(docx(body)) == "VIDEO\tAUDIO\nco-op\n"

    def test_a_table_of_two_columns_stands_side_by_side(self) -> None:
        def row(left: str, right: str) -> str:
            return f"<w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr>"

        table = row(para("VIDEO"), para("AUDIO")) + row(para("TAKE SOT") + para("CG"), para("We open."))
        assert text_of(docx(f"<w:tbl>{table}</w:tbl>")) == "VIDEO | AUDIO\nTAKE SOT | We open.\nCG |\n"

    def test_a_text_box_follows_its_paragraph_and_is_read_once(self) -> None:
        box = f"<w:txbxContent>{para('In the box.')}</w:txbxContent>"
        body = (
            "<w:p><w:r><w:t>Before.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>"
            f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )
        assert text_of(docx(body)) == "Before.\nIn the box.\n"

    def test_notes_stand_at_the_end_and_margins_are_left_out(self) -> None:
        notes = (
            '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
            f'<w:footnote w:id="1">{para("A note.")}</w:footnote>'
        )
        data = docx(
            para("Text.") + "<w:p><w:r><w:commentReference w:id='1'/></w:r></w:p>",
            footnotes=word_part(notes, root="footnotes"),
            header1=word_part(para("Draft of May"), root="hdr"),
        )
        outcome = read_text(data, name="a.docx")
        assert outcome.value.text == "Text.\n\n\nA note.\n"
        messages = [found.message for found in outcome.diagnostics]
        assert "1 footnote stands at the end of the text" in messages
        assert "1 comment left out" in messages
        assert any("Draft of May" in message for message in messages)

    def test_field_codes_and_hidden_text_are_no_words(self) -> None:
        body = (
            "<w:p><w:r><w:fldChar/><w:instrText> HYPERLINK x </w:instrText></w:r><w:r><w:t>link</w:t></w:r>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
            "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>.</w:t></w:r></w:p>"
        )
        outcome = read_text(docx(body), name="a.docx")
        assert outcome.value.text == "link.\n"
        assert "secret" in outcome.diagnostics[0].message

    def test_numbers_that_word_counts_stand_in_the_text(self) -> None:
        body = (
            para("Tasks.")
            + _item("Schools.")
            + _item("Primary.", level=1)
            + _item("Secondary.", level=1)
            + _item("Water.")
            + _item("A bullet.", instance=2)
            + _item("Again.", instance=3)
            + "<w:p><w:pPr><w:pStyle w:val='Child'/></w:pPr><w:r><w:t>By its style.</w:t></w:r></w:p>"
            + _item("", instance=1)
            + _item("Trust.")
        )
        parts = {"numbering": _NUMBERING, "styles": _STYLES}
        lines = text_of(docx(body, **parts)).splitlines()
        assert [line for line in lines if line] == [
            "Tasks.",
            "1. Schools.",
            "1.a) Primary.",
            "1.b) Secondary.",
            "2. Water.",
            "A bullet.",
            "7. Again.",
            "一、 By its style.",
            "9. Trust.",
        ]

    def test_a_number_never_hides_a_label_or_a_name(self) -> None:
        for opening in (
            "[Explanation] It rained.",
            "WEI JIA: It rained.",
            "问：下雨了吗？",
            "Q. Did it rain?",
        ):
            data = docx(_item(opening) + _item("It rained."), numbering=_NUMBERING)
            assert text_of(data) == f"{opening}\nIt rained.\n"
            (found,) = read_text(data, name="a.docx").diagnostics
            assert "2 list numbers" in found.message

    def test_a_damaged_list_of_numbers_counts_nothing(self) -> None:
        data = docx(_item("Text.", instance=99) + _item("More.", level=8), numbering=_NUMBERING)
        assert text_of(data) == "Text.\nMore.\n"

    def test_a_document_without_words_is_empty(self) -> None:
        assert slugs(docx("<w:p/>")) == ["input-empty"]


class TestOdt:
    def test_paragraphs_blanks_and_breaks(self) -> None:
        body = (
            "<text:h>Forum</text:h><text:p/><text:p>[Expla<text:span>nation</text:span>]<text:s text:c='2'/>"
            "The forum\n   opened.<text:line-break/>It<text:tab/>rained.</text:p>"
        )
        outcome = read_text(odt(body), name="a.odt")
        assert outcome.value.text == "Forum\n\n[Explanation]  The forum opened.\nIt\trained.\n"
        assert outcome.value.encoding == "odt"

    def test_changes_notes_and_comments(self) -> None:
        body = (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes><text:p>Text<text:note>"
            "<text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>A note.</text:p></text:note-body></text:note> goes on"
            "<office:annotation><text:p>who?</text:p></office:annotation>.</text:p>"
        )
        outcome = read_text(odt(body), name="a.odt")
        assert outcome.value.text == "Text goes on.\n\nA note.\n"
        assert [found.rule.slug for found in outcome.diagnostics] == [
            "tracked-changes",
            "part-set-aside",
            "notes-moved",
        ]

    def test_numbers_of_lists_stand_in_the_text(self) -> None:
        styles = (
            "<text:list-style style:name='L' xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'>"
            "<text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>"
            "<text:list-level-style-number text:level='2' style:num-format='a' style:num-suffix=')'/>"
            "</text:list-style>"
        )
        inner = "<text:list><text:list-item><text:p>Primary.</text:p></text:list-item></text:list>"
        body = (
            f"{styles}<text:list text:style-name='L'><text:list-item><text:p>Schools.</text:p>"
            f"<text:p>All of them.</text:p>{inner}</text:list-item>"
            "<text:list-item><text:p>Water.</text:p></text:list-item></text:list><text:p>Between.</text:p>"
            "<text:list text:style-name='L' text:continue-numbering='true'>"
            "<text:list-item><text:p>Trust.</text:p></text:list-item></text:list>"
            "<text:list text:style-name='none'><text:list-item><text:p>A bullet.</text:p>"
            "</text:list-item></text:list>"
        )
        assert text_of(odt(body), "a.odt").splitlines() == [
            "1. Schools.",
            "All of them.",
            "a) Primary.",
            "2. Water.",
            "Between.",
            "3. Trust.",
            "A bullet.",
        ]

    def test_a_table_and_endless_blanks(self) -> None:
        cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
        body = (
            f"<table:table><table:table-row>{cell.format('VIDEO')}{cell.format('AUDIO')}</table:table-row>"
            "</table:table><text:p>a<text:s text:c='999999999'/>b</text:p>"
        )
        assert text_of(odt(body), "a.odt") == f"VIDEO | AUDIO\na{' ' * 100}b\n"

    def test_a_protected_file_is_refused(self) -> None:
        manifest = (
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>'
            "<m:encryption-data/></m:file-entry></m:manifest>"
        )
        with pytest.raises(InputError, match="protected by a password"):
            read_text(odt("<text:p/>", manifest=manifest), name="a.odt")

    def test_a_spreadsheet_is_refused(self) -> None:
        data = pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
        with pytest.raises(InputError, match="without a text"):
            read_text(data, name="a.ods")


class TestAttacks:
    @pytest.mark.parametrize(
        "declaration",
        [
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            '<!DOCTYPE x SYSTEM "http://localhost/evil.dtd">',
        ],
    )
    @pytest.mark.parametrize("name", ["docx", "odt"])
    def test_declared_entities_are_refused(self, declaration: str, name: str) -> None:
        part = f"{declaration}<x>&a;</x>" if "ENTITY" in declaration else f"{declaration}<x/>"
        parts: dict[str, str | bytes] = {"word/document.xml": part}
        if name == "odt":
            parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": part}
        with pytest.raises(InputError, match=r"declares entities|is damaged") as caught:
            read_text(pack(parts), name=f"a.{name}")
        assert "root:" not in str(caught.value)

    def test_a_part_that_unpacks_to_too_much_is_refused(self) -> None:
        data = pack({"word/document.xml": b" " * (archive.MAX_PART_BYTES // 4)})
        with cpu_limit(10), pytest.raises(InputError, match="unpacks to more than a transcript can be"):
            read_text(data, name="bomb.docx")

    def test_a_size_that_lies_is_not_believed(self) -> None:
        size = archive.MAX_PART_BYTES // 4
        data = bytearray(pack({"word/document.xml": b" " * size}))
        data = bytearray(bytes(data).replace(struct.pack("<I", size), struct.pack("<I", 100)))
        with pytest.raises(InputError):
            read_text(bytes(data), name="liar.docx")

    def test_too_many_files_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "MAX_ENTRIES", 10)
        with pytest.raises(InputError, match="it holds 11 files, 10 at most"):
            unpack_texts(pack({f"{n}.txt": "x" for n in range(11)}), "a.zip", {".txt"})

    def test_a_document_that_is_nested_too_deep_is_refused_or_read(self) -> None:
        deep = "<w:sdt>" * 20_000 + para("x") + "</w:sdt>" * 20_000
        with pytest.raises(InputError, match="damaged"):
            read_text(docx(deep), name="a.docx")

    @pytest.mark.parametrize("cut", [30, 200, -40, -1])
    def test_a_file_that_was_cut_off_is_refused_in_one_line(self, cut: int) -> None:
        data = docx(para("The forum opened. " * 50))[:cut]
        with pytest.raises(InputError, match=r"cut off|damaged") as caught:
            read_text(data, name="cut.docx")
        assert "\n" not in str(caught.value)
        assert caught.value.hints

    @pytest.mark.parametrize(
        ("parts", "words"),
        [
            ({"[Content_Types].xml": "<Types/>", "docProps/core.xml": "<x/>"}, "holds no Word document"),
            ({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}, "an Excel workbook"),
            (
                {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"},
                "a PowerPoint presentation",
            ),
            ({"mimetype": "application/epub+zip", "META-INF/container.xml": "<x/>"}, "an e-book"),
        ],
    )
    def test_what_is_no_text_document_is_named(self, parts: dict[str, str | bytes], words: str) -> None:
        with pytest.raises(InputError, match=words):
            read_text(pack(parts), name="a.docx")

    def test_an_archive_of_other_files_is_binary(self) -> None:
        taken = read_text(pack({"a.bin": "x"}), name="a.txt")
        assert [found.rule.slug for found in taken.diagnostics] == ["input-binary"]
        assert taken.value.text == ""

    def test_a_protected_archive_is_named(self) -> None:
        data = bytearray(pack({"word/document.xml": word_part(para("x"))}))
        data[6] |= 1
        central = data.index(b"PK\x01\x02")
        data[central + 8] |= 1
        with pytest.raises(InputError, match="protected by a password"):
            read_text(bytes(data), name="a.docx")


class TestArchive:
    def test_texts_come_in_order_and_names_are_only_names(self) -> None:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        data = pack(
            {
                "../../etc/evil.txt": "b",
                "/abs.txt": "a",
                "__MACOSX/._a.txt": "no",
                ".hidden/x.txt": "no",
                "picture.jpg": "no",
                "deep/c.vtt": "c",
            }
        )
        found = unpack_texts(data, "a.zip", {".txt", ".vtt"})
        assert [text.name for text in found] == ["../../etc/evil.txt", "/abs.txt", "deep/c.vtt"]

    def test_a_name_in_a_chinese_encoding_is_read(self) -> None:
        name = "论坛.txt"
        data = pack({"AAAAAAAA": "x"})
        raw = name.encode("gb18030")
        data = data.replace(b"AAAAAAAA", raw)
        found = unpack_texts(data, "a.zip", {".txt"})
        assert [text.name for text in found] == [name]

    def test_a_file_without_a_name_is_passed_over(self) -> None:
        """Found by the fuzzer."""
        data = pack({"x": "a", "b.txt": "b"})
        data = data.replace(b"\x01\x00\x00\x00x", b"\x00\x00\x00\x00x")
        central = data.index(b"PK\x01\x02")
        data = data[: central + 28] + b"\x00\x00" + data[central + 30 : central + 46] + data[central + 47 :]
        end = data.index(b"PK\x05\x06")
        size = struct.unpack("<I", data[end + 12 : end + 16])[0] - 1
        data = data[: end + 12] + struct.pack("<I", size) + data[end + 16 :]
        assert "" in [info.filename for info in zipfile.ZipFile(io.BytesIO(data)).infolist()]
        assert [text.name for text in unpack_texts(data, "a.zip", {".txt"})] == ["b.txt"]

    def test_an_office_document_is_no_pack_of_texts(self) -> None:
        assert unpack_texts(docx(para("x")), "a.zip", {".xml"}) == ()


class TestHtml:
    def test_paragraphs_lines_and_entities(self) -> None:
        page = (
            "<!DOCTYPE html><html lang=en><head><title>Site</title><script>var x = '<p>no';</script></head>"
            "<body>"
            "<h1>Forum &amp; ports</h1>\n<p>The <b>for</b>um\n opened.<br>It rained.\n<p>&#27494;&#x6c49;</p>"
            "<div>Line 1</div><div>Line 2</div><style>p{}</style></body></html>"
        )
        outcome = read_text(page.encode(), name="a.html")
        assert outcome.value.text == (
            "Forum & ports\n\nThe forum opened.\nIt rained.\n\n武汉\n\nLine 1\nLine 2\n"
        )
        assert outcome.value.encoding == "html"
        (found,) = outcome.diagnostics
        assert "1 word outside the text left out: “Site”" in found.message

    def test_numbers_of_ordered_lists_stand_in_the_text(self) -> None:
        page = (
            "<!doctype html><ol start='3'><li>Schools.<ul><li>Primary.</li></ul></li>"
            "<li value='7'><p>Water.</p></li></ol>"
            "<ul><li>A bullet.</li></ul><ol><li>WEI JIA: Yes.</li><li>HUANG LIN: No.</li></ol>"
        )
        outcome = read_text(page.encode(), name="a.html")
        lines = [line for line in outcome.value.text.splitlines() if line]
        assert lines == [
            "3. Schools.",
            "Primary.",
            "7. Water.",
            "A bullet.",
            "WEI JIA: Yes.",
            "HUANG LIN: No.",
        ]
        assert ["2 list numbers" in found.message for found in outcome.diagnostics] == [True]

    def test_the_main_part_is_the_text(self) -> None:
        page = (
            "<html><body><nav>Home News</nav><p>Ad</p>"
            "<article><p>Text.</p></article><footer>©</footer></body></html>"
        )
        outcome = read_text(page.encode(), name="a.html")
        assert outcome.value.text == "Text.\n"
        assert "4 words outside the text" in outcome.diagnostics[0].message

    def test_preformatted_lines_stay(self) -> None:
        page = "<html><body><pre>1\n00:00:01,000 --&gt; 00:00:02,000\nHello\n\n2\n</pre></body></html>"
        assert text_of(page.encode(), "a.html") == "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n"

    def test_a_table_stands_side_by_side_and_a_layout_does_not(self) -> None:
        table = "<table><tr><th>VIDEO<th>AUDIO</tr><tr><td>TAKE SOT</td><td>We open.</td></tr></table>"
        assert text_of(f"<html>{table}</html>".encode(), "a.html") == "VIDEO | AUDIO\nTAKE SOT | We open.\n"
        layout = f"<html><table><tr><td>Menu</td><td>{table}<p>End.</td></tr></table></html>"
        lines = text_of(layout.encode(), "a.html").split("\n")
        assert lines[0] == "Menu"
        assert "VIDEO | AUDIO" in lines

    def test_a_declared_encoding_is_used(self) -> None:
        page = "<html><head><meta charset=gb2312></head><body><p>论坛在武汉开幕。</p></body></html>"
        assert text_of(page.encode("gb18030"), "a.html") == "论坛在武汉开幕。\n"

    @pytest.mark.parametrize(
        "evil", ["<div>" * 200_000, "<" * 200_000, "<p " * 100_000, "<!--" * 100_000, "&#" * 99]
    )
    def test_broken_pages_cost_no_time(self, evil: str) -> None:
        with cpu_limit():
            text = text_of(f"<html><body><p>Text.{evil}".encode(), "a.html")
        assert text.startswith("Text.")

    def test_a_script_that_never_ends_hides_nothing(self) -> None:
        assert "Text." in text_of(b"<html><body><script>x<p>Text.", "a.html")


class TestMarkdown:
    def test_mark_up_goes_and_labels_stay(self) -> None:
        text = (
            "---\nheadline: A forum\n---\n\n# Forum\n\n**[Explanation]** The *forum* opened \\[here\\].\n\n"
            "[Concurrent]: Wei Jia, Director\n\n1. one\n2. two\n\n- [a link](http://x.example)\n"
        )
        outcome = read_text(text.encode(), name="a.md")
        assert outcome.value.text == (
            "---\nheadline: A forum\n---\nForum\n\n[Explanation] The forum opened [here].\n\n"
            "[Concurrent]: Wei Jia, Director\n\n1. one\n\n2. two\n\na link\n"
        )
        assert [found.message for found in outcome.diagnostics] == ["the address of 1 link left out"]

    def test_chevrons_are_no_quotations(self) -> None:
        assert text_of(b">> Hello there.\n>> And you.\n", "a.md") == ">> Hello there.\n>> And you.\n"

    def test_indented_paragraphs_and_html_are_text(self) -> None:
        assert text_of("\u3000\u3000论坛\n\n    Indented <b>x</b>\n".encode(), "a.md") == (
            "\u3000\u3000论坛\n\n    Indented <b>x</b>\n"
        )

    def test_a_very_long_file_is_read_as_it_stands(self) -> None:
        text = "*a* " * (2**20 + 1)
        outcome = read_text(text.encode(), name="a.md")
        assert outcome.value.text == text
        assert outcome.diagnostics[0].rule.slug == "document-too-long"

    @pytest.mark.parametrize(
        "evil", ["*" * 50_000, "[" * 50_000, "> " * 5_000 + "x", "`" * 50_000, "- " * 5_000]
    )
    def test_hostile_mark_up_costs_no_time(self, evil: str) -> None:
        with cpu_limit():
            text = text_of(evil.encode(), "a.md")
        assert ("x" in text) == ("x" in evil)
