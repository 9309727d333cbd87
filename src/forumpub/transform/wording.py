"""Checks of the wording: what is odd is reported with its place, and never changed."""

from __future__ import annotations

from collections import Counter

from forumpub.diagnostics import Diagnostic, Findings, Rule
from forumpub.model import Article, BlockType, Para
from forumpub.patterns import lazy_pattern
from forumpub.rules import wording as rules
from forumpub.source import SourceText, Span
from forumpub.transform.anomalies import find_anomalies
from forumpub.transform.places import Places
from forumpub.transform.quotation import UNPAIRED_LANGUAGES, find_unpaired
from forumpub.transform.sentences import language, walk

# What a report can still show. Beyond it a finding more says nothing new, and millions would fill the memory.
MOST_OF_A_KIND = 5_000

_PROSE = frozenset(
    {
        BlockType.LEAD,
        BlockType.NARRATION,
        BlockType.BODY,
        BlockType.QUOTE,
        BlockType.SPEECH,
        BlockType.ANSWER,
        BlockType.STANDUP,
    }
)
_SENTENCE_END = lazy_pattern(r"[.!?…。！？．｡;；:：—–-][”’\"'」』）)\]》*]*$")
_SMALL_WORD = lazy_pattern(r"(?<![\w'’-])[a-z]{3,24}(?![\w'’-])")
# 5" is a measure.
_STRAIGHT = lazy_pattern(r'(?<![0-9])"')
_SHORTEST_WORDS = 6
_SHORTEST_HAN = 12
_CAPTION_FORMATS = ("srt", "vtt", "captions", "whisperx", "json")


def check_wording(article: Article, source: SourceText | None = None) -> tuple[Diagnostic, ...]:
    """Look for what a translator's site leaves behind, and for slips that a copy editor would mark.

    Diagnostics:
        space-before-punctuation, odd-capital, missing-full-stop, unbalanced-quote, mixed-quote-styles,
        repeated-word, missing-space, half-width-punctuation, blank-between-han, machine-phrase.
    """
    collector = _Collector(source)
    lang = language(article.lang)
    small_words = _read_small_words(article) if lang == "en" else frozenset()
    for _, para in walk(article):
        for found in find_anomalies(para.text, lang, small_words=small_words):
            collector.add(found.rule, para, found.start, found.end, found.message, found.hint)
    if lang not in UNPAIRED_LANGUAGES:
        _check_quotes(article, collector)
    _check_ends(article, collector)
    _check_quote_styles(article, collector)
    return collector.finish()


class _Collector:
    """Collects findings, and stops to keep those of a kind when there are far too many."""

    def __init__(self, source: SourceText | None) -> None:
        self._places = Places(source)
        self._findings = Findings()
        self._counts: Counter[Rule] = Counter()

    def add(self, rule: Rule, para: Para, start: int, end: int, message: str, hint: str) -> None:
        self._counts[rule] += 1
        if self._counts[rule] <= MOST_OF_A_KIND:
            self._findings.add(rule, message, self.span(para, start, end), hints=(hint,))

    def add_once(self, rule: Rule, message: str, span: Span, *, hint: str, related: tuple[Span, ...]) -> None:
        self._findings.add(rule, message, span, hints=(hint,), related=related)

    def span(self, para: Para, start: int, end: int) -> Span:
        return self._places.span(para, start, end)

    def finish(self) -> tuple[Diagnostic, ...]:
        for rule, count in self._counts.items():
            if count > MOST_OF_A_KIND:
                self._findings.add(
                    rule, f"{count - MOST_OF_A_KIND} more findings of this kind are not listed"
                )
        return self._findings.outcome(None).diagnostics


def _read_small_words(article: Article) -> frozenset[str]:
    return frozenset(match.group() for _, para in walk(article) for match in _SMALL_WORD.finditer(para.text))


def _check_quotes(article: Article, collector: _Collector) -> None:
    paras = [para for block, para in walk(article) if block.type in _PROSE or block.type is BlockType.UNKNOWN]
    for index, para in enumerate(paras):
        next_text = paras[index + 1].text if index + 1 < len(paras) else ""
        for offset in find_unpaired(para.text, next_text=next_text):
            mark = para.text[offset]
            collector.add(
                rules.UNBALANCED_QUOTE,
                para,
                offset,
                offset + 1,
                f"the quotation mark {mark} has no partner in its paragraph",
                "add the missing mark, or remove this one",
            )


def _check_ends(article: Article, collector: _Collector) -> None:
    """Report paragraphs that break off, in a text whose paragraphs otherwise end with a full stop."""
    if article.detection.format in _CAPTION_FORMATS:
        return
    paras = [(block, para) for block, para in walk(article) if block.type in _PROSE and _is_long(para.text)]
    open_ended = [not _SENTENCE_END.search(para.text[-8:]) for _, para in paras]
    if sum(open_ended) * 4 > len(paras):
        return
    for index, (_, para) in enumerate(paras):
        following = paras[index + 1][1].text if index + 1 < len(paras) else ""
        if open_ended[index] and not following[:1].islower():
            last = len(para.text) - 1
            collector.add(
                rules.MISSING_FULL_STOP,
                para,
                last,
                last + 1,
                "the paragraph ends without a full stop",
                "compare with the original, and end the sentence",
            )


def _is_long(text: str) -> bool:
    words = text.count(" ") + 1
    return words >= _SHORTEST_WORDS or (words <= 2 and not text.isascii() and len(text) >= _SHORTEST_HAN)


def _check_quote_styles(article: Article, collector: _Collector) -> None:
    curly: tuple[Para, int] | None = None
    straight: tuple[Para, int] | None = None
    counts = [0, 0]
    for _, para in walk(article):
        curly_at = para.text.find("“")
        straight_marks = [match.start() for match in _STRAIGHT.finditer(para.text)]
        counts[0] += para.text.count("“")
        counts[1] += (len(straight_marks) + 1) // 2
        curly = curly or ((para, curly_at) if curly_at >= 0 else None)
        straight = straight or ((para, straight_marks[0]) if straight_marks else None)
    if curly is None or straight is None:
        return
    rarer, other = (straight, curly) if counts[1] <= counts[0] else (curly, straight)
    collector.add_once(
        rules.MIXED_QUOTE_STYLES,
        "straight and curly quotation marks stand in one text",
        collector.span(rarer[0], rarer[1], rarer[1] + 1),
        hint="the page shows one kind; use one in the source to be rid of this note",
        related=(collector.span(other[0], other[1], other[1] + 1),),
    )
