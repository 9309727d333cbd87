"""The ladder: what is tried, step by step, with segments whose first translation fails the checks.

Each step asks the engine once for all segments that still fail. The better candidate stays.

An engine takes two thirds as long for one sentence as for three: where few segments are left, what later
steps would ask is asked at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from forumpub.model import TermOutcome
from forumpub.rules.cascade import SEGMENT_KEPT
from forumpub.rules.translation import FORBIDDEN_WORD, KEPT_WORDS_CHANGED, NAME_ALTERED
from forumpub.translate.candidates import Candidate, Judge, Task, best_of
from forumpub.translate.casing import lower_capitals
from forumpub.translate.engine import Decoding, Engine, Hypothesis
from forumpub.translate.findings import Finding
from forumpub.translate.long_sentences import join_pieces, split_clauses, translate_any
from forumpub.translate.requirements import is_met
from forumpub.translate.sentences import primary_language
from forumpub.translate.term_order import TOKEN_FORMS, assess, mend, put_tokens, take_tokens
from forumpub.values import dataclass

N_BEST = Decoding(beam=4, hypotheses=4, links=True)
# Reduplication is ordinary in several of the languages: loops are held back only where one has been seen.
NO_REPEAT = Decoding(beam=4, hypotheses=4, no_repeat_ngram=3, repetition_penalty=1.1, links=True)
KEPT = "kept"
KEPT_FINDING = Finding(
    rule=SEGMENT_KEPT,
    message="the engine returned nothing, or kept repeating itself: the source's words stand here",
)
_ABOUT_TERMS = frozenset({FORBIDDEN_WORD, KEPT_WORDS_CHANGED, NAME_ALTERED})
# Segments for which later steps are asked ahead: their texts are a dozen or so.
_FEW = 3
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
        """Translate tasks in one call.

        The search's own first choice stands where the checks like it; else they choose among its answers.
        """
        answers = self.translate([task.sent for task in tasks], decoding)
        return tuple(
            self._choose(self.weigh(task, hypotheses, rung="first"))
            for task, hypotheses in zip(tasks, answers, strict=True)
        )

    def _choose(self, candidates: Iterator[Candidate]) -> Candidate:
        first = next(candidates)
        return best_of((first, *candidates)) if first.is_doubtful else first

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


_Defaults = Mapping[str, Sequence[str]]
"""By a term's source words, how the model renders them alone."""

_Answers = Mapping[str, Sequence[Hypothesis]]
"""The hypotheses of each text that a step asked."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One way to try again: the texts it asks for a task as it stands, and what it makes of the answers."""

    texts: Callable[[Desk, Task, Candidate], Sequence[str]]
    weigh: Callable[[Desk, Task, _Answers, _Defaults], Iterable[Candidate]]
    decoding: Decoding = N_BEST


@dataclass(slots=True)
class _Asked:
    """What the engine has answered in one climb: nothing is asked twice. Lives only inside it."""

    desk: Desk
    answers: dict[Decoding, dict[str, Sequence[Hypothesis]]] = field(default_factory=dict)

    def ask(self, texts: Iterable[str], decoding: Decoding) -> _Answers:
        known = self.answers.setdefault(decoding, {})
        new = tuple(dict.fromkeys(text for text in texts if text not in known))
        if new:
            known.update(zip(new, self.desk.translate(new, decoding), strict=True))
        return known


def climb(
    desk: Desk, tasks: Sequence[Task], firsts: Sequence[Candidate], *, searched: Decoding
) -> tuple[Candidate, ...]:
    """Try the steps of the ladder on tasks whose first translation is doubtful.

    A warning is worth a wider search; the other steps are for errors and for terms that are lacking.

    Args:
        desk: engine, checks, known words.
        tasks: any number.
        firsts: the first translation of each.
        searched: how they were searched.

    Returns:
        The best candidate for each. Where nothing but an empty or looping answer came, the source's words,
        with a finding that says so.

    Raises:
        EngineError: the engine failed.
    """
    best = list(firsts)
    asked = _Asked(desk)
    terms = _lacking_terms(desk, tasks, best)
    wide = [at for at, one in enumerate(best) if not (_is_n_best(searched) and not _lacks_terms(one))]
    alone = {term: _alone(term, desk.judge.source_lang) for term in terms}
    answers = asked.ask((*itertools.chain(*alone.values()), *(tasks[at].sent for at in wide)), N_BEST)
    defaults = {term: _renderings(answers, forms) for term, forms in alone.items()}
    for at in wide:
        best[at] = best_of((best[at], *_weigh_n_best(desk, tasks[at], answers, defaults)))
    for number, step in enumerate(_STEPS):
        open_ = {at: tasks[at] for at, one in enumerate(best) if one.error_count}
        wanted = {at: texts for at, task in open_.items() if (texts := step.texts(desk, task, best[at]))}
        ahead = _STEPS[number + 1 :] if wanted and len(open_) <= _FEW else ()
        later = (
            text
            for other in ahead
            if other.decoding == step.decoding
            for at, task in open_.items()
            for text in other.texts(desk, task, best[at])
        )
        answers = asked.ask(itertools.chain(*wanted.values(), later), step.decoding)
        for at in wanted:
            best[at] = best_of((best[at], *step.weigh(desk, tasks[at], answers, defaults)))
    return tuple(_keep(desk, task) if one.is_nothing else one for task, one in zip(tasks, best, strict=True))


def _is_n_best(decoding: Decoding) -> bool:
    """Tell whether a search as wide as the ladder's was made: another would only add the links."""
    return decoding.beam >= N_BEST.beam and decoding.hypotheses >= N_BEST.hypotheses


def _lacks_terms(candidate: Candidate) -> bool:
    return any(use.outcome is TermOutcome.FAILED for use in candidate.terms)


