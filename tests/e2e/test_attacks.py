"""Every attack, each in a process that the system ends when it takes too long or too much memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from e2e.command import ROOT

from attacks import ATTACKS, CHARACTERS, DOCUMENTS, ENCODINGS, FLOODS, STRUCTURES

_ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([os.fspath(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]),
}


@pytest.mark.parametrize(
    "group", [ENCODINGS, CHARACTERS, STRUCTURES, DOCUMENTS], ids=lambda group: next(iter(group))
)
def test_attacks_are_survived(tmp_path: Path, subtests: pytest.Subtests, group: Iterable[str]) -> None:
    _survive(tmp_path, subtests, [name for name in group if name not in FLOODS])


@pytest.mark.slow
def test_floods_are_survived(tmp_path: Path, subtests: pytest.Subtests) -> None:
    _survive(tmp_path, subtests, FLOODS)


def _survive(tmp_path: Path, subtests: pytest.Subtests, names: Iterable[str]) -> None:
    inside, out = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "attacks.py", out, *names],
        capture_output=True,
        cwd=inside,
        env=_ENVIRONMENT,
        check=False,
    )
    assert done.stderr == b""
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["attack"] for result in results] == list(names)
    for result in results:
        with subtests.test(attack=result["attack"]):
            _check(result, out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    assert not list(inside.iterdir())


def _check(found: dict[str, Any], out: Path) -> None:
    attack = ATTACKS[found["attack"]]
    assert found["status"] == 0, "ended by a limit on time or memory, or by a fault"
    assert found["lost"] == []
    if attack.refused is not None:
        assert attack.refused in found["refused"]
        assert len(found["refused"].splitlines()) == 1
        assert found["written"] == []
        return
    assert "refused" not in found
    assert set(attack.rules) <= set(found["rules"])
    at = 0
    for words in attack.words:
        at = found["text"].index(words, at)
    for path in found["written"]:
        assert Path(path).parent == out
        assert Path(path).name.partition(".")[0] in ("a", "outside")


def test_the_limits_end_what_goes_on_for_ever() -> None:
    code = "from limits import limit_process; limit_process(cpu_s=1, address_space_bytes=2**30)\n"
    for fault in ("while True: pass", "x = bytearray(2**31)"):
        run = [sys.executable, "-c", code + fault]
        assert subprocess.run(run, capture_output=True, env=_ENVIRONMENT, check=False).returncode != 0
