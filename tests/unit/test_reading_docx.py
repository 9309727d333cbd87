"""Reading a DOCX of any program: every text is read once, and what isn't understood is named."""

from __future__ import annotations

import io
import zipfile

import pytest

from docx_checks import part, parts, rezip
from editors import publish
from forumpub.errors import InputError
from forumpub.render.docx.wml import W
from forumpub.review.document import DocParagraph, EditedDocument, Hand, Hidden, Place
from forumpub.review.markup import show_markup
from forumpub.review.ranges import read_mark
from forumpub.review.reading import read_docx
from forumpub.review.views import view
from made_articles import slugs
from word_files import DATE, end, marked, para, relations, run, tracked, word_file

PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>17</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"


def read(body: str, related: dict[str, str] | None = None) -> EditedDocument:
    return read_docx(word_file(body, related), "copy.docx").value


def text_of(paragraph: DocParagraph) -> str:
    return "".join(stretch.text for stretch in paragraph.stretches if stretch.hidden is None)


def texts(body: str) -> list[str]:
    return [text_of(paragraph) for paragraph in read(body).paragraphs]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/></w:r>", "a\tb\nc\n"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "ab"),
        ("<w:r><w:t>north</w:t><w:noBreakHyphen/><w:t>east</w:t></w:r>", "north\u2011east"),
        ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t></w:r>", "co\u00adop"),
        ('<w:r><w:sym w:font="Arial" w:char="00E9"/></w:r>', "é"),
        (f'<w:hyperlink r:id="r9">{run("linked")}</w:hyperlink>', "linked"),
        (f'<w:smartTag w:element="x"><w:smartTagPr/>{run("tagged")}</w:smartTag>', "tagged"),
        (
            f"<w:sdt><w:sdtPr/><w:sdtContent>{run('controlled')}</w:sdtContent></w:sdt>",
            "controlled",
        ),
        (f'<w:fldSimple w:instr=" TITLE ">{run("A title")}</w:fldSimple>', "A title"),
        (f'<w:fldSimple w:instr=" NUMPAGES ">{run("12")}</w:fldSimple>', "1"),
        (run("Page ") + PAGE + run(" ends"), "Page 1 ends"),
        (
            "<mc:AlternateContent><mc:Choice>" + run("new") + "</mc:Choice><mc:Fallback>" + run("old")
            + "</mc:Fallback></mc:AlternateContent>",
            "new",
        ),
        (f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>", "漢"),
        ("<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>", "E=mc"),
        (f'<w:dir w:val="rtl">{run("turned")}</w:dir>', "turned"),
        (f"<w:future>{run('unheard of')}</w:future>", "unheard of"),
    ],
)  # fmt: skip
def test_text_in_every_carrier_is_read(content: str, expected: str) -> None:
    assert texts(para(content)) == [expected]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "a symbol of the font Wingdings"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "a formula"),
        ("<w:r><w:drawing/></w:r>", "a picture"),
        ("<w:r><w:object/></w:r>", "an embedded object"),
        ("<w:future/>", "an element named future"),
        ("<w:r><w:pgNum/></w:r>", "a page number of an old kind"),
    ],
)
def test_what_is_not_understood_is_named(content: str, kind: str) -> None:
    outcome = read_docx(word_file(para(run("text"), content)), "copy.docx")
    assert outcome.value.unread == (kind,)
    assert slugs(outcome.diagnostics) == ["docx-content-unread"]
    assert kind in outcome.diagnostics[0].message


def test_blocks_in_controls_tables_and_files_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{para(run('one'))}</w:sdtContent></w:sdt>"
        f"<w:customXml>{para(run('two'))}</w:customXml>"
        f"<w:tbl><w:tr><w:tc>{para(run('three'))}</w:tc><w:sdt><w:sdtContent><w:tc>{para(run('four'))}"
        f"<w:tbl><w:tr><w:tc>{para(run('five'))}</w:tc></w:tr></w:tbl></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"
        '<w:altChunk r:id="r1"/>'
    )
    document = read(body)
    assert [text_of(p) for p in document.paragraphs] == ["one", "two", "three", "four", "five"]
    cells = [(p.cell.table, p.cell.row, p.cell.column) for p in document.paragraphs if p.cell is not None]
    assert cells == [(0, 0, 0), (0, 0, 1), (1, 0, 0)]
    assert document.unread == ("a table in a table", "text of another file, put in by reference")


def test_a_text_box_is_read_once_after_the_text() -> None:
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(para(run("before "), drawing, run("after")) + para(run("last")))
    assert [(text_of(p), p.place) for p in document.paragraphs] == [
        ("before after", Place.BODY),
        ("last", Place.BODY),
        ("In a box.", Place.TEXT_BOX),
    ]


def test_notes_and_margins_are_read_in_their_places() -> None:
    note = (
        "<w:footnotes NAMESPACES><w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>"
        f"<w:footnote w:id='1'>{para(run('A note.'))}</w:footnote></w:footnotes>"
    )
    head = f"<w:hdr NAMESPACES>{para(run('A head'))}</w:hdr>"
    reference = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    document = read(para(run("text"), reference), {"footnotes": note, "header": head})
    assert [(text_of(p), p.place) for p in document.paragraphs] == [
        ("text", Place.BODY),
        ("A note.", Place.FOOTNOTE),
        ("A head", Place.HEADER),
    ]


