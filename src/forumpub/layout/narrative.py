"""The report itself: numbered paragraphs, block quotes with their attribution, what is heard and seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from forumpub.layout.basis import Basis
from forumpub.layout.numbering import Passage
from forumpub.layout.parallel import lay_parallel
from forumpub.layout.speakers import mention_of, mode_runs, name_in_full, name_runs
from forumpub.locales import Word
from forumpub.model import Block, BlockType, Speaker
from forumpub.plan import Emphasis, Heading, Item, Quote, Run, Text, texts_of
from forumpub.styling import Role, Section

_ROLES: Mapping[BlockType, Role] = {
    BlockType.HEADING: Role.HEADING3,
    BlockType.LEAD: Role.LEAD,
    BlockType.NARRATION: Role.BODY,
    BlockType.QUOTE: Role.QUOTE,
    BlockType.SPEECH: Role.BODY,
    BlockType.QUESTION: Role.BODY,
    BlockType.ANSWER: Role.BODY,
    BlockType.STANDUP: Role.STANDUP,
    BlockType.NATSOUND: Role.NATSOUND,
    BlockType.CAPTION: Role.CAPTION,
    BlockType.STAGE: Role.STAGE,
    BlockType.NOTE: Role.BODY,
    BlockType.BODY: Role.BODY,
    BlockType.UNKNOWN: Role.BODY,
}
# What a passage is called where nobody is named: it is not the newsroom's own text.
_LABELS: Mapping[BlockType, Word] = {
    BlockType.QUESTION: Word.QUESTION,
    BlockType.ANSWER: Word.ANSWER,
    BlockType.STANDUP: Word.ON_CAMERA,
    BlockType.NATSOUND: Word.NATURAL_SOUND,
    BlockType.CAPTION: Word.CAPTION,
    BlockType.STAGE: Word.STAGE,
    BlockType.NOTE: Word.NOTE,
}
# Sections that stand before the report on the page and make a heading over it necessary.
_BEFORE = frozenset({Section.KEY_POINTS, Section.KEY_FIGURES, Section.PARTICIPANTS})


def lay_narrative(basis: Basis) -> Iterator[Item]:
    """Every block of the article in its order, beside its source where the edition is bilingual."""
    if not basis.article.blocks:
        return
    headed = not _BEFORE.isdisjoint(basis.sections)
    if headed:
        yield basis.section_heading(Word.REPORT)
    level = basis.section_level + (1 if headed else 0)
    if basis.beside is None:
        yield from _lay_blocks(basis, heading_level=level)
    else:
        own, source = (
            tuple(
                text
                for item in _lay_blocks(side, heading_level=level)
                for text in texts_of(_kept_together(item))
            )
            for side in (basis, basis.beside)
        )
        yield from lay_parallel(basis, basis.beside, own, source)


def _lay_blocks(basis: Basis, *, heading_level: int) -> Iterator[Item]:
    named: set[str] = set()
    for block in basis.article.blocks:
        yield from _lay_block(basis, block, heading_level=heading_level, named=named)
    for speaker in basis.article.speakers:
        if speaker.id not in named and speaker.raw:
            for mention in speaker.raw:
                yield basis.text(Role.CAPTION, mention.text, ident=speaker.id)


def _kept_together(item: Item) -> Item:
    """Keep the last words of a quote beside its attribution where both become rows of a table."""
    match item:
        case Quote(paras=(*before, last), attribution=Text()):
            return replace(item, paras=(*before, replace(last, keep_with_next=True)))
        case Heading():
            return replace(item, text=replace(item.text, keep_with_next=True))
        case _:
            return item


def _lay_block(basis: Basis, block: Block, *, heading_level: int, named: set[str]) -> Iterator[Item]:
    passages = basis.numbering.by_block[block.id]
    speaker = basis.speakers.get(block.speaker) if block.speaker is not None else None
    if block.type is BlockType.HEADING:
        for passage in passages:
            text = _set_passage(basis, passage, Role.HEADING3)
            yield Heading(level=heading_level, text=text)
        if speaker is not None:
            yield _attribution(basis, block, speaker, named)
    elif speaker is not None and (block.type is BlockType.QUOTE or not passages):
        attribution = _attribution(basis, block, speaker, named)
        if not passages:
            yield attribution
            return
        yield Quote(paras=_set_passages(basis, block, passages), attribution=attribution)
    elif block.type is BlockType.QUOTE:
        if passages:
            yield Quote(paras=_set_passages(basis, block, passages, lead_in=mode_runs(basis, block)))
    else:
        lead_in = _lead_in(basis, block, speaker, named)
        yield from _set_passages(basis, block, passages, lead_in=lead_in)


def _attribution(basis: Basis, block: Block, speaker: Speaker, named: set[str]) -> Text:
    named.add(speaker.id)
    mention = mention_of(block, speaker)
    runs = (*name_in_full(basis, speaker, mention), *mode_runs(basis, block))
    return Text(role=Role.ATTRIBUTION, runs=runs, ident=f"{block.id}-speaker")


def _lead_in(basis: Basis, block: Block, speaker: Speaker | None, named: set[str]) -> tuple[Run, ...]:
    """Name the voice in front of the words: in full where it is first heard, by name after that."""
    runs: list[Run] = []
    label = _LABELS.get(block.type)
    if speaker is not None:
        if speaker.id in named:
            runs += name_runs(basis, speaker)
        else:
            runs += name_in_full(basis, speaker, mention_of(block, speaker))
            named.add(speaker.id)
    elif label is not None:
        runs.append(
            Run(text=basis.words[label], emphasis=Emphasis.STRONG, lang=basis.foreign_words),
        )
    runs += mode_runs(basis, block)
    if runs:
        runs.append(Run(text=basis.colon, emphasis=Emphasis.STRONG))
    return tuple(runs)


def _set_passages(
    basis: Basis, block: Block, passages: tuple[Passage, ...], *, lead_in: tuple[Run, ...] = ()
) -> tuple[Text, ...]:
    role = _ROLES[block.type]
    return tuple(
        _set_passage(basis, passage, role, lead_in=lead_in if index == 0 else ())
        for index, passage in enumerate(passages)
    )


def _set_passage(basis: Basis, passage: Passage, role: Role, *, lead_in: tuple[Run, ...] = ()) -> Text:
    number = str(passage.number) if basis.style.number_paragraphs and passage.number is not None else None
    offset = sum(len(run.text) for run in lead_in)
    runs, remarks = basis.remarked_runs(
        join_passage(basis, passage), [para.id for para in passage.paras], offset=offset
    )
    return Text(
        role=role,
        runs=(*lead_in, *runs),
        number=number,
        ident=passage.ident,
        joined=tuple(para.id for para in passage.paras[1:]),
        remarks=remarks,
    )


def join_passage(basis: Basis, passage: Passage) -> str:
    """Join the paragraphs that are printed as one: only Chinese has no blank between two sentences."""
    blank = "" if basis.words.lang.startswith("zh") else " "
    return blank.join(para.text for para in passage.paras)
