"""`forumpub models` and `forumpub doctor`, through the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.command import invoke, run
from model_packages import EN_ID, pack, parts, write_package
from model_server import entry, pages, serving


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUMPUB_DATA", str(tmp_path / "data"))
    # A server of this machine is asked directly.
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def test_a_model_comes_from_a_file_and_goes(tmp_path: Path) -> None:
    none = invoke("models")
    assert (none.exit_code, none.stdout) == (0, "")
    assert none.stderr == "no model is installed; `forumpub doctor` says what to install\n"
    imported = invoke("models", "import", EN_ID)
    assert imported.exit_code == 0
    assert imported.stdout.startswith("en_id-1.0  argos  en → id")
    assert "CC0-1.0" in imported.stdout
    assert invoke("models", "list").stdout == imported.stdout
    assert invoke("models", "verify").stdout == "en_id-1.0  ok\n"
    (tmp_path / "data/models/stray").mkdir()
    listed = invoke("models", "list")
    assert (listed.exit_code, listed.stdout) == (0, imported.stdout)
    assert "broken-model" in listed.stderr
    assert invoke("models", "verify").stdout == "en_id-1.0  ok\nstray      no model\n"
    assert invoke("models", "remove", "stray").exit_code == 0
    weights = tmp_path / "data/models/en_id-1.0/model/model.bin"
    weights.write_bytes(weights.read_bytes()[:-1])
    verified = invoke("models", "verify")
    assert (verified.exit_code, verified.stdout) == (1, "en_id-1.0  damaged\n")
    assert "model-changed" in verified.stderr
    assert "forumpub models remove en_id-1.0" in verified.stderr
    assert invoke("models", "remove", "en_id-1.0").exit_code == 0
    assert invoke("models", "list").stdout == ""


def test_what_came_before_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    done = run("models", "import", EN_ID, tmp_path / "gone.zip")
    assert done.returncode == 3
    assert done.stdout.startswith(b"en_id-1.0  argos")
    assert b"can't read" in done.stderr
    assert invoke("models", "list").stdout.startswith("en_id-1.0")


def test_a_folder_of_packages_is_imported_whole(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "en_id.argosmodel").write_bytes(EN_ID.read_bytes())
    (stick / "chinese.zip").write_bytes(pack(parts("zh", "en")))
    (stick / "holiday.zip").write_bytes(pack({"holiday/beach.jpg": b"sand"}))
    (stick / "notes.txt").write_text("mine", "utf-8")
    imported = invoke("models", "import", stick)
    assert (imported.exit_code, imported.stderr) == (0, "")
    assert [line.split()[0] for line in imported.stdout.splitlines()] == ["zh_en-1.0", "en_id-1.0"]
    (tmp_path / "empty").mkdir()
    refused = invoke("models", "import", tmp_path / "empty")
    assert refused.exit_code == 3
    assert "and no package" in refused.stderr


def test_what_never_was_a_package_is_called_so(tmp_path: Path) -> None:
    table = tmp_path / "sentences.tsv"
    table.write_text("one\ttwo\n", "utf-8")
    refused = invoke("models", "import", table)
    assert refused.exit_code == 3
    assert f"{table} is no model package" in refused.stderr
    assert "again" not in refused.stderr
    broken = tmp_path / "broken.argosmodel"
    broken.write_bytes(EN_ID.read_bytes()[:100_000])
    assert "cut off" in invoke("models", "import", broken).stderr


def test_a_damaged_model_is_told_by_the_doctor_and_by_whoever_needs_it(tmp_path: Path) -> None:
    invoke("models", "import", EN_ID)
    folder = tmp_path / "data/models/en_id-1.0"
    weights = folder / "model/model.bin"
    weights.write_bytes(weights.read_bytes()[:-1])
    doctor = invoke("doctor")
    assert "model-changed" in doctor.stderr
    assert "forumpub models remove en_id-1.0" in doctor.stderr
    (folder / "metadata.json").unlink()
    (tmp_path / "a.txt").write_text("The plan opened the school.\n", "utf-8")
    done = invoke("translate", tmp_path / "a.txt", "--to", "id", "--lang", "en", "--out", tmp_path / "out")
    assert done.exit_code == 3
    assert "no model translates en into id" in done.stderr
    assert "`forumpub models list` says which folders are unusable, and why" in done.stderr


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_models_come_from_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    served = pages(
        entry("en", "id", license="MIT"),
        entry("zh", "en"),
        en_id=pack(parts()),
        zh_en=pack(parts("zh", "en")),
    )
    with serving(served) as (url, _):
        monkeypatch.setenv("FORUMPUB_INDEX_URL", f"{url}/index.json")
        available = invoke("models", "available", "--to", "id")
        installed = invoke("models", "install", "--from", "zh-Hans", "--to", "id")
    assert available.stdout == "en  id  1.0  MIT\n"
    assert installed.exit_code == 0, installed.output
    assert [line.split()[0] for line in installed.stdout.splitlines()] == ["zh_en-1.0", "en_id-1.0"]
    doctor = invoke("doctor", "--from", "zh-Hans")
    assert "zh_en-1.0 + en_id-1.0 (pivot, by way of en)" in doctor.stdout
    assert "unknown; MIT" in doctor.stdout


def test_a_digest_is_that_of_one_file() -> None:
    done = invoke("models", "import", "a.zip", "b.zip", "--sha256", "00")
    assert done.exit_code == 2
    assert "the digest of one file" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "gone.zip"], "can't read gone.zip"),
        (["remove", "gone"], "no model is called 'gone'"),
        (["available"], "can't reach http://127.0.0.1:9/index.json"),
        (["install", "--to", "id"], "can't reach http://127.0.0.1:9/index.json"),
    ],
)
def test_failures_are_told_in_a_line_with_what_to_do(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    done = run(
        "models", *arguments, cwd=tmp_path, env={"FORUMPUB_INDEX_URL": "http://127.0.0.1:9/index.json"}
    )
    assert done.returncode == 3
    assert done.stderr.decode().startswith(f"error: {message}")
    assert b"Traceback" not in done.stderr


def test_a_wrong_digest_installs_nothing(tmp_path: Path) -> None:
    path = write_package(tmp_path)
    done = run("models", "import", path, "--sha256", "0" * 64)
    assert done.returncode == 3
    assert b"its SHA-256 is" in done.stderr
    assert invoke("models", "list").stdout == ""


def test_the_doctor_says_what_there_is_and_what_to_paste() -> None:
    invoke("models", "import", EN_ID)
    done = invoke("doctor")
    assert done.exit_code == 0
    rows = {line.split()[0]: line for line in done.stdout.splitlines() if line[:1].isalpha()}
    assert "the source" in rows["en"]
    assert "en_id-1.0 (argos, direct)" in rows["id"]
    assert "CC0-1.0" in rows["id"]
    assert "none" in rows["vi"]
    assert "NotoSansThai" in rows["th"]
    assert rows["en"].rstrip().endswith(" reviewed")
    assert rows["my"].rstrip().endswith("unreviewed")
    assert "sentences of en: ICU's rules and" in done.stdout
    helped = [line for line in done.stdout.splitlines() if line.startswith("= help:")]
    assert helped[0] == "= help: `forumpub models install --from en --to ms,tl,th,zh-Hans,zh-Hant,pt`"
    assert "vi, lo, km, my, ta, tet" in helped[1]
