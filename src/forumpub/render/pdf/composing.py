"""Plan items as bands: where every line of text stands, and which neighbours stay together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from forumpub.plan import Bullets, Divider, Heading, Item, Quote, SplitLine, Table, Text
from forumpub.render.pdf.bands import Anchor, Band, PlacedLine, Rule
from forumpub.render.pdf.lettering import Lettering, plain_text
from forumpub.render.pdf.owners import Owner
from forumpub.render.pdf.placing import baseline_in, room_before, stack_lines
from forumpub.render.pdf.tables import TableComposer
from forumpub.styling import Align, Look, Role, Style
from forumpub.typeset.setting import SetLine
from forumpub.typeset.tagging import StructureLog, Tag

_DIVIDER_SPACE_PT = 8.0
_DIVIDER_WIDTH_PT = 0.5
_SPLIT_GAP_PT = 12.0
_BULLET_GUTTER = 1.2
_HEADING_TAGS = (Tag.H1, Tag.H2, Tag.H3)


class Composer:
    """Composes the items of one plan, in order, noting their structure as it goes."""

    def __init__(self, lettering: Lettering, style: Style, log: StructureLog) -> None:
        self._lettering = lettering
        self._palette = style.palette
        self._width_pt = style.page.text_width_pt
        self._log = log
        self._tables = TableComposer(lettering, style, log)
        self._joins_next = False
        self._level = 0
        self._notes = 0

    def compose(self, items: Iterable[Item]) -> Iterator[Band]:
        """Yield the bands of the items as they are asked for."""
        for item in items:
            yield from self._compose(item)

    def _compose(self, item: Item) -> Iterator[Band]:
        parent = self._log.document
        match item:
            case Text():
                yield from self._text(item, parent)
            case Heading():
                yield from self._heading(item)
            case SplitLine():
                yield from self.split_line(item, parent)
            case Quote():
                yield from self._quote(item)
            case Bullets():
                yield from self._bullets(item)
            case Table():
                yield from self._joined(self._tables.compose(item))
                self._joins_next = False
            case Divider():
                yield self._divider()
            case _:
                assert_never(item)

    def _text(self, text: Text, parent: int) -> Iterator[Band]:
        identifier = None
        tag = Tag.P
        if text.role is Role.NOTE:
            # PDF/UA asks for an identifier on every note (7.9).
            self._notes += 1
            tag, identifier = Tag.NOTE, f"note-{self._notes}"
        element = self._log.open_element(tag, parent, lang=self._foreign(text), identifier=identifier)
        yield from self._paragraph(text, element, anchor=Anchor(name=text.ident))

    def _heading(self, heading: Heading) -> Iterator[Band]:
        # A level that skips one, or starts below the first, is an error in PDF/UA (7.4.2).
        self._level = max(1, min(heading.level, self._level + 1, len(_HEADING_TAGS)))
        text = heading.text
        tag = _HEADING_TAGS[self._level - 1]
        element = self._log.open_element(tag, self._log.document, lang=self._foreign(text))
        anchor = Anchor(name=text.ident, title=plain_text(text).strip(), level=self._level)
        yield from self._paragraph(text, element, anchor=anchor)
        self._joins_next = True

    def _quote(self, quote: Quote) -> Iterator[Band]:
        element = self._log.open_element(Tag.BLOCK_QUOTE, self._log.document)
        for text in quote.paras:
            yield from self._text(text, element)
        if quote.attribution is not None:
            self._joins_next = bool(quote.paras)
            yield from self._text(quote.attribution, element)

    def _bullets(self, bullets: Bullets) -> Iterator[Band]:
        parent = self._log.open_element(Tag.L, self._log.document)
        for text in bullets.items:
            item = self._log.open_element(Tag.LI, parent, lang=self._foreign(text))
            label = self._log.open_element(Tag.LBL, item)
            body = self._log.open_element(Tag.LBODY, item)
            look = self._lettering.look(text.role)
            gutter_pt = look.number_gutter_pt or look.size_pt * _BULLET_GUTTER
            mark = PlacedLine(
                line=self._lettering.bullet(text, gutter_pt),
                x_pt=look.indent_left_pt,
                baseline_pt=0.0,
                owner=Owner(self._log, label),
            )
            yield from self._paragraph(
                text, body, anchor=Anchor(name=text.ident), mark=mark, gutter_pt=gutter_pt
            )

    def _paragraph(
        self,
        text: Text,
        element: int,
        *,
        anchor: Anchor,
        mark: PlacedLine | None = None,
        gutter_pt: float | None = None,
    ) -> Iterator[Band]:
        look = self._lettering.look(text.role)
        gutter_pt = look.number_gutter_pt if gutter_pt is None else gutter_pt
        left_pt = look.indent_left_pt + gutter_pt
        width_pt = max(self._width_pt - left_pt - look.indent_right_pt, look.size_pt)
        mark = mark or self._number(text, element, look, gutter_pt)
        owner = Owner(self._log, element)
        leading_pt = self._lettering.leading_pt(text)
        baseline_pt = baseline_in(leading_pt, look.size_pt)
        placed = [
            PlacedLine(
                line=line,
                x_pt=left_pt + room_before(line, width_pt, look.align),
                baseline_pt=baseline_pt,
                owner=owner,
            )
            for line in self._lettering.lines(text, width_pt)
        ]
        labels = () if mark is None else (mark._replace(baseline_pt=baseline_pt),)
        rows = [(*labels, placed[0]), *((line,) for line in placed[1:])]
        yield from self._joined(stack_lines(rows, leading_pt, look, self._width_pt, anchor))
        self._joins_next = text.keep_with_next or look.keep_with_next

    def _number(self, text: Text, element: int, look: Look, gutter_pt: float) -> PlacedLine | None:
        line = self._lettering.number(text, gutter_pt)
        if line is None:
            return None
        # In a span of its own, so that no reader runs the number into the first word.
        owner = Owner(self._log, self._log.open_element(Tag.SPAN, element))
        return PlacedLine(line=line, x_pt=look.indent_left_pt, baseline_pt=0.0, owner=owner)

    def split_line(self, item: SplitLine, parent: int | None) -> Iterator[Band]:
        """Compose a line with two ends; without `parent` as running matter, which is no part of the document.

        An end that doesn't fit beside the other goes below it.
        """
        look = self._lettering.look(item.left.role)
        owners = [self._split_owner(text, parent) for text in (item.left, item.right)]
        width_pt = max(self._width_pt - look.indent_left_pt - look.indent_right_pt, look.size_pt)
        left = self._lettering.lines(item.left, width_pt)
        right = self._lettering.lines(item.right, width_pt)
        texts = [text for text in (item.left, item.right) if text.runs]
        leading_pt = max((self._lettering.leading_pt(text) for text in texts), default=look.size_pt)
        baseline_pt = baseline_in(leading_pt, look.size_pt)

        def place(line: SetLine, align: Align, owner: Owner | None) -> PlacedLine:
            x_pt = look.indent_left_pt + room_before(line, width_pt, align)
            return PlacedLine(line=line, x_pt=x_pt, baseline_pt=baseline_pt, owner=owner)

        lefts = [place(line, Align.LEFT, owners[0]) for line in left if item.left.runs]
        rights = [place(line, Align.RIGHT, owners[1]) for line in right if item.right.runs]
        beside = len(lefts) <= 1 and len(rights) <= 1
        if beside and left[0].width_pt + right[0].width_pt + _SPLIT_GAP_PT <= width_pt:
            rows = [tuple(lefts + rights)]
        else:
            rows = [(line,) for line in lefts + rights] or [()]
        anchor = Anchor(name=item.left.ident or item.right.ident)
        yield from self._joined(stack_lines(rows, leading_pt, look, self._width_pt, anchor))
        self._joins_next = look.keep_with_next or item.left.keep_with_next

    def _split_owner(self, text: Text, parent: int | None) -> Owner | None:
        if parent is None:
            return None
        return Owner(self._log, self._log.open_element(Tag.P, parent, lang=self._foreign(text)))

    def _divider(self) -> Band:
        self._joins_next = False
        rule = Rule(
            left_pt=0.0,
            right_pt=self._width_pt,
            y_pt=0.0,
            width_pt=_DIVIDER_WIDTH_PT,
            colour=self._palette.rule,
        )
        # Joined: a page that starts with a rule looks as if something were missing above it.
        return Band(
            height_pt=_DIVIDER_WIDTH_PT,
            before_pt=_DIVIDER_SPACE_PT,
            after_pt=_DIVIDER_SPACE_PT,
            joined=True,
            rules=(rule,),
        )

    def _joined(self, bands: Iterator[Band]) -> Iterator[Band]:
        """Join the first band to what came before, if that stays with its neighbour."""
        for index, band in enumerate(bands):
            if index == 0 and self._joins_next and not band.starts_page:
                yield band._replace(joined=True)
            else:
                yield band

    def _foreign(self, text: Text) -> str | None:
        lang = self._lettering.lang_of(text)
        return lang if lang != self._log.lang else None
