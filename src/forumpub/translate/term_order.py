"""Getting a glossary's renderings into a translation that lacks them, in the order that keeps most of it.

Constrained decoding is not to be had, so a free translation is mended: the model's own word for the term is
found and replaced, or else the words that attention links to the term. Tokens are the last resort: few
survive a model, so each is counted when it comes back. What a step did is verified by the caller's checks.
"""

from __future__ import annotations

import functools
import itertools
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence

from forumpub.model import TermOutcome, TermUse
from forumpub.source import Span
from forumpub.translate.checks.pair import is_spaced, primary_language
from forumpub.translate.engine import Hypothesis, Link
from forumpub.translate.requirements import Requirement, find_words, is_met
from forumpub.values import dataclass

# Forms that models tend to copy: a made-up name, an acronym, a number in brackets.
TOKEN_FORMS = ("Zorva{letter}", "QZ{capital}", "[{digit}]")
_EDGES = " \t\u00a0\u200b.,;:!?。，、；：！？។៕၊။“”‘’\"'«»()（）[]「」《》"
# An aligned stretch this much longer than what replaces it holds other words too.
_LONGEST_ALIGNED = 3
_ALIGNED_MARGIN_CHARS = 12
_MOST_OF_A_SENTENCE = 0.9


@dataclass(frozen=True, slots=True)
class Mended:
    """A translation with what could be put right, and how each requirement came out, in their order."""

    text: str
    uses: tuple[TermUse, ...]

    @property
    def failed(self) -> int:
        """How many requirements it doesn't meet."""
        return sum(use.outcome is TermOutcome.FAILED for use in self.uses)


@dataclass(frozen=True, slots=True)
class Tokened:
    """A source with tokens in the place of terms. `tokens` has for each the requirement it stands for."""

    source: str
    tokens: Mapping[str, Requirement]


@dataclass(frozen=True, slots=True)
class _Edit:
    span: Span
    words: str


def assess(text: str, requirements: Sequence[Requirement], lang: str, met: TermOutcome) -> Mended:
    """Say of an unchanged translation which requirements it meets."""
    uses = (_use(one, met if is_met(one, text, lang) else TermOutcome.FAILED) for one in requirements)
    return Mended(text, tuple(uses))


def mend(
    hypothesis: Hypothesis,
    requirements: Sequence[Requirement],
    defaults: Mapping[str, Sequence[str]],
    lang: str,
    met: TermOutcome,
    *,
    source_chars: int,
) -> Mended:
    """Replace what stands in a translation for the terms whose rendering it lacks.

    Args:
        hypothesis: a translation; its links lead to the words to replace.
        requirements: all of its source.
        defaults: by a term's source words, how the model renders them alone.
        lang: BCP 47 tag of the translation.
        met: the outcome of requirements that it meets as it is.
        source_chars: length of the source in code points. A stretch that is far more of the translation than
            its term is of the source stands for more than the term.

    Returns:
        The text with every replacement that could be placed; a requirement that it meets now and didn't
        before is REPLACED.
    """
    text = hypothesis.text
    unmet = [one for one in requirements if not is_met(one, text, lang)]
    if not unmet or not text:
        return assess(text, requirements, lang, met)
    # Where other terms stand nothing is replaced.
    taken = [
        span
        for one in requirements
        for words in one.renderings
        for span in find_words(text, words, lang)
        if one not in unmet or one.exact or len(one.spans) > 1
    ]
    edits: list[_Edit] = []
    for one in unmet:
        most_chars = _most_chars(one, len(text), source_chars)
        for span in _places(hypothesis, one, defaults.get(one.entry.source, ()), taken, lang):
            if len(span) <= most_chars:
                edits.append(_Edit(span, one.wanted))
                taken.append(span)
    changed = _apply(text, edits)
    return Mended(changed, tuple(_uses_after(changed, requirements, unmet, lang, met)))


