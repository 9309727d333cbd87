"""The checks on translations, weighed on professional translations of news: `python benchmarks/checks.py`.

Human translations must pass, and faults planted in them must not. Needs a folder with `en.txt` and
`LANGUAGE.txt`, a sentence a line (NTREX-128; the first argument, default `../shared/eval/ntrex`), and writes
its tables into docs/checks.md; without the folder it says so. The checks were calibrated on the first line of
every two; the second ones are held out.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planted_faults import FAULTS, Case, Fault, Sentence, alter_unlisted_name

from forumpub.diagnostics import Severity
from forumpub.rules.translation import DETAIL_LEFT_OUT, TRUNCATED
from forumpub.translate.checks import Pair, check_pair
from forumpub.translate.checks.completeness import measure_margin
from forumpub.translate.findings import Finding

from measure import ROOT, table, write_section

REPORT = ROOT / "docs" / "checks.md"
LANGUAGES = ("id", "ms", "tl", "vi", "pt", "th", "lo", "km", "my", "ta", "zh")
SEED = 20210716
WANTED = 0.98
# By how many spreads the limits of length are moved in the curve.
SHIFTS = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0)
CURVES = ("vi", "th", "lo", "km", "my", "ta", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A sentence, sound or faulty, with what was found and how far it is from counting as cut off."""

    held_out: bool
    findings: tuple[Finding, ...]
    margin: float

    @property
    def is_error(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def is_error_at(self, shift: float) -> bool:
        """Tell whether there is an error when the limits of length are moved."""
        others = any(f.severity is Severity.ERROR and f.rule is not TRUNCATED for f in self.findings)
        return others or self.margin < shift

    @property
    def is_error_or_left_out(self) -> bool:
        return self.is_error or any(finding.rule is DETAIL_LEFT_OUT for finding in self.findings)


def make_pair(sentence: Sentence, case: Case) -> Pair:
    """Make what the checks see of one translation."""
    return Pair(
        source=sentence.source,
        target=case.target,
        source_lang="en",
        target_lang=sentence.lang,
        keep=case.keep,
    )


def weigh(sentence: Sentence, case: Case) -> Weighed:
    """Check one translation."""
    pair = make_pair(sentence, case)
    margin = measure_margin(pair) if case.target.strip() else 0.0
    return Weighed(held_out=sentence.held_out, findings=check_pair(pair), margin=margin)


def weigh_humans(sentences: Sequence[Sentence]) -> tuple[list[Weighed], list[Sentence], float]:
    """Check what people wrote; return also what passes without a finding, and milliseconds a sentence."""
    pairs = [make_pair(sentence, Case(sentence.target)) for sentence in sentences]
    started = time.process_time()
    for pair in pairs:
        check_pair(pair)
    spent_ms = (time.process_time() - started) * 1000 / len(pairs)
    weighed = [weigh(sentence, Case(sentence.target)) for sentence in sentences]
    clean = [sentence for sentence, one in zip(sentences, weighed, strict=True) if not one.findings]
    return weighed, clean, spent_ms


def weigh_fault(fault: Fault, sentences: Sequence[Sentence]) -> list[Weighed]:
    """Plant a fault wherever it can be."""
    chance = random.Random(SEED)  # noqa: S311
    planted = [(s, case) for s in sentences if (case := fault(s, chance)) is not None]
    return [weigh(sentence, case) for sentence, case in planted]


def share(weighed: Sequence[Weighed], is_one: Callable[[Weighed], bool]) -> float:
    """Return the share of what is one."""
    return sum(map(is_one, weighed)) / max(len(weighed), 1)


def show_fault(weighed: Sequence[Weighed]) -> str:
    """Show the share found as an error: in all, in the held-out lines; with warnings where it is too low."""
    found = share(weighed, lambda one: one.is_error)
    held_out = share([one for one in weighed if one.held_out], lambda one: one.is_error)
    shown = f"{found:.1%} ({held_out:.1%}) of {len(weighed):,}"
    if found >= WANTED:
        return shown
    return f"{shown}; with warnings {share(weighed, lambda one: bool(one.findings)):.1%}"


def show_humans(weighed: Sequence[Weighed], spent_ms: float) -> list[str]:
    """Show how many segments have an error in all and in the held-out lines, and how many a warning."""
    halves = (weighed, [one for one in weighed if one.held_out])
    rows = [
        f"{sum(one.is_error for one in some)} ({share(some, lambda one: one.is_error):.2%})"
        for some in halves
    ]
    warned = [one for one in weighed if any(f.severity is Severity.WARNING for f in one.findings)]
    return [*rows, f"{len(warned)} ({len(warned) / len(weighed):.1%})", f"{spent_ms:.2f}"]


def show_curve(humans: Sequence[Weighed], cut: Sequence[Weighed]) -> list[str]:
    """Show at each shift of the limits which share of what people wrote is flagged, and of the cut found."""
    return [
        f"{share(humans, lambda one: one.is_error_at(shift)):.2%} → "  # noqa: B023
        f"{share(cut, lambda one: one.is_error_at(shift)):.1%}"  # noqa: B023
        for shift in SHIFTS
    ]


def show_left_out(humans: Sequence[Weighed], dropped: Sequence[Weighed]) -> list[str]:
    """Show what it would cost to make an error of every number that people leave out."""
    return [
        f"{share(humans, one):.2%} → {share(dropped, one):.1%}"
        for one in (lambda each: each.is_error, lambda each: each.is_error_or_left_out)
    ]


def read_sentences(folder: Path, lang: str) -> list[Sentence]:
    """Read the sentences of one language; empty lines of either file count for nothing."""
    sources, targets = ((folder / f"{name}.txt").read_text("utf-8").splitlines() for name in ("en", lang))
    return [
        Sentence(source=source, target=target, lang=lang, held_out=number % 2 == 1)
        for number, (source, target) in enumerate(zip(sources, targets, strict=True))
        if source.strip() and target.strip()
    ]


def weigh_systems(folder: Path) -> str:
    """Check what public systems made of other sentences; return the table. Their faults are real ones."""
    rows = []
    for file in sorted(folder.glob("*.*.txt")):
        system, lang, _ = file.name.split(".")
        sources, targets = (path.read_text("utf-8").splitlines() for path in (folder / "en.txt", file))
        sentences = [
            Sentence(source=s, target=t, lang=lang)
            for s, t in zip(sources, targets, strict=True)
            if t.strip()
        ]
        weighed, _, spent_ms = weigh_humans(sentences)
        row = show_humans(weighed, spent_ms)
        cut = sum(any(f.rule is TRUNCATED for f in one.findings) for one in weighed)
        rows.append([system, lang, row[0], f"{cut}", row[2]])
    return table(["system", "language", "errors", "of them cut off", "warnings"], rows)


def main(folder: str = str(ROOT.parent / "shared" / "eval" / "ntrex")) -> None:
    """Weigh the checks in every language and write the tables."""
    path = Path(folder)
    if not (path / "en.txt").exists():
        sys.exit(f"{path} has no en.txt: give a folder with NTREX-128 as one text file a language")
    humans, planted, curves, left_out = [], [], [], []
    for lang in LANGUAGES:
        weighed, clean, spent_ms = weigh_humans(read_sentences(path, lang))
        humans.append([lang, *show_humans(weighed, spent_ms)])
        found = {name: weigh_fault(fault, clean) for name, fault in FAULTS.items()}
        unlisted = weigh_fault(alter_unlisted_name, clean)
        names = f"{share(unlisted, lambda one: bool(one.findings)):.1%}"
        planted.append([lang, *map(show_fault, found.values()), names])
        if lang in CURVES:
            curves.append([lang, *show_curve(weighed, found["truncated"])])
        left_out.append([lang, *show_left_out(weighed, found["number dropped"])])
        print(humans[-1], planted[-1], curves[-1:], left_out[-1])
    systems = path.parent / "flores-system-output"
    if (systems / "en.txt").exists():
        write_section("systems", weigh_systems(systems), report=REPORT)
    else:
        print(f"no {systems}: the table of public systems stays as it is")
    head = ["language", "errors", "in held-out lines", "warnings", "CPU ms a segment"]
    write_section("humans", table(head, humans), report=REPORT)
    head = ["language", *FAULTS, "name altered, not listed: warnings"]
    write_section("faults", table(head, planted), report=REPORT)
    head = ["language", *(f"{shift:+.1f}" if shift else "as they are" for shift in SHIFTS)]
    write_section("curve", table(head, curves), report=REPORT)
    head = ["language", "as it is", "with every number that people leave out"]
    write_section("left-out", table(head, left_out), report=REPORT)


if __name__ == "__main__":
    main(*sys.argv[1:])
