"""Every mistake that a validator or our lint should find, planted in a good file.

The one known mistake that both let pass is harmless, and is planted too.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from docx_checks import VALIDATOR, parts, rendered, rezip
from forumpub.render.docx.lint import lint_docx

from plans import full_plan, seed_edition

Parts = dict[str, bytes]
DOCUMENT = "word/document.xml"
SETTINGS = "word/settings.xml"
CORE = "docProps/core.xml"
RELATIONS = "word/_rels/document.xml.rels"
DATE = "2026-07-16T09:00:00Z"
RUN = "<w:r><w:t>x</w:t></w:r>"
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1" cy="1"/>'
    '<wp:docPr id="7" name="a"/></wp:inline></w:drawing></w:r></w:p>'
)
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
COLUMN = '<w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>'
TABLE = "<w:tbl><w:tblPr/>{}</w:tbl>"
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"


def swap(part: str, old: str, new: str) -> Callable[[Parts], Parts]:
    def plant(good: Parts) -> Parts:
        before = good[part].decode()
        after = before.replace(old, new, 1)
        assert after != before
        return good | {part: after.encode()}

    return plant


def body(xml: str) -> Callable[[Parts], Parts]:
    return swap(DOCUMENT, "<w:sectPr>", xml + "<w:sectPr>")


def run_with(properties: str) -> Callable[[Parts], Parts]:
    return body(f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>x</w:t></w:r></w:p>")


def add_picture(good: Parts) -> Parts:
    return good | {"word/media/image1.png": b"\x89PNG"}


MISTAKES: dict[str, Callable[[Parts], Parts]] = {
    "order in pPr": body('<w:p><w:pPr><w:keepNext/><w:pStyle w:val="BodyText"/></w:pPr></w:p>'),
    "order in rPr": run_with('<w:sz w:val="20"/><w:b/>'),
    "order in settings": swap(SETTINGS, "</w:settings>", '<w:zoom w:percent="90"/></w:settings>'),
    "order in sectPr": swap(DOCUMENT, "<w:titlePg/>", '<w:titlePg/><w:pgSz w:w="1" w:h="1"/>'),
    "unknown element in settings": swap(SETTINGS, "</w:settings>", "<w:trackChanges/></w:settings>"),
    "paragraph in a paragraph": body(f"<w:p><w:p>{RUN}</w:p></w:p>"),
    "run in the body": body(RUN),
    "section before the end": swap(DOCUMENT, "</w:sectPr>", "</w:sectPr><w:p/>"),
    "table without a grid": body(TABLE.format("<w:tr><w:tc><w:p/></w:tc></w:tr>")),
    "bookmark id twice": body(
        "".join(
            f'<w:p><w:bookmarkStart w:id="9001" w:name="{name}"/><w:bookmarkEnd w:id="9001"/></w:p>'
            for name in ("A", "B")
        )
    ),
    "bookmark name too long": body(
        f'<w:p><w:bookmarkStart w:id="9001" w:name="{"n" * 41}"/><w:bookmarkEnd w:id="9001"/></w:p>'
    ),
    "date that is none": body(f'<w:p><w:ins w:id="1" w:author="A" w:date="today">{RUN}</w:ins></w:p>'),
    "insertion without an id": body(f'<w:p><w:ins w:author="A" w:date="{DATE}">{RUN}</w:ins></w:p>'),
    "insertion without an author": body(f'<w:p><w:ins w:id="1" w:date="{DATE}">{RUN}</w:ins></w:p>'),
    "colour with a hash": run_with('<w:color w:val="#FF0000"/>'),
    "comment that is not there": body('<w:p><w:r><w:commentReference w:id="99"/></w:r></w:p>'),
    "footnote that is not there": body('<w:p><w:r><w:footnoteReference w:id="99"/></w:r></w:p>'),
    "relationship that is not there": body(
        f'<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        f' r:id="rId999">{RUN}</w:hyperlink></w:p>'
    ),
    "prefix that is not declared": swap(
        DOCUMENT,
        "<w:document ",
        '<w:document xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' mc:Ignorable="w99" ',
    ),
    "target that is not there": swap(
        RELATIONS,
        "</Relationships>",
        '<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/comments" Target="comments.xml"/></Relationships>',
    ),
    "paragraph id too large": body(f'<w:p {W14} w14:paraId="80000001"/>'),
    "size with a fraction": run_with('<w:sz w:val="10.5"/>'),
    "drawing id twice": body(2 * DRAWING),
    "picture without a type": add_picture,
    "attribute of nobody": body('<w:p colour="red"/>'),
    "cell without a paragraph": body(TABLE.format(f"{COLUMN}<w:tr><w:tc/></w:tr>")),
    "row without a cell": body(TABLE.format(f"{COLUMN}<w:tr/>")),
    "style that is not there": body('<w:p><w:pPr><w:pStyle w:val="Nowhere"/></w:pPr></w:p>'),
    "list that is not there": body('<w:p><w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr></w:p>'),
    "bookmark name twice": body(
        "".join(
            f'<w:p><w:bookmarkStart w:id="{n}" w:name="A"/><w:bookmarkEnd w:id="{n}"/></w:p>'
            for n in (9001, 9002)
        )
    ),
    "bookmark without an end": body('<w:p><w:bookmarkStart w:id="9001" w:name="A"/></w:p>'),
    "text in a deletion": body(f'<w:p><w:del w:id="1" w:author="A" w:date="{DATE}">{RUN}</w:del></w:p>'),
    "control id twice": body(2 * CONTROL.format('<w:id w:val="5"/>')),
    "paragraph id twice": body(2 * f'<w:p {W14} w14:paraId="00000001"/>'),
    "control tag too long": body(CONTROL.format(f'<w:tag w:val="{"x" * 65}"/>')),
    "field without an end": body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'),
    "two titles": swap(CORE, "<dc:title>", "<dc:title>second</dc:title><dc:title>"),
    "property date that is none": swap(
        CORE, "2021-07-16T12:00:00Z</dcterms:created>", "July</dcterms:created>"
    ),
    "language that is none": run_with('<w:lang w:val="english!"/>'),
    "outer space that is lost": body("<w:p><w:r><w:t>x </w:t></w:r></w:p>"),
    "field without a result": body(
        "<w:p>"
        + "".join(f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end"))
        + "</w:p>"
    ),
    "comments without a comment": lambda good: (
        good
        | {
            "word/comments.xml": (
                b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
            )
        }
    ),
}
HARMLESS = body(f'<w:p><w:moveFrom w:id="1" w:author="A" w:date="{DATE}">{RUN}</w:moveFrom></w:p>')


@pytest.fixture(scope="module")
def good() -> Parts:
    return parts(rendered(seed_edition(full_plan())))


def found_in(data: bytes, folder: Path) -> list[str]:
    path = folder / "planted.docx"
    path.write_bytes(data)
    audited = [error.description for error in VALIDATOR.validate(path).errors]
    return [*audited, *(finding.slug for finding in lint_docx(data))]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_no_seeded_mistake_passes(mistake: str, good: Parts, tmp_path: Path) -> None:
    assert found_in(rezip(MISTAKES[mistake](good)), tmp_path) != []


def test_an_entry_that_is_there_twice_does_not_pass(good: Parts, tmp_path: Path) -> None:
    data = io.BytesIO(rezip(good))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(data, "a") as archive:
        archive.writestr(CORE, good[CORE])
    assert "duplicate-entry" in found_in(data.getvalue(), tmp_path)


def test_the_good_file_and_the_harmless_mistake_pass(good: Parts, tmp_path: Path) -> None:
    assert found_in(rezip(good), tmp_path) == []
    assert found_in(rezip(HARMLESS(good)), tmp_path) == []
