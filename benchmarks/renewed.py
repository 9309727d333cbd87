"""All editions of an article, made anew, and again after an editor changed one sentence of 250.

`python benchmarks/renewed.py [ROUNDS]` writes its table to docs/performance.md. Whole processes of the
program, each round with a memory of its own: `translate` into three languages, `revise` of the edited DOCX
without editions, and `revise` with them. The model into Indonesian has the size of transformer-base (made at
the first run, see base_model.py), the other two are tiny. Sentences are counted as new rows of the memory.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from translate import make_articles, prepare

from measure import ROOT, Usage, machine, run_once, table, user_environment, write_section

sys.path.insert(0, str(ROOT / "tests"))
from editors import edit, track
from forumpub.translate.models.store import ModelStore

LANGS = ("id", "th", "zh-Hans")
ARTICLES = 10
SENTENCES = 250
# 1: the tiny models get a number wrong, and the checks say so.
ALLOWED = (0, 1)


def count_rows(memory: Path) -> int:
    """Return how many translations a memory holds."""
    with closing(sqlite3.connect(memory)) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM unit").fetchone()
    return int(rows)


def write_transcript(folder: Path) -> None:
    """Write an article of 250 sentences that no model was trained on."""
    paragraphs = [text for article in make_articles(ARTICLES) for text in article]
    (folder / "news.txt").write_text("\n\n".join(("[Explanation]", *paragraphs)), "utf-8")


def run_round(folder: Path, env: Mapping[str, str]) -> tuple[dict[str, Usage], dict[str, int]]:
    """Publish, translate, change a word and revise.

    Returns:
        what each command took, and how many sentences and names it translated.
    """
    memory = folder / "memory.sqlite"
    memory.unlink(missing_ok=True)
    program = [sys.executable, "-m", "forumpub"]
    out = ["--out", str(folder / "out")]
    env = {**env, "FORUMPUB_MEMORY": str(memory)}
    run_once([*program, "publish", str(folder / "news.txt"), "--to", "docx", *out], env=env)
    used: dict[str, Usage] = {}
    rows: dict[str, int] = {}
    used["all"] = run_once(
        [*program, "translate", str(folder / "news.txt"), "--to", ",".join(LANGS), *out],
        env=env,
        allowed=ALLOWED,
    )
    rows["all"] = count_rows(memory)
    data = (folder / "out" / "news.docx").read_bytes()
    # The first full stop followed by a blank ends the first sentence of the article's first paragraph.
    first = (folder / "news.txt").read_text("utf-8").split("\n\n")[1].partition(". ")[0].split()[-1]
    copy = folder / "copy.docx"
    copy.write_bytes(edit(data, track(f"{first}. ", f"{first} today. ")))
    for name, langs in (("revision", "none"), ("again", ",".join(LANGS))):
        before = count_rows(memory)
        target = ["--out", str(folder / name)]
        used[name] = run_once(
            [*program, "revise", str(copy), "--translate", langs, *target], env=env, allowed=ALLOWED
        )
        rows[name] = count_rows(memory) - before
    return used, rows


def main(rounds: str = "3") -> None:
    """Measure and report."""
    models, _, _ = prepare("base")
    store = ModelStore(models)
    for pair in ("en_th", "en_zh"):
        store.import_package(ROOT / "tests" / "models" / f"translate-{pair}-tiny.argosmodel")
    env = {**user_environment(), "FORUMPUB_DATA": str(models.parent)}
    seen: list[tuple[dict[str, Usage], dict[str, int]]] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_transcript(folder)
        for number in range(int(rounds)):
            seen.append(run_round(folder, env))
            sys.stderr.write(f"round {number + 1}: {seen[-1][0]['again'].wall_s:.1f} s\n")
    titles = {
        "all": f"`translate` of {SENTENCES} sentences into {len(LANGS)} languages, DOCX and PDF",
        "revision": "`revise` of the DOCX with one sentence changed, no editions",
        "again": f"the same, with the {len(LANGS)} editions",
    }
    rows = []
    for key, title in titles.items():
        cpu_s, wall_s = (
            statistics.median(getattr(used[key], field) for used, _ in seen) for field in ("cpu_s", "wall_s")
        )
        rows.append([title, str(seen[-1][1][key]), f"{cpu_s:.1f} s", f"{wall_s:.1f} s"])
    columns = ["command", "sentences and names translated", "CPU", "wall"]
    write_section(
        "renewed",
        "## Editions after a revision\n\n"
        + table(columns, rows)
        + f"\n\n{rounds} rounds, medians; {machine()}. `python benchmarks/renewed.py {rounds}`",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
