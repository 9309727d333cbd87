"""Mark-up as a flat row of tokens with their places in the source.

Tags are read one by one: no tree is built, nothing is nested too deep, no entity that a document declares is
resolved, and nothing is fetched. Broken mark-up gives tokens too. Linear in the length of the text.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator

from forumpub.parse.notation import Notation, read_notation
from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

_MAX_TAG_CHARS = 20_000
# Mark-up inside a JSON string may write `<\/p>`.
# No `<` inside a tag, so that a million of them cost no more than one look each.
_TAG = lazy_pattern(
    r"<(?P<close>\\?/|)(?P<name>[A-Za-z_][\w:.-]{0,100})"
    r"(?P<rest>(?:[^<>\"']|\"[^\"<]{0,10000}\"|'[^'<]{0,10000}')*+)>"
)
_LOOSE_TAG = lazy_pattern(r"<(?P<close>\\?/|)(?P<name>[A-Za-z_][\w:.-]{0,100})(?P<rest>[^<>]*+)>")
_ATTRIBUTE = lazy_pattern(
    r"(?P<name>[A-Za-z_:][\w:.-]{0,100})(?:\s{0,20}=\s{0,20}"
    r"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'<>=]+)))?"
)
_DECLARED_END = lazy_pattern(r"\]\s{0,100}>")
_SPECIAL = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))


class Kind(enum.Enum):
    """What a token is. `EMPTY` is a tag that opens and closes; `ASIDE` a comment or an instruction."""

    TEXT = enum.auto()
    OPEN = enum.auto()
    CLOSE = enum.auto()
    EMPTY = enum.auto()
    CDATA = enum.auto()
    ASIDE = enum.auto()
    DOCTYPE = enum.auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of source. `name` is a tag's local name, without its prefix, in small letters.

    `inner` is the text of a CDATA section without its brackets; for a tag the part behind its name.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    inner: tuple[int, int] = (0, 0)


def scan_markup(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Give the tokens of `text[start:end]` in order, without a gap."""
    stop = len(text) if end is None else end
    missing: set[str] = set()  # endings that no longer come: they needn't be looked for again
    at = words = start
    while (at := text.find("<", at, stop)) >= 0:
        token = _special(text, at, stop, missing) or _tag(text, at, stop)
        if token is None:
            at += 1
            continue
        if words < token.start:
            yield Token(Kind.TEXT, words, token.start)
        yield token
        at = words = token.end
    if words < stop:
        yield Token(Kind.TEXT, words, stop)


def read_attributes(text: str, token: Token) -> dict[str, str]:
    """Return the attributes of a tag by local name in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text, *token.inner):
        name = match["name"].rpartition(":")[2].casefold()
        if match["name"].startswith("xmlns"):
            continue
        value = match["double"] if match["double"] is not None else match["single"] or match["bare"] or ""
        found.setdefault(name, read_notation(value, Notation.MARKUP))
    return found


def find_root(text: str, start: int = 0) -> str | None:
    """Return the name of the first element, where nothing but blanks and declarations stands before it."""
    for token in scan_markup(text, start):
        if token.kind in (Kind.OPEN, Kind.EMPTY):
            return token.name
        if token.kind is Kind.TEXT and text[token.start : token.end].strip("\ufeff \t\r\n"):
            return None
    return None


def declares_entities(text: str, token: Token) -> bool:
    """Say whether a document type declares entities, which are never resolved."""
    return token.kind is Kind.DOCTYPE and "<!ENTITY" in text[token.start : token.end]


def find_attribute(text: str, token: Token, name: str) -> tuple[int, int] | None:
    """Return where the value of an attribute stands."""
    for match in _ATTRIBUTE.finditer(text, *token.inner):
        if match["name"].rpartition(":")[2].casefold() == name:
            group = next((key for key in ("double", "single", "bare") if match[key] is not None), None)
            return match.span(group) if group else None
    return None


def _special(text: str, at: int, stop: int, missing: set[str]) -> Token | None:
    """Read a comment, a CDATA section, an instruction or a document type."""
    for opening, closing in _SPECIAL:
        if not text.startswith(opening, at):
            continue
        if closing in missing:
            return None
        end = text.find(closing, at + len(opening), stop)
        if end < 0:
            missing.add(closing)
            return None
        if opening == "<![CDATA[":
            return Token(Kind.CDATA, at, end + len(closing), inner=(at + len(opening), end))
        return Token(Kind.ASIDE, at, end + len(closing))
    return _doctype(text, at, stop, missing) if text.startswith("<!", at) else None


def _doctype(text: str, at: int, stop: int, missing: set[str]) -> Token | None:
    """Read `<!DOCTYPE …>` with everything that it declares."""
    end = text.find(">", at, min(stop, at + _MAX_TAG_CHARS))
    subset = text.find("[", at, end if end >= 0 else min(stop, at + _MAX_TAG_CHARS))
    if subset >= 0:
        if "]>" in missing:
            return None
        closing = _DECLARED_END.search(text, subset, stop)
        if closing is None:
            missing.add("]>")
            return None
        return Token(Kind.DOCTYPE, at, closing.end(), inner=(subset, closing.start()))
    return Token(Kind.DOCTYPE, at, end + 1) if end >= 0 else None


def _tag(text: str, at: int, stop: int) -> Token | None:
    match = _TAG.match(text, at, stop) or _LOOSE_TAG.match(text, at, stop)
    if match is None:
        return None
    name = match["name"].rpartition(":")[2].casefold()
    opening = Kind.EMPTY if match["rest"].endswith("/") else Kind.OPEN
    kind = Kind.CLOSE if match["close"] else opening
    return Token(kind, match.start(), match.end(), name, match.span("rest"))
