"""The archive pass: what it adds, and that the validator would notice if it didn't."""

from __future__ import annotations

import datetime as dt
import io
import re

import pikepdf
import pytest
from lxml import etree
from pikepdf import Dictionary, Name, String
from PIL import Image, ImageCms

from forumpub.typeset.srgb import srgb_profile
from forumpub.typeset.structure import find_uri
from forumpub.typeset.xmp import PDF_A_2A, Properties, render_xmp
from pdf_checks import check_pdf, find_failures, render, tree_of
from pdf_defects import DEFECTS, damage

from plans import sample_plan


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render(sample_plan("km"))


@pytest.mark.parametrize("name", DEFECTS)
def test_the_gate_notices_a_planted_defect(sample: bytes, name: str) -> None:
    broken = damage(sample, DEFECTS[name])
    assert find_failures(broken, "ua1") + find_failures(broken, "2a")


def test_an_undamaged_copy_passes(sample: bytes) -> None:
    check_pdf(damage(sample, lambda pdf: None))


def test_catalogue_and_metadata(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        assert pdf.Root.Lang == String("km")
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert pdf.docinfo.Creator == String("forumpub")
        assert pdf.docinfo.CreationDate == String("D:20210716120000Z")
        packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
    titles = packet.xpath("//*[local-name()='title']//@*[local-name()='lang']")
    assert titles == ["x-default"]
    assert packet.xpath("string(//@*[local-name()='conformance'])") == "A"


def test_archives_find_the_claim_in_the_bytes_of_the_file(sample: bytes) -> None:
    """PRONOM's pattern for PDF/A-2a (fmt/476), by which archives sort files without reading PDF."""
    pattern = (
        rb"xmlns:pdfaid=[\"']http://www\.aiim\.org/pdfa/ns/id.{0,20}pdfaid:part(=\"|='|>)2(\"|'|</pdfaid:part>)"
        rb".{0,11}pdfaid:conformance(>|=\"|=')A(\"|'|</pdfaid:conformance>)"
    )
    assert re.search(pattern, sample, re.DOTALL)


def test_nothing_is_left_of_what_nobody_needs(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        assert "/PageMode" not in pdf.Root
        for page in pdf.pages:
            assert not {"/Trans", "/Rotate"} & set(page.obj.keys())
            assert set(page.obj.Resources.keys()) == {"/Font"}


def test_the_structure_of_a_whole_briefing(sample: bytes) -> None:
    assert tree_of(sample) == (
        "Document(P P P P H1 P P H2 L(LI(Lbl LBody(Link)) LI(Lbl LBody)) H2 "
        "Table(TR(TH TH TH) TR(TH TD TD) TR(TH TD TD)) H2 H3 "
        "P(Span) P(Span) P(Span) P(Span) BlockQuote(P P P) P(Span Link) Note Note P P)"
    )


def test_the_parent_tree_names_the_owner_of_every_marked_content(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(pdf.pages):
            owners = numbers[2 * number + 1]
            marked = page.obj.Contents.read_bytes().count(b"/MCID")
            assert numbers[2 * number] == number == page.obj.StructParents
            assert len(owners) == marked > 0
            assert all(owner.Type == Name.StructElem for owner in owners)


def test_foreign_phrases_and_headers_carry_what_readers_need(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        elements = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == Name.StructElem]
        langs = {str(e.Lang) for e in elements if "/Lang" in e}
        scopes = [str(e.A.Scope) for e in elements if e.S == Name.TH]
    assert (langs, sorted(scopes)) == ({"th"}, ["/Column"] * 3 + ["/Row"] * 2)


def test_properties_with_markup_and_illegal_characters_stay_well_formed() -> None:
    properties = Properties(
        lang="en",
        title="<b>&\x00\x1b ]]>",
        keywords=("a<b",),
        created=dt.datetime(2021, 1, 1, tzinfo=dt.UTC),
    )
    packet = etree.fromstring(render_xmp(properties, PDF_A_2A))
    assert "<b>&\ufffd\ufffd ]]>" in str(packet.xpath("string(//*[local-name()='title'])"))


@pytest.mark.parametrize(
    ("href", "uri"),
    [
        ("https://example.org/a b?q=ü", "https://example.org/a%20b?q=%C3%BC"),
        ("https://example.org/%C3%BC", "https://example.org/%C3%BC"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https:", None),
        ("http://[", None),
        ("no scheme", None),
    ],
)
def test_only_harmless_links_are_made(href: str, uri: str | None) -> None:
    assert find_uri(href) == uri


def test_our_profile_says_what_sRGB_is() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(ours).strip() == "sRGB IEC61966-2.1"
    colours = Image.frombytes("RGB", (64, 64), bytes(at * 7919 % 251 for at in range(64 * 64 * 3)))
    for profiles in ((ours, ImageCms.createProfile("sRGB")), (ImageCms.createProfile("sRGB"), ours)):
        seen = ImageCms.profileToProfile(colours, *profiles)
        assert seen is not None
        pairs = zip(colours.tobytes(), seen.tobytes(), strict=True)
        assert max(abs(one - other) for one, other in pairs) <= 1


def test_the_gate_forgives_no_wrong_stream_length(sample: bytes) -> None:
    head = re.search(rb"/Length (\d+)", sample)
    assert head is not None
    wrong = b"/Length %d" % (int(head.group(1)) - 1)
    broken = sample[: head.start()] + wrong + sample[head.end() :]
    assert len(broken) == len(sample)
    assert any("STREAM-LENGTH" in failure for failure in find_failures(broken, "2a"))
