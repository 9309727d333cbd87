"""Rules about what goes back: revised articles, proposals to editors, merged copies."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

PROPOSAL_LEFT_OUT = Rule(
    slug="proposal-left-out",
    severity=Severity.WARNING,
    why="A proposed change could not be written into the document as a tracked change.",
    example="a number in a table of contents, which Word makes itself",
    remedy="Make the change by hand where it is wanted.",
)
EDIT_OUTSIDE_ARTICLE = Rule(
    slug="edit-outside-article",
    severity=Severity.WARNING,
    why=(
        "The editor changed words that the article doesn't hold, such as a section heading or a note: the "
        "next edition will print its own again."
    ),
    example="“Key points” retyped as “Main points”",
    remedy="Change the house style, the catalogue of interface words or the notes' cause instead.",
)
EDIT_UNCLEAR = Rule(
    slug="edit-unclear",
    severity=Severity.WARNING,
    why="A change was read from the page into the article in a way that a person should look at.",
    example="a paragraph pulled over the border between two speakers",
    remedy="Compare the paragraph in the next edition with what was meant.",
)
FACT_OUTDATED = Rule(
    slug="fact-outdated",
    severity=Severity.INFO,
    why=(
        "A key point, figure or background fact quotes a paragraph word for word, and the paragraph no "
        "longer says so: it follows the paragraph, or is left out."
    ),
    example="a key point whose sentence was deleted from the report",
    remedy="Choose another one in the next edition, if it is missed.",
)
FACT_APART = Rule(
    slug="fact-apart",
    severity=Severity.WARNING,
    why=(
        "A sentence of the report is printed again as summary, key point, figure or background. The editor "
        "changed it there alone, and a reader finds both versions on one page."
    ),
    example="the key point says 12 countries, its paragraph 11",
    remedy="Make the correction in the paragraph too; what quotes it follows by itself.",
)
COMMENT_OPEN = Rule(
    slug="comment-open",
    severity=Severity.WARNING,
    why="A comment is neither resolved nor deleted, so the text is not agreed.",
    example="“Please check the anniversary year”",
    remedy="Answer it, and mark it as resolved in Word.",
)
REVISION_CONFLICT = Rule(
    slug="revision-conflict",
    severity=Severity.WARNING,
    why="Two editors changed the same paragraph in two copies; both versions stand in the merged file.",
    example="one editor wrote “30 years”, the other “three decades”",
    remedy="Accept one of the tracked changes and reject the other.",
)
MERGE_LEFT_OUT = Rule(
    slug="merge-left-out",
    severity=Severity.WARNING,
    why=(
        "Something that was done in one copy can't be written into the other as a tracked change, or doesn't "
        "agree with it: a row of a table, a style, a paragraph that both editors moved. A comment says it."
    ),
    example="one editor moved a paragraph up, the other moved it down",
    remedy="Do it by hand in the merged file, where the comment stands.",
)
EDITOR_UNKNOWN = Rule(
    slug="editor-unknown",
    severity=Severity.ERROR,
    why=(
        "`--accept author=` names somebody who tracked no change, and the changes of all others would be "
        "rejected: nothing is written."
    ),
    example="`--accept author=Anne` for the changes of Ann",
    remedy="Write the name as Word shows it beside the change.",
)
COPIES_APART = Rule(
    slug="copies-apart",
    severity=Severity.WARNING,
    why="Two copies became the same revision of one article, and say different things: neither holds both.",
    example="a copy of Ann and a copy of Ben, revised into one folder",
    remedy="`forumpub merge A.docx B.docx` joins them; revise the file that it writes.",
)
FILE_OPEN_ELSEWHERE = Rule(
    slug="file-open-elsewhere",
    severity=Severity.WARNING,
    why="A lock file says that a program has the document open: what is read may not be the last word.",
    example=".~lock.report.docx# beside report.docx",
    remedy="Save and close the document, and give it again.",
)
CORRECTIONS_NOT_REMEMBERED = Rule(
    slug="corrections-not-remembered",
    severity=Severity.WARNING,
    why=(
        "What an editor corrected in a translated edition stands in the revised edition, but couldn't go "
        "into the translation memory. An edition that is made anew of the source would lack it."
    ),
    example="the memory's file was cut off, or belongs to another user",
    remedy="Do what the message says, then revise the same copy again: nothing else changes by it.",
)
CORRECTION_OUTDATED = Rule(
    slug="correction-outdated",
    severity=Severity.WARNING,
    why=(
        "A person translated or corrected this text, and its source has changed since: the human version is "
        "neither kept nor replaced without being looked at."
    ),
    example="the source now says 40 partners, the corrected translation 30",
    remedy="Take the human version over into the new translation, or confirm the new one.",
)
REVIEW_ROW_LOST = Rule(
    slug="review-row-lost",
    severity=Severity.WARNING,
    why="A row of a bilingual review table doesn't say which segment it belongs to, or belongs to none.",
    example="a row added by hand",
    remedy="Enter the correction in the row of its segment.",
)
REVIEW_TARGET_GONE = Rule(
    slug="review-target-gone",
    severity=Severity.WARNING,
    why=(
        "A reviewer emptied a translation or deleted its row. An edition doesn't leave out what its source "
        "says, so the translation stays."
    ),
    example="a row deleted from the review table because its sentence seemed superfluous",
    remedy="Write the translation that is meant, or revise the source and translate it again.",
)
FINAL_WITH_COMMENTS = Rule(
    slug="final-with-comments",
    severity=Severity.ERROR,
    why="An edition is final when nobody has a question left. Open comments are questions.",
    example="`revise --status final` of a file with an open comment",
    remedy="Resolve the comments in the document, or publish with another status.",
)
GUESS_UNCONFIRMED = Rule(
    slug="guess-unconfirmed",
    severity=Severity.ERROR,
    why=(
        "A paragraph was retyped so thoroughly that only its place tells which one it is. A wrong guess "
        "would give its identity, and its translations, to other words. A copy that is older than the base "
        "needs a yes too: it would undo what was revised since."
    ),
    example="a paragraph selected whole and typed over, without Track Changes",
    remedy="Look at the changes marked as guessed. `--yes` takes them.",
)
