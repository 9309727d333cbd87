"""Which day is the event's: one in an agency's line, or one that a sentence says something happened on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from forumpub.patterns import lazy_pattern
from forumpub.transform.calendar import DateMention
from forumpub.transform.lexicon import english_words
from forumpub.transform.sentences import split_sentences

# WUHAN, July 16 (Xinhua) --
_PLACE_WORD = r"[A-Z][\w'’.-]{1,30}"
_BEFORE_IN_AGENCY_LINE = lazy_pattern(
    rf"(?:{_PLACE_WORD}(?: {_PLACE_WORD}){{0,3}}(?:, {_PLACE_WORD}(?: {_PLACE_WORD})?)?,? |)$"
)
AFTER_IN_AGENCY_LINE = lazy_pattern(r" ?(?:\([^()]{1,40}\)|)\s?(?:--|—|–|-) ?[^\s0-9]")
# 新华社武汉7月16日电
_HAN_AGENCY_LINE = lazy_pattern(r"(?:电|電|讯|訊)(?![^\W\0-\u0b7f]{1,2}[局网])|消息[，：,:]")
_WORD = lazy_pattern(r"[A-Za-z]+")
# "since July 16", "by 1 May": a limit of a span and not the day of an event.
_LIMIT_BEFORE = lazy_pattern(r"\b(?:since|by|until|till|before|after|as of|up to) (?:the )?$", re.IGNORECASE)
# "reached 941,755 on 1 May 2020", "rose 5 percent on 1 May".
_VALUE_BEFORE = lazy_pattern(
    r"(?:[0-9]%?|percent|per cent|points?|hundred|thousand|[mbt]illion|bn|tn),? (?:on|as at|at) (?:the )?$"
)
_OPENING_WORDS = 4
_NEAR_CHARS = 40
_HAPPENED_HAN = (
    "开幕|開幕|举行|舉行|召开|召開|举办|舉辦|启动|啟動|落幕|闭幕|閉幕|开启|開啟|揭幕|拉开|拉開|成立|签署|簽署|签约|发布|發布|宣布|抵达|抵達|访问|訪問|会见|會見|会谈"
    "|出席|表示|指出|说|說|介绍|介紹|通报|亮相|揭牌|首发|开通|開通|运抵|发车|開行|开行|走进|来到|來到|参观|上线|投产|投入|开展|开始|開始|结束|獲悉|获悉|通车|开工|竣工"
)
_STOOD_HAN = "达到|达|達|增长|增長|下降|上升|突破|超过|超過|累计|累計|共有|同比|环比|出生"
_VERB_HAN = lazy_pattern(rf"(?P<happened>{_HAPPENED_HAN})|(?P<stood>{_STOOD_HAN})")
_LIMIT_BEFORE_HAN = lazy_pattern(r"(?:截至|截止|截止到|自从|自|至|到|从)(?:[0-9]{4}年)?$")


def names_event(text: str, mention: DateMention, lang: str) -> bool:
    """Tell whether a paragraph ties a day to the event that it reports.

    Args:
        text: the paragraph.
        mention: a day that it names.
        lang: the primary language. Where there are no words for what happens, only an agency's line counts.
    """
    if _in_agency_line(text, mention):
        return True
    ranges = split_sentences(text, lang)
    start, end = next(((a, b) for a, b in ranges if a <= mention.start < b), (0, len(text)))
    before, after = text[start : mention.start], text[mention.end : max(end, mention.end)]
    if lang == "zh":
        return _happened_in_chinese(before, after)
    return lang == "en" and _happened(before, after)


def _in_agency_line(text: str, mention: DateMention) -> bool:
    if _HAN_AGENCY_LINE.match(text, mention.end):
        return True
    before = text[: mention.start] if mention.start <= 4 * _NEAR_CHARS else "…"
    return (
        _BEFORE_IN_AGENCY_LINE.match(before) is not None
        and AFTER_IN_AGENCY_LINE.match(text, mention.end) is not None
    )


def _happened(before: str, after: str) -> bool:
    """Ask the last verb before the day; a day that opens the sentence asks the first verb after it."""
    near = before[-_NEAR_CHARS:]
    if _LIMIT_BEFORE.search(near) or _VALUE_BEFORE.search(near):
        return False
    words = _WORD.findall(before)
    if (verb := _find_verb(reversed(words))) is not None:
        return verb in english_words("happened")
    if len(words) > _OPENING_WORDS:
        return False
    verb = _find_verb(iter(_WORD.findall(after)))
    return verb is not None and verb in english_words("happened")


def _find_verb(words: Iterable[str]) -> str | None:
    known = english_words("happened") | english_words("stood")
    return next((word for word in words if word in known), None)


def _happened_in_chinese(before: str, after: str) -> bool:
    """Ask the first verb after the day, which stands before it in Chinese."""
    if _LIMIT_BEFORE_HAN.search(before[-_NEAR_CHARS:]):
        return False
    verb = _VERB_HAN.search(after)
    return verb is not None and verb["happened"] is not None
