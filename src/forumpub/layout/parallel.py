"""Two languages side by side: the report of a bilingual edition, and the glossary's terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from forumpub.layout.basis import Basis
from forumpub.layout.facts import keep_rows, share_widths
from forumpub.layout.translation_notes import name_language, terms_used
from forumpub.locales import Word
from forumpub.plan import Emphasis, Item, Run, Table, Text
from forumpub.styling import Role

# Stands over the paragraphs' numbers, where a word in most languages would be wider than they are.
_NUMBER_SIGN: Final = "¶"
_NUMBER_SHARE: Final = 0.07
_MOST_TERMS: Final = 40
# Two columns of running text want more between them than two of data: one and a half of their letters' size.
_GAP_PT: Final = 18.0


def lay_parallel(basis: Basis, beside: Basis, own: Sequence[Text], source: Sequence[Text]) -> Iterator[Item]:
    """Put the texts of the report beside those of its source, paragraph by paragraph.

    Args:
        basis: the translated edition.
        beside: its source.
        own: the edition's texts in reading order, each with an ident.
        source: the source's texts in reading order; equal idents belong together.
    """
    numbered = any(text.number for text in own)
    rows = [(left, right) for left, right in _pairs(own, source)]
    if basis.headline is not None and beside.headline is not None:
        rows.insert(0, (_headline(beside), _headline(basis)))
    side = (1 - _NUMBER_SHARE * numbered) / 2
    yield Table(
        summary=basis.words[Word.TABLE_PARALLEL],
        widths=(_NUMBER_SHARE, side, side) if numbered else (side, side),
        header=_cells(
            Text(role=Role.TABLE_HEAD, runs=(Run(text=_NUMBER_SIGN),)), *_heads(basis), numbered=numbered
        ),
        rows=tuple(_row(left, right, beside.article.lang, numbered=numbered) for left, right in rows),
        divides_rows=True,
        gap_pt=_GAP_PT,
        going_on=frozenset(
            place for place, row in enumerate(rows) if place and any(map(_is_attribution, row))
        ),
    )


def _is_attribution(text: Text | None) -> bool:
    return text is not None and text.role is Role.ATTRIBUTION


def _pairs(own: Sequence[Text], source: Sequence[Text]) -> Iterator[tuple[Text | None, Text | None]]:
    """Pair texts by their idents, in the edition's order; what has no partner stands alone in its place."""
    places = {text.ident: place for place, text in enumerate(source)}
    known = {text.ident for text in own}
    shown = 0
    for text in own:
        place = places.get(text.ident)
        if place is None:
            yield None, text
            continue
        # What an editor has taken out of the edition is shown before the next text that is in it.
        yield from ((left, None) for left in source[shown:place] if left.ident not in known)
        shown = max(shown, place + 1)
        yield source[place], text
    yield from ((left, None) for left in source[shown:] if left.ident not in known)


def _headline(basis: Basis) -> Text:
    runs = basis.runs(basis.headline or "", Emphasis.STRONG)
    return Text(role=Role.TABLE_CELL, runs=runs, keep_with_next=True)


def _row(left: Text | None, right: Text | None, source_lang: str, *, numbered: bool) -> tuple[Text, ...]:
    number = next((text.number for text in (right, left) if text is not None and text.number), "")
    runs = (Run(text=number, emphasis=Emphasis.MUTED),) if number else ()
    shown = _cell(left)
    return _cells(
        Text(role=Role.TABLE_CELL, runs=runs),
        # Links and an editor's changes go to the edition's own text.
        replace(shown, ident=None, joined=(), remarks=(), lang=shown.lang or source_lang),
        _cell(right),
        numbered=numbered,
    )


def _cells(number: Text, *others: Text, numbered: bool) -> tuple[Text, ...]:
    return (number, *others) if numbered else others


def _cell(text: Text | None) -> Text:
    if text is None:
        return Text(role=Role.TABLE_CELL, runs=())
    runs = text.runs
    if text.role is Role.HEADING3:
        runs = tuple(replace(run, emphasis=Emphasis.STRONG) for run in runs)
    return replace(text, role=Role.TABLE_CELL, runs=runs, number=None)


def _heads(basis: Basis) -> tuple[Text, Text]:
    """Name the two languages, each in its own words."""
    translation = basis.article.translation
    source_lang = translation.source_lang if translation is not None else basis.article.lang
    left, right = (
        Text(
            role=Role.TABLE_HEAD,
            runs=(Run(text=name_language(tag)),),
            lang=None if tag == basis.article.lang else tag,
        )
        for tag in (source_lang, basis.article.lang)
    )
    return left, right


def lay_terms(basis: Basis) -> Iterator[Item]:
    """The table of the glossary's terms: the source's words, the edition's, and where they stand."""
    terms = {term: parts for term, parts in terms_used(basis).items() if term[0] != term[1]}
    if not terms or basis.article.translation is None:
        return
    yield basis.section_heading(Word.TERMS)
    left, right = _heads(basis)
    columns = 3 if basis.has_numbers else 2
    heads = (left, right, basis.phrase(Role.TABLE_HEAD, basis.words[Word.PARAGRAPH]))[:columns]
    rows = tuple(_term_rows(basis, terms, columns))
    widths = share_widths(basis, (0.4, 0.38, 0.22)[:columns], heads, rows)
    yield Table(
        summary=basis.words[Word.TABLE_TERMS],
        widths=widths,
        header=heads,
        rows=keep_rows(basis, rows, widths),
        names_rows=True,
    )


def _term_rows(
    basis: Basis, terms: Mapping[tuple[str, str], Sequence[str]], columns: int
) -> Iterator[tuple[Text, ...]]:
    source_lang = basis.article.translation.source_lang if basis.article.translation is not None else None
    for (source, target), parts in list(terms.items())[:_MOST_TERMS]:
        row = (
            Text(role=Role.TABLE_CELL, runs=(Run(text=basis.present(source)),), lang=source_lang),
            Text(role=Role.TABLE_CELL, runs=basis.runs(target, Emphasis.STRONG)),
            Text(role=Role.TABLE_CELL, runs=basis.number_links(parts)),
        )
        yield row[:columns]
