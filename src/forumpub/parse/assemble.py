"""Draft to article: ids, speaker entities, and a place for every character."""

from __future__ import annotations

from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import (
    Article,
    Block,
    BlockType,
    Dateline,
    Detection,
    Headline,
    Para,
    Publication,
    SourceInfo,
)
from forumpub.parse.canonical import canonical_text, make_para
from forumpub.parse.coverage import find_gaps, frame_spans, para_spans
from forumpub.parse.draft import Draft, DraftBlock
from forumpub.parse.frontmatter import FrontMatter
from forumpub.parse.language import find_language, find_other_language
from forumpub.parse.options import ParseOptions
from forumpub.parse.people import People
from forumpub.parse.places import settle_place
from forumpub.parse.unnamed_turns import label_turns
from forumpub.rules import input as input_rules
from forumpub.rules import structure as rules
from forumpub.source import SourceText

_UNPLACED_SHOWN = 60


def assemble(
    source: SourceText,
    draft: Draft,
    *,
    detection: Detection,
    options: ParseOptions,
    front: FrontMatter,
) -> Outcome[Article]:
    """Make an article of a reader's draft.

    Ids count from 1 in source order, so that equal input gives equal ids. Text that the reader left out
    becomes `unknown` blocks.

    Diagnostics:
        language-unlike, text-unplaced, speaker-conflict, speaker-name-near-duplicate.
    """
    findings = Findings()
    draft = replace(draft, blocks=label_turns(draft.blocks))
    blocks = _with_unplaced(source, draft, front, findings)
    people = People(findings)
    numbered = tuple(_number(block, place, people) for place, block in enumerate(blocks, start=1))
    for cue in draft.people:
        people.identify(cue)
    _check_language(source, options.lang or front.lang, front, findings)
    article = Article(
        source=SourceInfo(
            name=source.name,
            sha256=source.sha256,
            encoding=source.encoding,
            bom=source.bom,
            eol=source.eol,
            chars=len(source.text),
        ),
        detection=detection,
        lang=options.lang or front.lang or draft.lang or find_language(source.text[front.body_start :]),
        blocks=numbered,
        headline=_headline(draft, options, front),
        dateline=_dateline(draft, options, front),
        speakers=people.speakers(),
        byline=draft.byline,
        editors=draft.editors,
        credits=draft.credits,
        marks=tuple(sorted((*front.marks, *draft.marks), key=lambda mark: mark.span)),
        end_mark=draft.end_mark,
        publication=_publication(draft, options, front),
    )
    return findings.outcome(article)


def _check_language(source: SourceText, given: str | None, front: FrontMatter, findings: Findings) -> None:
    """Compare the language that was given with the text's."""
    other = find_other_language(source.text[front.body_start :], given) if given else None
    if other is not None:
        message = f"the text doesn't look like {given}; it reads as {other}"
        hints = ["leave the language out, or give the text's own"]
        findings.add(input_rules.LANGUAGE_UNLIKE, message, hints=hints)


def _number(block: DraftBlock, place: int, people: People) -> Block:
    speaker = people.identify(settle_place(block.cue)) if block.cue is not None else None
    paras = tuple(
        Para(
            id=f"b{place}p{count}",
            text=para.text,
            span=para.span,
            continues=para.continues,
            pieces=para.pieces,
        )
        for count, para in enumerate(block.paras, start=1)
    )
    return Block(
        id=f"b{place}",
        type=block.type,
        paras=paras,
        label=block.label,
        speaker=speaker,
        mode=block.mode,
        time=block.time,
    )


def _with_unplaced(
    source: SourceText, draft: Draft, front: FrontMatter, findings: Findings
) -> list[DraftBlock]:
    """Return the draft's blocks in source order, with a block for everything that no span claims."""
    claimed = [*frame_spans(draft), *(mark.span for mark in front.marks)]
    for block in draft.blocks:
        claimed += para_spans(block.paras)
        claimed += [part.span for part in (block.label, block.cue) if part is not None]
    claimed += [cue.span for cue in draft.people]
    found: list[DraftBlock] = list(draft.blocks)
    for gap in find_gaps(source, claimed):
        para = make_para(source, gap.start, gap.end)
        if para is not None:
            found.append(DraftBlock(type=BlockType.UNKNOWN, paras=(para,)))
            shown = para.text[:_UNPLACED_SHOWN] + ("…" if len(para.text) > _UNPLACED_SHOWN else "")
            findings.add(rules.TEXT_UNPLACED, f"no rule of the format covers “{shown}”", para.span)
    if len(found) > len(draft.blocks):
        found.sort(key=_block_start)
    return found


def _block_start(block: DraftBlock) -> int:
    spans = [part.span for part in (block.label, block.cue) if part is not None]
    spans += [para.span for para in block.paras[:1]]
    return min((span.start for span in spans), default=0)


def _headline(draft: Draft, options: ParseOptions, front: FrontMatter) -> Headline | None:
    """Return the headline that the caller or the front matter gives, else the text's own, at its place."""
    given = options.headline or front.headline
    if not given:
        return draft.headline
    text = canonical_text(given)
    span = draft.headline.span if draft.headline is not None else None
    return Headline(text=text, span=span) if text else draft.headline


def _dateline(draft: Draft, options: ParseOptions, front: FrontMatter) -> Dateline | None:
    place = options.place or front.place
    if not place:
        return draft.dateline
    date, span = (draft.dateline.date, draft.dateline.span) if draft.dateline else (None, None)
    return Dateline(place=place, date=date, span=span)


def _publication(draft: Draft, options: ParseOptions, front: FrontMatter) -> Publication:
    found = draft.publication
    return Publication(
        source=options.source or front.source or found.source,
        published=options.date or front.date or found.published,
        rights=found.rights,
        url=found.url,
    )
