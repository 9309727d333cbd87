"""What is no transcript, and machines that fail: a clear line, the right status, no half file, no trace."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import forumpub
from e2e.command import SEED, invoke, run
from forumpub.cli import failures

TEXT = "The forum opened in Wuhan. It closed the next day.\n"
EVERY = "docx,pdf,json,md,txt"


def clean_stderr(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what a run says, after checking what none may say."""
    text = done.stderr.decode()
    assert "Traceback" not in text
    assert "\x1b" not in text
    assert "forumpub failed" not in text
    return text


def zip_bytes(tmp_path: Path) -> bytes:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", TEXT)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        ("empty", "input-empty"),
        ("blank", "input-empty"),
        ("binary", "input-binary"),
        ("random", "input-binary"),
        ("pdf", "input-binary"),
        ("zip", "input-binary"),
        ("labels", "nothing-to-publish"),
    ],
)
def test_what_holds_no_text_gives_one_line_and_no_file(tmp_path: Path, kind: str, slug: str) -> None:
    data = {
        "empty": b"",
        "blank": b"\xef\xbb\xbf \r\n\xe3\x80\x80\n\t",
        "binary": bytes(range(256)) * 20,
        "random": random.Random(7).randbytes(3000),  # noqa: S311
        "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
        "zip": zip_bytes(tmp_path),
        "labels": b"[Explanation]\n",
    }[kind]
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    out = tmp_path / "out"
    done = invoke("publish", path, "--to", EVERY, "--out", out, "--report", "concise", "-q")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"{path}")
    assert f"error[{slug}]" in done.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b\x01c\x1b[31mred\x1b[0m \x9b31m\ufffe\n",
        "[Explanation" * 50 + "\n",
        "【" * 300 + "text\n",
        "x" * 200_000 + "\n",
        "<para><font color='red'>x</font></para> &amp; &lt; {{ braces }} {0} %s ]]> <!-- -->\n",
        "\u202eevil\u202c \u2066x\u2069\u200f\n",
        "Z̸̧̢̛̘̫̲͈̥̥͎̮͓̺̰͙̭̦̥̱̞̩̜̺̣̞̟̓̓͑̀̎̾̈́̓̈́̀͐͐̓̏̾̄̚͝͠" * 20 + "\n",
        "👨‍👩‍👧‍👦 𠮷 \ue000 \U0010fffd\n",
        "=cmd|' /C calc'!A0\n\n@SUM(1)\n",
        "\u2028line\u2029\x85\x0b\x0c\x1c words\r\rmixed\r\n\n",
        "שלום עולם مرحبا\n",
    ],
    ids=[
        "controls",
        "unclosed",
        "brackets",
        "long-word",
        "markup",
        "bidi",
        "zalgo",
        "emoji",
        "formula",
        "line-ends",
        "right-to-left",
    ],
)
def test_strange_text_is_published_in_every_format(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8"))
    out = tmp_path / "out"
    done = invoke("publish", path, "--to", EVERY, "--out", out)
    assert done.exit_code == 0
    assert "\x1b" not in done.stderr + done.stdout
    assert len(list(out.iterdir())) == 5
    again = invoke("publish", out / "a.json", "--to", "json,md", "--out", tmp_path / "again")
    assert again.exit_code == 0
    for name in ("a.json", "a.md"):
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes()


def test_markup_and_braces_are_words(tmp_path: Path) -> None:
    text = "Say <b>this</b> & {{that}}, {0} and %s."
    done = invoke("parse", "-", "--to", "txt", data=text.encode())
    assert text in " ".join(done.stdout.split())


def test_broken_utf8_is_kept_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode() * 40 + b"caf\xe9\xff here\n" + TEXT.encode())
    done = invoke("publish", path, "--to", "md", "--out", tmp_path, "--encoding", "utf-8")
    assert done.exit_code == 1
    assert f"{path}:41:4: error[encoding-invalid]" in done.stderr
    assert "here" in (tmp_path / "a.md").read_text("utf-8")


