"""Machines and models that fail `forumpub translate`: one clear line, no half file, and a way on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.command import invoke
from forumpub.translate.models.store import ModelStore
from model_packages import EN_ID

NEWS = "[Explanation]\n\nThe private plan opened the young school. The plan opened the school.\n"
# Enough for Python, too little for the engine and its model.
TOO_LITTLE_BYTES = 250 * 2**20


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a model and write a transcript; the folder of the model."""
    monkeypatch.setenv("FORUMPUB_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    Path("news.txt").write_text(NEWS, "utf-8")
    return ModelStore(tmp_path / "data" / "models").import_package(EN_ID).value.folder


TRANSLATE = ("translate", "news.txt", "--to", "id", "--formats", "txt", "--out", "out")


@pytest.mark.skipif(sys.platform != "linux", reason="limits the memory as Linux does")
def test_without_memory_it_is_one_line_and_the_next_run_works(model: Path) -> None:
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (TOO_LITTLE_BYTES, TOO_LITTLE_BYTES))

    words = [sys.executable, "-m", "forumpub", *TRANSLATE]
    done = subprocess.run(
        words,
        env=dict(os.environ),
        preexec_fn=limit,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert done.stderr.splitlines()[0] == "error: out of memory"
    assert "= help: close other programs" in done.stderr
    assert not Path("out").exists()
    assert invoke(*TRANSLATE).exit_code == 0


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut_off, change_a_byte])
@pytest.mark.parametrize("name", ["model/model.bin", "sentencepiece.model", "model/config.json"])
def test_a_damaged_model_is_refused_before_it_translates(
    model: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(model / name)
    done = invoke(*TRANSLATE)
    assert done.exit_code == 3
    assert f"the model {model.name} is damaged: {name}" in done.stderr
    assert f"`forumpub models remove {model.name}`, then install it again" in done.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize("name", ["model/model.bin", "sentencepiece.model", "metadata.json"])
def test_a_model_that_lacks_a_file_is_none(model: Path, name: str) -> None:
    (model / name).unlink()
    done = invoke(*TRANSLATE)
    assert done.exit_code == 3
    assert "no model translates en into id" in done.stderr
    assert "`forumpub models list` says which folders are unusable" in done.stderr
    assert "broken-model" in invoke("models", "list").stderr


def test_half_a_model_is_none_and_breaks_no_other(model: Path, tmp_path: Path) -> None:
    half = model.parent / "half-1.0"
    (half / "model").mkdir(parents=True)
    (half / "model" / "model.bin").write_bytes(b"half")
    assert invoke(*TRANSLATE).exit_code == 0
    for path in sorted(model.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    model.rmdir()
    done = invoke(*TRANSLATE)
    assert done.exit_code == 3
    assert "no model translates en into id" in done.stderr
    assert "`forumpub models list` says which folders are unusable" in done.stderr
