"""Rules about speakers, bylines and editors."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

SPEAKER_MISSING = Rule(
    slug="speaker-missing",
    severity=Severity.WARNING,
    why="A sound bite without a speaker line can't be attributed.",
    example="[Concurrent] followed by the words said",
    remedy="Add the speaker's name, role and organisation after the label.",
)
SPEAKER_GLUED_TO_QUOTE = Rule(
    slug="speaker-glued-to-quote",
    severity=Severity.WARNING,
    why="The speaker line runs into the words said; a guessed cut would lose words or invent a speaker.",
    example="[Concurrent] Xu Kemin, Chief Economist This year we will …",
    remedy="Put the speaker line into a paragraph of its own.",
)
SPEAKER_NAME_NEAR_DUPLICATE = Rule(
    slug="speaker-name-near-duplicate",
    severity=Severity.WARNING,
    why="Two speakers' names differ by so little that they may be one person; they are kept apart.",
    example="Lü Wei and Lu Wei",
    remedy="Write the name one way.",
)
SPEAKER_CONFLICT = Rule(
    slug="speaker-conflict",
    severity=Severity.WARNING,
    why="One name stands with two roles or organisations; it may be two people, and they are kept apart.",
    example="Li Juan, villager and Li Juan, Mayor",
    remedy="Correct the speaker lines, or leave them if they are two people.",
)
QUOTE_EMPTY = Rule(
    slug="quote-empty",
    severity=Severity.WARNING,
    why="A speaker is announced and the words said are missing.",
    example="[Concurrent] Xu Kemin, Chief Economist followed by [Explanation]",
    remedy="Add the words, or remove the speaker line.",
)
BYLINE_MISSING = Rule(
    slug="byline-missing",
    severity=Severity.INFO,
    why="A house transcript ends with its reporter; without one the briefing has no byline.",
    example="a transcript that ends with its editor",
    remedy="Add a line such as: Reporter Zou Hao reports from Wuhan, Hubei.",
)
BYLINE_REPEATED = Rule(
    slug="byline-repeated",
    severity=Severity.WARNING,
    why="Of two bylines only the first is printed; the other is kept as a credit.",
    example="two lines that begin with Reporter",
    remedy="Remove one, or write all reporters into one line.",
)
EDITOR_MISSING = Rule(
    slug="editor-missing",
    severity=Severity.INFO,
    why="A house transcript names its responsible editor; without one the briefing shows none.",
    example="a transcript that ends with its reporter",
    remedy="Add a line such as: Editor in charge: [Ji Xiang].",
)
CREDIT_AMBIGUOUS = Rule(
    slug="credit-ambiguous",
    severity=Severity.WARNING,
    why="The machine translation of this credit leaves open who did what.",
    example="(Ma Fulong produces Wang Jiali)",
    remedy="Look at the original and write each name with its role.",
)
