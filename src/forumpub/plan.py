"""The plan: a finished briefing before it is DOCX or PDF.

`forumpub.layout` decides here what is said, in which order and in which role; `forumpub.styling` decides what
a role looks like; a renderer decides nothing that the other one would have to decide again. All text is in
presentation form.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from typing import Final, TypeAlias, assert_never

from forumpub.styling import Role, Style
from forumpub.values import dataclass

# From the edge of a table to the text of its outer columns, and half the gap between two of data.
CELL_SIDE_PT: Final = 5.0
# A row of running text that has fewer lines is not divided between pages.
LEAST_DIVIDED_LINES: Final = 7
# Below a table, to which the space above what follows is added.
AFTER_TABLE_PT: Final = 8.0


class Emphasis(enum.StrEnum):
    """How a run differs from the text around it."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"


class Field(enum.StrEnum):
    """Text that only the finished pages know."""

    PAGE = "page"
    PAGES = "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of one look.

    `href` is a URL, or `#` and the `ident` of a text of the same plan. `lang` is a BCP 47 tag where it
    differs from the text's. A run with a `field` is filled by the renderer in place of its `text`.
    """

    text: str
    emphasis: Emphasis = Emphasis.PLAIN
    href: str | None = None
    lang: str | None = None
    field: Field | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What an editor should know of some words of a text: a comment in the margin, where a format has them.

    `start` and `end` are code points of the text's runs joined; each of `lines` is a paragraph of its own.
    """

    start: int
    end: int
    lines: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One paragraph on the page.

    `number` hangs to the left of it. `ident` is the id of the article's paragraph, block or part shown
    (`b3p1`, `headline`, `byline`), and a link target; None for text that the article doesn't hold. `joined`
    are the ids of further paragraphs that the text goes on with; links never lead to them. `part` names what
    else of the article an editor changes by changing the text (`s1_role`, `point2`, `figure3_value`); no link
    leads there, and `ident` is None.
    """

    role: Role
    runs: tuple[Run, ...]
    number: str | None = None
    ident: str | None = None
    lang: str | None = None
    keep_with_next: bool = False
    joined: tuple[str, ...] = ()
    part: str | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section heading. Level 1 is the headline; it goes into the outline and the navigation pane."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitLine:
    """One line with a left and a right end, as mastheads and running heads have.

    Spacing, rules and fill are those of the left text's role. A side without runs is empty.
    """

    left: Text
    right: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sound bite. Its attribution is never on another page than the words next to it."""

    paras: tuple[Text, ...]
    attribution: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A bulleted list; each text is one item."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Data in columns. `widths` are shares of the text width and add up to 1; the header row repeats.

    A row stays on one page with the next where one of its texts is kept with what follows. Where the cells
    hold running text, a page end `divides_rows` as it does paragraphs. `names_rows`: the first cell of a row
    says what the others are about. `gap_pt` lies between the texts of two columns. The rows at the places of
    `going_on`, from 0, go on with the row above: no rule parts them.
    """

    summary: str
    widths: tuple[float, ...]
    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    divides_rows: bool = False
    names_rows: bool = False
    gap_pt: float = 2 * CELL_SIDE_PT
    going_on: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """A rule across the text width, decoration only."""


Item: TypeAlias = Text | Heading | SplitLine | Quote | Bullets | Table | Divider


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Document properties. `created` is in UTC; `identifier` is the edition id."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    publisher: str
    identifier: str
    created: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything both renderers draw. The running head stands from page 2 on, the foot on every page."""

    lang: str
    style: Style
    metadata: Metadata
    items: tuple[Item, ...]
    running_head: SplitLine | None
    running_foot: SplitLine | None


def texts_of(item: Item) -> Iterator[Text]:
    """Yield the texts of an item in reading order."""
    match item:
        case Text():
            yield item
        case Heading():
            yield item.text
        case SplitLine():
            yield from (item.left, item.right)
        case Quote():
            yield from item.paras
            if item.attribution is not None:
                yield item.attribution
        case Bullets():
            yield from item.items
        case Table():
            yield from item.header
            for row in item.rows:
                yield from row
        case Divider():
            return
        case _:
            assert_never(item)
