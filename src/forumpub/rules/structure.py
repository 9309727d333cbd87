"""Rules about labels, sections and formats."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

CLIP_NOT_CLOSED = Rule(
    slug="clip-not-closed",
    severity=Severity.WARNING,
    why="A clip that never ends leaves open whose words are sound bites and whose are the studio's.",
    example="(BEGIN VIDEO CLIP) without an (END VIDEO CLIP) before the next clip or the end of the text",
    remedy="Add the missing end of the clip, or check the types of the blocks after its beginning.",
)
SHORT_NAME_AMBIGUOUS = Rule(
    slug="short-name-ambiguous",
    severity=Severity.WARNING,
    why="A surname that two speakers share was given to the one who was introduced last before it.",
    example="O'BRIEN: after both SOLEDAD O'BRIEN and MILES O'BRIEN have spoken",
    remedy="Write an initial or the full name into the cue.",
)
FRONT_MATTER_SET_ASIDE = Rule(
    slug="front-matter-set-aside",
    severity=Severity.INFO,
    why="Lines above the first speaker (topics, date, programme) are kept as marks and not printed.",
    example="Port Forum Opens. Aired 5-6p ET",
    remedy="Give the headline or the date by option or in front matter if they should be printed.",
)
FIELD_SET_ASIDE = Rule(
    slug="field-set-aside",
    severity=Severity.INFO,
    why="A field of the file that belongs to no part of an article holds words; they are kept as a mark.",
    example='"comment": "Please check the names before you publish this"',
    remedy="Copy the words into the text if they should be printed.",
)
DECLARATIONS_IGNORED = Rule(
    slug="declarations-ignored",
    severity=Severity.WARNING,
    why="A document may declare entities that read other files or grow without end, so none is resolved.",
    example="<!DOCTYPE nitf [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>",
    remedy="Write the words themselves in place of the entities.",
)
TEXT_WITHOUT_SPEAKER = Rule(
    slug="text-without-speaker",
    severity=Severity.INFO,
    why="Text above the first speaker belongs to nobody that the transcript names.",
    example="A paragraph above the first NAME: of an interview",
    remedy="Add the speaker's name in front of it if somebody says it.",
)
CAPTION_LINE_REPEATED = Rule(
    slug="caption-line-repeated",
    severity=Severity.INFO,
    why="Roll-up captions send a line again when it moves up; the repetition is kept as a mark, not printed.",
    example="the same caption line twice in a row",
    remedy="Nothing, unless the words were really spoken twice.",
)
PRODUCTION_CUE_SET_ASIDE = Rule(
    slug="production-cue-set-aside",
    severity=Severity.INFO,
    why="Run times, out cues and machine cues are for the control room: kept as marks, not printed.",
    example="TRT: :12",
    remedy="Nothing, unless the words belong to the text.",
)
BITE_WITHOUT_WORDS = Rule(
    slug="bite-without-words",
    severity=Severity.WARNING,
    why="A sound bite is called for and its words don't stand in the script, so the briefing can't quote it.",
    example="TAKE SOT with only an OUTCUE",
    remedy="Write the words of the bite below its cue.",
)
COMMENTED_TEXT_SET_ASIDE = Rule(
    slug="commented-text-set-aside",
    severity=Severity.INFO,
    why="Text that its writer commented out is kept as a mark and not printed.",
    example="/* cut for time */",
    remedy="Remove the comment marks if the text belongs to the story.",
)
MARKUP_NOT_READ = Rule(
    slug="markup-not-read",
    severity=Severity.WARNING,
    why="Mark-up that is broken or unknown was passed over; the text in it is kept.",
    example="<body> without its end",
    remedy="Export the story again, or check the text after the place named.",
)
FORMAT_GUESSED = Rule(
    slug="format-guessed",
    severity=Severity.WARNING,
    why="Two formats fit the text nearly equally well; the wrong one would mix up sections and speakers.",
    example="a press release that holds one line in capitals with a colon",
    remedy="Name the format with --format.",
)
FORMAT_UNKNOWN = Rule(
    slug="format-unknown",
    severity=Severity.WARNING,
    why="No reader knows this kind of text, so all of it is kept as body text without speakers.",
    example="a table of numbers",
    remedy="Name the format with --format if one fits; forumpub parse --help lists them.",
)
LABEL_UNKNOWN = Rule(
    slug="label-unknown",
    severity=Severity.WARNING,
    why="A section label that isn't in the table says nothing about who speaks; its section is unknown.",
    example="[Explantion] at the start of a paragraph",
    remedy="Correct the label, or add it to your own table and give that with --labels.",
)
LABEL_LOOKALIKE = Rule(
    slug="label-lookalike",
    severity=Severity.WARNING,
    why="A label holds letters of another alphabet that look right, so that a search misses it.",
    example="[Ехplanation] with a Cyrillic Е and х",
    remedy="Type the label again.",
)
LABEL_MISSPELT = Rule(
    slug="label-misspelt",
    severity=Severity.WARNING,
    why="A label is one letter off a known one, and was taken for it.",
    example="[Explaination] The forum opened on Friday.",
    remedy="Correct the label.",
)
LABEL_EMPTY = Rule(
    slug="label-empty",
    severity=Severity.WARNING,
    why="A section label with no text after it usually means that text was lost.",
    example="[Explanation] followed by [Concurrent]",
    remedy="Add the missing text, or remove the label.",
)
LABEL_VARIANTS_MIXED = Rule(
    slug="label-variants-mixed",
    severity=Severity.INFO,
    why="Labels in several bracket styles within one file come from different hands or tools.",
    example="【Explanation】 and later [Explanation]",
    remedy="Nothing; write labels one way if you edit the file.",
)
BRACKET_UNCLOSED = Rule(
    slug="bracket-unclosed",
    severity=Severity.WARNING,
    why="A label whose bracket isn't closed, or is closed by another kind, was recognised by its word alone.",
    example="[Explanation The forum opened",
    remedy="Close the bracket.",
)
FRONT_MATTER_UNCLOSED = Rule(
    slug="front-matter-unclosed",
    severity=Severity.WARNING,
    why="Front matter without its closing line is read as text, so that nothing of it is lost.",
    example="--- and headline: … without a second ---",
    remedy="Close it with a line of three hyphens.",
)
FRONT_MATTER_KEY = Rule(
    slug="front-matter-key",
    severity=Severity.WARNING,
    why="A key that isn't known is ignored, and what it says is missing from the briefing.",
    example="headlin: A forum opens",
    remedy="Use headline, date, place, source or lang.",
)
FRONT_MATTER_VALUE = Rule(
    slug="front-matter-value",
    severity=Severity.WARNING,
    why="A value that can't be used as it stands is ignored.",
    example="date: yesterday",
    remedy="Write dates as 2021-07-16 and languages as en, zh-Hans, vi.",
)
LABEL_TABLE_LINE = Rule(
    slug="label-table-line",
    severity=Severity.WARNING,
    why="A line of the table of labels that can't be read adds no label.",
    example="narrator followed by no label",
    remedy="Write one block type, a tab and one label a line.",
)
TEXT_UNPLACED = Rule(
    slug="text-unplaced",
    severity=Severity.ERROR,
    why="A reader missed this text; it is kept as unknown so that nothing is lost.",
    example="text between two sections that no rule of the format covers",
    remedy="Check the place it was given; please report the file.",
)
SPAN_OVERLAP = Rule(
    slug="span-overlap",
    severity=Severity.ERROR,
    why="Two parts of the article claim the same characters, so that they may be printed twice.",
    example="a plug-in that gives one line to two paragraphs",
    remedy="Please report the file and the format that read it.",
)
SPAN_TEXT_DIFFERS = Rule(
    slug="span-text-differs",
    severity=Severity.ERROR,
    why="A paragraph's text isn't what stands at its place in the source.",
    example="a plug-in that changes a word",
    remedy="Please report the file and the format that read it.",
)
