"""Objects and bytes of a PDF file, read back by qpdf, pypdf and PDFium."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumpub.typeset.pdf_file import PdfFile, name, refer, text_string


def write(texts: list[str], *, streams: int = 0, between: int = 0) -> bytes:
    """Write a file of one empty page whose catalogue lists some texts and streams, each an object."""
    file = PdfFile()
    page = file.reserve()
    tree = file.add(f"<</Type/Pages/Count 1/Kids[{refer(page)}]>>")
    file.put(page, f"<</Type/Page/Parent {refer(tree)}/MediaBox[0 0 9 9]/Resources<<>>>>")
    listed = []
    for index, text in enumerate(texts):
        listed.append(refer(file.add(text_string(text))))
        if between and index % between == 0:
            listed.append(refer(file.add_stream(b"between")))
    listed += [refer(file.add_stream(b"%d" % index, "/Own true")) for index in range(streams)]
    root = file.add(f"<</Type/Catalog/Pages {refer(tree)}/Texts[{' '.join(listed)}]>>")
    return file.to_bytes(root, file.add("<<>>"))


def read(data: bytes) -> list[str | bytes]:
    """Read the objects that `write` listed, and check the file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        return [
            item.read_bytes() if isinstance(item, pikepdf.Stream) else str(item)
            for item in pdf.Root.Texts.as_list()
        ]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_texts_come_back(texts: list[str]) -> None:
    data = write(texts)
    assert read(data) == texts
    root = pypdf.PdfReader(io.BytesIO(data)).root_object
    listed = root["/Texts"]
    assert isinstance(listed, pypdf.generic.ArrayObject)
    found = [item.get_object() for item in listed]
    assert [text if isinstance(text, str) else bytes(text).decode("utf-16") for text in found] == texts


@pytest.mark.parametrize("count", [0, 1, 150, 199, 200, 201, 1000])
@pytest.mark.parametrize("between", [0, 1, 7])
def test_any_number_of_objects_is_found(count: int, between: int) -> None:
    texts = [f"text {index}" for index in range(count)]
    data = write(texts, streams=3, between=between)
    found = read(data)
    assert [item for item in found if isinstance(item, str)] == texts
    assert found[-3:] == [b"0", b"1", b"2"]
    assert len(pypdfium2.PdfDocument(data)) == 1


def test_a_file_with_offsets_of_three_bytes_is_found() -> None:
    texts = [f"{index * 7919:x}" * 3 for index in range(20_000)]
    data = write(texts, between=50)
    assert len(data) > 0x10000
    assert [item for item in read(data) if isinstance(item, str)] == texts


def test_an_object_may_be_named_before_it_is_put() -> None:
    file = PdfFile()
    first = file.reserve(2)
    assert file.add(refer(first)) == first + 2


def test_equal_objects_give_equal_bytes_and_others_another_identity() -> None:
    assert write(["a"]) == write(["a"])
    identities = [re.findall(rb"/ID\[<([0-9a-f]{32})><\1>\]", write([text])) for text in "ab"]
    assert all(len(found) == 1 for found in identities)
    assert identities[0] != identities[1]


def test_a_stream_may_stay_legible() -> None:
    file = PdfFile()
    page = file.add("<</Type/Pages/Count 0/Kids[]>>")
    packet = file.add_stream(b"as it is", compressed=False)
    root = file.add(f"<</Type/Catalog/Pages {refer(page)}/Metadata {refer(packet)}>>")
    assert b"/Length 8>>\nstream\nas it is\nendstream" in file.to_bytes(root, file.add("<<>>"))


def test_a_lone_surrogate_is_replaced() -> None:
    assert read(write(["a\ud800b"])) == ["a?b"]


@pytest.mark.parametrize(
    "text", ["Scope", "text/plain", "a b", "a#b", "(x)<y>[z]{w}%", "ប", "application/json"]
)
def test_names_come_back(text: str) -> None:
    file = PdfFile()
    pages = file.add("<</Type/Pages/Count 0/Kids[]>>")
    root = file.add(f"<</Type/Catalog/Pages {refer(pages)}/Named{name(text)}>>")
    with pikepdf.open(io.BytesIO(file.to_bytes(root, file.add("<<>>")))) as pdf:
        assert str(pdf.Root.Named) == f"/{text}"
