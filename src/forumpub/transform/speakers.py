"""People: what chyrons and narration say of one person comes together, what doesn't fit is reported."""

from __future__ import annotations

from dataclasses import field, replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Article, Confidence, Speaker
from forumpub.rules import people as rules
from forumpub.source import SourceText, Span
from forumpub.transform.descriptions import Description, read_description, roles_agree, same_role
from forumpub.transform.introductions import add_introduced
from forumpub.transform.mentions import Form, NameMention, find_mentions
from forumpub.transform.names import strip_titles
from forumpub.transform.places import Places
from forumpub.transform.sentences import language
from forumpub.values import dataclass


@dataclass(slots=True)
class _Person:
    """A speaker while the article is read."""

    speaker: Speaker
    forms: dict[str, None] = field(default_factory=dict)
    conflicts: set[str] = field(default_factory=set)


def merge_speakers(article: Article, source: SourceText | None = None) -> Outcome[Article]:
    """Bring together what the article says of each person.

    A role or organisation that the chyron leaves out is taken from the narration ("Xu Kemin, chief economist
    of the Ministry of …"); other forms of the name become aliases; people whom only the narration introduces
    are added. Nobody is merged with anybody. Chyrons that contradict one another are reported where speakers
    are told apart, in `forumpub.parse.people`; here it is the narration against the chyron.

    Diagnostics:
        speaker-name-near-duplicate: the narration spells a name in another way.
        speaker-conflict: the narration gives another role.
    """
    findings = Findings()
    places = Places(source)
    people = {speaker.id: _Person(speaker) for speaker in add_introduced(article)}
    article = replace(article, speakers=tuple(person.speaker for person in people.values()))
    lang = language(article.lang)
    for mention in find_mentions(article):
        person = people[mention.speaker]
        _note_form(person, mention, places, findings)
        if mention.form is Form.FULL:
            said = read_description(mention.para.text, mention.start, mention.end, lang)
            if said is not None:
                _note_description(person, said, mention, places, findings)
    speakers = tuple(_with_aliases(person) for person in people.values())
    return findings.outcome(replace(article, speakers=speakers))


def _note_form(person: _Person, mention: NameMention, places: Places, findings: Findings) -> None:
    text = mention.text
    if text in person.forms or text == strip_titles(person.speaker.name or ""):
        return
    person.forms[text] = None
    if mention.form is Form.VARIANT:
        findings.add(
            rules.SPEAKER_NAME_NEAR_DUPLICATE,
            f"“{text}” may be {person.speaker.name}, spelled in another way",
            places.span(mention.para, mention.start, mention.end),
            hints=("if they are one person, write the name one way",),
            related=_places_of(person.speaker),
        )


def _note_description(
    person: _Person, said: Description, mention: NameMention, places: Places, findings: Findings
) -> None:
    known = person.speaker
    if known.role is None:
        confidence = Confidence.MEDIUM if known.confidence is Confidence.HIGH else known.confidence
        person.speaker = replace(known, role=said.role, org=known.org or said.org, confidence=confidence)
        return
    if known.org is None and said.org is not None and same_role(known.role, said.role):
        person.speaker = replace(known, org=said.org)
        return
    known_words = " ".join(filter(None, (known.role, known.org)))
    said_words = " ".join(filter(None, (said.role, said.org)))
    if roles_agree(known_words, said_words) or said_words in person.conflicts:
        return
    person.conflicts.add(said_words)
    findings.add(
        rules.SPEAKER_CONFLICT,
        f"{known.name} is “{said.role}” here and “{known.role}” elsewhere",
        places.span(mention.para, mention.start, mention.end),
        hints=("correct the role, or leave it if both are true",),
        related=_places_of(known),
    )


def _with_aliases(person: _Person) -> Speaker:
    known = person.speaker
    new = tuple(form for form in person.forms if form not in known.aliases and form != known.name)
    return replace(known, aliases=(*known.aliases, *new)) if new else known


def _places_of(speaker: Speaker) -> tuple[Span, ...]:
    """Return where the speaker is introduced first; one place is enough to find the name."""
    return tuple(mention.span for mention in speaker.raw[:1])
