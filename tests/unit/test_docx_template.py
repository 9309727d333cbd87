"""An organisation's Word template: its styles are used, its state is not trusted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm
from lxml import etree

from docx_checks import assert_valid, opened, part, parts, rendered, rezip, words_of
from forumpub.env import FixedEnvironment
from forumpub.errors import InputError, TemplateError
from forumpub.render.docx import DocxRenderer, Template, load_template
from forumpub.render.docx.wml import W
from forumpub.rules.publishing import TEMPLATE_STYLE_MISSING
from forumpub.styling import Role

from plans import full_plan, seed_edition

ENV = FixedEnvironment()
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CORE = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
LIBRE_CORE = b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"


def house(*, header: str | None = "House header") -> bytes:
    document = Document()
    document.styles.add_style("House Body", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Text of the template")
    document.sections[0].page_width = Cm(20)
    if header is not None:
        document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = "House title"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def write(folder: Path, data: bytes, name: str = "house.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def render_with(path: Path) -> bytes:
    return rendered(seed_edition(full_plan()), DocxRenderer(template=path))


def names_of_styles(data: bytes) -> set[str]:
    return {item.style.name for item in opened(data).paragraphs if item.style is not None and item.style.name}


def test_house_styles_headers_and_page_are_used(tmp_path: Path) -> None:
    path = write(tmp_path, house())
    (tmp_path / "house.toml").write_text('[roles]\nbody = "house body"\nquote = "Intense Quote"\n', "utf-8")
    data = render_with(path)
    assert_valid(data, tmp_path)
    document = opened(data)
    assert {"House Body", "Intense Quote", "Title", "Heading 1"} <= names_of_styles(data)
    assert document.sections[0].header.paragraphs[0].text == "House header"
    assert document.sections[0].page_width == pytest.approx(Cm(20), rel=0.001)
    assert document.core_properties.title == "Forum hails three decades of dialogue"
    shown = "\n".join(words_of(part(data, "word/document.xml")))
    assert "Some 400 officials" in shown and "Text of the template" not in shown
    assert "word/stylesWithEffects.xml" not in parts(data)
    lang = part(data, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang is not None and lang.get(f"{W}bidi") == "th-TH"


def test_the_template_is_deterministic_too(tmp_path: Path) -> None:
    path = write(tmp_path, house())
    assert render_with(path) == render_with(path)


def test_head_and_foot_are_ours_where_the_template_has_none(tmp_path: Path) -> None:
    data = render_with(write(tmp_path, house(header=None)))
    assert_valid(data, tmp_path)
    section = opened(data).sections[0]
    assert section.different_first_page_header_footer
    assert "Page 1 of 1" in section.footer.paragraphs[0].text


def test_a_style_that_is_missing_is_reported_and_the_usual_one_used(tmp_path: Path) -> None:
    template = Template(path=write(tmp_path, house()), roles={Role.BODY: "House Bdy"})
    outcome = DocxRenderer(template=template).render(seed_edition(full_plan()), ENV)
    assert [found.rule for found in outcome.diagnostics] == [TEMPLATE_STYLE_MISSING]
    assert "'House Bdy'" in outcome.diagnostics[0].message
    assert "Body Text" in names_of_styles(outcome.value)
    assert_valid(outcome.value, tmp_path)


def test_styles_that_the_template_lacks_are_added(tmp_path: Path) -> None:
    bare = parts(house())
    styles = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    data = render_with(write(tmp_path, rezip(bare | {"word/styles.xml": styles})))
    assert {"Title", "Body Text", "Quote", "List Bullet", "Forumpub Attribution"} <= names_of_styles(data)
    assert_valid(data, tmp_path)


def _box(properties: etree._Element | None) -> list[tuple[str, dict[str, str]]]:
    """List the borders and the fill of a paragraph, with what each says."""
    found = (
        [] if properties is None else [*properties.iterfind(f"{W}pBdr/*"), *properties.iterfind(f"{W}shd")]
    )
    return [(str(element.tag), {str(key): str(value) for key, value in element.items()}) for element in found]


def test_the_panel_holds_the_bullets_of_a_template(tmp_path: Path) -> None:
    # The library's own template has bullets, and no panel.
    path = write(tmp_path, house())
    data = render_with(path)
    bullets = [
        pr
        for pr in part(data, "word/document.xml").iter(f"{W}pPr")
        if (style := pr.find(f"{W}pStyle")) is not None and style.get(f"{W}val") == "ListBullet"
    ]
    assert len(bullets) > 1
    (heading,) = (
        made
        for made in part(data, "word/styles.xml").iter(f"{W}style")
        if made.get(f"{W}styleId") == "ForumpubPanelHeading"
    )
    # Equal borders and fills make one box of neighbours.
    box = _box(heading.find(f"{W}pPr"))
    assert box and all(_box(pr) == box for pr in bullets)
    named = Template(path=path, roles={Role.PANEL_HEADING: "Heading 2"})
    theirs = DocxRenderer(template=named).render(seed_edition(full_plan()), ENV).value
    assert not list(part(theirs, "word/document.xml").iter(f"{W}pBdr"))


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("house.dotx", b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        ("house.docm", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("house.dotm", b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    ],
)
def test_templates_of_all_kinds_become_documents(name: str, content_type: bytes, tmp_path: Path) -> None:
    contents = parts(house())
    contents["[Content_Types].xml"] = contents["[Content_Types].xml"].replace(MAIN_TYPE, content_type)
    data = render_with(write(tmp_path, rezip(contents), name))
    assert_valid(data, tmp_path)
    assert MAIN_TYPE in parts(data)["[Content_Types].xml"]


def test_macros_stay_behind(tmp_path: Path) -> None:
    contents = parts(house())
    kind = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    contents["[Content_Types].xml"] = contents["[Content_Types].xml"].replace(b"</Types>", kind)
    macro = (
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>'
    )
    rels = contents["word/_rels/document.xml.rels"]
    contents["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", macro)
    contents["word/vbaProject.bin"] = b"macro"
    data = render_with(write(tmp_path, rezip(contents), "house.docm"))
    assert not [name for name in parts(data) if "vba" in name.lower()]


def test_properties_of_newer_libreoffice_are_not_doubled(tmp_path: Path) -> None:
    contents = parts(house())
    contents["_rels/.rels"] = contents["_rels/.rels"].replace(CORE, LIBRE_CORE)
    assert LIBRE_CORE in contents["_rels/.rels"]
    data = render_with(write(tmp_path, rezip(contents)))
    assert_valid(data, tmp_path)
    assert opened(data).core_properties.title == "Forum hails three decades of dialogue"


def encrypted() -> bytes:
    data = bytearray(house())
    for at in [at for at in range(len(data) - 4) if data[at : at + 4] == b"PK\x01\x02"]:
        data[at + 8] |= 1
    return bytes(data)


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"word/{number}.xml", b" " * 20_000_000)
    return target.getvalue()


def twice() -> bytes:
    target = io.BytesIO(house())
    with pytest.warns(UserWarning), zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/document.xml", b"<x/>")
    return target.getvalue()


def with_relation(owner: str, reltype: bytes, target: bytes) -> bytes:
    contents = parts(house())
    made = b'<Relationship Id="rId98" Type="%s" Target="%s"/></Relationships>' % (reltype, target)
    contents[owner] = contents[owner].replace(b"</Relationships>", made)
    return rezip(contents | {"docProps/custom.xml": b"<broken"})


def chain() -> bytes:
    contents = parts(house())
    form = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
    relation = b'<Relationship Id="rId1" Type="urn:next" Target="%d.xml"/>'
    for number in range(950):
        contents[f"word/{number}.xml"] = b"<x/>"
        contents[f"word/_rels/{number}.xml.rels"] = form % (relation % (number + 1))
    contents["word/950.xml"] = b"<x/>"
    main = contents["word/_rels/document.xml.rels"]
    contents["word/_rels/document.xml.rels"] = main.replace(
        b"</Relationships>", b'<Relationship Id="rId97" Type="urn:next" Target="0.xml"/></Relationships>'
    )
    return rezip(contents)


CUSTOM = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
SETTINGS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"
ELSEWHERE = b'http://example.org/x.xml" TargetMode="External'


def without(name: str) -> bytes:
    return rezip({key: content for key, content in parts(house()).items() if key != name})


ENTITIES = (
    b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.'
    b'openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body>'
    b"</w:document>"
)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"plain text", "is not a Word file"),
        (lambda: b"", "is not a Word file"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is encrypted or in the old"),
        (encrypted, "is encrypted"),
        (bomb, "unpacks to more than"),
        (twice, "two parts named word/document.xml"),
        (lambda: house()[:-400], "is not a Word file"),
        (lambda: rezip({"a.txt": b"x"}), "is damaged"),
        (lambda: without("word/document.xml"), "is damaged"),
        (lambda: without("_rels/.rels"), "is damaged"),
        (lambda: rezip(parts(house()) | {"word/document.xml": b"<w:document"}), "is damaged"),
        (lambda: rezip(parts(house()) | {"word/document.xml": b"<x/>"}), "is"),
        (lambda: rezip(parts(house()) | {"word/styles.xml": b"\x00"}), "is damaged"),
        (lambda: rezip(parts(house()) | {"word/numbering.xml": b"<"}), "is damaged"),
        (lambda: with_relation("_rels/.rels", CUSTOM, b"docProps/custom.xml"), "is damaged"),
        (lambda: with_relation("word/_rels/document.xml.rels", SETTINGS, ELSEWHERE), "is damaged"),
        (chain, "is damaged"),
    ],
)
def test_a_file_that_is_no_template_is_refused(make, words: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path, make())
    with pytest.raises(TemplateError, match=words) as caught:
        render_with(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_entities_of_a_template_are_not_expanded(tmp_path: Path) -> None:
    data = render_with(write(tmp_path, rezip(parts(house()) | {"word/document.xml": ENTITIES})))
    assert b"root:" not in parts(data)["word/document.xml"]


def test_a_template_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        render_with(tmp_path / "none.docx")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("roles = 1", "roles must be a table"),
        ("[roles]\nbdy = 'X'", "roles.bdy is not a role"),
        ("[roles]\nbody = 1", "roles.body must be the name"),
        ("[roles", "is not a TOML file"),
    ],
)
def test_a_wrong_table_of_roles_is_refused(toml: str, words: str, tmp_path: Path) -> None:
    path = write(tmp_path, house())
    table = tmp_path / "roles.toml"
    table.write_text(toml, "utf-8")
    with pytest.raises(TemplateError, match=words):
        load_template(path, ENV, roles_path=table)


def test_a_misspelt_role_is_guessed(tmp_path: Path) -> None:
    table = tmp_path / "roles.toml"
    table.write_text("[roles]\nbdy = 'X'", "utf-8")
    with pytest.raises(TemplateError) as caught:
        load_template(tmp_path / "house.docx", ENV, roles_path=table)
    assert caught.value.hints == ("did you mean body?",)
    with pytest.raises(InputError):
        load_template(tmp_path / "house.docx", ENV, roles_path=tmp_path / "none.toml")


def test_fonts_are_embedded_into_a_template_too(tmp_path: Path) -> None:
    path = write(tmp_path, house())
    data = rendered(seed_edition(full_plan()), DocxRenderer(template=path, embed_fonts=True))
    assert_valid(data, tmp_path)
    assert "word/fonts/font1.odttf" in parts(data)


def test_numbers_that_are_none_do_no_harm(tmp_path: Path) -> None:
    contents = parts(house())
    numbering = contents["word/numbering.xml"]
    contents["word/numbering.xml"] = numbering.replace(b'w:numId="1"', 'w:numId="²"'.encode())
    document = contents["word/document.xml"]
    contents["word/document.xml"] = document.replace(b"<w:pgMar ", b'<w:pgMar w:x="1" ').replace(
        b'w:left="1800"', b'w:left="99999999999999"'
    )
    words = words_of(part(render_with(write(tmp_path, rezip(contents))), "word/document.xml"))
    assert any("Some 400 officials" in line for line in words)
