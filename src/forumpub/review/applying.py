"""An editor's copy becomes the next revision of the article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.locales import Words, load_words
from forumpub.model import Article, Credit, KeyPoint, Para, Revision
from forumpub.parse.canonical import canonical_text
from forumpub.render.docx.identity import revision_of
from forumpub.review.alignment import LEAST_CERTAIN
from forumpub.review.assignment import Alignment, Assignment, Fate, first_pieces_own
from forumpub.review.carrying import Carrier
from forumpub.review.changes import Change, ChangeKind
from forumpub.review.document import BaseText
from forumpub.review.fielding import FieldEditor
from forumpub.review.narrating import Narrator, is_in_report
from forumpub.review.participants import find_new_rows, make_people
from forumpub.review.refreshing import refresh_facts
from forumpub.review.views import ViewParagraph
from forumpub.rules.revising import EDIT_OUTSIDE_ARTICLE, EDIT_UNCLEAR
from forumpub.source import Span
from forumpub.translate.quoting import in_brief
from forumpub.values import dataclass

_POINT = re.compile(r"point\d+")
_CREDIT = re.compile(r"byline|editors|credit\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An editor's copy, laid beside its base.

    `base` are the texts as published, `paragraphs` a view of the copy; `alignment` and `changes` say which is
    which.
    """

    base: tuple[BaseText, ...]
    paragraphs: tuple[ViewParagraph, ...]
    alignment: Alignment
    changes: tuple[Change, ...]


def apply_changes(article: Article, copy: Copy, *, date: str) -> Outcome[Article]:
    """Make the next revision of an article.

    Args:
        article: what the copy was published from.
        copy: what came back.
        date: when it was read, `2021-07-16T12:00:00Z`.

    Returns:
        The article with everything the editor did, and a line in its history; the article itself where
        nothing was done. Ids of what is still there are unchanged.

    Diagnostics:
        edit-outside-article, edit-unclear, fact-outdated.
    """
    findings = Findings()
    number = revision_of(article) + 1
    words = load_words(article.lang)
    applying = _Applying(article, copy, words, findings, number=number)
    revised = applying.run()
    if revised == article:
        return findings.outcome(article)
    revised = refresh_facts(article, revised, findings)
    applying.quotes.tell_apart(revised, copy.base, findings)
    held = {text.ident for text in copy.base if text.in_article}
    revision = Revision(
        number=number,
        date=date,
        authors=tuple(
            sorted({hand.author for change in copy.changes for hand in change.hands if hand.author})
        ),
        changes=tuple(
            describe_briefly(change)
            for change in copy.changes
            if change.kind is not ChangeKind.KEPT and (not change.idents or held.intersection(change.idents))
        ),
    )
    return findings.outcome(replace(revised, history=(*article.history, revision)))


def describe_briefly(change: Change) -> str:
    """Name a change in one line, for the history: `edited paragraph 4: ...`, `merged paragraph 4, ...`."""
    names = ", ".join(change.names)
    shown = " / ".join(change.after or change.before)
    return f"{change.kind} {names}: {in_brief(shown)}" if names else f"{change.kind}: {in_brief(shown)}"


def count_guesses(alignment: Alignment) -> int:
    """Count the assignments that a person should confirm.

    Not those of headings and other words of the house: they are printed as before, right or wrong.
    """
    return sum(
        item.confidence < LEAST_CERTAIN and not all(ident.startswith("~") for ident in item.idents)
        for item in alignment.assignments
    )


def without_guesses(alignment: Alignment) -> Alignment:
    """Take no guess: a paragraph that may be a text is new, and the text is gone."""
    guessed = [item for item in alignment.assignments if item.confidence < LEAST_CERTAIN]
    if not guessed:
        return alignment
    lost = [ident for item in guessed if item.fate is Fate.OWN for ident in item.idents]
    return Alignment(
        assignments=tuple(
            Assignment(paragraph=item.paragraph, fate=Fate.NEW) if item in guessed else item
            for item in alignment.assignments
        ),
        deleted=(*alignment.deleted, *lost),
        moved=alignment.moved - set(lost),
    )


