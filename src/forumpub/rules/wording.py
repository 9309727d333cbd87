"""Rules about what a translator's site left behind in the wording."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

SPACE_BEFORE_PUNCTUATION = Rule(
    slug="space-before-punctuation",
    severity=Severity.INFO,
    why=(
        "A blank before a comma is what a translator's site makes of the Chinese list mark 、; the list "
        "may be broken."
    ),
    example="digital economy infrastructure , Artificial intelligence",
    remedy="Remove the blank, and look whether a list was meant. On the page it is left out.",
)
ODD_CAPITAL = Rule(
    slug="odd-capital",
    severity=Severity.WARNING,
    why=(
        "A small word with a capital inside a sentence shows where quotation marks, a title or a "
        "sentence end got lost."
    ),
    example="will further build A close community",
    remedy=(
        "Compare with the original: restore the quotation marks or the full stop, or write the word small."
    ),
)
MISSING_FULL_STOP = Rule(
    slug="missing-full-stop",
    severity=Severity.WARNING,
    why="Two sentences run together, or a paragraph breaks off: something between them may be lost.",
    example="based on its own advantages The plan is to strive",
    remedy="Compare with the original, and end the sentence.",
)
UNBALANCED_QUOTE = Rule(
    slug="unbalanced-quote",
    severity=Severity.WARNING,
    why="With one of two quotation marks lost, nobody can tell whose words are quoted.",
    example="the “Belt and Road initiative.",
    remedy="Add the missing mark, or remove the one that is left.",
)
MIXED_QUOTE_STYLES = Rule(
    slug="mixed-quote-styles",
    severity=Severity.INFO,
    why="Straight and curly quotation marks in one text come from different hands; the page shows one kind.",
    example='the “Belt and Road” initiative and the "Wuhan Model"',
    remedy="Nothing to do for the page; use one kind in the source to be rid of the note.",
)
REPEATED_WORD = Rule(
    slug="repeated-word",
    severity=Severity.WARNING,
    why="A word that stands twice is a slip of typing or of translation.",
    example="the the forum",
    remedy="Remove one of the two.",
)
MISSING_SPACE = Rule(
    slug="missing-space",
    severity=Severity.INFO,
    why="Without a blank after a full stop or a comma, lines break badly and readers stumble.",
    example="The forum opened.Officials spoke.",
    remedy="Put a blank after the mark.",
)
HALF_WIDTH_PUNCTUATION = Rule(
    slug="half-width-punctuation",
    severity=Severity.INFO,
    why="Between Chinese characters a Latin comma or full stop is too narrow and sits wrong.",
    example="论坛开幕,各方出席",
    remedy="Use the full-width mark: ，。；：？！（）",
)
BLANK_BETWEEN_HAN = Rule(
    slug="blank-between-han",
    severity=Severity.INFO,
    why=(
        "Chinese has no blanks between words; one inside a sentence shows where a mark or a line end "
        "got lost."
    ),
    example="数字经济 基础设施",
    remedy="Remove the blank, or restore the mark that stood there.",
)
MACHINE_PHRASE = Rule(
    slug="machine-phrase",
    severity=Severity.INFO,
    why="Some phrases are known to come from machine translation, and readers don't know them.",
    example="the impact of the new crown pneumonia epidemic",
    remedy="Use the usual term. Words are never changed for you.",
)
