"""Checking translated editions: their findings as the project weighs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forumpub.batch import Result, run_one
from forumpub.diagnostics import Diagnostic, Outcome
from forumpub.env import Environment
from forumpub.excerpts import Excerpt, PlacedDiagnostic, place_diagnostics
from forumpub.inputs import Input
from forumpub.model import Article, TranslatedSegment
from forumpub.pipeline import Published
from forumpub.project import Project
from forumpub.reviewing import read_edition
from forumpub.rules.translation import IGNORE_UNUSED
from forumpub.source import Span
from forumpub.translate.checks import EditionFinding, find_faults
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEdition(Published):
    """An edition that was checked. `used` are the project's ignores that spoke of a finding, by number."""

    used: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCheck:
    """Checks one edition: its article's JSON, or the DOCX that carries it."""

    project: Project

    def check(self, env: Environment) -> None:
        """Check nothing: the project was read."""

    def __call__(self, entry: Input, env: Environment) -> CheckedEdition:
        """Read the edition and check it."""
        return check_edition_file(entry, self.project, env)


def check_editions(entries: Sequence[Input], project: Project, env: Environment) -> tuple[Result, ...]:
    """Check editions one by one; a bad one stops nothing.

    Returns:
        What each edition has, in order of the inputs; then, where the project ignores what nobody found,
        what is to say about the project file.
    """
    results = [run_one(EditionCheck(project=project), entry, env) for entry in entries]
    used = {at for result in results if isinstance(result, CheckedEdition) for at in result.used}
    unused = tuple(
        Diagnostic(
            rule=IGNORE_UNUSED, message=f"nothing was found that entry {at + 1} ignores: {ignore.rule}"
        )
        for at, ignore in enumerate(project.ignores)
        if at not in used
    )
    if not unused:
        return tuple(results)
    placed = place_diagnostics(_weighed(unused, project), None)
    return (*results, Published(name=project.name, written=(), placed=placed))


def check_edition_file(entry: Input, project: Project, env: Environment) -> CheckedEdition:
    """Check one edition as a project weighs its findings.

    Raises:
        InputError: it can't be read, or is no translated edition.
        SchemaError: its JSON is malformed.
    """
    edition: Outcome[Article] = read_edition(entry, env)
    article = edition.value
    segments = article.translation.segments if article.translation else ()
    numbers = {segment.id: number for number, segment in enumerate(segments, 1)}
    placed = list(place_diagnostics(_weighed(edition.diagnostics, project), None))
    used: set[int] = set()
    for finding in find_faults(article):
        ignored = _find_ignore(finding, entry.name, project)
        if ignored is not None:
            used.add(ignored)
            continue
        excerpt = _excerpt(finding, numbers)
        placed.extend(
            PlacedDiagnostic(diagnostic=diagnostic, excerpt=excerpt)
            for diagnostic in _weighed((finding.diagnostic,), project)
        )
    return CheckedEdition(name=entry.name, written=(), placed=tuple(placed), used=frozenset(used))


def _find_ignore(finding: EditionFinding, name: str, project: Project) -> int | None:
    segment = finding.segment
    names = (segment.id, segment.part) if segment else ()
    file = name.replace("\\", "/").rsplit("/", 1)[-1]
    for at, ignore in enumerate(project.ignores):
        if ignore.covers(finding.diagnostic, file=file, segments=names):
            return at
    return None


def _weighed(diagnostics: Sequence[Diagnostic], project: Project) -> list[Diagnostic]:
    weighed = []
    for diagnostic in diagnostics:
        severity = project.severities.get(diagnostic.rule.slug, diagnostic.severity)
        if severity is not None:
            weighed.append(replace(diagnostic, rule=replace(diagnostic.rule, severity=severity)))
    return weighed


def _excerpt(finding: EditionFinding, numbers: dict[str, int]) -> Excerpt | None:
    """Show the translation with a mark under the words; the line is the number of the segment."""
    segment: TranslatedSegment | None = finding.segment
    if segment is None or not segment.target.strip():
        return None
    words = finding.words or Span(0, 0)
    return Excerpt(
        line=numbers.get(segment.id, 1),
        column=words.start + 1,
        text=" ".join(segment.target.splitlines()) if "\n" in segment.target else segment.target,
        start=words.start,
        end=words.end,
        cut_before=False,
        cut_after=False,
    )
