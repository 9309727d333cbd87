"""Background: who organises the event, what its theme is, who hosts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from forumpub.model import Article, BackgroundFact, BackgroundKind, BlockType
from forumpub.patterns import lazy_pattern
from forumpub.transform.sentences import Sentence, language

_TOLD = frozenset({BlockType.LEAD, BlockType.NARRATION, BlockType.BODY, BlockType.STANDUP, BlockType.CAPTION})
_LONGEST_CHARS = 320

# Most sentences have none of these, and need no closer look.
_MAY_HAVE_FACTS = lazy_pattern(r"theme|ed by|host|[主承协舉举協][办辦]|发起|主题|主題|东道")

_ORGANISED = lazy_pattern(
    r"\b(?P<verb>(?:[Jj]ointly |[Cc]o-?)?(?:[Oo]rgani[sz]ed|[Ss]ponsored|[Hh]osted)(?: jointly)?) by "
    r"(?P<text>(?:the )?(?=[A-Z])[^.;:!?“”\"()]{2,320})"
)
# Where the list of organisers ends and the sentence goes on.
_LIST_END = lazy_pattern(
    r", and (?=[a-z])(?!the )"
    r"|,? (?:which|that|who|it|they|he|she|we|where|when|while|will|would|has|have|had|was|were|is|are|said"
    r"|with|under|from|as|to|aims?|opened|kicked|began|started|concluded|closed|attracted|focus\w*|brought"
    r"|gathered|took|ran|on (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|in [A-Z]\w+ (?:on|from)"
    r"|in (?:19|20)\d\d)\b"
)
_THEME = lazy_pattern(
    r"\b(?:[Ww]ith|[Uu]nder) the theme (?:of |is |)[“\"](?P<quoted>[^“”\"]{3,300})[”\"]"
    r"|\b[Tt]hemed (?:on |as |)[“\"](?P<themed>[^“”\"]{3,300})[”\"]"
    r"|\b[Tt]heme (?:of (?:the|this) [\w -]{2,60} )?(?:is|was) [“\"](?P<said>[^“”\"]{3,300})[”\"]"
)
_HOST = lazy_pattern(
    r"(?P<text>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}, the (?:host|hosting) (?:city|country|venue"
    r"|province|nation)"
    r"(?: of (?:the|this) [a-z]+)?)"
)
_CHINESE_ORGANISED = lazy_pattern(
    r"由(?P<text>[^，。；：！？“”]{2,200}?)(?:共同|联合|聯合|)(?:主办|承办|协办|举办|主辦|承辦|協辦|舉辦|发起)"
)
_CHINESE_ORGANISER = lazy_pattern(
    r"(?:主办|承办|协办|主辦|承辦|協辦)(?:方|单位|單位)(?:为|是|：|:)(?P<text>[^，。；！？“”]{2,200})"
)
_CHINESE_THEME = lazy_pattern(
    r"以[“「](?P<quoted>[^“”「」]{2,120})[”」][为為](?:活动|大会|本届|年度|)?主[题題]"
    r"|主[题題](?:为|是|：|為)[“「](?P<said>[^“”「」]{2,120})[”」]"
)
_CHINESE_HOST = lazy_pattern(
    r"(?P<text>(?:东道主|东道国|主办城市|举办地|承办城市)[\u4e00-\u9fff]{2,8}(?:市|省|国|州|县)?)(?=[，。、；])"
)


def list_background(article: Article, sentences: Sequence[Sentence]) -> Article:
    """List organisers, theme and host of the event, each once, in the words of the sentence."""
    lang = language(article.lang)
    found: dict[tuple[BackgroundKind, str], BackgroundFact] = {}
    for sentence in sentences:
        if sentence.block.type in _TOLD:
            for kind, text in _read_facts(sentence.text, lang):
                fact = BackgroundFact(kind=kind, text=text, para=sentence.para.id)
                found.setdefault((kind, text.casefold()), fact)
    order = list(BackgroundKind)
    facts = tuple(sorted(found.values(), key=lambda fact: order.index(fact.kind)))
    return replace(article, facts=replace(article.facts, background=facts))


def has_background(text: str, lang: str) -> bool:
    """Tell whether a sentence names organisers, theme or host."""
    return next(_read_facts(text, lang), None) is not None


def _read_facts(text: str, lang: str) -> Iterator[tuple[BackgroundKind, str]]:
    if not _MAY_HAVE_FACTS.search(text):
        return
    if lang == "en":
        for match in _ORGANISED.finditer(text):
            if words := _trim_list(match["text"]):
                hosts = "host" in match["verb"].lower()
                yield BackgroundKind.HOST if hosts else BackgroundKind.ORGANISER, words
        for match in _THEME.finditer(text):
            yield BackgroundKind.THEME, _first_group(match)
        for match in _HOST.finditer(text):
            yield BackgroundKind.HOST, match["text"]
    elif lang == "zh":
        for pattern in (_CHINESE_ORGANISED, _CHINESE_ORGANISER):
            for match in pattern.finditer(text):
                yield BackgroundKind.ORGANISER, match["text"].strip()
        for match in _CHINESE_THEME.finditer(text):
            yield BackgroundKind.THEME, _first_group(match)
        for match in _CHINESE_HOST.finditer(text):
            yield BackgroundKind.HOST, match["text"]


def _first_group(match: re.Match[str]) -> str:
    """Return the theme without the comma that American style puts inside the quotation marks."""
    return next(group for group in match.groups() if group).strip().rstrip(",，.。")


def _trim_list(words: str) -> str:
    end = _LIST_END.search(words)
    trimmed = words[: end.start()] if end else words
    if end is None and len(words) >= _LONGEST_CHARS:
        trimmed = words.rpartition(",")[0]
    return trimmed.strip(" ,")
