"""What is to be translated, what came of it, and which of several translations is the best."""

from __future__ import annotations

from collections.abc import Iterable

from forumpub.diagnostics import Severity
from forumpub.model import SegmentFinding, TermOutcome, TermUse
from forumpub.rules.translation import REPEATED_WORDS
from forumpub.translate.checks import Pair, check_pair
from forumpub.translate.findings import Finding
from forumpub.translate.requirements import Requirement
from forumpub.translate.segments import SegmentKind
from forumpub.translate.term_order import Mended
from forumpub.translate.terms.entry import TermMatch
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One text to translate. `sent` is what the engine gets: the text with its blanks in order."""

    text: str
    sent: str
    kind: SegmentKind
    matches: tuple[TermMatch, ...] = ()
    kept: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One translation of a task, checked. `rung` is the step of the ladder that made it."""

    text: str
    rung: str
    score: float | None = None
    terms: tuple[TermUse, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def error_count(self) -> int:
        """How much is wrong with it: errors, and terms that it lacks."""
        errors = sum(finding.severity is Severity.ERROR for finding in self.findings)
        return errors + sum(use.outcome is TermOutcome.FAILED for use in self.terms) + (not self.text)

    @property
    def is_doubtful(self) -> bool:
        """Whether another search may find better."""
        return self.error_count > 0 or any(finding.severity is Severity.WARNING for finding in self.findings)

    @property
    def is_nothing(self) -> bool:
        """Whether it is no translation at all: empty, or a word said over and over."""
        return not self.text or any(finding.rule is REPEATED_WORDS for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Checks translations of one pair of languages."""

    source_lang: str
    target_lang: str

    def judge(self, task: Task, mended: Mended, *, rung: str, score: float | None) -> Candidate:
        """Check a translation and make a candidate of it."""
        findings = self.check(task, mended.text, score) if mended.text else ()
        return Candidate(text=mended.text, rung=rung, score=score, terms=mended.uses, findings=findings)

    def check(self, task: Task, target: str, score: float | None) -> tuple[Finding, ...]:
        """Run all checks of a segment."""
        return check_pair(
            Pair(
                source=task.sent,
                target=target,
                source_lang=self.source_lang,
                target_lang=self.target_lang,
                terms=task.matches,
                keep=task.kept,
                score=score,
            )
        )


_OUTCOMES = tuple(TermOutcome)


def best_of(candidates: Iterable[Candidate]) -> Candidate:
    """Return the candidate with the fewest errors, then warnings, the best terms, the best score.

    Of equals the first stays: a later step of the ladder must be better to win.
    """
    return min(candidates, key=_rank)


def _rank(candidate: Candidate) -> tuple[bool, bool, int, int, int, float]:
    warnings = sum(finding.severity is Severity.WARNING for finding in candidate.findings)
    worst = max((_OUTCOMES.index(use.outcome) for use in candidate.terms), default=0)
    score = -candidate.score if candidate.score is not None else 0.0
    return (
        not candidate.text,
        candidate.is_nothing,
        candidate.error_count,
        warnings,
        worst if worst > _OUTCOMES.index(TermOutcome.N_BEST) else 0,
        score,
    )


def name_findings(target: str, findings: Iterable[Finding]) -> tuple[SegmentFinding, ...]:
    """Return findings as a segment records them: with the target's own words."""
    return tuple(
        SegmentFinding(
            slug=finding.rule.slug,
            message=finding.message,
            words=target[finding.target.start : finding.target.end] if finding.target else None,
        )
        for finding in findings
    )
