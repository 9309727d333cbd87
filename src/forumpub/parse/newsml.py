"""News items in NewsML-G2, with XHTML, NITF or plain text as content; NewsML 1 as far as its names go.

Source: IPTC, NewsML-G2 Guidelines; docs/formats/newsml.md.
"""

from __future__ import annotations

from forumpub.diagnostics import Outcome
from forumpub.parse.draft import Draft
from forumpub.parse.markup import find_root
from forumpub.parse.news_xml import Vocabulary, read_news_xml
from forumpub.parse.nitf import NITF_FIELDS, NITF_STAMPS
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.source import SourceText

_ROOTS = ("newsmessage", "newsitem", "packageitem", "newsml")
_VOCABULARY = Vocabulary(
    content=frozenset({"inlinexml", "inlinedata", "datacontent"}),
    plain=frozenset({"inlinedata"}),
    fields={
        **NITF_FIELDS,
        "headline": "headline",
        "by": "byline",
        "located": "located",
        "creditline": "credit",
        "copyrightnotice": "rights",
        "contentcreated": "published",
        "firstcreated": "published",
        "thisrevisioncreated": "published",
    },
    subjects=frozenset({"subject", "contributor", "assert"}),
    stamps={**NITF_STAMPS, "language": ("tag", "language")},
)


class NewsmlReader:
    """Reads NewsML-G2 items and messages."""

    name = "newsml"
    summary = "NewsML-G2 item or message with XHTML, NITF or plain text"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Look for the root element."""
        root = find_root(source.text[options.body_start : options.body_start + 8000])
        if root not in _ROOTS:
            return Evidence(score=0.0)
        return Evidence(score=0.98, reasons=(f"a <{root}> element",))

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read metadata and content."""
        return read_news_xml(source, _VOCABULARY, options.body_start)
