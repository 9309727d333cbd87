"""What a translation of a text must have in it: the glossary's renderings, and names as they are."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from forumpub.source import Span
from forumpub.translate.checks.pair import is_spaced, primary_language
from forumpub.translate.checks.terms import count_words, fold_words
from forumpub.translate.terms.entry import TermEntry, TermMatch
from forumpub.translate.terms.matching import SYLLABLE_END, SYLLABLE_START
from forumpub.values import dataclass

# Endings that a language writes on to a word without making another of it.
_ENDINGS = r"(?:-?(?:nya|lah|kah|ng|s))?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One term and where it stands in the source.

    `renderings` are the words that count, the preferred ones first. `exact`: the same letters, neither more
    nor less often than in the source.
    """

    entry: TermEntry
    spans: tuple[Span, ...]
    renderings: tuple[str, ...]
    exact: bool = False

    @property
    def wanted(self) -> str:
        """The words to write."""
        return self.renderings[0]


def find_requirements(
    source: str, matches: Sequence[TermMatch], keep: Sequence[str]
) -> tuple[Requirement, ...]:
    """Gather what a translation must have: a requirement for each term, then one for each name to keep.

    Args:
        source: the text to translate.
        matches: the glossary's terms in it.
        keep: names that stay as they are; those that don't stand in the text, or only within a term, count
            for nothing.
    """
    by_entry: dict[TermEntry, list[Span]] = {}
    for match in matches:
        by_entry.setdefault(match.entry, []).append(match.span)
    found = [
        Requirement(entry=entry, spans=tuple(spans), renderings=_renderings(entry))
        for entry, spans in by_entry.items()
        if _renderings(entry)
    ]
    taken = [match.span for match in matches]
    # The longest first: "Xu Kemin" before "Xu".
    for name in sorted({name for name in keep if name.strip()}, key=lambda name: (-len(name), name)):
        all_spans = tuple(_find_exactly(source, name))
        spans = tuple(span for span in all_spans if not _overlaps(span, taken))
        if spans:
            entry = TermEntry(source=name, target=name, keep=True)
            found.append(Requirement(entry=entry, spans=spans, renderings=(name,), exact=True))
            taken.extend(spans)
    return tuple(found)


def find_kept(source: str, keep: Sequence[str]) -> tuple[str, ...]:
    """Return the names to keep that stand in a text, each once."""
    return tuple(name for name in dict.fromkeys(keep) if name.strip() and any(_find_exactly(source, name)))


def is_met(requirement: Requirement, text: str, lang: str) -> bool:
    """Tell whether a translation has what is required, as often as the source has it."""
    if requirement.exact:
        # A longer name may hold this one again.
        return len(tuple(_find_exactly(text, requirement.wanted))) >= len(requirement.spans)
    folded = fold_words(text)
    key = primary_language(lang)
    return sum(count_words(folded, word, key) for word in _longest(requirement.renderings)) >= len(
        requirement.spans
    )


def find_words(text: str, words: str, lang: str) -> tuple[Span, ...]:
    """Find words in a translation, whatever their case: whole ones where the language writes blanks."""
    if not words.strip():
        return ()
    pattern = _words_pattern(words.strip(), spaced=is_spaced(primary_language(lang)))
    return tuple(Span(*match.span(1)) for match in pattern.finditer(text))


def _renderings(entry: TermEntry) -> tuple[str, ...]:
    if entry.keep:
        return (entry.source,)
    return tuple(word for word in (entry.target, *entry.accepted) if word.strip())


def _longest(renderings: Sequence[str]) -> tuple[str, ...]:
    """Leave out renderings that another one lies inside of, lest one place counts twice."""
    folded = sorted({fold_words(word).strip() for word in renderings}, key=len)
    return tuple(word for at, word in enumerate(folded) if not any(other in word for other in folded[:at]))


def _find_exactly(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        # "Xu" is not in "Xuan"; scripts without blanks have no such edges.
        if not (_runs_on(text, at - 1, at) or _runs_on(text, end - 1, end)):
            yield Span(at, end)
        at = text.find(words, end)


def _runs_on(text: str, left: int, right: int) -> bool:
    if left < 0 or right >= len(text):
        return False
    return all(char.isascii() and char.isalnum() for char in (text[left], text[right]))


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


@functools.lru_cache(maxsize=4096)
def _words_pattern(words: str, *, spaced: bool) -> re.Pattern[str]:
    blank = r"\s" if spaced else r"\s?"
    body = blank.join(map(re.escape, words.split()))
    if not spaced and not words.isascii():
        return re.compile(f"{SYLLABLE_START}({body}){SYLLABLE_END}", re.IGNORECASE)
    before = r"(?<!\w)" if words[0].isalnum() else ""
    return re.compile(rf"{before}({body}){_ENDINGS}(?!\w)", re.IGNORECASE)
