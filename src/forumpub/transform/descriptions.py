"""What a sentence says of a person beside the name: "Xu Kemin, chief economist of the Ministry of …"."""

from __future__ import annotations

import re

from forumpub.patterns import lazy_pattern
from forumpub.transform.lexicon import people_words
from forumpub.transform.names import fold_name
from forumpub.values import dataclass

_LONGEST_CHARS = 200
# A description runs to the next comma or to the verb of speaking; it has no quotation and no second sentence.
_AFTER_NAME = lazy_pattern(
    r", (?P<words>[^,.;:()“”\"\[\]]{3,160}?)"
    r"(?=,|\.(?:\s|$)| (?:said|says|told|noted|added|stressed|believes|believed|explained"
    r"|announced|stated|pointed|"
    r"introduced|expressed)\b)"
)
_BELONGS = lazy_pattern(r" (?:of|at|for|with|from|in) (?:the )?(?=[A-Z])")
_HEAD_END = lazy_pattern(r" (?:of|at|for|with|from|in|to|on|and|who)\b|, ")
_ARTICLE = lazy_pattern(r"^(?:an?|the) ", re.IGNORECASE)
_FILLERS = frozenset({"a", "an", "the", "of", "and", "at", "for", "in", "from", "to", "with", "de", "la"})
_WORD = lazy_pattern(r"\w+")
_CHINESE_BEFORE = lazy_pattern(r"[\u3400-\u9fff—·\-–（）]{2,40}$")
_LONGEST_CHINESE_ROLE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Role and organisation in the words of a sentence; `org` is None where it names none."""

    role: str
    org: str | None = None


def read_description(text: str, name_start: int, name_end: int, lang: str) -> Description | None:
    """Read what a paragraph says of the person named at `[name_start, name_end)`.

    Only a phrase whose main word is a known role counts: "Xu Kemin, for example, said" describes nobody.
    """
    if lang == "zh":
        return _read_chinese(text[max(0, name_start - 40) : name_start])
    if lang != "en":
        return None
    match = _AFTER_NAME.match(text[name_end : name_end + _LONGEST_CHARS])
    return split_description(match["words"]) if match else None


def split_description(words: str) -> Description | None:
    """Part "chief economist of the Ministry of …" into role and organisation; None where it is no role."""
    if not is_role(words):
        return None
    belongs = _BELONGS.search(words)
    if belongs is None or _ARTICLE.match(words):
        return Description(role=words)
    return Description(role=words[: belongs.start()], org=words[belongs.end() :])


def is_role(words: str) -> bool:
    """Tell whether the main word of a phrase is a known role."""
    end = _HEAD_END.search(words)
    head = _WORD.findall(words[: end.start()] if end else words)
    roles = people_words().roles
    return bool(head) and (head[-1].casefold() in roles or (len(head) > 1 and head[-2].casefold() in roles))


def roles_agree(known: str, said: str) -> bool:
    """Tell whether two wordings may be one role: they share a word, or in Chinese one holds the other."""
    first, second = _content_words(known), _content_words(said)
    if first & second or not first or not second:
        return True
    return known in said or said in known or bool(set(_han(known)) & set(_han(said)))


def same_role(known: str, said: str) -> bool:
    """Tell whether two wordings are one role, but for case and article."""
    return fold_name(_ARTICLE.sub("", known)) == fold_name(_ARTICLE.sub("", said))


def _content_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold_name(text)) if word not in _FILLERS}


def _han(text: str) -> str:
    return "".join(char for char in text if "\u3400" <= char <= "\u9fff")


def _read_chinese(before: str) -> Description | None:
    match = _CHINESE_BEFORE.search(before)
    if match is None:
        return None
    words = match.group()
    for length in range(min(_LONGEST_CHINESE_ROLE, len(words)), 1, -1):
        if words[-length:] in people_words().chinese_roles:
            org = words[:-length]
            # Words that reach the edge of what was looked at may be cut off: take an organisation whole.
            complete = (
                len(words) < 40 and len(org) >= 2 and not org.startswith(("据", "在", "对", "和", "与", "，"))
            )
            return Description(role=words[-length:], org=org if complete else None)
    return None
