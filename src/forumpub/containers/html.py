"""The text of a web page.

Tags are read one by one (see `parse.markup`), so that no page is too deep and none too broken.
Source: WHATWG, HTML; docs/formats/documents.md.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from forumpub.containers.contained import Contained
from forumpub.containers.lines import LineCollector, report_numbers
from forumpub.diagnostics import Findings, Outcome
from forumpub.parse.markup import Kind, Token, read_attributes, scan_markup
from forumpub.patterns import lazy_pattern
from forumpub.rules import containers as rules

_CHARSET = re.compile(
    rb"<meta[^<>]{0,200}charset\s{0,10}=\s{0,10}[\"']?(?P<name>[A-Za-z0-9_-]{2,30})", re.IGNORECASE
)
_RAW = lazy_pattern(
    r"<(?P<name>script|style|template|svg|iframe|object|noscript)\b[^<>]{0,5000}>", re.IGNORECASE
)
_SILENT = frozenset({"head", "nav", "button", "select", "datalist", "dialog", "menu"})
_PARA_NAMES = (
    "p h1 h2 h3 h4 h5 h6 li blockquote pre dd dt figure figcaption table ul ol dl hr section article main"
    " header footer aside address fieldset form details summary caption body"
)
_PARAS = frozenset(_PARA_NAMES.split())
_LINES = frozenset({"div", "tr", "td", "th", "center", "legend", "option", "tbody", "thead", "tfoot"})
_LINE_END = lazy_pattern(r"\r\n|\n|\r")
_BLANKS = lazy_pattern(r"[ \t\r\n\f]+")
_SHOWN = 60


def find_charset(data: bytes) -> str | None:
    """Return the encoding that a page declares, where Python knows it."""
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    name = match["name"].decode("ascii")
    name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}.get(name.casefold(), name)
    try:
        "".encode(name)
    except LookupError:
        return None
    return name


def read_html(text: str) -> Outcome[Contained]:
    """Take the text out of a page: of its main part where it says which one that is.

    Diagnostics:
        part-set-aside: words outside the main part, in menus and in the title.
    """
    findings = Findings()
    page = _Page(text)
    for token in _tokens(text):
        page.take(token)
    collector = page.finish()
    report_numbers(collector, findings)
    words = " ".join(" ".join(page.left_out).split())
    if words:
        count = words.count(" ") + 1
        message = f"{count} word{'s' if count > 1 else ''} outside the text left out: “{words[:_SHOWN]}”"
        findings.add(rules.PART_SET_ASIDE, message)
    if page.pictures:
        message = f"{page.pictures} picture{'s' if page.pictures > 1 else ''} left out"
        findings.add(rules.PART_SET_ASIDE, message)
    return findings.outcome(Contained(text=_squeeze(collector), kind="html"))


def _tokens(text: str) -> Iterator[Token]:
    """Give the tokens of a page without its scripts, styles and drawings."""
    at = 0
    missing: set[str] = set()
    while True:
        raw = _RAW.search(text, at)
        if raw is None:
            yield from scan_markup(text, at)
            return
        yield from scan_markup(text, at, raw.start())
        name = raw["name"].casefold()
        end = None
        if name not in missing and not raw.group().endswith("/>"):
            end = re.compile(rf"</{name}\s{{0,100}}>", re.IGNORECASE).search(text, raw.end())
            if end is None:
                missing.add(name)
        at = end.end() if end is not None else raw.end()


class _Page:
    """Reads one page, tag by tag."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.collector = LineCollector()
        self.left_out: list[str] = []
        self.pictures = 0
        self.ordered = 0
        self._open: Counter[str] = Counter()
        self._main = next(
            (name for name in ("main", "article") if re.search(rf"<{name}\b", text, re.IGNORECASE)), ""
        )
        self._line: list[str] = []
        self._gap = False
        self._lists: list[int | None] = []  # the last number of each open list, None where it has bullets
        self._number = ""

    def take(self, token: Token) -> None:
        match token.kind:
            case Kind.TEXT:
                self._add(self.text[token.start : token.end])
            case Kind.CDATA:
                self._add(self.text[slice(*token.inner)])
            case Kind.OPEN | Kind.EMPTY:
                self._begin(token)
            case Kind.CLOSE:
                self._end(token.name)
            case _:
                pass

    def finish(self) -> LineCollector:
        self._end_line()
        return self.collector

    @property
    def _silent(self) -> bool:
        outside = bool(self._main) and not self._open[self._main]
        return outside or any(self._open[name] for name in _SILENT)

    def _add(self, raw: str) -> None:
        words = html.unescape(raw)
        if self._silent:
            if words.strip():
                self.left_out.append(words[:400])
        elif self._open["pre"] or self._open["textarea"]:
            for place, line in enumerate(_LINE_END.split(words)):
                if place:
                    self._end_line(keep=True)
                self._line.append(line)
        else:
            self._line.append(_BLANKS.sub(" ", words))

    def _begin(self, token: Token) -> None:
        name = token.name
        if name == "body":  # a head that never ends would swallow the page
            self._open["head"] = 0
        if name == "br":
            self._end_line(keep=True)
        elif name == "img":
            self.pictures += not self._silent
        self._divide(name)
        if not self._silent and name in ("ol", "ul", "li"):
            self._count(token)
        if token.kind is Kind.OPEN and (name in _SILENT or name in ("pre", "textarea", self._main)):
            self._open[name] += 1
        if not self._silent and name in ("tr", "td", "th"):
            self._end_line()
            if name == "tr":
                self.collector.begin_row()
            else:
                self.collector.begin_cell()

    def _end(self, name: str) -> None:
        self._divide(name)
        if name in ("ol", "ul") and self._lists and not self._silent:
            self._lists.pop()
            self._number = ""
        if name == "tr" and not self._silent:
            self._end_line()
            self.collector.end_row()
        if self._open[name]:
            self._open[name] -= 1

    def _count(self, token: Token) -> None:
        """Count the items of ordered lists, whose numbers a browser shows and the page doesn't hold."""
        attributes = read_attributes(self.text, token)
        if token.name == "ol":
            self._lists.append(_integer(attributes.get("start"), 1) - 1)
            self.ordered += 1
        elif token.name == "ul":
            self._lists.append(None)
        elif self._lists and (last := self._lists[-1]) is not None:
            self._lists[-1] = _integer(attributes.get("value"), last + 1)
            self._number = f"{self._lists[-1]}."
        else:
            self._number = ""

    def _divide(self, name: str) -> None:
        if name in _PARAS or name in _LINES:
            self._end_line()
            self._gap = self._gap or name in _PARAS

    def _end_line(self, *, keep: bool = False) -> None:
        """End a line; `keep` says that an empty one is wanted."""
        line = "".join(self._line).strip(" \t\r\n\f")
        if self._line and (line or keep) and self._gap:
            self._emit("")
            self._gap = False
        if line or (keep and self._line):
            self._emit(line)
        elif keep:
            self._emit("")
        self._line = []

    def _emit(self, line: str) -> None:
        self.collector.begin_para()
        if line and self._number:
            self.collector.number(self._number, f"{self.ordered}")
            self._number = ""
        self.collector.add(line)
        self.collector.end_para()


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and value.strip().isdecimal() and len(value) < 10 else default


def _squeeze(collector: LineCollector) -> str:
    return re.sub(r"\n{3,}", "\n\n", collector.text())
