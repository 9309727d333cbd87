"""What the notes to editors say of a translation: who made it, and what is doubtful in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from forumpub.diagnostics import Rule, Severity
from forumpub.layout.basis import MIDDLE_DOT, Basis
from forumpub.layout.finding_kinds import find_kind
from forumpub.layout.note_sentences import sentence_runs
from forumpub.locales import Word, find_language
from forumpub.model import EngineUse, Origin, Translation
from forumpub.plan import Emphasis, Run, Text
from forumpub.rules import all_rules, editions
from forumpub.rules import translation as checks
from forumpub.styling import Role
from forumpub.values import dataclass

_MOST_FINDINGS = 12
_MOST_PLACES = 6
_ARROW = " → "
# What was found in the translation, not in the source.
TRANSLATION_RULES = frozenset(
    rule.slug for module in (checks, editions) for rule in vars(module).values() if isinstance(rule, Rule)
)


def translation_notes(basis: Basis) -> Iterator[Text]:
    """One note for each engine that words of the edition come from, one for the work of people."""
    translation = basis.article.translation
    if translation is None:
        return
    used = {segment.engine for segment in translation.segments}
    for number, engine in enumerate(translation.engines):
        if number in used:
            yield Text(role=Role.NOTE, runs=tuple(_engine_runs(basis, engine)))
    people = sum(segment.origin is Origin.HUMAN for segment in translation.segments)
    if people:
        total = len(translation.segments)
        phrase = basis.words.fill(Word.NOTE_PEOPLE, count=str(people), total=str(total))
        yield basis.phrase(Role.NOTE, phrase)


def _engine_runs(basis: Basis, engine: EngineUse) -> Iterator[Run]:
    yield basis.label(Word.TRANSLATION)
    for place, tag in enumerate(engine.route):
        if place:
            yield Run(text=_ARROW)
        yield Run(text=name_language(tag), lang=None if tag == basis.article.lang else tag)
    names = MIDDLE_DOT.join(basis.present(name) for name in (engine.name, engine.model) if name)
    yield Run(text=MIDDLE_DOT + names + MIDDLE_DOT, lang="en")
    yield basis.label(Word.LICENCE, Emphasis.PLAIN)
    if engine.licence:
        yield Run(text=basis.present(engine.licence), lang="en")
    else:
        yield Run(text=basis.words[Word.LICENCE_UNKNOWN], lang=basis.foreign_words)


def name_language(tag: str) -> str:
    """Return a language's own name, its tag where no catalogue knows it."""
    language = find_language(tag)
    return language.endonym if language is not None else tag


@dataclass(slots=True)
class _Group:
    """Equal findings: how bad they are, and the parts where they are."""

    severity: Severity
    parts: dict[str, None] = field(default_factory=dict)


def translation_findings(basis: Basis) -> tuple[Text, ...]:
    """Fold equal findings of the translation into one line with their places, the most severe first."""
    translation = basis.article.translation
    if translation is None:
        return ()
    order = list(Severity)
    groups = sorted(_group(basis, translation).items(), key=lambda item: order.index(item[1].severity))
    texts = [_lay_group(basis, slug, message, group) for (slug, message), group in groups[:_MOST_FINDINGS]]
    if len(groups) > _MOST_FINDINGS:
        rest = sum(len(group.parts) for _, group in groups[_MOST_FINDINGS:])
        texts.append(basis.phrase(Role.NOTE, basis.words.fill(Word.MORE, count=str(rest))))
    return tuple(texts)


def _group(basis: Basis, translation: Translation) -> Mapping[tuple[str, str], _Group]:
    """Group the findings of segments, then those of the edition as a whole, which belong to none."""
    rules = all_rules()
    groups: dict[tuple[str, str], _Group] = {}
    for segment in translation.segments:
        for finding in segment.findings:
            rule = rules.get(finding.slug)
            severity = rule.severity if rule is not None else Severity.WARNING
            group = groups.setdefault((finding.slug, finding.message), _Group(severity))
            group.parts[segment.part] = None
    for found in basis.diagnostics:
        if found.rule.slug in TRANSLATION_RULES and found.severity is not Severity.INFO:
            groups.setdefault((found.rule.slug, found.message), _Group(found.severity))
    return groups


def _lay_group(basis: Basis, slug: str, message: str, group: _Group) -> Text:
    runs = list(finding_runs(basis, slug, message))
    where = basis.references(group.parts, most=_MOST_PLACES)
    if where:
        before, after = basis.reference_brackets
        runs += [Run(text=before, emphasis=Emphasis.MUTED), *where, Run(text=after, emphasis=Emphasis.MUTED)]
    return Text(role=Role.NOTE, runs=tuple(runs))


def finding_runs(basis: Basis, slug: str, message: str) -> Iterator[Run]:
    """Write what was found. In an edition of another language a word of its own says what it is about."""
    # A message is a clause after its rule's name; in a list for editors it stands alone.
    shown = basis.present(message)
    if basis.article.lang.lower().startswith("en"):
        yield Run(text=shown[:1].upper() + shown[1:])
        return
    said = sentence_runs(basis, message) if basis.foreign_words is None else ()
    # Messages that no catalogue has are in English, whatever the edition's language.
    said = said or (Run(text=shown, lang="en"),)
    kind = find_kind(slug)
    if kind is not None and basis.foreign_words is None:
        yield basis.label(kind)
        yield from said
    else:
        first, *rest = said
        yield replace(first, text=first.text[:1].upper() + first.text[1:])
        yield from rest


def terms_used(basis: Basis) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the glossary's terms that the text of the edition renders, with the paragraphs they stand in."""
    translation = basis.article.translation
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for segment in translation.segments if translation is not None else ():
        # Roles and long forms have tables of their own.
        if segment.part not in basis.numbering.by_para:
            continue
        for term in segment.terms:
            if term.target.casefold() in segment.target.casefold():
                found[term.source, term.target][segment.part] = None
    return {term: tuple(parts) for term, parts in found.items()}
