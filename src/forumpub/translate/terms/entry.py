"""Glossary terms for one pair of languages, and where they stand in a sentence."""

from __future__ import annotations

import enum

from forumpub.source import Span
from forumpub.values import dataclass


class Part(enum.StrEnum):
    """What a term names."""

    TERM = "term"
    PERSON = "person"
    ROLE = "role"
    ORGANISATION = "organisation"
    PLACE = "place"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """One term in one pair of languages.

    `target` is the rendering to use, `accepted` are others that count as right, `forbidden` words that must
    not stand for it. `keep`: the source's own words stay (do not translate). `origin` names the file and
    line of the row.
    """

    source: str
    target: str
    part: Part = Part.TERM
    accepted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    keep: bool = False
    reviewed: bool = False
    note: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """A term in a sentence. `span` are its code points there."""

    span: Span
    entry: TermEntry
