"""The top of page 1, and what runs over every page."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Mapping

from forumpub.layout.basis import MIDDLE_DOT, Basis
from forumpub.layout.foreign import make_runs
from forumpub.layout.reading_time import reading_minutes
from forumpub.locales import Word, find_language
from forumpub.plan import Emphasis, Field, Heading, Item, Run, SplitLine, Text
from forumpub.styling import Role, Status

_STATUS_WORDS: Mapping[Status, Word] = {
    Status.MACHINE_TRANSLATED: Word.MACHINE_TRANSLATED,
    Status.EDITED: Word.EDITED,
    Status.FINAL: Word.FINAL,
}
# In cells, of which a Latin letter takes one; its width, in its size, is that of wide sans-serif faces.
_LONGEST_RUNNING_HEAD = 60
_SHORTEST_RUNNING_HEAD = 12
_RUNNING_GAP = 4
_LETTER = 0.6
# Formats whose texts are scripts of video reports.
_VIDEO_FORMATS = frozenset({"house"})


def lay_masthead(basis: Basis) -> Iterator[Item]:
    """Publication and date of issue; series, source and status below, or the language where there is none."""
    masthead, words = basis.style.masthead, basis.words
    issued = words.date(
        basis.now.date().isoformat(), length=basis.style.date_format, thai_era=basis.style.thai_era
    )
    dot = Run(text=MIDDLE_DOT, emphasis=Emphasis.MUTED)
    first = [Run(text=issued, emphasis=Emphasis.MUTED, lang=basis.foreign_words)]
    language = Run(text=edition_language(basis), emphasis=Emphasis.MUTED)
    word = _STATUS_WORDS.get(basis.status)
    if word is None:
        second = language
    else:
        # The status is long in many languages: the language stands beside the date, that both lines fit.
        first += [dot, language]
        second = Run(text=words[word], emphasis=Emphasis.STRONG, lang=basis.foreign_words)
    yield SplitLine(
        left=Text(role=Role.PUBLICATION, runs=_own_words(basis, masthead.publication)),
        right=Text(role=Role.STATUS, runs=tuple(first)),
    )
    agency = basis.article.publication.source
    left = MIDDLE_DOT.join(part for part in (masthead.series, basis.present(agency or "")) if part)
    yield SplitLine(
        left=Text(role=Role.SERIES, runs=_own_words(basis, left)),
        right=Text(role=Role.STATUS, runs=(second,)),
    )


def lay_headline(basis: Basis) -> Iterator[Item]:
    """The headline, where there is one to show."""
    if basis.headline is not None:
        yield Heading(level=1, text=basis.text(Role.HEADLINE, basis.headline, ident="headline"))


def lay_summary(basis: Basis) -> Iterator[Item]:
    """The lead in one sentence, unless the headline says the same."""
    summary, lead = find_summary(basis), basis.article.facts.lead
    if summary is not None and lead is not None:
        yield Text(role=Role.SUMMARY, runs=basis.runs_again(summary, lead.para), part="lead")


def find_summary(basis: Basis) -> str | None:
    """Return the lead where the style shows it and it says more than the headline."""
    lead = basis.article.facts.lead
    if lead is None or not basis.style.show_derived or same_words(lead.text, basis.headline or ""):
        return None
    return lead.text


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts have the same letters and digits in the same order."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def lay_strip(basis: Basis) -> Iterator[Item]:
    """Place, date, medium and reading time in one line."""
    parts: list[tuple[Run, ...]] = []
    dateline = basis.article.dateline
    if dateline is not None and (basis.style.show_derived or not dateline.derived):
        if dateline.place:
            parts.append(basis.runs(dateline.place, Emphasis.STRONG))
        if dateline.date:
            parts.append((Run(text=_event_date(basis, dateline.date), lang=basis.foreign_words),))
    if basis.article.detection.format in _VIDEO_FORMATS:
        parts.append((Run(text=basis.words[Word.MEDIUM], lang=basis.foreign_words),))
    minutes = reading_minutes(basis.article)
    if minutes is not None:
        phrase = basis.words.fill(Word.READING_TIME, minutes=str(minutes))
        parts.append((Run(text=phrase, lang=basis.foreign_words),))
    runs: list[Run] = []
    for part in parts:
        runs += [Run(text=MIDDLE_DOT), *part] if runs else part
    if runs:
        yield Text(role=Role.STRIP, runs=tuple(runs), ident="dateline")


def _event_date(basis: Basis, iso: str) -> str:
    return basis.present(basis.words.date(iso, length=basis.style.date_format, thai_era=basis.style.thai_era))


def edition_language(basis: Basis) -> str:
    """Return the edition's language in its own name, its tag where no catalogue knows it."""
    language = find_language(basis.article.lang)
    return language.endonym if language is not None else basis.present(basis.article.lang)


def running_head(basis: Basis, title: str) -> SplitLine:
    """The headline, as much of it as fits, and the publication."""
    publication = basis.style.masthead.publication
    letter_pt = basis.style.looks[Role.RUNNING_HEAD].size_pt * _LETTER
    room = int(basis.style.page.text_width_pt / letter_pt) - _count_cells(publication) - _RUNNING_GAP
    cells = max(_SHORTEST_RUNNING_HEAD, min(room, _LONGEST_RUNNING_HEAD))
    # Chinese takes twice the room of Latin.
    widths = itertools.accumulate(_count_cells(char) for char in title[: _LONGEST_RUNNING_HEAD + 1])
    fitting = sum(width <= cells for width in widths)
    return SplitLine(
        left=basis.text(Role.RUNNING_HEAD, shorten(title, fitting)),
        right=Text(role=Role.RUNNING_HEAD, runs=_own_words(basis, publication)),
    )


def _count_cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def running_foot(basis: Basis, edition_id: str) -> SplitLine:
    """The edition id and the page number."""
    return SplitLine(
        left=basis.phrase(Role.RUNNING_FOOT, basis.words.fill(Word.EDITION, id=edition_id)),
        right=Text(role=Role.RUNNING_FOOT, runs=tuple(_page_runs(basis)), lang=basis.foreign_words),
    )


def _page_runs(basis: Basis) -> Iterator[Run]:
    fields = {"page": Field.PAGE, "pages": Field.PAGES}
    rest = basis.words[Word.PAGE_OF]
    while "{" in rest:
        before, _, rest = rest.partition("{")
        name, _, rest = rest.partition("}")
        if before:
            yield Run(text=before)
        yield Run(text="1", field=fields[name])
    if rest:
        yield Run(text=rest)


def shorten(text: str, most_chars: int) -> str:
    """Cut a text after a word, with an ellipsis, where it is longer than `most_chars`."""
    if len(text) <= most_chars:
        return text
    cut = text[: most_chars - 1]
    blank = cut.rfind(" ")
    return (cut[:blank] if blank > most_chars // 2 else cut).rstrip(" ,;:，、；：") + "…"


def _own_words(basis: Basis, text: str) -> tuple[Run, ...]:
    """Make runs of the publication's own words, as they stand."""
    return make_runs(text, basis.article.lang)
