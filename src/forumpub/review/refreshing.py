"""Facts that quote an article stay true to it when it is edited.

A key point that an editor wrote stays as it is written, now and in later revisions; where its paragraph is
gone, without a reference. One that nobody touched is a sentence of its paragraph, word for word: where the
sentence was edited it follows; where it is gone, so is the point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from rapidfuzz import fuzz, process

from forumpub.diagnostics import Findings
from forumpub.model import Article, BackgroundFact, Facts, KeyFigure, KeyPoint, Para
from forumpub.rules.revising import EDIT_UNCLEAR, FACT_OUTDATED
from forumpub.transform.abbreviations import list_abbreviations
from forumpub.transform.figures import list_figures
from forumpub.transform.mentions import find_mentions
from forumpub.transform.names import has_han
from forumpub.transform.participants import list_participants
from forumpub.transform.sentences import read_sentences
from forumpub.translate.quoting import in_brief

_LEAST_LIKENESS: Final = 60.0
_LEFT_OUT: Final = "the text no longer says so, and it is left out"
F = TypeVar("F", KeyPoint, BackgroundFact)


def refresh_facts(old: Article, new: Article, findings: Findings) -> Article:
    """Bring the facts of an edited article into line with its text.

    Args:
        old: the article before the edits.
        new: after them, with the facts as the editor left them: some may name paragraphs that are gone.
        findings: takes a `fact-outdated` for each that follows the text, or is left out.
    """
    paras = {para.id: para for block in new.blocks for para in block.paras}
    before = {para.id: para for block in old.blocks for para in block.paras}
    renewal = _Renewal(old, new, paras, before, findings)
    facts = new.facts
    lead = next(iter(renewal.follow((facts.lead,), (old.facts.lead,))), None) if facts.lead else None
    known = (*old.facts.key_points, *(point for point in (old.facts.lead,) if point))
    facts = replace(
        facts,
        lead=lead,
        key_points=tuple(renewal.follow(facts.key_points, known)),
        key_figures=renewal.figures(),
        background=tuple(renewal.follow(facts.background, old.facts.background)),
    )
    article = replace(new, facts=facts)
    if article.translation is not None:
        # The passes read the source's language; what they found there came over with the translation.
        return _keep_known(article, paras)
    article = list_participants(article, find_mentions(_with_old_names(article)))
    return _refresh_abbreviations(old, article, paras, findings)


class _Renewal:
    """Looks facts up in the new text."""

    def __init__(
        self,
        old: Article,
        new: Article,
        paras: Mapping[str, Para],
        before: Mapping[str, Para],
        findings: Findings,
    ) -> None:
        self._old = old
        self._new = new
        self._paras = paras
        self._before = before
        self._findings = findings
        self._changed = {
            key for key, para in paras.items() if key not in before or before[key].text != para.text
        }

    def follow(self, facts: Iterable[F | None], untouched: Iterable[F | None]) -> Iterable[F]:
        """Yield facts that still hold, those of edited sentences in their new words."""
        originals = set(untouched)
        for fact in facts:
            if fact is None:
                continue
            para = self._find_home(fact)
            if fact not in originals or self._is_own(fact) or (para is not None and fact.text in para.text):
                yield replace(fact, para=para.id if para is not None else None)
                continue
            if para is None:
                self._say(fact.text, "its paragraph is gone, and so is it")
                continue
            text = self._find_sentence(fact.text, para)
            if text is None:
                self._say(fact.text, _LEFT_OUT)
            else:
                self._say(fact.text, "it follows its sentence, which was edited")
                yield replace(fact, text=text, para=para.id)

    def _is_own(self, fact: KeyPoint | BackgroundFact) -> bool:
        """Tell whether an editor wrote a fact before: its paragraph never said so."""
        before = self._before.get(fact.para) if fact.para is not None else None
        return before is None or fact.text not in before.text

    def _find_home(self, fact: KeyPoint | BackgroundFact) -> Para | None:
        """Find the paragraph of a fact; a split or a merge may have put its sentence into another one."""
        own = self._paras.get(fact.para) if fact.para is not None else None
        if own is not None and fact.text in own.text:
            return own
        return next((para for para in self._paras.values() if fact.text in para.text), own)

    def _find_sentence(self, text: str, para: Para) -> str | None:
        block = next(block for block in self._new.blocks if para in block.paras)
        alone = replace(self._new, blocks=(replace(block, paras=(para,)),))
        # A fact may be part of a sentence, or end without its full stop.
        sentences = [sentence.text for sentence in read_sentences(alone)]
        found = process.extractOne(text, sentences, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
        if found is None:
            return None
        words = str(found[0])
        return words if text[-1:] in ".。!?" else words.rstrip(".。")

    def figures(self) -> tuple[KeyFigure, ...]:
        """Return the figures that still stand in the text; in edited paragraphs they are read anew."""
        originals = set(self._old.facts.key_figures)
        blocks = tuple(
            replace(block, paras=kept)
            for block in self._new.blocks
            if (kept := tuple(para for para in block.paras if para.id in self._changed))
        )
        read = list_figures(
            replace(self._new, blocks=blocks), read_sentences(replace(self._new, blocks=blocks))
        )
        fresh = list(read.facts.key_figures)
        found: list[KeyFigure] = []
        for figure in self._new.facts.key_figures:
            para = self._paras.get(figure.para)
            if para is not None and (figure not in originals or figure.para not in self._changed):
                found.append(figure)
            elif (again := self._again(figure, para, fresh)) is not None:
                # An editor's own words stay, wherever the figure stands now.
                found.append(again if figure in originals else replace(figure, para=again.para))
            elif figure in originals:
                self._say(f"{figure.value}: {figure.context}", _LEFT_OUT)
            else:
                # A figure stands in a table, beside the number of its paragraph.
                self._lose(f"{figure.value}: {figure.context}")
        return tuple(found)

    def _again(self, figure: KeyFigure, para: Para | None, fresh: list[KeyFigure]) -> KeyFigure | None:
        """Find a figure among those that were read anew; `para` is its paragraph, if that is still there."""
        here = [item for item in fresh if item.para == figure.para]
        equal = [item for item in fresh if item.value == figure.value]
        same = next((item for item in here if item.value == figure.value), None)
        if same is None and (para is None or figure.value not in para.text):
            # The sentence went into another paragraph as it is, or was edited in its own.
            same = _nearest(figure, equal) or _nearest(figure, here)
        if same is None:
            return figure if para is not None and figure.value in para.text else None
        fresh.remove(same)
        return same

    def _say(self, text: str, what: str) -> None:
        self._findings.add(FACT_OUTDATED, f"of “{in_brief(text)}”: {what}")

    def _lose(self, text: str) -> None:
        _tell_lost(text, self._findings)


def _tell_lost(text: str, findings: Findings) -> None:
    """Say that what an editor wrote is not taken over: its paragraph is gone."""
    findings.add(
        EDIT_UNCLEAR,
        f"“{in_brief(text)}” is the editor's, and its paragraph is gone: it is left out",
        hints=("write it into the text, or leave the paragraph in",),
    )


def _nearest(figure: KeyFigure, others: Sequence[KeyFigure]) -> KeyFigure | None:
    """Return the figure that counts what another one counts, in much the same words."""
    contexts = [item.context for item in others]
    near = process.extractOne(figure.context, contexts, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    return others[near[2]] if near is not None else None


def _keep_known(article: Article, paras: Mapping[str, Para]) -> Article:
    """Leave out what names paragraphs that are gone, or people."""
    speakers = {speaker.id for speaker in article.speakers}
    participants = (
        replace(
            part,
            quoted=tuple(para for para in part.quoted if para in paras),
            mentioned=tuple(para for para in part.mentioned if para in paras),
        )
        for part in article.facts.participants
        if part.speaker in speakers
    )
    return replace(
        article,
        facts=replace(
            article.facts,
            participants=tuple(part for part in participants if part.quoted or part.mentioned),
            abbreviations=tuple(item for item in article.facts.abbreviations if item.para in paras),
        ),
    )


def _with_old_names(article: Article) -> Article:
    """List people by their other whole names too: a report may still use the one that was corrected."""
    others = (
        replace(speaker, name=alias, aliases=())
        for speaker in article.speakers
        for alias in speaker.aliases
        if speaker.name and (" " in alias or has_han(alias))
    )
    return replace(article, speakers=(*article.speakers, *others))


def _refresh_abbreviations(
    old: Article, article: Article, paras: Mapping[str, Para], findings: Findings
) -> Article:
    """Read abbreviations anew; a long form that an editor wrote stays."""
    facts: Facts = article.facts
    originals = set(old.facts.abbreviations)
    dropped = {item.short for item in old.facts.abbreviations} - {item.short for item in facts.abbreviations}
    written = {item.short: item for item in facts.abbreviations if item not in originals}
    read = list_abbreviations(article).facts.abbreviations
    merged = tuple(
        replace(written.pop(item.short, item), para=item.para) for item in read if item.short not in dropped
    )
    for item in written.values():
        if item.para not in paras:
            _tell_lost(f"{item.short}: {item.long}", findings)
    further = (item for item in written.values() if item.para in paras)
    return replace(article, facts=replace(facts, abbreviations=(*merged, *further)))
