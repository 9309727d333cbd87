"""ninjs and schema.org: what the published vocabularies allow, and that nothing is made up.

The schema of ninjs 3.0 (© IPTC, CC BY 4.0) is not kept here; this table holds what it requires and allows of
the properties that are written. So it does for the types of schema.org (CC BY-SA 3.0), which has no schema.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest

from forumpub.containers import read_text
from forumpub.diagnostics import Outcome
from forumpub.env import FixedEnvironment
from forumpub.layout import make_plan
from forumpub.locales import load_words
from forumpub.model import Article, Facts, Headline, KeyPoint, Publication
from forumpub.parse import parse
from forumpub.render.jsonld import JsonLdRenderer
from forumpub.render.ninjs import NinjsRenderer
from forumpub.render.renderer import Edition, Renderer
from forumpub.source import SourceText
from forumpub.styling import load_style
from made_articles import chinese_article, make_article, quote, seed_article

ENV = FixedEnvironment()


def _object(required: tuple[str, ...] = (), **properties: str | Mapping[str, Any]) -> dict[str, Any]:
    types = {
        key: {"type": value} if isinstance(value, str) else dict(value) for key, value in properties.items()
    }
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": types}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(items), "minItems": 1}


_URI = {"type": "string", "format": "uri", "pattern": r"^[a-z]+:\S+$"}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
_CONCEPT = _object(name="string", rel="string", uri=_URI, literal="string")
NINJS = _object(
    ("uri",),
    uri=_URI,
    type={"enum": ["text"]},
    representationType={"enum": ["full", "partial"]},
    versionCreated=_TIME,
    contentCreated=_TIME,
    language="string",
    copyrightNotice="string",
    headlines=_list(_object(("value",), role="string", contentType="string", value="string")),
    bodies=_list(
        _object(
            ("value",),
            role="string",
            contentType="string",
            charCount="integer",
            wordCount="integer",
            value="string",
        )
    ),
    by="string",
    located="string",
    people=_list(_CONCEPT),
    organisations=_list(_CONCEPT),
    places=_list(_CONCEPT),
    infoSources=_list(_object(name="string", role="string", uri=_URI, literal="string")),
    standard=_object(name={"const": "ninjs"}, version={"const": "3.0"}, schema=_URI),
)

_THING = {"@type", "@id", "name", "alternateName", "url", "description", "identifier"}
_WORK = _THING | {
    "headline", "inLanguage", "datePublished", "sdDatePublished", "contentLocation", "author", "editor",
    "sourceOrganization", "copyrightNotice", "abstract", "mentions", "hasPart", "text",
}  # fmt: skip
VOCABULARY = {
    "NewsArticle": _WORK | {"dateline", "articleBody", "@context"},
    "Quotation": _WORK | {"spokenByCharacter"},
    "Person": _THING | {"jobTitle", "worksFor"},
    "Organization": _THING,
    "Place": _THING,
}


def render(renderer: Renderer, article: Article, source: SourceText | None) -> Any:
    plan = make_plan(
        article,
        style=load_style("briefing", ENV),
        words=load_words(article.lang),
        now=ENV.now(),
        source=source,
    ).value
    outcome: Outcome[bytes] = renderer.render(Edition(article=article, plan=plan, source=source), ENV)
    assert not outcome.diagnostics
    return json.loads(outcome.value)


def full_article() -> tuple[Article, SourceText]:
    article, source = seed_article()
    publication = Publication(
        source="China News", published="2021-07-16T09:00:00+08:00", rights="© CNS", url="https://x.example/a"
    )
    para = article.blocks[0].paras[0]
    facts = Facts(key_points=(KeyPoint(text=para.text, para=para.id),))
    headline = Headline(text="A forum opens")
    return dataclasses.replace(article, headline=headline, publication=publication, facts=facts), source


def check_node(node: object) -> None:
    match node:
        case {"@id": str(), **rest} if not rest:
            pass
        case dict():
            unknown = set(node) - VOCABULARY[node["@type"]]
            assert not unknown, f"{node['@type']} has no {unknown}"
            for value in node.values():
                check_node(value)
        case list():
            assert node, "an empty list says nothing"
            for value in node:
                check_node(value)
        case _:
            assert node not in (None, "")


@pytest.mark.parametrize("make", [seed_article, chinese_article, full_article])
def test_ninjs_holds_what_its_schema_allows(make: Any) -> None:
    article, source = make()
    item = render(NinjsRenderer(), article, source)
    jsonschema.Draft202012Validator(NINJS).validate(item)
    (xhtml, plain) = item["bodies"]
    ET.fromstring(f"<div>{xhtml['value']}</div>")  # noqa: S314 - our own output
    for block in article.blocks:
        for para in block.paras:
            assert para.text in plain["value"]


def test_ninjs_makes_no_time_up() -> None:
    article, source = full_article()
    assert render(NinjsRenderer(), article, source)["contentCreated"] == "2021-07-16T09:00:00+08:00"
    day = dataclasses.replace(article, publication=Publication(published="2021-07-16"))
    item = render(NinjsRenderer(), day, source)
    assert "contentCreated" not in item
    assert item["versionCreated"] == "2021-07-16T12:00:00Z"
    assert item["uri"].startswith("urn:uuid:")


def test_ninjs_escapes_mark_up() -> None:
    article, source = make_article(quote("Is 3 < 4 & 5 > 4?", "A <b> C", "B & D"))
    body = render(NinjsRenderer(), article, source)["bodies"][0]["value"]
    assert "Is 3 &lt; 4 &amp; 5 &gt; 4?" in body
    assert "<cite>A &lt;b&gt; C, B &amp; D</cite>" in body


def test_ninjs_is_read_again() -> None:
    article, source = full_article()
    data = json.dumps(render(NinjsRenderer(), article, source)).encode()
    again = parse(read_text(data, name="a.json").value).value
    assert again.detection.format == "ninjs"
    assert again.headline is not None
    assert again.headline.text == "A forum opens"
    words = [para.text for block in again.blocks for para in block.paras]
    for block in article.blocks:
        for para in block.paras:
            assert any(para.text in word for word in words)


@pytest.mark.parametrize("make", [seed_article, chinese_article, full_article])
def test_linked_data_holds_what_the_vocabulary_has(make: Any) -> None:
    article, source = make()
    node = render(JsonLdRenderer(), article, source)
    assert node["@type"] == "NewsArticle"
    check_node(node)


def test_the_vocabulary_check_sees_a_fault() -> None:
    with pytest.raises(AssertionError, match="has no"):
        check_node({"@type": "Person", "role": "Director"})


def test_quotations_point_at_people() -> None:
    article, source = make_article(
        quote("We open.", "Wei Jia", "Director", "Port Office"), quote("Why?", None)
    )
    node = render(JsonLdRenderer(), article, source)
    (person,) = node["mentions"]
    assert person["jobTitle"] == "Director"
    assert person["worksFor"] == {"@type": "Organization", "name": "Port Office"}
    first, second = node["hasPart"]
    assert first["spokenByCharacter"] == {"@id": person["@id"]}
    assert "spokenByCharacter" not in second


def test_a_place_is_nobodys_employer() -> None:
    bites = "[SOT] Mary Lim, Kuala Lumpur\nIt gives us work.\n\n[SOT] Tan Wei, Minister, City Hall\nWe hear."
    source = SourceText(name="a.txt", text=bites)
    article = parse(source).value
    people = [node for node in render(JsonLdRenderer(), article, source)["mentions"] if "name" in node]
    assert [person.get("worksFor") for person in people] == [
        None,
        {"@type": "Organization", "name": "City Hall"},
    ]
    assert render(NinjsRenderer(), article, source)["organisations"] == [{"name": "City Hall"}]


def test_linked_data_can_stand_in_a_page() -> None:
    article, source = make_article(quote("</script><script>alert(1)</script>", "Wei Jia", "Director"))
    plan = make_plan(article, style=load_style("briefing", ENV), words=load_words("en"), now=ENV.now()).value
    data = JsonLdRenderer().render(Edition(article=article, plan=plan, source=source), ENV).value
    assert b"</" not in data
    assert json.loads(data)["hasPart"][0]["text"] == "</script><script>alert(1)</script>"


def test_equal_editions_give_equal_bytes() -> None:
    article, source = full_article()
    for renderer in (NinjsRenderer(), JsonLdRenderer()):
        assert render(renderer, article, source) == render(renderer, article, source)
    assert dt.datetime(2021, 7, 16, 12, tzinfo=dt.UTC) == ENV.now()
