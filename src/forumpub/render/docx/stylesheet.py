"""The styles part: every look of a house style as a Word style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from forumpub.plan import AFTER_TABLE_PT, CELL_SIDE_PT, Plan
from forumpub.render.docx import roles
from forumpub.render.docx.languages import Slot, WordLanguage, word_language
from forumpub.render.docx.looks import (
    Setting,
    boxed_gutter,
    families,
    gutter_pt,
    paragraph_properties,
    run_properties,
)
from forumpub.render.docx.roles import (
    WordStyle,
    character_style,
    heading_outline_level,
    heading_style_id,
    word_style,
)
from forumpub.render.docx.survey import Survey
from forumpub.render.docx.wml import eighths, flag, half_points, twips, w
from forumpub.render.leading import leading_pt
from forumpub.styling import Look, Role, Style
from forumpub.values import dataclass

_CELL_MARGIN_PT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleBook:
    """Makes the styles of one plan."""

    style: Style
    language: WordLanguage
    lang: str
    survey: Survey
    bullet_numbering_id: int

    @classmethod
    def of(cls, plan: Plan, survey: Survey, *, bullet_numbering_id: int) -> StyleBook:
        """Return the book for a plan, whose bullets are that numbering instance."""
        return cls(
            style=plan.style,
            language=word_language(plan.lang),
            lang=plan.lang,
            survey=survey,
            bullet_numbering_id=bullet_numbering_id,
        )

    def sheet(self) -> etree._Element:
        """Make w:styles, complete."""
        return w(
            "styles", self.defaults(), _latent_styles(), *self._base(), *self._all_roles(), *self.companions()
        )

    def defaults(self) -> etree._Element:
        """Make w:docDefaults: fonts, size and language in all of Word's slots."""
        body = self.style.looks[Role.BODY]
        size = half_points(body.size_pt)
        rpr = w(
            "rPr",
            families(self.style, None, self.language).element(),
            w("sz", val=size),
            w("szCs", val=size),
            self.language.lang_element(),
        )
        ppr = w("pPr", w("spacing", before=0, after=0, line=240, lineRule="auto"))
        return w("docDefaults", w("rPrDefault", rpr), w("pPrDefault", ppr))

    def paragraph_style(self, role: Role) -> etree._Element:
        """Make the paragraph style of a role, for this plan."""
        return self._paragraph_style(word_style(role), role, self.style.looks[role])

    def character_style(self, role: Role) -> etree._Element:
        """Make the character style of a role that stands at the right end of split lines."""
        base, made = word_style(role), character_style(word_style(role))
        look = self.style.looks[role]
        rpr = run_properties(look, families(self.style, look, self.language))
        return _style("character", made, based_on="DefaultParagraphFont", link=base.style_id, rpr=rpr)

    def _paragraph_style(self, made: WordStyle, role: Role, look: Look) -> etree._Element:
        outline, based_on = self._outline(made, role)
        bulleted = role in self.survey.bulleted or role is Role.KEY_POINT
        setting = Setting(
            leading_pt=leading_pt(look, "", self.lang),
            hanging=role in self.survey.numbered or bulleted or boxed_gutter(look),
            gutter_pt=gutter_pt(look, bulleted=bulleted),
            right_tab_pt=self._right_tab(look) if role in self.survey.split else None,
            outline_level=outline,
            numbering_id=self.bullet_numbering_id if role is Role.KEY_POINT else None,
        )
        follower = made.style_id if outline is None else word_style(Role.BODY).style_id
        return _style(
            "paragraph",
            made,
            based_on=based_on,
            follower=follower,
            link=character_style(made).style_id if role in self.survey.right else None,
            ppr=paragraph_properties(look, setting),
            rpr=run_properties(look, families(self.style, look, self.language)),
        )

    def _outline(self, made: WordStyle, role: Role) -> tuple[int | None, str]:
        """Return a style's outline level and its base: a heading of our own descends from one of Word's."""
        level = self.survey.headings.get(role)
        if made.outline_level is not None or level is None:
            return made.outline_level, "Normal"
        return heading_outline_level(level), heading_style_id(level)

    def _right_tab(self, look: Look) -> float:
        return self.style.page.text_width_pt - look.indent_right_pt

    def _all_roles(self) -> Iterator[etree._Element]:
        # Every role, used or not: an editor wants the whole set in the gallery.
        for role in Role:
            if role in self.style.looks:
                yield self.paragraph_style(role)
                if role in self.survey.right:
                    yield self.character_style(role)
        yield self._paragraph_style(roles.SPARE_HEADING, Role.HEADING3, self.style.looks[Role.HEADING3])

    def _base(self) -> Iterator[etree._Element]:
        body = self.style.looks[Role.BODY]
        leading = twips(leading_pt(body, "", self.lang))
        yield w(
            "style",
            w("name", val="Normal"),
            w("qFormat"),
            w("pPr", w("widowControl"), *self._close_set(), w("spacing", line=leading, lineRule="exact")),
            run_properties(body, families(self.style, body, self.language)),
            type="paragraph",
            default=1,
            styleId="Normal",
        )
        yield from default_styles()

    def _close_set(self) -> tuple[etree._Element, ...]:
        """Have Chinese and the Latin letters and digits beside it set close, as in the PDF and in newspapers.

        Word would part them, and so break lines elsewhere: 2021 年 7 月 16 日. LibreOffice 7.4 does anyway.
        """
        if self.language.slot is not Slot.EAST_ASIAN:
            return ()
        return flag("autoSpaceDE", on=False), flag("autoSpaceDN", on=False)

    def companions(self) -> Iterator[etree._Element]:
        """Make the styles that no role has: emphasis, links, numbers, dividers, tables, comments."""
        palette = self.style.palette
        yield _run_style(roles.STRONG, "Strong", flag("b", on=True), flag("bCs", on=True), priority=22)
        yield _run_style(roles.MUTED, "Forumpub Muted", w("color", val=palette.muted.hex))
        yield _run_style(roles.NUMBER, "Forumpub Number", w("color", val=palette.muted.hex))
        line = w("u", val="single")
        yield _run_style(roles.HYPERLINK, "Hyperlink", w("color", val=palette.link.hex), line, priority=99)
        yield _run_style(roles.REFERENCE, "Forumpub Reference", w("color", val=palette.link.hex))
        line = w("u", val="single")
        visited = (w("color", val=palette.muted.hex), line)
        yield _run_style("FollowedHyperlink", "FollowedHyperlink", *visited, priority=99)
        yield self._divider()
        # Nearly all of it is space after, which a page end swallows.
        gap = w("pPr", w("spacing", after=twips(AFTER_TABLE_PT) - 20, line=20, lineRule="exact"))
        yield _style("paragraph", roles.TABLE_END, based_on="Normal", ppr=gap)
        yield self._table()
        yield from _comment_styles()

    def _divider(self) -> etree._Element:
        rule = w("bottom", val="single", sz=eighths(0.5), space=0, color=self.style.palette.rule.hex)
        ppr = w("pPr", w("pBdr", rule), w("spacing", before=160, after=140, line=20, lineRule="exact"))
        return _style("paragraph", roles.DIVIDER, based_on="Normal", ppr=ppr)

    def _table(self) -> etree._Element:
        palette = self.style.palette
        line: dict[str, str | int] = {
            "val": "single",
            "sz": eighths(0.5),
            "space": 0,
            "color": palette.table_rule.hex,
        }
        edges = w("tblBorders", w("bottom", **line), w("insideH", **line))
        margins = w(
            "tblCellMar",
            w("top", w=twips(_CELL_MARGIN_PT), type="dxa"),
            w("left", w=twips(CELL_SIDE_PT), type="dxa"),
            w("bottom", w=twips(_CELL_MARGIN_PT), type="dxa"),
            w("right", w=twips(CELL_SIDE_PT), type="dxa"),
        )
        head = w("shd", val="clear", color="auto", fill=palette.table_head_fill.hex)
        return w(
            "style",
            w("name", val="Forumpub Table"),
            w("basedOn", val="TableNormal"),
            w("uiPriority", val=40),
            w("tblPr", edges, margins),
            w("tblStylePr", w("tcPr", head), type="firstRow"),
            type="table",
            customStyle=1,
            styleId=roles.TABLE,
        )


