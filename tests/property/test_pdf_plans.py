"""Any plan becomes a conforming PDF that says what the plan says."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from forumpub.env import FixedEnvironment
from forumpub.plan import Bullets, Divider, Item, Run, SplitLine, Text
from forumpub.render.pdf import PdfRenderer
from forumpub.styling import Page, Role
from pdf_checks import check_pdf, extract_pypdf, find_lost

from plans import LANGS, SENTENCES, edition_of, heading, plan_of, quote, table, text

ROLES = tuple(role for role in Role if role not in (Role.RUNNING_HEAD, Role.RUNNING_FOOT))
SMALL = Page(
    width_pt=320,
    height_pt=300,
    margin_top_pt=40,
    margin_right_pt=40,
    margin_bottom_pt=40,
    margin_left_pt=40,
)

phrases = st.sampled_from([SENTENCES[lang][:90].strip() for lang in LANGS] + ["ASEAN", "30", "a-b", "“x”"])
hrefs = st.sampled_from([None, None, "https://example.org/?a=1&b=ü", "#b1p1"])
runs = st.builds(Run, text=phrases, href=hrefs, lang=st.sampled_from([None, None, "th", "en"]))
texts = st.builds(
    Text,
    role=st.sampled_from(ROLES),
    runs=st.lists(runs, max_size=3).map(tuple),
    number=st.sampled_from([None, "7", "1,024"]),
    lang=st.sampled_from([None, None, "km"]),
    keep_with_next=st.booleans(),
)
items: st.SearchStrategy[Item] = st.one_of(
    texts,
    st.builds(heading, st.integers(1, 3), phrases),
    st.builds(SplitLine, left=texts, right=texts),
    st.builds(quote, st.lists(phrases, max_size=3), st.none() | phrases),
    st.builds(Bullets, items=st.lists(texts, max_size=3).map(tuple)),
    st.builds(
        table,
        st.just(("A", "B")),
        st.lists(st.tuples(phrases, phrases), max_size=4),
    ),
    st.just(Divider()),
)
target = text(Role.BODY, "target", ident="b1p1")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(items, max_size=12), st.sampled_from(LANGS))
def test_any_plan_conforms_and_is_found_again(made: list[Item], lang: str) -> None:
    # Without running matter, which would stand between the two halves of a paragraph.
    plan = replace(plan_of(target, *made, lang=lang, page=SMALL), running_head=None, running_foot=None)
    outcome = PdfRenderer().render(edition_of(plan), FixedEnvironment())
    assert outcome.diagnostics == ()
    check_pdf(outcome.value)
    assert find_lost(plan, extract_pypdf(outcome.value)) == []


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=200))
@example("\u1680")
@example("a\u0000\u200b\u202e\ufeff\U0001f600\ue000")
def test_any_text_at_all_conforms(words: str) -> None:
    plan = plan_of(heading(1, words), text(Role.BODY, words), title=words, page=SMALL)
    outcome = PdfRenderer().render(edition_of(plan), FixedEnvironment())
    check_pdf(outcome.value)
