"""The ladder: what is tried, step by step, with segments whose first translation fails the checks.

Each step asks the engine once for all segments that still fail. The better candidate stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from forumpub.model import TermOutcome
from forumpub.rules.cascade import SEGMENT_KEPT
from forumpub.translate.candidates import Candidate, Judge, Task, best_of
from forumpub.translate.casing import lower_capitals
from forumpub.translate.engine import Decoding, Engine, Hypothesis
from forumpub.translate.findings import Finding
from forumpub.translate.long_sentences import join_pieces, split_clauses, translate_any
from forumpub.translate.requirements import is_met
from forumpub.translate.term_order import TOKEN_FORMS, assess, mend, put_tokens, take_tokens

N_BEST = Decoding(beam=4, hypotheses=4, links=True)
# Reduplication is ordinary in several of the languages: loops are held back only where one has been seen.
NO_REPEAT = Decoding(beam=4, hypotheses=4, no_repeat_ngram=3, repetition_penalty=1.1, links=True)
KEPT = "kept"
KEPT_FINDING = Finding(
    rule=SEGMENT_KEPT,
    message="the engine returned nothing, or kept repeating itself: the source's words stand here",
)
_STOPS = ".。።။។।"
_FINAL = {"zh": "。", "my": "။", "km": "។"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that the steps work with. `known` are words that the texts write small."""

    engine: Engine
    judge: Judge
    known: frozenset[str] = frozenset()

    def translate(self, texts: Sequence[str], decoding: Decoding) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate texts of any length in one call."""
        return translate_any(self.engine, texts, decoding, target_lang=self.judge.target_lang)

    def first_pass(self, tasks: Sequence[Task], decoding: Decoding) -> tuple[Candidate, ...]:
        """Translate tasks in one call, and take of each the best hypothesis as it stands."""
        answers = self.translate([task.sent for task in tasks], decoding)
        return tuple(
            best_of(self.weigh(task, hypotheses, rung="first"))
            for task, hypotheses in zip(tasks, answers, strict=True)
        )

    def weigh(
        self,
        task: Task,
        hypotheses: Sequence[Hypothesis],
        *,
        rung: str,
        defaults: Mapping[str, Sequence[str]] | None = None,
    ) -> Iterator[Candidate]:
        """Yield a candidate for each hypothesis, and one for each that could be mended."""
        lang = self.judge.target_lang
        for at, hypothesis in enumerate(hypotheses):
            text = task.text if hypothesis.text == task.sent else hypothesis.text.strip()
            plain = Hypothesis(text=text, score=hypothesis.score)
            met = TermOutcome.N_BEST if at and rung != "first" else TermOutcome.HONOURED
            mended = assess(text, task.requirements, lang, met)
            yield self.judge.judge(task, mended, rung=rung, score=plain.score)
            if mended.failed and defaults is not None:
                linked = hypothesis if text == hypothesis.text else plain
                size = len(task.sent)
                again = mend(linked, task.requirements, defaults, lang, met, source_chars=size)
                if again.text != text:
                    yield self.judge.judge(task, again, rung=rung, score=plain.score)


_Step = Callable[[Desk, Sequence[Task], Mapping[str, Sequence[str]]], Iterator[tuple[int, Candidate]]]


def climb(desk: Desk, tasks: Sequence[Task], firsts: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Try the steps of the ladder on tasks whose first translation is doubtful.

    A warning is worth a wider search; the other steps are for errors and for terms that are lacking.

    Args:
        desk: engine, checks, known words.
        tasks: any number.
        firsts: the first translation of each.

    Returns:
        The best candidate for each. Where nothing but an empty or looping answer came, the source's words,
        with a finding that says so.

    Raises:
        EngineError: the engine failed.
    """
    best = list(firsts)
    defaults = _default_renderings(desk, tasks, best)
    for step in _STEPS:
        first_step = step is _n_best
        open_ = [at for at, one in enumerate(best) if one.error_count or (first_step and one.is_doubtful)]
        for at, candidate in step(desk, [tasks[index] for index in open_], defaults):
            best[open_[at]] = best_of((best[open_[at]], candidate))
    return tuple(_keep(desk, task) if one.is_nothing else one for task, one in zip(tasks, best, strict=True))


def _default_renderings(
    desk: Desk, tasks: Sequence[Task], best: Sequence[Candidate]
) -> Mapping[str, Sequence[str]]:
    """Translate the terms that are lacking alone, to know them in a sentence; the longest rendering first."""
    lang = desk.judge.target_lang
    terms = dict.fromkeys(
        one.entry.source
        for task, candidate in zip(tasks, best, strict=True)
        for one in task.requirements
        if not is_met(one, candidate.text, lang)
    )
    asked = tuple(terms)
    # A model that writes titles small or large renders a term in both ways.
    texts = [form for term in asked for form in (term, term.lower())]
    answers = desk.translate(texts, N_BEST) if texts else ()
    found: dict[str, Sequence[str]] = {}
    for at, term in enumerate(asked):
        words = {
            hypothesis.text.strip().rstrip(_STOPS) for hypothesis in (*answers[2 * at], *answers[2 * at + 1])
        }
        found[term] = sorted((word for word in words if word), key=lambda word: (-len(word), word))
    return found


