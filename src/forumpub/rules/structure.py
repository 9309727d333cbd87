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
