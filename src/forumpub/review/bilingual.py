"""The bilingual review table: every segment of an edition beside its source, out and back in.

ID | source | target | comment, as translators know it, in a landscape sheet with a header row that repeats.
The targets and the comments stand in bookmarks, so that a row is known by more than its ID.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from forumpub.diagnostics import Findings, Outcome
from forumpub.locales import find_language
from forumpub.model import Article, Block, Origin, Revision, TranslatedSegment
from forumpub.parse.canonical import canonical_text
from forumpub.plan import Emphasis, Heading, Metadata, Plan, Run, Table, Text
from forumpub.render.docx.identity import revision_of
from forumpub.review.applying import Copy
from forumpub.review.assignment import Fate
from forumpub.review.document import BaseText, Hand
from forumpub.rules.revising import COMMENT_OPEN, REVIEW_ROW_LOST, REVIEW_TARGET_GONE
from forumpub.styling import Page, Role, Style
from forumpub.translate.memory.unit import Unit
from forumpub.translate.naming import name_segments
from forumpub.translate.quoting import in_brief
from forumpub.translate.segments import gap_between
from forumpub.values import dataclass

_TARGET = re.compile(r"seg(\d{1,7})")
_NOTE = re.compile(r"note(\d{1,7})")
_WIDTHS: Final = (0.08, 0.37, 0.37, 0.18)
_HEADS: Final = ("ID", "Source", "Target", "Comment")
_MOST_TITLE_CHARS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a reviewer made of one segment. `segment` is its place in the edition's translation."""

    segment: int
    target: str
    author: str | None = None
    date: str | None = None


def lay_review_table(article: Article, *, style: Style, now: dt.datetime) -> Plan:
    """Lay the segments of a translated article out as a table.

    Raises:
        ValueError: the article is no translation.
    """
    translation = article.translation
    if translation is None:
        raise ValueError("the article is no translation")
    headline = article.headline.text if article.headline is not None else article.source.name
    rows = tuple(
        _row(number, segment, article.lang, translation.source_lang)
        for number, segment in enumerate(translation.segments, 1)
    )
    heads = (_HEADS[0], _with_lang(_HEADS[1], translation.source_lang), _with_lang(_HEADS[2], article.lang))
    title = f"{headline[:_MOST_TITLE_CHARS]} ({translation.source_lang} – {article.lang})"
    return Plan(
        lang=article.lang,
        style=replace(style, page=_landscape(style.page)),
        metadata=_metadata(article, title, publication=style.masthead.publication, now=now),
        items=(
            Heading(level=1, text=Text(role=Role.HEADLINE, runs=(Run(text=title),))),
            Table(
                summary="Every segment of the translation beside its source",
                widths=_WIDTHS,
                header=tuple(
                    Text(role=Role.TABLE_HEAD, runs=(Run(text=head),), lang="en")
                    for head in (*heads, _HEADS[3])
                ),
                rows=rows,
            ),
        ),
        running_head=None,
        running_foot=None,
    )


def _metadata(article: Article, title: str, *, publication: str, now: dt.datetime) -> Metadata:
    return Metadata(
        title=title,
        author=publication,
        subject="Bilingual review",
        keywords=(),
        publisher=publication,
        identifier=f"{article.source.sha256[:8]}-{article.lang}",
        created=now,
    )


def _with_lang(head: str, lang: str) -> str:
    language = find_language(lang)
    return f"{head} ({language.endonym if language is not None else lang})"


def _landscape(page: Page) -> Page:
    if page.width_pt > page.height_pt:
        return page
    return replace(page, width_pt=page.height_pt, height_pt=page.width_pt)


def _row(number: int, segment: TranslatedSegment, lang: str, source_lang: str) -> tuple[Text, ...]:
    remarks = "; ".join(dict.fromkeys(finding.message for finding in segment.findings))
    return (
        Text(role=Role.TABLE_CELL, runs=(Run(text=segment.id, emphasis=Emphasis.MUTED),), lang="en"),
        Text(role=Role.TABLE_CELL, runs=(Run(text=segment.source),), lang=source_lang),
        Text(role=Role.TABLE_CELL, runs=(Run(text=segment.target),), lang=lang, part=f"seg{number}"),
        Text(
            role=Role.TABLE_CELL,
            runs=(Run(text=remarks),) if remarks else (),
            lang="en",
            part=f"note{number}",
        ),
    )


