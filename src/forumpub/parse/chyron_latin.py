"""Speaker lines in Latin letters: name, role and organisation.

The shapes are those of machine-translated Chinese captions: `Name, Role, Org`, `Name, Role of Org`,
`Name, a Role from …`, `Role Name`, `Name (Country), Role`.
"""

from __future__ import annotations

import re

from forumpub.model import Confidence
from forumpub.parse.canonical import BLANKS
from forumpub.parse.names import (
    bare,
    is_honorific,
    is_latin_name,
    is_lay_word,
    is_name_token,
    is_org_word,
    is_particle,
    is_pinyin_surname,
    is_role_word,
    words,
)
from forumpub.parse.places import is_place_name
from forumpub.parse.voices import Voice
from forumpub.patterns import lazy_pattern

_PAREN = lazy_pattern(r"([^(（,，]{2,60}?)\s*[(（]([^()（）]{1,80})[)）]\s*(.{0,120})")
_COMMA = lazy_pattern(r"\s*[,，]\s*")
_DASH = lazy_pattern(r"\s+[-–—|/]\s+")
_ARTICLE = lazy_pattern(r"(?:a|an|the)\s", re.IGNORECASE)
_NAME_SUFFIX = lazy_pattern(r"(?:Jr|Sr|II|III|IV|Ph\.?\s?D|M\.?D|Esq)\.?", re.IGNORECASE)
_PREPOSITION = lazy_pattern(r"\s+(of|at|for|with|from|in|to)\s+", re.IGNORECASE)
_LEADING_THE = lazy_pattern(r"the\s+(?=[A-Z\d])", re.IGNORECASE)
# "Minister of Commerce" and "Chief of Staff" are roles; in "Director of the Port Office" an office follows.
_FIELD_ROLES = frozenset(["minister", "professor", "doctor", "master", "bachelor", "ambassador", "secretary"])
# A resident of a town is no officer of it.
_OUTLET_ROLES = frozenset(["reporter", "correspondent", "journalist", "anchor", "photographer"])
_FOR_ROLES = frozenset(
    ["spokesman", "spokesperson", "spokeswoman", "representative", "envoy", "correspondent"]
)
_PLACE_PREPOSITIONS = frozenset(["in", "from", "at"])
_COUNTRY_WORDS_MAX = 4
# Chinese surnames as they are written in the south, before given names of two words.
_SOUTHERN_SURNAMES = frozenset(
    ["tan", "lim", "lee", "ng", "goh", "chua", "wong", "chan", "koh", "teo", "ong", "low", "yap", "chong"]
)


def parse_latin_chyron(raw: str) -> Voice | None:
    """Read a speaker line; None where it names nobody."""
    text = " ".join(raw.strip(BLANKS).rstrip(":：,，;").split())
    if not text:
        return None
    paren = _PAREN.fullmatch(text)
    if paren is not None and is_latin_name(paren.group(1)):
        return _with_parenthesis(*paren.groups())
    dash = _DASH.search(text)
    if dash is not None and is_latin_name(text[: dash.start()]):
        text = f"{text[: dash.start()]}, {text[dash.end() :]}"
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) < 2:
        return parse_role_name(text)
    return _with_commas(parts)


def _with_parenthesis(name: str, inner: str, tail: str) -> Voice:
    """Read `Name (Country), Role` and `Name (Role, Org)`."""
    rest = tail.strip(" ,，")
    if rest:
        return _voice(name, rest)
    tokens = inner.split()
    country = len(tokens) <= _COUNTRY_WORDS_MAX and all(
        is_name_token(token) or bare(token) in ("of", "and", "the") for token in tokens
    )
    if country and not any(is_role_word(token) or is_org_word(token) for token in tokens):
        return Voice(name=name)
    return _voice(name, inner)


