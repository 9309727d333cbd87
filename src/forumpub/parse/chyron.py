"""Speaker lines: which texts are one, and where an inline one ends."""

from __future__ import annotations

import re

from forumpub.parse.chyron_han import is_role_alone, parse_han_chyron
from forumpub.parse.chyron_latin import parse_latin_chyron
from forumpub.parse.chyron_uncased import has_uncased, parse_uncased_chyron
from forumpub.parse.names import bare, has_han, is_honorific, is_latin_name, is_org_word, is_role_word, words
from forumpub.parse.voices import Voice
from forumpub.patterns import lazy_pattern

# Longer lines are glued to the words said. A line in Title Case may be longer: words said are not.
LINE_CHARS = 120
_TITLE_LINE_CHARS = 170
_HAN_LINE_CHARS = 60
_ABBREVIATION = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Inc|Ltd|Co|Corp|No|Gen|Col|Lt|Capt|Sgt|Gov|Sen|Rep|Rev|Hon|Ph\.D|M\.D|U\.S|U\.K|"
    r"U\.N|Dept|Univ|Assoc|Asst|Bros|Ave|Mt|Vs|etc|[A-Z])"
)
_SENTENCE_END = lazy_pattern(
    r"[。！？；!?…។៕။]|\.{3}|(?<![A-Z])\.[\"”’')]*(?=\s+[A-Z\"“]|\s*$)|(?<=[A-Z]{2})\.(?=\s|$)"
)
_ENDS_ABBREVIATION = lazy_pattern(rf"(?:^|[\s.(]){_ABBREVIATION}$")
_RELATIVE = lazy_pattern(r"\s(?:who|whose|whom|which|that)\s[^,，]*")
_PRONOUNS = frozenset(["i", "we", "you", "he", "she", "it", "they", "us", "me", "them", "him"])
_OWN = frozenset(["my", "our", "your", "their"])
_HAN_SPEECH = lazy_pattern(
    r"[我你您他她它咱们這这那哪吗嗎呢吧啊呀嘛很太]|就是|因为|因為|所以|但是|觉得|覺得|认为|認為|表示|希望"
)
_COLON = lazy_pattern(r"[:：]")
_GLUED_HEAD = lazy_pattern(r"([^,，.!?:：]{2,60})[,，]\s+([^.!?]{1,60})")
_BRACKETED = lazy_pattern(
    r"([(（\[【［〔〖]{1,2})"
    r"(?:(?:字幕条?|人名条|字幕條?|CG|Super|Caption)\s?[:：]\s?)?"
    r"([^()（）\[\]【】［］〔〕〖〗]{2,120})([)）\]】］〕〗]{1,2})[ \t\u3000]*[:：]?"
)


def parse_chyron(raw: str) -> Voice | None:
    """Read name, role and organisation from a speaker line; None where it names nobody."""
    if has_han(raw):
        return parse_han_chyron(raw)
    return parse_uncased_chyron(raw) if has_uncased(raw) else parse_latin_chyron(raw)


def is_speech(text: str) -> bool:
    """Say whether a text holds a sentence end, a finite verb or another sign that somebody speaks."""
    if has_han(text):
        return re.search(r"[。！？；!?]", text) is not None or _HAN_SPEECH.search(text) is not None
    if _has_sentence_end(text):
        return True
    # "Li Ming, who lost his house": the verb of a relative clause makes no speech.
    tokens = _RELATIVE.sub(" ", text).replace("’", "'").split()
    for place, token in enumerate(tokens):
        word = bare(token)
        if token[:1].islower() and (word in words("verb-en") or word in _PRONOUNS or word in _OWN):
            return True
        following = tokens[place + 1][:1] if place + 1 < len(tokens) else ""
        if following.islower() and (word in _PRONOUNS or word in words("verb-en")):
            return True
    return False


def _has_sentence_end(text: str) -> bool:
    for match in _SENTENCE_END.finditer(text):
        if not match.group().startswith(".") or not _ENDS_ABBREVIATION.search(text[: match.start()]):
            return True
    return False


def read_line(raw: str) -> Voice | None:
    """Read a whole paragraph as a speaker line; None where it is too long, speech, or names nobody."""
    if len(raw) > (_HAN_LINE_CHARS if has_han(raw) else _TITLE_LINE_CHARS) or is_speech(raw):
        return None
    if len(raw) > LINE_CHARS and not _is_title_case(raw):
        return None
    return parse_chyron(raw)


