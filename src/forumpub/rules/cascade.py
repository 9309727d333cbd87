"""Rules about the making of a translation: what an engine could not do, and what was done instead."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

SEGMENT_KEPT = Rule(
    slug="segment-kept",
    severity=Severity.ERROR,
    why="Every attempt to translate the segment came back empty or repeated itself without end. Its words "
    "stand in the edition as the source has them: nothing is lost.",
    example="a list of catalogue numbers that the model answers with “dan dan dan dan …”",
    remedy="Translate the segment by hand; the memory keeps what an editor writes.",
)
SENTENCE_SPLIT = Rule(
    slug="sentence-split",
    severity=Severity.INFO,
    why="A sentence is longer than the model can take. It was translated in pieces, and words that depend on "
    "each other across a cut may not fit together.",
    example="a sentence of 400 words",
    remedy="Read the sentence; a shorter one in the source translates better.",
)
MEMORY_GIVEN_UP = Rule(
    slug="memory-given-up",
    severity=Severity.WARNING,
    why="The translation memory is damaged, or failed in the middle of the work. The edition is complete, "
    "but for what people wrote into the memory; what was translated isn't remembered.",
    example="a full disk; a file that was cut off, or edited by another program",
    remedy="Do what the message says, then translate again: what people wrote comes back with the memory.",
)
