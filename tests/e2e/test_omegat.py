"""A real OmegaT, without a window, translates with a memory of ours, and we read the one that it writes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from e2e.command import run
from forumpub.translate.models.store import ModelStore

MODEL = Path(__file__).parents[1] / "models" / "translate-en_id-tiny.argosmodel"
NEWS = "The private plan opened the young school.\n\nTen cities promoted trade with Hanoi recently.\n"
PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN</source_lang><target_lang>ID</target_lang><sentence_seg>true</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("omegat") is None, reason="OmegaT is not installed"),
]


def make_project(folder: Path, memory: Path) -> Path:
    project = folder / "project"
    for name in ("source", "tm/auto", "target", "glossary", "dictionary", "omegat"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT, "utf-8")
    (project / "source" / "news.txt").write_text(NEWS, "utf-8")
    shutil.copy(memory, project / "tm" / "auto")
    return project


def translate_with_omegat(project: Path) -> str:
    home = project.parent / "home"
    home.mkdir()
    subprocess.run(
        ["omegat", str(project), "--mode=console-translate"],
        env={**os.environ, "HOME": str(home), "JAVA_TOOL_OPTIONS": f"-Duser.home={home}"},
        capture_output=True,
        check=True,
        timeout=120,
    )
    return (project / "target" / "news.txt").read_text("utf-8")


def test_omegat_translates_with_our_memory_and_ours_takes_its(tmp_path: Path) -> None:
    ModelStore(tmp_path / "data" / "models").import_package(MODEL)
    (tmp_path / "news.txt").write_text(f"[Explanation]\n\n{NEWS}", "utf-8")
    env = {"FORUMPUB_DATA": str(tmp_path / "data")}
    ours = {**env, "FORUMPUB_MEMORY": str(tmp_path / "ours.sqlite")}
    run("translate", "news.txt", "--to", "id", "--formats", "txt", cwd=tmp_path, env=ours)
    assert run("memory", "export", "memory.tmx", cwd=tmp_path, env=ours).returncode == 0
    project = make_project(tmp_path, tmp_path / "memory.tmx")
    assert "Rencana swasta membuka sekolah muda." in translate_with_omegat(project)

    theirs = {**env, "FORUMPUB_MEMORY": str(tmp_path / "theirs.sqlite")}
    done = run("memory", "import", "project/project-omegat.tmx", cwd=tmp_path, env=theirs)
    assert done.returncode == 0, done.stderr
    found = run("memory", "search", "private plan opened", "--to", "id", cwd=tmp_path, env=theirs)
    assert "Rencana swasta membuka sekolah muda." in found.stdout.decode()
