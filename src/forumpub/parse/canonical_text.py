"""An article written as a transcript again: one line a paragraph, a blank line between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from forumpub.model import Article, Mark, MarkKind
from forumpub.source import Span

_OPENING = "([【（［〔〖"


class _Item(NamedTuple):
    """A part of the text.

    `opens` begins a line, `holds` keeps the next text on it, `tight` has no blank before it.
    """

    span: Span
    text: str
    opens: bool = True
    holds: bool = False
    tight: bool = False
    continues: bool = False
    is_label: bool = False


def write_transcript(article: Article) -> str:
    """Write the canonical text of an article of the house format or of prose.

    Reading it again gives the same article but for spans, ids of bytes and diagnostics. Headline, date,
    place and publisher that don't stand in the text are written as front matter.
    """
    indented = any(para.continues for block in article.blocks for para in block.paras)
    lines: list[str] = []
    held = behind_label = False
    for item in sorted(_items(article), key=lambda item: item.span):
        # A label without words is no label where another stands behind it on its line.
        joins = held and not (behind_label and item.is_label)
        if lines and (joins or not item.opens):
            lines[-1] += ("" if item.tight or lines[-1][-1:] in _OPENING else " ") + item.text
        else:
            lines.append(("  " if indented and not item.continues else "") + item.text)
        held, behind_label = item.holds, item.is_label
    return "".join(f"{line}\n\n" for line in (*_front_matter(article), *lines)).rstrip("\n") + "\n"


def _items(article: Article) -> Iterator[_Item]:
    if article.headline is not None and article.headline.span is not None and not article.headline.derived:
        yield _Item(article.headline.span, article.headline.text)
    dateline = article.dateline
    if dateline is not None and dateline.span is not None and not dateline.derived:
        yield _Item(dateline.span, ", ".join(filter(None, (dateline.place, _written_date(article)))))
    speakers = {speaker.id: speaker for speaker in article.speakers}
    for block in article.blocks:
        if block.label is not None:
            yield _Item(block.label.span, block.label.raw, holds=True, is_label=True)
        for para in block.paras:
            yield _Item(para.span, para.text, continues=para.continues)
    for speaker in speakers.values():
        for mention in speaker.raw:
            yield _Item(mention.span, mention.text)
    yield from _frame(article)


def _frame(article: Article) -> Iterator[_Item]:
    if article.byline is not None:
        yield _Item(article.byline.span, article.byline.raw)
    # Editors of one line share their place.
    yield from dict.fromkeys(_Item(editor.span, editor.raw) for editor in article.editors)
    yield from (_Item(credit.span, credit.raw) for credit in article.credits)
    for mark in article.marks:
        if mark.kind is MarkKind.SEPARATOR:
            yield _separator(mark)
        elif mark.kind is not MarkKind.FRONT_MATTER:
            yield _Item(mark.span, mark.raw, holds=mark.kind is MarkKind.MARKUP)


def _separator(mark: Mark) -> _Item:
    """An opening bracket stands before what it holds, everything else behind."""
    opening = mark.raw[-1:] in _OPENING
    return _Item(mark.span, mark.raw, opens=False, holds=True, tight=not opening)


def _written_date(article: Article) -> str | None:
    """Return the date of a date line as it is read again."""
    date = article.dateline.date if article.dateline else None
    if date is None or len(date) != 10:
        return date
    year, month, day = (int(part) for part in date.split("-"))
    if article.lang.startswith("zh"):
        return f"{year}年{month}月{day}日"
    names = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
    return f"{(*names, 'October', 'November', 'December')[month - 1]} {day}, {year}"


def _front_matter(article: Article) -> list[str]:
    """Return the front matter as one part, for what doesn't stand in the text."""
    headline, dateline, publication = article.headline, article.dateline, article.publication
    printed = any(mark.kind is MarkKind.BOILERPLATE for mark in article.marks)
    values = {
        "headline": headline.text if headline and headline.span is None and not headline.derived else None,
        "date": None if printed else publication.published,
        "place": dateline.place if dateline and dateline.span is None and not dateline.derived else None,
        "source": None if printed else publication.source,
    }
    lines = [f"{key}: {value}" for key, value in values.items() if value]
    return ["\n".join(["---", *lines, f"lang: {article.lang}", "---"])] if lines else []
