"""The headline: as given, else the first sentence of the report."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import Article, BlockType, Headline
from forumpub.patterns import lazy_pattern
from forumpub.rules import facts as rules
from forumpub.source import SourceText
from forumpub.transform.places import source_span
from forumpub.transform.sentences import Sentence, leans
from forumpub.values import dataclass

WANTED_CHARS = 64
_LONGEST_CHARS = 120
_SHORTEST_CHARS = 24
_CANDIDATES = 4

# Where a headline may come from, best first. Sound and captions explain pictures; they don't tell the news.
_SOURCES = (
    frozenset({BlockType.HEADING}),
    frozenset({BlockType.LEAD, BlockType.NARRATION, BlockType.BODY, BlockType.STANDUP}),
    frozenset({BlockType.SPEECH, BlockType.QUOTE, BlockType.ANSWER, BlockType.QUESTION, BlockType.UNKNOWN}),
)
_FINAL_STOP = lazy_pattern(r"[\s.。．｡,，;；:：]+$")
# A long sentence is cut where a clause ends, never inside one.
_CLAUSE_END = lazy_pattern(r"[,;:](?= )|[，；：、]|—+")
# Chinese says in half the characters what English does.
_SHORTEST_HAN_CHARS = 12
_HAN_CLAUSE_END = frozenset("，；：、")
_ELLIPSIS = "…"
_MARKS_BEFORE_ELLIPSIS = " \u3000,;:，；：、-–—"


def derive_headline(
    article: Article, sentences: Sequence[Sentence], source: SourceText | None = None
) -> Outcome[Article]:
    """Take the headline from the text where none is given.

    It is the first sentence of the report without its full stop. One of more than 120 characters gives way
    to one of the next three that fits, or is cut where a clause ends. The words are the source's own; where
    no clause ends, an ellipsis says that the sentence goes on. `span` holds the words without it.

    Diagnostics:
        headline-derived: the text's first sentence stands in for a headline.
        headline-long: the headline has more than 64 characters; the message says so where it was cut.
        headline-missing: there is no text to take one from.
    """
    findings = Findings()
    taken = None if _is_given(article.headline) else _take_headline(sentences, source)
    headline = article.headline or (taken.headline if taken else None)
    if headline is None:
        findings.add(
            rules.HEADLINE_MISSING,
            "there is no headline, and no text to take one from",
            hints=("give one in the front matter (headline: …) or with --headline",),
        )
        return findings.outcome(article)
    if headline.derived:
        findings.add(
            rules.HEADLINE_DERIVED,
            "the headline is taken from the text",
            headline.span,
            hints=("give one in the front matter (headline: …) or with --headline",),
        )
    length = count_signs(headline.text)
    if length > WANTED_CHARS:
        findings.add(
            rules.HEADLINE_LONG,
            f"the headline has {length} characters, more than {WANTED_CHARS}"
            + (
                ", and is cut from a longer sentence"
                if taken and taken.cut and taken.headline == headline
                else ""
            ),
            headline.span,
            hints=("give a shorter one in the front matter (headline: …) or with --headline",),
        )
    return findings.outcome(article if article.headline else replace(article, headline=headline))


def count_signs(text: str) -> int:
    """Count characters as readers do: vowel signs and tone marks stand over or under another."""
    return sum(not unicodedata.category(char).startswith("M") for char in text)


def _is_given(headline: Headline | None) -> bool:
    return headline is not None and not headline.derived


def find_headline_sentence(sentences: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence that a derived headline is taken from.

    That is the first one of the report. One that is too long gives way to the next that fits whole and stands
    on its own: half a sentence is a poor headline.
    """
    for types in _SOURCES:
        with_words = (s for s in sentences if s.block.type in types and any(map(str.isalnum, s.text)))
        candidates = tuple(islice(with_words, _CANDIDATES))
        for sentence in candidates:
            if _fits(sentence, first=candidates[0]):
                return sentence
        if candidates:
            return candidates[0]
    return None


def _fits(sentence: Sentence, *, first: Sentence) -> bool:
    length = sentence.end - sentence.start
    if sentence is first:
        return length <= _LONGEST_CHARS
    return _SHORTEST_CHARS <= length <= _LONGEST_CHARS and not leans(sentence.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A headline out of the text. `cut`: its sentence goes on."""

    headline: Headline
    cut: bool


def _take_headline(sentences: Sequence[Sentence], source: SourceText | None) -> _Taken | None:
    sentence = find_headline_sentence(sentences)
    if sentence is None:
        return None
    text = sentence.text[: _LONGEST_CHARS + 40]
    cut = len(text) > _LONGEST_CHARS
    clause_end = _find_clause_end(text) if cut else len(text)
    words = _FINAL_STOP.sub("", text[:clause_end]) if clause_end else _cut_at_word(text)
    words = words or sentence.text[:_LONGEST_CHARS]
    start = sentence.start
    span = source_span(sentence.para, start, start + len(words), source)
    shown = words if clause_end else words + _ELLIPSIS
    return _Taken(headline=Headline(text=shown, span=span, derived=True), cut=cut)


def _find_clause_end(text: str) -> int | None:
    """Return where the last clause that fits ends; None where none is long enough to stand alone."""
    ends = [
        match.start()
        for match in _CLAUSE_END.finditer(text, _SHORTEST_HAN_CHARS, _LONGEST_CHARS)
        if match.start() >= _SHORTEST_CHARS or match.group() in _HAN_CLAUSE_END
    ]
    return ends[-1] if ends else None


def _cut_at_word(text: str) -> str:
    """Cut a long sentence after its last word that leaves room for an ellipsis."""
    longest = _LONGEST_CHARS - len(_ELLIPSIS)
    blank = text.rfind(" ", 0, longest + 1)
    end = blank if blank >= _SHORTEST_CHARS else longest
    # A mark above or below a letter stays with it, and a number stays whole.
    while end > _SHORTEST_CHARS and (
        unicodedata.category(text[end]).startswith("M") or (text[end - 1 : end + 1].isdecimal())
    ):
        end -= 1
    return text[:end].rstrip(_MARKS_BEFORE_ELLIPSIS)
