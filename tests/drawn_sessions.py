"""Documents of random words, and random sessions of an editor on them: equal for equal seeds."""

from __future__ import annotations

import functools
import random

from docx_checks import rendered
from forumpub.env import FixedEnvironment
from forumpub.layout import make_plan
from forumpub.locales import load_words
from forumpub.render.renderer import Edition
from forumpub.review.alignment import align
from forumpub.review.applying import Copy
from forumpub.review.changes import list_changes
from forumpub.review.document import BaseText
from forumpub.review.merging import Version
from forumpub.review.reading import read_docx
from forumpub.review.views import view
from forumpub.styling import load_style
from made_articles import Piece, make_article, narration, quote
from sessions import WORDS, Dialect, Session

EDITS = 15
PARAGRAPHS = 40
DATE = "2021-07-17T10:00:00Z"


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


def two_copies(seed: int, dialect: Dialect) -> tuple[bytes, Version, Version]:
    """Return what two editors made of one document, tracking nothing, and the first one's file."""
    files = []
    for dice in (seed * 11 + 1, seed * 13 + 5):
        data = published(seed)
        session = Session(
            data=data,
            dialect=dialect,
            tracked=False,
            dice=random.Random(dice),  # noqa: S311  # not a secret
            idents={text.mark: text.ident for text in base_of(data) if text.mark is not None},
        )
        session.edit(EDITS)
        files.append(session.save())
    texts = base_of(published(seed))
    return files[0], _version(files[0], texts, "Ann"), _version(files[1], texts, "Ben")


def _version(data: bytes, texts: tuple[BaseText, ...], author: str) -> Version:
    document = read_docx(data, "copy.docx").value
    paragraphs = view(document)
    alignment = align(texts, paragraphs)
    changes = list_changes(texts, paragraphs, alignment)
    copy = Copy(base=texts, paragraphs=paragraphs, alignment=alignment, changes=changes)
    return Version(document=document, copy=copy, author=author)
