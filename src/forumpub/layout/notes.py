"""Notes to editors: what forumpub derived, and what it found odd in the source."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import replace

from forumpub.diagnostics import Diagnostic, Rule, Severity
from forumpub.layout.basis import Basis
from forumpub.layout.translation_notes import (
    TRANSLATION_RULES,
    finding_runs,
    translation_findings,
    translation_notes,
)
from forumpub.locales import Word
from forumpub.model import Para
from forumpub.plan import Bullets, Emphasis, Item, Run, Text
from forumpub.rules import cascade, facts, files, structure
from forumpub.source import Span
from forumpub.styling import Role, Section, Status
from forumpub.values import dataclass

_MOST_FINDINGS = 12
_MOST_PLACES = 6
# What forumpub derived is said in the first list, and is nothing that the source got wrong.
_DERIVATION_RULES = frozenset(rule.slug for rule in vars(facts).values() if isinstance(rule, Rule))
# What concerns whoever ran the command, and no reader: their tables, plug-ins and memories.
_RUN_RULES = frozenset(
    rule.slug
    for rule in (
        structure.LABEL_TABLE_LINE,
        files.PLUGIN_SHADOWS_BUILTIN,
        files.PLUGIN_BROKEN,
        cascade.MEMORY_GIVEN_UP,
    )
)
_NO_NOTES = _DERIVATION_RULES | TRANSLATION_RULES | _RUN_RULES


def lay_notes(basis: Basis) -> Iterator[Item]:
    """One list of what is derived and how, then what is doubtful in a translation, then what was found."""
    notes = [basis.phrase(Role.NOTE, basis.words[word]) for word in _derivations(basis)]
    notes += translation_notes(basis)
    is_translated = basis.article.translation is not None
    found = {
        Word.NOTE_TRANSLATION_FINDINGS: translation_findings(basis),
        Word.NOTE_SOURCE_FINDINGS if is_translated else Word.NOTE_FINDINGS: _lay_findings(basis),
    }
    if not notes and not any(found.values()):
        return
    yield basis.section_heading(Word.NOTES)
    if notes:
        yield Bullets(items=tuple(notes))
    for word, findings in found.items():
        if findings:
            yield replace(
                basis.phrase(Role.NOTE_HEADING, basis.words[word], Emphasis.STRONG), keep_with_next=True
            )
            yield Bullets(items=findings)


def _derivations(basis: Basis) -> Iterator[Word]:
    article = basis.article
    if basis.status is Status.MACHINE_TRANSLATED:
        yield Word.NOTE_MACHINE
    if not basis.style.show_derived:
        return
    if article.headline is not None and article.headline.derived:
        yield Word.NOTE_HEADLINE
    if article.dateline is not None and article.dateline.derived:
        yield Word.NOTE_DATELINE
    if article.facts.key_points or article.facts.key_figures or article.facts.participants:
        yield Word.NOTE_EXTRACTED
    if any(item.derived for item in article.facts.abbreviations) and Section.ABBREVIATIONS in basis.sections:
        yield Word.NOTE_LONG_FORMS


@dataclass(frozen=True, slots=True)
class _Places:
    """Finds the paragraph that an offset lies in. `starts` are in the order of the source."""

    paras: tuple[Para, ...]
    starts: tuple[int, ...]

    def find(self, offset: int) -> Para | None:
        index = bisect.bisect_right(self.starts, offset) - 1
        if index < 0:
            return None
        para = self.paras[index]
        return para if offset < para.span.end else None


def _lay_findings(basis: Basis) -> tuple[Text, ...]:
    """Fold equal findings into one line with their places, most severe first, then as the text reads."""
    by_message: dict[tuple[str, str], list[Diagnostic]] = {}
    for finding in basis.diagnostics:
        if finding.rule.slug in _NO_NOTES:
            continue
        if finding.span is not None or finding.severity is not Severity.INFO:
            by_message.setdefault((finding.rule.slug, finding.message), []).append(finding)
    order = list(Severity)
    groups = sorted(by_message.values(), key=lambda group: order.index(group[0].severity))
    paras = sorted(
        (para for block in basis.article.blocks for para in block.paras), key=lambda para: para.span.start
    )
    places = _Places(tuple(paras), tuple(para.span.start for para in paras))
    texts = [_lay_group(basis, group, places) for group in groups[:_MOST_FINDINGS]]
    if len(groups) > _MOST_FINDINGS:
        rest = sum(len(group) for group in groups[_MOST_FINDINGS:])
        texts.append(basis.phrase(Role.NOTE, basis.words.fill(Word.MORE, count=str(rest))))
    return tuple(texts)


def _lay_group(basis: Basis, group: list[Diagnostic], places: _Places) -> Text:
    """One finding and every place where it was found."""
    runs = list(finding_runs(basis, group[0].rule.slug, group[0].message))
    where = _place_runs(basis, group, places)
    if where:
        before, after = basis.reference_brackets
        runs += [Run(text=before, emphasis=Emphasis.MUTED), *where, Run(text=after, emphasis=Emphasis.MUTED)]
    return Text(role=Role.NOTE, runs=tuple(runs))


def _line_of(basis: Basis, span: Span, finding: Diagnostic) -> int | None:
    """Return the source line of a finding; an article from JSON has only the stored one."""
    if basis.source is not None:
        return basis.source.position(span.start).line
    return finding.position.line if finding.position is not None else None


def _place_runs(basis: Basis, group: list[Diagnostic], places: _Places) -> tuple[Run, ...]:
    paragraphs: dict[str, None] = {}
    lines: set[int] = set()
    for finding in group:
        if finding.span is None:
            continue
        para = places.find(finding.span.start)
        if para is not None and basis.number_of(para.id) is not None:
            paragraphs[para.id] = None
        elif (line := _line_of(basis, finding.span, finding)) is not None:
            lines.add(line)
    runs = list(basis.references(paragraphs, most=_MOST_PLACES))
    if lines:
        runs += [Run(text=basis.comma, emphasis=Emphasis.MUTED)] if runs else []
        numbers = basis.words.list_numbers(sorted(lines)[:_MOST_PLACES])
        word = Word.LINE if len(lines) == 1 else Word.LINES
        phrase = basis.words.fill(word, lines=numbers).replace(" ", "\u00a0", 1)
        if hidden := max(0, len(lines) - _MOST_PLACES):
            phrase += f" {basis.words.fill(Word.MORE, count=str(hidden))}"
        runs.append(Run(text=phrase, emphasis=Emphasis.MUTED, lang=basis.foreign_words))
    return tuple(runs)
