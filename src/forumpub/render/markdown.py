"""Writes an edition as Markdown: CommonMark with GitHub's tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import assert_never
from urllib.parse import quote

from forumpub.diagnostics import Outcome
from forumpub.env import Environment
from forumpub.patterns import lazy_pattern
from forumpub.plan import Bullets, Divider, Emphasis, Heading, Item, Plan, Quote, Run, SplitLine, Table, Text
from forumpub.render.renderer import Edition

# CommonMark lets a backslash take the meaning from any ASCII punctuation.
_SPECIAL = lazy_pattern(r"[\\`*_{}\[\]<>#|~&$]")
# What makes a list, a rule, an underline or a setext heading at the start of a line only.
_SPECIAL_AT_START = lazy_pattern(r"([+\-=])|(\d{1,9})([.)])")
_DEEPEST_HEADING = 6


class MarkdownRenderer:
    """Writes headings, lists, quotes and tables; links lead to the paragraphs they name."""

    name = "md"
    suffix = ".md"
    summary = "Markdown with tables, for wikis and code hosts"

    def render(self, edition: Edition, env: Environment) -> Outcome[bytes]:
        """Make the file; nothing of the machine goes into it."""
        del env
        blocks = [block for item in edition.plan.items for block in _blocks(item)]
        blocks += _colophon(edition.plan)
        return Outcome(("\n\n".join(blocks) + "\n").encode("utf-8"))


def _blocks(item: Item) -> Iterator[str]:
    """Write one item as blocks without blank lines around them. One with no text gives none."""
    match item:
        case Text():
            yield from filter(None, [_block(item)])
        case Heading(level=level, text=text):
            yield f"{'#' * min(level, _DEEPEST_HEADING)} {_anchor(text)}{_inline(text.runs)}"
        case SplitLine(left=left, right=right):
            sides = [_inline(side.runs) for side in (left, right) if side.runs]
            yield from filter(None, [_guard(" · ".join(sides))])
        case Quote(paras=paras, attribution=attribution):
            lines = [_block(para) for para in paras]
            if attribution is not None:
                lines.append(f"{_anchor(attribution)}— {_inline(attribution.runs)}")
            yield "\n>\n".join(f"> {line}" for line in lines)
        case Bullets(items=items):
            yield "\n".join(f"- {_block(entry)}" for entry in items)
        case Table():
            yield _table(item)
        case Divider():
            yield "***"
        case _:
            assert_never(item)


def _block(text: Text) -> str:
    words = _inline(text.runs)
    number = f"**{text.number}.** " if text.number is not None else ""
    anchor = _anchor(text)
    return anchor + number + words if anchor or number else _guard(words)


def _guard(line: str) -> str:
    """Take the meaning from a character that has one at the start of a line only."""

    def escape(match: re.Match[str]) -> str:
        return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"

    return _SPECIAL_AT_START.sub(escape, line, count=1) if _SPECIAL_AT_START.match(line) else line


def _anchor(text: Text) -> str:
    return f'<a id="{quote(text.ident)}"></a>' if text.ident is not None else ""


def _table(table: Table) -> str:
    rows = [table.header, *table.rows]
    lines = [f"| {' | '.join(_anchor(cell) + _inline(cell.runs) for cell in row)} |" for row in rows]
    lines.insert(1, f"|{' --- |' * len(table.header)}")
    return "\n".join(lines)


def _inline(runs: Iterable[Run]) -> str:
    # Leading blanks would make a code block.
    return "".join(_write_run(run) for run in runs).strip()


def _write_run(run: Run) -> str:
    if run.field is not None:
        return ""
    words = _SPECIAL.sub(r"\\\g<0>", run.text)
    if run.emphasis is Emphasis.STRONG:
        words = _strong(words)
    if run.href is None:
        return words
    target = (
        f"#{quote(run.href[1:])}" if run.href.startswith("#") else quote(run.href, safe=":/?&=%#+,;@~-._")
    )
    return f"[{words}]({target})"


def _strong(words: str) -> str:
    """Mark words as strong; marks at the ends stay out, since asterisks beside them may not count."""
    letters = [index for index, char in enumerate(words) if char.isalnum()]
    if not letters:
        return words
    start, end = letters[0], letters[-1] + 1
    # A combining mark belongs to the letter before it.
    while end < len(words) and not words[end].isascii() and not words[end].isspace() and _is_mark(words[end]):
        end += 1
    return f"{words[:start]}**{words[start:end]}**{words[end:]}"


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _colophon(plan: Plan) -> Iterator[str]:
    if plan.running_foot is not None and plan.running_foot.left.runs:
        yield _guard(_inline(plan.running_foot.left.runs))
