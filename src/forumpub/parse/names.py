"""What a person's name looks like, in Latin letters and in Chinese."""

from __future__ import annotations

import functools
import importlib.resources
import re

from forumpub.patterns import lazy_pattern

# A Chinese letter, or another from beyond Tamil. Every character of a range costs time when a pattern is
# compiled, and 28,000 Chinese ones a millisecond; this is for patterns in which the others do no harm.
FAR_LETTER = r"[^\W\0-\u0b7f]"
_FIRST_HAN = "〇"
_HAN = lazy_pattern(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")
_ALL_HAN = lazy_pattern(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]+")
# A foreign name in Chinese: parts of Han or single letters with a middle dot between them.
_DOTTED = lazy_pattern(r"[\u3400-\u9fffA-Z]{1,12}(?:[·•・‧∙.．][\u3400-\u9fffA-Z]{1,12}){1,4}")
_LATIN_TOKEN = lazy_pattern(r"[^\W\d_][\w'’ʼ.\-‐‑]*", re.UNICODE)
# Words that begin a sentence in capitals and name nobody.


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return a set of words by its name in `names.tsv`.

    Raises:
        KeyError: there is no set of that name.
    """
    table = importlib.resources.files("forumpub.parse").joinpath("names.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t", 1) for line in table.splitlines())
    return frozenset(rows[name].split())


def has_han(text: str) -> bool:
    """Say whether a text holds Chinese characters."""
    return max(text, default="") >= _FIRST_HAN and _HAN.search(text) is not None


@functools.cache
def _single_surnames() -> frozenset[str]:
    return frozenset(word for word in words("surname-han") | words("surname-hant") if len(word) == 1)


def is_han_name(text: str) -> bool:
    """Say whether a word is a Chinese person's name, an honorific form, or a foreign name with dots."""
    if len(text) > 30 or text in words("not-name-han"):
        return False
    if _DOTTED.fullmatch(text):
        return True
    if not _ALL_HAN.fullmatch(text):
        return False
    for honorific in words("honorific-han"):
        if text.endswith(honorific) and 1 <= len(text) - len(honorific) <= 4:
            before = text[: -len(honorific)]
            return _has_surname(before) or len(before) <= 1
    return _has_surname(text) and 2 <= len(text) <= (4 if text[:2] in words("surname-han-double") else 3)


def _has_surname(text: str) -> bool:
    return text[:2] in words("surname-han-double") or text[:1] in _single_surnames()


def could_be_han_name(text: str) -> bool:
    """Say whether a word has the form of a Chinese name, its surname a rare one perhaps."""
    return is_han_name(text) or (2 <= len(text) <= 4 and _ALL_HAN.fullmatch(text) is not None)


def is_name_token(token: str) -> bool:
    """Say whether a word is written as part of a name in Latin letters: with a capital, without digits."""
    return _LATIN_TOKEN.fullmatch(token) is not None and (token[0].isupper() or token[:3] in ("al-", "el-"))


def is_particle(token: str) -> bool:
    """Say whether a word is one of those that names hold uncapitalised: bin, de, van."""
    return token.casefold() in words("particle")


def bare(token: str) -> str:
    """Return a word without its punctuation, lower case."""
    return token.strip(".,;:'’\"“”()").casefold()


def is_pinyin_surname(token: str) -> bool:
    """Say whether a word is a Chinese surname in Latin letters."""
    return bare(token) in words("surname-pinyin")


def is_latin_name(text: str) -> bool:
    """Say whether a text is a name in Latin letters: one to six capitalised words and particles."""
    tokens = text.split()
    if not 1 <= len(tokens) <= 6 or len(text) > 60 or bare(tokens[0]) in words("not-name-en"):
        return False
    if bare(tokens[-1]) in words("org-en") or not is_name_token(tokens[0]):
        return False
    return all(is_name_token(token) or is_particle(token) for token in tokens[1:])


def is_honorific(token: str) -> bool:
    """Say whether a word is Mr, Ms, Dr and the like."""
    return bare(token) in words("honorific-en")


def is_role_word(token: str) -> bool:
    """Say whether an English word names an office or an occupation, or what somebody is in the story."""
    word = bare(token)
    singular = word.removesuffix("s")
    last = word.rpartition("-")[2]
    return any(form in words("role-en") or form in words("role-en-lay") for form in (word, singular, last))


def is_lay_word(token: str) -> bool:
    """Say whether an English word says what somebody is in the story: resident, tourist."""
    return bare(token) in words("role-en-lay")


def is_org_word(token: str) -> bool:
    """Say whether an English word is the kind of an organisation: ministry, center, group."""
    word = bare(token)
    return word in words("org-en") or (word.endswith("s") and word[:-1] in words("org-en"))
