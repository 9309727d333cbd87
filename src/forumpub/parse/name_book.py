"""Whom a short name means: `WALKER:` after `ADA WALKER, HOST:`."""

from __future__ import annotations

import bisect
import itertools
from dataclasses import field

from forumpub.model import Confidence
from forumpub.parse.cue_words import TITLES
from forumpub.parse.cues import (
    CueMatch,
    CueParts,
    core_tokens,
    function_role,
    is_anonymous,
    is_caps_head,
    is_title_head,
)
from forumpub.parse.draft import Cue
from forumpub.source import Span
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom a cue introduced by the full name, at `offset`."""

    name: str
    role: str | None
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Whom a short name means. `others` are different people whom it fits as well."""

    person: Person
    others: tuple[str, ...] = ()
    confidence: Confidence = Confidence.HIGH


@dataclass(slots=True)
class _Namesakes:
    """People whom one short name fits, in the order of the text."""

    offsets: list[int] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        self.offsets.append(person.offset)
        self.people.append(person)
        self.names[person.name] = None

    def resolve(self, offset: int, confidence: Confidence) -> Resolution:
        person = self.people[max(0, bisect.bisect_right(self.offsets, offset) - 1)]
        # A handful of namesakes is enough for a message, and keeps ten thousand from costing their square.
        others = tuple(name for name in itertools.islice(self.names, 6) if name != person.name)
        return Resolution(person=person, others=others, confidence=Confidence.LOW if others else confidence)


class NameBook:
    """The full names of a transcript, added in the order of the text.

    A short name means the person of that name who was introduced last before it, or else first after it.
    """

    def __init__(self) -> None:
        self._full: dict[tuple[str, ...], Person] = {}
        # Keys: the last words of a name ("van", "hollen"), its first word, its initial and last word.
        self._ends: dict[tuple[str, ...], _Namesakes] = {}
        self._firsts: dict[str, _Namesakes] = {}
        self._holders: dict[str, dict[str, Person]] = {}
        self._initials: dict[tuple[str, str], _Namesakes] = {}

    def add(self, parts: CueParts, offset: int) -> None:
        """Take note of a cue; one that gives no full name changes nothing."""
        named = _holder_name(parts)
        if named is not None:
            holder = Person(name=named, role=function_role(parts.head), offset=offset)
            self._holders.setdefault(parts.head.casefold(), {}).setdefault(named, holder)
            return
        core = core_tokens(parts.head)
        if len(core) < 2 or is_anonymous(parts.head):
            return
        if len(core) == 2 and len(core[0]) == 1 and ("." in parts.head or parts.role is None):
            return  # S. O'BRIEN; but A MARTINEZ, HOST is a full name
        if core[0] == "the" or core[-1] in TITLES - {"king", "judge", "justice", "pope", "prince", "lord"}:
            return  # THE PRESIDENT is an office
        known = self._full.get(core)
        person = Person(
            name=known.name if known else parts.head,
            role=parts.role or (known.role if known else None),
            offset=offset,
        )
        self._full[core] = person
        for length in range(1, min(len(core), 4)):
            self._ends.setdefault(core[-length:], _Namesakes()).add(person)
        self._firsts.setdefault(core[0], _Namesakes()).add(person)
        self._initials.setdefault((core[0][0], core[-1]), _Namesakes()).add(person)

    def find_holder(self, parts: CueParts) -> Person | None:
        """Return who has a function, where a cue gives the name in brackets: `ANCHOR (Sok Dara)`.

        Without brackets it is the one person whom a cue of that function named.
        """
        named = _holder_name(parts)
        held = self._holders.get(parts.head.casefold(), {})
        if named is not None:
            return held.get(named)
        return next(iter(held.values())) if len(held) == 1 else None

    def find_initials(self, head: str) -> Person | None:
        """Return the one person whose initials `head` is (`TB`, `T.B.`); None for nobody's or two's."""
        letters = head.replace(".", "").replace(" ", "")
        if not 2 <= len(letters) <= 4 or not letters.isupper():
            return None
        people = {
            person.name: person
            for core, person in itertools.islice(self._full.items(), 200)
            if "".join(word[0] for word in core) == letters.casefold()
        }
        return next(iter(people.values())) if len(people) == 1 else None

    def find(self, head: str, offset: int) -> Resolution | None:
        """Return the person whom `head` at `offset` means, None for a name that nobody was introduced by."""
        core = core_tokens(head)
        if not core or is_anonymous(head):
            return None
        if (person := self._full.get(core)) is not None:
            return Resolution(person=person)
        if (same := self._ends.get(core)) is not None:
            return same.resolve(offset, Confidence.HIGH)
        if len(core) == 2 and len(core[0]) == 1:
            same = self._initials.get((core[0], core[1]))
            return same.resolve(offset, Confidence.HIGH) if same else None
        # Chinese and Hungarian names have the surname first.
        same = self._firsts.get(core[0]) if len(core) == 1 else None
        if same is not None and len(same.names) == 1:
            return same.resolve(offset, Confidence.MEDIUM)
        return None


def _holder_name(parts: CueParts) -> str | None:
    """Return the name in brackets behind a function: two capitalised words or more."""
    if function_role(parts.head) is None or not parts.asides or parts.mode is not None:
        return None
    name = parts.asides[0]
    return name if len(name.split()) > 1 and (is_title_head(name) or is_caps_head(name)) else None


def make_cue(match: CueMatch, text: str, book: NameBook) -> tuple[Cue, Resolution | None]:
    """Make the cue of a draft, with a short name resolved to the full one.

    The role is the one that stands in this cue: a short cue has none.
    """
    parts = match.parts
    span = Span(match.start, match.end)
    raw = text[match.start : match.end]
    if is_anonymous(parts.head):
        role = function_role(parts.head)
        holder = book.find_holder(parts) if role is not None else None
        if holder is not None:  # "ANCHOR (Sok Dara):", and "ANCHOR:" after it
            return Cue(raw=raw, span=span, name=holder.name, role=role), Resolution(person=holder)
        return Cue(raw=raw, span=span, name=None, role=parts.role or role), None
    found = book.find(parts.head, match.start)
    name = found.person.name if found else parts.head
    confidence = found.confidence if found else Confidence.HIGH
    return Cue(raw=raw, span=span, name=name, role=parts.role, confidence=confidence), found
