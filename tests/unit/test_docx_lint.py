"""Each mistake the lint looks for, planted in a good file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docx_checks import parts, rendered, rezip
from forumpub.render.docx.lint import lint_docx

from plans import full_plan, seed_edition

NS = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
SECTION = "<w:sectPr>"
RUN = "<w:r><w:t>x</w:t></w:r>"
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="7" name="a"/></wp:inline></w:drawing></w:r></w:p>'
)
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CONTROL = '<w:sdt><w:sdtPr>{}<w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'


@pytest.fixture(scope="module")
def good() -> dict[str, bytes]:
    return parts(rendered(seed_edition(full_plan())))


PLANTED_IN_BODY = {
    "bookmark-repeated": 2
    * '<w:p><w:bookmarkStart w:id="9001" w:name="A"/><w:bookmarkEnd w:id="9001"/></w:p>',
    "bookmark-open": '<w:p><w:bookmarkStart w:id="9001" w:name="A"/></w:p>',
    "link-target-missing": f'<w:p><w:hyperlink w:anchor="gone">{RUN}</w:hyperlink></w:p>',
    "text-in-deletion": f'<w:p><w:del w:id="9002" w:author="A">{RUN}</w:del></w:p>',
    "control-id-repeated": 2 * CONTROL.format(""),
    "control-name-long": CONTROL.format(f'<w:tag w:val="{"x" * 65}"/>'),
    "paragraph-id-repeated": 2 * f'<w:p {NS} w14:paraId="00000001"/>',
    "field-unbalanced": f"<w:p>{FIELD.format('begin')}</w:p>",
    "field-without-result": f"<w:p>{''.join(map(FIELD.format, ('begin', 'separate', 'end')))}</w:p>",
    "space-lost": "<w:p><w:r><w:t>x </w:t></w:r></w:p>",
    "cell-without-paragraph": "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
    "cell-end": "<w:tbl><w:tr><w:tc><w:p/><w:tcPr/></w:tc></w:tr></w:tbl>",
    "row-without-cell": "<w:tbl><w:tr/></w:tbl>",
    "language-malformed": '<w:p><w:r><w:rPr><w:lang w:val="english!"/></w:rPr></w:r></w:p>',
    "size-malformed": '<w:p><w:r><w:rPr><w:sz w:val="10.5"/></w:rPr></w:r></w:p>',
    "drawing-id-repeated": 2 * DRAWING,
}


@pytest.mark.parametrize("slug", PLANTED_IN_BODY)
def test_a_mistake_in_the_body_is_found(slug: str, good: dict[str, bytes]) -> None:
    document = good["word/document.xml"].decode()
    planted = document.replace(SECTION, PLANTED_IN_BODY[slug] + SECTION, 1)
    assert planted != document
    found = lint_docx(rezip(good | {"word/document.xml": planted.encode()}))
    assert slug in {finding.slug for finding in found}
    assert {finding.slug for finding in found} == {slug}


def test_a_field_that_ends_too_often_is_found(good: dict[str, bytes]) -> None:
    planted = good["word/document.xml"].replace(
        b"<w:sectPr>", f"<w:p>{FIELD.format('end')}</w:p><w:sectPr>".encode()
    )
    assert [f.slug for f in lint_docx(rezip(good | {"word/document.xml": planted}))] == ["field-unbalanced"]


@pytest.mark.parametrize(
    ("slug", "old", "new"),
    [
        ("property-repeated", b"<dc:title>", b"<dc:title>second</dc:title><dc:title>"),
        ("date-malformed", b"2021-07-16T12:00:00Z</dcterms:created>", b"16 July 2021</dcterms:created>"),
        ("title-long", b"<dc:title>", b"<dc:title>" + b"x" * 256),
    ],
)
def test_a_mistake_in_the_properties_is_found(
    slug: str, old: bytes, new: bytes, good: dict[str, bytes]
) -> None:
    planted = good["docProps/core.xml"].replace(old, new, 1)
    assert planted != good["docProps/core.xml"]
    assert [finding.slug for finding in lint_docx(rezip(good | {"docProps/core.xml": planted}))] == [slug]


def test_sizes_and_languages_of_styles_are_checked(good: dict[str, bytes]) -> None:
    planted = good["word/styles.xml"].replace(b'<w:sz w:val="', b'<w:sz w:val="1.', 1)
    assert [f.slug for f in lint_docx(rezip(good | {"word/styles.xml": planted}))] == ["size-malformed"]


def test_a_part_without_a_type_is_found(good: dict[str, bytes]) -> None:
    found = lint_docx(rezip(good | {"word/media/image1.png": b"\x89PNG"}))
    assert [(finding.slug, finding.part) for finding in found] == [
        ("content-type-missing", "word/media/image1.png")
    ]
    without = {name: content for name, content in good.items() if name != "[Content_Types].xml"}
    assert "content-type-missing" in {finding.slug for finding in lint_docx(rezip(without))}


def test_broken_xml_and_empty_comments_are_found(good: dict[str, bytes]) -> None:
    found = lint_docx(rezip(good | {"word/document.xml": b"<w:document>"}))
    assert [finding.slug for finding in found] == ["malformed-xml"]
    comments = b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    found = lint_docx(rezip(good | {"word/comments.xml": comments}))
    assert [finding.slug for finding in found] == ["empty-comments"]


def test_an_entry_that_is_there_twice_is_found(good: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "twice.docx"
    path.write_bytes(rezip(good))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/core.xml", good["docProps/core.xml"])
    assert [finding.slug for finding in lint_docx(path.read_bytes())] == ["duplicate-entry"]


def test_what_is_no_archive_is_said_to_be_none() -> None:
    assert [finding.slug for finding in lint_docx(b"not a zip")] == ["not-a-zip"]
