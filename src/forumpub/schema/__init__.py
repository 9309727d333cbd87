"""Article ↔ JSON, versioned.

The model's dataclasses are the one description of the form: writing, reading and the JSON Schema are all made
from their type hints. A version is `forumpub.article/N`; N rises when a key changes its meaning or goes, and
every older N is read.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Mapping

from forumpub.diagnostics import Diagnostic, Findings, Outcome, Rule, Severity
from forumpub.errors import SchemaError
from forumpub.model import MODEL, Article, Block, EngineUse, Para, TimeRange, TranslatedSegment
from forumpub.patterns import lazy_pattern
from forumpub.rules import all_rules
from forumpub.rules.files import ARTICLE_KEY_UNKNOWN
from forumpub.schema.checks import check_references, narrow_form
from forumpub.schema.forms import SPAN_SCHEMA, Forms, Json, Layout, MisfitError, Report, kind_of, show_value
from forumpub.schema.lines import lay_out
from forumpub.source import Position, SourceText, Span
from forumpub.values import dataclass

_FAMILY, _, _VERSION = MODEL.partition("/")
_NAMES_MODEL = lazy_pattern(rf'"model"\s*:\s*"{re.escape(_FAMILY)}/')
# JSON escapes C0 controls by itself. A terminal also obeys C1 controls, and a lone surrogate (of a file name
# that is not UTF-8) can't be encoded.
_UNSAFE = lazy_pattern("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SELDOM_IN_SEGMENTS = ("engine", "rung", "score", "terms", "findings", "author", "date", "stale")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """What was noticed. Line and column count from 1, in code points, and are null without the source."""

    rule: str
    severity: Severity
    message: str
    span: Span | None = None
    line: int | None = None
    column: int | None = None
    hints: tuple[str, ...] = ()
    related: tuple[Span, ...] = ()


@functools.cache
def _forms() -> Forms:
    return Forms(
        Layout(
            keys={(TimeRange, "start_s"): "start", (TimeRange, "end_s"): "end"},
            order={
                Article: ("source", "lang", "headline", "dateline", "blocks", "speakers"),
                Block: ("id", "type", "label", "speaker", "mode", "time", "paras"),
            },
            rare=frozenset(
                {
                    (Para, "pieces"),
                    (_Finding, "related"),
                    (Article, "translation"),
                    (Article, "history"),
                    (EngineUse, "licence"),
                    *((TranslatedSegment, name) for name in _SELDOM_IN_SEGMENTS),
                }
            ),
            # A message may quote whatever stands in the text.
            narrow=lambda cls, name, form: form if cls is _Finding else narrow_form(cls, name, form),
        )
    )


def dump_article(
    article: Article, diagnostics: Iterable[Diagnostic] = (), source: SourceText | None = None
) -> str:
    """Write an article as JSON, ending in a line end; safe to show on a terminal and to encode as UTF-8.

    Args:
        article: what to write.
        diagnostics: what was noticed on the way to it.
        source: the text that the spans point into; without it diagnostics get no line and column.
    """
    fields = _forms().form(Article).encode(article)
    data = {
        "model": MODEL,
        "source": fields.pop("source"),
        "format": article.detection.format,
        **fields,
        "diagnostics": [_finding_data(found, _position(found, source)) for found in diagnostics],
    }
    return _write(data) + "\n"


def dump_diagnostic(diagnostic: Diagnostic, *, file: str, position: Position | None) -> str:
    """Write a diagnostic of a file as one line of JSON, without a line end."""
    return dump_line({"file": file, **_finding_data(diagnostic, position)})


def dump_line(data: Mapping[str, Json]) -> str:
    """Write JSON data on one line, as safe to show as an article's JSON."""
    return _escape(json.dumps(data, ensure_ascii=False, allow_nan=False))


def is_article(text: str) -> bool:
    """Tell whether a text is meant to be an article's JSON: an object that names our model."""
    return text[:4096].lstrip("\ufeff \t\r\n").startswith("{") and _NAMES_MODEL.search(text) is not None


