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
