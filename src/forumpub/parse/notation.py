"""Characters that a container writes another way: entities of mark-up, escapes of JSON.

A paragraph's spans point at what stands in the source; its text is what that means.
"""

from __future__ import annotations

import enum
import html
import json
import re

from forumpub.patterns import lazy_pattern

# Only the entities that HTML and XML name, and only with their semicolon: `AT&T` and `&ltd` stay as they are.
# What a document type declares is never looked up.
_ENTITY = lazy_pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_JSON_ESCAPE = lazy_pattern(r"(?:\\u[0-9a-fA-F]{4})+|\\[\"\\/bfnrt]")


class Notation(enum.StrEnum):
    """How a stretch of source says its characters."""

    PLAIN = "plain"
    MARKUP = "markup"
    JSON = "json"
    JSON_MARKUP = "json-markup"


_MARKERS = {
    Notation.PLAIN: (),
    Notation.MARKUP: ("&",),
    Notation.JSON: ("\\",),
    Notation.JSON_MARKUP: ("&", "\\"),
}


def read_notation(raw: str, notation: Notation) -> str:
    """Return the characters that a stretch of source means; what is no known escape stands for itself."""
    if not any(marker in raw for marker in _MARKERS[notation]):
        return raw
    text = raw
    if notation in (Notation.JSON, Notation.JSON_MARKUP):
        text = _JSON_ESCAPE.sub(_read_json_escape, text)
    if notation in (Notation.MARKUP, Notation.JSON_MARKUP):
        text = _ENTITY.sub(_read_entity, text)
    return text


def find_escape(raw: str, at: int, notation: Notation) -> int | None:
    """Return the end of the escape that begins at `at`, None where there is none."""
    if notation in (Notation.JSON, Notation.JSON_MARKUP) and (match := _JSON_ESCAPE.match(raw, at)):
        return match.end()
    if notation in (Notation.MARKUP, Notation.JSON_MARKUP) and (match := _ENTITY.match(raw, at)):
        return match.end()
    return None


def _read_json_escape(match: re.Match[str]) -> str:
    # Pairs of surrogates in a row become one character; a lone one is left for the canonical form.
    text: str = json.loads(f'"{match.group()}"')
    return text


def _read_entity(match: re.Match[str]) -> str:
    return html.unescape(match.group())
