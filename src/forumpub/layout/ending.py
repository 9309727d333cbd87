"""What goes to the last page with the credits, so that neither they nor the end mark stand there alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, MutableSequence, Sequence
from dataclasses import replace
from typing import Final

from forumpub.plan import Bullets, Emphasis, Heading, Item, Quote, Text, texts_of
from forumpub.styling import Role, Style
from forumpub.typeset.line_width import guess_width_pt
from forumpub.typeset.scripts import leading_factor

# The credits and their company take at most the first share of a page, as much of which may stay white before
# them, and at least the second, so that their page looks as if it were meant to be.
_MOST_SHARE: Final = 0.45
_LEAST_SHARE: Final = 0.2
# So many notes go along of a list that is longer.
_LAST_NOTES: Final = 3
_NOTES: Final = frozenset({Role.NOTE, Role.NOTE_HEADING})


def bring_company(items: MutableSequence[Item], ending: Sequence[Item], style: Style, lang: str) -> None:
    """Let the notes to editors go with the credits, and where they are few the last words before them.

    A renderer moves to the next page what is kept with what doesn't fit. All notes go, list by list from the
    last, as long as they leave most of a page to the rest.

    Args:
        items: everything before the credits.
        ending: the credits and the end mark.
        style: its sizes, and the height of its pages.
        lang: BCP 47 tag of the edition.
    """
    page = style.page
    page_pt = page.height_pt - page.margin_top_pt - page.margin_bottom_pt
    height_pt = _height_pt(ending, style, lang)
    for place in range(len(items) - 1, -1, -1):
        item = items[place]
        if not isinstance(item, Text | Quote | Bullets | Heading):
            return
        height_pt += _height_pt([item], style, lang)
        is_note = all(text.role in _NOTES for text in texts_of(item))
        fits = height_pt <= _MOST_SHARE * page_pt
        # A heading is kept with the next text anyway.
        if not isinstance(item, Heading):
            items[place] = _kept_whole(item) if fits and is_note else _kept_with_next(item, most=_LAST_NOTES)
        if not fits or (not is_note and height_pt >= _LEAST_SHARE * page_pt):
            return


def keep_end_mark(items: MutableSequence[Item]) -> None:
    """Let the last words before the end mark go with it: alone on a page it looks like a blank one."""
    for place, item in enumerate(items):
        if place and isinstance(item, Text) and item.role is Role.END_MARK:
            items[place - 1] = _kept_with_next(items[place - 1])


def _kept_whole(item: Item) -> Item:
    return _kept_with_next(item, most=len(item.items)) if isinstance(item, Bullets) else _kept_with_next(item)


def _kept_with_next(item: Item, *, most: int = 1) -> Item:
    """Keep the last of an item's texts with what follows: of a list so many of them."""
    match item:
        case Text():
            return replace(item, keep_with_next=True)
        case Bullets(items=texts):
            first = len(texts) - most
            kept = (
                replace(text, keep_with_next=True) if place >= first else text
                for place, text in enumerate(texts)
            )
            return replace(item, items=tuple(kept))
        case Quote(attribution=None, paras=(*before, last)):
            return replace(item, paras=(*before, replace(last, keep_with_next=True)))
        case Quote(attribution=Text() as attribution):
            return replace(item, attribution=replace(attribution, keep_with_next=True))
        case _:
            return item


def _height_pt(items: Iterable[Item], style: Style, lang: str) -> float:
    """Guess the height of items that stand across the whole width, in points."""
    return sum(_text_heights_pt(items, style, lang))


def _text_heights_pt(items: Iterable[Item], style: Style, lang: str) -> Iterator[float]:
    for item in items:
        for text in texts_of(item):
            look = style.looks[text.role]
            words = "".join(run.text for run in text.runs)
            bold = look.bold or all(run.emphasis is Emphasis.STRONG for run in text.runs)
            width_pt = style.page.text_width_pt - look.indent_left_pt - look.indent_right_pt
            lines = math.ceil(
                guess_width_pt(words, look.size_pt, bold=bold)
                / max(width_pt - look.number_gutter_pt, look.size_pt)
            )
            leading_pt = look.size_pt * leading_factor(words, text.lang or lang, latin=look.leading)
            yield look.before_pt + lines * leading_pt + look.after_pt