def _is_title_case(text: str) -> bool:
    small = frozenset(["of", "and", "the", "for", "in", "on", "at", "to", "a", "an", "de", "&"])
    return all(not token[:1].islower() or token in small for token in text.split())


def is_role_only(raw: str) -> bool:
    """Say whether a line is a role and no name: "Villager", "Visitors", "市民"."""
    text = raw.strip().rstrip(":：").strip()
    if has_han(text):
        return is_role_alone(text)
    tokens = text.split()
    # "[Concurrent] passenger": one word needs no capital.
    capital = (text[:1].isupper() or len(tokens) == 1) and bare(text) not in words("not-name-en")
    if "," in text:
        return False
    return 1 <= len(tokens) <= 3 and capital and is_role_word(tokens[-1]) and not is_speech(text)


def is_strong(voice: Voice | None) -> bool:
    """Say whether a line tells more than a name: enough to take it for a speaker where none is expected."""
    return voice is not None and voice.name is not None and (voice.role is not None or voice.org is not None)


def find_inline(text: str) -> tuple[int, int, Voice] | None:
    """Find a speaker line that a colon ends, at the start of `text`.

    Returns:
        The offset of its end, the offset behind the colon, and who it names.
    """
    window = text[: LINE_CHARS + 1]
    for match in _COLON.finditer(window):
        at = match.start()
        if window[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
            continue
        left = window[:at].rstrip()
        voice = _read_inline(left)
        return (len(left), match.end(), voice) if voice is not None else None
    return None


def _read_inline(left: str) -> Voice | None:
    if not left or is_speech(left):
        return None
    if has_han(left):
        if len(left) > _HAN_LINE_CHARS:
            return None
        return Voice(name=None, role=left) if is_role_alone(left) else parse_han_chyron(left)
    if has_uncased(left):
        return parse_uncased_chyron(left)
    tokens = left.split()
    if bare(tokens[0]) in words("determiner-en"):
        return None
    if len(tokens) == 1:
        alone = is_role_word(left) and left[:1].isupper()
        return Voice(name=None, role=left) if alone else None
    voice = parse_latin_chyron(left)
    if voice is None or voice.name is None:
        return None
    return voice if voice.role or voice.org or _is_person(voice.name) else None


def _is_person(name: str) -> bool:
    tokens = name.split()
    return is_honorific(tokens[0]) or (2 <= len(tokens) <= 4 and is_latin_name(name))


def find_bracketed(text: str) -> tuple[int, int, int, Voice] | None:
    """Find a speaker line in brackets at the start of `text`.

    Returns:
        The offsets where the line begins and ends, that behind the bracket and its colon, and who it names.
    """
    match = _BRACKETED.match(text)
    if match is None or is_speech(match.group(2)):
        return None
    voice = parse_chyron(match.group(2))
    if voice is None or not (is_strong(voice) or text[match.end(3) :].lstrip()[:1] in (":", "：")):
        return None
    return match.start(2), match.end(2), match.end(), voice


def looks_glued(text: str) -> bool:
    """Say whether a paragraph of speech begins with what looks like a speaker line."""
    window = text[: LINE_CHARS + 60]
    if has_han(window):
        return _looks_glued_han(window)
    match = _GLUED_HEAD.match(window)
    if match is not None and is_latin_name(match.group(1)) and len(match.group(1).split()) >= 2:
        tokens = match.group(2).split()[:6]
        return any(is_role_word(token) or is_org_word(token) for token in tokens)
    tokens = window.split()[:9]
    if bare(tokens[0]) in words("determiner-en") or not tokens[0][:1].isupper():
        return False
    for stop in range(3, len(tokens)):
        voice = parse_latin_chyron(" ".join(tokens[:stop]))
        if is_strong(voice):
            return True
    return False


def _looks_glued_han(window: str) -> bool:
    tokens = re.split(r"[ \t\u3000\xa0，,：:]+", window.strip())[:4]
    for stop in (2, 3):
        line = " ".join(tokens[:stop])
        if len(tokens) > stop and len(line) <= _HAN_LINE_CHARS and not is_speech(line):
            voice = parse_han_chyron(line)
            if is_strong(voice):
                return True
    return False