def test_a_field_without_an_end_swallows_nothing() -> None:
    open_field = PAGE.rpartition("<w:r>")[0]
    document = read(para(open_field, run(" x")) + para(run("the rest")))
    assert text_of(document.paragraphs[1]) == "the rest"
    assert "a field without an end" in document.unread


def test_hidden_text_and_field_codes_are_kept_apart() -> None:
    hidden = run("secret", "<w:rPr><w:vanish/></w:rPr>")
    outcome = read_docx(word_file(para(run("seen"), hidden, PAGE)), "copy.docx")
    kinds = {stretch.text: stretch.hidden for stretch in outcome.value.paragraphs[0].stretches}
    assert kinds == {"seen": None, "secret": Hidden.STYLE, " PAGE ": Hidden.FIELD_CODE, "1": None}
    assert slugs(outcome.diagnostics) == ["docx-text-hidden"]
    assert "secret" in outcome.diagnostics[0].message


def test_hands_are_read_wherever_changes_stand() -> None:
    inner = f'<w:ins w:id="1" w:author="Ann">{tracked("del", "both", "Bo")}</w:ins>'
    body = para(
        end("del", "Cy"),
        run("kept "),
        f'<w:hyperlink r:id="r9">{tracked("ins", "in a link")}</w:hyperlink>',
        inner,
        f'<w:moveTo w:id="4" w:author="Dee" w:date="{DATE}">{run("moved")}</w:moveTo>',
    )
    paragraph = read(body).paragraphs[0]
    lim, bo = Hand(author="Lim", date=DATE), Hand(author="Bo", date=DATE)
    found = [(s.text, s.inserted, s.deleted, s.moved) for s in paragraph.stretches]
    assert found == [
        ("kept ", None, None, False),
        ("in a link", lim, None, False),
        ("both", Hand(author="Ann"), bo, False),
        ("moved", Hand(author="Dee", date=DATE), None, True),
    ]
    assert paragraph.mark_deleted == Hand(author="Cy", date=DATE)


def test_comments_have_answers_and_ends() -> None:
    comments = (
        "<w:comments NAMESPACES>"
        "<w:comment w:id='1' w:author='Ann' w:date='2026-01-01T00:00:00Z'>"
        f"<w:p w14:paraId='0A'>{run('Which year?')}</w:p></w:comment>"
        f"<w:comment w:id='2' w:author='Bo'><w:p w14:paraId='0B'>{run('2021.')}</w:p></w:comment>"
        f"<w:comment w:id='3' w:author='Bo'><w:p w14:paraId='0C'>{run('And here?')}</w:p></w:comment>"
        "</w:comments>"
    )
    threads = (
        "<w15:commentsEx NAMESPACES><w15:commentEx w15:paraId='0A' w15:done='1'/>"
        "<w15:commentEx w15:paraId='0B' w15:paraIdParent='0A'/><w15:commentEx w15:paraId='0C' w15:done='0'/>"
        "</w15:commentsEx>"
    )
    body = para(
        "<w:commentRangeStart w:id='1'/>",
        run("subject"),
        "<w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r>",
        run(" rest"),
        "<w:r><w:commentReference w:id='3'/></w:r>",
    )
    document = read(body, {"comments": comments, "commentsExtended": threads})
    told = [(c.id, c.text, c.parent, c.resolved) for c in document.comments]
    assert told == [
        ("1", "Which year?", None, True),
        ("2", "2021.", "1", True),
        ("3", "And here?", None, False),
    ]
    assert document.paragraphs[0].anchors == ("1", "3")
    assert [s.comments for s in document.paragraphs[0].stretches] == [("1",), ()]
    assert show_markup(document) == ("subject{>>Ann: Which year?<<} rest{>>Bo: And here?<<}",)


def test_names_of_bookmarks_are_ours_or_not() -> None:
    assert read_mark("_fp_17d8bf44_b3p1") == read_mark("_FP_17D8BF44_b3p1")
    copied = read_mark("_fp_17d8bf44_b3p1_Copy_1_Copy_2")
    assert copied is not None
    assert (copied.dockey, copied.part, copied.copied) == ("17d8bf44", "b3p1", True)
    assert read_mark("_GoBack") is None
    assert read_mark("_fp_17d8bf44_") is None


def test_a_bookmark_over_two_paragraphs_as_libreoffice_writes_it() -> None:
    """Two starts of one name, the first without an end: it ends with its own paragraph."""
    body = (
        para('<w:bookmarkStart w:id="3" w:name="_fp_aa_b1p1"/>', run("first half"))
        + para(marked("_fp_aa_b1p1", run("second half"), 4))
        + para(run("another"))
    )
    document = read(body)
    marks = [[mark.part for s in p.stretches for mark in s.marks] for p in document.paragraphs]
    assert marks == [["b1p1"], ["b1p1"], []]


