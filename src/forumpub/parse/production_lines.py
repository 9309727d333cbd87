"""What a newsroom's system leaves inside the sections of a labelled script: run times, out cues, sounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from forumpub.model import BlockType, MarkKind
from forumpub.parse.draft import DraftBlock
from forumpub.parse.production import Order, read_production_cue
from forumpub.patterns import lazy_pattern
from forumpub.source import Span

PACKAGE_CUES = "cues of a package"
_LINE_CHARS = 160
_PACKAGE = lazy_pattern(
    r"[\[(*<-]{0,3}\s*(?:PKG|PACKAGE|VT|VTR|TAPE|CLIP)\s+(?:STARTS?|BEGINS?|ENDS?|IN|OUT|ROLLS?)\s*[\])*>-]{0,3}"
)
_SOUND = lazy_pattern(
    r"[(\[]{1,2}\s*(?:NATS?|NATURAL SOUND|AMBI(?:ENCE|ENT)?|SFX|UPSOUND|FX)\b[^()\[\]]{0,140}[)\]]{1,2}"
)
_KINDS = {
    Order.TIMING: (MarkKind.TIMING, "run times"),
    Order.WORDS: (MarkKind.MARKUP, "in cues and out cues"),
}


def read_order(text: str) -> tuple[MarkKind, str] | None:
    """Read a whole paragraph as an order to the control room.

    Returns:
        What kind of mark it is, and what such orders are called; None for text.
    """
    if len(text) > _LINE_CHARS:
        return None
    if _PACKAGE.fullmatch(text):
        return MarkKind.MARKUP, PACKAGE_CUES
    cue = read_production_cue(text)
    return _KINDS.get(cue.order) if cue is not None and cue.words_at is not None else None


def part_sounds(blocks: Iterable[DraftBlock]) -> Iterator[DraftBlock]:
    """Make paragraphs that are a sound, "(NATS - traffic)", blocks of their own; the voice goes on below."""
    for block in blocks:
        current = replace(block, paras=())
        for para in block.paras:
            if len(para.text) <= _LINE_CHARS and _SOUND.fullmatch(para.text):
                if current.paras or current.label or _is_new(current):
                    yield current
                yield DraftBlock(type=BlockType.NATSOUND, paras=(para,))
                at = para.span.end
                cue = replace(block.cue, span=Span(at, at)) if block.cue else None
                current = DraftBlock(type=block.type, cue=cue, mode=block.mode)
            else:
                current = replace(current, paras=(*current.paras, para))
        if current.paras or current.label or _is_new(current):
            yield current


def _is_new(block: DraftBlock) -> bool:
    """Say whether words of the source stand for a block that has no paragraph."""
    return block.cue is not None and len(block.cue.span) > 0
