"""The end of a briefing: credits, end mark and the transcript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from forumpub.layout.basis import Basis
from forumpub.layout.foreign import make_runs
from forumpub.layout.presentation import show_verbatim
from forumpub.locales import Word
from forumpub.model import Credit
from forumpub.plan import Emphasis, Item, Run, Text
from forumpub.styling import Role

# Credits whose role the catalogues translate; any other role is printed in the source's word.
_CREDIT_WORDS: Mapping[str, Word] = {
    "photo": Word.PHOTO,
    "photos": Word.PHOTO,
    "photographer": Word.PHOTO,
    "camera": Word.CAMERA,
    "video": Word.CAMERA,
    "production": Word.PRODUCTION,
    "producer": Word.PRODUCTION,
    "review": Word.REVIEW,
    "voice": Word.VOICE,
    "source": Word.SOURCE,
}
# Credits up to so many stay on one page with the end mark.
_MOST_TOGETHER = 8


def lay_credits(basis: Basis) -> Iterator[Item]:
    """Who made the report and the briefing, then the end mark."""
    lines = list(_credit_lines(basis))
    if lines:
        yield basis.section_heading(Word.CREDITS)
        # A short list is never torn; a long one would move to a page of its own.
        together = len(lines) <= _MOST_TOGETHER
        yield from (replace(line, keep_with_next=together) for line in lines)
    yield Text(
        role=Role.END_MARK,
        runs=(Run(text=f"– {basis.words[Word.END]} –"),),
        lang=basis.foreign_words,
    )


def _credit_lines(basis: Basis) -> Iterator[Text]:
    article, masthead = basis.article, basis.style.masthead
    byline = article.byline
    if byline is not None:
        named = basis.words.join([basis.present(name) for name in byline.reporters])
        value = basis.comma.join(part for part in (named, byline.place) if part) if named else byline.raw
        yield _line(basis, Word.REPORTER, value, ident="byline")
    if article.editors:
        names = list(dict.fromkeys(basis.present(editor.name or editor.raw) for editor in article.editors))
        yield _line(basis, Word.EDITOR, basis.words.join(names), ident="editors")
    for number, credit in enumerate(article.credits, 1):
        yield _credit_line(basis, credit, ident=f"credit{number}")
    publication = article.publication
    if publication.source:
        yield _source_line(basis, publication.source, publication.published, publication.url)
    elif publication.url:
        yield _line(basis, Word.SOURCE, publication.url, href=publication.url)
    rights = [value for value in (publication.rights, masthead.rights) if value]
    for value in dict.fromkeys(rights):
        yield _line(basis, Word.RIGHTS, value)
    if masthead.contact:
        yield _line(basis, Word.CONTACT, masthead.contact)


def _line(basis: Basis, word: Word, value: str, *, ident: str | None = None, href: str | None = None) -> Text:
    runs = basis.runs(value) if href is None else (Run(text=basis.present(value), href=_safe_url(href)),)
    return Text(role=Role.CREDIT, runs=(basis.label(word), *runs), ident=ident)


def _source_line(basis: Basis, source: str, published: str | None, url: str | None) -> Text:
    parts = [source]
    if published:
        parts.append(
            basis.words.date(published, length=basis.style.date_format, thai_era=basis.style.thai_era)
        )
    return _line(basis, Word.SOURCE, basis.comma.join(parts), href=url)


def _safe_url(url: str) -> str | None:
    """Let only web addresses become links: a transcript must not make a reader's click run anything."""
    return url if url.lower().startswith(("https://", "http://")) and url.isprintable() else None


def _credit_line(basis: Basis, credit: Credit, *, ident: str) -> Text:
    if not credit.names:
        return basis.text(Role.CREDIT, credit.raw, ident=ident)
    names = basis.words.join([basis.present(name) for name in credit.names])
    word = _CREDIT_WORDS.get(credit.role.casefold())
    if word is not None:
        return _line(basis, word, names, ident=ident)
    if not credit.role:
        return basis.text(Role.CREDIT, names, ident=ident)
    role = basis.present(credit.role)
    label = make_runs(role[:1].upper() + role[1:], basis.article.lang, emphasis=Emphasis.STRONG)
    colon = Run(text=basis.colon, emphasis=Emphasis.STRONG)
    return Text(role=Role.CREDIT, runs=(*label, colon, *basis.runs(names)), ident=ident)


def lay_transcript(basis: Basis) -> Iterator[Item]:
    """Every line of the source that isn't blank, as it stands, with its number."""
    if basis.source is None:
        return
    yield basis.section_heading(Word.TRANSCRIPT, Role.ANNEX_HEADING)
    article = basis.article
    lang = article.translation.source_lang if article.translation is not None else article.lang
    for number, line in enumerate(basis.source.lines, 1):
        shown = show_verbatim(line.text).strip()
        if shown:
            yield Text(
                role=Role.TRANSCRIPT_LINE,
                runs=make_runs(shown, lang),
                number=str(number),
                lang=None if lang == article.lang else lang,
            )
