"""What an editor corrects in a translated edition: human translations, for the edition and for the memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from forumpub.locales import load_words
from forumpub.model import Article, Origin, TranslatedSegment, Translation
from forumpub.review.applying import Copy
from forumpub.review.changes import ChangeKind
from forumpub.review.document import Hand
from forumpub.translate.memory.unit import Unit
from forumpub.translate.sentences import split_sentences


def take_corrections(
    before: Article, after: Article, copy: Copy, *, date: str
) -> tuple[Article, tuple[Unit, ...]]:
    """Make every text that an editor changed in a translated edition a human's.

    A corrected paragraph goes into the memory as a whole, since editors join and divide sentences; sentence
    by sentence as well where both languages have as many.

    Args:
        before: the edition as published.
        after: the edition with the edits, whose segments are still the old ones.
        copy: what came back, for whose hands changed what.
        date: for changes that don't say when they were made.

    Returns:
        the edition with human segments, and units for the memory; nothing new where it isn't translated.
    """
    translation = after.translation
    if translation is None:
        return after, ()
    work = _Corrections(before, after, translation, copy, date=date)
    segments = tuple(work.segments())
    units = tuple(work.units)
    return replace(after, translation=replace(translation, segments=segments)), units


class _Corrections:
    def __init__(
        self, before: Article, after: Article, translation: Translation, copy: Copy, *, date: str
    ) -> None:
        self._texts = _texts_by_part(after)
        self._old = _texts_by_part(before)
        self._translation = translation
        self._lang = after.lang
        self._doc = after.source.name
        self._date = date
        self._hands = _hands_by_part(copy)
        self._tails = _tails_by_part(copy, after)
        self._taken = _merged_parts(copy)
        self._blank = " " if load_words(translation.source_lang).language.spaced else ""
        self._target_blank = " " if load_words(after.lang).language.spaced else ""
        self.units: list[Unit] = []

    def segments(self) -> Iterator[TranslatedSegment]:
        by_part: dict[str, list[TranslatedSegment]] = {}
        for segment in self._translation.segments:
            by_part.setdefault(self._taken.get(segment.part, segment.part), []).append(segment)
        for part, old in by_part.items():
            now = self._texts.get(part)
            if now is None:
                continue
            if now == self._old.get(part) or not old:
                yield from old
            else:
                yield from self._correct(part, old, now)

    def _correct(self, part: str, old: Sequence[TranslatedSegment], now: str) -> Iterator[TranslatedSegment]:
        hand = next(iter(self._hands.get(part, ())), None)
        author = hand.author if hand is not None else None
        date = (hand.date if hand is not None else None) or self._date
        source = self._blank.join(segment.source for segment in old)
        whole = self._target_blank.join((now, *self._tails.get(part, ())))
        entire = self._unit(part, source, whole, author, date)
        spans = split_sentences(now, self._lang)
        if len(spans) != len(old) or part in self._tails:
            self.units.append(entire)
            yield _human(replace(old[0], source=source), part, now, author, date)
            return
        for segment, span in zip(old, spans, strict=True):
            target = now[span.start : span.end]
            if target == segment.target.strip():
                yield segment
                continue
            yield _human(segment, part, target, author, date)
            if len(old) > 1:
                self.units.append(self._unit(part, segment.source, target, author, date))
        # The last row of a place is what it says as a whole.
        self.units.append(entire)

    def _unit(self, part: str, source: str, target: str, author: str | None, date: str) -> Unit:
        return Unit(
            source=source,
            target=target,
            origin=Origin.HUMAN,
            author=author,
            date=date,
            part=part,
            doc=self._doc,
        )


def _human(
    segment: TranslatedSegment, part: str, target: str, author: str | None, date: str
) -> TranslatedSegment:
    return TranslatedSegment(
        id=segment.id,
        part=part,
        source=segment.source,
        target=target,
        origin=Origin.HUMAN,
        author=author,
        date=date,
    )


def _texts_by_part(article: Article) -> dict[str, str]:
    found = {para.id: para.text for block in article.blocks for para in block.paras}
    if article.headline is not None:
        found["headline"] = article.headline.text
    if article.dateline is not None and article.dateline.place:
        found["dateline.place"] = article.dateline.place
    if article.byline is not None and article.byline.place:
        found["byline.place"] = article.byline.place
    for speaker in article.speakers:
        for field, text in (("name", speaker.name), ("role", speaker.role), ("org", speaker.org)):
            if text:
                found[f"{speaker.id}.{field}"] = text
    for number, credit in enumerate(article.credits, 1):
        if credit.role:
            found[f"credit{number}.role"] = credit.role
    return found


def _hands_by_part(copy: Copy) -> Mapping[str, tuple[Hand, ...]]:
    found: dict[str, tuple[Hand, ...]] = {}
    for change in copy.changes:
        for ident in change.idents:
            part = ident.replace("_", ".")
            if change.hands:
                found[part] = (*found.get(part, ()), *change.hands)
    return found


def _tails_by_part(copy: Copy, after: Article) -> Mapping[str, tuple[str, ...]]:
    """Return the texts that were split off from paragraphs, by the paragraph that they come from."""
    texts = {para.text for block in after.blocks for para in block.paras}
    return {
        change.idents[0]: tails
        for change in copy.changes
        if change.kind is ChangeKind.SPLIT
        and (tails := tuple(text for text in change.after[1:] if text in texts))
    }


def _merged_parts(copy: Copy) -> Mapping[str, str]:
    """Return, by each paragraph that was joined to another one, the one that holds its words now."""
    return {
        ident: change.idents[0]
        for change in copy.changes
        if change.kind is ChangeKind.MERGED
        for ident in change.idents[1:]
    }
