"""Reports for other programs, one document a run: SARIF 2.1.0 for code hosts, JUnit for build servers."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol
from urllib.parse import quote
from xml.etree import ElementTree as ET

import forumpub
from forumpub.batch import Failure, Result
from forumpub.diagnostics import Rule, Severity
from forumpub.excerpts import PlacedDiagnostic
from forumpub.report.visible import show_text

_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
)


class Document(Protocol):
    """Writes the results of a run as one document."""

    def __call__(self, results: Sequence[Result], *, failing: Collection[Severity]) -> str:
        """Return the document. `failing` are the severities that make the exit status 1."""
        ...


def dump_sarif(results: Sequence[Result], *, failing: Collection[Severity]) -> str:
    """Return the results as SARIF 2.1.0; a failure is a notification of the invocation."""
    del failing
    rules: dict[str, Rule] = {}
    found: list[dict[str, Any]] = []
    failures = []
    for result in results:
        if isinstance(result, Failure):
            failures.append({"level": "error", "message": {"text": f"{result.name}: {result.message}"}})
        for placed in result.placed:
            rules.setdefault(placed.diagnostic.rule.slug, placed.diagnostic.rule)
            found.append(_sarif_result(result.name, placed, list(rules).index(placed.diagnostic.rule.slug)))
    invocation: dict[str, Any] = {"executionSuccessful": not failures}
    if failures:
        invocation["toolExecutionNotifications"] = failures
    driver = {
        "name": "forumpub",
        "version": forumpub.__version__,
        "rules": [_sarif_rule(rule) for rule in rules.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": found,
    }
    return (
        json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.slug,
        "shortDescription": {"text": rule.why},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _sarif_result(name: str, placed: PlacedDiagnostic, rule_index: int) -> dict[str, Any]:
    diagnostic, excerpt = placed.diagnostic, placed.excerpt
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(name.replace("\\", "/"), errors="replace")}}
    if excerpt:
        physical["region"] = {
            "startLine": excerpt.line,
            "startColumn": excerpt.column,
            "endColumn": excerpt.column + max(excerpt.end - excerpt.start, 1),
            "snippet": {"text": excerpt.text},
        }
    return {
        "ruleId": diagnostic.rule.slug,
        "ruleIndex": rule_index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": diagnostic.message},
        "locations": [{"physicalLocation": physical}],
    }


def dump_junit(results: Sequence[Result], *, failing: Collection[Severity]) -> str:
    """Return the results as JUnit XML: a suite a file, a test a finding, or one that passes."""
    suites = ET.Element("testsuites", name="forumpub")
    for result in results:
        suite = ET.SubElement(suites, "testsuite", name=show_text(result.name))
        if isinstance(result, Failure):
            case = ET.SubElement(suite, "testcase", name="read", classname=show_text(result.name))
            ET.SubElement(case, "error", message=show_text(result.message)).text = "\n".join(
                map(show_text, result.hints)
            )
        elif not result.placed:
            ET.SubElement(suite, "testcase", name="nothing to report", classname=show_text(result.name))
        failed = sum(_junit_case(suite, result.name, placed, failing) for placed in result.placed)
        errors = str(int(isinstance(result, Failure)))
        suite.attrib |= {"tests": str(len(suite)), "failures": str(failed), "errors": errors}
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=False) + "\n"


def _junit_case(
    suite: ET.Element, name: str, placed: PlacedDiagnostic, failing: Collection[Severity]
) -> bool:
    diagnostic, excerpt = placed.diagnostic, placed.excerpt
    place = f":{excerpt.line}:{excerpt.column}" if excerpt else ""
    case = ET.SubElement(suite, "testcase", name=diagnostic.rule.slug, classname=show_text(name))
    text = show_text(f"{name}{place}: {diagnostic.severity}[{diagnostic.rule.slug}] {diagnostic.message}")
    fails = diagnostic.severity in failing
    if fails:
        failure = ET.SubElement(
            case, "failure", type=diagnostic.rule.slug, message=show_text(diagnostic.message)
        )
        failure.text = text
    else:
        ET.SubElement(case, "system-out").text = text
    return fails


DOCUMENTS: Mapping[str, Document] = MappingProxyType({"sarif": dump_sarif, "junit": dump_junit})
