"""Speaker entities: one for every person that a draft's cues name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import field

from forumpub.diagnostics import Findings
from forumpub.model import Confidence, Mention, Speaker
from forumpub.parse.draft import Cue
from forumpub.rules import people as rules
from forumpub.values import dataclass

_LONG_NAME_CHARS = 8


@dataclass(slots=True)
class _Person:
    id: str
    name: str | None
    role: str | None
    org: str | None
    confidence: Confidence
    raw: list[Mention] = field(default_factory=list)


class People:
    """Tells people apart: same name and no contradiction is one person; what remains open is reported."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._people: list[_Person] = []
        self._by_name: dict[str, list[_Person]] = {}
        self._conflicts: set[str] = set()

    def identify(self, cue: Cue) -> str:
        """Return the id of the speaker that a cue names."""
        key = fold_name(cue.name) if cue.name else f"\x00{fold_name(cue.raw)}"
        known = self._by_name.setdefault(key, [])
        person = next((one for one in known if _agree(one.role, cue.role) and _agree(one.org, cue.org)), None)
        if person is None:
            person = _Person(
                id=f"s{len(self._people) + 1}",
                name=cue.name,
                role=cue.role,
                org=cue.org,
                confidence=cue.confidence,
            )
            self._report_conflict(key, known, person, cue)
            known.append(person)
            self._people.append(person)
        person.role = person.role or cue.role
        person.org = person.org or cue.org
        if len(cue.span) or not person.raw:  # an empty span resumes a turn: nothing names the person again
            person.raw.append(Mention(text=cue.raw, span=cue.span))
        return person.id

    def _report_conflict(self, key: str, known: list[_Person], person: _Person, cue: Cue) -> None:
        if not known or key in self._conflicts:
            return
        self._conflicts.add(key)
        first = known[0]
        message = f"{person.name or cue.raw} is {_office(first)} and also {_office(person)}"
        self._findings.add(rules.SPEAKER_CONFLICT, message, cue.span, related=[first.raw[0].span])

    def speakers(self) -> tuple[Speaker, ...]:
        """Return everybody in order of appearance, and report names that may be one."""
        self._report_near_duplicates()
        return tuple(
            Speaker(
                id=person.id,
                name=person.name,
                role=person.role,
                org=person.org,
                raw=tuple(person.raw),
                confidence=person.confidence,
            )
            for person in self._people
        )

    def _report_near_duplicates(self) -> None:
        seen: dict[str, _Person] = {}
        for person in self._people:
            if person.name is None:
                continue
            folded = fold_name(person.name)
            other = next((seen[key] for key in near_keys(person.name) if key in seen), None)
            if other is not None and other.name is not None and fold_name(other.name) != folded:
                message = f"{person.name} and {other.name} may be one person"
                related = [other.raw[0].span]
                span = person.raw[0].span
                self._findings.add(rules.SPEAKER_NAME_NEAR_DUPLICATE, message, span, related=related)
            for key in near_keys(person.name):
                seen.setdefault(key, person)


def fold_name(name: str) -> str:
    """Return a name in the form in which names are equal: width, case and blanks make no difference."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def near_keys(name: str) -> Iterable[str]:
    """Give the forms that nearly equal names share.

    Those are the letters in any order of the parts, with ü, v and u taken for one and without marks and
    hyphens; for a long name also these letters with one left out.
    """
    plain = fold_name(name).replace("ü", "u").replace("v", "u")
    letters = "".join(
        character for character in unicodedata.normalize("NFD", plain) if not unicodedata.combining(character)
    )
    parts = ["".join(filter(str.isalnum, part)) for part in letters.split()]
    whole = "".join(parts)
    yield whole
    yield " ".join(sorted(filter(None, parts)))
    if len(whole) >= _LONG_NAME_CHARS and len(whole) <= 60:
        yield from (f"-{whole[:at]}{whole[at + 1 :]}" for at in range(len(whole)))


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or fold_name(one) == fold_name(other)


def _office(person: _Person) -> str:
    return ", ".join(part for part in (person.role, person.org) if part) or "named without a role"
