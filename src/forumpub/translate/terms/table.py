"""Glossaries as tables: TSV and CSV with a line of headings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from forumpub.diagnostics import Findings, Outcome
from forumpub.rules import glossary as rules
from forumpub.translate.terms.entry import Part
from forumpub.translate.terms.row import EVERY, SOURCE, TARGET, Row, Wording, canonical_lang

Cells = tuple[int, Sequence[str]]
"""A line number and its cells."""

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}")
_WORDS = frozenset(["part", "keep", "status", "note"])
_KEEP_NAMES = ("keep", "do-not-translate", "dnt")
_YES, _NO = frozenset(["yes", "true", "1", "x"]), frozenset(["", "no", "false", "0", "-"])
_PARTS = {part.value: part for part in Part} | {"": Part.TERM, "organization": Part.ORGANISATION}
_FORBIDDEN = "forbidden"
_LINE_ENDS = "\r\n"
_QUOTES = "close the cell with a second mark; a mark inside of a cell is written twice"


def read_table(text: str, name: str) -> Outcome[tuple[Row, ...]]:
    """Read a table: tabs, commas or semicolons between cells, whichever its headings use.

    Headings are language tags, or `source` and `target` for whichever languages are asked for; and `part`,
    `keep`, `status`, `note`, `forbidden`, `forbidden:TAG`. Several forms in a cell are parted by `|`, the
    preferred one first. Lines that begin with `#` are comments.

    Diagnostics:
        glossary-unreadable, glossary-column, glossary-row.
    """
    findings = Findings()
    try:
        lines = list(_split(text))
    except csv.Error as error:
        open_quote = _find_open_quote(text, _delimiter(text))
        if open_quote is not None:
            findings.add(rules.GLOSSARY_UNREADABLE, f"{name}, {open_quote}", hints=[_QUOTES])
        else:
            findings.add(rules.GLOSSARY_UNREADABLE, f"{name} is damaged as a table: {error}")
        return findings.outcome(())
    headings = _read_headings(lines[0], name, findings) if lines else ()
    languages = [heading for heading in headings if heading and not _is_other(heading)]
    if len(languages) < 2 and not (languages and "keep" in headings):
        return _no_languages(name)
    rows = (_read_row(line, headings, name, findings) for line in lines[1:])
    return findings.outcome(tuple(row for row in rows if row is not None))


def _no_languages(name: str) -> Outcome[tuple[Row, ...]]:
    findings = Findings()
    findings.add(
        rules.GLOSSARY_UNREADABLE,
        f"{name} doesn't name two languages in its first line",
        hints=["begin with a line such as: en<TAB>id<TAB>part<TAB>note"],
    )
    return findings.outcome(())


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    if "\t" in first:
        return "\t"
    return ";" if first.count(";") > first.count(",") else ","


def _split(text: str) -> Iterator[Cells]:
    delimiter = _delimiter(text)
    if delimiter == "\t":
        # A tab can't stand in a cell, so quotes mean nothing: a stray one must not swallow lines.
        numbered = enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
        cells: Iterator[Cells] = (
            (number, [_unquote(cell) for cell in line.split("\t")]) for number, line in numbered
        )
    else:
        cells = _split_csv(text, delimiter)
    for number, row in cells:
        if any(cell.strip() for cell in row) and not row[0].startswith("#"):
            yield number, row


def _split_csv(text: str, delimiter: str) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    for row in reader:
        yield number, row
        number = reader.line_num + 1


def _find_open_quote(text: str, delimiter: str) -> str | None:
    """Say where a quotation mark opens a cell that none closes: the reader tells only where it gave up."""
    opened_at: int | None = None
    begins_cell = True
    at = 0
    while at < len(text):
        char = text[at]
        if opened_at is None:
            opened_at = at if begins_cell and char == '"' else None
            begins_cell = char == delimiter or char in _LINE_ENDS
        elif char == '"' and text[at + 1 : at + 2] == '"':
            at += 1
        elif char == '"':
            if at + 1 < len(text) and text[at + 1] not in (delimiter, *_LINE_ENDS):
                line, closed = _line_of(text, opened_at), _line_of(text, at)
                return (
                    f"line {line}: the quotation mark that opens a cell is closed in the middle of one, "
                    f"in line {closed}"
                )
            opened_at, begins_cell = None, False
        at += 1
    if opened_at is None:
        return None
    return f"line {_line_of(text, opened_at)}: a quotation mark opens a cell, and none closes it"


def _line_of(text: str, offset: int) -> int:
    before = text[:offset].replace("\r\n", "\n")
    return before.count("\n") + before.count("\r") + 1


def _unquote(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _read_headings(line: Cells, name: str, findings: Findings) -> tuple[str, ...]:
    """Return a canonical name a column; an empty one for a column to pass over."""
    number, cells = line
    headings: list[str] = []
    for cell in cells:
        heading = _read_heading(cell.strip().lower().replace("_", "-"))
        if heading in headings:
            message = f"{name}, line {number}: two columns are headed {cell.strip()!r}; the first is read"
            findings.add(rules.GLOSSARY_COLUMN, message)
            heading = ""
        elif not heading:
            message = f"{name}, line {number}: the column headed {cell.strip()!r} is ignored"
            findings.add(rules.GLOSSARY_COLUMN, message, hints=[rules.GLOSSARY_COLUMN.remedy])
        headings.append(heading)
    return tuple(headings)


def _read_heading(text: str) -> str:
    if text in _KEEP_NAMES:
        return "keep"
    if text in _WORDS or text in (SOURCE, TARGET, _FORBIDDEN):
        return text
    word, colon, tag = text.partition(":")
    if colon and word == _FORBIDDEN and _TAG.fullmatch(tag):
        return f"{_FORBIDDEN}:{canonical_lang(tag)}"
    return canonical_lang(text) if _TAG.fullmatch(text) else ""


def _is_other(heading: str) -> bool:
    return heading in _WORDS or _is_forbidden(heading)


def _is_forbidden(heading: str) -> bool:
    return heading.startswith(_FORBIDDEN)


def _read_row(line: Cells, headings: Sequence[str], name: str, findings: Findings) -> Row | None:
    number, cells = line
    if any(cell.strip() for cell in cells[len(headings) :]):
        message = f"{name}, line {number} has {len(cells)} cells for {len(headings)} columns"
        findings.add(rules.GLOSSARY_ROW, f"{message}; the last ones are ignored")
    texts = dict(zip(headings, (cell.strip() for cell in cells), strict=False))
    forms = {key: _forms(text) for key, text in texts.items() if key and key not in _WORDS and _forms(text)}
    keep = _read_keep(texts.get("keep", ""), f"{name}, line {number}", findings)
    languages = [key for key in forms if not _is_forbidden(key)]
    if len(languages) < 2 and not (languages and keep):
        findings.add(rules.GLOSSARY_ROW, f"{name}, line {number} has words in fewer than two languages")
        return None
    return Row(
        line=number,
        wordings=tuple(_wordings(forms)),
        part=_read_part(texts.get("part", ""), f"{name}, line {number}", findings),
        keep=keep,
        reviewed=texts.get("status", "").lower() == "reviewed",
        note=texts.get("note", ""),
    )


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form for part in cell.split("|") if (form := " ".join(part.split())))


def _wordings(forms: dict[str, tuple[str, ...]]) -> Iterator[Wording]:
    forbidden = {key.partition(":")[2] or EVERY: words for key, words in forms.items() if _is_forbidden(key)}
    for lang, words in forms.items():
        if not _is_forbidden(lang):
            yield Wording(lang=lang, forms=words, forbidden=forbidden.pop(lang, ()))
    for lang, words in forbidden.items():
        yield Wording(lang=lang, forbidden=words)


def _read_keep(text: str, where: str, findings: Findings) -> bool:
    if text.lower() not in _YES | _NO:
        findings.add(rules.GLOSSARY_ROW, f"{where}: keep is {text!r}, which is neither yes nor no")
    return text.lower() in _YES


def _read_part(text: str, where: str, findings: Findings) -> Part:
    part = _PARTS.get(text.lower())
    if part is None:
        parts = ", ".join(Part)
        findings.add(rules.GLOSSARY_ROW, f"{where}: there is no part {text!r}", hints=[f"parts: {parts}"])
    return part or Part.TERM
