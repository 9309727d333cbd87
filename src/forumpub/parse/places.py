"""Which words behind a speaker's name are a place: "Mary Lim, Kuala Lumpur"."""

from __future__ import annotations

from dataclasses import replace

from forumpub.parse.draft import Cue
from forumpub.parse.names import words
from forumpub.patterns import lazy_pattern

_PLACE_CHARS = 80
_COMMA = lazy_pattern(r"\s*[,，]\s*")
_LEAD = lazy_pattern(
    r"(?:in|from|near|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central|greater)_"
)
_KIND = lazy_pattern(r"_(?:city|province|state|island|region|district)$")


def is_place_name(text: str) -> bool:
    """Say whether a text is a place that the table of names knows, and nothing more.

    "Bangkok, Thailand" is one; "Kuala Lumpur City Hall" and "Singapore Airlines" are organisations there.
    """
    if not text or len(text) > _PLACE_CHARS:
        return False
    return all(map(_is_known, _COMMA.split(text.strip())))


def _is_known(part: str) -> bool:
    name = "_".join(part.casefold().replace("’", "'").rstrip(".").split())
    bare = _LEAD.sub("", name, count=1)
    forms = (name, bare, _KIND.sub("", bare))
    return any(form in words("place-en") or form in words("city-en") for form in forms)


def settle_place(cue: Cue) -> Cue:
    """Move a place out of the role: where somebody is from is no office.

    An article has no field for it; it stands with the organisation, which is printed behind the role.
    """
    if cue.role is None or not is_place_name(cue.role):
        return cue
    return replace(cue, role=None, org=", ".join(filter(None, (cue.role, cue.org))))
