"""The documentation is true: commands and code of the README run, links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
COMMANDS = [line for line in SHELL if line.startswith("forumpub ")]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "seeds").symlink_to(ROOT / "seeds", target_is_directory=True)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda line: line[9:50])
def test_every_command_of_the_readme_runs(command: str, tmp_path: Path) -> None:
    words = shlex.split(command)
    done = _run([sys.executable, "-m", *words], tmp_path)
    assert done.returncode == 0, done.stderr
    if words[1] == "publish":
        assert any((tmp_path / "build").iterdir())
    else:
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