def _uses_after(
    changed: str,
    requirements: Iterable[Requirement],
    unmet: Sequence[Requirement],
    lang: str,
    met: TermOutcome,
) -> Iterator[TermUse]:
    """Yield what became of each requirement in a text; `unmet` are those that it didn't meet before."""
    for one in requirements:
        if not is_met(one, changed, lang):
            yield _use(one, TermOutcome.FAILED)
        else:
            yield _use(one, TermOutcome.REPLACED if one in unmet else met)


def put_tokens(source: str, requirements: Iterable[Requirement], form: str) -> Tokened | None:
    """Put a token in the place of each term, one that the source doesn't have already.

    Args:
        source: the text to translate.
        requirements: those to protect.
        form: one of `TOKEN_FORMS`.

    Returns:
        None where the form has too few tokens that are not in the source.
    """
    free = _free_tokens(source, form)
    tokens: dict[str, Requirement] = {}
    edits: list[_Edit] = []
    for one in requirements:
        for span in one.spans:
            token = next(free, None)
            if token is None:
                return None
            tokens[token] = one
            edits.append(_Edit(span, token))
    return Tokened(_apply(source, edits), tokens)


def take_tokens(text: str, tokened: Tokened, requirements: Sequence[Requirement], lang: str) -> Mended | None:
    """Put renderings back in the place of tokens; None where a token is not there exactly once."""
    edits: list[_Edit] = []
    for token, one in tokened.tokens.items():
        if text.count(token) != 1:
            return None
        at = text.index(token)
        edits.append(_Edit(Span(at, at + len(token)), one.wanted))
    changed = _apply(text, edits)
    uses = []
    for one in requirements:
        outcome = TermOutcome.TOKEN if one in tokened.tokens.values() else TermOutcome.HONOURED
        uses.append(_use(one, outcome if is_met(one, changed, lang) else TermOutcome.FAILED))
    return Mended(changed, tuple(uses))


def _use(one: Requirement, outcome: TermOutcome) -> TermUse:
    return TermUse(source=one.entry.source, target=one.wanted, outcome=outcome)


def _places(
    hypothesis: Hypothesis, one: Requirement, defaults: Sequence[str], taken: Sequence[Span], lang: str
) -> Iterator[Span]:
    """Yield the stretches of a translation that stand for a term, at most as many as it lacks."""
    own = {span for words in one.renderings for span in find_words(hypothesis.text, words, lang)}
    missing = len(one.spans) - len(own)
    blocked = list(taken)
    aligned_spans = [
        found for source in one.spans if (found := _aligned(hypothesis, source, one.wanted, lang)) is not None
    ]
    for words in (*one.entry.forbidden, *defaults):
        for found in find_words(hypothesis.text, words, lang):
            # What a model says for a term alone may be no word at all, and begin another by chance.
            if words in defaults and not _stands_alone(hypothesis.text, found, lang):
                continue
            span = _widen(hypothesis.text, found, aligned_spans if is_spaced(primary_language(lang)) else ())
            if missing > 0 and not _overlaps(span, blocked):
                blocked.append(span)
                missing -= 1
                yield span
    for span in aligned_spans:
        if missing > 0 and not _overlaps(span, blocked):
            blocked.append(span)
            missing -= 1
            yield span


def _widen(text: str, span: Span, aligned: Sequence[Span]) -> Span:
    """Take in what belongs to words that were found: the rest of a longer rendering, a doubled word."""
    for other in aligned:
        if other.start <= span.start and span.end <= other.end:
            span = other
    # The plural of Malay and Indonesian: "rantai-rantai pasokan".
    first = text[span.start : span.end].split(maxsplit=1)[0].rstrip(_EDGES)
    start = span.start - len(first) - 1
    if first and start >= 0 and text[start : span.start].casefold() == f"{first}-".casefold():
        return Span(start, span.end)
    return span


