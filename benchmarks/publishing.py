"""Publishing the seed, cold and warm, against a minimal hand-written script; and the cost of `--help`.

`python benchmarks/publishing.py` writes its table into docs/performance.md.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import ROOT, Summary, interleave, machine, table, write_section

HERE = Path(__file__).parent
SEED = ROOT / "seeds" / "000_5a4b88556f8a4d86.txt"
KINDS = ("docx", "pdf", "docx,pdf")
PYTHON = sys.executable


def cold_commands(folder: str) -> dict[str, list[str]]:
    """Return our and the peer's command for every kind of output, and the two of `--help`."""
    commands: dict[str, list[str]] = {}
    for kinds in KINDS:
        out = str(Path(folder) / kinds.replace(",", "-"))
        Path(out).mkdir()
        commands[f"ours {kinds}"] = [
            PYTHON, "-m", "forumpub", "publish", str(SEED), "--to", kinds, "--out", out, "--quiet",
        ]  # fmt: skip
        commands[f"peer {kinds}"] = [PYTHON, str(HERE / "peer_minimal.py"), str(SEED), out, kinds]
    commands["ours --help"] = [PYTHON, "-m", "forumpub", "--help"]
    commands["peer --help"] = [PYTHON, "-c", "import click"]
    return commands


def warm_medians(kinds: str, *, rounds: int, repeat: int) -> tuple[float, float]:
    """Return the median CPU seconds of one warm publication, ours and the peer's, interleaved."""
    seen: dict[str, list[float]] = {"ours": [], "peer": []}
    for _ in range(rounds):
        for side, values in seen.items():
            command = [PYTHON, str(HERE / "warm.py"), side, str(SEED), kinds, str(repeat)]
            printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            values += [float(line) for line in printed.split()]
    return statistics.median(seen["ours"]), statistics.median(seen["peer"])


def cold_row(results: dict[str, Summary], what: str) -> list[str]:
    """Return one row of the table."""
    ours, peer = results[f"ours {what}"], results[f"peer {what}"]
    return [
        f"cold, {what}", f"{ours.cpu_s * 1000:.0f} ms", f"{peer.cpu_s * 1000:.0f} ms",
        f"{ours.cpu_s / peer.cpu_s:.2f}", f"{ours.peak_mib:.0f} / {peer.peak_mib:.0f} MiB",
    ]  # fmt: skip


def main() -> None:
    """Measure and report."""
    with tempfile.TemporaryDirectory() as folder:
        cold = interleave(cold_commands(folder), rounds=11)
    rows = [cold_row(cold, kinds) for kinds in (*KINDS, "--help")]
    for kinds in KINDS:
        ours, peer = warm_medians(kinds, rounds=3, repeat=15)
        rows.append(
            [f"warm, {kinds}", f"{ours * 1000:.1f} ms", f"{peer * 1000:.1f} ms", f"{ours / peer:.2f}", ""]
        )
    header = ["seed, CPU median", "forumpub", "minimal script", "ratio", "peak memory"]
    body = f"{table(header, rows)}\n\n{machine()}. `python benchmarks/publishing.py`"
    write_section("publish", body)
    print(body)


if __name__ == "__main__":
    main()
