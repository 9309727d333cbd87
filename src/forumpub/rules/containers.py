"""Rules about documents that hold a transcript."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

TRACKED_CHANGES = Rule(
    slug="tracked-changes",
    severity=Severity.WARNING,
    why="The document holds changes that nobody has accepted yet: inserted text counts, deleted doesn't.",
    example="a .docx in which an editor has struck out a sentence with Track Changes on",
    remedy="Accept or reject the changes in the document, and give it again.",
)
PART_SET_ASIDE = Rule(
    slug="part-set-aside",
    severity=Severity.INFO,
    why="Headers, comments, pictures, menus and addresses of links are no part of the transcript's text.",
    example="a .docx with comments in the margin",
    remedy="Copy the words into the text if they should be printed.",
)
NOTES_MOVED = Rule(
    slug="notes-moved",
    severity=Severity.INFO,
    why="Footnotes and endnotes have no place in a transcript; their words stand at the end of the text.",
    example="a .docx with a footnote below a page",
    remedy="Move the words to where they belong.",
)
PUBLISHED_PAGE = Rule(
    slug="published-page",
    severity=Severity.WARNING,
    why="The document is a briefing that forumpub made. Read as a transcript, its headings, tables and notes "
    "count as sentences of the report, and are printed and translated as such.",
    example="forumpub translate build/report.docx --to id",
    remedy="Give the transcript or the article's JSON; an editor's changes come back with `forumpub revise`.",
)
DOCUMENT_TOO_LONG = Rule(
    slug="document-too-long",
    severity=Severity.WARNING,
    why="Taking the mark-up out of a very long document takes very long, so it was read as it stands.",
    example="a Markdown file of 20 MB",
    remedy="Save it as plain text.",
)
