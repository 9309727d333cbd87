"""The report after an editor's hands: its blocks and paragraphs in their new order.

Ids stay with the paragraph that they were given to. What is new gets an id of the revision: `r2p1` is the
first paragraph that came in with revision 2, `r2b1` the first block. A span says where in the source the
words come from: an edited paragraph keeps its own, a merged one has those of all it was made of as `pieces`,
and what an editor wrote has an empty one behind the paragraph before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import Final

from forumpub.diagnostics import Findings
from forumpub.locales import Language
from forumpub.model import Article, Block, BlockType, Para
from forumpub.parse.canonical import canonical_text
from forumpub.review.assignment import Assignment, Fate
from forumpub.review.carrying import Bridge, Carrier
from forumpub.review.document import BaseText, Place
from forumpub.review.views import ViewParagraph
from forumpub.rules.revising import EDIT_UNCLEAR
from forumpub.source import Span
from forumpub.translate.quoting import in_brief
from forumpub.values import dataclass

# What the names of Word's styles say of a paragraph; the last word of a name decides.
_TYPES_BY_STYLE: Final = (
    (re.compile(r"(?:heading \d|title)$", re.IGNORECASE), BlockType.HEADING),
    (re.compile(r"quote$", re.IGNORECASE), BlockType.QUOTE),
    (re.compile(r"(?:body text|normal|narration|lead)$", re.IGNORECASE), BlockType.NARRATION),
)
_QUIET: Final = frozenset({BlockType.NARRATION, BlockType.BODY, BlockType.LEAD, BlockType.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paragraph of the new report. `home` is the block that it comes from, None for one that is new."""

    para: Para
    home: str | None
    style: str | None
    type: BlockType | None = None


@dataclass(slots=True)
class _Work:
    """What is being made: pieces in order, with the ids of attributions where they stand between them."""

    pieces: list[Piece | str] = field(default_factory=list)
    count: int = 0