def test_what_is_not_a_file_is_an_error_of_the_machine(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").mkdir()
    for name in ("missing.txt", "pipe", "empty", "x" * 300, "/dev/zero", "/dev/full/x"):
        done = run("publish", str(tmp_path / name), "--out", str(tmp_path / "out"), timeout_s=20)
        text = clean_stderr(done)
        assert done.returncode == 3, text
        assert text.startswith("error: ")
        assert done.stdout == b""
    assert not (tmp_path / "out").exists()


def test_standard_input_ends_somewhere() -> None:
    with Path("/dev/zero").open("rb") as zero:
        done = subprocess.run(
            [sys.executable, "-m", "forumpub", "check", "-"], stdin=zero, capture_output=True, check=False
        )
    assert done.returncode == 3
    assert clean_stderr(done).startswith("error: can't read standard input: longer than 256 MiB")


@pytest.mark.parametrize(
    "name",
    [b"-rf.txt", b"two\nlines.txt", b"caf\xe9.txt", b"\x1b[31mred.txt", b"con.txt", b" a .txt", b"$(id).txt"],
)
def test_any_file_name_is_read_and_shown_safely(tmp_path: Path, name: bytes) -> None:
    (tmp_path / os.fsdecode(name)).write_text(TEXT)
    done = run("publish", "--to", "json", "--out", "out", "--", name, cwd=tmp_path)
    clean_stderr(done)
    assert done.returncode == 0
    (written,) = (tmp_path / "out").iterdir()
    assert done.stdout == b"out/" + os.fsencode(written.name) + b"\n"
    checked = run("check", "--", name, cwd=tmp_path)
    assert checked.returncode == 0
    assert b"\x1b" not in checked.stdout
    again = run("publish", "--to", "json", "--out", "out2", "out", cwd=tmp_path)
    assert again.returncode == 0
    (copy,) = (tmp_path / "out2").iterdir()
    assert copy.read_bytes() == written.read_bytes()


@pytest.fixture
def readable() -> Iterator[Path]:
    """A folder that others may enter, as pytest's own may not be."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextlib.contextmanager
def unprivileged() -> Iterator[None]:
    """Be somebody whom file permissions stop. The program has run before: nothing new can be imported."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_without_permission_is_an_error(readable: Path) -> None:
    path = readable / "secret.txt"
    path.write_text(TEXT)
    invoke("publish", path, "--to", "md", "--out", readable / "before")
    path.chmod(0)
    with unprivileged():
        done = invoke("publish", path, "--to", "md", "--out", readable / "out")
    assert done.exit_code == 3
    assert done.stderr == f"error: can't read {path}: Permission denied\n"


def test_a_read_only_folder_is_an_error_and_stays_as_it_is(readable: Path) -> None:
    path = readable / "a.txt"
    path.write_text(TEXT)
    out = readable / "out"
    out.mkdir()
    (out / "a.md").write_text("old")
    out.chmod(0o555)
    invoke("publish", path, "--to", "md", "--out", readable / "before")
    with unprivileged():
        done = invoke("publish", path, "--to", "md", "--out", out)
    assert done.exit_code == 3
    assert f"error: can't write {out / 'a.md'}: Permission denied\n  = help: " in done.stderr
    assert [(found.name, found.read_text()) for found in out.iterdir()] == [("a.md", "old")]


def test_a_file_that_becomes_too_big_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT * 200)
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-m", "forumpub", "publish", str(path), "--to", "json", "--out", str(out)],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert done.returncode == 3
    assert f"error: can't write {out / 'a.json'}: File too large\n" in clean_stderr(done)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("words", [("publish", "--out"), ("revise", "--out"), ("translate", "--out")])
def test_a_folder_is_no_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, str]) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    done = invoke(words[0], path, words[1], "-")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == (
        "Error: Invalid value for '--out': name a folder: files are not written to standard output, but "
        "`forumpub parse` prints there"
    )
    assert [found.name for found in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_may_be_called_a_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    assert invoke("publish", "a.txt", "--to", "md", "--out", "./-").exit_code == 0
    assert (tmp_path / "-" / "a.md").is_file()


@pytest.mark.parametrize(
    "words",
    [("diff", "a", "b", "--html", "-"), ("memory", "export", "-"), ("repair-encoding", "a", "--write", "-")],
)
def test_a_file_is_no_dash(words: tuple[str, ...]) -> None:
    done = invoke(*words)
    assert done.exit_code == 2
    assert done.stderr.endswith("name a file: this is not written to standard output\n")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 KiB; skip the test where none can be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        command = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
        made = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("a small disk can't be mounted here: only root may")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], capture_output=True, check=False)


