"""Article and style become a plan, section by section in the handbook's order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from forumpub.diagnostics import Diagnostic, Findings, Outcome
from forumpub.layout import closing, facts, masthead, narrative, notes
from forumpub.layout.basis import Basis
from forumpub.layout.coverage import check_coverage
from forumpub.layout.ending import bring_company, keep_end_mark
from forumpub.layout.identity import make_edition_id
from forumpub.layout.numbering import number_passages
from forumpub.layout.parallel import lay_terms
from forumpub.layout.translated import group_by_part
from forumpub.locales import Words, find_language, load_words
from forumpub.model import Article
from forumpub.plan import Item, Metadata, Plan
from forumpub.rules.publishing import LANGUAGE_WITHOUT_WORDS, TRANSCRIPT_WITHOUT_SOURCE
from forumpub.source import SourceText
from forumpub.styling import Section, Status, Style

_LAYERS: Mapping[Section, Callable[[Basis], Iterator[Item]]] = {
    Section.MASTHEAD: masthead.lay_masthead,
    Section.HEADLINE: masthead.lay_headline,
    Section.SUMMARY: masthead.lay_summary,
    Section.STRIP: masthead.lay_strip,
    Section.KEY_POINTS: facts.lay_key_points,
    Section.KEY_FIGURES: facts.lay_key_figures,
    Section.PARTICIPANTS: facts.lay_participants,
    Section.NARRATIVE: narrative.lay_narrative,
    Section.BACKGROUND: facts.lay_background,
    Section.ABBREVIATIONS: lambda basis: chain(facts.lay_abbreviations(basis), lay_terms(basis)),
    Section.NOTES: notes.lay_notes,
    Section.CREDITS: closing.lay_credits,
    Section.TRANSCRIPT: closing.lay_transcript,
}
# Core properties of a DOCX hold no more.
_LONGEST_TITLE = 255
_TITLE_FROM_TEXT = 80


def make_plan(
    article: Article,
    *,
    style: Style,
    words: Words,
    now: dt.datetime,
    status: Status | None = None,
    source: SourceText | None = None,
    diagnostics: tuple[Diagnostic, ...] = (),
    beside: Article | None = None,
) -> Outcome[Plan]:
    """Lay an article out in a house style.

    Args:
        article: what is printed, with its facts.
        style: which sections there are, and how they look.
        words: the interface words; those of the article's language, else English.
        now: the time of publication, in UTC.
        status: how far the edition has been checked; where None the style's own, and for a translation by
            machine that it is one.
        source: the text the article was read from; the transcript and line numbers need it.
        diagnostics: what was found so far, for the notes to editors.
        beside: the article that a translated one was made from, for a bilingual edition.

    Diagnostics:
        language-without-words: there is no catalogue for the article's language.
        transcript-without-source: the style wants the source's lines and there is no source.
        edition-words-missing: the style leaves out part of the article.
    """
    findings = Findings()
    basis = _make_basis(
        article,
        style=style,
        words=words,
        now=now,
        status=_usual_status(article, style) if status is None else status,
        source=source,
        diagnostics=diagnostics,
    )
    if beside is not None:
        basis = replace(basis, beside=_beside(basis, beside))
    findings.take(_check_means(basis))
    plan = _draw_up(basis)
    findings.take(Outcome(None, check_coverage(article, plan, source)))
    return findings.outcome(plan)


def _check_means(basis: Basis) -> Outcome[None]:
    """Tell what the style or the language asks for and there is not."""
    findings = Findings()
    lang = basis.article.lang
    if find_language(lang) is None:
        findings.add(
            LANGUAGE_WITHOUT_WORDS,
            f"there are no interface words in {lang!r}: headings and labels are in {basis.words.lang!r}",
        )
    if Section.TRANSCRIPT in basis.style.sections and basis.source is None:
        findings.add(
            TRANSCRIPT_WITHOUT_SOURCE,
            "the transcript with source lines is left out: the article was read without its source",
            hints=("publish the transcript file itself",),
        )
    return findings.outcome(None)


def _usual_status(article: Article, style: Style) -> Status:
    translation = article.translation
    if translation is None or all(segment.engine is None for segment in translation.segments):
        return style.status
    return Status.MACHINE_TRANSLATED


def _make_basis(
    article: Article,
    *,
    style: Style,
    words: Words,
    now: dt.datetime,
    status: Status,
    source: SourceText | None,
    diagnostics: tuple[Diagnostic, ...],
) -> Basis:
    language = find_language(article.lang)
    headline = article.headline
    shown = headline is not None and Section.HEADLINE in style.sections
    derived = headline is not None and headline.derived
    return Basis(
        article=article,
        style=style,
        words=words,
        status=status,
        now=now,
        source=source,
        diagnostics=diagnostics,
        sections=_possible_sections(style.sections, source, article),
        numbering=number_passages(article, join_continued=style.join_continued),
        speakers={speaker.id: speaker for speaker in article.speakers},
        headline=headline.text if headline and shown and (style.show_derived or not derived) else None,
        foreign_words=None if language is not None and language.tag == words.lang else words.lang,
        segments=group_by_part(article),
    )


def _beside(basis: Basis, article: Article) -> Basis:
    """Return the basis of the source beside a translation: the same edition in the source's own words."""
    return _make_basis(
        article,
        style=basis.style,
        words=load_words(article.lang),
        now=basis.now,
        status=basis.status,
        source=None,
        diagnostics=(),
    )


