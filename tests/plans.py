"""Plans made by hand, for tests that need no layout: every kind of item, in one briefing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from forumpub.env import FixedEnvironment
from forumpub.plan import (
    Bullets,
    Divider,
    Emphasis,
    Field,
    Heading,
    Item,
    Metadata,
    Plan,
    Quote,
    Run,
    SplitLine,
    Table,
    Text,
)
from forumpub.render.renderer import Edition
from forumpub.styling import Role, Style, load_style
from made_articles import seed_article


def style_named(name: str = "briefing") -> Style:
    return load_style(name, FixedEnvironment())


def text(role: Role, words: str, **more: object) -> Text:
    return replace(Text(role=role, runs=(Run(text=words),)), **more)  # type: ignore[arg-type]


def metadata(title: str = "Forum hails three decades of dialogue") -> Metadata:
    return Metadata(
        title=title,
        author="Xu Jing",
        subject="Officials and experts met in Wuhan.",
        keywords=("ASEAN", "China", "trade"),
        publisher="Forum Briefing",
        identifier="forum-20210716-en",
        created=dt.datetime(2021, 7, 16, 12, 0, tzinfo=dt.UTC),
    )


def masthead() -> tuple[Item, ...]:
    return (
        SplitLine(left=text(Role.PUBLICATION, "Forum Briefing"), right=text(Role.SERIES, "16 July 2021")),
        SplitLine(
            left=text(Role.SERIES, "Broadcast reports in print · English"),
            right=text(Role.STATUS, "MACHINE TRANSLATION – NOT REVIEWED"),
        ),
    )


def narrative() -> tuple[Item, ...]:
    first = (
        "Some 400 officials, business people and scholars from China and the ten members of the Association "
        "of Southeast Asian Nations gathered in Wuhan on Friday to mark 30 years of dialogue."
    )
    said = (
        "Regional cooperation has become the ballast of our economies. What we need now is to turn the "
        "agreements that we have signed into goods that cross the border in hours, not days."
    )
    return (
        Heading(level=2, text=text(Role.HEADING2, "Report", ident="report")),
        text(Role.BODY, first, number="1", ident="b1p1"),
        Text(
            role=Role.BODY,
            number="2",
            ident="b1p2",
            runs=(
                Run(text="The Chinese name of the host city is "),
                Run(text="武汉", lang="zh-Hans"),
                Run(text=", its Thai name "),
                Run(text="อู่ฮั่น", lang="th"),
                Run(text=". See "),
                Run(text="the programme", href="https://example.org/programme?day=1&lang=en"),
                Run(text=" and "),
                Run(text="paragraph 1", href="#b1p1"),
                Run(text=". "),
                Run(text="Nothing was signed.", emphasis=Emphasis.STRONG),
            ),
        ),
        Quote(
            paras=(
                text(Role.QUOTE, said, ident="b2p1"),
                text(Role.QUOTE, "That is the whole task of the next decade.", ident="b2p2"),
            ),
            attribution=text(Role.ATTRIBUTION, "Xu Kemin, chief economist, Wuhan Port Group"),
        ),
        Heading(level=3, text=text(Role.HEADING3, "A second day", ident="b3")),
        text(Role.STANDUP, "On camera: the halls behind me will stay open until Sunday.", ident="b4p1"),
        text(Role.NATSOUND, "[Natural sound: applause]", ident="b5p1"),
        text(Role.CAPTION, "The forum's main hall on Friday", ident="b6p1"),
        text(Role.BODY, "The forum closes on Sunday.", number="3", ident="b7p1"),
    )


def tables() -> tuple[Item, ...]:
    def cells(role: Role, *words: str) -> tuple[Text, ...]:
        return tuple(text(role, word) for word in words)

    return (
        Heading(level=2, text=text(Role.HEADING2, "Participants")),
        Table(
            summary="Participants, their roles and where they speak",
            widths=(0.3, 0.5, 0.2),
            header=cells(Role.TABLE_HEAD, "Name", "Role and organisation", "Paragraphs"),
            rows=(
                cells(Role.TABLE_CELL, "Xu Kemin", "chief economist, Wuhan Port Group", "2"),
                cells(Role.TABLE_CELL, "Chen Dehai", "secretary-general, ASEAN-China Centre", "3"),
            ),
        ),
    )


def full_plan(style: Style | None = None, *, lang: str = "en", items: Sequence[Item] | None = None) -> Plan:
    """Return a plan with every kind of item, or with `items` in their place."""
    style = style or style_named()
    panel = Role("panel-heading") if "panel-heading" in list(Role) else Role.HEADING2
    if items is None:
        points = Bullets(
            items=(
                text(Role.KEY_POINT, "Trade between the two sides has grown in every year since 2010."),
                text(
                    Role.KEY_POINT, "The next forum will be held in Nanning, the organisers said on Friday."
                ),
            )
        )
        items = (
            *masthead(),
            Heading(
                level=1, text=text(Role.HEADLINE, "Forum hails three decades of dialogue", ident="headline")
            ),
            text(Role.SUMMARY, "Officials and experts met in Wuhan to look back, and ahead to 2025."),
            text(Role.STRIP, "Wuhan · 16 July 2021 · video report, transcript · 2 minutes"),
            Heading(level=2, text=text(panel, "Key points")),
            points,
            *tables(),
            *narrative(),
            Divider(),
            text(Role.NOTE, "The headline was derived from the first paragraph."),
            text(Role.CREDIT, "Reporter: Xu Jing, Wuhan", ident="byline"),
            text(Role.END_MARK, "ENDS"),
        )
    pages = (
        Run(text="Page "),
        Run(text="", field=Field.PAGE),
        Run(text=" of "),
        Run(text="", field=Field.PAGES),
    )
    return Plan(
        lang=lang,
        style=style,
        metadata=metadata(),
        items=tuple(items),
        running_head=SplitLine(
            left=text(Role.RUNNING_HEAD, "Forum hails three decades of dialogue"),
            right=text(Role.RUNNING_HEAD, "Forum Briefing"),
        ),
        running_foot=SplitLine(
            left=text(Role.RUNNING_FOOT, "forum-20210716-en"),
            right=Text(role=Role.RUNNING_FOOT, runs=pages),
        ),
    )


def edition_of(plan: Plan) -> Edition:
    """Return an edition of the seed article with this plan, whatever the plan says."""
    article, source = seed_article()
    return Edition(article=article, plan=plan, source=source)
