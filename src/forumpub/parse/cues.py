"""Speaker cues such as `FIRST LAST, ROLE (mode):`.

A cue is recognised by its form alone; whether it stands where a cue may stand is the reader's business.
"""

from __future__ import annotations

import re
import unicodedata

from forumpub.model import Mode
from forumpub.parse.cue_words import NOT_NAMES, NUMBERED_PARTS, PARTICLES, SUFFIXES, TITLES
from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

# Everything up to the colon that ends a cue. Alternatives start with different characters and every count has
# a limit, so the time is bounded however the text is made. A colon inside brackets or quotes ends nothing.
_CUE_ITEM = (
    r'(?:[^:：()"“”{blank}]|\([^(){blank}]{{0,90}}\)|["“][^"“”{blank}]{{0,90}}["”])'
    r"{{1,200}}?[ \t]?(?::(?=[\s\"“(\[]|$)|：)"
)
_CUE = lazy_pattern(_CUE_ITEM.format(blank=r"\r\n"))
_WRAPPED_CUE = lazy_pattern(_CUE_ITEM.format(blank=""))
_MAX_CUE_CHARS = 240
_MAX_HEAD_CHARS = 80
_MAX_HEAD_TOKENS = 9
_MAX_ROLE_CHARS = 160

_NAME_PREFIXES = (
    "Mc", "Mac", "De", "Di", "La", "Le", "Du", "Da", "Van", "Von", "Fitz",
    "al-", "el-", "Al-", "El-", "d'", "d’",
)  # fmt: skip
_ANONYMOUS = lazy_pattern(
    r"(?:(?:unidentified|unknown|unnamed|multiple|several)\b.{0,60}"
    r"|(?:extract|excerpt|statement)s?(?: (?:from|of|by)\b.{0,40})?"
    r"|(?:(?:first|second|third|male|female|young|old) )?"
    r"(?:man|woman|male|female|boy|girl|crowd|group|audience|protesters?|demonstrators?|child|children|caller"
    r"|all|both|voices?|vox pops?|people|question|questioner|speaker|participant|man and woman)"
    r"(?: ?#?\d{1,3}| [a-z]| [ivx]{2,4})?)",
    re.IGNORECASE,
)
_FUNCTION = lazy_pattern(
    r"(?:reporters?|journalists?|correspondent|announcer|narr(?:ator|\.)?|operator|moderator|interpreter|translator|host"
    r"|anchor|newsreader|presenter|voice-?over|video|recording|singer|text|graphic)(?: ?#?\d{1,3})?",
    re.IGNORECASE,
)
# "VO" alone must be in capitals: Vo is a Vietnamese surname.
_NARRATION = lazy_pattern(r"(?i:narr(?:ator|ation|\.)?|voice[ -]?over)(?: ?#?\d{1,2})?|V/?O|V\.O\.?")
_VOICE_OVER = lazy_pattern(r"voice[ -]?over|\bv\.?/?o\.?\b|narrat", re.IGNORECASE)
_ON_CAMERA = lazy_pattern(r"\bon[ -]camera\b|stand-?up\b|\bto camera\b", re.IGNORECASE)
_TRANSLATED = lazy_pattern(
    r"translat|interpreter|\bsubtitle|voiced by|foreign language.{0,20}transl", re.IGNORECASE
)
_PHONE = lazy_pattern(r"\b(?:tele)?phone\b|\bby phone\b", re.IGNORECASE)
_EMERGENCY = lazy_pattern(r"(?:911|999|112|000) [A-Z]")
# Answers of one word that stand before a cue in a fused line, and open no name.
_ANSWERS = frozenset({"OK.", "NO.", "YES.", "OKAY.", "YEAH.", "WOW.", "SURE.", "RIGHT.", "TRUE."})
_FIRST_WORD = lazy_pattern(r"[^\W\d_]{1,40}")
_PARTY = lazy_pattern(r"[A-Z]{1,3}(?:[-, ]{1,2}[A-Za-z. ]{1,24})?|RET\.?", re.IGNORECASE)
_DELIVERY = lazy_pattern(
    r"^(?:via|through|by|on|off|in|from|over|speaking|singing|reading|laughing|crying|shouting|whispering"
    r"|unintelligible|inaudible|ph|sic|live|archive|voice)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CueParts:
    """What a cue says: `head` is the name as printed, `asides` the words in brackets after it."""

    head: str
    role: str | None = None
    asides: tuple[str, ...] = ()
    mode: Mode | None = None
    role_is_caps: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CueMatch:
    """A cue in a text: `start` and `end` hold it without its colon, `after` is behind the colon."""

    start: int
    end: int
    after: int
    parts: CueParts


def find_mode(aside: str) -> Mode | None:
    """Return how a voice is heard, from words such as "voice-over" or "through translator"."""
    if len(aside) > 80:
        return None
    for pattern, mode in (
        (_VOICE_OVER, Mode.VOICE_OVER),
        (_ON_CAMERA, Mode.ON_CAMERA),
        (_TRANSLATED, Mode.TRANSLATED),
        (_PHONE, Mode.PHONE),
    ):
        if pattern.search(aside):
            return mode
    return None


def is_caps_word(token: str) -> bool:
    """Say whether a token is a name in capitals: `O'NEIL-SMITH`, `McCAIN`, `DeSANTIS`, `J.`."""
    letters = [char for char in token if char.isalpha()]
    if not letters:
        return False
    if all(char.isupper() for char in letters):
        return True
    for prefix in _NAME_PREFIXES:
        if token.startswith(prefix):
            rest = [char for char in token[len(prefix) :] if char.isalpha()]
            return len(rest) >= 2 and all(char.isupper() for char in rest)
    return False


def is_emergency_call(text: str, start: int) -> bool:
    """Say whether a head may begin with a number at `start`: `911 OPERATOR`."""
    return _EMERGENCY.match(text, start) is not None


def is_caps_text(text: str) -> bool:
    """Say whether at least four of five letters are capitals."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) * 5 >= len(letters) * 4


def _bare(token: str) -> str:
    return token.strip(".,;()\"“”'‘’").casefold()


def is_caps_head(head: str) -> bool:
    """Say whether words look like a speaker's name in capitals, with or without a title in small letters."""
    tokens = head.split()[is_emergency_call(head, 0) :]
    if not 1 <= len(tokens) <= _MAX_HEAD_TOKENS or len(head) > _MAX_HEAD_CHARS:
        return False
    if is_narration(head) and is_caps_text(head):
        return True
    if is_anonymous(head) and (is_caps_text(head) or tokens[0].casefold().startswith(("unid", "unkn"))):
        return True
    if tokens[0] in _ANSWERS or "(END " in head or "(BEGIN " in head:
        return False
    strong = 0
    for place, word in enumerate(tokens):
        if is_caps_word(word):
            strong += sum(char.isalpha() for char in word) >= 2 and _bare(word) not in SUFFIXES
        elif _bare(word) in SUFFIXES or word[0] == "#" or (place and (word.isdigit() or word == "&")):
            continue
        elif not (_bare(word) in TITLES and word[0].isupper()) and word not in PARTICLES:
            return False
    if not strong:
        return False
    joined = "".join(char for token in tokens for char in token if char.isalpha() or char == "'")
    first = tokens[0].rstrip(".")
    if first in NUMBERED_PARTS and len(tokens) > 1 and tokens[1].strip(".")[:1].isdigit():
        return False
    return joined not in NOT_NAMES and first not in ("BREAKING", "NOTE", "STORY", "EDITOR'S")


def may_begin_caps_head(text: str, start: int) -> bool:
    """Say whether the word at `start` may be the first of a name in capitals: a cheap first look.

    Most sentences begin with a word in small letters, and need no more than this.
    """
    word = _FIRST_WORD.match(text, start)
    if word is None:
        return True
    letters = word.group()
    rest = letters[1:]
    return not rest.islower() or letters.casefold() in TITLES or letters[:4].casefold() in ("unid", "unkn")


def is_title_head(head: str) -> bool:
    """Say whether words look like a speaker's name in title case: one to six capitalised words."""
    tokens = head.split()
    if not 1 <= len(tokens) <= 6 or len(head) > _MAX_HEAD_CHARS:
        return False
    named = 0
    for token in tokens:
        if token[0].isupper() or token[0] in "\"“'‘":
            named += 1
        elif not (token in PARTICLES or token[0] == "#" or token.isdigit()):
            return False
    return bool(named) and not any(char in head for char in "?!;…")


def is_anonymous(head: str) -> bool:
    """Say whether a cue names nobody: `UNIDENTIFIED MALE`, `CROWD`, `QUESTION`, `Speaker 1`, `REPORTER`."""
    return bool(_ANONYMOUS.fullmatch(head) or _FUNCTION.fullmatch(head))


def is_narration(head: str) -> bool:
    """Say whether a cue is a label of narration, and names nobody: `NARR`, `Narrator`, `VO`, `VOICE-OVER`."""
    return _NARRATION.fullmatch(head) is not None


def function_role(head: str) -> str | None:
    """Return the function that stands for a name (`REPORTER`), None for `UNIDENTIFIED MALE` and names."""
    return head if _FUNCTION.fullmatch(head) else None


def split_parts(raw: str) -> CueParts | None:
    """Take a cue without its colon apart; None where its form is not that of a cue.

    The head is checked for length only: `is_caps_head` and `is_title_head` say more.
    """
    body = raw.strip()
    asides: list[str] = []
    while body.endswith((")", "]")):
        opening = body.rfind("(" if body[-1] == ")" else "[")
        if opening <= 0:
            return None
        asides.insert(0, body[opening + 1 : -1].strip())
        body = body[:opening].rstrip(" \t\r\n,")
    comma = _find_comma(body)
    head, role = (body, None) if comma is None else (body[:comma].rstrip(), body[comma + 1 :].strip())
    if head.endswith(")") and "(" in head[1:]:
        opening = head.rfind("(")
        asides.insert(0, head[opening + 1 : -1].strip())
        head = head[:opening].rstrip()
    if not head or len(head) > _MAX_HEAD_CHARS or len(role or "") > _MAX_ROLE_CHARS:
        return None
    mode = next((found for aside in asides if (found := find_mode(aside)) is not None), None)
    if role is None:
        role = next((aside for aside in asides if _is_role_aside(aside)), None)
    return CueParts(
        head=" ".join(head.split()),
        role=" ".join(role.split()) if role else None,
        asides=tuple(asides),
        mode=mode,
        role_is_caps=role is None or is_caps_text(role),
    )


def _is_role_aside(aside: str) -> bool:
    """Older NPR pages give the role in brackets: `Mr. RICHARD KYLE (Chief Correspondent, Bloomberg)`."""
    return not (
        _PARTY.fullmatch(aside) or _DELIVERY.match(aside) or find_mode(aside) is not None or len(aside) < 4
    )


def _find_comma(body: str) -> int | None:
    """The comma that ends the name: not one in brackets or quotes, nor that of `, JR.`."""
    depth = 0
    quoted = False
    for offset, char in enumerate(body):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char in '"“”':
            quoted = not quoted
        elif char == "," and depth == 0 and not quoted:
            word = body[offset + 1 :].split(",", 1)[0].strip()
            if _bare(word) not in SUFFIXES:
                return offset
    return None


def match_cue(text: str, start: int, end: int, *, wrapped: bool = False) -> CueMatch | None:
    """Match the words from `start` up to a colon as a cue, whatever the case of its letters.

    With `wrapped`, a cue may run over a line end, as it does in hard-wrapped files.
    """
    pattern = _WRAPPED_CUE if wrapped else _CUE
    found = pattern.match(text, start, min(end, start + _MAX_CUE_CHARS))
    if found is None:
        return None
    raw = found.group()[:-1].rstrip()
    # The lookahead can't see past the limit of the match: a digit there would be a time of day.
    parts = split_parts(raw)
    if parts is None:
        return None
    return CueMatch(start=start, end=start + len(raw), after=found.end(), parts=parts)


def core_tokens(head: str) -> tuple[str, ...]:
    """The words of a name that tell people apart: folded, no titles, suffixes or nicknames in quotes."""
    tokens = []
    for token in head.split():
        folded = unicodedata.normalize("NFC", _bare(token)).replace("’", "'")
        if not folded or folded in SUFFIXES or token[0] in '"“#(':
            continue
        tokens.append(folded)
    # KING and JUDGE are surnames too: only what stands in front of a name is a title.
    first = next((place for place, token in enumerate(tokens) if token not in TITLES), len(tokens) - 1)
    return tuple(tokens[max(first, 0) :])
