"""The text of a Markdown file, by a CommonMark parser.

Only what a transcript can mean is read as mark-up: no HTML, no indented code, no definitions of links
(`[Explanation]: The forum …` is a label), and no block quotations where `>>` marks speakers.
Source: CommonMark 0.31; docs/formats/documents.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from forumpub.containers.contained import Contained
from forumpub.diagnostics import Findings, Outcome
from forumpub.patterns import lazy_pattern
from forumpub.rules import containers as rules

_MAX_CHARS = 4 * 2**20
_FRONT_MATTER = lazy_pattern(
    r"\s{0,20}---[ \t]*\r?\n(?:[^\r\n]{0,2000}\r?\n){0,60}?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)"
)
_LINE_END = lazy_pattern(r"\r\n|\n|\r")
_CHEVRONS = lazy_pattern(r"^[ \t]{0,3}(?:>{2,3}|> ?>)", re.MULTILINE)


def read_markdown(text: str) -> Outcome[Contained]:
    """Take the mark-up out of a text; front matter stays at its top.

    Diagnostics:
        part-set-aside: addresses of links, pictures.
        document-too-long: it was read as it stands.
    """
    findings = Findings()
    if len(text) > _MAX_CHARS:
        findings.add(rules.DOCUMENT_TOO_LONG, "the Markdown is too long to parse and was read as plain text")
        return findings.outcome(Contained(text=text, kind="markdown"))
    front = _FRONT_MATTER.match(text)
    begin = front.end() if front else 0
    parser = MarkdownIt("commonmark", {"html": False}).disable(
        ["code", "reference", "html_block", "html_inline"]
    )
    if _CHEVRONS.search(text, begin):
        parser = parser.disable("blockquote")
    page = _Page(_LINE_END.split(text[begin:]))
    lines = list(page.write(parser.parse(text[begin:])))
    if page.links:
        message = f"the address{'es' if page.links > 1 else ''} of {page.links} link{_s(page.links)} left out"
        findings.add(rules.PART_SET_ASIDE, message)
    if page.pictures:
        findings.add(rules.PART_SET_ASIDE, f"{page.pictures} picture{_s(page.pictures)} left out")
    body = "\n\n".join(line for line in lines if line.strip())
    head = text[:begin]
    return findings.outcome(Contained(text=head + body + ("\n" if body else ""), kind="markdown"))


def _s(count: int) -> str:
    return "" if count == 1 else "s"


class _Page:
    def __init__(self, source_lines: Sequence[str]) -> None:
        self._source_lines = source_lines
        self.links = 0
        self.pictures = 0
        self._numbers: list[int | None] = []

    def write(self, tokens: Sequence[Token]) -> Iterator[str]:
        """Give the paragraphs."""
        item = ""
        for token in tokens:
            match token.type:
                case "ordered_list_open":
                    self._numbers.append(int(token.attrs.get("start", 1)))
                case "bullet_list_open":
                    self._numbers.append(None)
                case "ordered_list_close" | "bullet_list_close":
                    self._numbers.pop()
                case "list_item_open":
                    number = self._numbers[-1] if self._numbers else None
                    item = f"{number}. " if number is not None else ""
                    if number is not None:
                        self._numbers[-1] = number + 1
                case "inline":
                    yield self._indent(token) + item + self._inline(token.children or [])
                    item = ""
                case "fence" | "code_block":
                    yield token.content.rstrip("\n")
                case "heading_close" | "hr":
                    pass
                case _:
                    pass

    def _indent(self, token: Token) -> str:
        """Return the blanks before a paragraph, which say something in a transcript and nothing here."""
        if token.level != 1 or token.map is None or token.map[0] >= len(self._source_lines):
            return ""
        line = self._source_lines[token.map[0]]
        return line[: len(line) - len(line.lstrip(" \t\u3000\xa0"))]

    def _inline(self, tokens: Sequence[Token]) -> str:
        parts: list[str] = []
        for token in tokens:
            match token.type:
                case "text" | "code_inline" | "text_special":
                    parts.append(token.content)
                case "softbreak" | "hardbreak":
                    parts.append("\n")
                case "link_open":
                    self.links += token.info != "auto"
                case "image":
                    self.pictures += 1
                case _:
                    pass
        return "".join(parts)
