"""Speaker lines in Chinese: organisation and role in one word, then the name; or the reverse."""

from __future__ import annotations

import functools
from dataclasses import replace

from forumpub.model import Confidence
from forumpub.parse.canonical import BLANKS
from forumpub.parse.names import could_be_han_name, has_han, is_han_name, words
from forumpub.parse.voices import Voice
from forumpub.patterns import lazy_pattern

_PAREN = lazy_pattern(r"([^（(，,]{2,40}?)\s*[（(]([^（）()]{1,60})[）)]\s*[，,]?\s*(.{0,60})")
_COMMA = lazy_pattern(r"\s*[，,]\s*")
_BLANK = lazy_pattern(f"[{BLANKS}]+")
_AND = lazy_pattern(r"(.*?)(兼任|兼|、|和|暨|及|/)$")
_LATIN_TAIL = lazy_pattern(r"(.*[\u3400-\u9fff])\s*([A-Z][A-Za-z.'’\- ]{1,40})$")
_SUFFIX_MAX = 8
# Two or three people on one line: "茶农 陈国强、李秀英".
_SEVERAL = lazy_pattern(r"[\u3400-\u9fff·]{2,12}(?:[、和与及/][\u3400-\u9fff·]{2,12}){1,3}")
_SEVERAL_JOINTS = lazy_pattern(r"[、和与及/]")


def parse_han_chyron(raw: str) -> Voice | None:
    """Read a speaker line; None where it names nobody."""
    text = raw.strip(BLANKS).rstrip(":：,，;； ").strip(BLANKS)
    if not text:
        return None
    paren = _PAREN.fullmatch(text)
    if paren is not None:
        return _with_parenthesis(*paren.groups())
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) > 1:
        return _with_commas(parts)
    tokens = _tokens(text)
    if _names_several(tokens[-1]):
        return _with_several(tokens)
    return _from_word(tokens[0]) if len(tokens) == 1 else _from_words(tokens)


def _with_parenthesis(before: str, inner: str, after: str) -> Voice | None:
    """Read `Name（Org+Role）` and `Name（Country）Org+Role`."""
    name = before.strip(BLANKS)
    if not could_be_han_name(name):
        voice = parse_han_chyron(before)
        return voice if voice is not None and not after else None
    rest = after.strip(BLANKS)
    if not rest and split_role(inner)[0] == inner and not _role_suffix(inner):
        return Voice(name=name) if is_han_name(name) else None
    role, org = split_role(rest or inner)
    return Voice(name=name, role=role, org=org) if role or is_han_name(name) else None


def _with_commas(parts: list[str]) -> Voice | None:
    if is_han_name(parts[0]):
        role, org = _from_parts(parts[1:])
        return Voice(name=parts[0], role=role, org=org)
    if is_han_name(parts[-1]):
        role, org = _from_parts(parts[:-1])
        return Voice(name=parts[-1], role=role, org=org, confidence=Confidence.MEDIUM)
    return None


def _names_several(word: str) -> bool:
    if not _SEVERAL.fullmatch(word):
        return False
    names = _SEVERAL_JOINTS.split(word)
    return all(map(could_be_han_name, names)) and any(map(is_han_name, names)) and not _role_suffix(word)


def _with_several(tokens: list[str]) -> Voice | None:
    """Read a line with several names: who of them speaks is open, so that they stay one voice."""
    name = tokens[-1]
    if len(tokens) == 1:
        alone = all(map(is_han_name, _SEVERAL_JOINTS.split(name)))
        return Voice(name=name, confidence=Confidence.LOW) if alone else None
    role, org = _from_parts(tokens[:-1])
    return Voice(name=name, role=role, org=org, confidence=Confidence.LOW)


def _tokens(text: str) -> list[str]:
    """Split at blanks; a name whose two characters were set apart ("王 磊") is one word."""
    tokens: list[str] = []
    for token in _BLANK.split(text):
        if tokens and len(token) == 1 and len(tokens[-1]) == 1 and has_han(token) and has_han(tokens[-1]):
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens


def _from_word(word: str) -> Voice | None:
    """Read a line without a blank: "旅客王女士", "记者阚力", or a name alone."""
    latin = _LATIN_TAIL.fullmatch(word)
    if latin is not None:
        role, org = split_role(latin.group(1))
        return Voice(name=latin.group(2), role=role, org=org, confidence=Confidence.MEDIUM)
    if is_han_name(word):
        return Voice(name=word, confidence=Confidence.MEDIUM)
    for length in range(min(12, len(word) - 1), 1, -1):
        before, name = word[:-length], word[-length:]
        if is_han_name(name) and _role_suffix(before):
            role, org = split_role(before)
            return Voice(name=name, role=role, org=org, confidence=Confidence.MEDIUM)
    return None


