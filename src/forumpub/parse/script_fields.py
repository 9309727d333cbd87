"""What a newsroom's system writes above a script for itself: the slug, the show, the running time.

A slug is the name of a file. It is kept as front matter; readers see a headline, or one taken from the text.
"""

from __future__ import annotations

import re

from forumpub.patterns import lazy_pattern

_FIELD_CHARS = 120
# "Anchor: Welcome back to the programme" is said.
_FIELD_WORDS = 4
_SLUG = lazy_pattern(r"(?:(?:story|item)[ -]?)?slug(?:line|[ -]?name)?\s{0,3}[:：]", re.IGNORECASE)
_FIELD = lazy_pattern(
    r"(?:(?:story|item|page|script)[ -]?(?:no\.?|number|id)|file[ -]?name|programmes?|program|show|bulletin"
    r"|newscast|format|duration|dur|trt|run(?:ning)?[ -]time|air[ -]?date|tx(?:[ -]?date)?|version|status"
    r"|desk|embargo(?:ed)?|keywords?|producer|anchor|talent|writer|client|station|page|block)\s{0,3}[:：]",
    re.IGNORECASE,
)
# What agencies set above a story to say how it stands to others of the day.
_NOTICE = lazy_pattern(
    r"(?:urgent|flash|alert|bulletin|breaking(?: news)?|exclusive|developing|correction|corrected|advisory"
    r"|(?:news|wire) ?script|script|naskah berita(?: / news script)?|skrip berita|kịch bản"
    r"|(?:\d{1,2}(?:st|nd|rd|th) )?lead|update(?:[ -]?\d{1,2})?|\d{1,2}(?:st|nd|rd|th) (?:update|lead)"
    r"|wrap(?:up)?)[.!:]?",
    re.IGNORECASE,
)
# "PORT-OPENING-1800", "asean_port_0512": no blank, and two joints or more.
_FILE_NAME = lazy_pattern(r"(?=.{0,80}[^\W\d_])[^\W_]{1,40}(?:[-_/.][^\W_]{1,40}){2,8}")


def is_slug(text: str) -> bool:
    """Say whether a line is a file's name: `SLUG: Port opening`, or a bare `PORT-OPENING-1800`."""
    if len(text) > _FIELD_CHARS:
        return False
    return _SLUG.match(text) is not None or _FILE_NAME.fullmatch(text) is not None


def is_script_field(text: str) -> bool:
    """Say whether a line above a script is for the newsroom: a slug, `SHOW: …`, `TRT: 1:20`, `URGENT`."""
    if len(text) > _FIELD_CHARS:
        return False
    field = _FIELD.match(text)
    short = (
        field is not None and len(text[field.end() :].split()) <= _FIELD_WORDS and text[-1] not in "。！？!?"
    )
    return is_slug(text) or short or _NOTICE.fullmatch(text) is not None
