"""The cascade: memory, a fast first pass, checks, and a wider search only for what fails them.

What is finished goes into the memory batch by batch: a run that is killed loses one, and the next goes on.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import MemoryFileError
from forumpub.model import Origin, SegmentFinding, TermOutcome, TermUse, TranslatedSegment
from forumpub.rules.cascade import SENTENCE_SPLIT
from forumpub.source import Span
from forumpub.translate.candidates import Candidate, Judge, Task, name_findings
from forumpub.translate.casing import lower_capitals, small_words
from forumpub.translate.checks import fix_target
from forumpub.translate.engine import Decoding, Engine
from forumpub.translate.ladder import KEPT, KEPT_FINDING, Desk, climb
from forumpub.translate.long_sentences import translate_any
from forumpub.translate.memory.giving_up import give_memory_up
from forumpub.translate.memory.store import batched
from forumpub.translate.memory.unit import Checked, Unit
from forumpub.translate.quoting import in_brief
from forumpub.translate.recall import Recalled, minds_names, recall
from forumpub.translate.recipes import make_recipe, name_checks
from forumpub.translate.requirements import find_kept, find_requirements
from forumpub.translate.segments import PARAGRAPH_RUNG, Segment, SegmentKind
from forumpub.translate.sentences import primary_language
from forumpub.translate.words import translate_words
from forumpub.values import dataclass

if TYPE_CHECKING:
    from forumpub.translate.memory.store import Memory
    from forumpub.translate.terms.glossary import Glossary

# Distinct texts in one call of the engine: enough to fill its batches, few enough to lose.
BATCH_TEXTS = 512
_WORDS = frozenset({SegmentKind.ROLE, SegmentKind.ORGANISATION, SegmentKind.PLACE})
GLOSSARY = "glossary"


class Quality(enum.StrEnum):
    """How wide the first pass searches. The checks and the ladder behind it are the same."""

    FAST = "fast"
    BALANCED = "balanced"
    BEST = "best"


_FIRST_PASS: Mapping[Quality, Decoding] = {
    Quality.FAST: Decoding(beam=1, shortlist=True),
    Quality.BALANCED: Decoding(beam=2),
    Quality.BEST: Decoding(beam=4, hypotheses=4),
}


def translate_segments(
    segments: Sequence[Segment],
    *,
    source_lang: str,
    target_lang: str,
    engine: Engine,
    glossary: Glossary,
    memory: Memory | None,
    quality: Quality = Quality.BALANCED,
    keep: Sequence[str] = (),
    date: str | None = None,
) -> Outcome[tuple[TranslatedSegment, ...]]:
    """Translate segments of any number of articles, one article after the other.

    The memory comes first, people before machines; its machine rows count where engine, glossary and quality
    are the same. A text that is a glossary term takes the glossary's rendering. The rest goes to the engine,
    equal texts once. Between variants of one language nothing is checked: an engine that changes nothing may
    change nothing.

    Args:
        segments: ids may repeat from article to article.
        source_lang: BCP 47.
        target_lang: BCP 47.
        engine: the way between the two.
        glossary: terms for the two.
        memory: None to do without.
        quality: how wide the first pass searches.
        keep: names that must stay as they are.
        date: now, ISO 8601 in UTC; remembered with what the engine translates.

    Returns:
        One for each segment, in order; `engine` is 0 where this engine made it. A target is empty only where
        the translation of a whole paragraph stands with the paragraph's first segment (rung "paragraph").

    Raises:
        ModelError: the engine's model can't be loaded; what the memory has all of needs none.
        EngineError: the engine failed; what was finished is in the memory.

    Diagnostics:
        sentence-split: a sentence was too long for the model.
        memory-given-up: the memory failed on the way.
    """
    run = _Run(
        segments=segments,
        judge=Judge(source_lang=source_lang, target_lang=target_lang),
        engine=engine,
        glossary=glossary,
        memory=memory,
        quality=quality,
        keep=keep,
        date=date,
    )
    return run.findings.outcome(run.translate())


@dataclass(kw_only=True)
class _Run:
    """One call: what is finished so far. Lives only inside it."""

    segments: Sequence[Segment]
    judge: Judge
    engine: Engine
    glossary: Glossary
    memory: Memory | None
    quality: Quality
    keep: Sequence[str]
    date: str | None
    findings: Findings = field(default_factory=Findings)
    made: dict[int, TranslatedSegment] = field(default_factory=dict)

    def translate(self) -> tuple[TranslatedSegment, ...]:
        self._recall()
        if self._same_language:
            self._pass_through()
        else:
            self._translate_rest()
        return tuple(self.made[at] for at in range(len(self.segments)))

    @property
    def _same_language(self) -> bool:
        return primary_language(self.judge.source_lang) == primary_language(self.judge.target_lang)

    @functools.cached_property
    def _recipe(self) -> str:
        return make_recipe(self.engine, self.glossary, self.quality)

    def _recall(self) -> None:
        if self.memory is None:
            return
        try:
            found = recall(
                self.segments,
                self.memory,
                source_lang=self.judge.source_lang,
                target_lang=self.judge.target_lang,
                recipe=self._recipe,
            )
        except MemoryFileError as error:
            self._give_memory_up(error)
            return
        for at, one in found.items():
            segment = self.segments[at]
            checked = one.unit.checked
            if checked is not None and checked.by == name_checks(segment.text, self.keep):
                self.made[at] = self._from_memory(segment, one, checked.findings)
                continue
            task = self._task(one.unit.source if one.rung == PARAGRAPH_RUNG else segment.text, segment.kind)
            if one.unit.origin is not Origin.ENGINE or minds_names(task, one.unit):
                self.made[at] = self._from_memory(segment, one, self._check_again(task, one))

    def _check_again(self, task: Task, found: Recalled) -> tuple[SegmentFinding, ...]:
        """Check what people wrote, and what other checks than these have seen."""
        if found.rung == KEPT:
            return name_findings(found.target, (KEPT_FINDING,))
        if not found.leads or self._same_language:
            return ()
        # People move words between the sentences of a paragraph: it is checked as a whole.
        unit = found.unit
        return name_findings(unit.target, self.judge.check(task, unit.target, unit.score))

    def _from_memory(
        self, segment: Segment, found: Recalled, findings: tuple[SegmentFinding, ...]
    ) -> TranslatedSegment:
        unit = found.unit
        kept = found.rung == KEPT
        return TranslatedSegment(
            id=segment.id,
            part=segment.part,
            source=segment.text,
            target=found.target,
            origin=Origin.KEPT if kept else unit.origin,
            engine=0 if unit.origin is Origin.ENGINE and not kept else None,
            rung=found.rung,
            score=unit.score,
            terms=unit.terms,
            findings=findings,
            author=unit.author,
            # When a machine wrote it makes no difference to the edition: equal runs give equal files.
            date=None if unit.origin is Origin.ENGINE else unit.date,
        )

    def _pass_through(self) -> None:
        """Let the engine have the words as they are; between variants of one language no check holds."""
        for batch in batched(self._open_texts(), BATCH_TEXTS):
            texts = [text for (text, _), _ in batch]
            answers = translate_any(
                self.engine, texts, _FIRST_PASS[self.quality], target_lang=self.judge.target_lang
            )
            made: list[tuple[Sequence[int], Candidate]] = []
            for ((text, _), indices), hypotheses in zip(batch, answers, strict=True):
                best = hypotheses[0]
                candidate = Candidate(text=best.text, rung="first", score=best.score)
                made.append((indices, candidate if best.text else Candidate(text=text, rung=KEPT)))
            self._finish(made)

    def _translate_rest(self) -> None:
        tasks = [
            (self._task(text, kind), indices)
            for (text, kind), indices in self._open_texts()
            if not self._settle(text, indices)
        ]
        desk = Desk(engine=self.engine, judge=self.judge, known=self._known)
        first_pass = _FIRST_PASS[self.quality]
        doubtful: list[tuple[Task, Sequence[int], Candidate]] = []
        words = [item for item in tasks if item[0].kind in _WORDS]
        sentences = [item for item in tasks if item[0].kind not in _WORDS]
        for batch in batched(words, BATCH_TEXTS):
            made = translate_words(desk, [task for task, _ in batch])
            doubtful += self._sift(batch, made)
        for batch in batched(sentences, BATCH_TEXTS):
            self._report_splits(batch)
            made = desk.first_pass([task for task, _ in batch], first_pass)
            doubtful += self._sift(batch, made)
        for hard in batched(doubtful, BATCH_TEXTS):
            hard_tasks, places, firsts = zip(*hard, strict=True)
            climbed = climb(desk, hard_tasks, firsts, searched=first_pass)
            self._finish(tuple(zip(places, climbed, strict=True)))

    def _sift(
        self, batch: Sequence[tuple[Task, Sequence[int]]], made: Sequence[Candidate]
    ) -> list[tuple[Task, Sequence[int], Candidate]]:
        """Finish what passes the checks, and return what doesn't."""
        items = tuple(zip(batch, made, strict=True))
        self._finish([(indices, one) for (_, indices), one in items if not one.is_doubtful])
        return [(task, indices, one) for (task, indices), one in items if one.is_doubtful]

    def _open_texts(self) -> list[tuple[tuple[str, SegmentKind], list[int]]]:
        """List the texts that the memory doesn't have, each with the places of its segments."""
        found: dict[tuple[str, SegmentKind], list[int]] = {}
        for at, segment in enumerate(self.segments):
            if at not in self.made:
                found.setdefault((segment.text, segment.kind), []).append(at)
        return list(found.items())

    def _settle(self, text: str, indices: Sequence[int]) -> bool:
        """Finish a text that needs no engine: a glossary's term, or one without a letter."""
        entry = self.glossary.find_entry(text)
        if entry is not None:
            target = text if entry.keep else entry.target
            use = TermUse(source=entry.source, target=target, outcome=TermOutcome.HONOURED)
            for at in indices:
                self.made[at] = self._segment(
                    at, target=target, origin=Origin.GLOSSARY, rung=GLOSSARY, terms=(use,)
                )
            return True
        if any(char.isalpha() for char in text):
            return False
        for at in indices:
            self.made[at] = self._segment(at, target=text, origin=Origin.KEPT, rung=KEPT)
        return True

    def _task(self, text: str, kind: SegmentKind) -> Task:
        sent = _tidy(text)
        if kind is SegmentKind.HEADLINE:
            sent = lower_capitals(sent, known=self._known, protected=self._protected(sent))
        matches = self.glossary.find(sent)
        kept = find_kept(sent, self.keep)
        return Task(
            text=text,
            sent=sent,
            kind=kind,
            matches=matches,
            kept=kept,
            requirements=find_requirements(sent, matches, kept),
        )

    def _protected(self, text: str) -> list[Span]:
        requirements = find_requirements(text, self.glossary.find(text), self.keep)
        return [span for one in requirements for span in one.spans]

    @functools.cached_property
    def _known(self) -> frozenset[str]:
        return small_words(segment.text for segment in self.segments)

    def _punctuate(self, candidate: Candidate, segment: Segment) -> Candidate:
        """Write stops and blanks as the language does, once the checks have seen what the engine wrote."""
        fixed = fix_target(candidate.text, self.judge.target_lang)
        for found in fixed.diagnostics:
            self.findings.add(found.rule, f"“{in_brief(segment.text)}”: {found.message}")
        return replace(candidate, text=fixed.value)

    def _report_splits(self, batch: Sequence[tuple[Task, Sequence[int]]]) -> None:
        for task, indices in batch:
            size = self.engine.measure(task.sent)
            if not size.fits:
                # A run has the sentences of many articles, so that no number would say which one.
                words = in_brief(self.segments[indices[0]].text)
                message = f"the sentence “{words}” is too long for the model ({size.tokens} tokens): "
                self.findings.add(SENTENCE_SPLIT, f"{message}it is translated in pieces")

    def _finish(self, made: Sequence[tuple[Sequence[int], Candidate]]) -> None:
        """Record translations, and remember them in one transaction."""
        units: list[Unit] = []
        for indices, candidate in made:
            kept = candidate.rung == KEPT
            findings = name_findings(candidate.text, candidate.findings)
            if not kept and not self._same_language:
                candidate = self._punctuate(candidate, self.segments[indices[0]])
            for at in indices:
                self.made[at] = self._segment(
                    at,
                    target=candidate.text,
                    origin=Origin.KEPT if kept else Origin.ENGINE,
                    rung=candidate.rung,
                    score=candidate.score,
                    terms=candidate.terms,
                    findings=findings,
                )
                units.append(self._unit(at, candidate, findings))
        if self.memory is None or not units:
            return
        try:
            self.memory.remember(
                units, source_lang=self.judge.source_lang, target_lang=self.judge.target_lang
            )
        except MemoryFileError as error:
            self._give_memory_up(error)

    def _segment(
        self,
        at: int,
        *,
        target: str,
        origin: Origin,
        rung: str,
        score: float | None = None,
        terms: tuple[TermUse, ...] = (),
        findings: tuple[SegmentFinding, ...] = (),
    ) -> TranslatedSegment:
        segment = self.segments[at]
        return TranslatedSegment(
            id=segment.id,
            part=segment.part,
            source=segment.text,
            target=target,
            origin=origin,
            engine=0 if origin is Origin.ENGINE else None,
            rung=rung,
            score=score,
            terms=terms,
            findings=findings,
        )

    def _unit(self, at: int, candidate: Candidate, findings: tuple[SegmentFinding, ...]) -> Unit:
        segment = self.segments[at]
        return Unit(
            source=segment.text,
            target=candidate.text,
            # What the source's words are kept for is the engine's failure, under its recipe.
            origin=Origin.ENGINE,
            before=segment.before,
            after=segment.after,
            recipe=self._recipe,
            engine=self.engine.use,
            rung=candidate.rung,
            score=candidate.score,
            terms=candidate.terms,
            date=self.date,
            part=segment.part,
            checked=Checked(by=name_checks(segment.text, self.keep), findings=findings),
        )

    def _give_memory_up(self, error: MemoryFileError) -> None:
        self.memory = None
        give_memory_up(error, self.findings)


@functools.cache
def _stray_blank() -> re.Pattern[str]:
    return re.compile(r"(?<=\w) (?=[,;:](?: |$))")


def _tidy(text: str) -> str:
    """Return a text with single blanks, none before a comma: what a model has seen in training."""
    return _stray_blank().sub("", " ".join(text.split()))
