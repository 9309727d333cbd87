"""Which paragraphs are printed as one, and the number of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forumpub.model import Article, Block, BlockType, Para
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Paragraphs of one block that are printed as one. `number` counts from 1; headings have none."""

    paras: tuple[Para, ...]
    number: int | None

    @property
    def ident(self) -> str:
        """The id that links lead to: the first paragraph's."""
        return self.paras[0].id


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The passages of every block, and where each paragraph of the article is found."""

    by_block: Mapping[str, tuple[Passage, ...]]
    by_para: Mapping[str, Passage]


def number_passages(article: Article, *, join_continued: bool) -> Numbering:
    """Number the article's paragraphs in reading order, one number for what is joined."""
    by_block: dict[str, tuple[Passage, ...]] = {}
    by_para: dict[str, Passage] = {}
    count = 0
    for block in article.blocks:
        passages = []
        for paras in _join(block, join_continued=join_continued):
            number = None
            if block.type is not BlockType.HEADING:
                count += 1
                number = count
            passage = Passage(paras=paras, number=number)
            passages.append(passage)
            by_para |= {para.id: passage for para in paras}
        by_block[block.id] = tuple(passages)
    return Numbering(by_block=by_block, by_para=by_para)


def _join(block: Block, *, join_continued: bool) -> Iterator[tuple[Para, ...]]:
    joined: list[Para] = []
    for para in block.paras:
        if joined and not (join_continued and para.continues):
            yield tuple(joined)
            joined = []
        joined.append(para)
    if joined:
        yield tuple(joined)