def _most_chars(one: Requirement, target_chars: int, source_chars: int) -> float:
    """Return how much of a translation can stand for a term."""
    share = max(map(len, one.spans)) / max(1, source_chars)
    # Where the source says more than the term, so must the translation.
    return target_chars * min(_MOST_OF_A_SENTENCE if share < _MOST_OF_A_SENTENCE else 1.0, 2 * share + 0.2)


def _aligned(hypothesis: Hypothesis, source: Span, wanted: str, lang: str) -> Span | None:
    """Return the stretch that links to a term and to little else."""
    inside = [link.target for link in hypothesis.links if _within(link.source, source)]
    if not inside:
        return None
    start, end = min(span.start for span in inside), max(span.end for span in inside)
    strangers = sum(
        len(link.target)
        for link in hypothesis.links
        if not _within(link.source, source) and start <= link.target.start and link.target.end <= end
    )
    text = hypothesis.text
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if start == end or strangers * 2 > end - start:
        return None
    longest = max(len(wanted), len(source)) * _LONGEST_ALIGNED + _ALIGNED_MARGIN_CHARS
    return _whole_words(text, Span(start, end), lang) if end - start <= longest else None


def _whole_words(text: str, span: Span, lang: str) -> Span | None:
    """Let a stretch end where words do: a model's pieces are no words.

    With blanks between words, a word that is touched is taken whole. Without them the dictionary's words
    count, and one that is only touched is left: it may be the last letter of another.
    """
    start, end = span.start, span.end
    if is_spaced(primary_language(lang)):
        while start and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        return Span(start, end)
    inside = [at for at in _word_edges(text, lang) if start <= at <= end]
    return Span(inside[0], inside[-1]) if len(inside) > 1 else None


def _stands_alone(text: str, span: Span, lang: str) -> bool:
    """Tell whether a stretch that was found begins and ends where words do."""
    if is_spaced(primary_language(lang)):
        return True
    return {span.start, span.end} <= set(_word_edges(text, lang))


@functools.lru_cache(maxsize=16)
def _word_edges(text: str, lang: str) -> tuple[int, ...]:
    from icu4py.breakers import WordBreaker

    safe = text.encode("utf-8", "replace").decode()
    return (0, *itertools.accumulate(map(len, WordBreaker(safe, primary_language(lang)))))


def _within(span: Span, outer: Span) -> bool:
    # A piece of a model may begin with the blank before a word.
    return span.start < outer.end and outer.start < span.end and span.end <= outer.end + 1


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _apply(text: str, edits: Iterable[_Edit]) -> str:
    """Replace stretches that don't overlap; words at the start of the text keep its capital."""
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        old = text[edit.span.start : edit.span.end]
        words = edit.words
        if edit.span.start == 0 and old[:1].isupper() and words[:1].islower():
            words = words[0].upper() + words[1:]
        left, right = text[: edit.span.start], text[edit.span.end :]
        text = left + _gap(left, words) + words + _gap(words, right) + right
    return text


def _gap(left: str, right: str) -> str:
    """Return a blank where two Latin words would run together."""
    if left and right and all(char.isascii() and char.isalnum() for char in (left[-1], right[0])):
        return " "
    return ""


def _free_tokens(source: str, form: str) -> Iterator[str]:
    """Yield tokens of a form that don't stand in a text, whatever their case."""
    folded = source.casefold()
    for letter, capital, digit in zip(
        string.ascii_lowercase[:9], string.ascii_uppercase[:9], string.digits[1:], strict=True
    ):
        token = form.format(letter=letter, capital=capital, digit=digit)
        if token.casefold() not in folded:
            yield token


def shift_links(links: Iterable[Link], *, source_chars: int, target_chars: int) -> Iterator[Link]:
    """Move links to where their pieces stand in a longer text."""
    for link in links:
        yield Link(
            source=Span(link.source.start + source_chars, link.source.end + source_chars),
            target=Span(link.target.start + target_chars, link.target.end + target_chars),
        )
