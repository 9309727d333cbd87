"""Words of the report that a page prints again: as summary, key point, figure or background."""

from __future__ import annotations

from collections.abc import Sequence

from forumpub.diagnostics import Findings
from forumpub.model import Article
from forumpub.parse.canonical import canonical_text
from forumpub.review.document import BaseText
from forumpub.review.naming import name_texts
from forumpub.rules.revising import FACT_APART
from forumpub.translate.quoting import in_brief
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quote:
    para: str
    old: str
    new: str


class Quotes:
    """The quotes that an editor changed. Where the paragraph was changed instead, facts follow it."""

    def __init__(self) -> None:
        self._changed: list[_Quote] = []

    def note(self, para: str | None, old: str, new: str) -> None:
        """Note that `old`, which stands in a paragraph, is `new` where it is quoted."""
        if para is not None and new and canonical_text(new) != canonical_text(old):
            self._changed.append(_Quote(para=para, old=old, new=new))

    def tell_apart(self, article: Article, base: Sequence[BaseText], findings: Findings) -> None:
        """Tell of paragraphs that still say what their quote no longer says.

        Args:
            article: the revision.
            base: the texts as published: they say what people call a paragraph.
            findings: takes a `fact-apart` for each. A quote that is only shorter still agrees.
        """
        paras = {para.id: para.text for block in article.blocks for para in block.paras}
        apart = [
            quote
            for quote in self._changed
            if quote.old in (text := paras.get(quote.para, "")) and quote.new not in text
        ]
        names = _names_of_paragraphs(base) if apart else {}
        for quote in apart:
            findings.add(
                FACT_APART,
                f"{names.get(quote.para, 'the report')} still says “{in_brief(quote.old)}”, which is "
                f"“{in_brief(quote.new)}” where it is quoted",
                hints=("change the paragraph too; what quotes it follows by itself",),
            )


def _names_of_paragraphs(base: Sequence[BaseText]) -> dict[str, str]:
    names = name_texts(base)
    # Several of the article's paragraphs may be printed as one.
    joined = {ident: names[text.ident] for text in base for ident in text.joined}
    return {**joined, **names}
