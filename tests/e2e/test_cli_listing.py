"""`forumpub styles`, `fonts`, `formats`, `rule`, `schema`, `completion`, `--version`, `--help`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

import forumpub
from e2e.command import ROOT, SEED, invoke
from forumpub.cli import program
from forumpub.rules import all_rules


def test_the_version_is_printed() -> None:
    assert invoke("--version").stdout == f"forumpub {forumpub.__version__}\n"
    assert forumpub.__version__ in (ROOT / "pyproject.toml").read_text("utf-8")


def test_help_lists_every_command_with_its_own_summary() -> None:
    text = invoke("--help").stdout
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert re.search(rf"^  {name} +{re.escape(command.get_short_help_str(100))}", text, re.MULTILINE)
        assert invoke(name, "--help").exit_code == 0


def test_an_unknown_command_is_a_wrong_command() -> None:
    done = invoke("publsih", SEED)
    assert done.exit_code == 2
    assert "publsih" in done.stderr


def test_styles_are_listed_and_shown(tmp_path: Path) -> None:
    listed = invoke("styles").stdout
    assert listed == invoke("styles", "list").stdout
    names = [line.split()[0] for line in listed.splitlines()]
    assert {"briefing", "wire", "large-print", "transcript"} <= set(names)
    shown = invoke("styles", "show", "wire").stdout
    tomllib.loads(shown)
    copy = tmp_path / "mine.toml"
    copy.write_text(shown, "utf-8")
    done = invoke("publish", SEED, "--style", copy, "--to", "txt", "--out", tmp_path)
    assert done.exit_code == 0


def test_a_style_that_is_not_there_gets_a_suggestion() -> None:
    done = invoke("styles", "show", "wier")
    assert done.exit_code == 2
    assert "did you mean 'wire'?" in done.stderr


def test_fonts_are_shown_for_every_language() -> None:
    lines = invoke("fonts").stdout.splitlines()
    assert {"en", "th", "km", "my", "ta", "zh-Hans"} <= {line.split()[0] for line in lines}
    assert all("none" not in line for line in lines if line.startswith(("en ", "th ", "km ")))


def test_formats_are_listed() -> None:
    done = invoke("formats")
    assert done.exit_code == 0
    assert re.search(r"^read +house +forumpub +\S", done.stdout, re.MULTILINE)
    assert re.search(r"^write +pdf +forumpub +\S", done.stdout, re.MULTILINE)


def test_a_rule_is_explained() -> None:
    done = invoke("rule", "input-empty")
    assert done.stdout.startswith("error[input-empty]\n")
    assert "what to do:" in done.stdout
    listed = invoke("rule").stdout.split("\n")
    assert len([line for line in listed if line]) == len(all_rules())


def test_an_unknown_rule_gets_a_suggestion() -> None:
    done = invoke("rule", "input-emtpy")
    assert done.exit_code == 2
    assert "did you mean 'input-empty'?" in done.stderr


def test_every_rule_is_worth_reading() -> None:
    for rule in all_rules().values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.slug)
        assert len(rule.why) > 30, rule.slug
        assert rule.example.strip(), rule.slug
        assert rule.remedy.strip(), rule.slug
        assert rule.why.rstrip()[-1] in ".”", rule.slug


def test_the_page_of_rules_is_current() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    assert page == invoke("rule", "--all", "--to", "md").stdout, "run `make docs`"


def test_the_schema_is_json() -> None:
    assert json.loads(invoke("schema").stdout)["title"] == "forumpub article"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(shell: str) -> None:
    done = invoke("completion", shell)
    assert done.exit_code == 0
    assert "_FORUMPUB_COMPLETE" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_completion_script_is_bash() -> None:
    script = invoke("completion", "bash").stdout
    told = subprocess.run(
        ["bash", "-c", f"{script}\ncomplete -p forumpub"], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip().endswith("forumpub")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("forumpub pub", "publish"),
        ("forumpub publish --style br", "briefing"),
        ("forumpub publish --to docx,p", "docx,pdf"),
        ("forumpub rule input-e", "input-empty"),
        ("forumpub styles show w", "wire"),
        ("forumpub check --report c", "concise"),
    ],
)
def test_words_are_completed(words: str, expected: str) -> None:
    from click.shell_completion import BashComplete

    *before, last = words.split()
    found = BashComplete(program, {}, "forumpub", "_FORUMPUB_COMPLETE").get_completions(before[1:], last)
    assert expected in [item.value for item in found]


@pytest.mark.parametrize(("typed", "meant"), [("pubish", "Did you mean 'publish'?"), ("zzz", "'zzz'.")])
def test_a_command_that_is_mistyped_is_suggested(typed: str, meant: str) -> None:
    done = invoke(typed, str(SEED))
    assert done.exit_code == 2
    assert f"No such command '{typed}'." in done.stderr
    assert meant in done.stderr