def _possible_sections(
    sections: tuple[Section, ...], source: SourceText | None, article: Article
) -> tuple[Section, ...]:
    """Put a transcript that replaces the report in its place; the report, if there is no source to show.

    A transcript in another language never replaces a translated report: it comes after it.
    """
    if Section.TRANSCRIPT in sections and source is not None and article.translation is not None:
        return tuple(section for section in Section if section in {*sections, Section.NARRATIVE})
    if Section.TRANSCRIPT not in sections or (source is not None and Section.NARRATIVE in sections):
        return sections
    wanted = {*sections, Section.NARRATIVE} - {Section.TRANSCRIPT}
    main = Section.NARRATIVE if source is None else Section.TRANSCRIPT
    return tuple(
        main if section is Section.NARRATIVE else section for section in Section if section in wanted
    )


def _draw_up(basis: Basis) -> Plan:
    title = _title(basis)
    edition_id = make_edition_id(basis)
    items: list[Item] = []
    for section in basis.sections:
        laid = tuple(_LAYERS[section](basis))
        if section is Section.CREDITS:
            bring_company(items, laid, basis.style, basis.article.lang)
        items += laid
    keep_end_mark(items)
    return Plan(
        lang=basis.article.lang,
        style=basis.style,
        metadata=_metadata(basis, title, edition_id),
        items=tuple(items),
        running_head=masthead.running_head(basis, title),
        running_foot=masthead.running_foot(basis, edition_id),
    )


def _title(basis: Basis) -> str:
    """Return the headline, else the first words of the text, else the source's name: never nothing."""
    article = basis.article
    if article.headline is not None and article.headline.text.strip():
        return basis.present(article.headline.text)
    for block in article.blocks:
        for para in block.paras:
            return masthead.shorten(basis.present(para.text), _TITLE_FROM_TEXT)
    return basis.present(article.source.name) or basis.style.masthead.publication


def _metadata(basis: Basis, title: str, edition_id: str) -> Metadata:
    article = basis.article
    reporters = article.byline.reporters if article.byline is not None else ()
    lead = article.facts.lead
    place = article.dateline.place if article.dateline is not None else None
    keywords = [
        *(item.short for item in article.facts.abbreviations),
        *(speaker.name for speaker in article.speakers if speaker.name),
        *([place] if place else []),
    ]
    publication = basis.style.masthead.publication
    return Metadata(
        title=masthead.shorten(title, _LONGEST_TITLE),
        author=masthead.shorten(basis.present(", ".join(reporters)), _LONGEST_TITLE) or publication,
        subject=masthead.shorten(basis.present(lead.text), _LONGEST_TITLE) if lead is not None else "",
        keywords=tuple(dict.fromkeys(basis.present(word) for word in keywords))[:20],
        publisher=publication,
        identifier=edition_id,
        created=basis.now,
    )
