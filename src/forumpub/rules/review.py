"""Rules about a DOCX that comes back from an editor."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

DOCX_CONTENT_UNREAD = Rule(
    slug="docx-content-unread",
    severity=Severity.WARNING,
    why=(
        "An editor can put anything into a DOCX. Text is always read; a picture, a chart, a formula or a "
        "tracked change of a table's cells has no place in an article."
    ),
    example="an editor pastes a chart into the briefing",
    remedy="Look at it in the file. Put its words into the text if they matter.",
)
DOCX_TEXT_HIDDEN = Rule(
    slug="docx-text-hidden",
    severity=Severity.WARNING,
    why="Words formatted as hidden are on no page, but may be meant: somebody put them there.",
    example="a sentence with Font > Hidden",
    remedy="Clear Font > Hidden in Word to print the words, or delete them.",
)
DOCX_PART_DOUBLED = Rule(
    slug="docx-part-doubled",
    severity=Severity.WARNING,
    why="Some programs write a part of a DOCX twice. Word offers to repair such a file.",
    example="a file of LibreOffice 24.2 that was saved again with python-docx",
    remedy="Open the file in Word or LibreOffice and save it again.",
)
DOCX_NOT_OURS = Rule(
    slug="docx-not-ours",
    severity=Severity.WARNING,
    why=(
        "Nothing in the file says which article it was published from: neither bookmarks nor properties nor "
        "the article itself. Its paragraphs are recognised by their words alone, so more is guessed."
    ),
    example="the text of a briefing copied into a new document",
    remedy="Send editors the DOCX itself, and check the changes that are marked as guessed.",
)
DOCX_OTHER_ARTICLE = Rule(
    slug="docx-other-article",
    severity=Severity.WARNING,
    why="The file was published from another article than the one it is compared with.",
    example="`--base` names the article of last week",
    remedy="Name the article that the file was published from, or leave `--base` out.",
)
DOCX_OTHER_REVISION = Rule(
    slug="docx-other-revision",
    severity=Severity.WARNING,
    why="The file was published from another revision than the one it is compared with.",
    example="an editor sends back a copy of the briefing of before the last revision",
    remedy="Check that no change of the revision between is undone.",
)
DOCX_ARTICLE_UNREADABLE = Rule(
    slug="docx-article-unreadable",
    severity=Severity.WARNING,
    why="The article that travels in the file was written by a newer version, or was changed on its way.",
    example="a file published with next year's forumpub",
    remedy="Install the newest forumpub, or name the article with `--base`.",
)
