"""The documentation is true: commands and code of the README run, links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.command import SEED, run

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
COMMANDS = [line for line in SHELL if line.startswith("forumpub ") and "models install" not in line]
MODEL = ROOT / "tests" / "models" / "translate-en_id-tiny.argosmodel"
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _run(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    (folder / "seeds").symlink_to(ROOT / "seeds", target_is_directory=True)
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine with a model and a memory, and what the commands before a command have made."""
    folder = tmp_path_factory.mktemp("desk")
    run("models", "import", MODEL, cwd=folder, env={"FORUMPUB_DATA": "data"})
    for command in ("publish", "translate"):
        words = ("--to", "docx,json") if command == "publish" else ("--to", "id", "--formats", "json")
        run(command, SEED, *words, "--out", "build", cwd=folder, env={"FORUMPUB_DATA": "data"})
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=lambda line: line[9:50])
def test_every_command_of_the_readme_runs(command: str, tmp_path: Path, desk: Path) -> None:
    # The toy model has the name of an older one.
    words = shlex.split(command.replace("en_id-1.8", "en_id-1.0"))
    if words[1] not in ("publish", "translate"):
        shutil.copytree(desk / "build", tmp_path / "build")
    shutil.copytree(desk / "data", tmp_path / "data")
    done = _run([sys.executable, "-m", *words], tmp_path, FORUMPUB_DATA="data")
    # The toy model's words are full of findings.
    assert done.returncode in ((0, 1) if words[1] == "translate" else (0,)), done.stderr
    if words[1] in ("publish", "translate"):
        assert any((tmp_path / "build").iterdir())
    elif words[1] != "diff":  # which says nothing of files that are equal
        assert done.stdout.strip()


def test_the_code_of_the_readme_makes_a_pdf(tmp_path: Path) -> None:
    code = "".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    done = _run([sys.executable, "-c", code + "\nassert pdf.startswith(b'%PDF')"], tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_readme_names_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {line.split()[1] for line in SHELL if line.startswith("make ")}
    assert named == {"briefing", "test"}
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:|#", target):
            assert (document.parent / target.partition("#")[0]).exists(), target
