"""An editor's copy laid beside what was published: one DOCX and its base become a list of changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import InputError, SchemaError
from forumpub.layout import make_plan
from forumpub.locales import load_words
from forumpub.model import Article
from forumpub.plan import Plan
from forumpub.render.docx.identity import Bookmarks, fingerprint
from forumpub.render.docx.roles import word_style
from forumpub.render.docx.snapshot import printed_texts
from forumpub.render.docx.survey import survey
from forumpub.review.alignment import align
from forumpub.review.applying import Copy, without_guesses
from forumpub.review.changes import list_changes
from forumpub.review.document import BaseText, Cell, EditedDocument, Place
from forumpub.review.made_matter import as_made_then
from forumpub.review.naming import name_rows
from forumpub.review.views import Policy, view
from forumpub.rules.review import (
    DOCX_ARTICLE_UNREADABLE,
    DOCX_NOT_OURS,
    DOCX_OTHER_ARTICLE,
    DOCX_OTHER_REVISION,
)
from forumpub.schema import load_article
from forumpub.styling import Style
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What a copy is compared with: an article, and the texts of its pages.

    `is_anew`: the texts were laid out now, with the date of now. `holds_more`: the article has revisions that
    the copy was not published from; `sent` is what it was published from then, where it still says.
    """

    article: Article
    texts: tuple[BaseText, ...]
    is_anew: bool = False
    holds_more: bool = False
    sent: Base | None = None


def find_base(
    document: EditedDocument, given: Base | None, *, style: Style, now: dt.datetime
) -> Outcome[Base]:
    """Find what a file was published from: what is given, else what travels in the file itself.

    Args:
        document: an editor's copy.
        given: what the command names with `--base`, None where it names nothing.
        style: the house style to lay the article out in where the file has lost what was printed.
        now: the time to lay it out at.

    Raises:
        InputError: nothing is given, and the file has lost its article.

    Diagnostics:
        docx-not-ours, docx-other-article, docx-other-revision, docx-article-unreadable.
    """
    findings = Findings()
    identity = document.identity
    own = findings.take(_own_article(document))
    if given is None:
        if own is None:
            raise InputError(
                f"can't tell which article {document.name} was published from",
                hints=("name the article's JSON, the transcript or the DOCX that was sent, with --base",),
            )
        texts = identity.base or base_texts(own, style=style, now=now)
        return findings.outcome(Base(article=own, texts=texts, is_anew=identity.base is None))
    base = findings.take(_fit(document, given, own))
    if base.holds_more and own is not None:
        texts = identity.base or base_texts(own, style=style, now=now)
        base = replace(
            base, sent=Base(article=own, texts=texts, is_anew=identity.base is None, holds_more=True)
        )
    return findings.outcome(base)


def _fit(document: EditedDocument, given: Base, own: Article | None) -> Outcome[Base]:
    """Return the base that is given as a file is to be compared with it; `own` is the file's own article."""
    findings = Findings()
    identity = document.identity
    mark = fingerprint(given.article, given.article.lang)
    if identity.docid is None and identity.dockey is None:
        findings.add(
            DOCX_NOT_OURS,
            f"{document.name} doesn't say which article it is; its text is compared by its words",
        )
    elif (identity.docid or identity.dockey) not in (mark.docid, mark.dockey):
        findings.add(DOCX_OTHER_ARTICLE, f"{document.name} was published from another article than the base")
        # Its bookmarks have the same names, and mean other paragraphs.
        given = replace(given, texts=tuple(replace(text, mark=None) for text in given.texts))
    elif identity.revision is not None and identity.revision != mark.revision:
        findings.add(
            DOCX_OTHER_REVISION,
            f"{document.name} holds revision {identity.revision}, the base is revision {mark.revision}",
        )
        given = replace(given, holds_more=mark.revision > identity.revision)
    elif own is not None and own.history != given.article.history:
        findings.add(
            DOCX_OTHER_REVISION,
            f"{document.name} holds another revision {mark.revision} than the base",
        )
        given = replace(given, holds_more=True)
    elif own == given.article and identity.base is not None:
        given = replace(given, texts=identity.base, is_anew=False)
    return findings.outcome(given)


def _own_article(document: EditedDocument) -> Outcome[Article | None]:
    findings = Findings()
    stored = document.identity.article_json
    if stored is None:
        return findings.outcome(None)
    try:
        outcome = load_article(stored)
    except SchemaError as error:
        findings.add(DOCX_ARTICLE_UNREADABLE, f"the article in {document.name} can't be used: {error}")
        return findings.outcome(None)
    return Outcome(outcome.value)


def base_texts(article: Article, *, style: Style, now: dt.datetime) -> tuple[BaseText, ...]:
    """Lay an article out, and return the texts of its pages as a file would hold them."""
    plan = make_plan(article, style=style, words=load_words(article.lang), now=now).value
    return tuple(_texts(plan, fingerprint(article, plan.lang).dockey))


def _texts(plan: Plan, dockey: str) -> Iterator[BaseText]:
    bookmarks = Bookmarks(dockey, survey(plan).idents)
    shown: set[str] = set()
    fixed = 0
    for printed in printed_texts(plan):
        text = printed.text
        ident = text.ident or text.part
        if ident is None or ident in shown or printed.place != "body":
            fixed += 1
            ident, mark = f"~{fixed}", None
        else:
            shown.add(ident)
            mark = bookmarks.mark(ident) if text.runs else None
        cell = printed.cell
        yield BaseText(
            ident=ident,
            text=printed.words,
            mark=mark,
            number=printed.number,
            joined=text.joined,
            role=text.role.value,
            style=word_style(text.role).name,
            place=Place(printed.place),
            cell=Cell(table=cell[0], row=cell[1], column=cell[2]) if cell is not None else None,
        )


def compare(document: EditedDocument, base: Base, policy: Policy, *, guesses: bool = True) -> Copy:
    """Lay a view of a document beside its base.

    Args:
        document: an editor's copy.
        base: what it is compared with.
        policy: whose tracked changes are taken.
        guesses: whether to take what is only likely; otherwise such a paragraph is new, and the text is gone.
    """
    paragraphs = view(document, policy)
    alignment = align(base.texts, paragraphs)
    if not guesses:
        alignment = without_guesses(alignment)
    texts = as_made_then(base.texts, paragraphs, alignment) if base.is_anew else base.texts
    return Copy(
        base=texts,
        paragraphs=paragraphs,
        alignment=alignment,
        changes=list_changes(texts, paragraphs, alignment, names=name_rows(base.article)),
    )
