"""Findings about glossary files."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

GLOSSARY_UNREADABLE = Rule(
    slug="glossary-unreadable",
    severity=Severity.ERROR,
    why="Nothing of a glossary could be read, so none of its terms is honoured.",
    example="A table whose first line doesn't name its languages; XML that breaks off.",
    remedy="Save it as UTF-8, TSV or CSV with a line of language tags (en, id, zh-Hans) on top, or TBX.",
)

GLOSSARY_COLUMN = Rule(
    slug="glossary-column",
    severity=Severity.WARNING,
    why="A column is ignored, because its heading is neither a language nor a word that we know.",
    example="A column `Indonesian` where the tag `id` is meant.",
    remedy="Name it by its language tag, or part, keep, status, note, forbidden or forbidden:TAG.",
)

GLOSSARY_ROW = Rule(
    slug="glossary-row",
    severity=Severity.WARNING,
    why="A row, or a cell of it, can't be used as it stands; the term may not be honoured.",
    example="A row with more cells than the table has columns; a part that doesn't exist.",
    remedy="Correct the line that the message names.",
)

GLOSSARY_UNUSED = Rule(
    slug="glossary-unused",
    severity=Severity.WARNING,
    why="A glossary that was given has no term for any pair of languages of the run: it changes nothing.",
    example="A table with the columns `en` and `ms` in a run from English into Indonesian.",
    remedy="Look at the tags in its first line, or leave it out.",
)

GLOSSARY_WITHOUT_LANGUAGE = Rule(
    slug="glossary-without-language",
    severity=Severity.INFO,
    why="A glossary that was given has terms for some languages of the run, and none for others.",
    example="A table with the columns `en` and `id` in a run into Indonesian and Thai.",
    remedy="Nothing, if those languages have another glossary; else add a column for each.",
)

GLOSSARY_DUPLICATE = Rule(
    slug="glossary-duplicate",
    severity=Severity.INFO,
    why="The same term occurs twice in a glossary with the same rendering: one of them is out of use.",
    example="`trade\tperdagangan` in lines 12 and 40.",
    remedy="Delete one of the lines.",
)

GLOSSARY_CONFLICT = Rule(
    slug="glossary-conflict",
    severity=Severity.WARNING,
    why="A term occurs twice in a glossary with different renderings. The first is used.",
    example="`trade\tperdagangan` in line 12 and `trade\tniaga` in line 40.",
    remedy="Keep one line; other right renderings go into its cell, parted by `|`.",
)
