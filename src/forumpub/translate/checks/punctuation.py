"""Q1 and B1: signs that come in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.pair import Pair
from forumpub.translate.findings import Finding

_QUOTE = re.compile("[\"“”„«»「」『』〝〞]|''|‘‘|’’|``")
_BRACKET = re.compile(r"[()\[\]（）［］【】]")
_EMPTY = re.compile(r"\(\s*\)|（\s*）|\[\s*\]|“\s*”|「\s*」|《\s*》")
_CLOSING_QUOTES = frozenset("\"”’»」』'›〞")
_OPENING = "([（［【"
_CLOSING = ")]）］】"


def check_quotes(pair: Pair) -> Iterator[Finding]:
    """Check that quotation marks are there, and in pairs, as in the source."""
    wanted, found = len(_QUOTE.findall(pair.source)), len(_QUOTE.findall(pair.target))
    if wanted == found or (not wanted and found % 2 == 0):
        return
    if found % 2 and wanted % 2 == 0:
        message = "a quotation mark has no partner"
    elif wanted > 1 and not re.search("['‘’]", pair.target) and not found:
        message = "the source quotes somebody's words; the translation has no quotation marks"
    else:
        return
    yield Finding(rule=rules.QUOTES_DIFFER, message=message)


def check_brackets(pair: Pair) -> Iterator[Finding]:
    """Check that brackets come in pairs where the source's do, and that something stands in them."""
    empty = _EMPTY.search(pair.target)
    if empty is not None and _EMPTY.search(pair.source) is None:
        message = f"there is nothing in {empty.group()}"
        yield Finding(rule=rules.BRACKETS_EMPTY, message=message, target=Span(*empty.span()))
    place = _unbalanced(pair.target)
    if place is not None and _unbalanced(pair.source) is None:
        message = f"the bracket {pair.target[place]} has no partner"
        yield Finding(rule=rules.BRACKETS_DIFFER, message=message, target=Span(place, place + 1))


def is_left_open(pair: Pair) -> bool:
    """Tell whether the target leaves a quotation or a bracket open that the source doesn't."""
    quotes = len(_QUOTE.findall(pair.target)) % 2 and len(_QUOTE.findall(pair.source)) % 2 == 0
    return bool(quotes) or (_unbalanced(pair.target) is not None and _unbalanced(pair.source) is None)


def is_quote_lost(pair: Pair) -> bool:
    """Tell whether the source quotes somebody, and the target nobody, or no longer at its end."""
    if len(_QUOTE.findall(pair.source)) > 1 and not _QUOTE.search(pair.target):
        return True
    return _QUOTE.match(pair.source[-1:]) is not None and pair.target[-1:] not in _CLOSING_QUOTES


def _unbalanced(text: str) -> int | None:
    waiting: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() in _OPENING:
            waiting.append(match.start())
        elif waiting and _OPENING.index(text[waiting[-1]]) % 2 == _CLOSING.index(match.group()) % 2:
            waiting.pop()
        # "a) first": a bracket after a number or a letter of a list.
        elif not re.search(r"(?:^|\s)\w{1,2}$", text[max(0, match.start() - 3) : match.start()]):
            return match.start()
    return waiting[0] if waiting else None