def _with_commas(parts: list[str]) -> Voice | None:
    head, rest = parts[0], parts[1:]
    if is_place_name(head):  # "Bangkok, Thailand" names nobody
        return None
    if _NAME_SUFFIX.fullmatch(rest[0]):
        head, rest = f"{head}, {rest[0]}", rest[1:]
        if not rest:
            return Voice(name=head)
    leading = parse_role_name(head)
    if leading is not None and leading.role and not leading.org:
        return Voice(
            name=leading.name,
            role=leading.role,
            org=_strip_the(", ".join(rest)),
            confidence=Confidence.MEDIUM,
        )
    if is_latin_name(head.replace(",", "")) and _is_head(head, rest):
        return _voice(head, ", ".join(rest))
    last = parts[-1]
    roles = " ".join(parts[:-1])
    if _is_full_name(last) and any(map(is_role_word, roles.split())):
        voice = _voice(last, ", ".join(parts[:-1]))
        return Voice(name=voice.name, role=voice.role, org=voice.org, confidence=Confidence.MEDIUM)
    return None


def _is_head(head: str, rest: list[str]) -> bool:
    """Say whether a line's first part is a name; a single word is one if a role follows it."""
    tokens = head.split()
    if len(tokens) > 1:
        return not all(is_role_word(token) or bare(token) in words("role-en-modifier") for token in tokens)
    following = " ".join(rest).split()
    described = any(is_role_word(token) or is_org_word(token) for token in following)
    return (described or is_place_name(", ".join(rest))) and not is_role_word(head)


def _is_full_name(text: str) -> bool:
    tokens = text.split()
    return 2 <= len(tokens) <= 3 and is_latin_name(text) and not any(map(is_role_word, tokens))


def _voice(name: str, rest: str) -> Voice:
    role, org = split_role(rest)
    return Voice(name=name.strip(), role=role, org=org)


def split_role(rest: str) -> tuple[str | None, str | None]:
    """Split what follows a name into role and organisation."""
    if _ARTICLE.match(rest):
        return rest, None
    parts = [part for part in _COMMA.split(rest) if part]
    first = parts[0]
    if _is_organisation(first) or is_place_name(first):
        for place, part in enumerate(parts[1:], start=1):
            if any(map(is_role_word, part.split())) and not _is_organisation(part):
                return part, ", ".join(parts[:place] + parts[place + 1 :])
        return None, rest
    split = _split_of(first)
    if split is not None:
        role, org = split
        return role, ", ".join([org, *parts[1:]])
    return first, ", ".join(parts[1:]) or None


def _is_organisation(text: str) -> bool:
    """Say whether a part names an organisation and no role: "Ministry of Commerce", "Gulf Port Group"."""
    tokens = text.split()
    of = next((place for place, token in enumerate(tokens) if token.casefold() == "of"), len(tokens))
    head = tokens[:of]
    if not head or any(map(is_role_word, head)):
        return False
    return is_org_word(head[-1]) and tokens[0][:1].isupper()


def _split_of(text: str) -> tuple[str, str] | None:
    """Split "Director of the Port Office" at the preposition that leads to the organisation."""
    for match in _PREPOSITION.finditer(text):
        role, org = text[: match.start()], text[match.end() :]
        word = match.group(1).casefold()
        last = bare(role.split()[-1]) if role.split() else ""
        named = _LEADING_THE.sub("", org, count=1)
        if not named[:1].isupper() and not named[:1].isdigit():
            continue
        if word in ("from", "in", "to") or (word == "of" and last in words("role-en-of-place")):
            return None
        if word == "of" and _is_field(last, named):
            continue
        if (word in ("for", "with") and last not in _FOR_ROLES) or not role:
            continue
        return role, _strip_the(org)
    return None


def _is_field(last: str, org: str) -> bool:
    first = bare(org.split()[0])
    if first in words("role-en-field"):
        return True
    return last in _FIELD_ROLES and last != "secretary" and not any(map(is_org_word, org.split()))


def _strip_the(text: str) -> str:
    return _LEADING_THE.sub("", text, count=1)


def parse_role_name(text: str) -> Voice | None:
    """Read a line without commas: "Driver Chen Jianguo", "Qinghai tourist Zhao Ziping", or a name alone."""
    tokens = text.split()
    if not tokens or len(tokens) > 16:
        return None
    honorific = next((place for place, token in enumerate(tokens) if is_honorific(token)), None)
    if honorific is not None and honorific + 1 < len(tokens):
        name = " ".join(tokens[honorific:])
        return _role_and_name(tokens[:honorific], name) if is_latin_name(name) else None
    if any(token.casefold() == "of" for token in tokens):
        return _with_of(tokens)
    lower = [place for place, token in enumerate(tokens) if token[:1].islower() and not is_particle(token)]
    if lower:
        return _after_lower_case(tokens, lower[-1])
    return _all_capitals(tokens)


