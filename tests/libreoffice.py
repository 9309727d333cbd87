"""A real LibreOffice for tests: many documents edited in one session of it, without a window.

Tests that use it skip, with the reason, where LibreOffice or its Python bridge is missing.
"""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest

SCRIPT = Path(__file__).with_name("uno_edits.py")
SESSION_S = 300
# Python of the system, for which distributions build the bridge.
PYTHONS = ("/usr/bin/python3", sys.executable)

Edit = Mapping[str, object]

# The operations of an editor, one for each way that text and marks can come apart. They are made for the
# document of `test_libreoffice_edits.py`: paragraphs that begin with Alpha, Bravo, Charlie and Delta.
OPERATIONS: Mapping[str, tuple[Edit, ...]] = {
    "nothing": (),
    "edit inside": ({"do": "replace", "find": "key driving", "text": "major moving"},),
    "type at the start": ({"do": "type_before", "find": "Bravo", "text": "XX "},),
    "type at the end": ({"do": "type_at_end", "at": "Bravo", "text": " ZZ"},),
    "replace the first word": ({"do": "replace", "find": "Bravo", "text": "Brovo"},),
    "replace the last word": ({"do": "replace", "find": "recovery.", "text": "growth!"},),
    "retype": ({"do": "retype", "at": "Bravo", "text": "Retyped sentence here."},),
    "split": ({"do": "split", "before": "has become"},),
    "merge by delete": ({"do": "merge_by_delete", "at": "Bravo"},),
    "merge by backspace": ({"do": "merge_by_backspace", "at": "Charlie"},),
    "delete a paragraph": ({"do": "delete_paragraph", "at": "Bravo"},),
    "delete the text": ({"do": "delete_text", "at": "Bravo"},),
    "move down": ({"do": "move_down", "at": "Bravo"},),
    "cut and paste": ({"do": "cut_and_paste", "at": "Bravo", "before": "Delta"},),
    "copy and paste": ({"do": "copy_and_paste", "at": "Bravo", "before": "Delta"},),
    "new after": ({"do": "new_after", "at": "Bravo", "text": "Newpara inserted after."},),
    "new before": ({"do": "new_before", "at": "Bravo", "text": "Newpara inserted before."},),
    "style": ({"do": "set_style", "at": "Bravo", "style": "Quote"},),
    "bold": ({"do": "set_bold", "find": "digital economy has"},),
    "replace all": ({"do": "replace_all", "find": "digital economy", "text": "DIGITAL ECONOMY"},),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A document to edit and where to save it; `accepted` and `rejected` are saved from that file."""

    source: Path
    target: Path
    edits: Sequence[Edit] = ()
    tracked: bool = False
    form: str | None = None
    accepted: Path | None = None
    rejected: Path | None = None

    def as_json(self) -> dict[str, object]:
        paths = {
            name: str(path)
            for name in ("source", "target", "accepted", "rejected")
            if (path := getattr(self, name)) is not None
        }
        form = {} if self.form is None else {"form": self.form}
        return {**paths, **form, "edits": list(self.edits), "tracked": self.tracked}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What LibreOffice showed: paragraphs after the edits, and of the other files; changes found at first."""

    paragraphs: tuple[str, ...]
    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    redlines: tuple[tuple[str, str], ...] = field(default=())


@functools.cache
def find_bridge() -> str | None:
    """Return a Python that has LibreOffice's bridge."""
    for python in PYTHONS:
        if shutil.which(python) and _runs(python, "-c", "import uno"):
            return python
    return None


def _runs(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def edit_all(jobs: Sequence[Job], folder: Path) -> tuple[Done, ...]:
    """Do all jobs in one LibreOffice, whose profile is in `folder`; skip the test where there is none."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice isn't installed: apt install libreoffice-writer")
    python = find_bridge()
    if python is None:
        pytest.skip("LibreOffice's Python bridge isn't installed: apt install python3-uno")
    done = subprocess.run(
        [python, str(SCRIPT), str(folder / "profile"), f"forumpub-{uuid4().hex[:12]}"],
        input=json.dumps([job.as_json() for job in jobs]).encode(),
        capture_output=True,
        timeout=SESSION_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    results = json.loads(done.stdout)
    errors = [
        (job.target.name, told["error"]) for job, told in zip(jobs, results, strict=True) if "error" in told
    ]
    assert errors == []
    return tuple(
        Done(
            paragraphs=tuple(told["paragraphs"]),
            accepted=tuple(told.get("paragraphs_accepted", ())),
            rejected=tuple(told.get("paragraphs_rejected", ())),
            redlines=tuple((kind, author) for kind, author in told["redlines"]),
        )
        for told in results
    )
