"""People whom the narration introduces and nobody quotes: "Li Wei, director of the Port Office, said …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forumpub.model import Article, BlockType, Confidence, Speaker
from forumpub.patterns import lazy_pattern
from forumpub.transform.descriptions import Description, read_description
from forumpub.transform.lexicon import people_words
from forumpub.transform.mentions import NameIndex
from forumpub.transform.names import name_key
from forumpub.transform.sentences import language, walk

_TOLD = frozenset({BlockType.LEAD, BlockType.NARRATION, BlockType.BODY, BlockType.STANDUP})
_NAME_WORD = r"[A-Z][a-zà-öø-ÿāīūēōüǖǘǚǜ]+(?:[-'’][A-Z]?[a-z]+)?"
_NAME = lazy_pattern(
    rf"(?<![\w’'.-])(?<![A-Z][a-z] )(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{1,2}})(?=, [a-z])"
)
# What follows the name of somebody who speaks; 在 begins "at the opening", "in an interview".
_CHINESE_SPEECH = lazy_pattern(
    r"(?<=[\u4e00-\u9fff])(?:表示|指出|介绍|认为|强调|坦言|透露|告诉|说[，,：:]|称[，,]|在)"
)
_HAN = lazy_pattern(r"[\u4e00-\u9fff]")


def add_introduced(article: Article) -> tuple[Speaker, ...]:
    """Return the article's speakers and, after them, the people whom its narration introduces.

    In English that takes a name, a comma and a phrase whose main word is a role; in Chinese a known role, a
    known surname and a verb of speaking. Somebody whose name might be a speaker's is not added.
    """
    index = NameIndex(article.speakers)
    lang = language(article.lang)
    added: dict[str, Speaker] = {}
    taken = {speaker.id for speaker in article.speakers}
    number = len(article.speakers)
    for name, said in _find_introductions(article, lang):
        key = name_key(name)
        if key in added or index.knows(name):
            continue
        number += 1
        while f"s{number}" in taken:
            number += 1
        added[key] = Speaker(
            id=f"s{number}", name=name, role=said.role, org=said.org, confidence=Confidence.MEDIUM
        )
    return (*article.speakers, *added.values())


def _find_introductions(article: Article, lang: str) -> Iterator[tuple[str, Description]]:
    for block, para in walk(article):
        if block.type not in _TOLD:
            continue
        if lang == "en":
            yield from _read_english(para.text)
        elif lang == "zh":
            yield from _read_chinese(para.text)


def _read_english(text: str) -> Iterator[tuple[str, Description]]:
    words = people_words()
    for match in _NAME.finditer(text):
        name = match["name"]
        parts = {part.casefold() for part in re.split(r"[ -]", name)}
        if parts & words.not_names or parts & words.titles or parts & words.roles:
            continue
        said = read_description(text, match.start("name"), match.end("name"), "en")
        if said is not None:
            yield name, said


def _read_chinese(text: str) -> Iterator[tuple[str, Description]]:
    words = people_words()
    for verb in _CHINESE_SPEECH.finditer(text):
        for length in (2, 3, 4):
            start = verb.start() - length
            name = text[max(0, start) : verb.start()]
            known = name[:1] in words.chinese_surnames if length < 4 else name[:2] in words.chinese_surnames
            if start < 2 or not known or not all(map(_HAN.match, name)):
                continue
            said = read_description(text, start, verb.start(), "zh")
            if said is not None:
                yield name, said
                break
