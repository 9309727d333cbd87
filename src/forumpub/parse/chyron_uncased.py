"""Speaker lines in Thai, Lao, Khmer, Burmese and Tamil letters, which have no capitals.

A name is told by its place: in front of a comma, a bracket or a dash; in Thai and Lao also in front of the
word of an office, which a blank parts from it.
"""

from __future__ import annotations

from forumpub.model import Confidence
from forumpub.parse.canonical import BLANKS
from forumpub.parse.names import words
from forumpub.parse.voices import Voice
from forumpub.patterns import lazy_pattern

_LETTER = lazy_pattern(r"[\u0b80-\u0bff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_COMMA = lazy_pattern(r"\s*[,，၊]\s*|\s+[-–—|/]\s+")
_PAREN = lazy_pattern(r"([^()（）,，]{2,60}?)\s*[(（]([^()（）]{2,80})[)）]")
_NAME_CHARS = 48
_NAME_WORDS = 4


def has_uncased(text: str) -> bool:
    """Say whether a text is written in a script of the region that has no capitals."""
    return _LETTER.search(text) is not None


def parse_uncased_chyron(raw: str) -> Voice | None:
    """Read a speaker line; None where nothing parts a name from an office."""
    text = " ".join(raw.strip(BLANKS).rstrip(":：,，;").split())
    paren = _PAREN.fullmatch(text)
    parts = list(paren.groups()) if paren else [part for part in _COMMA.split(text) if part]
    if len(parts) < 2:
        parts = _before_office(text)
    if len(parts) < 2 or not _may_name(parts[0]):
        return None
    role, org = _split_office(parts[1], parts[2:])
    return Voice(name=parts[0], role=role, org=org, confidence=Confidence.MEDIUM)


def _may_name(text: str) -> bool:
    return len(text) <= _NAME_CHARS and len(text.split()) <= _NAME_WORDS and has_uncased(text)


def _split_office(role: str, others: list[str]) -> tuple[str, str | None]:
    """Part "หัวหน้านักเศรษฐศาสตร์ กระทรวงอุตสาหกรรม" where the word of an organisation begins."""
    tokens = role.split()
    for place, token in enumerate(tokens[1:], start=1):
        if any(token.startswith(word) for word in words("org-uncased")):
            return " ".join(tokens[:place]), ", ".join([" ".join(tokens[place:]), *others])
    return role, ", ".join(others) or None


def _before_office(text: str) -> list[str]:
    """Part "สมชาย ใจดี ผู้อำนวยการท่าเรือ" where the word of an office begins."""
    tokens = text.split()
    for place, token in enumerate(tokens[1 : _NAME_WORDS + 1], start=1):
        if any(token.startswith(office) for office in words("role-uncased")):
            return [" ".join(tokens[:place]), " ".join(tokens[place:])]
    return [text]
