"""Documents of random words, and random sessions of an editor on them: equal for equal seeds."""

from __future__ import annotations

import functools
import random

from docx_checks import rendered
from forumpub.env import FixedEnvironment
from forumpub.layout import make_plan
from forumpub.locales import load_words
from forumpub.render.renderer import Edition
from forumpub.review.document import BaseText
from forumpub.review.reading import read_docx
from forumpub.styling import load_style
from made_articles import Piece, make_article, narration, quote
from sessions import WORDS, Dialect, Session

EDITS = 15
PARAGRAPHS = 40


def sentence(dice: random.Random) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(8, 30))).capitalize() + "."


def piece(dice: random.Random) -> Piece:
    kind = dice.random()
    if kind < 0.2:
        return narration("[Explanation]")
    if kind < 0.35:
        goods, year, share = dice.choice(WORDS), dice.randint(2018, 2026), dice.randint(2, 40)
        return narration(f"Trade in {goods} between the two sides grew by {share} percent in {year}.")
    if kind < 0.5:
        return quote(sentence(dice), "Xu Kemin", "chief economist")
    return narration(sentence(dice) + " " + sentence(dice))


@functools.cache
def published(seed: int) -> bytes:
    dice = random.Random(seed)  # noqa: S311  # not a secret
    article, source = make_article(*(piece(dice) for _ in range(PARAGRAPHS)), headline=sentence(dice))
    env = FixedEnvironment()
    plan = make_plan(
        article, style=load_style("briefing", env), words=load_words("en"), now=env.now(), source=source
    ).value
    return rendered(Edition(article=article, plan=plan, source=source))


def base_of(data: bytes) -> tuple[BaseText, ...]:
    base = read_docx(data, "base.docx").value.identity.base
    assert base is not None
    return base


def session_of(seed: int, dialect: Dialect, *, tracked: bool) -> tuple[Session, tuple[BaseText, ...]]:
    data = published(seed)
    base = base_of(data)
    session = Session(
        data=data,
        dialect=dialect,
        tracked=tracked,
        dice=random.Random(seed * 7 + 1),  # noqa: S311  # not a secret
        idents={text.mark: text.ident for text in base if text.mark is not None},
    )
    session.edit(EDITS)
    return session, base
