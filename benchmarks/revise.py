"""Reading an editor's copy of a thousand paragraphs, aligning it, and writing proposals into it.

    python benchmarks/revise.py [--peers PYTHON]

CPU time after import, the median of interleaved rounds. The copy has tracked changes in every fourth
paragraph. Peers do the part of the job that is theirs, in the interpreter that `--peers` names (with
docx-revisions, python-redlines[docxodus] and pypandoc-binary installed); a missing one is said so. Pandoc and
Docxodus work in processes of their own, whose time counts too.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from measure import machine, table, write_section

PARAGRAPHS = 1000
REDLINED = 100
ROUNDS = 7
DATE = "2021-07-17T10:00:00Z"
WORDS = (
    *("forum", "ministers", "trade", "services", "region", "partners", "agreed", "digital", "economy"),
    *("growth", "report", "officials", "market", "countries", "plan", "cooperation", "exhibition"),
    *("visitors", "railway", "port", "energy", "green", "supply", "chain", "regional", "talks"),
)

# What a peer is asked, as a program of its own interpreter: prints the CPU seconds of each round.
PEERS: Mapping[str, tuple[str, str]] = {
    "docx-revisions 0.1.5": (
        "list tracked changes and the accepted text",
        "from docx_revisions import RevisionDocument\n"
        "def job():\n"
        "    document = RevisionDocument(copy)\n"
        "    return [paragraph.accepted_text for paragraph in document.paragraphs]\n",
    ),
    "pandoc (pypandoc-binary)": (
        "read with all tracked changes, as JSON",
        "import pypandoc\n"
        "def job():\n"
        "    return pypandoc.convert_file(copy, 'json', extra_args=['--track-changes=all'])\n",
    ),
    "python-redlines 2.0 (Docxodus)": (
        "compare two files and write the redline",
        "from python_redlines import DocxodusEngine\n"
        "engine = DocxodusEngine()\n"
        "old, new = open(base, 'rb').read(), open(edited, 'rb').read()\n"
        "def job():\n"
        "    return engine.run_redline('bench', old, new)\n",
    ),
}
_FRAME = """
import resource, sys, time
base, copy, edited = sys.argv[1:4]
{program}
def used():
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, kinds))
job()
before = used()
job()
print(used() - before)
"""


def make_transcript() -> str:
    chance = random.Random(1)  # noqa: S311
    lines = ["---", "headline: A thousand paragraphs", "---", "", "[Explanation]"]
    for number in range(PARAGRAPHS):
        words = [chance.choice(WORDS) for _ in range(chance.randint(12, 40))]
        lines += [f"Paragraph {number} says that {' '.join(words)}.", ""]
    return "\n".join(lines)


def publish(text: str) -> bytes:
    from forumpub.env import FixedEnvironment
    from forumpub.given import ReadingOptions
    from forumpub.inputs import Input
    from forumpub.pipeline import PublishOptions, read_input, render_reading

    env = FixedEnvironment()
    reading = read_input(Input(name="bench.txt", stem="bench", data=text.encode()), ReadingOptions(), env)
    return render_reading(reading.value, (), PublishOptions(to=("docx",), style="wire"), env).value[".docx"]


def with_body(data: bytes, change: Callable[[str], str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == "word/document.xml" else content)
    return target.getvalue()


def track_edits(body: str) -> str:
    """Replace a word of every fourth paragraph as Word tracks it."""

    def edit(match: re.Match[str]) -> str:
        number = int(match["number"])
        if number % 4:
            return match[0]
        author = f'w:author="Desk" w:date="{DATE}"'
        run = "<w:r>{}</w:r>".format
        return (
            f'<w:del w:id="{50_000 + number}" {author}>{run("<w:delText>Paragraph</w:delText>")}</w:del>'
            f'<w:ins w:id="{70_000 + number}" {author}>{run("<w:t>Passage</w:t>")}</w:ins>'
            + run(f'<w:t xml:space="preserve"> {number} says{match["rest"]}</w:t>')
        )

    return re.sub(r"<w:r><w:t>Paragraph (?P<number>\d+) says(?P<rest>[^<]*)</w:t></w:r>", edit, body)


def cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measure(jobs: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median CPU seconds of each job, run in turn."""
    seen: dict[str, list[float]] = {name: [] for name in jobs}
    for round_ in range(ROUNDS + 1):
        for name, job in jobs.items():
            before = cpu_s()
            job()
            if round_:
                seen[name].append(cpu_s() - before)
    return {name: statistics.median(values) for name, values in seen.items()}


