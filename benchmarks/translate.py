"""Our translation against stock argostranslate: the same package, the same articles, in turns.

`python benchmarks/translate.py [ARTICLES] [ROUNDS] [base|tiny]` writes its table to docs/performance.md.
The base-shaped package is made under build/ at the first run (see base_model.py). With 20 articles a round
takes 13 minutes on two cores, most of them the peer's. After the first round it is asked for a quarter of the
articles, for its speed doesn't depend on how many there are: such a round takes 4 minutes.
"""

from __future__ import annotations

import itertools
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from base_model import make_package

from measure import ROOT, machine, table, user_environment, write_section

sys.path.insert(0, str(ROOT / "tools" / "models"))
import grammar

from forumpub.translate.models.store import ModelStore

FOLDER = ROOT / "build" / "benchmarks" / "translate"
TINY = ROOT / "tests" / "models" / "translate-en_id-tiny.argosmodel"
SENTENCES = 25
# What argostranslate can be told by variables; a beam of its own choosing is 4.
STOCK: Mapping[str, Mapping[str, str]] = {
    "argostranslate, as it is": {},
    "argostranslate, best settings, beam 4": {"ARGOS_INTRA_THREADS": "1", "ARGOS_BATCH_SIZE": "2048"},
    "argostranslate, best settings, beam 1": {
        "ARGOS_INTRA_THREADS": "1",
        "ARGOS_BATCH_SIZE": "2048",
        "ARGOS_BEAM_SIZE": "1",
    },
}
# What nothing on top of the library can beat: one call for all, in batches of its own making. Of 512 to 4,096
# tokens these were the fastest, memory apart.
LIBRARY = {
    "CTranslate2 alone, beam 4": "library-4-4096",
    "CTranslate2 alone, beam 2": "library-2-4096",
}
DEFAULT = "forumpub, balanced (the default)"
OURS = {
    "engine alone, beam 4": "beam-4",
    "engine alone, beam 2": "beam-2",
    "engine alone, beam 1": "beam-1",
    "forumpub, best": "best",
    DEFAULT: "balanced",
    "forumpub, fast": "fast",
}
WAYS = LIBRARY | OURS
BASIS = next(iter(STOCK))
# One changed sentence takes less than half a second: once says little.
CHANGES = 7
Result = dict[str, Any]


def make_articles(count: int) -> list[list[str]]:
    """Make articles of 25 sentences of 11 to 18 words, in paragraphs, that no model was trained on."""
    articles = (grammar.draw_article(1000 + number, count=SENTENCES) for number in range(count))
    return [[" ".join(sentence["en"] for sentence in text) for text in article] for article in articles]


