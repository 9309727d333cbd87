"""From plans to PDF files: what they say, how they break, and that they are equal for equal input."""

from __future__ import annotations

import concurrent.futures
import hashlib
import io
import os
import random
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest

from forumpub.env import FixedEnvironment
from forumpub.plan import Plan, Run, Table
from forumpub.render.pdf import PdfRenderer
from forumpub.source import SourceText
from forumpub.styling import Page, Role
from pdf_checks import (
    check_pdf,
    extract_pdfium,
    extract_pdfminer,
    extract_pdfminer_lines,
    extract_pypdf,
    find_lost,
    page_count,
    pages_of,
    render,
    tree_of,
)

from limits import count_calls, cpu_limit
from plans import (
    LANGS,
    SENTENCES,
    body,
    edition_of,
    heading,
    plan_of,
    quote,
    sample_plan,
    table,
    text,
)

EXTRACTORS = {"pypdf": extract_pypdf, "pdfium": extract_pdfium, "pdfminer": extract_pdfminer}


def random_words(count: int, seed: int = 1) -> str:
    source = random.Random(seed)  # noqa: S311 - words of a test
    return " ".join(f"w{source.randrange(10**6)}" for _ in range(count))


@pytest.mark.parametrize("lang", LANGS)
def test_every_paragraph_comes_out_again_in_order(lang: str) -> None:
    plan = sample_plan(lang)
    data = render(plan)
    assert {name: find_lost(plan, extract(data)) for name, extract in EXTRACTORS.items()} == {
        name: [] for name in EXTRACTORS
    }


def test_a_planted_loss_is_found() -> None:
    data = render(plan_of(heading(1, "Title"), body("one three")))
    assert find_lost(plan_of(heading(1, "Title"), body("one two three")), extract_pypdf(data))


def test_words_keep_their_spaces() -> None:
    words = random_words(300).split()
    data = render(plan_of(heading(1, "Title"), body(" ".join(words))))
    extractors = {**EXTRACTORS, "pdfminer": extract_pdfminer_lines}
    for name, extract in extractors.items():
        assert [word for word in extract(data).split() if word.startswith("w")] == words, name


def test_every_page_has_its_number_and_the_number_of_pages() -> None:
    data = render(plan_of(heading(1, "Title"), *[body(random_words(90, n)) for n in range(60)]))
    pages = pages_of(data)
    assert len(pages) > 8
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page
        assert ("A test" in page) == (number > 1)


def test_a_plan_without_items_is_one_page() -> None:
    assert pages_of(PdfRenderer().render(edition_of(plan_of()), FixedEnvironment()).value) != []


def small_page(lines: int) -> Page:
    """A page that holds so many lines of body text of 15.95 pt."""
    height_pt = 16 * lines + 100
    return Page(
        width_pt=300,
        height_pt=height_pt,
        margin_top_pt=50,
        margin_right_pt=40,
        margin_bottom_pt=50,
        margin_left_pt=40,
    )


@pytest.mark.parametrize("lines_above", range(12))
def test_no_widow_no_orphan_and_no_stranded_heading(lines_above: int) -> None:
    """Whatever stands above, two lines stay together, and headings stay with the text below."""
    filler = [body("x") for _ in range(lines_above)]
    words = [f"w{n}" for n in range(60)]
    plan = plan_of(
        heading(1, "T"), *filler, heading(2, "Heading"), body(" ".join(words)), page=small_page(12)
    )
    pages = [page.split("\n") for page in pages_of(render(plan))]
    for page in pages:
        lines = [line for line in page if line.startswith("w")]
        assert len(lines) != 1
        if "Heading" in page:
            assert page[page.index("Heading") + 1].startswith("w")


@pytest.mark.parametrize("lines_above", range(12))
def test_an_attribution_stays_with_the_words_of_its_quote(lines_above: int) -> None:
    words = " ".join(f"q{n}" for n in range(60))
    filler = [body("x") for _ in range(lines_above)]
    plan = plan_of(heading(1, "T"), *filler, quote([words], "Attribution"), page=small_page(12))
    (page,) = [page.split("\n") for page in pages_of(render(plan)) if "Attribution" in page]
    at = page.index("Attribution")
    assert all(line.startswith("q") for line in page[at - 2 : at])


def test_no_rule_parts_a_row_from_one_that_goes_on_with_it() -> None:
    plain = table(["Key", "Value"], [[f"r{n}", "x"] for n in range(4)])

    def count_rules(made: Table) -> int:
        with pikepdf.open(io.BytesIO(render(plan_of(heading(1, "T"), made)))) as pdf:
            drawn = pikepdf.parse_content_stream(pdf.pages[0])
        return sum(str(instruction.operator) == "re" for instruction in drawn)

    assert count_rules(plain) - count_rules(replace(plain, going_on=frozenset({1, 2}))) == 2


def test_a_table_over_pages_repeats_its_header_and_says_it_once_to_readers() -> None:
    rows = [[f"r{n}", random_words(12, n)] for n in range(80)]
    plan = plan_of(heading(1, "Title"), table(["Key", "Value"], rows, [0.2, 0.8]))
    data = render(plan)
    pages = pages_of(data)
    assert len(pages) > 2
    assert all("Key" in page and "Value" in page for page in pages)
    # The head once, and the first cell of every row.
    assert tree_of(data).count("TR(TH TH)") == 1
    assert tree_of(data).count("TR(TH TD)") == len(rows)
    assert tree_of(data).count("TR") == 81


def test_a_row_higher_than_a_page_is_divided() -> None:
    plan = plan_of(heading(1, "Title"), table(["Key", "Value"], [["k", random_words(900)]], [0.2, 0.8]))
    data = render(plan)
    assert page_count(data) > 1
    assert [word for word in extract_pypdf(data).split() if word.startswith("w")] == random_words(900).split()