def _n_best(
    desk: Desk, tasks: Sequence[Task], defaults: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, Candidate]]:
    yield from _search(desk, tasks, [task.sent for task in tasks], N_BEST, defaults, "n-best")


def _tokens(
    desk: Desk, tasks: Sequence[Task], _defaults: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, Candidate]]:
    """Protect every term by a token, form after form, until each came back exactly once."""
    lang = desk.judge.target_lang
    waiting = [at for at, task in enumerate(tasks) if task.requirements]
    for form in TOKEN_FORMS:
        tokened = {
            at: made
            for at in waiting
            if (made := put_tokens(tasks[at].sent, tasks[at].requirements, form)) is not None
        }
        if not tokened:
            continue
        answers = desk.translate([made.source for made in tokened.values()], N_BEST)
        for (at, made), hypotheses in zip(tokened.items(), answers, strict=True):
            for hypothesis in hypotheses:
                mended = take_tokens(hypothesis.text.strip(), made, tasks[at].requirements, lang)
                if mended is None or mended.failed:
                    continue
                candidate = desk.judge.judge(tasks[at], mended, rung="token", score=hypothesis.score)
                yield at, candidate
                if not candidate.error_count and at in waiting:
                    waiting.remove(at)


def _small_letters(
    desk: Desk, tasks: Sequence[Task], defaults: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, Candidate]]:
    texts = [
        lower_capitals(
            task.sent,
            known=desk.known,
            protected=[span for one in task.requirements for span in one.spans],
        )
        for task in tasks
    ]
    yield from _search(desk, tasks, texts, N_BEST, defaults, "lower-case")


def _final_stop(
    desk: Desk, tasks: Sequence[Task], defaults: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, Candidate]]:
    lang = desk.judge.source_lang.split("-")[0]
    texts = [
        task.sent.rstrip(_STOPS) if task.sent[-1:] in tuple(_STOPS) else task.sent + _FINAL.get(lang, ".")
        for task in tasks
    ]
    yield from _search(desk, tasks, texts, N_BEST, defaults, "final-stop")


def _no_repeat(
    desk: Desk, tasks: Sequence[Task], defaults: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, Candidate]]:
    yield from _search(desk, tasks, [task.sent for task in tasks], NO_REPEAT, defaults, "no-repeat")


def _clauses(
    desk: Desk, tasks: Sequence[Task], defaults: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, Candidate]]:
    """Translate clause by clause."""
    lang = desk.judge.target_lang
    cut = {at: pieces for at, task in enumerate(tasks) if len(pieces := split_clauses(task.sent)) > 1}
    flat = [piece for pieces in cut.values() for piece in pieces]
    answers = iter(desk.translate(flat, N_BEST) if flat else ())
    for at, pieces in cut.items():
        chosen = [next(answers)[0] for _ in pieces]
        # Without one of its clauses a sentence would look complete, and isn't.
        if not all(hypothesis.text.strip() for hypothesis in chosen):
            continue
        scores = [hypothesis.score for hypothesis in chosen if hypothesis.score is not None]
        joined = Hypothesis(
            text=join_pieces([hypothesis.text.strip() for hypothesis in chosen], lang),
            score=sum(scores) / len(scores) if scores else None,
        )
        for candidate in desk.weigh(tasks[at], (joined,), rung="clauses", defaults=defaults):
            yield at, candidate


_STEPS: tuple[_Step, ...] = (_n_best, _tokens, _small_letters, _final_stop, _no_repeat, _clauses)


def _search(
    desk: Desk,
    tasks: Sequence[Task],
    texts: Sequence[str],
    decoding: Decoding,
    defaults: Mapping[str, Sequence[str]],
    rung: str,
) -> Iterator[tuple[int, Candidate]]:
    """Translate texts that stand for tasks; one that is what was asked before is left out."""
    again = decoding is N_BEST and rung != "n-best"
    asked = [at for at, text in enumerate(texts) if text.strip() and not (again and text == tasks[at].sent)]
    answers = desk.translate([texts[at] for at in asked], decoding) if asked else ()
    for at, hypotheses in zip(asked, answers, strict=True):
        found = hypotheses
        if rung == "final-stop":
            found = tuple(_with_stop_of(tasks[at].sent, texts[at], one) for one in hypotheses)
        for candidate in desk.weigh(tasks[at], found, rung=rung, defaults=defaults):
            yield at, candidate


def _with_stop_of(wanted: str, sent: str, hypothesis: Hypothesis) -> Hypothesis:
    """Take a stop away again that was put there only for the engine."""
    if len(sent) > len(wanted):
        text = hypothesis.text.rstrip().rstrip(_STOPS)
        # Links lead into the text: the stop's own goes with it.
        links = tuple(link for link in hypothesis.links if link.target.end <= len(text))
        return replace(hypothesis, text=text, links=links)
    return hypothesis


def _keep(desk: Desk, task: Task) -> Candidate:
    """Keep the source's words where a translation is none, and say so."""
    uses = assess(task.text, task.requirements, desk.judge.target_lang, TermOutcome.HONOURED).uses
    return Candidate(text=task.text, rung=KEPT, terms=uses, findings=(KEPT_FINDING,))