def own_figures(base: bytes, copy: bytes) -> dict[str, float]:
    from forumpub.review.alignment import align
    from forumpub.review.applying import Copy, apply_changes
    from forumpub.review.changes import list_changes
    from forumpub.review.reading import read_docx
    from forumpub.review.redline import Proposal, Where, write_redline
    from forumpub.review.views import view
    from forumpub.schema import load_article

    def read_and_align(data: bytes) -> Copy:
        document = read_docx(data, "copy.docx").value
        texts = document.identity.base
        if texts is None:
            raise SystemExit("the copy has lost its base")
        paragraphs = view(document)
        alignment = align(texts, paragraphs)
        changes = list_changes(texts, paragraphs, alignment)
        return Copy(base=texts, paragraphs=paragraphs, alignment=alignment, changes=changes)

    document = read_docx(copy, "copy.docx").value
    article = load_article(document.identity.article_json or "").value
    laid = read_and_align(copy)
    proposals = []
    for paragraph in laid.paragraphs:
        if len(proposals) < REDLINED and "says that" in paragraph.text and "Passage" not in paragraph.text:
            source = document.paragraphs[paragraph.sources[0]]
            where = (Where(part=source.part, number=source.number),)
            after = paragraph.raw.replace("says that", "reports how")
            proposals.append(Proposal(where=where, before=paragraph.raw, after=after))
    if len(proposals) != REDLINED:
        raise SystemExit("not enough paragraphs to redline")
    return measure(
        {
            "read, view, align, list changes": lambda: read_and_align(copy),
            "the same, nothing edited": lambda: read_and_align(base),
            "apply to the article": lambda: apply_changes(article, laid, date=DATE),
            f"redline {REDLINED} paragraphs": lambda: write_redline(copy, "copy.docx", proposals, date=DATE),
        }
    )


def peer_figure(python: str, program: str, files: list[Path]) -> float | None:
    found = []
    for _ in range(3):
        command = [python, "-c", _FRAME.format(program=program), *map(str, files)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            print(done.stderr.decode(errors="replace")[-300:], file=sys.stderr)
            return None
        found.append(float(done.stdout))
    return statistics.median(found)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has the peers")
    options = parser.parse_args()
    base = publish(make_transcript())
    copy = with_body(base, track_edits)
    edited = with_body(base, lambda body: re.sub(r"Paragraph (\d+0) says", r"Passage \1 says", body))
    own = own_figures(base, copy)
    rows = [["forumpub", what, f"{seconds:.2f}"] for what, seconds in own.items()]
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{name}.docx" for name in ("base", "copy", "edited")]
        for path, data in zip(files, (base, copy, edited), strict=True):
            path.write_bytes(data)
        for name, (what, program) in PEERS.items():
            seconds = peer_figure(options.peers, program, files) if options.peers else None
            rows.append([name, what, "not installed here" if seconds is None else f"{seconds:.2f}"])
    body = (
        f"`python benchmarks/revise.py --peers PYTHON`, {time.strftime('%Y-%m-%d')}, {machine()}: "
        f"{PARAGRAPHS:,} paragraphs, CPU seconds after import, median.\n\n"
        + table(["program", "what it does", "CPU s"], rows)
    )
    write_section("revise", f"## Editors' copies\n\n{body}")
    print(json.dumps(own, indent=2))
    print(body)


if __name__ == "__main__":
    main()
