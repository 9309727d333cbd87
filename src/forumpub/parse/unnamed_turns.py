"""Turns whose cue names nobody: `NARR:`, `VO:`, `Q:`, `答：`. The cue is a label, and no person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forumpub.model import BlockType, Label
from forumpub.parse.cues import is_narration
from forumpub.parse.draft import Cue, DraftBlock
from forumpub.patterns import lazy_pattern

_QUESTION = lazy_pattern(
    r"(?i:q|question|follow-?up|问|問|提问|提問|追问|追問"
    r"|tanya|pertanyaan|soalan|hỏi|tanong|pergunta|husu|ถาม|คำถาม|ຖາມ|សួរ|សំណួរ|မေး"
    r"|မေးခွန်း|கேள்வி)[ .]{0,2}#?\d{0,3}"
)
_VOICES = ("A", "a")
_LEAD = lazy_pattern(r"CUE|INTRO(?:DUCTION)?|LINK|LEAD(?:[ -]?IN)?")
_ANSWER = lazy_pattern(
    r"(?i:a|answer|答|回答|jawab|jawaban|jawapan|đáp|trả lời|sagot|resposta|hatán"
    r"|ตอบ|คำตอบ|ຕອບ|ឆ្លើយ|ចម្លើយ|ဖြေ|အဖြေ|பதில்)[ .]{0,2}#?\d{0,3}"
)


def label_turns(blocks: Sequence[DraftBlock]) -> tuple[DraftBlock, ...]:
    """Make the cue of a turn its label where it says what is spoken and not who speaks.

    The narrator of a clip stays a voice: what an advertisement says is not the newsroom's narration. Where
    nobody asks, A is the first of the voices that a machine told apart, and no answer.
    """
    cues = [block.cue for block in blocks if block.cue is not None]
    asked = any(block.type is BlockType.QUESTION for block in blocks) or any(
        _find_kind(cue) is BlockType.QUESTION for cue in cues
    )
    return tuple(
        [
            block if not asked and block.cue is not None and block.cue.raw in _VOICES else _label(block)
            for block in blocks
        ]
    )


def _label(block: DraftBlock) -> DraftBlock:
    cue = block.cue
    kind = _find_kind(cue) if cue is not None else None
    if cue is None or kind is None or block.label is not None:
        return block
    if kind is BlockType.NARRATION and block.type is BlockType.QUOTE:
        return block
    # A turn that goes on after an interruption has no words that name it again.
    label = Label(raw=cue.raw, span=cue.span) if len(cue.span) else None
    return replace(block, type=kind, label=label, cue=None)


def _find_kind(cue: Cue) -> BlockType | None:
    if cue.org is not None or (cue.name is not None and cue.name != cue.raw):
        return None
    if is_narration(cue.raw):
        return BlockType.NARRATION
    if _LEAD.fullmatch(cue.raw):
        return BlockType.LEAD
    if cue.role is not None:
        return None
    if _QUESTION.fullmatch(cue.raw):
        return BlockType.QUESTION
    return BlockType.ANSWER if _ANSWER.fullmatch(cue.raw) else None