def test_an_unedited_file_says_what_it_was_published_as() -> None:
    document = read_docx(publish(), "report.docx").value
    identity = document.identity
    assert identity.docid is not None
    assert identity.dockey == identity.docid[:8]
    assert (identity.revision, identity.lang) == (1, "en")
    assert identity.article_json is not None
    assert identity.base is not None
    printed = [text.text.strip() for text in identity.base if text.text.strip() and text.place is Place.BODY]
    shown = [p.text for p in view(document) if p.text and p.place is Place.BODY]
    assert shown == printed


def test_identity_is_what_other_programs_leave_of_it() -> None:
    contents = parts(publish())
    without_xml = {name: data for name, data in contents.items() if not name.startswith("customXml/item")}
    identity = read_docx(rezip(without_xml), "copy.docx").value.identity
    assert identity.docid is not None
    assert identity.article_json is None
    assert identity.base is None
    bare = {name: data for name, data in without_xml.items() if name != "docProps/custom.xml"}
    assert read_docx(rezip(bare), "copy.docx").value.identity.dockey == identity.dockey


def test_the_properties_of_libreoffice_24_are_found() -> None:
    contents = parts(publish())
    old = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    new = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/metadata/core-properties"
    assert old in contents["_rels/.rels"]
    contents["_rels/.rels"] = contents["_rels/.rels"].replace(old, new)
    document = read_docx(rezip(contents), "copy.docx").value
    assert document.saved_by is not None
    assert document.saved_by.author == "Forum Briefing"


def test_strict_open_xml_is_read_like_any_other() -> None:
    contents = parts(word_file(para(run("strict"), tracked("ins", " text"))))
    name = "word/document.xml"
    contents[name] = contents[name].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    document = read_docx(rezip(contents), "copy.docx").value
    assert [text_of(p) for p in document.paragraphs] == ["strict text"]


def doubled(part: str) -> bytes:
    data = io.BytesIO(word_file(para(run("x")), {"styles": "<w:styles NAMESPACES/>"}))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(data, "a") as archive:
        archive.writestr(part, archive.read(part))
    return data.getvalue()


def test_a_part_that_is_there_twice_is_reported() -> None:
    outcome = read_docx(doubled("word/styles.xml"), "copy.docx")
    assert slugs(outcome.diagnostics) == ["docx-part-doubled"]


BILLION = (
    b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
DEEP = b"<w:sdt><w:sdtContent>" * 4000 + b"</w:sdtContent></w:sdt>" * 4000


def with_document(content: bytes) -> bytes:
    return rezip(parts(word_file("")) | {"word/document.xml": content})


def locked() -> bytes:
    data = bytearray(word_file(para(run("x"))))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        entry = archive.getinfo("word/document.xml")
    directory = data.index(b"PK\x01\x02")
    while data[directory + 46 : directory + 46 + len(entry.filename)] != entry.filename.encode():
        directory = data.index(b"PK\x01\x02", directory + 4)
    data[directory + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "not a DOCX"),
        (lambda: b"Dear editor, here is the text.", "not a DOCX"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected by a password"),
        (lambda: word_file("")[:200], "damaged"),
        (lambda: rezip({"a.txt": b"x"}), "holds no Word document"),
        (lambda: with_document(b"<w:document"), "damaged"),
        (lambda: with_document(BILLION), "entities"),
        (lambda: with_document(b"<x/>"), "no body"),
        (lambda: word_file(DEEP.decode()), "damaged"),
        (lambda: word_file("x" * 90_000_000), "unpacks to more"),
        (lambda: doubled("word/document.xml"), "two texts"),
        (locked, "protected by a password"),
        (lambda: word_file("", {"comments": "<w:comments"}), "damaged"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_in_one_line(make: object, words: str) -> None:
    assert callable(make)
    with pytest.raises(InputError) as caught:
        read_docx(make(), "copy.docx")
    message = str(caught.value)
    assert message.startswith("can't read copy.docx")
    assert words in message
    assert "\n" not in message
    assert caught.value.hints or words in ("nested", "no body")


def test_names_in_a_package_lead_nowhere() -> None:
    """A relationship may not read files of the machine, or leave the package."""
    contents = parts(word_file(para(run("x"))))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    for target in ("/etc/passwd", "../../../../etc/passwd", "file:///etc/passwd", "http://example.org/c.xml"):
        contents["word/_rels/document.xml.rels"] = relations((kind, target))
        assert read_docx(rezip(contents), "copy.docx").value.comments == ()


def test_depth_that_xml_allows_is_read() -> None:
    inner = para(run("deep"))
    for _ in range(100):
        inner = f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    assert texts(inner) == ["deep"]


def test_every_text_of_a_published_file_is_in_one_stretch() -> None:
    data = publish()
    document = read_docx(data, "report.docx").value
    found = [s.text for p in document.paragraphs if p.place is Place.BODY for s in p.stretches]
    written = [t.text for t in part(data, "word/document.xml").iter(f"{W}t")]
    assert [text for text in found if text.strip("\t")] == written
