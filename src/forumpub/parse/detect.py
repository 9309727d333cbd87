"""Which format a text is in."""

from __future__ import annotations

from collections.abc import Mapping

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Detection
from forumpub.parse.reader import Evidence, Reader, ReadOptions
from forumpub.rules import structure as rules
from forumpub.source import SourceText

UNKNOWN = "unknown"
FALLBACK = "prose"
# Below this no reader knows the text; within this of each other two readers know it equally well.
_FITS = 0.25
_CLOSE = 0.08
# A reader this sure needs no comparison, and the others needn't be loaded.
_CERTAIN = 0.95


def detect(source: SourceText, options: ReadOptions, readers: Mapping[str, Reader]) -> Outcome[Detection]:
    """Choose the reader that fits a text best.

    Args:
        source: the text.
        options: what the caller knows.
        readers: by name, in order of preference for equal evidence; not empty.

    Returns:
        The choice, its runner-up and the reasons. A text that none fits has the format `unknown`; the reader
        to keep it with is the one called `prose`.

    Diagnostics:
        format-guessed, format-unknown.
    """
    findings = Findings()
    weighed = _weigh(source, options, readers)
    ranked = sorted(weighed, key=lambda entry: -entry[1].score)
    (best, evidence), second = ranked[0], ranked[1] if len(ranked) > 1 else None
    if evidence.score < _FITS:
        if source.text[options.body_start :].strip():
            message = "no input format fits this text; all of it is kept as body text"
            hints = ["name the format with --format if you know it"]
            findings.add(rules.FORMAT_UNKNOWN, message, hints=hints)
        nearest = best if evidence.score > 0 else None
        return findings.outcome(
            Detection(format=UNKNOWN, runner_up=nearest, reasons=_reasons(best, evidence))
        )
    runner_up = second[0] if second is not None and second[1].score > 0 else None
    reasons = _reasons(best, evidence)
    if second is not None and runner_up is not None:
        reasons += _reasons(runner_up, second[1])
        if evidence.score - second[1].score < _CLOSE:
            message = f"read as {best}, though {runner_up} fits nearly as well"
            findings.add(rules.FORMAT_GUESSED, message, hints=[f"confirm with --format {best}"])
    return findings.outcome(Detection(format=best, runner_up=runner_up, reasons=reasons))


def _weigh(
    source: SourceText, options: ReadOptions, readers: Mapping[str, Reader]
) -> list[tuple[str, Evidence]]:
    """Ask the readers in order; once one is certain only the fallback is asked, to be the runner-up."""
    weighed: list[tuple[str, Evidence]] = []
    for name in readers:
        certain = any(evidence.score >= _CERTAIN for _, evidence in weighed)
        if not certain or name == FALLBACK:
            weighed.append((name, readers[name].weigh(source, options)))
    return weighed


def _reasons(name: str, evidence: Evidence) -> tuple[str, ...]:
    why = "; ".join(evidence.reasons) or "nothing of it found"
    return (f"{name} {evidence.score:.2f}: {why}",)
