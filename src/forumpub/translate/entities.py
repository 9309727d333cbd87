"""The people, roles, organisations and places of articles: one rendering each in the whole edition.

None of them is sent to an engine as a sentence. A person's name is kept, romanised or taken from the
glossary; roles, organisations and places come from the glossary, else from the engine as words by themselves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Article, Origin, TermOutcome, TermUse, TranslatedSegment
from forumpub.rules.editions import NAME_ROMANISED, RENDERING_RUNAWAY
from forumpub.translate.requirements import find_words
from forumpub.translate.romanising import romanise_name
from forumpub.translate.segments import HEADLINE_PART, Segment, SegmentKind
from forumpub.translate.sentences import primary_language
from forumpub.translate.terms.entry import Part, TermEntry
from forumpub.translate.terms.glossary import Glossary
from forumpub.values import dataclass

# Translates segments that are words by themselves, in order.
Translator: TypeAlias = Callable[[Sequence[Segment]], Outcome[tuple[TranslatedSegment, ...]]]

ROMANISED = "romanised"
_KINDS: Mapping[Part, SegmentKind] = {
    Part.ROLE: SegmentKind.ROLE,
    Part.ORGANISATION: SegmentKind.ORGANISATION,
    Part.PLACE: SegmentKind.PLACE,
}
# A name takes at most twice its letters and some more: Khmer is longer, and ASEAN may be spelled out.
_MOST_TIMES = 2
_SPELLED_OUT = 30
_LETTERS_OF_HAN = 4
# Enforced in sentences: a role is an ordinary word there, and a reporter's own phrase may fit better.
_ENFORCED = frozenset({Part.PERSON, Part.ORGANISATION, Part.PLACE})
_BRACKETS: Mapping[str, tuple[str, str]] = {"zh": ("（", "）")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Words of an article that name somebody or something. `part` is the id of where they stand."""

    part: str
    source: str
    kind: Part


def list_entities(article: Article) -> tuple[Entity, ...]:
    """List what an article names outside its paragraphs, in reading order."""
    return tuple(_entities(article))


def _entities(article: Article) -> Iterator[Entity]:
    if article.dateline is not None and article.dateline.place:
        yield Entity(part="dateline.place", source=article.dateline.place, kind=Part.PLACE)
    for speaker in article.speakers:
        for field, words, kind in (
            ("name", speaker.name, Part.PERSON),
            ("role", speaker.role, Part.ROLE),
            ("org", speaker.org, Part.ORGANISATION),
        ):
            if words:
                yield Entity(part=f"{speaker.id}.{field}", source=words, kind=kind)
        for number, alias in enumerate(speaker.aliases, 1):
            yield Entity(part=f"{speaker.id}.alias{number}", source=alias, kind=Part.PERSON)
    for number, item in enumerate(article.facts.abbreviations, 1):
        # What the article doesn't say itself only a glossary may say in another language.
        kind = Part.TERM if item.derived else Part.ORGANISATION
        yield Entity(part=f"abbreviation{number}.long", source=item.long, kind=kind)
    yield from _signatures(article)


def _signatures(article: Article) -> Iterator[Entity]:
    if article.byline is not None:
        for number, name in enumerate(article.byline.reporters, 1):
            yield Entity(part=f"byline.reporter{number}", source=name, kind=Part.PERSON)
        if article.byline.place:
            yield Entity(part="byline.place", source=article.byline.place, kind=Part.PLACE)
    for number, editor in enumerate(article.editors, 1):
        if editor.name:
            yield Entity(part=f"editor{number}.name", source=editor.name, kind=Part.PERSON)
    for number, credit in enumerate(article.credits, 1):
        if credit.role:
            yield Entity(part=f"credit{number}.role", source=credit.role, kind=Part.ROLE)
        for place, name in enumerate(credit.names, 1):
            yield Entity(part=f"credit{number}.name{place}", source=name, kind=Part.PERSON)


@dataclass(frozen=True, kw_only=True)
class Renderings:
    """How an edition renders each entity. `made` has a segment for each that isn't kept as it is."""

    made: Mapping[tuple[Part, str], TranslatedSegment]

    def render(self, kind: Part, source: str) -> str:
        """Return the rendering of words; the words themselves where they are kept."""
        segment = self.made.get((kind, source))
        return segment.target if segment is not None else source

    def segment_of(self, entity: Entity) -> TranslatedSegment | None:
        """Return an entity's segment under its own part, None where its words are kept."""
        segment = self.made.get((entity.kind, entity.source))
        return None if segment is None else replace(segment, id=entity.part, part=entity.part)

    @cached_property
    def entries(self) -> tuple[TermEntry, ...]:
        """The renderings that sentences are to have too, as terms."""
        return tuple(
            TermEntry(source=source, target=segment.target, part=kind, origin="edition")
            for (kind, source), segment in self.made.items()
            if kind in _ENFORCED and segment.target.strip() and segment.target != source
        )


