"""Runs every file under `tests/cases` (see `case_files` for their form)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from article_dump import dump_article, dump_diagnostics
from case_files import Case, find_cases, read_case, write_case
from forumpub.diagnostics import Findings
from forumpub.model import Article
from forumpub.parse import ParseOptions, parse
from forumpub.parse.accounting import check_accounting
from forumpub.parse.decode import decode
from forumpub.parse.labels import read_labels
from forumpub.source import SourceText
from forumpub.transform import enrich


def _parse(case: Case, findings: Findings) -> tuple[Article, SourceText]:
    options = case.step_options
    encoding = options.pop("encoding", None)
    labels = findings.take(
        read_labels(SourceText(name="labels", text=options.pop("labels", "").replace("|", "\n")))
    )
    source = findings.take(decode(case.data(), name=f"{case.path.stem}.txt", encoding=encoding))
    article = findings.take(parse(source, options=ParseOptions(labels=labels, **options)))
    return article, source


def _run_parse(case: Case) -> dict[str, str]:
    """Decode and parse; the accounting invariant holds on every case."""
    findings = Findings()
    article, source = _parse(case, findings)
    assert check_accounting(article, source) == ()
    found = findings.outcome(None).diagnostics
    return {"article": dump_article(article), "diagnostics": dump_diagnostics(found, source)}


def _run_transform(case: Case) -> dict[str, str]:
    """Parse and enrich; what the parser noticed is the other folder's business."""
    article, source = _parse(case, Findings())
    outcome = enrich(article, source)
    assert enrich(outcome.value, source) == outcome
    return {
        "article": dump_article(outcome.value),
        "diagnostics": dump_diagnostics(outcome.diagnostics, source),
    }


RUNNERS: Mapping[str, Callable[[Case], dict[str, str]]] = {
    "parse": _run_parse,
    "transform": _run_transform,
}
_PATHS = [(kind, path) for kind in RUNNERS for path in find_cases(kind)]


@pytest.mark.parametrize(("kind", "path"), _PATHS, ids=[f"{kind}/{path.stem}" for kind, path in _PATHS])
def test_case(kind: str, path: Path, request: pytest.FixtureRequest) -> None:
    case = read_case(path)
    assert len(case.about) > 20, "a case begins with a sentence that says what it shows and why"
    outcome = RUNNERS[kind](case)
    if request.config.getoption("--rewrite-cases"):
        write_case(case, outcome)
        return
    assert outcome == case.expected


def test_every_folder_of_cases_has_a_runner() -> None:
    folders = {path.parent.name for path in Path(__file__).parent.glob("cases/*/*.case")}
    assert folders <= set(RUNNERS)


def test_cases_are_read_as_they_were_written(tmp_path: Path) -> None:
    for _, path in _PATHS:
        case = read_case(path)
        copy = tmp_path / path.name
        write_case(
            Case(path=copy, about=case.about, options=case.options, input=case.input, expected={}),
            case.expected,
        )
        assert copy.read_bytes() == path.read_bytes(), path.name
