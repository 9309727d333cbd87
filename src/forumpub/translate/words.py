"""Roles, organisations and places by themselves: an engine gets them small, and in a sentence of their kind.

A model that sees two words in capitals makes anything of them. In a short sentence it translates them as what
they are. What the sentence adds is learned by translating it with other words: it is what all have in common.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from forumpub.model import TermOutcome
from forumpub.translate.candidates import Candidate, Task, best_of
from forumpub.translate.casing import lower_words
from forumpub.translate.engine import Hypothesis
from forumpub.translate.ladder import N_BEST, Desk
from forumpub.translate.segments import SegmentKind
from forumpub.translate.sentences import primary_language
from forumpub.translate.term_order import assess
from forumpub.values import dataclass

_STOPS = ".。။។।"
_ARTICLES = ("a ", "an ", "the ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carrier:
    """A sentence with a gap for words of a kind, and words that fill it to learn the rest."""

    sentence: str
    fillers: tuple[str, ...]


_CARRIERS: Mapping[tuple[str, SegmentKind], _Carrier] = {
    ("en", SegmentKind.ROLE): _Carrier(sentence="He is the {}.", fillers=("doctor", "mayor", "president")),
    ("en", SegmentKind.ORGANISATION): _Carrier(
        sentence="He works at the {}.", fillers=("bank", "hospital", "university")
    ),
    ("en", SegmentKind.PLACE): _Carrier(sentence="He lives in {}.", fillers=("Jakarta", "Bangkok", "Manila")),
    ("zh", SegmentKind.ROLE): _Carrier(sentence="他是{}。", fillers=("医生", "市长", "总统")),
    ("zh", SegmentKind.ORGANISATION): _Carrier(sentence="他在{}工作。", fillers=("银行", "医院", "大学")),
    ("zh", SegmentKind.PLACE): _Carrier(sentence="他住在{}。", fillers=("雅加达", "曼谷", "马尼拉")),
}


def translate_words(desk: Desk, tasks: Sequence[Task]) -> tuple[Candidate, ...]:
    """Translate words that are no sentences.

    Three ways are tried in one call, in this order where the checks like them equally: in a carrier, small by
    themselves, and as they stand.

    Args:
        desk: engine and checks.
        tasks: roles, organisations and places.

    Returns:
        The best candidate for each; its rung is "carrier", "lower-case" or "first".

    Raises:
        EngineError: the engine failed.
    """
    lang = primary_language(desk.judge.source_lang)
    kinds = dict.fromkeys(task.kind for task in tasks)
    carriers = {kind: found for kind in kinds if (found := _CARRIERS.get((lang, kind))) is not None}
    small = [_small(task) for task in tasks]
    asked: dict[str, None] = {}
    for carrier in carriers.values():
        asked.update(dict.fromkeys(carrier.sentence.format(filler) for filler in carrier.fillers))
    for task, words in zip(tasks, small, strict=True):
        asked.update({words: None, task.sent: None})
        if task.kind in carriers:
            asked[_fill(carriers[task.kind].sentence, words)] = None
    answers = dict(zip(asked, desk.translate(tuple(asked), N_BEST), strict=True))
    frames = {
        kind: frame
        for kind, carrier in carriers.items()
        if (frame := _learn_frame([answers[carrier.sentence.format(f)][0].text for f in carrier.fillers]))
    }
    best: list[Candidate] = []
    for task, words in zip(tasks, small, strict=True):
        carried = answers[_fill(carriers[task.kind].sentence, words)] if task.kind in frames else ()
        candidates = list(_carried(desk, task, carried, frames.get(task.kind)))
        if words != task.sent:
            candidates += _bare(desk, task, answers[words], "lower-case")
        candidates += _bare(desk, task, answers[task.sent], "first")
        best.append(best_of(candidates))
    return tuple(best)


def _small(task: Task) -> str:
    if task.kind is SegmentKind.PLACE:
        return task.sent
    protected = [span for one in task.requirements for span in one.spans]
    return lower_words(task.sent, known=None, protected=protected)


def _fill(sentence: str, words: str) -> str:
    if words.lower().startswith(_ARTICLES):
        sentence = sentence.replace("the {}", "{}")
    return sentence.format(words)


def _learn_frame(sentences: Sequence[str]) -> tuple[str, str] | None:
    """Return what sentences with different fillers begin and end with; None where they have no gap."""
    words = [sentence.strip() for sentence in sentences]
    if not all(words) or len(set(words)) < len(words):
        return None
    head = _common_start(words)
    tail = _common_start([sentence[::-1] for sentence in words])[::-1]
    # Fillers may begin with the same letters; what a frame shares ends at a blank where there are blanks.
    if " " in head:
        head = head[: head.rindex(" ") + 1]
    if " " in tail:
        tail = tail[tail.index(" ") :]
    elif tail[:1] not in _STOPS:
        tail = tail[-1:] if tail[-1:] in tuple(_STOPS) else ""
    if any(len(head) + len(tail) >= len(sentence) for sentence in words):
        return None
    return head, tail


def _common_start(texts: Sequence[str]) -> str:
    columns = itertools.takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False))
    return "".join(column[0] for column in columns)


def _carried(
    desk: Desk, task: Task, hypotheses: Sequence[Hypothesis], frame: tuple[str, str] | None
) -> Iterator[Candidate]:
    if frame is None:
        return
    head, tail = frame
    if not head and not tail:
        return
    for hypothesis in hypotheses:
        text = hypothesis.text.strip()
        if not (text.startswith(head) and text.endswith(tail)):
            continue
        words = text[len(head) : len(text) - len(tail)].strip().rstrip(_STOPS)
        if words:
            yield _candidate(desk, task, words, "carrier", hypothesis.score)


def _bare(desk: Desk, task: Task, hypotheses: Sequence[Hypothesis], rung: str) -> Iterator[Candidate]:
    for hypothesis in hypotheses:
        words = hypothesis.text.strip()
        if words[-1:] in tuple(_STOPS) and task.sent[-1:] not in tuple(_STOPS):
            words = words.rstrip(_STOPS)
        yield _candidate(desk, task, words, rung, hypothesis.score)


def _candidate(desk: Desk, task: Task, words: str, rung: str, score: float | None) -> Candidate:
    mended = assess(words, task.requirements, desk.judge.target_lang, TermOutcome.HONOURED)
    return desk.judge.judge(task, mended, rung=rung, score=score)
