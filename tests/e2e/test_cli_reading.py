"""`forumpub parse` and `forumpub check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from e2e.command import SEED, invoke, run
from forumpub.schema import json_schema, load_article


def test_parse_prints_the_article(tmp_path: Path) -> None:
    done = invoke("parse", SEED)
    assert done.exit_code == 0
    article = json.loads(done.stdout)
    Draft202012Validator(json_schema()).validate(article)
    assert article["format"] == "house"
    assert [(speaker["name"], speaker["role"]) for speaker in article["speakers"]] == [
        ("Xu Kemin", "Chief Economist"),
        ("Chen Dehai", "Secretary General"),
    ]
    assert all(entry["line"] for entry in article["diagnostics"] if entry["span"])
    assert load_article(done.stdout).value.source.name == SEED.name


@pytest.mark.parametrize("form", ["md", "txt"])
def test_parse_prints_an_edition(form: str) -> None:
    done = invoke("parse", SEED, "--to", form)
    assert done.exit_code == 0
    assert "Xu Kemin" in done.stdout
    assert "warning[" in done.stderr


def test_parse_takes_one_file(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("One sentence.")
    assert invoke("parse", tmp_path).exit_code == 2
    assert invoke("parse", SEED, SEED).exit_code == 2


def test_parse_reads_standard_input() -> None:
    done = invoke("parse", "-", data="只有一句话。".encode("gb18030"))
    assert done.exit_code == 0
    article = json.loads(done.stdout)
    assert article["source"]["encoding"] == "gb18030"
    assert "<stdin>: warning[encoding-guessed]" in done.stderr


def test_check_reports_on_standard_output_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = invoke("check", SEED)
    assert done.exit_code == 0
    assert "warning[odd-capital]" in done.stdout
    assert list(tmp_path.iterdir()) == []
    assert invoke("check", SEED, "--strict").exit_code == 1


def test_check_shows_the_line_and_the_place() -> None:
    lines = invoke("check", SEED).stdout.splitlines()
    at = next(index for index, line in enumerate(lines) if "odd-capital" in line)
    assert ":13:317: warning[odd-capital] " in lines[at]
    place = lines[at + 2].index("^")
    assert lines[at + 1][place] == "A"
    assert lines[at + 3].lstrip().startswith("= help: ")


def test_many_repeats_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One , two. " * 1000 + "\n", "utf-8")
    done = invoke("check", path, "--report", "concise", "-v")
    every = [line for line in done.stdout.splitlines() if "space-before-punctuation" in line]
    folded = invoke("check", path, "--report", "full", "--strict")
    assert len(every) >= 1
    assert len(folded.stdout) < 5000


def test_check_several_files_in_one_report(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    done = run("check", SEED, empty, "--report", "json")
    assert done.returncode == 1
    files = [json.loads(line)["file"] for line in done.stdout.splitlines()]
    assert files[0] == str(SEED)
    assert files[-1] == str(empty)
    assert done.stderr == b""


def test_the_detector_says_what_it_chose_and_why() -> None:
    detection = json.loads(invoke("parse", SEED).stdout)["detection"]
    assert detection["format"] == "house"
    assert detection["reasons"]


def test_a_users_labels_are_read(tmp_path: Path) -> None:
    table = tmp_path / "labels.tsv"
    table.write_text("standup\tReporter speaks\nnonsense line\n", "utf-8")
    text = tmp_path / "a.txt"
    text.write_text("[Explanation]\nOne.\n[Reporter speaks]\nTwo.\n", "utf-8")
    article = json.loads(invoke("parse", text, "--labels", table).stdout)
    assert [block["type"] for block in article["blocks"]] == ["narration", "standup"]
    assert invoke("parse", text, "--labels", tmp_path / "none.tsv").exit_code == 3
    table.write_text("narration\tErzähler\n\nnaration\tSprecher\n", encoding="utf-8")
    told = invoke("parse", text, "--labels", table)
    assert f"{table.name}, line 3: no block type and label" in told.stderr
    assert "did you mean narration?" in told.stderr
    table.write_text("# A title\n\nSome words.\n", encoding="utf-8")
    wrong = invoke("parse", text, "--labels", table)
    assert wrong.exit_code == 3
    assert f"{table} is no table of labels" in wrong.stderr
