"""Collects what a text's sign-offs say: one byline, all editors and credits, end mark, time of release."""

from __future__ import annotations

from collections.abc import Iterable

from forumpub.diagnostics import Findings
from forumpub.model import Byline, Credit, Dateline, Editor, Headline, Mark, MarkKind, Publication
from forumpub.parse.canonical import canonical_text, trim
from forumpub.parse.draft import Draft, DraftBlock
from forumpub.parse.signoff import SignOff
from forumpub.rules import people as rules
from forumpub.source import SourceText


class Imprint:
    """Lives only while one text is read."""

    def __init__(self, source: SourceText, findings: Findings) -> None:
        self._source = source
        self._findings = findings
        self._byline: Byline | None = None
        self._editors: list[Editor] = []
        self._credits: list[Credit] = []
        self._marks: list[Mark] = []
        self._end_mark: str | None = None
        self._published: str | None = None
        self._origin: str | None = None

    def add(self, sign: SignOff) -> None:
        """Take one sign-off in; of two bylines the first stays and the other becomes a credit."""
        for byline in sign.bylines:
            if self._byline is None:
                self._byline = byline
                continue
            message = f"a second byline: {byline.raw}"
            self._findings.add(rules.BYLINE_REPEATED, message, byline.span, related=[self._byline.span])
            credit = Credit(role="reporter", names=byline.reporters, raw=byline.raw, span=byline.span)
            self._credits.append(credit)
        for span in sign.ambiguous:
            raw = canonical_text(self._source.slice(span))
            hints = ["look at the original: who reported, who produced?"]
            self._findings.add(rules.CREDIT_AMBIGUOUS, f"{raw} leaves open who did what", span, hints=hints)
        self._editors += sign.editors
        self._credits += sign.credits
        self._marks += sign.marks
        self._end_mark = self._end_mark or sign.end_mark
        self._published = self._published or sign.published
        self._origin = self._origin or sign.source

    def add_marks(self, marks: Iterable[Mark]) -> None:
        """Take marks of the text itself in."""
        self._marks += marks

    def add_lead(self, start: int, end: int) -> None:
        """Mark the "Headline:" in front of a headline."""
        span = trim(self._source.text, start, end)
        if len(span):
            self._marks.append(Mark(kind=MarkKind.MARKUP, raw=self._source.slice(span), span=span))

    def add_boilerplate(self, start: int, end: int) -> None:
        """Set aside what stands on every text of its kind."""
        span = trim(self._source.text, start, end)
        self._marks.append(Mark(kind=MarkKind.BOILERPLATE, raw=self._source.slice(span), span=span))

    def report_missing(self, *, byline: bool) -> None:
        """Say which of editor and, if `byline`, reporter isn't named."""
        if byline and self._byline is None:
            self._findings.add(rules.BYLINE_MISSING, "the transcript names no reporter")
        if not self._editors:
            self._findings.add(rules.EDITOR_MISSING, "the transcript names no responsible editor")

    def draft(
        self, blocks: Iterable[DraftBlock], *, headline: Headline | None, dateline: Dateline | None
    ) -> Draft:
        """Put a draft together."""
        return Draft(
            blocks=tuple(blocks),
            headline=headline,
            dateline=dateline,
            byline=self._byline,
            editors=tuple(self._editors),
            credits=tuple(self._credits),
            marks=tuple(sorted(self._marks, key=lambda mark: mark.span)),
            end_mark=self._end_mark,
            publication=Publication(source=self._origin, published=self._published),
        )