def _from_words(tokens: list[str]) -> Voice | None:
    latin = len(tokens)
    while latin > 0 and not has_han(tokens[latin - 1]):
        latin -= 1
    if 0 < latin < len(tokens) and _role_suffix(tokens[latin - 1]):
        role, org = _from_parts(tokens[:latin])
        return Voice(name=" ".join(tokens[latin:]), role=role, org=org)
    first, last = tokens[0], tokens[-1]
    forward = is_han_name(last) and not (_role_suffix(last) and is_han_name(first))
    backward = is_han_name(first) and _role_suffix(last) is not None
    if not forward and not backward:
        forward = could_be_han_name(last) and _is_office(tokens[-2]) and not _role_suffix(last)
        backward = not forward and could_be_han_name(first) and _role_suffix(last) is not None
    # An office that isn't in the table: whatever stands beside a name and is none itself.
    backward = backward or (not forward and is_han_name(first) and not could_be_han_name(last))
    if len(tokens) > 2 and last in words("place-han") and is_han_name(tokens[-2]):
        voice = _from_words(tokens[:-1])  # 记者 林小雨 雅加达
        return replace(voice, org=voice.org or last) if voice is not None else None
    if forward:
        role, org = _from_parts(tokens[:-1])
        return Voice(name=last, role=role, org=org)
    if backward:
        role, org = _from_parts(tokens[1:])
        return Voice(name=first, role=role, org=org)
    return None


def _is_office(word: str) -> bool:
    return _role_suffix(word) is not None or _ends_with(word, words("org-han-suffix"))


def _from_parts(parts: list[str]) -> tuple[str | None, str | None]:
    """Read organisation and role from the words beside a name; the role is in the last one that has one."""
    offices = [place for place, part in enumerate(parts) if _role_suffix(part)]
    place = offices[-1] if offices else len(parts) - 1
    role, org = split_role(parts[place])
    others = [*parts[:place], *([org] if org else []), *parts[place + 1 :]]
    return role, " ".join(others) or None


def split_role(chunk: str) -> tuple[str | None, str | None]:
    """Split "工业和信息化部总经济师" into the role at its end and the organisation before it."""
    suffix = _role_suffix(chunk)
    if suffix is None:
        return (None, chunk) if _ends_with(chunk, words("org-han-suffix")) else (chunk, None)
    if suffix in words("role-han-lay"):
        before = chunk[: -len(suffix)]
        named = bool(before) and _ends_with(before, words("org-han-suffix"))
        return (suffix, before) if named else (chunk, None)
    role = suffix
    rest = _strip_prefixes(chunk[: -len(role)])
    role = chunk[len(rest) :]
    joined = _AND.fullmatch(rest)
    if joined is not None and joined.group(1):
        other, org = split_role(joined.group(1))
        if other is not None and _role_suffix(joined.group(1)):
            return other + joined.group(2) + role, org
    return role, rest.strip(BLANKS) or None


def _strip_prefixes(before: str) -> str:
    """Take 副, 首席, 执行 and the like off the end of what stands before a role."""
    prefixes = words("role-han-prefix")
    while True:
        for length in range(min(3, len(before)), 0, -1):
            if before[-length:] in prefixes:
                before = before[:-length]
                break
        else:
            return before


@functools.lru_cache(maxsize=4096)
def _role_suffix(chunk: str) -> str | None:
    """Return the longest role that a word ends with."""
    for length in range(min(_SUFFIX_MAX, len(chunk)), 1, -1):
        tail = chunk[-length:]
        if tail in words("role-han") or tail in words("role-han-lay"):
            return tail
    return None


def is_role_alone(text: str) -> bool:
    """Say whether a word is a role and nothing else: "记者", "村民"."""
    return _role_suffix(text) == text


def ends_with_role(text: str) -> bool:
    """Say whether a word ends with a role of the table."""
    return _role_suffix(text) is not None


def _ends_with(text: str, suffixes: frozenset[str]) -> bool:
    return any(text[-length:] in suffixes for length in range(1, min(4, len(text)) + 1))