class _Applying:
    """The work on one article."""

    def __init__(
        self, article: Article, copy: Copy, words: Words, findings: Findings, *, number: int
    ) -> None:
        self._article = article
        self._copy = copy
        self._words = words
        self._findings = findings
        self._texts = {text.ident: text for text in copy.base}
        self._narrator = Narrator(article, copy.base, words.language, findings, number=number)
        self._fields = FieldEditor(article, words, findings)
        self.quotes = self._fields.quotes
        self._items = first_pieces_own(copy.alignment.assignments)
        self._rows = find_new_rows(
            copy.base, copy.paragraphs, self._items, {speaker.id for speaker in article.speakers}
        )
        self._in_rows = {place for row in self._rows for place in row.paragraphs}
        self._number = number
        self._points: list[tuple[str | None, str]] = []
        self._credits: list[str] = []

    def run(self) -> Article:
        restyled = {
            place
            for change in self._copy.changes
            if change.kind is ChangeKind.RESTYLED
            for place in change.paragraphs
        }
        for place, item in enumerate(self._items):
            paragraph = self._copy.paragraphs[item.paragraph]
            match item.fate:
                case Fate.OWN:
                    self._own(item, paragraph, restyled=item.paragraph in restyled)
                case Fate.NEW | Fate.PIECE | Fate.COPY:
                    if item.paragraph not in self._in_rows:
                        self._new(place, item, paragraph)
                case Fate.REPEATED:
                    continue
        voiceless = self._deleted()
        speakers = {speaker.id: speaker for speaker in self._article.speakers}
        for voice, before, after in self._narrator.lead_ins:
            if voice in speakers:
                self._fields.take_voice(speakers[voice], Carrier(before, after, self._words.language))
        blocks = tuple(
            replace(block, speaker=None) if block.id in voiceless else block
            for block in self._narrator.blocks()
        )
        self._fields.article = replace(self._fields.article, blocks=blocks)
        self._add_people()
        return self._add_further(self._fields.finish())

    def _add_people(self) -> None:
        above: dict[str | None, str] = {}
        for person, behind in make_people(
            self._rows, self._fields.article.speakers, self._findings, number=self._number
        ):
            # Several rows under one person stay in their order.
            self._fields.add_person(person, behind=above.get(behind, behind))
            above[behind] = person.id

    def _own(self, item: Assignment, paragraph: ViewParagraph, *, restyled: bool) -> None:
        report = [ident for ident in item.idents if self._narrator.holds(ident)]
        if any(ident in self._narrator.paras for ident in report):
            self._narrator.add(item, paragraph, restyled=restyled)
            return
        first = self._texts[item.idents[0]]
        if report:
            self._narrator.add(replace(item, idents=(report[0],)), paragraph)
        if len(item.idents) > 1:
            self._findings.add(
                EDIT_UNCLEAR, f"texts that are separate were joined: “{in_brief(paragraph.text)}”"
            )
            for ident in item.idents[1:]:
                self._fields.drop(self._texts[ident])
        self._fields.take(first, paragraph.text)

    def _new(self, place: int, item: Assignment, paragraph: ViewParagraph) -> None:
        before, after = self._neighbour(place, -1), self._neighbour(place, 1)
        regions = [ident for ident in (before, after) if ident is not None]
        is_piece_of_report = bool(item.idents) and self._narrator.holds(item.idents[0])
        if is_in_report(paragraph) and (
            any(self._narrator.holds(ident) for ident in regions) or is_piece_of_report
        ):
            self._narrator.add(item, paragraph)
        elif any(_POINT.fullmatch(ident) for ident in regions):
            self._points.append((before, canonical_text(paragraph.text)))
        elif any(_CREDIT.fullmatch(ident) for ident in regions):
            self._credits.append(canonical_text(paragraph.text))
        else:
            self._findings.add(
                EDIT_OUTSIDE_ARTICLE,
                f"“{in_brief(paragraph.text)}” was written where the article has no text: "
                "it is not taken over",
                hints=("write it into the report, the key points or the credits",),
            )

    def _neighbour(self, place: int, step: int) -> str | None:
        """Return the nearest text before or behind a new paragraph that the article or the page holds."""
        items = self._items
        at = place + step
        while 0 <= at < len(items):
            if items[at].fate is Fate.OWN:
                return items[at].idents[-1 if step < 0 else 0]
            at += step
        return None

    def _deleted(self) -> set[str]:
        """Take over what is gone; return the blocks whose voice is."""
        voiceless: set[str] = set()
        voices = {f"{block.id}-speaker": block.id for block in self._article.blocks}
        for ident in self._copy.alignment.deleted:
            if ident in voices:
                voiceless.add(voices[ident])
            elif not self._narrator.holds(ident):
                self._fields.drop(self._texts[ident])
        return voiceless

    def _add_further(self, article: Article) -> Article:
        """Add key points and credits that an editor wrote."""
        paras = [para for block in article.blocks for para in block.paras]
        points = list(article.facts.key_points)
        for before, text in self._points:
            home = _home_of(text, paras)
            if home is None:
                self._findings.add(EDIT_UNCLEAR, f"no paragraph for the key point “{in_brief(text)}”")
                continue
            place = int(before.removeprefix("point")) if before and _POINT.fullmatch(before) else 0
            points.insert(min(place, len(points)), KeyPoint(text=text, para=home.id))
        end = max((para.span.end for para in paras), default=0)
        written = [Credit(role="", names=(), raw=text, span=Span(end, end)) for text in self._credits]
        return replace(
            article,
            credits=(*article.credits, *written),
            facts=replace(article.facts, key_points=tuple(points)),
        )


def _home_of(text: str, paras: Sequence[Para]) -> Para | None:
    """Return the paragraph that a key point is taken from, or is most like."""
    from rapidfuzz import fuzz, process

    by_id: Mapping[int, str] = dict(enumerate(para.text for para in paras))
    found = process.extractOne(text, by_id, scorer=fuzz.partial_ratio)
    return paras[found[2]] if found is not None else None
