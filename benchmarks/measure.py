"""CPU time and memory of whole processes, in interleaved runs, and the table that reports them.

These figures are ratios against a peer that ran in the same minute on the same machine; absolute times on a
shared machine mean little. CPU time is user + system time of the finished process, as the kernel accounts it.
"""

from __future__ import annotations

import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "performance.md"
TEXTS = str(ROOT.parent / "shared" / "eval" / "ntrex")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one finished process used: seconds of CPU and of wall time, peak memory in MiB."""

    cpu_s: float
    wall_s: float
    peak_mib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Medians over the runs of one command."""

    cpu_s: float
    wall_s: float
    peak_mib: float
    runs: int


def find_texts(folder: str) -> Path | None:
    """Return a folder of `LANG.txt` files, a sentence a line; None, and a word on it, where there is none."""
    texts = Path(folder)
    if texts.is_dir():
        return texts
    print(f"no texts at {texts}: give a folder of LANG.txt files, a sentence a line")
    return None


def user_environment() -> dict[str, str]:
    """Return the variables a user has: byte code is kept, as after any installation."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run_once(
    command: Sequence[str], *, env: Mapping[str, str] | None = None, allowed: Sequence[int] = (0,)
) -> Usage:
    """Run a command to its end and return what it used.

    Raises:
        RuntimeError: the command failed: its exit status isn't among the `allowed` ones.
    """
    started = time.perf_counter()
    env = user_environment() if env is None else env
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)
    stderr = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stderr:
        process.stderr.close()
    if process.returncode not in allowed:
        raise RuntimeError(f"{command[0]} failed: {stderr.decode(errors='replace')[-2000:]}")
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Usage(cpu_s=usage.ru_utime + usage.ru_stime, wall_s=time.perf_counter() - started, peak_mib=peak)


def interleave(commands: Mapping[str, Sequence[str]], *, rounds: int) -> dict[str, Summary]:
    """Run all commands in turn, A B C A B C …, after one round of warm-up, and return their medians."""
    seen: dict[str, list[Usage]] = {name: [] for name in commands}
    for command in commands.values():
        run_once(command)
    for _ in range(rounds):
        for name, command in commands.items():
            seen[name].append(run_once(command))
    return {
        name: Summary(
            cpu_s=statistics.median(u.cpu_s for u in usages),
            wall_s=statistics.median(u.wall_s for u in usages),
            peak_mib=statistics.median(u.peak_mib for u in usages),
            runs=rounds,
        )
        for name, usages in seen.items()
    }


def machine() -> str:
    """Describe the machine in a few words."""
    python = f"Python {platform.python_version()}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {python}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def write_section(name: str, body: str, *, report: Path = REPORT) -> None:
    """Replace the part of a report, `docs/performance.md` as a rule, between this benchmark's marks."""
    text = report.read_text(encoding="utf-8")
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(text):
        text += f"\n{start}\n{end}\n"
    replacement = f"{start}\n{body.strip()}\n{end}"
    report.write_text(pattern.sub(lambda _: replacement, text), encoding="utf-8")
