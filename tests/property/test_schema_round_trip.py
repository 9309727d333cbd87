"""Article → JSON → article is exact, and every dump fits the published JSON Schema."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forumpub.diagnostics import Diagnostic
from forumpub.model import Article
from forumpub.rules import all_rules
from forumpub.schema import dump_article, json_schema, load_article
from forumpub.schema.lines import lay_out
from forumpub.source import Span
from property.articles import VERBATIM, articles, instances

_VALIDATOR = Draft202012Validator(json_schema())


@st.composite
def diagnostics(draw: st.DrawFn) -> Diagnostic:
    start = draw(st.integers(0, 100))
    return Diagnostic(
        rule=draw(st.sampled_from(list(all_rules().values()))),
        message=draw(VERBATIM),
        span=draw(st.none() | st.just(Span(start, start + 5))),
        hints=tuple(draw(st.lists(VERBATIM, max_size=2))),
        related=tuple(draw(st.lists(st.just(Span(1, 2)), max_size=1))),
    )


# An article has every field of the model: drawing one takes longer than Hypothesis likes on a busy machine.
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles(), st.lists(diagnostics(), max_size=3))
def test_an_article_comes_back_from_its_json_unchanged(article: Article, found: list[Diagnostic]) -> None:
    text = dump_article(article, found)
    outcome = load_article(text)
    assert outcome.value == article
    assert list(outcome.diagnostics) == found
    assert dump_article(outcome.value, outcome.diagnostics) == text

    _VALIDATOR.validate(json.loads(text))
    assert not [char for char in text if char != "\n" and ord(char) < 0xA0 and not char.isprintable()]
    text.encode("utf-8")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=40) | st.dictionaries(st.text(), inner, max_size=8),
    max_leaves=60,
)


@given(json_values)
def test_laid_out_json_says_what_was_written(value: object) -> None:
    assert json.loads(lay_out(value)) == value


def test_the_strategy_reaches_every_class_of_the_model() -> None:
    assert set(json_schema()["$defs"]) - {"Span", "Finding"} == {
        "Abbreviation",
        "BackgroundFact",
        "Block",
        "Byline",
        "Credit",
        "Dateline",
        "Detection",
        "Editor",
        "EngineUse",
        "Facts",
        "Headline",
        "KeyFigure",
        "KeyPoint",
        "Label",
        "Mark",
        "Mention",
        "Para",
        "Participant",
        "Publication",
        "Revision",
        "SegmentFinding",
        "SourceInfo",
        "Speaker",
        "TermUse",
        "TimeRange",
        "TranslatedSegment",
        "Translation",
    }
    assert instances(Article) is not None
