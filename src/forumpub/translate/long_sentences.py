"""Sentences beyond a model's limit: cut where a clause ends, translated piece by piece, joined again.

A model that gets too much cuts it off without a word, so nothing too long is ever handed to it.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence

from forumpub.translate.engine import Decoding, Engine, Hypothesis, Link
from forumpub.translate.segments import gap_between
from forumpub.translate.term_order import shift_links
from forumpub.translate.vowels import compose_vowels

_CLAUSE_ENDS = ";；。.!?！？", ",，、:：—–၊៖"
_OPENING = frozenset("“‘«「『（《([")


def translate_any(
    engine: Engine, texts: Sequence[str], decoding: Decoding, *, target_lang: str
) -> tuple[tuple[Hypothesis, ...], ...]:
    """Translate texts of any length in one call of the engine.

    A text that doesn't fit goes in pieces: its n-th hypothesis is made of the n-th of each piece. What the
    engine can't take even as a single character stays as it is.

    Args:
        engine: decides what fits.
        texts: equal ones are translated once.
        decoding: how to search.
        target_lang: BCP 47 tag; tells what stands between joined pieces.

    Returns:
        For each text its hypotheses, best first.

    Raises:
        EngineError: the engine failed.
    """
    distinct = tuple(dict.fromkeys(texts))
    cut = {text: tuple(split_to_fit(text, engine)) for text in distinct}
    wanted = tuple(
        dict.fromkeys(piece for pieces in cut.values() for piece in pieces if _can_go(piece, engine))
    )
    answered = engine.translate(wanted, decoding) if wanted else ()
    answers = {
        text: tuple(compose_vowels(hypothesis, target_lang) for hypothesis in hypotheses)
        for text, hypotheses in zip(wanted, answered, strict=True)
    }
    found = {text: _join(text, pieces, answers, target_lang) for text, pieces in cut.items()}
    return tuple(found[text] for text in texts)


def split_to_fit(text: str, engine: Engine) -> Iterator[str]:
    """Yield the fewest pieces that halving gives and the engine can take; blanks at cuts are left out.

    A single character that doesn't fit is a piece of its own.
    """
    waiting = [text]
    while waiting:
        piece = waiting.pop()
        if not piece.strip():
            continue
        if engine.measure(piece).fits or (cut := _find_cut(piece)) is None:
            yield piece
            continue
        waiting += [piece[cut:].lstrip(), piece[:cut].rstrip()]


def split_clauses(text: str) -> tuple[str, ...]:
    """Split a sentence at every semicolon, or where it has none at the comma nearest to its middle."""
    for marks in ";；", ",，、":
        cuts = [at for at in _cuts_after(text, marks) if text[at:].strip()]
        if not cuts:
            continue
        if marks[0] == ",":
            cuts = [min(cuts, key=lambda at: abs(2 * at - len(text)))]
        edges = [0, *cuts, len(text)]
        return tuple(text[start:end].strip() for start, end in itertools.pairwise(edges))
    return (text,)


def join_pieces(pieces: Sequence[str], lang: str) -> str:
    """Join translated pieces of one sentence as a language writes it."""
    joined = ""
    for piece in pieces:
        joined += gap_between(joined, piece, lang) + piece
    return joined


def _can_go(piece: str, engine: Engine) -> bool:
    return len(piece) > 1 or engine.measure(piece).fits


def _join(
    text: str, pieces: Sequence[str], answers: dict[str, tuple[Hypothesis, ...]], lang: str
) -> tuple[Hypothesis, ...]:
    found = [answers.get(piece) or (Hypothesis(text=piece),) for piece in pieces]
    if len(found) == 1:
        return found[0]
    if not found:
        return (Hypothesis(text=""),)
    most = max(len(hypotheses) for hypotheses in found)
    return tuple(
        _combine(text, pieces, [hypotheses[min(at, len(hypotheses) - 1)] for hypotheses in found], lang)
        for at in range(most)
    )


def _combine(text: str, pieces: Sequence[str], chosen: Sequence[Hypothesis], lang: str) -> Hypothesis:
    # Without one of its pieces a sentence would look complete, and isn't.
    if not all(hypothesis.text.strip() for hypothesis in chosen):
        return Hypothesis(text="")
    joined = ""
    links: list[Link] = []
    source_at = 0
    for piece, hypothesis in zip(pieces, chosen, strict=True):
        source_at = text.index(piece, source_at)
        joined += gap_between(joined, hypothesis.text, lang)
        links += shift_links(hypothesis.links, source_chars=source_at, target_chars=len(joined))
        joined += hypothesis.text
        source_at += len(piece)
    weighed = [
        (hypothesis.score, len(piece))
        for hypothesis, piece in zip(chosen, pieces, strict=True)
        if hypothesis.score is not None
    ]
    total = sum(weight for _, weight in weighed)
    score = sum(score * weight for score, weight in weighed) / total if total else None
    return Hypothesis(text=joined, score=score, links=tuple(links))


def _find_cut(piece: str) -> int | None:
    """Return where to halve a text: at the best kind of place, the one nearest to the middle."""
    middle = len(piece) // 2
    for marks in _CLAUSE_ENDS:
        # A cut near an end leaves nearly all of it as it was.
        cuts = [at for at in _cuts_after(piece, marks) if len(piece) // 5 <= at <= len(piece) * 4 // 5]
        if cuts:
            return min(cuts, key=lambda at: abs(at - middle))
    blanks = [at for at in range(1, len(piece) - 1) if piece[at].isspace()]
    if blanks:
        return min(blanks, key=lambda at: abs(at - middle))
    return _between_clusters(piece, middle)


def _cuts_after(text: str, marks: str) -> Iterator[int]:
    for at in range(1, len(text)):
        if text[at - 1] not in marks:
            continue
        # "2,500" and "10:30" are one number; a Latin mark without a blank behind it is no clause's end.
        if text[at - 1].isascii() and not (text[at].isspace() or text[at] in _OPENING):
            continue
        yield at


def _between_clusters(piece: str, middle: int) -> int | None:
    """Return the place nearest to the middle that parts no letter from its marks."""
    places = (at for step in range(len(piece)) for at in (middle - step, middle + step))
    for at in places:
        if 0 < at < len(piece) and not unicodedata.category(piece[at]).startswith("M"):
            return at
    return len(piece) // 2 if len(piece) > 1 else None