def render_entities(
    entities: Iterable[Entity], *, glossary: Glossary, target_lang: str, translate: Translator
) -> Outcome[Renderings]:
    """Find one rendering for each entity, all of them with one call of the engine.

    Args:
        entities: of all articles that are translated together.
        glossary: has the first word.
        target_lang: BCP 47 tag.
        translate: the engine, for roles, organisations and places that the glossary doesn't know.

    Diagnostics:
        name-romanised: a name was put into Latin letters by rule.
        rendering-runaway: the engine's answer is too long for words by themselves, which stay as they are.
        What `translate` finds.
    """
    findings = Findings()
    made: dict[tuple[Part, str], TranslatedSegment] = {}
    asked: dict[tuple[Part, str], Segment] = {}
    for entity in entities:
        key = (entity.kind, entity.source)
        if key in made or key in asked:
            continue
        entry = glossary.find_entry(entity.source)
        if entry is not None:
            if not entry.keep:
                made[key] = _from_glossary(entity, entry)
        elif entity.kind is Part.PERSON:
            romanised = None if primary_language(target_lang) == "zh" else romanise_name(entity.source)
            if romanised is not None:
                findings.add(NAME_ROMANISED, f"{entity.source} was romanised as {romanised}")
                made[key] = _segment(entity, romanised, rung=ROMANISED)
        elif kind := _KINDS.get(entity.kind):
            asked[key] = Segment(id=entity.part, part=entity.part, text=entity.source, kind=kind)
    if asked:
        answers = findings.take(translate(tuple(asked.values())))
        for key, answer in zip(asked, answers, strict=True):
            if _runs_away(key[1], answer.target):
                findings.add(
                    RENDERING_RUNAWAY, f"the engine made {len(answer.target)} characters of “{key[1]}”"
                )
            else:
                made[key] = answer
    return findings.outcome(Renderings(made=made))


def _runs_away(source: str, target: str) -> bool:
    """Tell whether an engine went on talking where it was asked for a name."""
    letters = sum(_LETTERS_OF_HAN if "\u3400" <= char <= "\u9fff" else 1 for char in source)
    return len(target) > _MOST_TIMES * letters + _SPELLED_OUT


def _from_glossary(entity: Entity, entry: TermEntry) -> TranslatedSegment:
    use = TermUse(source=entry.source, target=entry.target, outcome=TermOutcome.HONOURED)
    return replace(_segment(entity, entry.target, rung=None), origin=Origin.GLOSSARY, terms=(use,))


def _segment(entity: Entity, target: str, *, rung: str | None) -> TranslatedSegment:
    return TranslatedSegment(
        id=entity.part,
        part=entity.part,
        source=entity.source,
        target=target,
        origin=Origin.ENGINE,
        rung=rung,
    )


@dataclass(frozen=True, kw_only=True)
class EditionGlossary(Glossary):
    """A glossary with the entities of the articles at hand.

    `base_digest` is that of the glossary alone: what the engine makes of an entity follows from engine and
    glossary, and a sentence that is translated once is found again whoever else speaks.
    """

    base_digest: str

    @cached_property
    def digest(self) -> str:
        """What a translation owes to the glossary."""
        return self.base_digest


def with_entities(glossary: Glossary, renderings: Renderings) -> Glossary:
    """Add the renderings of entities to a glossary, whose own terms come first."""
    return EditionGlossary(
        source_lang=glossary.source_lang,
        target_lang=glossary.target_lang,
        entries=(*glossary.entries, *renderings.entries),
        base_digest=glossary.digest,
    )


def names_to_keep(entities: Iterable[Entity], renderings: Renderings) -> tuple[str, ...]:
    """Return the persons' names that must stand in sentences as they are, each once."""
    kept = (
        entity.source
        for entity in entities
        if entity.kind is Part.PERSON and (entity.kind, entity.source) not in renderings.made
    )
    return tuple(dict.fromkeys(kept))


def mention_originals(
    segments: Sequence[TranslatedSegment], renderings: Renderings, *, target_lang: str
) -> tuple[TranslatedSegment, ...]:
    """Put the original in brackets behind the first mention of each entity whose script has changed.

    Args:
        segments: in reading order. The headline and an editor's own words are left alone.
        renderings: of the article's entities.
        target_lang: BCP 47 tag.
    """
    found = list(segments)
    before, after = _BRACKETS.get(primary_language(target_lang), (" (", ")"))
    for entry in renderings.entries:
        if script_of(entry.source) == script_of(entry.target):
            continue
        for place, segment in enumerate(found):
            if segment.part == HEADLINE_PART or segment.origin in (Origin.HUMAN, Origin.KEPT):
                continue
            spans = find_words(segment.target, entry.target, target_lang)
            if not spans:
                continue
            if entry.source not in segment.target:
                head, tail = segment.target[: spans[0].end], segment.target[spans[0].end :]
                # Scripts without blanks go on at once behind a word, but not behind Latin letters.
                blank = " " if after == ")" and tail[:1].isalpha() else ""
                target = f"{head}{before}{entry.source}{after}{blank}{tail}"
                found[place] = replace(segment, target=target)
            break
    return tuple(found)


def script_of(text: str) -> str:
    """Name the script of a text by its first letter: LATIN, CJK, THAI."""
    letter = next((char for char in text if char.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0]
