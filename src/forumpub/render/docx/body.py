"""The plan's items as WordprocessingML blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, assert_never

from lxml import etree

from forumpub.plan import Bullets, Divider, Emphasis, Heading, Item, Quote, Run, SplitLine, Table, Text
from forumpub.render.docx.identity import Bookmarks
from forumpub.render.docx.inline import Frame, RunWriter, tab
from forumpub.render.docx.looks import borders, boxed_gutter, gutter_pt, indents, shading, spacing
from forumpub.render.docx.roles import StyleIds, character_style, heading_outline_level, word_style
from forumpub.render.docx.survey import Survey
from forumpub.render.docx.tables import table
from forumpub.render.docx.wml import flag, w
from forumpub.render.leading import first_line_drop_pt, leading_pt
from forumpub.styling import Look, Role, Style
from forumpub.typeset.line_width import guess_width_pt

# Between the two ends of a line, at least.
_SPLIT_GAP_PT: Final = 12.0


class BlockWriter:
    """Writes the blocks of one part. Without `bookmarks` its paragraphs are not to be recognised."""

    def __init__(
        self,
        *,
        style: Style,
        lang: str,
        survey: Survey,
        ids: StyleIds,
        bullet_numbering_id: int,
        runs: RunWriter,
        bookmarks: Bookmarks | None,
    ) -> None:
        self._style = style
        self._lang = lang
        self._survey = survey
        self._ids = ids
        self._bullet_numbering_id = bullet_numbering_id
        self._runs = runs
        self._bookmarks = bookmarks
        self._leadings = {role: leading_pt(look, "", lang) for role, look in style.looks.items()}

    def blocks(self, items: Sequence[Item]) -> Iterator[etree._Element]:
        """Write items, in order."""
        for item in items:
            yield from self._item(item)

    def _item(self, item: Item) -> Iterator[etree._Element]:
        match item:
            case Text():
                yield self.paragraph(item)
            case Heading():
                yield self._heading(item)
            case SplitLine():
                yield self.split_line(item)
            case Quote():
                yield from self._quote(item)
            case Bullets():
                for text in item.items:
                    yield self._bullet(text)
            case Table():
                width_pt = self._style.page.text_width_pt
                yield table(item, width_pt, self._ids.table, self.cell, self._guess_width_pt)
                # Without a paragraph between them two tables grow together, and Word wants one at the end.
                yield w("p", w("pPr", w("pStyle", val=self._ids.table_end)))
            case Divider():
                yield w("p", w("pPr", w("pStyle", val=self._ids.divider)))
            case _:
                assert_never(item)

    def paragraph(self, text: Text, *, keep_with_next: bool = False) -> etree._Element:
        """Write one text as a paragraph of its role's style."""
        return self._finish(w("p", self._properties(text, keep_with_next=keep_with_next)), text)

    def cell(self, text: Text, *, beside: Sequence[Text], keep_with_next: bool) -> etree._Element:
        """Write the paragraph of a table's cell, which has no gutter: a number stands before the words."""
        if text.number is not None:
            text = replace(text, number=None, runs=(Run(text=f"{text.number} "), *text.runs))
        own_pt = self._leading_pt(text)
        row_pt = max((self._leading_pt(other) for other in beside), default=own_pt)
        drop_pt = first_line_drop_pt(own_pt, row_pt) if own_pt else 0.0
        return self._finish(
            w("p", self._properties(text, keep_with_next=keep_with_next, drop_pt=drop_pt)), text
        )

    def _finish(self, made: etree._Element, text: Text, *, bulleted: bool = False) -> etree._Element:
        frame = self._frame(text.role)
        if text.number is not None:
            made.extend(self._runs.number(text.number, frame))
        elif (
            not bulleted and text.role not in self._ids.foreign and boxed_gutter(self._style.looks[text.role])
        ):
            made.append(tab())
        made.extend(self._content(text, frame))
        return made

    def split_line(self, line: SplitLine) -> etree._Element:
        """Write a line with two ends: the style of the left one has a tab stop at the right margin."""
        left = line.left
        made = self._finish(w("p", self._properties(left, keep_with_next=False, beside=line.right)), left)
        if not line.right.runs:
            return made
        frame = self._frame(line.right.role)
        if line.right.role is not line.left.role:
            frame = Frame(
                style_id=self._right_style_id(line.right.role),
                bold=frame.bold,
                paragraph_bold=self._frame(line.left.role).bold,
            )
        if self._overflows(line):
            # Word would go on at the left margin; behind a break the tab leads to the right one again.
            made.append(w("r", w("br")))
        made.append(tab())
        if line.right.number is not None:
            made.extend(self._runs.number(line.right.number, frame))
        made.extend(self._content(line.right, frame))
        return made

    def _overflows(self, line: SplitLine) -> bool:
        look = self._style.looks[line.left.role]
        room_pt = self._style.page.text_width_pt - look.indent_left_pt - look.indent_right_pt
        return sum(map(self._guess_width_pt, (line.left, line.right))) + _SPLIT_GAP_PT > room_pt

    def _guess_width_pt(self, text: Text) -> float:
        look = self._style.looks[text.role]
        return sum(
            guess_width_pt(run.text, look.size_pt, bold=look.bold or run.emphasis is Emphasis.STRONG)
            for run in text.runs
        )

    def _right_style_id(self, role: Role) -> str | None:
        # An organisation's paragraph style need not have a character style to go with it.
        return None if role in self._ids.foreign else character_style(word_style(role)).style_id

    def _frame(self, role: Role) -> Frame:
        bold = self._style.looks[role].bold and role not in self._ids.foreign
        return Frame(bold=bold, paragraph_bold=bold)

    def _content(self, text: Text, frame: Frame) -> list[etree._Element]:
        content = self._runs.text(text, frame)
        ident = text.ident or text.part
        if ident is None or self._bookmarks is None or not content:
            return content
        return self._bookmarks.around(ident, content)

    def _heading(self, heading: Heading) -> etree._Element:
        made = self.paragraph(heading.text, keep_with_next=True)
        role = heading.text.role
        level = heading_outline_level(heading.level)
        usual = word_style(role).outline_level
        if usual is None:
            usual = heading_outline_level(self._survey.headings[role])
        if level != usual or role in self._ids.foreign:
            made[0].append(w("outlineLvl", val=level))
        return made

    def _quote(self, quote: Quote) -> Iterator[etree._Element]:
        last = len(quote.paras) - 1
        for place, text in enumerate(quote.paras):
            yield self.paragraph(text, keep_with_next=quote.attribution is not None and place == last)
        if quote.attribution is not None:
            yield self.paragraph(quote.attribution)

    def _bullet(self, text: Text) -> etree._Element:
        return self._finish(
            w("p", self._properties(text, keep_with_next=False, bulleted=True)), text, bulleted=True
        )

    def _properties(
        self,
        text: Text,
        *,
        keep_with_next: bool,
        bulleted: bool = False,
        beside: Text | None = None,
        drop_pt: float = 0.0,
    ) -> etree._Element:
        """Make w:pPr: the style, and what this one paragraph has of its own."""
        look = self._style.looks[text.role]
        own = text.role not in self._ids.foreign
        keep = (keep_with_next or text.keep_with_next) and not (own and look.keep_with_next)
        made = w(
            "pPr",
            w("pStyle", val=self._ids.paragraphs[text.role]),
            flag("keepNext", on=True) if keep else None,
        )
        by_style = own and text.role is Role.KEY_POINT
        if bulleted and (text.number is not None or not by_style):
            # A number of its own stands in the bullet's place.
            number = 0 if text.number is not None else self._bullet_numbering_id
            made.append(w("numPr", w("ilvl", val=0), w("numId", val=number)))
        if not own:
            if self._is_in_our_panel(text.role):
                made.extend(self._panel(look))
            return made
        needed = max(self._leading_pt(shown) for shown in (text, beside) if shown is not None)
        if needed and (drop_pt or needed != self._leadings[text.role]):
            made.append(spacing(look, needed, drop_pt=drop_pt))
        gutter = gutter_pt(look, bulleted=text.role in self._survey.bulleted)
        plain = not bulleted and text.number is None and not boxed_gutter(look)
        if gutter and plain and self._hangs(text.role):
            made.append(indents(look, gutter, hanging=False))
        elif bulleted and text.number is None and not by_style:
            # A list that is not the style's own brings its indents along, and Word prefers them.
            made.append(indents(look, gutter, hanging=True))
        return made

    def _is_in_our_panel(self, role: Role) -> bool:
        """Tell whether a template's own bullets stand below a panel's heading that it has no style for."""
        foreign = self._ids.foreign
        return role is Role.KEY_POINT and role in foreign and Role.PANEL_HEADING not in foreign

    def _panel(self, look: Look) -> Iterator[etree._Element]:
        """Carry the panel on: paragraphs of one border, fill and width become one box."""
        for made in (borders(look), shading(look.fill)):
            if made is not None:
                yield made
        yield indents(look, gutter_pt(look, bulleted=True), hanging=True)

    def _leading_pt(self, text: Text) -> float:
        if not text.runs:
            return 0.0
        words = "".join(run.text for run in text.runs)
        return leading_pt(self._style.looks[text.role], words, text.lang or self._lang)

    def _hangs(self, role: Role) -> bool:
        return role in self._survey.numbered or role in self._survey.bulleted
