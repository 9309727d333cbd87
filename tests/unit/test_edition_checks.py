"""A translated edition against itself and its sources, and its findings as a project weighs them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from e2e.command import invoke
from forumpub.diagnostics import Severity
from forumpub.edition_checks import check_editions
from forumpub.env import FixedEnvironment
from forumpub.inputs import collect_inputs
from forumpub.model import (
    Abbreviation,
    Article,
    Facts,
    Origin,
    Participant,
    SegmentFinding,
    Speaker,
    TermOutcome,
    TermUse,
    TranslatedSegment,
    Translation,
)
from forumpub.project import Ignore, Project
from forumpub.report.documents import dump_junit, dump_sarif
from forumpub.rules import translation as rules
from forumpub.schema import dump_article
from forumpub.source import Span
from forumpub.translate.checks import check_edition, find_faults
from forumpub.translate.naming import PartNames
from made_articles import make_article, quote


def segment(part: str, source: str, target: str, **more: object) -> TranslatedSegment:
    made = TranslatedSegment(id=f"{part}.1", part=part, source=source, target=target, origin=Origin.ENGINE)
    return replace(made, **more)  # type: ignore[arg-type]


def edition(*segments: TranslatedSegment, lang: str = "id", **more: object) -> Article:
    article = replace(
        make_article(quote("x", "Li Keqiang"))[0],
        lang=lang,
        translation=Translation(source_lang="en", segments=segments),
    )
    return replace(article, **more)  # type: ignore[arg-type]


def slugs(article: Article) -> list[str]:
    return [diagnostic.rule.slug for diagnostic in check_edition(article)]


NAME = segment("s1.name", "Li Keqiang", "Li Keqiang")
SPEAKER = (Speaker(id="s1", name="Li Keqiang"),)


def test_a_sound_edition_has_no_findings() -> None:
    sound = segment("b1p1", "Li Keqiang met 15 ministers.", "Li Keqiang bertemu 15 menteri.")
    assert slugs(edition(NAME, sound, speakers=SPEAKER)) == []


def test_an_article_that_is_no_translation_is_the_callers_fault() -> None:
    with pytest.raises(ValueError, match="no translation"):
        check_edition(make_article(quote("x", "Li Keqiang"))[0])


def test_a_segment_is_checked_anew_and_placed_in_the_source() -> None:
    wrong = segment("b1p1", "15 came.", "25 datang.")
    made = edition(wrong, speakers=SPEAKER)
    (finding,) = find_faults(made)
    assert finding.diagnostic.rule.slug == "number-differs"
    assert finding.diagnostic.message.startswith("paragraph 1 (b1p1.1): ")
    assert finding.diagnostic.hints == (rules.NUMBER_DIFFERS.remedy,)
    assert finding.diagnostic.span == made.blocks[0].paras[0].span
    assert finding.words is not None
    assert wrong.target[finding.words.start : finding.words.end] == "25"


def test_what_was_recorded_is_told_once() -> None:
    message = "the number 15 of the source became 25"
    stored = SegmentFinding(slug="number-differs", message=message, words="25")
    wrong = segment("b1p1", "15 came.", "25 datang.", findings=(stored,))
    assert slugs(edition(wrong, speakers=SPEAKER)) == ["number-differs"]


def test_a_failed_term_and_a_stale_segment_are_told() -> None:
    use = TermUse(source="forum", target="forum", outcome=TermOutcome.FAILED)
    wrong = segment("b1p1", "The forum opened.", "Acara dibuka.", terms=(use,), stale=True)
    assert slugs(edition(wrong, speakers=SPEAKER)) == ["term-not-used", "translation-stale"]


def test_a_finding_of_a_later_version_is_passed_over() -> None:
    stored = SegmentFinding(slug="no-such-rule", message="x")
    assert (
        slugs(edition(segment("b1p1", "They met.", "Mereka bertemu.", findings=(stored,)), speakers=SPEAKER))
        == []
    )


def test_what_was_written_for_a_paragraph_is_checked_as_one() -> None:
    first = segment("b1p1", "They met.", "Mereka bertemu. Ada 15 negara di sana.", rung="paragraph")
    second = replace(first, id="b1p1.2", source="15 countries were there.", target="")
    assert slugs(edition(first, second, speakers=SPEAKER)) == []
    wrong = replace(first, target="Mereka bertemu. Ada 25 negara di sana.")
    (finding,) = find_faults(edition(wrong, second, speakers=SPEAKER))
    assert finding.diagnostic.rule.slug == "number-differs"
    assert finding.words == Span(20, 22)


def test_an_emptied_translation_is_told() -> None:
    assert slugs(edition(segment("b1p1", "They met in Bangkok.", ""), speakers=SPEAKER)) == ["truncated"]


def test_a_name_has_one_rendering() -> None:
    other = segment("b1p1", "Li Keqiang met them.", "Li Khechiang bertemu mereka.")
    assert "name-rendered-differently" in slugs(edition(NAME, other, speakers=SPEAKER))
    again = segment("s2.name", "Li Keqiang", "Li Khechiang")
    speakers = (*SPEAKER, Speaker(id="s2", name="Li Khechiang"))
    assert slugs(edition(NAME, again, speakers=speakers)) == ["name-rendered-differently"]


def test_a_participant_who_lost_the_name_is_missed() -> None:
    assert slugs(edition(NAME, speakers=(Speaker(id="s1", name=None),))) == ["participant-missing"]


def test_a_quote_stays_with_its_speaker() -> None:
    speakers = (*SPEAKER, Speaker(id="s2", name="Ann"))
    facts = Facts(participants=(Participant(speaker="s2", quoted=("b1p1",)),))
    assert slugs(edition(speakers=speakers, facts=facts)) == ["quote-misattributed"]
    facts = Facts(participants=(Participant(speaker="s1", quoted=("b1p1",)),))
    assert slugs(edition(speakers=speakers, facts=facts)) == []
    assert slugs(edition(speakers=())) == ["quote-misattributed"]


def test_places_are_called_as_the_page_calls_them() -> None:
    """A desk knows neither `abbreviation1.long` nor `s2`."""
    parts = {
        "headline": "headline",
        "dateline.place": "place and date",
        "byline.reporter1": "byline",
        "s1.org": "organisation of Li Keqiang",
        "s1.alias1": "other name of Li Keqiang",
        "s9.role": "“16 negara”",
        "credit2.role": "role in credit 2",
        "credit2.name1": "name in credit 2",
        "editor1.name": "editor 1",
        # Its number is that of the source, whose first abbreviation this edition has no use for.
        "abbreviation2.long": "long form of abbreviation APEC",
        "abbreviation3.long": "long form of abbreviation 3",
    }
    apec = "Kerja Sama Ekonomi"
    segments = tuple(
        segment(part, "15 countries", f"{apec} 16" if part == "abbreviation2.long" else "16 negara")
        for part in parts
    )
    facts = Facts(abbreviations=(Abbreviation(short="APEC", long=f"{apec} 16", para="b1p1"),))
    named = PartNames(edition(*segments, speakers=SPEAKER, facts=facts)).name_segments()
    assert list(named) == [f"{name} ({part}.1)" for part, name in parts.items()]


def test_a_sentence_of_a_paragraph_is_named() -> None:
    first = segment("b1p1", "They met.", "Mereka bertemu.")
    second = segment("b1p1", "15 came.", "25 datang.", id="b1p1.2")
    (found,) = check_edition(edition(first, second, speakers=SPEAKER))
    assert found.message.startswith("paragraph 1, sentence 2 (b1p1.2): ")


def test_speakers_are_called_by_their_names() -> None:
    facts = Facts(participants=(Participant(speaker="s2", quoted=("b1p1",)),))
    speakers = (*SPEAKER, Speaker(id="s2", name="Ann"))
    (found,) = check_edition(edition(speakers=speakers, facts=facts))
    assert found.message == "paragraph 1 (b1p1): quoted as words of Ann, and spoken by Li Keqiang"
    assert found.hints
    (found,) = check_edition(edition(speakers=()))
    assert found.message == "paragraph 1 (b1p1): the words belong to somebody who isn't among the speakers"


def test_one_edition_has_one_era() -> None:
    buddhist = segment("b1p1", "It began in 2021.", "เริ่มใน พ.ศ. 2564")
    common = segment("b1p2", "It ended in 2020.", "จบลงในปี 2020")
    (found,) = check_edition(edition(buddhist, common, lang="th", speakers=SPEAKER))
    assert found.rule.slug == "eras-mixed"
    assert found.message.endswith("of the Buddhist era in paragraph 1 (b1p1.1)")
    assert slugs(edition(buddhist, lang="th", speakers=SPEAKER)) == []


def write(folder: Path, article: Article) -> str:
    path = folder / "report.id.json"
    path.write_text(dump_article(article), encoding="utf-8")
    return str(path)


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    wrong = segment("b1p1", "15 came.", "25 datang.")
    spelled = segment("b1p2", "Two rallies are planned.", "Rapat umum direncanakan.")
    return write(tmp_path, edition(wrong, spelled, speakers=SPEAKER))


def weigh(path: str, project: Project) -> list[tuple[str, Severity]]:
    results = check_editions(collect_inputs([path]), project, FixedEnvironment())
    return [
        (placed.diagnostic.rule.slug, placed.diagnostic.severity)
        for result in results
        for placed in getattr(result, "placed", ())
    ]


def test_a_project_weighs_findings(faulty: str) -> None:
    assert weigh(faulty, Project()) == [
        ("number-differs", Severity.ERROR),
        ("detail-left-out", Severity.WARNING),
    ]
    project = Project(severities={"number-differs": Severity.INFO, "detail-left-out": None})
    assert weigh(faulty, project) == [("number-differs", Severity.INFO)]


def test_a_finding_can_be_ignored_and_an_idle_ignore_is_told(faulty: str) -> None:
    known = Ignore(rule="number-differs", reason="corrected", file="report.*.json", segment="b1p1")
    idle = Ignore(rule="number-differs", reason="corrected", segment="b9p9")
    assert weigh(faulty, Project(ignores=(known, idle))) == [
        ("detail-left-out", Severity.WARNING),
        ("ignore-unused", Severity.WARNING),
    ]
    elsewhere = replace(known, file="other.json")
    assert ("number-differs", Severity.ERROR) in weigh(faulty, Project(ignores=(elsewhere,)))


@pytest.mark.parametrize(("options", "status"), [((), 1), (("--fail-on", "never"), 0)])
def test_the_threshold_decides(faulty: str, options: tuple[str, ...], status: int) -> None:
    result = invoke("check", "--edition", *options, faulty)
    assert result.exit_code == status
    assert (
        "error[number-differs] paragraph 1 (b1p1.1): the number 15 of the source became 25" in result.stdout
    )
    assert "25 datang." in result.stdout


def test_warnings_fail_where_they_are_told_to(tmp_path: Path) -> None:
    spelled = segment("b1p1", "Two rallies are planned.", "Rapat umum direncanakan.")
    path = write(tmp_path, edition(spelled, speakers=SPEAKER))
    assert invoke("check", "--edition", path).exit_code == 0
    assert invoke("check", "--edition", "--strict", path).exit_code == 1
    project = tmp_path / "forumpub.toml"
    project.write_text('[checks]\nfail-on = "warning"\n', encoding="utf-8")
    assert invoke("check", "--edition", "--project", project, path).exit_code == 1
    assert invoke("check", "--edition", "--project", project, "--fail-on", "error", path).exit_code == 0


def test_what_is_no_edition_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("not an edition", encoding="utf-8")
    result = invoke("check", "--edition", "--fail-on", "never", text)
    assert result.exit_code == 3
    assert f"error: {text} is no translated edition: it holds no article\n" in result.stdout
    assert invoke("check", "--fail-on", "never", text).exit_code == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"file": "report.id.json", "failure": "…"}\n', "it holds no article"),
        ("[1, 2", "it holds no article"),
        (dump_article(make_article(quote("x", "Li Keqiang"))[0]), "its article is the source, in en"),
    ],
)
def test_json_that_is_no_edition_is_told_in_one_line(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(content, encoding="utf-8")
    result = invoke("check", "--edition", "--quiet", path)
    assert result.exit_code == 3
    message, hint = result.stdout.splitlines()
    assert message == f"error: {path} is no translated edition: {told}"
    assert hint.startswith("  = help: ")


def test_sarif_names_rule_place_and_level(faulty: str) -> None:
    result = invoke("check", "--edition", "--report", "sarif", faulty)
    assert result.exit_code == 1
    log = json.loads(result.stdout)
    jsonschema.validate(log, SARIF_SUBSET)
    (run,) = log["runs"]
    assert [found["level"] for found in run["results"]] == ["error", "warning"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[found["ruleIndex"]]["id"] for found in run["results"]] == [
        found["ruleId"] for found in run["results"]
    ]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (1, 1, 3)


def test_junit_counts_what_fails(faulty: str) -> None:
    result = invoke("check", "--edition", "--report", "junit", faulty)
    (suite,) = ET.fromstring(result.stdout)  # noqa: S314
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "1", "0")
    assert [case.get("name") for case in suite] == ["number-differs", "detail-left-out"]
    strict = invoke("check", "--edition", "--strict", "--report", "junit", faulty)
    assert ET.fromstring(strict.stdout)[0].get("failures") == "2"  # noqa: S314


def test_documents_tell_failures_and_clean_files(tmp_path: Path) -> None:
    clean = write(tmp_path, edition(segment("b1p1", "They met.", "Mereka bertemu."), speakers=SPEAKER))
    gone = str(tmp_path / "gone.json")
    results = check_editions(collect_inputs([clean, gone]), Project(), FixedEnvironment())
    run = json.loads(dump_sarif(results, failing=()))["runs"][0]
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is False
    suites = ET.fromstring(dump_junit(results, failing=()))  # noqa: S314
    assert [suite.get("errors") for suite in suites] == ["0", "1"]


def test_documents_serve_transcripts_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Headline\n\n[解说]The forum opened.\n", encoding="utf-8")
    log = json.loads(invoke("check", "--report", "sarif", path).stdout)
    assert log["version"] == "2.1.0"


SARIF_SUBSET = {
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "properties": {
                            "driver": {"required": ["name"], "properties": {"rules": {"uniqueItems": True}}}
                        }
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "invocations": {"items": {"required": ["executionSuccessful"]}},
                    "results": {
                        "items": {
                            "required": ["message"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"required": ["text"]},
                            },
                        }
                    },
                },
            },
        },
    },
}