def test_columns_of_a_row_are_read_one_after_the_other() -> None:
    cells = [random_words(30, 1), random_words(30, 2)]
    plan = plan_of(heading(1, "T"), table(["A", "B"], [cells]))
    assert find_lost(plan, extract_pypdf(render(plan))) == []


def test_links_lead_to_pages_and_places() -> None:
    plan = plan_of(
        heading(1, "Title"),
        text(
            Role.BODY, Run(text="see 9", href="#b9p1"), " and ", Run(text="site", href="https://example.org/")
        ),
        *[body(random_words(80, n)) for n in range(20)],
        body("target", ident="b9p1"),
    )
    data = render(plan)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        inside, outside = pdf.pages[0].obj.Annots
        assert inside.A.D[0].objgen == pdf.pages[page_count(data) - 1].obj.objgen
        assert str(outside.A.URI) == "https://example.org/"
        assert str(outside.Contents) == "site (https://example.org/)"
        left, bottom, right, top = (float(value) for value in outside.Rect)
        assert 0 < right - left < 60
        assert 8 < top - bottom < 20


@pytest.mark.parametrize("href", ["#nowhere", "javascript:alert(1)", "file:///etc/hosts"])
def test_a_link_to_nowhere_is_plain_text_and_reported(href: str) -> None:
    plan = plan_of(heading(1, "Title"), text(Role.BODY, "see ", Run(text="here", href=href)))
    outcome = PdfRenderer().render(edition_of(plan), FixedEnvironment())
    assert [diagnostic.rule.slug for diagnostic in outcome.diagnostics] == ["link-unusable"]
    check_pdf(outcome.value)
    assert "see here" in extract_pypdf(outcome.value)
    assert "Link" not in tree_of(outcome.value)


def test_the_outline_follows_the_headings() -> None:
    plan = plan_of(*(item for n in (1, 2, 3, 2, 3) for item in (heading(n, f"H{n}"), body("x"))))
    with pikepdf.open(io.BytesIO(render(plan))) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "H1"
        assert [[item.title, *(child.title for child in item.children)] for item in top.children] == [
            ["H2", "H3"],
            ["H2", "H3"],
        ]


def test_headings_that_skip_a_level_are_evened_out() -> None:
    assert tree_of(render(plan_of(heading(2, "a"), heading(3, "b"), heading(1, "c"), heading(3, "d")))) == (
        "Document(H1 H2 H1 H2)"
    )


def test_attachments_make_it_pdf_a_3a() -> None:
    edition = edition_of(sample_plan("th"))
    with_source = type(edition)(
        article=edition.article, plan=edition.plan, source=SourceText(name="/home/x/t.txt", text="สวัสดี")
    )
    data = PdfRenderer(attach=True).render(with_source, FixedEnvironment()).value
    check_pdf(data, archive="3a")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert sorted(pdf.attachments) == ["article.json", "transcript.txt"]
        assert pdf.attachments["transcript.txt"].get_file().read_bytes().decode() == "สวัสดี"
        assert {str(spec.AFRelationship) for spec in pdf.Root.AF} == {"/Source"}
    assert b"/home/x" not in pdf_objects(data)


def pdf_objects(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, qdf=True)
        return out.getvalue()


def test_only_embedded_fonts_enter_the_file() -> None:
    with pikepdf.open(io.BytesIO(render(sample_plan("en")))) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert {str(font.Subtype) for font in fonts} == {"/Type0", "/CIDFontType2"}


def test_equal_plans_give_equal_bytes_in_any_order_and_from_threads() -> None:
    plans = [sample_plan(lang) for lang in ("en", "km", "th")]
    alone = [render(plan) for plan in plans]
    assert [render(plan) for plan in reversed(plans)] == alone[::-1]

    def draw(plan: Plan) -> bytes:
        return PdfRenderer().render(edition_of(plan), FixedEnvironment()).value

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(draw, plans * 4)) == alone * 4


def test_equal_bytes_over_hash_seeds_and_time_zones() -> None:
    program = (
        "import sys, hashlib; from plans import *; from forumpub.render.pdf import PdfRenderer;"
        "data = PdfRenderer().render(edition_of(sample_plan('my')), FixedEnvironment()).value;"
        "print(hashlib.sha256(data).hexdigest())"
    )
    tests = Path(__file__).parents[1]
    for seed, zone in (("0", "UTC"), ("42", "Asia/Jakarta")):
        variables = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(tests)}
        done = subprocess.run(
            [sys.executable, "-c", program], env=variables, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == hashlib.sha256(render(sample_plan("my"))).hexdigest()


def calls_for(words: int) -> int:
    plan = plan_of(heading(1, "Title"), body(random_words(words)))
    return count_calls(lambda: PdfRenderer().render(edition_of(plan), FixedEnvironment()))


def test_a_long_paragraph_takes_linear_work() -> None:
    calls_for(500)
    with cpu_limit():
        short, long = calls_for(2_500), calls_for(20_000)
    assert long < 12 * short  # quadratic would be 64 times


@pytest.mark.slow
def test_two_thousand_pages_in_bounded_memory() -> None:
    words = SENTENCES["en"]
    items = [body(f"{words} {random_words(60, n)}", number=str(n + 1), ident=f"b{n}") for n in range(11_500)]
    plan = plan_of(heading(1, "Title"), *items)
    data = PdfRenderer().render(edition_of(plan), FixedEnvironment()).value
    reader = pypdf.PdfReader(io.BytesIO(data))
    count = len(reader.pages)
    assert count > 1900
    assert f"{count} / {count}" in reader.pages[-1].extract_text()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert peak_mb < 1200
