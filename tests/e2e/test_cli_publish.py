"""`forumpub publish`: files, names, many inputs, and the exit status."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from e2e.command import SEED, invoke, run
from forumpub.schema import load_article

EPOCH = {"SOURCE_DATE_EPOCH": "1626436800"}
CLEAN = """---
headline: Forum opens in Wuhan
date: 2021-07-16
place: Wuhan
source: China News Service
lang: en
---
[Explanation]
The forum opened in Wuhan on July 16, 2021.
[Concurrent]
Xu Kemin, Chief Economist, Ministry of Industry and Information Technology
We will cooperate more closely.
Reporter Zou Hao reports from Wuhan, Hubei
Editor in charge: [Ji Xiang]
"""


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "forum.txt"
    path.parent.mkdir()
    path.write_text(CLEAN, "utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_seed_becomes_a_briefing_by_one_command(tmp_path: Path) -> None:
    done = invoke("publish", SEED, "--out", tmp_path / "out")
    assert done.exit_code == 0
    stem = tmp_path / "out" / SEED.stem
    assert done.stdout == f"{stem}.docx\n{stem}.pdf\n"
    assert Path(f"{stem}.docx").read_bytes().startswith(b"PK\x03\x04")
    assert Path(f"{stem}.pdf").read_bytes().startswith(b"%PDF-1.")
    assert "warning[headline-long]" in done.stderr
    assert "(--verbose shows the notes)" in done.stderr


def test_every_format_says_what_the_text_says(clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = invoke("publish", clean, "--to", "json, md,txt,md", "--out", out)
    assert done.exit_code == 0
    assert names(out) == ["forum.json", "forum.md", "forum.txt"]
    for name in names(out):
        text = (out / name).read_text("utf-8")
        assert "We will cooperate more closely." in text
        assert "Xu Kemin" in text
    article = load_article((out / "forum.json").read_text("utf-8")).value
    assert article.headline is not None
    assert article.headline.text == "Forum opens in Wuhan"


def test_a_text_without_findings_is_published_without_a_word(clean: Path, tmp_path: Path) -> None:
    done = invoke("publish", clean, "--to", "md", "--out", tmp_path, "--strict")
    assert (done.exit_code, done.stderr) == (0, "")


def test_options_go_over_the_text(clean: Path, tmp_path: Path) -> None:
    given = ("--headline", "Another", "--place", "Beijing", "--date", "2021-07-17", "--source", "Agency")
    invoke("publish", clean, "--to", "json", "--out", tmp_path, *given)
    article = load_article((tmp_path / "forum.json").read_text("utf-8")).value
    assert article.headline is not None
    assert article.headline.text == "Another"
    assert article.dateline is not None
    assert article.dateline.place == "Beijing"
    assert article.publication.source == "Agency"
    assert article.publication.published == "2021-07-17"


def test_publishing_again_changes_no_file_and_no_time(clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    args = ("publish", clean, "--to", "docx,pdf,json,md,txt", "--out", out)
    assert run(*args, env=EPOCH).returncode == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    for path in out.iterdir():
        os.utime(path, (1, 1))
    again = run(*args, env={**EPOCH, "PYTHONHASHSEED": "7", "TZ": "Asia/Bangkok"})
    assert again.returncode == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert {path.stat().st_mtime for path in out.iterdir()} == {1}


def test_an_article_is_published_as_its_transcript_was(clean: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    invoke("publish", clean, "--to", "json,md", "--out", first)
    done = invoke("publish", first / "forum.json", "--to", "json,md", "--out", second)
    assert done.exit_code == 0
    for name in ("forum.json", "forum.md"):
        assert (second / name).read_bytes() == (first / name).read_bytes()


def test_standard_input_is_a_transcript(tmp_path: Path) -> None:
    done = invoke("publish", "-", "--to", "txt", "--out", tmp_path, data=CLEAN.encode())
    assert done.exit_code == 0
    assert done.stdout == f"{tmp_path / 'stdin.txt'}\n"
    assert invoke("publish", "-", "-", "--out", tmp_path).exit_code == 2


def test_a_folder_is_published_and_one_bad_file_stops_nothing(clean: Path, tmp_path: Path) -> None:
    folder = clean.parent
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.json").write_text('{"model": "forumpub.article/9"}')
    shutil.copy(clean, folder / "d.txt")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    out = tmp_path / "out"
    done = invoke("publish", folder, "--to", "md", "--out", out, "--jobs", "2", "--report", "concise")
    assert done.exit_code == 3
    assert done.stdout == f"{out / 'd.md'}\n{out / 'forum.md'}\n"
    assert names(out) == ["d.md", "forum.md"]
    lines = done.stderr.splitlines()
    assert lines[0].startswith(f"{folder / 'b.txt'}: error[input-empty]")
    assert lines[1].startswith(f"{folder / 'c.json'}: error: the article is a forumpub.article/9, newer")
    assert lines[-2] == "note: 1 file was passed over, no transcript by its name: 1 .jpg"
    assert lines[-1] == "3 files, 1 failed: 1 error"


def test_files_that_are_passed_over_are_told_once_and_fail_nothing(clean: Path, tmp_path: Path) -> None:
    folder = clean.parent
    for name in ("a.rtf", "b.doc", "c.doc", "d.pdf", ".DS_Store", "forum.pdf"):
        (folder / name).touch()
    line = "note: 4 files were passed over, no transcripts by their names: 2 .doc, 1 .pdf, 1 .rtf"
    done = invoke("publish", folder, "--to", "md", "--out", tmp_path / "out", "--strict")
    assert (done.exit_code, done.stderr.splitlines().count(line)) == (0, 1)
    assert invoke("publish", folder, "--to", "md", "--out", tmp_path / "out", "-q").stderr == ""
    asjson = invoke("publish", folder, "--to", "md", "--out", tmp_path / "out", "--report", "json")
    assert "passed over" not in asjson.stderr


def test_equal_names_do_not_replace_each_other(clean: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "forum.txt"
    other.parent.mkdir()
    other.write_text("Another text of one sentence.", "utf-8")
    out = tmp_path / "out"
    done = invoke("publish", clean, other, "--to", "txt", "--out", out, "--jobs", "1", "-v")
    assert done.exit_code == 0
    assert names(out) == ["forum-2.txt", "forum.txt"]
    assert "Another text" in (out / "forum-2.txt").read_text("utf-8")
    assert "info[output-renamed]" in done.stderr


def test_the_order_of_a_report_is_the_order_of_the_inputs(clean: Path, tmp_path: Path) -> None:
    inputs = []
    for number in range(12):
        path = tmp_path / f"{number:02}.txt"
        path.write_text(CLEAN * (1 + (number % 3) * 40), "utf-8")
        inputs.append(path)
    done = invoke("publish", *inputs, "--to", "txt", "--out", tmp_path / "out", "--jobs", "3", "-q")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert len(names(tmp_path / "out")) == 12


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--to", "dox"], "no output format is called 'dox'"),
        (["--to", ","], "expected a name"),
        (["--style", "breefing"], "did you mean 'briefing'?"),
        (["--style", "missing.toml"], "can't read missing.toml"),
        (["--format", "hous"], "no input format is called 'hous'"),
        (["--encoding", "utf-9"], "utf-9"),
        (["--lang", "en_US"], "'en_US' is not a language tag"),
        (["--date", "16 July"], "'16 July' is not a date"),
        (["--status", "done"], "is not one of"),
        (["--jobs", "0"], "0 is not in the range"),
        (["--report", "xml"], "is not one of"),
        (["--colour"], "No such option"),
    ],
)
def test_a_wrong_option_is_told_and_nothing_is_written(
    clean: Path, tmp_path: Path, options: list[str], message: str
) -> None:
    done = invoke("publish", clean, clean, "--out", tmp_path / "out", *options)
    assert done.exit_code == (3 if "missing.toml" in options else 2)
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_no_input_is_a_wrong_command() -> None:
    assert invoke("publish").exit_code == 2


def test_warnings_fail_a_strict_run_and_the_files_are_written(tmp_path: Path) -> None:
    done = invoke("publish", SEED, "--to", "txt", "--out", tmp_path, "--strict")
    assert done.exit_code == 1
    assert names(tmp_path) == [f"{SEED.stem}.txt"]


def test_json_reports_are_one_object_a_line(tmp_path: Path) -> None:
    done = invoke("publish", SEED, "--to", "txt", "--out", tmp_path, "--report", "json")
    found = [json.loads(line) for line in done.stderr.splitlines()]
    assert {entry["file"] for entry in found} == {str(SEED)}
    assert {"info", "warning"} <= {entry["severity"] for entry in found}
    assert all(entry["line"] >= 1 and entry["column"] >= 1 for entry in found if entry["span"])


@pytest.mark.parametrize(
    ("options", "loaded", "not_loaded"),
    [
        (["--to", "docx"], {"docx"}, {"reportlab", "deflate", "rich.console", "uharfbuzz"}),
        (["--to", "pdf"], {"reportlab"}, {"docx", "rich.console"}),
        (
            ["--to", "md"],
            set(),
            {"docx", "reportlab", "deflate", "lxml", "rich.console", "fontTools", "uharfbuzz"},
        ),
        (["--to", "json"], set(), {"docx", "reportlab", "deflate", "lxml", "importlib.metadata"}),
    ],
    ids=["docx", "pdf", "md", "json"],
)
def test_a_format_loads_only_what_it_uses(
    clean: Path, tmp_path: Path, options: list[str], loaded: set[str], not_loaded: set[str]
) -> None:
    code = (
        "import sys\nfrom forumpub.cli import main\n"
        f"sys.argv = ['forumpub', 'publish', {str(clean)!r}, '--out', {str(tmp_path)!r}, *{options!r}]\n"
        "try:\n    main()\nfinally:\n    print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = set(done.stderr.split())
    assert loaded <= modules
    assert not modules & not_loaded


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_a_break_leaves_whole_files_only(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03}.txt").write_text(CLEAN * 20, "utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "forumpub", "publish", str(tmp_path), "--out", str(out), "--jobs", "2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        ends_s = time.monotonic() + 60
        while not (out.is_dir() and any(out.iterdir())) and time.monotonic() < ends_s:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.decode().strip().splitlines()[-1] == "interrupted"
    assert "Traceback" not in errors.decode()
    written = names(out)
    assert 0 < len(written) < 600
    # What was finished is told, as where nobody breaks a run off.
    assert {Path(line).name for line in output.decode().splitlines()} <= set(written)
    assert not [name for name in written if name.endswith(".tmp")]
