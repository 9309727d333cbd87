"""Key points: the sentences that say most, word for word."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace

from forumpub.model import Article, BlockType, KeyPoint
from forumpub.patterns import lazy_pattern
from forumpub.rules.wording import MISSING_FULL_STOP, ODD_CAPITAL, REPEATED_WORD, SPACE_BEFORE_PUNCTUATION
from forumpub.transform.anomalies import find_anomalies
from forumpub.transform.background import has_background
from forumpub.transform.figures import weigh_figures
from forumpub.transform.headline import find_headline_sentence
from forumpub.transform.lexicon import english_words
from forumpub.transform.mentions import NameMention
from forumpub.transform.names import has_han
from forumpub.transform.sentences import Sentence, language, leans
from forumpub.values import dataclass

FEWEST_POINTS = 2
MOST_POINTS = 5
WANTED_CHARS = 200
_LONGEST_CHARS = 240
_SENTENCES_PER_POINT = 3
# Few sentences can win.
_SHORTLIST = 60
_SLIPS = frozenset({MISSING_FULL_STOP, ODD_CAPITAL, REPEATED_WORD, SPACE_BEFORE_PUNCTUATION})

_TOLD = frozenset({BlockType.LEAD, BlockType.NARRATION, BlockType.BODY, BlockType.STANDUP, BlockType.UNKNOWN})
_SPOKEN = frozenset({BlockType.QUOTE, BlockType.SPEECH, BlockType.ANSWER})
_FIRST_PERSON = lazy_pattern(r"\b(?:I|we|We|our|Our|my|My|us|me|you|You|your|Your)\b|我|你|咱")
_ADVERBIAL = lazy_pattern(
    r"(?:In the future|In recent days|At present|Currently|Recently|During this period|Next|Finally)\b"
)
_REPORTED = lazy_pattern(r"(?:It is reported|It is understood|It is learned|According to)\b|据")
_WORD = lazy_pattern(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    sentence: Sentence
    text: str
    words: frozenset[str]
    score: float


def choose_key_points(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[NameMention]
) -> Article:
    """Choose two to five sentences, in the order of the article.

    Each sentence collects points: for standing near the top, for naming a speaker, for a figure, for words of
    the headline, for a length that fits a line or two; it loses points for leaning on the sentence before it,
    for the first person, and for a slip in its wording. The best are taken unless they repeat what a better
    one says or have no points left. An article with fewer than two usable sentences has no key points.
    """
    used = _find_used(article, sentences)
    named = _find_named(sentences, {(mention.para.id, mention.start) for mention in mentions})
    headline_words = _content_words(article.headline.text) if article.headline else frozenset()
    candidates = [
        _weigh(sentence, article, len(sentences), headline_words, names_speaker=sentence.index in named)
        for sentence in sentences
        if sentence.index not in used and _is_usable(sentence, article.lang)
    ]
    wanted = min(MOST_POINTS, max(FEWEST_POINTS, len(sentences) // _SENTENCES_PER_POINT))
    # Only the best are looked at for slips, and compared with one another.
    shortlist = [_weigh_slips(c, article.lang) for c in heapq.nsmallest(_SHORTLIST, candidates, key=_rank)]
    chosen: list[_Candidate] = []
    for candidate in sorted(shortlist, key=_rank):
        if candidate.score <= 0 or len(chosen) == wanted:
            break
        if not any(_repeats(candidate, other) for other in chosen):
            chosen.append(candidate)
    if len(chosen) < FEWEST_POINTS:
        chosen = []
    chosen.sort(key=lambda candidate: candidate.sentence.index)
    points = tuple(KeyPoint(text=c.text, para=c.sentence.para.id) for c in chosen)
    return replace(article, facts=replace(article.facts, key_points=points))


def _find_used(article: Article, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the sentences that headline and lead are made of: a key point says something else."""
    used: set[int] = set()
    headline_from = find_headline_sentence(sentences)
    if article.headline and article.headline.derived and headline_from:
        used.add(headline_from.index)
    if (lead := article.facts.lead) is not None:
        first = (s.index for s in sentences if s.para.id == lead.para and s.text == lead.text)
        used.update([next(first, -1)])
    return frozenset(used)


def _find_named(sentences: Sequence[Sentence], places: set[tuple[str, int]]) -> frozenset[int]:
    """Return the sentences that name a speaker, in one walk over both in reading order."""
    by_para: dict[str, list[int]] = {}
    for para, start in sorted(places, reverse=True):
        by_para.setdefault(para, []).append(start)
    named: set[int] = set()
    for sentence in sentences:
        starts = by_para.get(sentence.para.id, [])
        while starts and starts[-1] < sentence.end:
            named.add(sentence.index)
            starts.pop()
    return frozenset(named)


def _is_usable(sentence: Sentence, lang: str) -> bool:
    if sentence.block.type not in _TOLD | _SPOKEN:
        return False
    length = sentence.end - sentence.start
    shortest = 15 if language(lang) == "zh" else 40
    return shortest <= length <= _LONGEST_CHARS and not sentence.text.endswith(("?", "？"))


def _weigh(
    sentence: Sentence, article: Article, count: int, headline_words: frozenset[str], *, names_speaker: bool
) -> _Candidate:
    text = sentence.text
    words = _content_words(text)
    lang = language(article.lang)
    score = 1.0 - sentence.index / max(1, count)
    score += 1.0 if names_speaker else 0.0
    score += weigh_figures(text, lang)
    score += 1.0 * len(words & headline_words) / max(1, min(len(headline_words), 6))
    score -= max(0, len(text) - WANTED_CHARS) / 100
    score -= 1.5 if leans(text) else 0.5 if _ADVERBIAL.match(text) or _REPORTED.match(text) else 0.0
    if sentence.block.type in _SPOKEN:
        score -= 0.5 + (1.0 if _FIRST_PERSON.search(text) else 0.0)
    # Organisers and theme have a section of their own.
    score -= 0.5 if has_background(text, lang) else 0.0
    return _Candidate(sentence=sentence, text=text, words=words, score=round(score, 6))


def _weigh_slips(candidate: _Candidate, lang: str) -> _Candidate:
    slips = {anomaly.rule for anomaly in find_anomalies(candidate.text, language(lang))}
    return replace(candidate, score=candidate.score - 2.0) if slips & _SLIPS else candidate


def _rank(candidate: _Candidate) -> tuple[float, int]:
    """Order the best first; of equals, the one that stands earlier."""
    return (-candidate.score, candidate.sentence.index)


def _repeats(candidate: _Candidate, other: _Candidate) -> bool:
    shared = len(candidate.words & other.words)
    return shared * 2 > min(len(candidate.words), len(other.words))


def _content_words(text: str) -> frozenset[str]:
    """Return the words that carry meaning; in Chinese, pairs of characters stand in for words."""
    words = {word.casefold() for word in _WORD.findall(text)}
    if has_han(text):
        words |= {text[i : i + 2] for i in range(len(text) - 1) if has_han(text[i]) and has_han(text[i + 1])}
    return frozenset(words - english_words("stop_words"))
