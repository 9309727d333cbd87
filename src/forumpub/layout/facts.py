"""Sections made of what the article's passes found: points, figures, people, background, abbreviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from forumpub.layout.basis import Basis
from forumpub.layout.masthead import find_summary, same_words
from forumpub.layout.speakers import name_runs
from forumpub.locales import Word
from forumpub.model import BackgroundKind, BlockType, KeyFigure, KeyPoint, Participant, Speaker
from forumpub.plan import CELL_SIDE_PT, Bullets, Emphasis, Item, Run, Table, Text
from forumpub.styling import Role
from forumpub.typeset.line_width import guess_width_pt

_FEWEST_KEY_POINTS = 2
_BACKGROUND_WORDS: Mapping[BackgroundKind, Word] = {
    BackgroundKind.ORGANISER: Word.ORGANISER,
    BackgroundKind.THEME: Word.THEME,
    BackgroundKind.HOST: Word.HOST,
}
DERIVED_MARK = "*"
_CELL_SIDES_PT = 2 * CELL_SIDE_PT
# Columns of the table of people, with their shares.
_PEOPLE = ((Word.NAME, 0.2), (Word.ROLE, 0.2), (Word.ORGANISATION, 0.31), (Word.APPEARS, 0.29))
_ALWAYS_SHOWN = frozenset({0, 3})
# No word takes more of the table than this.
_WIDEST_WORD = 0.36
# A table of so many rows stays on one page.
_MOST_TOGETHER = 3
# A row of more lines counts as two.
_LOW_ROW = 2


def lay_key_points(basis: Basis) -> Iterator[Item]:
    """The panel of key points, each with its paragraph."""
    points = _choose_key_points(basis)
    if not points:
        return
    yield basis.section_heading(Word.KEY_POINTS, Role.PANEL_HEADING)
    yield Bullets(
        items=tuple(
            Text(
                role=Role.KEY_POINT,
                runs=(*basis.runs_again(point.text, point.para), *_bracketed(basis, point.para)),
                part=f"point{number}",
            )
            for number, point in points
        )
    )


def _choose_key_points(basis: Basis) -> tuple[tuple[int, KeyPoint], ...]:
    """Leave out a point that the headline or the summary has made, as long as enough remain.

    Each keeps its number among all of the article's, from 1.
    """
    points = tuple(enumerate(basis.article.facts.key_points, 1))
    said = [text for text in (basis.headline, find_summary(basis)) if text]
    fresh = tuple(
        (number, point) for number, point in points if not any(same_words(point.text, text) for text in said)
    )
    return fresh if len(fresh) >= _FEWEST_KEY_POINTS else points


def lay_key_figures(basis: Basis) -> Iterator[Item]:
    """The table of figures."""
    figures = basis.article.facts.key_figures
    if not figures:
        return
    yield basis.section_heading(Word.KEY_FIGURES)
    yield _table(
        basis,
        Word.TABLE_FIGURES,
        widths=(0.18, 0.69, 0.13),
        header=(Word.FIGURE, Word.MEANING, Word.PARAGRAPH),
        rows=tuple(_figure_rows(basis, figures)),
        going_on=frozenset(
            place for place in range(1, len(figures)) if _counts_the_same(figures[place], figures[place - 1])
        ),
    )


def _figure_rows(basis: Basis, figures: Sequence[KeyFigure]) -> Iterator[tuple[Text, ...]]:
    """One row a figure. What several count in the same words is said once, and they stay on one page."""
    for number, figure in enumerate(figures, 1):
        above = figures[number - 2] if number > 1 else None
        below = figures[number] if number < len(figures) else None
        value = Text(
            role=Role.TABLE_CELL,
            runs=basis.runs_again(figure.value, figure.para, Emphasis.STRONG),
            part=f"figure{number}_value",
            keep_with_next=_counts_the_same(figure, below),
        )
        context = Text(role=Role.TABLE_CELL, runs=())
        if not _counts_the_same(figure, above):
            runs = basis.runs_again(figure.context, figure.para)
            context = replace(context, runs=runs, part=f"figure{number}_context")
        yield value, context, Text(role=Role.TABLE_CELL, runs=basis.number_links((figure.para,)))


def _counts_the_same(figure: KeyFigure, other: KeyFigure | None) -> bool:
    return other is not None and (figure.context, figure.para) == (other.context, other.para)


def lay_participants(basis: Basis) -> Iterator[Item]:
    """The table of people: every speaker, with the paragraphs that quote and that mention them."""
    speakers = basis.article.speakers
    if not speakers:
        return
    parts = {part.speaker: part for part in basis.article.facts.participants}
    rows = [_participant_row(basis, speaker, parts.get(speaker.id)) for speaker in speakers]
    # Roles and organisations are often unknown to all; a column of blanks says nothing.
    shown = [
        place
        for place in range(len(_PEOPLE))
        if place in _ALWAYS_SHOWN or any(row[place].runs for row in rows)
    ]
    yield basis.section_heading(Word.PARTICIPANTS)
    yield _table(
        basis,
        Word.TABLE_PEOPLE,
        widths=tuple(_PEOPLE[place][1] for place in shown),
        header=tuple(_PEOPLE[place][0] for place in shown),
        rows=tuple(tuple(row[place] for place in shown) for row in rows),
    )


def _participant_row(basis: Basis, speaker: Speaker, part: Participant | None) -> tuple[Text, ...]:
    if part is None:
        part = Participant(speaker=speaker.id, quoted=_quoted_in(basis, speaker))
    runs: list[Run] = []
    for word, para_ids in ((Word.QUOTED, part.quoted), (Word.MENTIONED, part.mentioned)):
        links = basis.number_links(para_ids)
        if links:
            runs += [Run(text=basis.semicolon)] if runs else []
            runs += _put_links(basis, word, links)
    return (
        Text(role=Role.TABLE_CELL, runs=name_runs(basis, speaker), part=f"{speaker.id}_name"),
        basis.text(Role.TABLE_CELL, speaker.role or "", part=f"{speaker.id}_role"),
        basis.text(Role.TABLE_CELL, speaker.org or "", part=f"{speaker.id}_org"),
        Text(role=Role.TABLE_CELL, runs=tuple(runs)),
    )


def _quoted_in(basis: Basis, speaker: Speaker) -> tuple[str, ...]:
    return tuple(
        para.id
        for block in basis.article.blocks
        if block.speaker == speaker.id and block.type is not BlockType.HEADING
        for para in block.paras
    )


def _put_links(basis: Basis, word: Word, links: tuple[Run, ...]) -> tuple[Run, ...]:
    before, _, after = basis.words[word].partition("{paragraphs}")
    written = before + "".join(link.text for link in links)
    room_pt = basis.style.page.text_width_pt * _PEOPLE[-1][1] - _CELL_SIDES_PT
    size_pt = basis.style.looks[Role.TABLE_CELL].size_pt
    if before.endswith(" ") and guess_width_pt(written, size_pt, bold=False) <= room_pt:
        before = before.replace(" ", "\u00a0")
    runs = (Run(text=before, lang=basis.foreign_words), *links, Run(text=after, lang=basis.foreign_words))
    return tuple(run for run in runs if run.text)


def lay_background(basis: Basis) -> Iterator[Item]:
    """Organisers, theme and host, in the article's words."""
    facts = basis.article.facts.background
    if not facts:
        return
    yield basis.section_heading(Word.BACKGROUND)
    for number, fact in enumerate(facts, 1):
        label = basis.label(_BACKGROUND_WORDS[fact.kind])
        runs = (label, *basis.runs(fact.text), *_bracketed(basis, fact.para))
        yield Text(role=Role.BODY, runs=runs, part=f"background{number}")


