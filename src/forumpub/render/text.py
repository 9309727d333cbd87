"""Writes an edition as plain text, 78 columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import assert_never

from forumpub.diagnostics import Outcome
from forumpub.env import Environment
from forumpub.plan import Bullets, Divider, Heading, Item, Quote, Run, SplitLine, Table, Text
from forumpub.render.renderer import Edition
from forumpub.styling import Role, Style
from forumpub.typeset.breaking import segments

# RFC 5322 asks for at most 78 characters a line; mail and terminals show that many everywhere.
COLUMNS = 78
_NUMBER_COLUMNS = 5
_GAP_COLUMNS = 2
_UNDERLINES = {1: "=", 2: "-"}


class TextRenderer:
    """Writes paragraphs with hanging numbers, quotes behind a bar, and tables in columns."""

    name = "txt"
    suffix = ".txt"
    summary = "plain text, 78 columns wide, for mail and terminals"

    def render(self, edition: Edition, env: Environment) -> Outcome[bytes]:
        """Make the file; nothing of the machine goes into it."""
        del env
        plan = edition.plan
        page = _Page(style=plan.style, lang=plan.lang)
        blocks = [block for item in plan.items if (block := page.write(item))]
        if plan.running_foot is not None:
            blocks.append(page.wrap(_joined(plan.running_foot.left)))
        lines = "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks)
        return Outcome(f"{lines}\n".encode())


def count_columns(text: str) -> int:
    """Count the columns of a terminal that a text takes: wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_char_columns(char) for char in text)


def _char_columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def wrap_text(text: str, columns: int, lang: str) -> list[str]:
    """Break a text into lines of at most `columns`; a word that is wider stands on a line of its own."""
    lines: list[str] = []
    parts: list[str] = []
    used = 0
    for segment in segments(text, lang):
        width, bare = count_columns(segment), count_columns(segment.rstrip(" "))
        if parts and used + bare > columns:
            lines.append("".join(parts).rstrip(" "))
            parts, used = [], 0
        parts.append(segment)
        used += width
    if parts:
        lines.append("".join(parts).rstrip(" "))
    return lines or [""]


class _Page:
    """Writes items as blocks of lines in one language and style."""

    def __init__(self, *, style: Style, lang: str) -> None:
        self._style = style
        self._lang = lang

    def wrap(self, text: str, columns: int = COLUMNS) -> list[str]:
        return wrap_text(text, columns, self._lang)

    def write(self, item: Item) -> list[str]:
        match item:
            case Text():
                return self._write_text(item) if item.runs else []
            case Heading(level=level, text=text):
                lines = self.wrap(_joined(text))
                underline = _UNDERLINES.get(level)
                return [*lines, underline * max(map(count_columns, lines))] if underline else lines
            case SplitLine(left=left, right=right):
                return self._write_split(_joined(left), _joined(right))
            case Quote(paras=paras, attribution=attribution):
                return list(self._write_quote(paras, attribution))
            case Bullets(items=items):
                return [line for entry in items for line in self._hang("- ", _joined(entry))]
            case Table():
                return list(self._write_table(item))
            case Divider():
                return ["-" * COLUMNS]
            case _:
                assert_never(item)

    def _hang(self, mark: str, text: str) -> list[str]:
        indent = count_columns(mark)
        lines = self.wrap(text, COLUMNS - indent)
        return [mark + lines[0], *(" " * indent + line for line in lines[1:])]

    def _gutter(self, text: Text) -> str:
        """Return what stands left of a paragraph's first line: its number, or the space for one."""
        if text.number is not None:
            return f"{text.number:>{_NUMBER_COLUMNS - 2}}  "
        look = self._style.looks[text.role]
        beside_numbers = (
            self._style.number_paragraphs and look.number_gutter_pt and text.role is not Role.NOTE
        )
        return " " * _NUMBER_COLUMNS if beside_numbers else ""

    def _write_text(self, text: Text) -> list[str]:
        return self._hang(self._gutter(text), _joined(text))

    def _write_quote(self, paras: Sequence[Text], attribution: Text | None) -> Iterator[str]:
        texts = [*paras, *([attribution] if attribution is not None else [])]
        for index, text in enumerate(texts):
            gutter = self._gutter(text)
            blank = " " * count_columns(gutter)
            if index:
                yield f"{blank}|"
            lines = self.wrap(_joined(text), COLUMNS - len(blank) - 2)
            yield f"{gutter}| {lines[0]}"
            yield from (f"{blank}| {line}" for line in lines[1:])

    def _write_split(self, left: str, right: str) -> list[str]:
        space = COLUMNS - count_columns(left) - count_columns(right)
        if left and right and space >= _GAP_COLUMNS:
            return [left + " " * space + right]
        return [line for side in (left, right) if side for line in self.wrap(side)]

    def _write_table(self, table: Table) -> Iterator[str]:
        free = COLUMNS - _GAP_COLUMNS * (len(table.widths) - 1)
        columns = [max(1, int(share * free)) for share in table.widths]
        yield from self._write_row(table.header, columns)
        yield (" " * _GAP_COLUMNS).join("-" * width for width in columns)
        for row in table.rows:
            yield from self._write_row(row, columns)

    def _write_row(self, row: Sequence[Text], columns: Sequence[int]) -> Iterator[str]:
        cells = [self.wrap(_joined(cell), width) for cell, width in zip(row, columns, strict=True)]
        for lines in zip_longest(*cells, fillvalue=""):
            padded = (
                line + " " * max(0, width - count_columns(line))
                for line, width in zip(lines, columns, strict=True)
            )
            yield (" " * _GAP_COLUMNS).join(padded)


def _joined(text: Text) -> str:
    return "".join(map(_write_run, text.runs)).strip()


def _write_run(run: Run) -> str:
    if run.field is not None:
        return ""
    # A no-break space is for typesetters; searching and mailing go better with a plain one.
    words = run.text.replace("\u00a0", " ")
    if run.href is None or run.href.startswith("#") or run.href == run.text:
        return words
    return f"{words} <{run.href}>"
