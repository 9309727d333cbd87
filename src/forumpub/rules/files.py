"""Rules about files, stored articles and plug-ins."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

ARTICLE_KEY_UNKNOWN = Rule(
    slug="article-key-unknown",
    severity=Severity.WARNING,
    why="A key that the article's model doesn't have can't be printed, so its value is left out.",
    example='{"model": "forumpub.article/1", "subtitle": "…", …}',
    remedy="Correct the key's name: `forumpub schema` prints all of them.",
)

PLUGIN_SHADOWS_BUILTIN = Rule(
    slug="plugin-shadows-builtin",
    severity=Severity.WARNING,
    why="A plug-in offers a format under a name that forumpub has itself. The built-in one is used, so "
    "that a name means the same on every machine.",
    example="an installed package declares a renderer named `pdf`",
    remedy="Ask the plug-in's author to rename it, or uninstall it.",
)

PLUGIN_BROKEN = Rule(
    slug="plugin-broken",
    severity=Severity.WARNING,
    why="An installed plug-in can't be loaded, so the format that it offers is missing.",
    example="an installed package declares a reader whose module can't be imported",
    remedy="Update or uninstall the package that the message names.",
)

OUTPUT_RENAMED = Rule(
    slug="output-renamed",
    severity=Severity.INFO,
    why="Two inputs would give an output of the same name, or the name can't be used on every system, so the "
    "output has a name of its own.",
    example="a/report.txt and b/report.txt published together",
    remedy="Rename an input, or publish each into its own folder with --out.",
)

INPUT_REPEATED = Rule(
    slug="input-repeated",
    severity=Severity.INFO,
    why="A file is given more than once, by itself or with its folder. It is read once, and written once.",
    example="forumpub publish news news/report.txt",
    remedy="Nothing, if one of each is what you want; else name the files that differ.",
)

NOTHING_TO_PUBLISH = Rule(
    slug="nothing-to-publish",
    severity=Severity.ERROR,
    why="A briefing without a paragraph helps nobody, so no file is written.",
    example="[Explanation]\n[Concurrent]",
    remedy="Check that the transcript is complete.",
)