def _lacking_terms(desk: Desk, tasks: Sequence[Task], best: Sequence[Candidate]) -> tuple[str, ...]:
    """List the terms that are lacking: translated alone, they are known in a sentence."""
    lang = desk.judge.target_lang
    return tuple(
        dict.fromkeys(
            one.entry.source
            for task, candidate in zip(tasks, best, strict=True)
            for one in task.requirements
            if not is_met(one, candidate.text, lang)
        )
    )


def _alone(term: str, lang: str) -> tuple[str, ...]:
    """Return the forms of a term for a model to render: as it is and small, for models that write titles so.

    English names have an article in a sentence, and a model that has seen no name without one renders it
    as nothing in particular.
    """
    return (term, term.lower(), *([f"the {term}"] if primary_language(lang) == "en" else []))


def _renderings(answers: _Answers, forms: Iterable[str]) -> Sequence[str]:
    """Return how a model renders a term alone: form by form, the longest rendering of each first.

    The rendering of an article comes after those without one, lest it be replaced with the term.
    """
    words: dict[str, None] = {}
    for form in forms:
        found = {hypothesis.text.strip().rstrip(_STOPS) for hypothesis in answers[form]}
        words |= dict.fromkeys(sorted(filter(None, found), key=lambda word: (-len(word), word)))
    return tuple(words)


def _weigh_n_best(desk: Desk, task: Task, answers: _Answers, defaults: _Defaults) -> Iterator[Candidate]:
    return desk.weigh(task, answers[task.sent], rung="n-best", defaults=defaults)


def _token_step(form: str) -> _Step:
    """Protect every term by a token of one form; a number that differs is no better for it."""

    def texts(_: Desk, task: Task, best: Candidate) -> Sequence[str]:
        about_terms = _lacks_terms(best) or any(one.rule in _ABOUT_TERMS for one in best.findings)
        tokened = put_tokens(task.sent, task.requirements, form) if about_terms else None
        return (tokened.source,) if tokened is not None else ()

    def weigh(desk: Desk, task: Task, answers: _Answers, _: _Defaults) -> Iterator[Candidate]:
        tokened = put_tokens(task.sent, task.requirements, form)
        if tokened is None:
            return
        for hypothesis in answers[tokened.source]:
            mended = take_tokens(hypothesis.text.strip(), tokened, task.requirements, desk.judge.target_lang)
            if mended is not None and not mended.failed:
                yield desk.judge.judge(task, mended, rung="token", score=hypothesis.score)

    return _Step(texts, weigh)


def _small_letters(desk: Desk, task: Task) -> str:
    protected = [span for one in task.requirements for span in one.spans]
    return lower_capitals(task.sent, known=desk.known, protected=protected)


def _texts_in_small_letters(desk: Desk, task: Task, _: Candidate) -> Sequence[str]:
    return _other_than(task, _small_letters(desk, task))


def _weigh_small_letters(
    desk: Desk, task: Task, answers: _Answers, defaults: _Defaults
) -> Iterator[Candidate]:
    return desk.weigh(task, answers[_small_letters(desk, task)], rung="lower-case", defaults=defaults)


def _other_stop(desk: Desk, task: Task) -> str:
    """Take the final stop away, or lend one."""
    if task.sent[-1:] in tuple(_STOPS):
        return task.sent.rstrip(_STOPS)
    return task.sent + _FINAL.get(primary_language(desk.judge.source_lang), ".")


def _texts_with_other_stop(desk: Desk, task: Task, _: Candidate) -> Sequence[str]:
    return _other_than(task, _other_stop(desk, task))


def _weigh_other_stop(desk: Desk, task: Task, answers: _Answers, defaults: _Defaults) -> Iterator[Candidate]:
    sent = _other_stop(desk, task)
    hypotheses = tuple(_with_stop_of(task.sent, sent, one) for one in answers[sent])
    return desk.weigh(task, hypotheses, rung="final-stop", defaults=defaults)


def _as_it_is(_: Desk, task: Task, __: Candidate) -> Sequence[str]:
    return (task.sent,)


def _weigh_no_repeat(desk: Desk, task: Task, answers: _Answers, defaults: _Defaults) -> Iterator[Candidate]:
    return desk.weigh(task, answers[task.sent], rung="no-repeat", defaults=defaults)


def _clauses(_: Desk, task: Task, __: Candidate) -> Sequence[str]:
    pieces = split_clauses(task.sent)
    return pieces if len(pieces) > 1 else ()


def _weigh_clauses(desk: Desk, task: Task, answers: _Answers, defaults: _Defaults) -> Iterator[Candidate]:
    chosen = [answers[piece][0] for piece in split_clauses(task.sent)]
    # Without one of its clauses a sentence would look complete, and isn't.
    if not all(hypothesis.text.strip() for hypothesis in chosen):
        return
    scores = [hypothesis.score for hypothesis in chosen if hypothesis.score is not None]
    joined = Hypothesis(
        text=join_pieces([hypothesis.text.strip() for hypothesis in chosen], desk.judge.target_lang),
        score=sum(scores) / len(scores) if scores else None,
    )
    yield from desk.weigh(task, (joined,), rung="clauses", defaults=defaults)


_STEPS: tuple[_Step, ...] = (
    *(_token_step(form) for form in TOKEN_FORMS),
    _Step(_texts_in_small_letters, _weigh_small_letters),
    _Step(_texts_with_other_stop, _weigh_other_stop),
    _Step(_as_it_is, _weigh_no_repeat, NO_REPEAT),
    _Step(_clauses, _weigh_clauses),
)


def _other_than(task: Task, text: str) -> Sequence[str]:
    """Ask for nothing that was asked before."""
    return (text,) if text.strip() and text != task.sent else ()


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