def default_styles() -> Iterator[etree._Element]:
    """Make the styles that Word falls back on, besides Normal."""
    yield w(
        "style",
        w("name", val="Default Paragraph Font"),
        w("uiPriority", val=1),
        w("semiHidden"),
        w("unhideWhenUsed"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    none: dict[str, str | int] = {"w": 0, "type": "dxa"}
    side: dict[str, str | int] = {"w": 108, "type": "dxa"}
    margins = w("tblCellMar", w("top", **none), w("left", **side), w("bottom", **none), w("right", **side))
    yield w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", w("tblInd", **none), margins),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    yield w(
        "style",
        w("name", val="No List"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        type="numbering",
        default=1,
        styleId="NoList",
    )


def _style(
    kind: str,
    made: WordStyle,
    *,
    based_on: str,
    follower: str | None = None,
    link: str | None = None,
    ppr: etree._Element | None = None,
    rpr: etree._Element | None = None,
) -> etree._Element:
    return w(
        "style",
        w("name", val=made.name),
        w("basedOn", val=based_on),
        w("next", val=follower) if follower and follower != made.style_id else None,
        w("link", val=link) if link else None,
        w("uiPriority", val=made.priority),
        w("qFormat") if kind == "paragraph" else None,
        ppr,
        rpr,
        type=kind,
        customStyle=1 if made.style_id.startswith("Forumpub") else None,
        styleId=made.style_id,
    )


def _run_style(style_id: str, name: str, *properties: etree._Element, priority: int = 30) -> etree._Element:
    made = WordStyle(style_id=style_id, name=name, priority=priority)
    return _style("character", made, based_on="DefaultParagraphFont", rpr=w("rPr", *properties))


def _comment_styles() -> Iterator[etree._Element]:
    # Word and python-docx refer to these as soon as an editor comments.
    small = (w("sz", val=20), w("szCs", val=20))
    made = WordStyle(style_id="CommentText", name="annotation text", priority=99)
    ppr = w("pPr", w("spacing", line=240, lineRule="auto"))
    yield _style("paragraph", made, based_on="Normal", ppr=ppr, rpr=w("rPr", *small))
    tiny = (w("sz", val=16), w("szCs", val=16))
    yield _run_style("CommentReference", "annotation reference", *tiny, priority=99)


def _latent_styles() -> etree._Element:
    """Hide Word's other styles from the gallery until somebody uses them."""
    return w(
        "latentStyles",
        *_exceptions((("Normal", 0), ("Body Text", 1), ("Title", 10), ("Subtitle", 11), ("Quote", 29))),
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=1,
        defUnhideWhenUsed=1,
        defQFormat=0,
        count=376,
    )


def _exceptions(shown: Iterable[tuple[str, int]]) -> Iterator[etree._Element]:
    for name, priority in shown:
        yield w("lsdException", name=name, semiHidden=0, uiPriority=priority, unhideWhenUsed=0, qFormat=1)
