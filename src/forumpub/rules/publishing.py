"""Rules about pages, fonts and files."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

LINK_UNUSABLE = Rule(
    slug="link-unusable",
    severity=Severity.WARNING,
    why="A link that leads nowhere, or opens anything but a page or a mail, disappoints or harms.",
    example="a link to file:///etc/hosts, or to a paragraph that the edition leaves out",
    remedy="Give the address with http, https or mailto, or print the section that the link points to.",
)
MISSING_GLYPH = Rule(
    slug="missing-glyph",
    severity=Severity.WARNING,
    why="No font at hand has the character, so readers see a replacement; copied out, it is still there.",
    example="a word in Javanese script where only the fonts of forumpub are installed",
    remedy="Install a font that has it, or name one in the style; see `forumpub fonts`.",
)

EDITION_WORDS_MISSING = Rule(
    slug="edition-words-missing",
    severity=Severity.WARNING,
    why=(
        "Part of the article is not on the pages of this edition, because the house style leaves out the "
        "section that holds it."
    ),
    example='a style with sections = ["masthead", "headline", "key-points"]',
    remedy='Add "narrative" or "transcript", and "credits", to the style, or publish with another one.',
)

LANGUAGE_WITHOUT_WORDS = Rule(
    slug="language-without-words",
    severity=Severity.INFO,
    why=(
        "Headings and labels come from a catalogue of the edition's language. There is none for this "
        "language, so they are English."
    ),
    example="an article whose lang is fr",
    remedy="Check the language given with --lang; a new one needs a catalogue under src/forumpub/locales.",
)

TRANSCRIPT_WITHOUT_SOURCE = Rule(
    slug="transcript-without-source",
    severity=Severity.WARNING,
    why=(
        "A transcript with line numbers shows the source as it stands. An article read from JSON has no "
        "source, so the report is shown in its place."
    ),
    example="forumpub publish article.json --style transcript",
    remedy="Publish the transcript file itself, or choose another style.",
)

TEMPLATE_STYLE_MISSING = Rule(
    slug="template-style-missing",
    severity=Severity.WARNING,
    why=(
        "The table of roles names a style that the Word template hasn't, so those paragraphs get the usual "
        "style of their role instead of the organisation's."
    ),
    example='[roles] body = "House Bdy" where the template has "House Body"',
    remedy="Give the name as Word's style pane shows it, or add the style to the template.",
)

FONT_NOT_EMBEDDED = Rule(
    slug="font-not-embedded",
    severity=Severity.WARNING,
    why="The Word file names a font that isn't inside it, so machines without that font show another one.",
    example='a style with family = "Gill Sans" and no font files, published with --embed-fonts',
    remedy="Name the font's files in the style, or use a family that forumpub's fonts have.",
)
