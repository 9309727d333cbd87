"""The translation memory at a million units, fuzzy search at a hundred thousand, and exchange as TMX.

`python benchmarks/memory.py [UNITS] [FUZZY]` writes its table to docs/performance.md. The peers are SQLite
asked for key and translation alone, rapidfuzz over all texts, and translate-toolkit.
"""

from __future__ import annotations

import io
import itertools
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from forumpub.model import Origin
from forumpub.translate.memory import Memory, Query, Unit, open_memory
from forumpub.translate.memory.exchange import Notices
from forumpub.translate.memory.rows import text_key
from forumpub.translate.memory.tmx import read_tmx, write_tmx
from forumpub.translate.memory.unit import normal_form

from measure import machine, run_once, table, write_section

LANGS = {"source_lang": "en", "target_lang": "id"}
ASKED = 50_000
ONE_BY_ONE = 10_000
ROUNDS = 5
FUZZY_QUERIES = 200
TMX_UNITS = 100_000


def make_texts(count: int) -> list[str]:
    """Make sentences of 8 to 30 words, as unequally frequent as a language's (1/rank of 20,000 words)."""
    chance = random.Random(2021)  # noqa: S311
    words = ["".join(chance.choices("etaoinshrdlcumwfgypbvk", k=chance.randint(2, 9))) for _ in range(20_000)]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    return [
        " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(8, 30))).capitalize() + "."
        for _ in range(count)
    ]


def make_units(texts: Sequence[str], origin: Origin) -> Iterator[Unit]:
    recipe = "" if origin is Origin.IMPORT else "model/glossary/balanced"
    for number, text in enumerate(texts):
        yield Unit(
            source=text,
            target=text[::-1],
            origin=origin,
            recipe=recipe,
            before=texts[number - 1],
            after=texts[(number + 1) % len(texts)],
        )