def _with_of(tokens: list[str]) -> Voice | None:
    """Read "Chen Dehai of China-ASEAN Center" and "Secretary General of China-ASEAN Center Chen Dehai"."""
    of = next(place for place, token in enumerate(tokens) if token.casefold() == "of")
    before, after = tokens[:of], tokens[of + 1 :]
    if not before or not after:
        return None
    if not any(map(is_role_word, before)):
        name = " ".join(before)
        plausible = len(before) > 1 and is_latin_name(name) and not is_org_word(before[-1])
        return (
            Voice(name=name, org=_strip_the(" ".join(after)), confidence=Confidence.MEDIUM)
            if plausible
            else None
        )
    if len(after) > 2 and is_pinyin_surname(after[-2]) and is_name_token(after[-1]):
        org = _strip_the(" ".join(after[:-2]))
        return Voice(name=" ".join(after[-2:]), role=" ".join(before), org=org, confidence=Confidence.MEDIUM)
    return None


def _after_lower_case(tokens: list[str], last: int) -> Voice | None:
    if last == len(tokens) - 1:
        return _name_then_role(tokens)
    split = last + 1
    if tokens[last] in _PLACE_PREPOSITIONS:  # "student in China Ali Hassan": a place stands before the name
        split = len(tokens) - 2
        if split > last + 2 and bare(tokens[split - 1]) in _SOUTHERN_SURNAMES:
            split -= 1  # "a buyer from Malaysia Tan Wei Ming"
        if split <= last + 1:
            return None
    name, role = tokens[split:], tokens[:split]
    if not 1 <= len(name) <= 4 or not is_latin_name(" ".join(name)):
        return None
    known = any(map(is_role_word, role))
    chinese = (len(name) == 2 and is_pinyin_surname(name[0])) or (
        len(name) == 3 and bare(name[0]) in _SOUTHERN_SURNAMES
    )
    if known or (chinese and len(role) <= 5):
        return _role_and_name(role, " ".join(name))
    return None


def _name_then_role(tokens: list[str]) -> Voice | None:
    """Read "Xu Kemin Chief Economist": a Chinese name and, without a comma, a role at the end of the line."""
    name = " ".join(tokens[:2])
    if len(tokens) < 3 or not is_latin_name(name) or not is_pinyin_surname(tokens[0]):
        return None
    if is_role_word(tokens[1]) or not is_role_word(tokens[-1]):
        return None
    role, org = split_role(" ".join(tokens[2:]))
    return Voice(name=name, role=role, org=org, confidence=Confidence.MEDIUM)


def _all_capitals(tokens: list[str]) -> Voice | None:
    roles = [place for place, token in enumerate(tokens[:-1]) if is_role_word(token)]
    if roles and len(tokens) - roles[-1] - 1 >= 2:
        name = " ".join(tokens[roles[-1] + 1 :])
        if is_latin_name(name):
            return _role_and_name(tokens[: roles[-1] + 1], name)
    reversed_order = _name_then_role(tokens)
    if reversed_order is not None:
        return reversed_order
    name = " ".join(tokens)
    alone = 2 <= len(tokens) <= 4 and is_latin_name(name) and not any(map(is_org_word, tokens))
    return Voice(name=name, confidence=Confidence.MEDIUM) if alone else None


def _role_and_name(role: list[str], name: str) -> Voice:
    if not role:
        return Voice(name=name)
    outlet = role[:-1]
    if bare(role[-1]) in _OUTLET_ROLES and len(outlet) > 1 and any(map(is_org_word, outlet)):
        return Voice(name=name, role=role[-1], org=" ".join(outlet))
    return Voice(name=name, role=" ".join(role))


def is_lay_role(text: str) -> bool:
    """Say whether a role is what somebody is in the story, and no office."""
    return any(map(is_lay_word, text.split()))