def load_article(text: str) -> Outcome[Article]:
    """Read an article's JSON.

    Returns:
        The article with the diagnostics that were stored with it, then those of reading it.

    Raises:
        SchemaError: it is not JSON, not an article, from a newer version, or a value doesn't fit; the message
            holds the path of the value.

    Diagnostics:
        article-key-unknown: a key that the model doesn't have; its value is left out.
    """
    data = _load_json(text)
    findings = Findings()

    def report(cls: type, key: str) -> None:
        place = cls.__name__.strip("_").lower()
        findings.add(
            ARTICLE_KEY_UNKNOWN,
            f"the key {show_value(key)} is not one of the model's for {place!r}; its value is left out",
        )

    try:
        body = _check_head(data)
        known = _load_findings(body.pop("diagnostics"), report)
        article: Article = _forms().form(Article).decode(body, report)
        check_references(article)
    except MisfitError as misfit:
        raise SchemaError(f"not an article: {misfit.path}: {misfit}") from misfit
    return Outcome(article, (*map(_diagnostic, known), *findings.outcome(None).diagnostics))


def json_schema() -> dict[str, Json]:
    """Return the JSON Schema (draft 2020-12) of an article."""
    forms = _forms()
    for hint in (Article, _Finding):
        forms.form(hint)
    definitions = {name.strip("_"): schema for name, schema in forms.definitions().items()}
    article = definitions.pop("Article")
    properties = dict(article["properties"])
    head = {
        "model": {"const": MODEL},
        "source": properties.pop("source"),
        "format": {"type": "string", "description": "The input format: a copy of detection.format."},
    }
    findings = {"type": "array", "items": {"$ref": "#/$defs/Finding"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:forumpub:article:{_VERSION}",
        "title": "forumpub article",
        **article,
        "properties": {**head, **properties, "diagnostics": findings},
        "required": ["model", "format", *article["required"]],
        "$defs": {"Span": SPAN_SCHEMA, **definitions},
    }


def dump_schema() -> str:
    """Return the JSON Schema of an article as text, ending in a line end."""
    return _write(json_schema()) + "\n"


def _write(data: Json) -> str:
    return _escape(lay_out(data))


def _escape(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _position(diagnostic: Diagnostic, source: SourceText | None) -> Position | None:
    if source is None or diagnostic.span is None:
        return diagnostic.position
    return source.position(diagnostic.span.start)


def _finding_data(diagnostic: Diagnostic, position: Position | None) -> dict[str, Json]:
    finding = _Finding(
        rule=diagnostic.rule.slug,
        severity=diagnostic.severity,
        message=diagnostic.message,
        span=diagnostic.span,
        line=position.line if position else None,
        column=position.column if position else None,
        hints=diagnostic.hints,
        related=diagnostic.related,
    )
    data: dict[str, Json] = _forms().form(_Finding).encode(finding)
    return data


def _load_findings(data: Json, report: Report) -> tuple[_Finding, ...]:
    try:
        found: tuple[_Finding, ...] = _forms().form(tuple[_Finding, ...]).decode(data, report)
    except MisfitError as misfit:
        raise misfit.inside("diagnostics") from None
    return found


def _diagnostic(finding: _Finding) -> Diagnostic:
    unknown = Rule(slug=finding.rule, severity=finding.severity, why="", example="", remedy="")
    return Diagnostic(
        rule=all_rules().get(finding.rule, unknown),
        message=finding.message,
        span=finding.span,
        hints=finding.hints,
        related=finding.related,
        position=Position(finding.line, finding.column) if finding.line and finding.column else None,
    )


def _load_json(text: str) -> dict[str, Json]:
    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not a number in JSON")

    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=refuse)
    except RecursionError as error:
        raise SchemaError("not an article: the JSON is nested too deeply") from error
    except ValueError as error:
        raise SchemaError(f"not an article: the JSON can't be read: {error}") from error
    if not isinstance(data, dict):
        raise SchemaError(f"not an article: the JSON is {kind_of(data)}, not an object")
    return data


def _check_head(data: dict[str, Json]) -> dict[str, Json]:
    """Return the article's own fields: without what stands around them, with what may be left out."""
    model = data.get("model")
    family, _, version = model.partition("/") if isinstance(model, str) else ("", "", "")
    if family != _FAMILY or not (version.isascii() and version.isdigit() and len(version) < 9):
        raise MisfitError(f"an article says {MODEL!r} here, not {show_value(model)}").inside("model")
    if int(version) > int(_VERSION):
        raise SchemaError(
            f"the article is a {model}, newer than {MODEL}, which is the newest that this version reads",
            hints=("install a newer forumpub, or make the article again with this one",),
        )
    body = {"detection": {"format": data.get("format")}, "diagnostics": [], **data}
    del body["model"]
    kind, detection = body.pop("format", None), body["detection"]
    if kind is not None and isinstance(detection, dict) and detection.get("format", kind) != kind:
        raise MisfitError(f"{show_value(kind)} is not what detection.format says").inside("format")
    return body
