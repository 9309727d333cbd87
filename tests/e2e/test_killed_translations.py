"""A translation that is killed goes on where it stood; two at once don't hurt each other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

from forumpub.translate.cascade import translate_segments
from forumpub.translate.memory.store import open_memory
from forumpub.translate.segments import Segment
from forumpub.translate.terms.glossary import Glossary
from word_engine import WordEngine

TESTS = Path(__file__).parents[1]
COUNT = 40
CHILD = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from forumpub.translate.memory.store import open_memory
    from e2e.test_killed_translations import run
    from word_engine import WordEngine

    cascade = sys.modules["forumpub.translate.cascade"]
    cascade.BATCH_TEXTS = 10

    def change(text, _decoding):
        if "port25th" in text and sys.argv[2] == "hang":
            print("hanging", flush=True)
            time.sleep(600)
        return text

    with open_memory(Path(sys.argv[1])).value as memory:
        run(WordEngine(change=change), memory)
    print("done", flush=True)
    """
)
WORDS = {"the": "itu", "opened": "dibuka"}


def segments() -> tuple[Segment, ...]:
    texts = [f"The port{n}th opened." for n in range(COUNT)]
    return tuple(Segment(id=f"b{n}p1.1", part=f"b{n}p1", text=text) for n, text in enumerate(texts))


def run(engine: WordEngine, memory: object) -> list[str]:
    engine.words = WORDS
    outcome = translate_segments(
        segments(),
        source_lang="en",
        target_lang="id",
        engine=engine,
        glossary=Glossary(source_lang="en", target_lang="id"),
        memory=memory,  # type: ignore[arg-type]
    )
    return [one.target for one in outcome.value]


def start(path: Path, how: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), how],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )


def test_a_killed_run_loses_one_batch(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    with start(path, "hang") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "hanging\n"
        child.send_signal(signal.SIGKILL)
    engine = WordEngine()
    with open_memory(path).value as memory:
        found = run(engine, memory)
    assert found == [f"itu port{n}th dibuka." for n in range(COUNT)]
    assert engine.sent == COUNT - 20


def test_two_runs_at_once_share_a_memory(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    with start(path, "go") as one, start(path, "go") as other:
        assert one.communicate()[0] == "done\n"
        assert other.communicate()[0] == "done\n"
    engine = WordEngine()
    with open_memory(path).value as memory:
        assert len(run(engine, memory)) == COUNT
    assert not engine.calls
