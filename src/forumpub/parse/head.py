"""What stands above a text of sections or paragraphs: fields of its head, headline, date line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forumpub.diagnostics import Findings
from forumpub.model import Dateline, Headline, Mark, MarkKind
from forumpub.parse.canonical import canonical_text
from forumpub.parse.headlines import (
    find_subject,
    headline_start,
    is_mail_field,
    read_dateline,
    reads_as_headline,
)
from forumpub.parse.script_fields import is_script_field
from forumpub.rules import structure
from forumpub.source import SourceText, Span
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a text. `taken` counts its paragraphs; the others are text."""

    headline: Headline | None = None
    dateline: Dateline | None = None
    marks: tuple[Mark, ...] = ()
    taken: int = 0


def is_head_field(text: str) -> bool:
    """Say whether a line above a text is for the newsroom or the post: `SLUG: …`, `From: …`."""
    return is_script_field(text) or is_mail_field(text)


def is_head_line(text: str) -> bool:
    """Say whether a line is a field of a head, or names the headline: it begins and ends with itself."""
    return is_head_field(text) or headline_start(text, 0, len(text)) > 0


def read_head(
    source: SourceText,
    paragraphs: Sequence[Span],
    findings: Findings,
    *,
    known: Head | None = None,
    is_headline: Callable[[str], bool] = reads_as_headline,
    fields: bool = True,
    followed: bool,
) -> Head:
    """Read headline, date line and fields off the top of a text.

    Args:
        source: the text.
        paragraphs: what stands before the first section, or the whole of a text without sections.
        findings: takes the diagnostics.
        known: headline and date line that were read above these paragraphs; they stay.
        is_headline: says whether a line may be one.
        fields: fields of a head stand there; without them only headline and date line are looked for.
        followed: text follows below the last paragraph. A headline has something below it.

    Diagnostics:
        front-matter-set-aside: fields are kept as front matter.
    """
    reading = _Reading(source, known or Head(), is_headline, fields=fields)
    taken = 0
    for place, span in enumerate(paragraphs):
        if not reading.take(span, followed=followed or place + 1 < len(paragraphs)):
            break
        taken = place + 1
    reading.tell_aside(findings)
    return Head(headline=reading.headline, dateline=reading.dateline, marks=tuple(reading.marks), taken=taken)


class _Reading:
    def __init__(
        self, source: SourceText, known: Head, is_headline: Callable[[str], bool], *, fields: bool
    ) -> None:
        self._source = source
        self._is_headline = is_headline
        self._fields = fields
        self._aside: list[Span] = []
        self.headline = known.headline
        self.dateline = known.dateline
        self._taken: Span | None = None  # the headline's line, where nothing names it one
        self.marks: list[Mark] = []

    def take(self, span: Span, *, followed: bool) -> bool:
        """Take one paragraph; False ends the head."""
        raw = self._source.slice(span)
        subject = find_subject(raw)
        dateline = read_dateline(self._source, span.start, span.end)
        if dateline is not None and self.dateline is None:
            self.dateline = dateline
        elif self._fields and subject is not None and self.headline is None:
            self._take_headline(span, span.start + subject)
        elif self._fields and is_head_field(canonical_text(raw)):
            self._aside.append(span)
            self._mark(MarkKind.FRONT_MATTER, span)
        elif followed and dateline is None and self._may_hold_headline(span):
            return self._read_headline(span)
        else:
            return False
        return True

    def _may_hold_headline(self, span: Span) -> bool:
        """A text that begins with its date line has no headline below it; a form's fields stand anyhow.

        "Title:" is one below a line that only looked so.
        """
        if headline_start(self._source.text, span.start, span.end) > span.start:
            return self.headline is None or self._taken is not None
        return self.headline is None and (self.dateline is None or bool(self._aside))

    def _read_headline(self, span: Span) -> bool:
        start = headline_start(self._source.text, span.start, span.end)
        found = self._is_headline(canonical_text(self._source.slice(Span(start, span.end))))
        if not found:
            return False
        if self._taken is not None:
            self._aside.append(self._taken)
            self._mark(MarkKind.FRONT_MATTER, self._taken)
        self._take_headline(span, start)
        self._taken = span if start == span.start else None
        return True

    def tell_aside(self, findings: Findings) -> None:
        if self._aside:
            first, *others = sorted(self._aside)
            what = f"{len(self._aside)} lines" if others else "a line"
            message = f"{what} above the text: kept as front matter, not printed"
            findings.add(structure.FRONT_MATTER_SET_ASIDE, message, first, related=others)

    def _take_headline(self, span: Span, start: int) -> None:
        if start > span.start:
            self._mark(MarkKind.MARKUP, Span(span.start, start))
        words = Span(start, span.end)
        self.headline = Headline(text=canonical_text(self._source.slice(words)), span=words)

    def _mark(self, kind: MarkKind, span: Span) -> None:
        raw = self._source.slice(span).rstrip()
        self.marks.append(Mark(kind=kind, raw=raw, span=Span(span.start, span.start + len(raw))))