def test_a_full_disk_leaves_all_as_it_was(tmp_path: Path, small_disk: Path) -> None:
    """The first file has room, the second hasn't: neither takes the place of an old one."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    words = ("publish", path, "--to", "md,json,docx", "--out", small_disk)
    (small_disk / "a.md").write_text("old")
    done = invoke(*words)
    assert done.exit_code == 3
    told = (
        f"error: can't write {small_disk / 'a.docx'}: No space left on device\n  = help: make room there, or "
    )
    assert told in done.stderr
    assert [(found.name, found.read_text()) for found in small_disk.iterdir()] == [("a.md", "old")]
    done = invoke("publish", path, "--to", "md", "--out", small_disk)
    assert done.exit_code == 0
    assert (small_disk / "a.md").read_text() != "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "forumpub", "schema"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert done.stderr == b"error: can't use standard output: No space left on device\n"


@pytest.mark.parametrize("arguments", [("parse", str(SEED), "-q"), ("publish", "--help"), ("schema",)])
def test_a_closed_pipe_is_no_matter(arguments: tuple[str, ...]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "forumpub", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's closed streams")
def test_closed_streams_are_empty_and_nobodys(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    command = '"$0" -m forumpub publish --to txt --out out '
    for rest, status in (("a.txt >&-", 0), ("a.txt 2>&-", 0), ("- <&-", 1), ("a.txt <&- >&- 2>&-", 0)):
        done = subprocess.run(
            ["/bin/sh", "-c", command + rest, sys.executable], cwd=tmp_path, capture_output=True
        )
        assert done.returncode == status, rest
        clean_stderr(done)
    assert (tmp_path / "out" / "a.txt").read_text("utf-8").count("The forum opened in Wuhan") == 2


def test_the_likest_option_is_suggested_alone() -> None:
    done = invoke("publish", SEED, "--sytle", "wire")
    assert done.exit_code == 2
    assert "'--style'" in done.stderr
    assert "--date" not in done.stderr


def test_the_input_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT)
    done = invoke("publish", path, "--to", "md", "--out", tmp_path)
    assert done.exit_code == 3
    assert "it is an input" in done.stderr
    assert path.read_text() == TEXT


@pytest.mark.parametrize(
    ("option", "file", "message"),
    [
        ("--template", "gone.docx", "can't read gone.docx"),
        ("--template", "a.txt", "a.txt is not a Word file"),
        ("--labels", "gone.tsv", "can't read gone.tsv"),
        ("--labels", "a.txt", "a.txt is no table of labels"),
    ],
)
def test_what_all_inputs_need_is_told_once_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, file: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(TEXT)
    done = invoke("publish", "a.txt", "b.txt", option, file)
    assert done.exit_code == 3
    assert done.stderr.count("error: ") == done.stderr.count(message) == 1
    assert not Path("build").exists()


@pytest.mark.parametrize("data", [bytes(range(256)) * 9, b"%PDF-1.7\n1 0 obj\n", b"PK\x03\x04rubbish"])
def test_what_is_no_text_has_nothing_to_repair(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    done = invoke("repair-encoding", path, "--write", tmp_path / "b.txt")
    assert done.exit_code == 3
    assert "can't repair" in done.stderr
    assert not (tmp_path / "b.txt").exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_no_input_is_replaced_by_what_is_made_of_another(tmp_path: Path, jobs: str) -> None:
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_text(f"{TEXT}This is {name}.\n")
    done = invoke(
        "publish", tmp_path / "a.txt", tmp_path / "a.md", "--to", "md", "--out", tmp_path, "--jobs", jobs
    )
    assert done.exit_code == 3
    assert "a.md: it is an input" in done.stderr
    assert (tmp_path / "a.md").read_text() == f"{TEXT}This is a.md.\n"
    assert "This is a.md" in (tmp_path / "a-2.md").read_text()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"model": "forumpub.article/1"', "the JSON can't be read"),
        ('{"model": "forumpub.article/1"}', "source: this key is missing"),
        ('{"model": "forumpub.article/7"}', "newer than forumpub.article/1"),
    ],
)
def test_a_malformed_article_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    done = invoke("publish", path, "--out", tmp_path / "out")
    assert done.exit_code == 3
    assert message in done.stderr
    assert done.stderr.startswith(f"{path}: error: ")


def test_a_fault_of_ours_asks_for_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise ZeroDivisionError("planted \x1b[31m")

    monkeypatch.setattr("forumpub.schema.dump_schema", fail)
    done = invoke("schema")
    assert done.exit_code == failures.INTERNAL_STATUS == 70
    assert "error: forumpub failed: ZeroDivisionError: planted \\x1b[31m" in done.stderr
    assert f"version: forumpub {forumpub.__version__}" in done.stderr
    assert "command: forumpub schema" in done.stderr
    assert "please report" in done.stderr


def test_memory_that_runs_out_is_the_machines_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise MemoryError

    monkeypatch.setattr("forumpub.schema.dump_schema", fail)
    done = invoke("schema")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (3, "error: out of memory")