def prepare(size: str) -> tuple[Path, Path, dict[str, str]]:
    """Install the package in our store and in argostranslate's folder; return both and the variables."""
    home = FOLDER / size
    package = home / TINY.name.replace("tiny", size)
    if not package.exists():
        home.mkdir(parents=True, exist_ok=True)
        if size == "tiny":
            package.write_bytes(TINY.read_bytes())
        else:
            pairs = ((sentence["en"], sentence["id"]) for sentence in grammar.sentences(99))
            make_package(TINY, package, pairs)
    ModelStore(home / "models").import_package(package)
    theirs = {name: str(home / "argos") for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    theirs |= {"ARGOS_PACKAGES_DIR": str(home / "argos" / "packages"), "ORT_DISABLE_TELEMETRY": "1"}
    if not (home / "argos" / "packages").exists():
        command = f"from argostranslate import package; package.install_from_path({str(package)!r})"
        subprocess.run([sys.executable, "-c", command], check=True, env=user_environment() | theirs)
    return home / "models", home, theirs


def run(way: str, models: Path, texts: Path, result: Path, variables: Mapping[str, str]) -> Result:
    """Run one way in a process of its own."""
    command = [sys.executable, str(Path(__file__).with_name("translate_one.py"))]
    command += [way, str(models), str(texts), str(result)]
    subprocess.run(command, check=True, env=user_environment() | dict(variables))
    found: Result = json.loads(result.read_text("utf-8"))
    return found


def run_all(models: Path, home: Path, variables: Mapping[str, str], rounds: int) -> dict[str, list[Result]]:
    """Run every way in turn, round after round; a memory is begun anew each time."""
    results: dict[str, list[Result]] = {name: [] for name in (*STOCK, *WAYS)}
    for number, name in itertools.product(range(rounds), results):
        file = home / f"result-{number}.json"
        file.with_suffix(".memory").unlink(missing_ok=True)
        more = STOCK.get(name, {})
        way = "stock" if name in STOCK else WAYS[name]
        texts = home / ("some-texts.json" if name in STOCK and number else "texts.json")
        results[name].append(run(way, models, texts, file, {**variables, **more}))
        sys.stderr.write(f"{name}: {results[name][-1]['wall_s']:.1f} s\n")
    return results


def run_again(models: Path, home: Path, articles: list[list[str]]) -> tuple[Result, list[Result]]:
    """Translate with a memory, and several times more, with what it holds then, after a sentence changed."""
    file, texts = home / "again.json", home / "again-texts.json"
    memory = file.with_suffix(".memory")
    for stale in home.glob("again.memory*"):
        stale.unlink()
    texts.write_text(json.dumps(articles), encoding="utf-8")
    first = run("balanced", models, texts, file, {})
    remembered = memory.read_bytes()
    changed = [list(article) for article in articles]
    first_sentence, _, rest = changed[0][0].partition(". ")
    changed[0][0] = f"{first_sentence} today. {rest}"
    texts.write_text(json.dumps(changed), encoding="utf-8")
    later = []
    for _ in range(CHANGES):
        memory.write_bytes(remembered)
        later.append(run("balanced", models, texts, file, {}))
    return first, later


def same_texts(one: Result, other: Result) -> str:
    """Say how many paragraphs of two results are equal."""
    pairs = [
        pair
        for articles in zip(one["texts"], other["texts"], strict=True)
        for pair in zip(*articles, strict=True)
    ]
    return f"{sum(a == b for a, b in pairs)} of {len(pairs)}"


def rate(found: Sequence[Result], seconds: str) -> float:
    """Return sentences a second of wall or CPU time: the median of all rounds."""
    rates: list[float] = [SENTENCES * len(r["texts"]) / r[seconds] for r in found]
    return statistics.median(rates)


def report(
    results: Mapping[str, list[Result]], again: tuple[Result, list[Result]], count: int, note: str
) -> None:
    """Write the table."""
    basis = {key: rate(results[BASIS], key) for key in ("cpu_s", "wall_s")}
    rows = []
    for name, found in results.items():
        by_wall, by_cpu = rate(found, "wall_s"), rate(found, "cpu_s")
        load_s = statistics.median(r["load_cpu_s"] for r in found)
        peak_mib = max(r["peak_mib"] for r in found)
        rows.append(
            [
                name,
                f"{by_wall:.1f}",
                f"{by_wall / basis['wall_s']:.1f}",
                f"{by_cpu:.1f}",
                f"{by_cpu / basis['cpu_s']:.1f}",
                f"{load_s:.1f} s",
                f"{peak_mib:.0f} MiB",
                same_texts(found[0], results[BASIS][0]),
                f"{found[0]['doubtful']}" if "doubtful" in found[0] else "",
            ]
        )
    header = [
        "",
        "sentences a second",
        "×",
        "a CPU second",
        "×",
        "loading, CPU",
        "peak",
        "paragraphs as stock",
    ]
    first, later = again
    # All of these began with an empty memory.
    begun = [first, *results[DEFAULT]]
    wall_s, cpu_s, first_wall_s, first_cpu_s = (
        statistics.median(r[key] for r in found) for found in (later, begun) for key in ("wall_s", "cpu_s")
    )
    lines = [
        table([*header, "flagged"], rows),
        "",
        f"Again with one sentence of {count} changed, by the memory: {first_wall_s:.1f} s and then "
        f"{wall_s:.2f} s (medians of {len(begun)} and {CHANGES}), {first_wall_s / wall_s:.0f} times faster "
        f"({first_cpu_s / cpu_s:.0f} in CPU time).",
        "",
        f"{note}; {machine()}, {os.cpu_count()} processors, load {os.getloadavg()[1]:.1f}. "
        f"`python benchmarks/translate.py {' '.join(sys.argv[1:])}`".rstrip(),
    ]
    write_section("translating", "\n".join(lines))


def main(articles: str = "20", rounds: str = "3", size: str = "base") -> None:
    """Measure and report."""
    models, home, variables = prepare(size)
    texts = make_articles(int(articles))
    (home / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    some = texts[: -(-len(texts) // 4)]
    (home / "some-texts.json").write_text(json.dumps(some), encoding="utf-8")
    results = run_all(models, home, variables, int(rounds))
    again = run_again(models, home, texts)
    report(results, again, int(articles) * SENTENCES, f"{rounds} interleaved rounds, medians; {size} model")


if __name__ == "__main__":
    main(*sys.argv[1:])
