"""News stories in NITF.

Source: IPTC, News Industry Text Format 3.6; docs/formats/nitf.md.
"""

from __future__ import annotations

from forumpub.diagnostics import Outcome
from forumpub.parse.draft import Draft
from forumpub.parse.markup import find_root
from forumpub.parse.news_xml import Vocabulary, read_news_xml
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.source import SourceText

NITF_FIELDS = {
    "title": "title",
    "hl1": "headline",
    "byline": "byline",
    "dateline": "dateline",
    "distributor": "source",
    "copyrite": "rights",
}
NITF_STAMPS = {
    "date.issue": ("norm", "published"),
    "date.release": ("norm", "published"),
    "story.date": ("norm", "event"),
    "nitf": ("lang", "language"),
    "body": ("lang", "language"),
}
_VOCABULARY = Vocabulary(content=frozenset({"body"}), fields=NITF_FIELDS, stamps=NITF_STAMPS)


class NitfReader:
    """Reads NITF documents."""

    name = "nitf"
    summary = "NITF story: <nitf> with headline, byline, dateline and body"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Look for the root element."""
        if find_root(source.text[options.body_start : options.body_start + 8000]) == "nitf":
            return Evidence(score=0.97, reasons=("an <nitf> element",))
        return Evidence(score=0.0)

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read head and body."""
        return read_news_xml(source, _VOCABULARY, options.body_start)
