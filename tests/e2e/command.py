"""Running the program in a test: in this process for speed, or as a process of its own for truth."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from click.testing import CliRunner, Result

from forumpub.cli import program

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_5a4b88556f8a4d86.txt"


def invoke(*args: str | Path, data: bytes | None = None) -> Result:
    """Run a command in this process; what it raises beside its exit fails the test."""
    arguments = [os.fspath(arg) for arg in args]
    return CliRunner().invoke(program, arguments, input=data, catch_exceptions=False)


def run(
    *args: str | Path | bytes,
    data: bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
    timeout_s: float = 60,
) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own."""
    return subprocess.run(
        [sys.executable, *options, "-m", "forumpub", *args],
        input=data,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        timeout=timeout_s,
        check=False,
    )