def lay_abbreviations(basis: Basis) -> Iterator[Item]:
    """The table of abbreviations; a long form that the article doesn't give is marked."""
    abbreviations = [
        (number, item)
        for number, item in enumerate(basis.article.facts.abbreviations, 1)
        if basis.style.show_derived or not item.derived
    ]
    if not abbreviations:
        return
    yield basis.section_heading(Word.ABBREVIATIONS)
    yield _table(
        basis,
        Word.TABLE_ABBREVIATIONS,
        widths=(0.18, 0.69, 0.13),
        header=(Word.SHORT_FORM, Word.LONG_FORM, Word.PARAGRAPH),
        rows=tuple(
            (
                Text(
                    role=Role.TABLE_CELL,
                    runs=basis.runs(item.short, Emphasis.STRONG),
                    part=f"abbreviation{number}_short",
                ),
                basis.text(
                    Role.TABLE_CELL,
                    item.long + (DERIVED_MARK if item.derived else ""),
                    part=f"abbreviation{number}_long",
                ),
                Text(role=Role.TABLE_CELL, runs=basis.number_links((item.para,))),
            )
            for number, item in abbreviations
        ),
    )


def _table(
    basis: Basis,
    summary: Word,
    *,
    widths: tuple[float, ...],
    header: tuple[Word, ...],
    rows: tuple[tuple[Text, ...], ...],
    going_on: frozenset[int] = frozenset(),
) -> Table:
    """Make a table whose last column names paragraphs; it is left out where they have no numbers."""
    columns = len(header) if basis.has_numbers else len(header) - 1
    heads = tuple(basis.phrase(Role.TABLE_HEAD, basis.words[word]) for word in header[:columns])
    cells = tuple(row[:columns] for row in rows)
    shares = share_widths(basis, widths[:columns], heads, cells)
    return Table(
        summary=basis.words[summary],
        widths=shares,
        header=heads,
        rows=keep_rows(basis, cells, shares),
        names_rows=True,
        going_on=going_on,
    )