def cpu_s(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def interleaved(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Do all works in turn, after one round of warm-up, and return the medians of their CPU seconds."""
    seen: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(ROUNDS):
        for name, work in works.items():
            seen[name].append(cpu_s(work))
    return {name: statistics.median(times) for name, times in seen.items()}


def measure_exact(folder: Path, count: int) -> list[tuple[str, ...]]:
    texts = make_texts(count)
    with open_memory(folder / "exact.sqlite").value as memory:
        stored = cpu_s(lambda: memory.remember(make_units(texts, Origin.ENGINE), **LANGS))
        size = memory.statistics().size_bytes / 2**20
        first = random.Random(1).randrange(count - ASKED) if count > ASKED else 0  # noqa: S311
        asked = [
            Query(source=text, before=texts[at - 1], after=texts[(at + 1) % count])
            for at, text in enumerate(texts[first : first + ASKED], first)
        ]
        random.Random(2).shuffle(asked)  # noqa: S311
        times = interleaved(exact_works(memory, asked))
    many, few = len(asked), min(ONE_BY_ONE, len(asked))
    rate = {name: f"{(few if 'one by one' in name else many) / spent:,.0f}" for name, spent in times.items()}
    return [
        (f"store {count:,} units", f"{count / stored:,.0f} a second", f"{size:,.0f} MiB on disk"),
        *((f"look up among {count:,}, {name}", f"{value} a second", "") for name, value in rate.items()),
    ]


def exact_works(memory: Memory, asked: Sequence[Query]) -> dict[str, Callable[[], object]]:
    connection = sqlite3.connect(memory.path)
    # As much as the memory's own connection keeps; without it a floor would lie above what stands on it.
    connection.execute("PRAGMA cache_size = -65536")
    keys = [text_key(query.source) for query in asked]
    plain = "SELECT key, target FROM unit WHERE pair = 1 AND key "
    some = f"{plain} IN ({','.join('?' * 500)})"
    recipe = "model/glossary/balanced"

    def ours() -> None:
        text_key.cache_clear()
        if not all(memory.look_up(asked, recipe=recipe, **LANGS)):
            raise RuntimeError("a unit is missing")

    def ours_singly() -> None:
        text_key.cache_clear()
        for query in asked[:ONE_BY_ONE]:
            memory.look_up([query], recipe=recipe, **LANGS)

    def sql() -> None:
        for start in range(0, len(keys) - len(keys) % 500, 500):
            connection.execute(some, keys[start : start + 500]).fetchall()

    def sql_singly() -> None:
        for key in keys[:ONE_BY_ONE]:
            connection.execute(f"{plain} = ?", (key,)).fetchone()

    return {
        "texts in, units out": ours,
        "texts in, units out, one by one": ours_singly,
        "the query alone (SQLite, 500 keys)": sql,
        "the query alone, one by one (SQLite)": sql_singly,
    }


def measure_fuzzy(folder: Path, count: int) -> list[tuple[str, ...]]:
    texts = make_texts(count)
    plain = [normal_form(text) for text in texts]
    chance = random.Random(3)  # noqa: S311
    asked = [edit(text, chance) for text in chance.sample(texts, FUZZY_QUERIES)]
    with open_memory(folder / "fuzzy.sqlite").value as memory:
        memory.remember(make_units(texts, Origin.IMPORT), **LANGS)
        indexed = cpu_s(lambda: memory.suggest(texts[0], **LANGS))
        memory.suggest(texts[0], **LANGS)
        found: list[str | None] = []
        scanned: list[str | None] = []
        ours, scan = [], []
        for text in asked:
            ours.append(cpu_s(lambda text=text: found.append(best_of_ours(memory, text))))
            scan.append(cpu_s(lambda text=text: scanned.append(best_of_all(plain, text))))
    same = sum(one == other for one, other in zip(found, scanned, strict=True))
    return [
        (f"fuzzy, index {count:,} texts once", f"{indexed:.1f} s", ""),
        (
            f"fuzzy, a text among {count:,}",
            f"{statistics.mean(ours) * 1000:.2f} ms",
            f"the same best as a scan of all: {same} of {len(asked)}",
        ),
        (f"rapidfuzz over all {count:,}", f"{statistics.mean(scan) * 1000:.1f} ms", ""),
    ]


def edit(text: str, chance: random.Random) -> str:
    """Change one to three words, as a later report does."""
    words = text.split()
    for _ in range(chance.randint(1, 3)):
        words[chance.randrange(len(words))] = chance.choice(["changed", "2022", "Jakarta"])
    return " ".join(words)


def best_of_ours(memory: Memory, text: str) -> str | None:
    suggestions = memory.suggest(text, most=1, **LANGS)
    return normal_form(suggestions[0].unit.source) if suggestions else None


def best_of_all(texts: Sequence[str], text: str) -> str | None:
    best = process.extractOne(normal_form(text), texts, scorer=fuzz.ratio, score_cutoff=75)
    return best[0] if best else None


def measure_exchange(folder: Path) -> list[tuple[str, ...]]:
    """Write and read TMX in processes of their own: what counts is memory."""
    found = []
    for side, name in (("ours", "forumpub"), ("toolkit", "translate-toolkit")):
        path = folder / f"{side}.tmx"
        for verb in ("write", "read"):
            used = run_once([sys.executable, __file__, verb, side, str(path)])
            found.append(
                (f"TMX, {verb} {TMX_UNITS:,}, {name}", f"{used.cpu_s:.1f} s", f"peak {used.peak_mib:.0f} MiB")
            )
    return found


def exchange(verb: str, side: str, path: Path) -> None:
    """Do one piece of the exchange."""
    match verb, side:
        case "write", "ours":
            from forumpub.translate.memory import Entry

            units = (Unit(source=f"Sentence {n} of a report.", target=f"Kalimat {n}.", origin=Origin.HUMAN)
                     for n in range(TMX_UNITS))  # fmt: skip
            with path.open("wb") as file:
                file.writelines(write_tmx((Entry(unit=unit, **LANGS) for unit in units), Notices("x")))
        case "read", "ours":
            with path.open("rb") as file:
                if sum(1 for _ in read_tmx(file, "x", Notices("x"))) != TMX_UNITS:
                    raise RuntimeError("a unit is missing")
        case "write", _:
            store = toolkit().tmxfile()
            for number in range(TMX_UNITS):
                store.addtranslation(f"Sentence {number} of a report.", "en", f"Kalimat {number}.", "id")
            out = io.BytesIO()
            store.serialize(out)
            path.write_bytes(out.getvalue())
        case _:
            if len(toolkit().tmxfile.parsestring(path.read_bytes()).units) != TMX_UNITS:
                raise RuntimeError("a unit is missing")


def toolkit() -> Any:
    """Return translate-toolkit's TMX module, whose package is called like a benchmark beside this one."""
    sys.path[:] = [folder for folder in sys.path if Path(folder).resolve() != Path(__file__).parent]
    from translate.storage import tmx

    return tmx


def main(units: int = 1_000_000, fuzzy: int = 100_000) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # First: a process's peak memory begins at that of the process that started it.
        exchanged = measure_exchange(folder)
        compared = measure_fuzzy(folder, fuzzy)
        rows = [*measure_exact(folder, units), *compared, *exchanged]
    body = table(("translation memory", "CPU", ""), rows)
    command = f"`python benchmarks/memory.py {units} {fuzzy}`"
    write_section("memory", f"{body}\n\n{machine()}. {command}")
    print(body)


if __name__ == "__main__":
    if sys.argv[1:2] in (["write"], ["read"]):
        exchange(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:]))
