"""The article's JSON: its form, what is refused with which path, and what older writers left out."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from forumpub.diagnostics import Diagnostic, Rule, Severity
from forumpub.errors import SchemaError
from forumpub.model import (
    Article,
    Block,
    BlockType,
    Dateline,
    Detection,
    Facts,
    Headline,
    KeyPoint,
    Label,
    Mention,
    Para,
    Publication,
    SourceInfo,
    Speaker,
    TimeRange,
)
from forumpub.schema import dump_article, dump_diagnostic, dump_schema, is_article, json_schema, load_article
from forumpub.source import SourceText, Span

from limits import count_calls, cpu_limit

INFO = SourceInfo(name="a.txt", sha256="00", encoding="utf-8", bom=False, eol="LF", chars=60)
ARTICLE = Article(
    source=INFO,
    detection=Detection(format="house", runner_up="prose", reasons=("2 labels",)),
    lang="en",
    headline=Headline(text="A", span=Span(0, 1)),
    dateline=Dateline(place="Wuhan", date="2021-07-16", derived=True),
    blocks=(
        Block(
            id="b1",
            type=BlockType.QUOTE,
            label=Label(raw="[Concurrent]", span=Span(0, 12)),
            speaker="s1",
            time=TimeRange(start_s=1.5, end_s=2.0),
            paras=(Para(id="b1p1", text="One.", span=Span(13, 17)),),
        ),
    ),
    speakers=(Speaker(id="s1", name="Li Na", raw=(Mention(text="Li Na", span=Span(20, 25)),)),),
    facts=Facts(key_points=(KeyPoint(text="One.", para="b1p1"),)),
    publication=Publication(source="CNS"),
)
RULE = Rule(slug="quote-empty", severity=Severity.WARNING, why="", example="", remedy="")


def data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(dump_article(ARTICLE))
    return loaded


def test_keys_and_order_are_those_of_the_handbook() -> None:
    written = data()
    assert list(written)[:8] == [
        "model",
        "source",
        "format",
        "lang",
        "headline",
        "dateline",
        "blocks",
        "speakers",
    ]
    assert list(written)[-1] == "diagnostics"
    assert written["model"] == "forumpub.article/1"
    assert written["format"] == "house"
    assert written["headline"] == {"text": "A", "span": [0, 1], "derived": False}
    assert written["blocks"][0] == {
        "id": "b1",
        "type": "quote",
        "label": {"raw": "[Concurrent]", "span": [0, 12]},
        "speaker": "s1",
        "mode": None,
        "time": {"start": 1.5, "end": 2.0},
        "paras": [{"id": "b1p1", "text": "One.", "span": [13, 17], "continues": False}],
    }
    assert written["speakers"][0]["confidence"] == "high"
    assert {"detection", "marks", "end_mark", "publication", "facts"} <= set(written)


def test_diagnostics_carry_line_and_column_of_the_source() -> None:
    source = SourceText(name="a.txt", text="ab\r\n\tcd")
    finding = Diagnostic(rule=RULE, message="m", span=Span(5, 7), hints=("do",), related=(Span(0, 2),))
    stored = json.loads(dump_article(ARTICLE, [finding], source))["diagnostics"]
    assert stored == [
        {
            "rule": "quote-empty",
            "severity": "warning",
            "message": "m",
            "span": [5, 7],
            "line": 2,
            "column": 2,
            "hints": ["do"],
            "related": [[0, 2]],
        }
    ]
    again = load_article(dump_article(ARTICLE, [finding], source))
    assert json.loads(dump_article(again.value, again.diagnostics))["diagnostics"] == stored
    line = dump_diagnostic(finding, file="a.txt", position=source.position(5))
    assert "\n" not in line
    assert json.loads(line) == {"file": "a.txt", **stored[0]}


def test_short_values_stand_on_one_line() -> None:
    assert '  "headline": {"text": "A", "span": [0, 1], "derived": false},\n' in dump_article(ARTICLE)


def test_a_byte_order_mark_is_read_over() -> None:
    text = "\ufeff" + dump_article(ARTICLE)
    assert is_article(text)
    assert load_article(text).value == ARTICLE


def test_other_json_and_prose_are_not_articles() -> None:
    assert not is_article('{"segments": [{"speaker": "SPEAKER_00"}]}')
    assert not is_article('Say "model": "forumpub.article/1" to me.')


def test_what_has_a_default_may_be_left_out() -> None:
    minimal = {"model": "forumpub.article/1", "source": data()["source"], "format": "prose", "lang": "en"}
    article = load_article(json.dumps(minimal)).value
    assert article == Article(source=INFO, detection=Detection(format="prose"), lang="en")


def test_an_older_version_is_read() -> None:
    assert load_article(json.dumps({**data(), "model": "forumpub.article/0"})).value == ARTICLE


def test_a_newer_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(SchemaError, match=r"forumpub\.article/2, newer than forumpub\.article/1") as caught:
        load_article(json.dumps({**data(), "model": "forumpub.article/2"}))
    assert "newer forumpub" in caught.value.hints[0]


def test_an_unknown_key_is_reported_and_left_out() -> None:
    changed = data()
    changed["blocks"][0]["colour"] = "red"
    outcome = load_article(json.dumps(changed))
    assert outcome.value == ARTICLE
    assert [(d.rule.slug, d.message) for d in outcome.diagnostics] == [
        (
            "article-key-unknown",
            "the key 'colour' is not one of the model's for 'block'; its value is left out",
        )
    ]


def test_a_stored_diagnostic_of_an_unknown_rule_keeps_its_severity() -> None:
    changed = {**data(), "diagnostics": [{"rule": "from-elsewhere", "severity": "error", "message": "m"}]}
    found = load_article(json.dumps(changed)).diagnostics
    assert [(d.rule.slug, d.severity, d.message, d.span) for d in found] == [
        ("from-elsewhere", Severity.ERROR, "m", None)
    ]


def put(path: str, value: object) -> str:
    changed: Any = data()
    steps = [int(step) if step.isdigit() else step for step in path.split("/")]
    inner = changed
    for step in steps[:-1]:
        inner = inner[step]
    inner[steps[-1]] = value
    return json.dumps(changed)


MISFITS: list[tuple[str, object, str]] = [
    ("blocks/0/type", "narator", "blocks[0].type: 'narator' is not known here; did you mean 'narration'?"),
    ("blocks/0/paras/0/text", 5, "blocks[0].paras[0].text: must be a string, not a number"),
    (
        "blocks/0/paras/0/text",
        "a\x1b[31m",
        "blocks[0].paras[0].text: holds a character that can't be printed, U+001B",
    ),
    ("blocks/0/paras/0/span", None, "blocks[0].paras[0].span: must be two offsets [start, end] with"),
    ("blocks/0/paras/0/span", "x", "blocks[0].paras[0].span: must be two offsets"),
    ("blocks/0/label/span", [5, 3], "blocks[0].label.span: must be two offsets [start, end] with"),
    ("headline/span", [True, 3], "headline.span: must be two offsets"),
    ("blocks/0/paras", {}, "blocks[0].paras: must be an array, not an object"),
    ("blocks/0/paras/0/continues", 1, "blocks[0].paras[0].continues: must be a boolean, not a number"),
    ("blocks/0/speaker", "s9", "blocks[0].speaker: nothing in this article has the id 's9'"),
    ("blocks/0/time/start", "1.5", "blocks[0].time.start: must be a number, not a string"),
    (
        "facts/key_points/0/para",
        "b9p9",
        "facts.key_points[0].para: nothing in this article has the id 'b9p9'",
    ),
    ("speakers/0", [], "speakers[0]: must be an object, not an array"),
    ("source/chars", 1.5, "source.chars: must be an integer, not a number"),
    ("source/bom", None, "source.bom: must be a boolean, not null"),
    ("lang", "en_US", "lang: 'en_US' is not a BCP 47 language tag"),
    ("dateline/date", "July 16", "dateline.date: 'July 16' is not an ISO date"),
    ("dateline/date", "2021-02-30", "dateline.date: '2021-02-30' is not an ISO date"),
    ("format", "cnn", "format: 'cnn' is not what detection.format says"),
    ("model", "other/1", "model: an article says 'forumpub.article/1' here, not 'other/1'"),
    ("model", None, "model: an article says 'forumpub.article/1' here, not None"),
    ("diagnostics", 3, "diagnostics: must be an array, not a number"),
    ("diagnostics", [{"rule": "x", "severity": "fatal", "message": ""}], "diagnostics[0].severity: 'fatal'"),
]


@pytest.mark.parametrize(("path", "value", "message"), MISFITS)
def test_a_value_that_does_not_fit_is_refused_with_its_path(path: str, value: object, message: str) -> None:
    with pytest.raises(SchemaError, match="not an article: " + re.escape(message)):
        load_article(put(path, value))


def test_a_missing_key_is_named() -> None:
    changed = data()
    del changed["blocks"][0]["paras"][0]["text"]
    with pytest.raises(SchemaError, match=re.escape("blocks[0].paras[0].text: this key is missing")):
        load_article(json.dumps(changed))


@pytest.mark.parametrize(
    ("where", "message"),
    [("speakers", "speakers: an id is given twice"), ("blocks", "blocks: an id is given twice")],
)
def test_ids_are_unique(where: str, message: str) -> None:
    changed = data()
    changed[where].append(changed[where][0])
    with pytest.raises(SchemaError, match=message):
        load_article(json.dumps(changed))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"model": ', "the JSON can't be read"),
        ("[]", "the JSON is an array, not an object"),
        ('{"model": NaN}', "NaN is not a number in JSON"),
        ("[" * 200_000, "nested too deeply"),
        ('{"model": ' + "9" * 5000 + "}", "the JSON can't be read"),
    ],
    ids=["cut", "array", "nan", "deep", "huge"],
)
def test_what_is_not_json_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(SchemaError, match=message) as caught:
        load_article(text)
    assert "\n" not in str(caught.value)


def test_the_schema_is_valid_and_refuses_what_the_reader_refuses() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json.loads(dump_schema()) == json_schema()
    validator = Draft202012Validator(json_schema())
    assert validator.is_valid(data())
    for change in [("blocks/0/type", "narator"), ("lang", "en_US"), ("headline/span", [1, 2, 3])]:
        assert not validator.is_valid(json.loads(put(*change)))


def test_time_grows_with_length_only() -> None:
    def calls(count: int) -> int:
        paras = tuple(Para(id=f"b1p{i}", text="word " * 20, span=Span(i, i + 1)) for i in range(count))
        article = Article(
            source=INFO,
            detection=Detection(format="prose"),
            lang="en",
            blocks=(Block(id="b1", type=BlockType.BODY, paras=paras),),
        )
        assert load_article(dump_article(article)).value == article
        return count_calls(lambda: load_article(dump_article(article)))

    with cpu_limit():
        assert calls(8_000) < 9 * calls(1_000)  # quadratic would be 64 times