def is_review_table(base: Iterable[BaseText]) -> bool:
    """Tell whether what was published is a review table, not an edition."""
    return any(_TARGET.fullmatch(text.ident) for text in base)


def read_corrections(copy: Copy, names: Sequence[str]) -> Outcome[tuple[Correction, ...]]:
    """Read what reviewers changed in the targets of a table.

    Args:
        copy: the table as it came back.
        names: what people call each segment of the edition; the table may belong to a longer one.

    Diagnostics:
        review-row-lost: words that are in no target of the edition.
        review-target-gone: a target that is empty now, or whose row is deleted.
        comment-open: what a reviewer wrote into the column of comments.
    """
    findings = Findings()
    texts = {text.ident: text.text for text in copy.base}
    words = findings.take(_read_cells(copy))
    hands = _first_hands(copy)
    found: list[Correction] = []
    for ident in texts:
        if ident not in words and texts[ident] and _TARGET.fullmatch(ident):
            tell_gone(texts[ident], findings)
    for ident, target in words.items():
        match = _TARGET.fullmatch(ident)
        if target == canonical_text(texts[ident]):
            continue
        if match is None or not 1 <= int(match[1]) <= len(names):
            _tell_other_cell(ident, target, names, findings)
        elif not target:
            tell_gone(texts[ident], findings)
        else:
            hand = hands.get(ident)
            author, date = (hand.author, hand.date) if hand is not None else (None, None)
            found.append(Correction(segment=int(match[1]) - 1, target=target, author=author, date=date))
    return findings.outcome(tuple(found))


def _read_cells(copy: Copy) -> Outcome[Mapping[str, str]]:
    """Return what each text of the table says now; several lines in a cell are one text.

    Diagnostics:
        review-row-lost: words in a row that came in.
    """
    findings = Findings()
    lines: dict[str, list[str]] = {}
    for item in copy.alignment.assignments:
        paragraph = copy.paragraphs[item.paragraph]
        if item.idents and item.fate in (Fate.OWN, Fate.PIECE):
            lines.setdefault(item.idents[0], []).append(paragraph.text)
        elif item.fate is Fate.NEW and paragraph.cell is not None and canonical_text(paragraph.text):
            shown = in_brief(paragraph.text)
            findings.add(REVIEW_ROW_LOST, f"“{shown}” stands in no row of a segment, and is not taken over")
    return findings.outcome({ident: canonical_text(" ".join(texts)) for ident, texts in lines.items()})


def _first_hands(copy: Copy) -> Mapping[str, Hand]:
    """Return who changed each text first."""
    hands: dict[str, Hand] = {}
    for change in copy.changes:
        for ident in change.idents if change.hands else ():
            hands.setdefault(ident, change.hands[0])
    return hands


def tell_gone(target: str, findings: Findings) -> None:
    """Say that a reviewer left nothing of a translation, and that it stays."""
    findings.add(REVIEW_TARGET_GONE, f"“{in_brief(target)}” was emptied or deleted; it stays in the edition")


def _tell_other_cell(ident: str, words: str, names: Sequence[str], findings: Findings) -> None:
    """Say what was written outside the targets: a comment is shown, anything else is not taken over."""
    shown = in_brief(words)
    if found := _NOTE.fullmatch(ident):
        number = int(found[1])
        called = names[number - 1] if 1 <= number <= len(names) else f"segment {number}"
        findings.add(COMMENT_OPEN, f"the reviewer says of {called}: “{shown}”")
    else:
        findings.add(REVIEW_ROW_LOST, f"“{shown}” stands outside the targets, and is not taken over")


