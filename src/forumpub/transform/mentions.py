"""Where an article names its speakers, found in one walk through the text."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterator, Sequence

from forumpub.model import Article, Para, Speaker
from forumpub.patterns import lazy_pattern
from forumpub.transform.lexicon import people_words
from forumpub.transform.names import (
    find_surname,
    fold_name,
    has_han,
    name_key,
    strip_possessive,
    strip_titles,
)
from forumpub.transform.sentences import walk
from forumpub.values import dataclass

_CAPITALISED = lazy_pattern(r"(?<!\w)[^\W\da-z_][\w'’‑-]*")
_LONGEST_NAME_WORDS = 5


class Form(enum.Enum):
    """How a text names somebody."""

    FULL = enum.auto()
    VARIANT = enum.auto()
    TITLED = enum.auto()
    SURNAME = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention:
    """`para.text[start:end]` names the speaker with the id `speaker`."""

    speaker: str
    para: Para
    start: int
    end: int
    form: Form

    @property
    def text(self) -> str:
        """The words that name the speaker."""
        return self.para.text[self.start : self.end]


class NameIndex:
    """The names of all speakers, arranged so that looking one up doesn't depend on how many there are."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._exact: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._surnames: dict[str, set[str]] = defaultdict(set)
        self._words: dict[str, set[str]] = defaultdict(set)
        self._uncased: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        self._uncased_surnames: dict[str, set[str]] = defaultdict(set)
        self._spelling: dict[str, str] = {}
        for speaker in speakers:
            if speaker.name:
                self._add(speaker.id, strip_titles(speaker.name))

    def _add(self, speaker: str, name: str) -> None:
        self._spelling[speaker] = name
        surname = find_surname(name)
        if name.upper() == name.lower():
            if len(name) > 1:
                self._uncased[name[0]][len(name)].setdefault(name, speaker)
            if surname and has_han(name):
                self._uncased_surnames[surname].add(speaker)
            return
        self._exact.setdefault(name, speaker)
        self._keys.setdefault(name_key(name), speaker)
        for word in fold_name(name).split():
            self._words[word].add(speaker)
        if surname:
            self._surnames[fold_name(surname)].add(speaker)

    def find(self, para: Para) -> Iterator[NameMention]:
        """Yield the places where a paragraph names a speaker, in order, in time linear in its length."""
        if self._exact:
            yield from self._find_cased(para)
        if self._uncased:
            yield from self._find_uncased(para)

    def spelled_alike(self, speaker: str, words: str) -> bool:
        """Tell whether `words` spell the speaker's name as the chyron does, case aside."""
        return self._spelling[speaker].casefold() == words.casefold()

    def knows(self, name: str) -> bool:
        """Tell whether some speaker may have this name."""
        uncased = self._uncased.get(name[:1], {}).get(len(name), {})
        return name in self._exact or name_key(name) in self._keys or name in uncased

    def _find_cased(self, para: Para) -> Iterator[NameMention]:
        run: list[tuple[int, int]] = []
        for match in _CAPITALISED.finditer(para.text):
            word = strip_possessive(match.group())
            gap = para.text[run[-1][1] : match.start()] if run else ""
            if run and gap not in {" ", ". "}:
                yield from self._read_run(para, run)
                run = []
            run.append((match.start(), match.start() + len(word)))
        if run:
            yield from self._read_run(para, run)

    def _read_run(self, para: Para, run: list[tuple[int, int]]) -> Iterator[NameMention]:
        position = 0
        while position < len(run):
            step = 1
            for words in range(min(_LONGEST_NAME_WORDS, len(run) - position), 0, -1):
                mention = self._read_words(para, run, position, words)
                if mention is not None:
                    yield mention
                    step = words
                    break
            position += step

    def _read_words(
        self, para: Para, run: list[tuple[int, int]], first: int, words: int
    ) -> NameMention | None:
        start, end = run[first][0], run[first + words - 1][1]
        text = para.text[start:end]
        if words == 1:
            return self._read_word(para, run, first)
        speaker = self._exact.get(text)
        form = Form.FULL
        if speaker is None and ". " not in text:
            speaker = self._keys.get(name_key(text))
            form = Form.FULL if speaker and self.spelled_alike(speaker, text) else Form.VARIANT
        return NameMention(speaker=speaker, para=para, start=start, end=end, form=form) if speaker else None

    def _read_word(self, para: Para, run: list[tuple[int, int]], position: int) -> NameMention | None:
        start, end = run[position]
        word = para.text[start:end]
        if word in self._exact:
            return NameMention(speaker=self._exact[word], para=para, start=start, end=end, form=Form.FULL)
        folded = fold_name(word)
        if position > 0:
            title_start, title_end = run[position - 1]
            titled = para.text[title_start:title_end].casefold() in people_words().titles
            holders = self._words.get(folded, set())
            if titled and len(holders) == 1 and position == len(run) - 1:
                speaker = next(iter(holders))
                return NameMention(speaker=speaker, para=para, start=title_start, end=end, form=Form.TITLED)
        holders = self._surnames.get(folded, set())
        if len(run) > 1 or len(holders) != 1 or folded in people_words().ambiguous_surnames:
            return None
        return NameMention(speaker=next(iter(holders)), para=para, start=start, end=end, form=Form.SURNAME)

    def _find_uncased(self, para: Para) -> Iterator[NameMention]:
        text, position = para.text, 0
        while position < len(text):
            mention = self._read_uncased(para, position)
            if mention is not None:
                yield mention
            position = mention.end if mention else position + 1

    def _read_uncased(self, para: Para, start: int) -> NameMention | None:
        lengths = self._uncased.get(para.text[start])
        if lengths is None:
            return None
        for length in sorted(lengths, reverse=True):
            speaker = lengths[length].get(para.text[start : start + length])
            if speaker is not None:
                return NameMention(
                    speaker=speaker, para=para, start=start, end=start + length, form=Form.FULL
                )
        for size in (2, 1):
            holders = self._uncased_surnames.get(para.text[start : start + size], set())
            title_start = start + size
            title = next(
                (
                    para.text[title_start : title_start + n]
                    for n in (3, 2)
                    if para.text[title_start : title_start + n] in people_words().chinese_titles
                ),
                None,
            )
            if len(holders) == 1 and title:
                end = title_start + len(title)
                return NameMention(
                    speaker=next(iter(holders)), para=para, start=start, end=end, form=Form.TITLED
                )
        return None


def find_mentions(article: Article) -> tuple[NameMention, ...]:
    """Find every place where the article names one of its speakers, in reading order."""
    index = NameIndex(article.speakers)
    return tuple(mention for _, para in walk(article) for mention in index.find(para))