def keep_rows(
    basis: Basis, rows: tuple[tuple[Text, ...], ...], widths: Sequence[float]
) -> tuple[tuple[Text, ...], ...]:
    """Keep the rows of a short table together, and two rows at either side of a page end in a long one.

    There a row of several lines stands for two.
    """
    last = len(rows) - 1
    if last < _MOST_TOGETHER:
        kept = set(range(last))
    else:
        ends = ((0, 0), (last, last - 1))
        kept = {place for end, place in ends if not _is_high(basis, rows[end], widths)}
    return tuple(
        tuple(replace(text, keep_with_next=True) for text in row) if place in kept else row
        for place, row in enumerate(rows)
    )


def _is_high(basis: Basis, row: Sequence[Text], widths: Sequence[float]) -> bool:
    """Guess whether a cell of a row has more than two lines."""
    room_pt = basis.style.page.text_width_pt
    return any(
        _guess_pt(basis, cell, _words(cell)) > _LOW_ROW * (share * room_pt - _CELL_SIDES_PT)
        for cell, share in zip(row, widths, strict=True)
    )


def share_widths(
    basis: Basis,
    shares: tuple[float, ...],
    heads: Sequence[Text],
    rows: Sequence[Sequence[Text]] = (),
) -> tuple[float, ...]:
    """Widen columns until the longest word of each fits, which large print needs; others give way.

    Cells of scripts without blanks have no words to measure, and take a line end nearly anywhere.
    """
    measured = rows if basis.words.language.spaced else ()
    needs = [
        min(max(_need(basis, cell) for cell in column), _WIDEST_WORD)
        for column in zip(heads, *measured, strict=True)
    ]
    whole = sum(shares)
    wanted = [max(share / whole, need) for share, need in zip(shares, needs, strict=True)]
    spare = [want - need for want, need in zip(wanted, needs, strict=True)]
    excess = sum(wanted) - 1
    if sum(spare) <= excess:
        return tuple(want / sum(wanted) for want in wanted)
    return tuple(want - excess * free / sum(spare) for want, free in zip(wanted, spare, strict=True))


def _need(basis: Basis, cell: Text) -> float:
    """Return the share of the text's width that the longest word of a cell needs."""
    widest_pt = max(_guess_pt(basis, cell, word) for word in _words(cell).split(" "))
    return (widest_pt + _CELL_SIDES_PT) / basis.style.page.text_width_pt


def _words(cell: Text) -> str:
    return "".join(run.text for run in cell.runs)


def _guess_pt(basis: Basis, cell: Text, words: str) -> float:
    look = basis.style.looks[cell.role]
    bold = look.bold or any(run.emphasis is Emphasis.STRONG for run in cell.runs)
    return guess_width_pt(words, look.size_pt, bold=bold)


def _bracketed(basis: Basis, para_id: str | None) -> tuple[Run, ...]:
    reference = basis.reference(para_id) if para_id is not None else None
    if reference is None:
        return ()
    before, after = basis.reference_brackets
    return (Run(text=before, emphasis=Emphasis.MUTED), reference, Run(text=after, emphasis=Emphasis.MUTED))
