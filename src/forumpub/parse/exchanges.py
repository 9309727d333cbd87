"""Voices inside a section of the house format that no label of their own parts.

Questions and answers in a sound bite (`Q: …`, `A: …`), and a speaker's words below narration
(`Siti Aminah, trader: …`).
"""

from __future__ import annotations

from dataclasses import field, replace

from forumpub.model import BlockType, Label, Mark, MarkKind
from forumpub.parse.canonical import make_para, trim
from forumpub.parse.chyron import find_inline, is_strong
from forumpub.parse.draft import Cue, DraftBlock, DraftPara
from forumpub.parse.names import is_org_word, is_role_word
from forumpub.parse.voices import Voice, make_cue
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText, Span
from forumpub.values import dataclass

_TURN = lazy_pattern(
    r"(?:^|(?<=[.!?…\"”’)])[ \t]+(?=[QA])|(?<=[。！？…”」])[ \t\u3000]*(?=[问問答]))"
    r"(?P<mark>(?P<asks>Q|Question|QUESTION|问|問)|A|Answer|ANSWER|答)[ ]?(?:[:：]|\.(?=\s[A-Z]))"
)


@dataclass(slots=True)
class Parted:
    """The blocks of one section while they are made, and the marks between their parts."""

    source: SourceText
    blocks: list[DraftBlock] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def open(self, block: DraftBlock) -> None:
        """Begin a block."""
        self.blocks.append(block)

    def add(self, para: DraftPara | None) -> None:
        """Add a paragraph to the last block."""
        if para is not None:
            self.blocks[-1] = replace(self.blocks[-1], paras=(*self.blocks[-1].paras, para))

    def separate(self, start: int, end: int) -> None:
        """Set the colon between a cue and the words aside."""
        span = trim(self.source.text, start, end)
        if len(span):
            self.marks.append(Mark(kind=MarkKind.SEPARATOR, raw=self.source.slice(span), span=span))


def part_questions(source: SourceText, block: DraftBlock) -> Parted:
    """Part the questions in a sound bite from the answers, which are those of its speaker.

    Words before the first mark stay in the block itself. A bite without both a question and an answer is left
    whole: a lone "A:" is a list's.
    """
    found = [list(_TURN.finditer(source.slice(para.span))) for para in block.paras]
    asked = {bool(match["asks"]) for matches in found for match in matches}
    if len(asked) < 2:
        return Parted(source, [block])
    parted = Parted(source)
    parted.open(replace(block, paras=()))
    for para, matches in zip(block.paras, found, strict=True):
        if not matches:
            parted.add(para)
            continue
        start = para.span.start
        stops = [start + match.start("mark") for match in matches]
        if stops[0] > start:
            parted.add(make_para(source, start, stops[0], continues=para.continues))
        for match, stop in zip(matches, [*stops[1:], para.span.end], strict=True):
            mark, after = Span(start + match.start("mark"), start + match.end("mark")), start + match.end()
            parted.open(_turn(source, block.cue, mark, asks=match["asks"] is not None))
            parted.separate(mark.end, after)
            parted.add(make_para(source, after, stop))
    first = parted.blocks[0]
    if not (first.paras or first.label or first.cue):
        del parted.blocks[0]
    return parted


def _turn(source: SourceText, speaker: Cue | None, mark: Span, *, asks: bool) -> DraftBlock:
    label = Label(raw=source.slice(mark), span=mark)
    # No words name the speaker of the bite again.
    cue = replace(speaker, span=Span(mark.end, mark.end)) if speaker and not asks else None
    return DraftBlock(type=BlockType.QUESTION if asks else BlockType.ANSWER, label=label, cue=cue)


def part_speakers(source: SourceText, block: DraftBlock) -> Parted:
    """End narration where a paragraph begins with a speaker line, and go on with the speaker's words."""
    parted = Parted(source)
    parted.open(replace(block, paras=block.paras[:1]))
    for para in block.paras[1:]:
        found = _find_speaker(source.slice(para.span))
        if found is None:
            parted.add(para)
            continue
        end, after, voice = found
        span = Span(para.span.start, para.span.start + end)
        parted.open(DraftBlock(type=BlockType.QUOTE, cue=make_cue(source, span, voice)))
        parted.separate(span.end, para.span.start + after)
        parted.add(make_para(source, para.span.start + after, para.span.end))
    return parted


def _find_speaker(text: str) -> tuple[int, int, Voice] | None:
    """Find a speaker line that is certain enough to end narration: a name, an office and a colon.

    "China-ASEAN Expo, a platform for trade: …" is narration.
    """
    found = find_inline(text)
    if found is None or not text[found[1] :].strip():
        return None
    voice = found[2]
    office = voice.role is not None and any(map(is_role_word, voice.role.split()))
    name = (voice.name or "").split()
    person = len(name) > 1 and not any(map(is_org_word, name))
    return found if is_strong(voice) and office and person else None