class Narrator:
    """Rebuilds the report of one article."""

    def __init__(
        self,
        article: Article,
        base: Sequence[BaseText],
        language: Language,
        findings: Findings,
        *,
        number: int,
    ) -> None:
        self._article = article
        self._language = language
        self._findings = findings
        self._number = number
        self._texts = {text.ident: text for text in base}
        self.paras = {para.id: para for block in article.blocks for para in block.paras}
        self._home = {para.id: block.id for block in article.blocks for para in block.paras}
        self._blocks = {block.id: block for block in article.blocks}
        self._speaker_idents = {f"{block.id}-speaker": block.id for block in article.blocks}
        self._work = _Work()
        self._seen_voices: set[str] = set()
        # Speaker, and what was and is printed of them in front of their words.
        self.lead_ins: list[tuple[str, str, str]] = []

    def holds(self, ident: str) -> bool:
        """Tell whether a text of the base is a paragraph of the report, or names its voice."""
        return ident in self.paras or ident in self._speaker_idents

    def add(self, assignment: Assignment, paragraph: ViewParagraph, *, restyled: bool = False) -> None:
        """Take the next paragraph of the report. `restyled`: an editor gave it another style."""
        own = [ident for ident in assignment.idents if ident in self.paras]
        if assignment.fate is Fate.OWN and own:
            self._add_own(assignment, own, paragraph, restyled=restyled)
        elif assignment.fate is Fate.OWN:
            self._seen_voices.add(assignment.idents[0])
            self._work.pieces.append(assignment.idents[0])
        else:
            home = self._home.get(assignment.idents[0]) if assignment.idents else None
            self._add_new(paragraph, home if assignment.fate is not Fate.NEW else None)

    def _add_own(
        self, assignment: Assignment, own: list[str], paragraph: ViewParagraph, *, restyled: bool
    ) -> None:
        texts = [self._texts[ident] for ident in assignment.idents]
        paras = [self.paras[key] for ident in own for key in (ident, *self._texts[ident].joined)]
        kept = (
            self._merge(texts, own, paragraph)
            if len(assignment.idents) > 1
            else self._carry(texts[0], paras, paragraph.text)
        )
        kind = self._new_type(own[0], paragraph) if restyled else None
        for para in kept:
            home = self._home[para.id] if kind is None else None
            self._work.pieces.append(Piece(para=para, home=home, style=texts[0].style, type=kind))

    def _carry(self, text: BaseText, paras: list[Para], edited: str) -> list[Para]:
        """Give each paragraph of a passage what became of it; one of which nothing is left goes."""
        if edited == text.text:
            return paras
        blank = " " if self._language.spaced else ""
        whole = blank.join(para.text for para in paras)
        carrier = Carrier(text.text, edited, self._language)
        place = carrier.find(whole, last=True)
        if place is not None:
            carried = carrier.take_between(*place, whole)
            self._keep_lead_in(paras[0], carrier, place[0])
        else:
            self._unclear(paras[0], "its place on the page is not clear")
            carried = canonical_text(edited)
        bridge = Bridge(whole, carried)
        found: list[Para] = []
        start = 0
        for count, para in enumerate(paras, 1):
            end = start + len(para.text)
            last = count == len(paras)
            words = carried[bridge.start(start) : len(carried) if last else bridge.end(end)]
            if canonical_text(words):
                found.append(replace(para, text=canonical_text(words)))
            start = end + len(blank)
        return found

    def _keep_lead_in(self, para: Para, carrier: Carrier, start: int) -> None:
        """Remember what became of a voice that is named in front of its words."""
        before, after = carrier.printed[:start], carrier.edited[: carrier.start_of(start)]
        voice = self._blocks[self._home[para.id]].speaker
        if before != after and voice is not None:
            self.lead_ins.append((voice, before, after))

    def _merge(self, texts: list[BaseText], own: list[str], paragraph: ViewParagraph) -> list[Para]:
        """Make one paragraph of several that run together now; the first of them gives its id."""
        edited = paragraph.text
        for text in texts[1:]:
            if text.number is not None:
                # The hanging number of a paragraph comes up with its words.
                edited = re.sub(rf"[ \t]*(?<!\d){re.escape(text.number)}\t", " ", edited, count=1)
        paras = [self.paras[key] for ident in own for key in (ident, *self._texts[ident].joined)]
        carrier = Carrier(" ".join(text.text for text in texts), edited, self._language)
        blank = " " if self._language.spaced else ""
        whole = carrier.take(blank.join(para.text for para in paras), last=True)
        first = carrier.find(paras[0].text)
        if whole is not None:
            start = whole
        elif first is not None:
            start = carrier.take_between(first[0], len(carrier.printed), carrier.printed[first[0] :])
        else:
            start = canonical_text(edited)
        if len(own) < len(texts):
            left = " … ".join(part for part in edited.split(start, 1) if part.strip()) if start else edited
            self._unclear(paras[0], f"words that name the voice were joined to it: “{left}”")
        hull = Span(min(para.span.start for para in paras), max(para.span.end for para in paras))
        pieces = tuple(sorted({piece for para in paras for piece in (para.pieces or (para.span,))}))
        return [replace(paras[0], text=start, span=hull, pieces=pieces)] if start else []

    def _new_type(self, ident: str, paragraph: ViewParagraph) -> BlockType | None:
        """Return what a paragraph has become by its style, None where it is what it was."""
        now = (paragraph.style or "normal").lower()
        wanted = next((kind for form, kind in _TYPES_BY_STYLE if form.search(now)), None)
        old = self._blocks[self._home[ident]].type
        if wanted is None or wanted is old or (wanted in _QUIET and old in _QUIET):
            return None
        return wanted

    def _add_new(self, paragraph: ViewParagraph, home: str | None) -> None:
        words = canonical_text(paragraph.text)
        if not words:
            return
        self._work.count += 1
        para = Para(id=self._fresh("p", self._work.count), text=words, span=Span(0, 0))
        self._work.pieces.append(Piece(para=para, home=home, style=paragraph.style))

    def _fresh(self, kind: str, count: int) -> str:
        taken = self.paras if kind == "p" else self._blocks
        name = f"r{self._number}{kind}{count}"
        while name in taken:
            name += "x"
        return name

    def _unclear(self, para: Para, why: str) -> None:
        self._findings.add(EDIT_UNCLEAR, f"look at the paragraph “{in_brief(para.text)}”: {why}", para.span)

    # --- blocks ---

    def blocks(self) -> tuple[Block, ...]:
        """Return the report's blocks, from all the paragraphs that were added."""
        self._tell_voices_alone()
        if not any(ident in self._texts for ident in self.paras):
            # An edition without the report, such as one of the source's lines, says nothing of it.
            return self._article.blocks
        homes = self._settle_homes()
        made: list[Block] = []
        used: set[str] = set()
        fresh = 0
        last_key: tuple[str | None, BlockType | None] | None = None
        end = 0
        for piece, home in homes:
            para = piece.para
            if piece.para.id not in self.paras:
                para = replace(para, span=Span(end, end))
            end = max(end, para.span.end) if para.id in self.paras else end
            key = (home, piece.type)
            if made and key == last_key:
                made[-1] = replace(made[-1], paras=(*made[-1].paras, para))
                continue
            last_key = key
            block = self._blocks.get(home) if home is not None else None
            if block is not None and home not in used:
                used.add(block.id)
                made.append(replace(block, paras=(para,)))
                continue
            fresh += 1
            name = self._fresh("b", fresh)
            if block is not None:
                # The rest of a block that something was moved into; its label stays with the first part.
                made.append(replace(block, id=name, paras=(para,), label=None, time=None))
            else:
                made.append(Block(id=name, type=piece.type or self._usual_type(), paras=(para,)))
        return tuple(self._with_silent_blocks(made, used))

    def _tell_voices_alone(self) -> None:
        """Tell of voices whose words are gone, and who are still named: nothing of them is printed."""
        here = {item.home for item in self._work.pieces if isinstance(item, Piece)}
        for ident in self._work.pieces:
            block = self._blocks[self._speaker_idents[ident]] if isinstance(ident, str) else None
            if block is not None and block.paras and block.id not in here:
                shown = in_brief(self._texts[str(ident)].text)
                self._findings.add(
                    EDIT_UNCLEAR,
                    f"“{shown}” is still named, but nothing is left of what they say: it is not printed",
                    hints=("delete the name too, or write what they say above it",),
                )

    def _settle_homes(self) -> list[tuple[Piece, str | None]]:
        """Say for each piece which block it is in; what is new joins the neighbour that looks like it."""
        settled: list[tuple[Piece, str | None]] = []
        items = self._work.pieces
        closed: str | None = None
        for place, item in enumerate(items):
            if isinstance(item, str):
                closed = self._speaker_idents.get(item)
                continue
            home = item.home
            if home is None and item.type is None and item.para.id not in self.paras:
                before = settled[-1][1] if settled else None
                home = self._choose_home(item, before if before != closed else None, self._next_home(place))
            settled.append((item, home))
        return settled

    def _next_home(self, place: int) -> str | None:
        following = (item for item in self._work.pieces[place + 1 :] if isinstance(item, Piece))
        return next((item.home for item in following if item.home is not None), None)

    def _choose_home(self, piece: Piece, before: str | None, after: str | None) -> str | None:
        style = (piece.style or "normal").lower()
        for home in (before, after):
            if home is not None and self._style_of(home) == style:
                return home
        if any(form.search(style) for form, kind in _TYPES_BY_STYLE if kind is BlockType.HEADING):
            return None
        quiet = [home for home in (before, after) if home and self._blocks[home].type in _QUIET]
        return next(iter(quiet), None)

    def _style_of(self, home: str) -> str | None:
        idents = (para.id for para in self._blocks[home].paras)
        text = next((self._texts[ident] for ident in idents if ident in self._texts), None)
        return (text.style or "normal").lower() if text is not None else None

    def _usual_type(self) -> BlockType:
        types = {block.type for block in self._article.blocks}
        return BlockType.NARRATION if BlockType.NARRATION in types else BlockType.BODY

    def _with_silent_blocks(self, made: list[Block], used: set[str]) -> Iterator[Block]:
        """Put blocks that never had paragraphs, such as a voice without words, where they were."""
        silent: dict[str | None, list[Block]] = {}
        before: str | None = None
        for block in self._article.blocks:
            name = f"{block.id}-speaker"
            if block.id in used:
                before = block.id
            elif not block.paras and (name in self._seen_voices or name not in self._texts):
                silent.setdefault(before, []).append(block)
        yield from silent.get(None, [])
        for block in made:
            yield block
            yield from silent.get(block.id, [])


def is_in_report(paragraph: ViewParagraph) -> bool:
    """Tell whether a new paragraph stands where the report's stand: not in a cell, a note or a margin."""
    return paragraph.place is Place.BODY and paragraph.cell is None
