"""A project file is read strictly: a wrong key is named by its path."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forumpub.diagnostics import Severity
from forumpub.editions import TranslateOptions, with_project
from forumpub.env import FixedEnvironment
from forumpub.errors import InputError, ProjectError
from forumpub.project import Ignore, Project, find_project, load_project
from forumpub.styling import Status

WHOLE = """
[checks]
fail-on = "warning"
[checks.severity]
number-differs = "info"
unusual-length = "off"
[[checks.ignore]]
rule = "number-differs"
file = "*.id.docx"
segment = "b1p1"
reason = "the agency corrected it"
[translate]
glossaries = ["terms.tsv"]
memory = "house.db"
to = ["id", "th"]
status = "edited"
"""


def load(folder: Path, text: str | bytes) -> Project:
    path = folder / "forumpub.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_project(path, FixedEnvironment())


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    project = load(tmp_path, WHOLE)
    assert project == Project(
        name="forumpub.toml",
        fail_on="warning",
        severities={"number-differs": Severity.INFO, "unusual-length": None},
        ignores=(
            Ignore(rule="number-differs", reason="the agency corrected it", file="*.id.docx", segment="b1p1"),
        ),
        glossaries=(tmp_path / "terms.tsv",),
        memory=tmp_path / "house.db",
        to=("id", "th"),
        status="edited",
    )
    assert find_project(tmp_path, FixedEnvironment()) == project


def test_no_file_is_no_project(tmp_path: Path) -> None:
    assert find_project(tmp_path, FixedEnvironment()) is None
    assert load(tmp_path, "") == Project()
    with pytest.raises(InputError):
        load_project(tmp_path / "gone.toml", FixedEnvironment())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[cheks]", "forumpub.toml: cheks: unknown key | did you mean 'checks'?"),
        ("[translate]\nlanguages = ['id']", "translate.languages: unknown key | did you mean 'to'?"),
        (
            "[translate]\nstyle = 'wire'",
            "translate.style: unknown key | known here: glossaries, memory, to, status",
        ),
        ("checks = 1", "forumpub.toml: checks: must be a table"),
        (
            '[checks]\nfail-on = "often"',
            "forumpub.toml: checks.fail-on: 'often' is not one of error, warning, never",
        ),
        ('[checks.severity]\nnumber-difers = "off"', "forumpub.toml: checks.severity.number-difers: no rule"),
        (
            '[checks.severity]\nnumber-differs = "loud"',
            "checks.severity.number-differs: 'loud' is not one of",
        ),
        ('[[checks.ignore]]\nrule = "number-differs"', "forumpub.toml: checks.ignore[1].reason: is missing"),
        ('[[checks.ignore]]\nrule = "x"\nreason = "y"', "checks.ignore[1].rule: no rule is called 'x'"),
        ('[checks]\nignore = "all"', "checks.ignore: must be tables, each under [[checks.ignore]]"),
        ("[translate]\nglossaries = [1]", "translate.glossaries: must be a list of texts"),
        ('[translate]\nmemory = " "', "translate.memory: must be a text that isn't empty"),
        ("[", "forumpub.toml: not TOML"),
        (b"\xff", "forumpub.toml: not UTF-8 at byte 0"),
    ],
)
def test_a_wrong_key_is_named_by_its_path(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(ProjectError) as caught:
        load(tmp_path, text)
    assert message in " | ".join((str(caught.value), *caught.value.hints))


def test_a_near_miss_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        load(tmp_path, '[checks.severity]\nnumber-difers = "off"')
    assert caught.value.hints == ("did you mean 'number-differs'?",)


def test_a_project_fills_in_what_the_command_leaves_open(tmp_path: Path) -> None:
    project = load(tmp_path, WHOLE)
    own = Path("own.tsv")
    with pytest.raises(InputError, match=r"terms\.tsv") as caught:
        with_project(TranslateOptions(to=()), project)
    assert caught.value.hints == ("forumpub.toml names it in translate.glossaries",)
    (tmp_path / "terms.tsv").touch()
    filled = with_project(TranslateOptions(to=(), glossaries=(own,)), project)
    assert filled.to == ("id", "th")
    assert filled.glossaries == (tmp_path / "terms.tsv", own)
    assert filled.memory == tmp_path / "house.db"
    assert filled.status is Status.EDITED
    given = TranslateOptions(to=("vi",), memory=own, status=Status.FINAL)
    assert with_project(given, replace(project, glossaries=())) == given
    assert with_project(given, None) == given
    with pytest.raises(ProjectError, match=r"translate\.status: 'perfect' is not one of"):
        with_project(TranslateOptions(to=()), replace(project, status="perfect"))