def apply_corrections(
    article: Article, corrections: Sequence[Correction], *, date: str
) -> tuple[Article, tuple[Unit, ...]]:
    """Put corrected segments into an edition.

    Args:
        article: a translated article.
        corrections: at most one for a segment that there is, none without words.
        date: for corrections that don't say when they were made.

    Returns:
        the edition with human segments and the texts that they make, and units for the memory.
    """
    translation = article.translation
    if translation is None or not corrections:
        return article, ()
    segments = list(translation.segments)
    units: list[Unit] = []
    for one in corrections:
        segment, unit = _corrected(segments[one.segment], one, date=one.date or date, doc=article.source.name)
        segments[one.segment] = segment
        units.append(unit)
    names = name_segments(article)
    texts = dict(_changed_texts(article, translation.segments, segments))
    revision = Revision(
        number=revision_of(article) + 1,
        date=date,
        authors=tuple(sorted({one.author for one in corrections if one.author})),
        changes=tuple(f"corrected {names[one.segment]}" for one in corrections),
    )
    article = replace(
        _with_texts(article, texts),
        translation=replace(translation, segments=tuple(segments)),
        history=(*article.history, revision),
    )
    return article, tuple(units)


def _corrected(
    old: TranslatedSegment, correction: Correction, *, date: str, doc: str
) -> tuple[TranslatedSegment, Unit]:
    """Return a segment as a person has it, and what the memory learns of it."""
    segment = TranslatedSegment(
        id=old.id,
        part=old.part,
        source=old.source,
        target=correction.target,
        origin=Origin.HUMAN,
        author=correction.author,
        date=date,
    )
    unit = Unit(
        source=old.source,
        target=correction.target,
        origin=Origin.HUMAN,
        author=correction.author,
        date=date,
        part=old.part,
        doc=doc,
    )
    return segment, unit


def _changed_texts(
    article: Article, before: Sequence[TranslatedSegment], after: Sequence[TranslatedSegment]
) -> Iterator[tuple[str, str]]:
    """Yield the new text of every part that has a corrected segment."""
    texts = {para.id: para.text for block in article.blocks for para in block.paras}
    parts: dict[str, list[tuple[TranslatedSegment, TranslatedSegment]]] = {}
    for old, new in zip(before, after, strict=True):
        parts.setdefault(old.part, []).append((old, new))
    for part, pairs in parts.items():
        if all(old is new for old, new in pairs):
            continue
        yield (
            part,
            _exchanged(texts.get(part, ""), pairs) or _joined([new.target for _, new in pairs], article.lang),
        )


def _exchanged(text: str, pairs: Sequence[tuple[TranslatedSegment, TranslatedSegment]]) -> str | None:
    """Put new targets in the place of the old ones; None where the text isn't made of those."""
    start = 0
    for old, new in pairs:
        at = text.find(old.target, start)
        if at < 0 or not old.target:
            return None
        text = text[:at] + new.target + text[at + len(old.target) :]
        start = at + len(new.target)
    return text


def _joined(targets: Sequence[str], lang: str) -> str:
    text = ""
    for target in targets:
        text += (gap_between(text, target, lang) if text else "") + target
    return text


def _with_texts(article: Article, texts: Mapping[str, str]) -> Article:
    """Put new texts into the parts of an article that they belong to."""
    if "headline" in texts and article.headline is not None:
        article = replace(article, headline=replace(article.headline, text=texts["headline"]))
    if "dateline.place" in texts and article.dateline is not None:
        article = replace(article, dateline=replace(article.dateline, place=texts["dateline.place"]))
    if "byline.place" in texts and article.byline is not None:
        article = replace(article, byline=replace(article.byline, place=texts["byline.place"]))
    speakers = tuple(
        replace(
            speaker,
            name=texts.get(f"{speaker.id}.name", speaker.name),
            role=texts.get(f"{speaker.id}.role", speaker.role),
            org=texts.get(f"{speaker.id}.org", speaker.org),
        )
        for speaker in article.speakers
    )
    credits_now = tuple(
        replace(credit, role=texts.get(f"credit{number}.role", credit.role))
        for number, credit in enumerate(article.credits, 1)
    )
    blocks = tuple(_with_paras(block, texts) for block in article.blocks)
    return replace(article, speakers=speakers, credits=credits_now, blocks=blocks)


def _with_paras(block: Block, texts: Mapping[str, str]) -> Block:
    paras = tuple(replace(para, text=texts[para.id]) if texts.get(para.id) else para for para in block.paras)
    return replace(block, paras=paras)
